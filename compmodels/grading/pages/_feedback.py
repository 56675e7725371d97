"""The page of one student: what each answer earned, and why.

It shows what the check said and what the student wrote, but no solution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compmodels.grading import report as outcomes
from compmodels.grading import wording
from compmodels.grading.assignment import Assignment
from compmodels.grading.pages._template import render
from compmodels.grading.report import Mark, Report, file_stem

OUTPUT_OF_A_CHECK = (outcomes.WRONG, outcomes.ERROR, outcomes.STOPPED)
SIDES = {
    outcomes.SOLVED: "good",
    outcomes.UNMARKED: "person",
    outcomes.MARKED: "person",
    outcomes.NOT_ATTEMPTED: "quiet",
    outcomes.MISSING: "quiet",
}


@dataclass(frozen=True)
class Part:
    """One exercise on the page: its title, and what its mark says, in the places of the page."""

    title: str
    mark: Mark
    is_prose: bool

    @property
    def side(self) -> str:
        """The class of its colour; what the colour says, words say too."""
        return SIDES.get(self.mark.outcome, "bad")

    @property
    def output(self) -> str:
        """What the check printed."""
        if self.mark.outcome == outcomes.MARKED:
            return wording.comment_and_check(self.mark.message)[1]
        return wording.said(self.mark) if self.mark.outcome in OUTPUT_OF_A_CHECK else ""

    @property
    def remark(self) -> str:
        """What is told in a sentence: a person's comment, or why there is nothing to say."""
        if self.mark.outcome == outcomes.MARKED:
            return wording.comment_and_check(self.mark.message)[0]
        return "" if self.output else self.mark.message

    @property
    def hint(self) -> str:
        """The hint of the check, if it has one."""
        return wording.hint(self.mark)


def feedback(report: Report, assignment: Assignment | None) -> str:
    """The page of one student; ``assignment`` gives the titles, None if nobody knows it."""
    parts = [_part(mark, assignment) for mark in report.marks]
    _, _, remarks = report.status.partition(": ")
    waiting = sum(m.maximum for m in report.marks if m.outcome == outcomes.UNMARKED)
    return render("feedback.html", report=report, parts=parts, remarks=remarks, by_a_person=waiting)


def _part(mark: Mark, assignment: Assignment | None) -> Part:
    """The part of one mark; where nobody knows the exercise, what a person reads is prose."""
    for exercise in assignment.exercises if assignment else ():
        if exercise.name == mark.exercise:
            return Part(exercise.title, mark, exercise.is_open)
    is_prose = mark.outcome in (outcomes.UNMARKED, outcomes.MARKED)
    return Part(mark.exercise, mark, is_prose)


def feedback_files(reports: Sequence[Report]) -> list[str]:
    """Where the page of each report lies, seen from the folder of the run, in their order.

    A student has one page, or one for each assignment if the run has several.
    """
    is_one = len({report.assignment for report in reports}) == 1
    names = [one.student if is_one else f"{one.student} {one.assignment}" for one in reports]
    return [f"feedback/{file_stem(name)}.html" for name in names]
