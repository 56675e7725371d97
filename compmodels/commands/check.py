"""Run an exercise notebook and say which exercises are solved.

The notebook is run from top to bottom in a new kernel; it is not changed. An exercise is solved,
not attempted, wrong, or ended in an error of its own. The checks themselves live in
``compmodels.checks``, and marking a whole class does not live here.

Example:
  compmodels check exercises/01-perceptron/01-perceptron.ipynb
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.commands import CommandError
from compmodels.grading import exercise

TIMEOUT_S = 60
OUTCOMES = {
    "NotAttempted": "not attempted",
    "NotImplementedError": "not attempted",
    "NotSolved": "wrong",
}
CHANGED = "the check cell was changed; copy it anew from the exercise"


@dataclass(frozen=True)
class Result:
    """What a check said: cell id, outcome, points of the exercise, and the message."""

    name: str
    outcome: str
    points: float
    message: str = ""

    @property
    def earned(self) -> float:
        """The points that the answer earns."""
        return self.points if self.outcome == "solved" else 0

    def __str__(self) -> str:
        line = f"{self.name:24} {self.outcome:14} {self.earned:g} of {self.points:g}"
        return f"{line}  {self.message}".rstrip()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compmodels check``."""
    parser.add_argument("notebook", type=Path, help="the exercise notebook with your answers")


def run(arguments: argparse.Namespace) -> int:
    """Print a line per check and the total; 0 if all are solved."""
    path = arguments.notebook
    try:
        notebook = notebooks.read(path)
        if not any(map(exercise.is_check, notebook.cells)):
            raise CommandError(f"{path} has no graded cells; choose a notebook in exercises/")
        ran = notebooks.run(
            notebook,
            path.parent,
            timeout_s=TIMEOUT_S,
            on_cell_start=progress(path, notebook),
        )
    except notebooks.NotebookError as error:
        raise CommandError(str(error)) from error
    found = results(ran)
    print(*found, total(found, ran), sep="\n")
    return 0 if all(result.outcome == "solved" for result in found) else 1


def progress(path: Path, notebook: NotebookNode) -> Callable[..., None] | None:
    """A function that tells on stderr which cell runs; one line in all if that is no terminal."""
    count = len(notebook.cells)
    print(f"running {path.name}, {count} cells", file=sys.stderr)

    def show(cell: NotebookNode, cell_index: int) -> None:
        end = "\n" if cell_index + 1 == count else ""
        print(f"\rcell {cell_index + 1} of {count}", end=end, file=sys.stderr, flush=True)

    return show if sys.stderr.isatty() else None


def results(notebook: NotebookNode) -> list[Result]:
    """What each check of a notebook that was run said, in order."""
    return [
        _broken_answer(answer, check) or result(check)
        for answer, check in _with_their_answers(notebook)
    ]


def _with_their_answers(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode]]:
    """Each check cell, and before it the code cell that comes before it."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return ((a, check) for a, check in pairwise(code) if exercise.is_check(check))


def _broken_answer(answer: NotebookNode, check: NotebookNode) -> Result | None:
    """The error that the answer's own cell ended with, if it did: its check then saw no answer."""
    errors = [output for output in answer.outputs if output.output_type == "error"]
    if not errors:
        return None
    name, worth = exercise.marks(check)["grade_id"], exercise.points(check)
    return Result(name, "error", worth, f"in your answer: {first_line(errors[0], named=True)}")


def result(cell: NotebookNode) -> Result:
    """What the check in this cell said, told from the name of the error that it raised."""
    name, worth = exercise.marks(cell)["grade_id"], exercise.points(cell)
    if not exercise.is_live_check(cell.source):
        return Result(name, "error", worth, CHANGED)
    for output in cell.outputs:
        if output.output_type == "error":
            outcome = OUTCOMES.get(output.ename, "error")
            if outcome == "wrong":
                return Result(name, outcome, worth, indented(output.evalue))
            return Result(name, outcome, worth, first_line(output, named=outcome == "error"))
    return Result(name, "solved", worth)


def indented(message: str) -> str:
    """The whole message, on lines of its own."""
    return "\n" + textwrap.indent(message, "    ")


def first_line(error: NotebookNode, *, named: bool) -> str:
    """The first line of an error's message, after the error's name if ``named``."""
    if error.ename == "KeyboardInterrupt":
        return f"took more than {TIMEOUT_S} s and was stopped"
    message = (error.evalue.strip().splitlines() or [""])[0]
    return f"{error.ename}: {message}" if named else message


def total(found: list[Result], notebook: NotebookNode) -> str:
    """The last line: the sum of the points, and how many more a person gives."""
    earned, worth = sum(r.earned for r in found), sum(r.points for r in found)
    by_hand = exercise.total_points(notebook) - worth
    marked = f"; {by_hand:g} more are marked by a person" if by_hand else ""
    return f"total: {earned:g} of {worth:g} points{marked}"
