"""Marking one notebook: which cells are run, what is asked, and what the answers are worth.

The cells are run in a sandbox, the checks judge out here, and the points are those of the course's
own exercises: what a notebook does in there, or says of itself, earns it nothing. Which notebook
of a submission counts lives in ``work``.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from compmodels.asking import wire
from compmodels.checks import _core
from compmodels.grading.assignment import Assignment, Exercise
from compmodels.grading.handed_in import Cell, Notebook
from compmodels.grading.report import (
    ERROR,
    MISSING,
    NOT_ALLOWED,
    NOT_ATTEMPTED,
    SOLVED,
    STOPPED,
    UNMARKED,
    WRONG,
    Mark,
    in_a_line,
    readable,
)
from compmodels.sandbox.box import Box
from compmodels.sandbox.session import Lost, cell_time

OUTCOMES = {
    _core.SOLVED: SOLVED,
    _core.WRONG: WRONG,
    _core.NOT_ATTEMPTED: NOT_ATTEMPTED,
    _core.ERROR: ERROR,
}
NAME_CHARACTERS = 60  # of a cell, in a note
UNREADABLE = "gave back what cannot be read"


@dataclass(frozen=True)
class Marked:
    """A mark for each exercise, and what is to be said of the notebook besides."""

    marks: tuple[Mark, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """A step in the sandbox: to run a cell, the one of this number."""

    cell: Cell
    number: int

    def message(self) -> dict[str, Any]:
        """The step as the sandbox is told of it."""
        return {"run": self.cell.source, "name": f"{self.number} {self.cell.name}".strip()}

    def __str__(self) -> str:
        """The cell's name for people, in one line."""
        name = in_a_line(self.cell.name, NAME_CHARACTERS)
        return f"cell {self.number}" + (f" ({name})" if name else "")


@dataclass(frozen=True)
class Ask:
    """A step in the sandbox: to call the function of an exercise."""

    assignment: Assignment
    exercise: Exercise
    seed: int

    @property
    def cases(self) -> list[tuple]:
        """What the function is called with."""
        return drawn(self)[0]

    def message(self) -> dict[str, Any]:
        """The step as the sandbox is told of it."""
        caller = self.assignment.check(self.exercise).caller
        return {"ask": self.exercise.function, "cases": drawn(self)[1], "caller": caller.name}


Step = Run | Ask


@functools.lru_cache(maxsize=256)
def drawn(ask: Ask) -> tuple[list[tuple], list[Any]]:
    """The cases of a question, and the same as they travel."""
    cases = ask.assignment.check(ask.exercise).cases(ask.seed)
    return cases, [wire.pack(case) for case in cases]


def mark(notebook: Notebook, assignment: Assignment, box: Box, seed: int) -> Marked:
    """What a notebook of the assignment earns; ``seed`` is that of the checks' random cases."""
    steps = plan(notebook, assignment, seed)
    replies = dict(zip(steps, box.run([step.message() for step in steps]), strict=True))
    marks = [
        mark_open(exercise, notebook)
        if exercise.is_open
        else mark_code(Ask(assignment, exercise, seed), notebook, replies, box)
        for exercise in assignment.exercises
    ]
    notes = [*twice(notebook, assignment), *unfinished(replies, box)]
    return Marked(tuple(marks), tuple(notes))


def plan(notebook: Notebook, assignment: Assignment, seed: int) -> list[Step]:
    """The steps of a notebook: its code cells in order, with a question in place of each check.

    Where a check is missing or stands before its answer, the question comes at the end; of several
    copies of a check the last one counts.
    """
    last = {cell.name: number for number, cell in enumerate(notebook.cells)}
    checks = {one.check_cell: one for one in assignment.exercises if not one.is_open}
    in_place = {
        last[name]: exercise
        for name, exercise in checks.items()
        if last.get(name, -1) > last.get(exercise.name, -1)
    }
    steps: list[Step] = []
    for number, cell in enumerate(notebook.cells):
        if number in in_place:
            steps.append(Ask(assignment, in_place[number], seed))
        elif cell.kind == "code" and cell.name not in checks:
            steps.append(Run(cell, number + 1))
    late = [one for one in checks.values() if one not in in_place.values()]
    return steps + [Ask(assignment, exercise, seed) for exercise in late]


def mark_open(exercise: Exercise, notebook: Notebook) -> Mark:
    """The mark of an open question, which a person has yet to read if there is anything to read."""
    text = answer(exercise, notebook)
    earned = functools.partial(Mark, exercise.name, 0, exercise.maximum)
    if text is None:
        return earned(MISSING, "there is no cell with an answer")
    if text.strip() in ("", exercise.stub.strip()):
        return earned(NOT_ATTEMPTED, "there is no answer yet")
    return earned(UNMARKED, "", readable(text, 20_000))


