"""Marking one submission: which of its files counts, and what becomes of those that do not.

It travels as plain data to the place where it is marked. How one notebook is marked lives in
``marking``, how many submissions are marked at a time in ``engine``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compmodels.grading import handed_in, marking
from compmodels.grading.assignment import Assignment, most_likely
from compmodels.grading.handed_in import Notebook, Unreadable
from compmodels.grading.report import GRADED, MISSING, NOT_GRADED, Mark, Report, in_a_line
from compmodels.sandbox.box import Box

MOST_NOTES = 4


@dataclass(frozen=True)
class Work:
    """What a student handed in.

    Attributes
    ----------
    student
        As the name of the folder or file says.
    assignment
        The one that it should be; empty if only the cells tell.
    files
        The name of each notebook with its content, or with the reason why it cannot be read.
    note
        Why there is no file, or not every file.
    """

    student: str
    assignment: str
    files: tuple[tuple[str, bytes | str], ...] = ()
    note: str = ""


def mark(work: Work, assignments: Mapping[str, Assignment], box: Box, seed: int) -> list[Report]:
    """A report for each assignment that the submission holds, or one that says why it has none."""
    notes = [work.note] if work.note else []
    found: dict[str, dict[str, Notebook]] = {}
    for name, content in work.files:
        try:
            notebook = opened(content)
            assignment = recognised(notebook, work.assignment, assignments)
            found.setdefault(assignment.name, {})[name] = notebook
        except Unreadable as reason:
            notes.append(f"{in_a_line(name)}: {reason}")
    if not found:
        return [not_graded(work, notes, assignments.get(work.assignment))]
    return [
        best(work.student, assignments[name], found[name], notes, box, seed)
        for name in sorted(found)
    ]


def opened(content: bytes | str) -> Notebook:
    """The notebook in a file's content; ``Unreadable`` if there is none, or if it says a reason."""
    if isinstance(content, str):
        raise Unreadable(content)
    return handed_in.parse(content)


def recognised(
    notebook: Notebook, expected: str, assignments: Mapping[str, Assignment]
) -> Assignment:
    """The assignment that the notebook's cells tell of.

    Raises
    ------
    Unreadable
        If they tell of none, or of another one than expected.
    """
    assignment = most_likely(notebook.ids, assignments)
    if assignment is None:
        raise Unreadable("it has none of the exercises' cells; hand in the exercise notebook")
    if expected and assignment.name != expected:
        raise Unreadable(f"it is {assignment.name}, not {expected}")
    return assignment


def best(
    student: str,
    assignment: Assignment,
    notebooks: Mapping[str, Notebook],
    notes: Sequence[str],
    box: Box,
    seed: int,
) -> Report:
    """The report of the notebook that earns most; of the first of those that earn the same."""
    marked = {
        name: marking.mark(notebook, assignment, box, seed) for name, notebook in notebooks.items()
    }
    name = max(marked, key=lambda name: sum(mark.points for mark in marked[name].marks))
    told = [*several(name, len(marked)), *notes, *marked[name].notes]
    return Report(student, assignment.name, status(told), marked[name].marks)


def several(name: str, number: int) -> Iterator[str]:
    """What is to be said if there is more than one notebook."""
    if number > 1:
        yield f"{number} notebooks, the best counts: {in_a_line(name)}"


def status(notes: Sequence[str]) -> str:
    """The status of what was graded: that word and the first notes, in one line."""
    told = "; ".join(notes[:MOST_NOTES])
    more = f"; and {len(notes) - MOST_NOTES} more" if len(notes) > MOST_NOTES else ""
    return f"{GRADED}: {told}{more}" if told else GRADED


def not_graded(work: Work, notes: Sequence[str], assignment: Assignment | None) -> Report:
    """The report of a submission in which there is nothing to mark."""
    reason = "; ".join(notes[:MOST_NOTES]) or "nothing was handed in"
    exercises = assignment.exercises if assignment else ()
    marks = tuple(Mark(one.name, 0, one.maximum, MISSING, reason) for one in exercises)
    return Report(work.student, work.assignment, f"{NOT_GRADED}: {reason}", marks)
