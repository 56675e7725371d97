"""The worksheet with grades and comments for Moodle."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from compmodels.grading import spreadsheet, tables
from compmodels.grading.exports._export import (
    Export,
    Students,
    by_assignment,
    exported,
    full_name,
    number_in,
)
from compmodels.grading.report import MARKED, SOLVED, WRONG, Mark, Report, readable
from compmodels.grading.wording import hint, one_line, reason, unmarked

if TYPE_CHECKING:
    from compmodels.grading.people import Student

MOODLE = (
    "Identifier",
    "Full name",
    "Grade",
    "Maximum grade",
    "Last modified (grade)",
    "Feedback comments",
)
# Moodle reads a backslash before a quotation mark as part of the text. The others begin a formula
# where a spreadsheet splits cells at the semicolon of an HTML entity.
MOODLE_ODD = re.compile(r"[\\=+@＝＋＠－]|(?<!\w)-")  # noqa: RUF001


def moodle(reports: Iterable[Report], students: Students) -> dict[str, Export]:
    """The files for Moodle, where a teacher opens the assignment, Submissions, Actions, and
    chooses "Upload grading worksheet".

    The assignment must have the feedback types "Feedback comments" and "Offline grading worksheet"
    switched on, simple direct grading, and a maximum grade that is not below ours. At the upload,
    tick "Allow updating records that have been modified more recently", as the file does not know
    when Moodle last changed a grade. Moodle must speak English for it, as it looks for the names of
    the columns in its own language. It takes decimal points in every language.

    Students are found by Moodle's participant number, which is part of the names that its download
    of all submissions writes. Moodle skips a row without one. For such students, fill in the column
    Identifier from Moodle's own worksheet ("Participant 12345"); or, if their folders are named by
    user name, ID number or address, use the import of the gradebook (Grades, Import, CSV file) and
    map the column "Full name" to that.

    Source: ``mod/assign/feedback/offline`` and ``lib/csvlib.class.php`` of moodle/moodle, and
    docs.moodle.org, "Grade import".
    """
    return by_assignment("moodle", reports, lambda some: _moodle(some, students))


def _moodle(reports: list[Report], students: Students) -> Export:
    """Moodle's file for the reports of one assignment."""
    rows = [_moodle_row(report, students.get(report.student)) for report in reports]
    return exported(spreadsheet.as_csv(MOODLE, rows), reports, reports, students, "moodle")


def _moodle_row(report: Report, student: Student | None) -> spreadsheet.Row:
    """Moodle's row for one report."""
    number = number_in(student, "moodle")
    values = (
        f"Participant {number}" if number else "",
        full_name(report.student, student).replace("\\", "/"),
        tables.number(report.points) if report.is_graded else "",
        tables.number(report.maximum),
        "",
        _feedback(report),
    )
    return dict(zip(MOODLE, values, strict=True))


def _feedback(report: Report) -> str:
    """What the student reads in Moodle: a line for the whole, and one for each exercise."""
    points = f"{tables.number(report.points)} of {tables.number(report.maximum)} points"
    so_far = " so far" if unmarked(report) else ""
    whole = points + so_far if report.is_graded else readable(report.status)
    notes = f" ({readable(report.status)})" if report.status not in (whole, "graded") else ""
    marks = report.marks if report.is_graded else ()
    return _as_html("\n".join([whole + notes, *map(_told, marks)]))


def _told(mark: Mark) -> str:
    """One exercise: points, outcome, and what the message says in short; a comment in full."""
    points = f"{tables.number(mark.points)} of {tables.number(mark.maximum)}"
    message = mark.message.strip() if mark.outcome == MARKED else _in_short(mark)
    return f"{mark.exercise}: {points}, {mark.outcome}. {message}".rstrip()


def _in_short(mark: Mark) -> str:
    """What the message says that a student can go by without the case that it shows."""
    if mark.outcome == SOLVED or not mark.message.strip():
        return ""
    if mark.outcome == WRONG:
        return f"Hint: {reason(mark)}" if hint(mark) else reason(mark)
    return one_line(mark.message.strip().splitlines()[0])


def _as_html(text: str) -> str:
    """The text as HTML that shows it and nothing else; Moodle shows comments as HTML."""
    escaped = html.escape(readable(text, most=len(text))).replace("\t", " ").replace("\n", "<br>")
    return MOODLE_ODD.sub(lambda odd: f"&#{ord(odd[0])};", escaped)
