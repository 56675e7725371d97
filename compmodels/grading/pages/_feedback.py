"""The page of one student: what each answer earned, and why.

It shows what the check said and what the student wrote, but no solution.
"""

from __future__ import annotations

from dataclasses import dataclass

from compmodels.grading import report as outcomes
from compmodels.grading.assignment import Assignment
from compmodels.grading.pages import _wording
from compmodels.grading.pages._template import render
from compmodels.grading.report import Mark, Report

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

    @property
    def side(self) -> str:
        """The class of its colour; what the colour says, words say too."""
        return SIDES.get(self.mark.outcome, "bad")

    @property
    def is_prose(self) -> bool:
        """Whether the answer is a text, not code."""
        return self.mark.outcome in (outcomes.UNMARKED, outcomes.MARKED)

    @property
    def output(self) -> str:
        """What the check printed."""
        return _wording.said(self.mark) if self.mark.outcome in OUTPUT_OF_A_CHECK else ""

    @property
    def remark(self) -> str:
        """What is told in a sentence: a person's comment, or why there is nothing to say."""
        return "" if self.output else self.mark.message

    @property
    def hint(self) -> str:
        """The hint of the check, if it has one."""
        return _wording.hint(self.mark)


def feedback(report: Report, assignment: Assignment | None) -> str:
    """The page of one student; ``assignment`` gives the titles, None if nobody knows it."""
    titles = {one.name: one.title for one in assignment.exercises} if assignment else {}
    parts = [Part(titles.get(mark.exercise, mark.exercise), mark) for mark in report.marks]
    _, _, remarks = report.status.partition(": ")
    waiting = sum(m.maximum for m in report.marks if m.outcome == outcomes.UNMARKED)
    return render("feedback.html", report=report, parts=parts, remarks=remarks, by_a_person=waiting)
