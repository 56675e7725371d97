"""What the course hands out: each assignment with its exercises, points and checks.

It is read from the course's own exercises/, never from what a student handed in, so that edited
metadata earns nothing. What is in a cell's metadata lives in ``exercise``.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compmodels.checks import Check
from compmodels.grading import exercise as cells


@dataclass(frozen=True)
class Exercise:
    """One exercise as it is handed out.

    Attributes
    ----------
    name
        The id of the cell for the answer, such as ``mistake-bound``.
    title
        The heading of its statement, such as ``3. How many mistakes at most?``.
    maximum
        The points that it is worth.
    is_open
        Whether it is a question that a person marks.
    statement
        The Markdown of its statement.
    stub
        What stands in the cell for the answer when it is handed out.
    """

    name: str
    title: str
    maximum: float
    is_open: bool
    statement: str
    stub: str

    @property
    def function(self) -> str:
        """The function that the student writes."""
        return cells.function_name(self.name)

    @property
    def check_cell(self) -> str:
        """The id of the cell that checks the answer; for an open question the answer's own."""
        return self.name if self.is_open else f"{self.name}-check"


@dataclass(frozen=True)
class Assignment:
    """One set of exercises: its name, such as ``01-perceptron``, and its exercises in order."""

    name: str
    exercises: tuple[Exercise, ...]

    @property
    def maximum(self) -> float:
        """The points of all its exercises."""
        return sum(exercise.maximum for exercise in self.exercises)

    @property
    def cell_ids(self) -> frozenset[str]:
        """The ids by which a notebook of this assignment is recognised."""
        return frozenset(
            name for exercise in self.exercises for name in (exercise.name, exercise.check_cell)
        )

    def check(self, exercise: Exercise) -> Check:
        """The check of one of its exercises."""
        _, _, slug = self.name.partition("-")
        return getattr(importlib.import_module(f"compmodels.checks.{slug}"), exercise.function)


def load(root: Path) -> dict[str, Assignment]:
    """The assignments of the course in the folder ``root``, by name.

    Raises
    ------
    ValueError
        If a notebook of exercises/ is none that ``compmodels release`` has written.
    """
    return {path.stem: read(path) for path in sorted(root.glob("exercises/*/*.ipynb"))}


def read(path: Path) -> Assignment:
    """The assignment that a released notebook holds; a ``ValueError`` if it is no such notebook."""
    try:
        return from_notebook(path.stem, json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no released notebook; run compmodels release") from error


def from_notebook(name: str, notebook: Mapping[str, Any]) -> Assignment:
    """The assignment in the content of a released notebook."""
    sources = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    exercises = []
    for cell in filter(cells.is_graded, notebook["cells"]):
        answer = cells.answer_name(cell)
        statement = sources.get(f"{answer}-statement", "")
        exercises.append(
            Exercise(
                name=answer,
                title=title(statement) or answer,
                maximum=cells.points(cell),
                is_open=cells.is_open_question(cell),
                statement=statement,
                stub=sources.get(answer, ""),
            )
        )
    return Assignment(name, tuple(exercises))


def title(statement: str) -> str:
    """The first heading of a statement, without what stands in brackets at its end."""
    heading = re.search(r"^#+ +(.+?)(?: *\([^()]*\))?$", statement, flags=re.MULTILINE)
    return heading.group(1) if heading else ""


def most_likely(ids: frozenset[str], assignments: Mapping[str, Assignment]) -> Assignment | None:
    """The assignment that shares most of its cells with ``ids``; None below two shared cells."""
    best = max(assignments.values(), key=lambda one: len(one.cell_ids & ids), default=None)
    return best if best and len(best.cell_ids & ids) >= 2 else None
