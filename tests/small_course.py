"""A course of one small set of exercises, and a sandbox that only pretends, for tests of marking.

The exercises are ``double``, ``half`` and the open question ``limit``. No tests live here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from compmodels.asking import wire
from compmodels.asking.call import ask
from compmodels.checks._core import Check
from compmodels.grading.assignment import Assignment, Exercise
from compmodels.grading.handed_in import Cell, Notebook
from compmodels.sandbox.limits import Limits

SEED = 7
STUB = "Write your answer here."
CASES = [(1.0,), (3.0,), (-2.0,)]
DOUBLE = Check("double", oracle=lambda x: 2 * x, edges=CASES)
HALF = Check("half", oracle=lambda x: x / 2, edges=CASES)
EXERCISES = (
    Exercise("double", "1. Double", 5, False, "Double it.", "def double(x): ..."),
    Exercise("half", "2. Half", 3, False, "Halve it.", "def half(x): ..."),
    Exercise("limit", "3. Limit", 2, True, "Where does it end?", STUB),
)
DOUBLING = Assignment("01-doubling", EXERCISES)
COURSE = {DOUBLING.name: DOUBLING}


def offer_checks(monkeypatch: pytest.MonkeyPatch, **checks: Check) -> None:
    """Let the course have its checks, or others in their place, for one test."""
    offered = SimpleNamespace(**{"double": DOUBLE, "half": HALF} | checks)
    monkeypatch.setitem(sys.modules, "compmodels.checks.doubling", offered)


def cell(name: str, source: str = "", kind: str = "code") -> Cell:
    """A code cell of this name, or a cell of another kind."""
    return Cell(name, kind, source or f"# {name}")


def notebook(*cells: Cell | str) -> Notebook:
    """A notebook of cells; a name stands for a code cell."""
    return Notebook(tuple(cell(one) if isinstance(one, str) else one for one in cells))


OPEN = cell("limit", "Heat ends it.", "markdown")
WHOLE = notebook("set-up", "double", "double-check", "half", "half-check", OPEN)


def honest(function: Callable) -> dict[str, Any]:
    """The reply of a sandbox in which the function answers all cases."""
    return {"answers": [wire.pack_answer(ask(function, case)) for case in CASES]}


class Scripted:
    """Stands for a sandbox: replies as it is told, by the name of a function or of a cell.

    Of what it is not told, functions are missing and cells end well. ``steps`` are those of the
    last run.
    """

    limits = Limits()

    def __init__(self, **replies: Any) -> None:
        self.replies = replies
        self.steps: list[dict[str, Any]] = []

    def run(self, steps: list[dict[str, Any]]) -> list[Any]:
        """The reply to each step."""
        self.steps = steps
        return [self._reply(step) for step in steps]

    def _reply(self, step: dict[str, Any]) -> Any:
        if "ask" in step:
            return self.replies.get(step["ask"], {"missing": True})
        return self.replies.get(f"cell_{step['name'].partition(' ')[2]}", {})
