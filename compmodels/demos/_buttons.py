"""A row of buttons as one control: each changes the value by a rule of its own.

A button has no value that a demo could follow or reset. The row has one, such as what has been done
so far. What a press means lives in each demo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
import traitlets

ROW = {"display": "flex", "flex_flow": "row wrap", "align_items": "center"}


class Buttons(widgets.Box):
    """Buttons in a row after their label; pressed, each replaces the value by what it makes of it.

    Parameters
    ----------
    label
        Shown before the buttons.
    moves
        For each button, by the word on it, the next value as a function of the value.
    value
        The value at the start; it must be comparable with ``==``.
    **layout
        Of the row, for example its width.

    Examples
    --------
    >>> steps = Buttons("Steps", {"One more": lambda n: n + 1, "Twice": lambda n: 2 * n}, value=3)
    >>> steps.press("Twice")
    >>> steps.value
    6
    """

    value = traitlets.Any()

    def __init__(
        self, label: str, moves: Mapping[str, Callable[[Any], Any]], value: Any, **layout: str
    ) -> None:
        super().__init__(layout=ROW | layout)
        self.label, self.moves, self.value = label, dict(moves), value
        self.children = [widgets.Label(label), *(self._button(word) for word in self.moves)]

    def press(self, word: str) -> None:
        """Do what a press of the button with this word does."""
        self.value = self.moves[word](self.value)

    def _button(self, word: str) -> widgets.Button:
        button = widgets.Button(description=word, layout={"width": "auto"})
        button.on_click(lambda _button: self.press(word))
        return button
