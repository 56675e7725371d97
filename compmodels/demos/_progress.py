"""A progress bar for a cell of a lesson that takes longer than two seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from IPython.display import DisplayHandle


@dataclass(frozen=True)
class Bar:
    """How far something is, as a bar; where there is none, in words."""

    what: str
    done: int
    steps: int

    def __repr__(self) -> str:
        return f"{self.what}: {self.done / self.steps:.0%} done"

    def _repr_html_(self) -> str:
        name = escape(self.what)
        bar = f'<progress value="{self.done}" max="{self.steps}" aria-label="{name}"></progress>'
        return f"{bar} {escape(repr(self))}"


def progress(what: str) -> Callable[[int, int], None]:
    """A function of (steps done, steps in all) that shows under the cell how far ``what`` is."""
    handle = DisplayHandle()
    handle.display(Bar(what, 0, 1))
    return lambda done, steps: handle.update(Bar(what, done, steps))