def mark_code(ask: Ask, notebook: Notebook, replies: dict[Step, Any], box: Box) -> Mark:
    """The mark of a function: what the check says of its answers, if it gave any."""
    exercise, reply = ask.exercise, replies[ask]
    broken = ask.assignment.check(exercise).broken_rule(
        [step.cell.source for step in before(ask, replies)]
    )
    if broken:
        outcome, message = NOT_ALLOWED, broken
    elif isinstance(reply, Lost):
        outcome, message = STOPPED, f"{exercise.function} {reply}"
    elif reply == {"missing": True}:
        outcome, message = missing(exercise, replies, box)
    else:
        outcome, message = judged(ask, reply, box)
    if "NameError" in message:
        message = "\n".join([message, *culprit(ask, replies, box)])
    points = exercise.maximum if outcome == SOLVED else 0
    code = answer(exercise, notebook) or ""
    return Mark(
        exercise.name, points, exercise.maximum, outcome, readable(message), readable(code, 20_000)
    )


def answer(exercise: Exercise, notebook: Notebook) -> str | None:
    """The source of the cell for the answer; of the last one if there are several."""
    found = [cell.source for cell in notebook.cells if cell.name == exercise.name]
    return found[-1] if found else None


def before(ask: Ask, steps: Iterable[Step]) -> list[Run]:
    """The cells that are run before a question is asked: what can answer it."""
    earlier = itertools.takewhile(lambda step: step != ask, steps)
    return [step for step in earlier if isinstance(step, Run)]


def culprit(ask: Ask, replies: dict[Step, Any], box: Box) -> list[str]:
    """A line on the first cell that went wrong earlier: perhaps the one that should give a name."""
    others = [step for step in before(ask, replies) if step.cell.name != ask.exercise.name]
    wrong = [
        f"Before that, {step} {ending(replies[step], box)}" for step in others if replies[step]
    ]
    return wrong[:1]


def missing(exercise: Exercise, replies: dict[Step, Any], box: Box) -> tuple[str, str]:
    """Outcome and message where no function of this name is found: perhaps its cell went wrong."""
    undefined = f"{exercise.function} is not defined"
    for step, reply in replies.items():
        if isinstance(step, Run) and step.cell.name == exercise.name and reply:
            outcome = ERROR if isinstance(reply, dict) and "error" in reply else STOPPED
            return outcome, f"{undefined}: its cell {ending(reply, box)}"
    return MISSING, f"{undefined}: keep the name that the exercise gives it"


def ending(reply: Any, box: Box) -> str:
    """How a cell ended that did not end well, to be read after its name."""
    if isinstance(reply, Lost):
        return str(reply)
    if reply == {"stopped": True}:
        return cell_time(box.limits)
    if isinstance(reply, dict) and reply.keys() == {"error", "message"}:
        return f"ended with {reply['error']}: {reply['message']}"
    return UNREADABLE


def judged(ask: Ask, reply: Any, box: Box) -> tuple[str, str]:
    """Outcome and message of the answers that a function gave.

    A wrong answer says more than that there was no time for the next one. Whatever a check trips
    over in an answer is the fault of the answer, since the check is tested on all that
    ``compmodels.asking`` can send: it must not end the marking of others.
    """
    check = ask.assignment.check(ask.exercise)
    try:
        answers = [
            wire.unpack_answer(packed, case)
            for packed, case in zip(reply["answers"], ask.cases, strict=False)
        ]
        stopped = reply.get("stopped") is True and len(answers) < len(ask.cases)
        verdict = check.judge(ask.cases[: len(answers)] if stopped else ask.cases, answers)
        if stopped and verdict.outcome == _core.SOLVED:
            call = check.call(ask.cases[len(answers)])
            return STOPPED, f"{ask.exercise.function} {cell_time(box.limits)}, in {call}"
    except Exception as error:
        return ERROR, f"{ask.exercise.function} {UNREADABLE} ({type(error).__name__})"
    return OUTCOMES[verdict.outcome], verdict.message


def twice(notebook: Notebook, assignment: Assignment) -> list[str]:
    """A note for each answer of which the notebook has several cells."""
    times = Counter(cell.name for cell in notebook.cells)
    return [
        f"{times[one.name]} cells {one.name}, the last counts"
        for one in assignment.exercises
        if times[one.name] > 1
    ]


def unfinished(replies: dict[Step, Any], box: Box) -> Sequence[str]:
    """A note for each cell that had to be stopped."""
    return [
        f"{step} {ending(reply, box)}"
        for step, reply in replies.items()
        if isinstance(step, Run) and (isinstance(reply, Lost) or reply == {"stopped": True})
    ]
