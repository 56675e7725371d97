"""The page to mark open questions by: every answer, under its question and its rubric.

Points are not given here but in ``manual.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

import mistune
from markupsafe import Markup

from compmodels.grading.assignment import Assignment, Exercise
from compmodels.grading.pages._feedback import feedback_files
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


class Written(NamedTuple):
    """What one student wrote, with the address of that student's page."""

    student: str
    address: str
    mark: Mark


class Lost(NamedTuple):
    """One student whose submission could not be graded, with the address of the page and why."""

    student: str
    address: str
    reason: str


@dataclass(frozen=True)
class Question:
    """One open question, what each student wrote to it, and who could not be graded, sorted."""

    assignment: str
    exercise: Exercise
    answers: Sequence[Written]
    lost: Sequence[Lost]

    @property
    def statement(self) -> Markup:
        """The statement as HTML, without the heading, which the page has already."""
        body = re.sub(r"\A#+ .*", "", self.exercise.statement)
        return Markup(_MARKDOWN(body))  # the course's own text

    @property
    def written(self) -> list[Written]:
        """The answers that are to be read."""
        return [one for one in self.answers if one.mark.outcome in (UNMARKED, MARKED)]

    @property
    def unmarked(self) -> int:
        """How many of them nobody has read yet."""
        return sum(one.mark.outcome == UNMARKED for one in self.answers)

    @property
    def silent(self) -> list[Written]:
        """The students who wrote nothing."""
        return [one for one in self.answers if one.mark.outcome not in (UNMARKED, MARKED)]


def manual_page(reports: Sequence[Report], assignments: Mapping[str, Assignment]) -> str:
    """The page ``manual.html``: all open questions that somebody handed in, with the answers.

    It leads to the pages of the students, which lie in the folder ``feedback`` beside it.
    """
    return render("manual.html", questions=list(_questions(reports, assignments)))


def _questions(
    reports: Sequence[Report], assignments: Mapping[str, Assignment]
) -> Iterator[Question]:
    addresses = map(quote, feedback_files(reports))
    listed = sorted(zip(reports, addresses, strict=True), key=lambda one: one[0].student)
    for name, assignment in sorted(assignments.items()):
        own = [one for one in listed if one[0].assignment == name]
        for exercise in assignment.exercises:
            if own and exercise.is_open:
                yield Question(name, exercise, _answers(own, exercise), _lost(own))


def _answers(listed: Sequence[tuple[Report, str]], exercise: Exercise) -> list[Written]:
    """What each student whose submission was graded wrote to this exercise."""
    return [
        Written(report.student, address, mark)
        for report, address in listed
        for mark in report.marks
        if mark.exercise == exercise.name and (report.is_graded or mark.outcome == MARKED)
    ]


def _lost(listed: Sequence[tuple[Report, str]]) -> list[Lost]:
    """The students whose submission could not be graded."""
    return [
        Lost(report.student, address, report.status.partition(": ")[2] or report.status)
        for report, address in listed
        if not report.is_graded
    ]
