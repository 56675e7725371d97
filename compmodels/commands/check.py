"""Run an exercise notebook and say which exercises are solved.

The notebook is run from top to bottom in a new kernel; it is not changed. An exercise is solved,
not attempted, not allowed, wrong, or ended in an error of its own. The checks themselves live in
``compmodels.checks``, and marking a whole class does not live here.

Example:
  compmodels check exercises/01-perceptron/01-perceptron.ipynb
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.commands import CommandError
from compmodels.grading import exercise

TIMEOUT_S = 60
OUTCOMES = {
    "NotAttempted": "not attempted",
    "NotImplementedError": "not attempted",
    "NotAllowed": "not allowed",
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
        line = f"{self.name:28} {self.outcome:14} {self.earned:g} of {self.points:g}"
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
    answers = {exercise.name(c): error_of(c) for c in filter(exercise.is_stub, notebook.cells)}
    checks = filter(exercise.is_check, notebook.cells)
    return [result(check, answers.get(exercise.answer_name(check))) for check in checks]


def error_of(cell: NotebookNode) -> NotebookNode | None:
    """The error that a code cell ended with, if it did."""
    return next((output for output in cell.outputs if output.output_type == "error"), None)


def result(check: NotebookNode, answer_error: NotebookNode | None = None) -> Result:
    """What a check said, told from the name of the error that it raised.

    A check that raised nothing was passed, whatever other cells did. ``answer_error``, that of the
    answer's own cell, explains a check that found nothing to look at.
    """
    name, worth, error = exercise.name(check), exercise.points(check), error_of(check)
    if not exercise.is_live_check(check):
        return Result(name, "error", worth, CHANGED)
    if error is None:
        return Result(name, "solved", worth)
    outcome = OUTCOMES.get(error.ename, "error")
    if outcome == "wrong":
        return Result(name, outcome, worth, indented(error.evalue))
    if outcome == "error" and answer_error:
        in_answer = f"in your answer: {first_line(answer_error, named=True)}"
        return Result(name, outcome, worth, in_answer)
    return Result(name, outcome, worth, first_line(error, named=outcome == "error"))


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
