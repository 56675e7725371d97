"""The widget that all demos share: controls, a picture that follows them, and its sentence.

A lesson's demo has three layers, and only the last one knows of widgets::

    def draw_wave(ax, frequency_hz):
        '''Draw a sine wave on ``ax``; return the artists that move with its frequency.'''
        ax.set(xlabel="time (s)", ylabel="height (m)", xlim=(0, 1), ylim=(-1.1, 1.1))
        return ax.plot(TIMES_S, wave(frequency_hz))

    def describe_wave(frequency_hz):
        '''The picture of `draw_wave` in one sentence.'''
        return f"A wave that rises and falls {frequency_hz} times in one second."

    def wave_demo():
        '''A wave whose frequency the reader sets.'''
        figure = new_figure()
        (line,) = draw_wave(figure.add_subplot(), frequency_hz=2)
        frequency = widgets.IntSlider(2, 1, 9, description="Frequency (Hz)")

        def update(frequency_hz):
            line.set_ydata(wave(frequency_hz))
            return describe_wave(frequency_hz)

        return Demo(Stage(figure, [line]), update, {"frequency_hz": frequency}, title="A wave")

How a figure is drawn lives in ``_stage``; what the browser does lives in ``_demo.js``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from compmodels.demos._stage import SMALL, Stage, picture_html

SLOW_S = 0.1  # a demo whose last picture took longer says that it works on the next one
CONTROL_WIDTH = "340px"
WIDE = {"width": "500px"}  # layout of a control that needs finer steps
SIDE_BY_SIDE = {"display": "flex", "flex_flow": "row wrap"}
VALUE_TRAITS = ("value", "pixels")  # where a control keeps what the reader set


class Screen(anywidget.AnyWidget):
    """The picture and the sentence of a demo in the browser, and whether they are up to date."""

    _esm = Path(__file__).with_name("_demo.js")
    png = traitlets.Bytes().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    busy = traitlets.Bool(False).tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)


def _value_trait(control: widgets.Widget) -> str:
    """Name of the trait that holds the value of ``control``."""
    for name in VALUE_TRAITS:
        if control.has_trait(name):
            return name
    raise TypeError(
        f"controls: {type(control).__name__} has no value; "
        f"use a widget with a trait named {' or '.join(VALUE_TRAITS)}"
    )


def _make_room(control: widgets.Widget) -> None:
    """Let the label of ``control`` be as wide as its text, and the control wide enough for both."""
    style = getattr(control, "style", None)
    if style is not None and style.has_trait("description_width"):
        style.description_width = "initial"
        control.layout.width = control.layout.width or CONTROL_WIDTH


class Demo(widgets.VBox):
    """Controls joined to a picture and a sentence.

    A browser keeps at most one value of each control waiting while a picture is made, and the
    demo makes one picture for the values that hold when it begins: values in between are dropped,
    the last is always shown. A picture that takes long shows "Working" while it is made; whether
    it will is told from the picture before it, so that fast demos pay no extra message.

    Parameters
    ----------
    stage
        The drawing; ``update`` moves its artists.
    update
        Called with the value of each control by name; moves the artists and returns the sentence.
        An exception that it raises is shown under the picture and raised again.
    controls
        Widgets by the name of the argument of ``update``, each with a description and a unit.
    title
        Shown above the controls.
    """

    def __init__(
        self,
        stage: Stage,
        update: Callable[..., str],
        controls: dict[str, widgets.Widget],
        title: str | None = None,
    ) -> None:
        super().__init__()
        self.controls = controls
        self._stage, self._update = stage, update
        self._value_traits = {name: _value_trait(control) for name, control in controls.items()}
        self._start = self.values
        self._working = self._stale = False
        self._shown: dict[str, Any] | None = None  # the values that the picture is of
        self._took_s = 0.0
        self._screen = Screen(title=title or "")
        panel = widgets.VBox([*controls.values(), self._reset_button()])
        self.children = [*self._head(), widgets.Box([panel, self._screen], layout=SIDE_BY_SIDE)]
        self.add_class("compmodels-demo")
        self.refresh()
        for name, control in controls.items():
            _make_room(control)
            control.observe(self._follow, names=self._value_traits[name])

    def _head(self) -> list[widgets.Widget]:
        title = self._screen.title
        return [widgets.HTML(f"<strong>{escape(title)}</strong>")] if title else []

    def _reset_button(self) -> widgets.Button:
        button = widgets.Button(description="Reset", tooltip="Back to the values at the start")
        button.on_click(lambda _button: self.reset())
        return button

    @property
    def values(self) -> dict[str, Any]:
        """What each control is set to, by the name of the argument of ``update``."""
        return {name: getattr(self.controls[name], at) for name, at in self._value_traits.items()}

    @property
    def sentence(self) -> str:
        """The picture in words: its alternative text, and the text under it."""
        return self._screen.sentence

    def png(self, level: int = SMALL) -> bytes:
        """The picture as it is now, as a PNG with compression ``level`` (0 to 9)."""
        return self._stage.png(level)

    def reset(self) -> None:
        """Bring back the values that the controls had at the start, with one redraw."""
        self._working = True  # so that each control that changes only asks for a redraw
        try:
            for name, value in self._start.items():
                setattr(self.controls[name], self._value_traits[name], value)
        finally:
            self._working = False
        self.refresh()

    def _follow(self, _change: Any) -> None:
        """Refresh, unless the picture has followed already, when one control moved another."""
        if self.values != self._shown:
            self.refresh()

    def refresh(self) -> None:
        """Make the picture and the sentence of the values that hold now, and show them."""
        self._stale = True
        if self._working:
            return
        self._working, self._shown = True, None
        self._screen.busy = self._took_s > SLOW_S
        start_s = time.perf_counter()
        try:
            self._show(self._latest_sentence())
        except Exception as error:
            self._screen.problem = f"{type(error).__name__}: {error}"
            raise
        finally:
            self._working = self._screen.busy = False
            self._took_s = time.perf_counter() - start_s

    def _latest_sentence(self) -> str:
        """Run ``update`` until no control has changed while it ran."""
        while self._stale:
            self._stale, values = False, self.values
            sentence = self._update(**values)
        self._shown = values
        return sentence

    def _show(self, sentence: str) -> None:
        """Send picture and sentence in one message."""
        png = self._stage.png()
        with self._screen.hold_sync():
            self._screen.png = png
            self._screen.sentence = sentence
            self._screen.problem = ""
            self._screen.busy = False

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The widget, and besides it the picture as it is now for where no kernel runs."""
        bundle = super()._repr_mimebundle_(**kwargs)
        page = {"text/html": picture_html(self.png(), self.sentence), "text/plain": self.sentence}
        return bundle | page
