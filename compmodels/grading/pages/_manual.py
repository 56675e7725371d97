"""The page to mark open questions by: every answer, under its question and its rubric.

Points are not given here but in ``manual.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import mistune
from markupsafe import Markup

from compmodels.grading.assignment import Assignment, Exercise
from compmodels.grading.pages._template import render
from compmodels.grading.report import MARKED, UNMARKED, Mark, Report


class _WithoutAddresses(mistune.HTMLRenderer):
    """Markdown as HTML in which links and pictures are their words: the page stands alone."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


_MARKDOWN = mistune.create_markdown(
    renderer=_WithoutAddresses(escape=False), plugins=["table", "math"]
)


@dataclass(frozen=True)
class Question:
    """One open question, and what each student wrote to it, sorted by student."""

    assignment: str
    exercise: Exercise
    answers: Sequence[tuple[str, Mark]]

    @property
    def statement(self) -> Markup:
        """The statement as HTML, without the heading, which the page has already."""
        body = re.sub(r"\A#+ .*", "", self.exercise.statement)
        return Markup(_MARKDOWN(body))  # the course's own text

    @property
    def written(self) -> list[tuple[str, Mark]]:
        """The answers that are to be read."""
        return [one for one in self.answers if one[1].outcome in (UNMARKED, MARKED)]

    @property
    def unmarked(self) -> int:
        """How many of them nobody has read yet."""
        return sum(mark.outcome == UNMARKED for _, mark in self.answers)

    @property
    def silent(self) -> list[str]:
        """The students who wrote nothing."""
        return [student for student, mark in self.answers if mark.outcome not in (UNMARKED, MARKED)]


def manual_page(reports: Sequence[Report], assignments: Mapping[str, Assignment]) -> str:
    """The page ``manual.html``: all open questions that somebody handed in, with the answers."""
    return render("manual.html", questions=list(_questions(reports, assignments)))


def _questions(
    reports: Sequence[Report], assignments: Mapping[str, Assignment]
) -> Iterator[Question]:
    for name, assignment in sorted(assignments.items()):
        own = [report for report in reports if report.assignment == name]
        for exercise in assignment.exercises:
            if own and exercise.is_open:
                yield Question(name, exercise, _answers(own, exercise))


def _answers(reports: Sequence[Report], exercise: Exercise) -> list[tuple[str, Mark]]:
    """Each student with the mark of this exercise."""
    marks = [(report.student, mark) for report in reports for mark in report.marks]
    own = [(student, mark) for student, mark in marks if mark.exercise == exercise.name]
    return sorted(own, key=lambda one: one[0])
