"""Files that a learning management system takes in: Canvas's gradebook, Moodle's worksheet.

Each function gives the files by name: ``canvas.csv`` or ``moodle.csv`` where the reports are of one
assignment, and a file for each where there are several, such as ``canvas-01-perceptron.csv``. An
export stands for one assignment because Moodle numbers its participants anew for each, and because
Canvas deletes a grade where a cell of its column is empty. Names of students live in ``people``,
tables of our own in ``tables``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compmodels.grading import tables
from compmodels.grading.report import MARKED, SOLVED, UNMARKED, Mark, Report, file_stem, readable

if TYPE_CHECKING:
    from compmodels.grading.people import Student

Students = Mapping[str, "Student"]

CANVAS = ("Student", "ID", "SIS Login ID", "Section")  # a column named as the assignment follows
POINTS_ROW = "Points Possible"
MOODLE = (
    "Identifier",
    "Full name",
    "Grade",
    "Maximum grade",
    "Last modified (grade)",
    "Feedback comments",
)
LINE = 300  # characters of a line that a comment in Moodle repeats
# Moodle reads a backslash before a quotation mark as part of the text. The others begin a formula
# where a spreadsheet splits cells at the semicolon of an HTML entity.
MOODLE_ODD = re.compile(r"[\\=+@＝＋＠－]|(?<!\w)-")  # noqa: RUF001


@dataclass(frozen=True)
class Export:
    """One file, and the students for whom the teacher has something left to do.

    Attributes
    ----------
    content
        The text of the file.
    unmatched
        Students in the file whose number in the system is not known. Canvas may still find them by
        their name; for Moodle the teacher fills in the column ``Identifier``.
    unfinished
        Those who get more points once a person has marked their answers to open questions.
    ungraded
        Those who get no grade from this file, since nothing of theirs could be graded.
    """

    content: str
    unmatched: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    ungraded: tuple[str, ...] = ()


def canvas(reports: Iterable[Report], students: Students) -> dict[str, Export]:
    """The files for Canvas, where a teacher opens Grades, Import, and chooses the file.

    The assignment in Canvas must have the same name as ours, such as ``01-perceptron``, and the
    same points; if there is none of that name, Canvas offers to make one. Students from a download
    of Canvas have their number in it. Others are found if the name of their folder is their login
    or their name; Canvas asks about the rest. It takes decimal points whatever its language. Who
    was not graded is left out, so that Canvas deletes no grade.

    Source: ``lib/gradebook_importer.rb`` and ``ui/features/gradebook_uploads`` of
    instructure/canvas-lms, which also show the columns: Student, ID, SIS Login ID and Section, then
    a column for each assignment; and a row ``Points Possible``.
    """
    return _files("canvas", reports, lambda some: _canvas(some, students))


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
    return _files("moodle", reports, lambda some: _moodle(some, students))


def _files(
    system: str, reports: Iterable[Report], export: Callable[[list[Report]], Export]
) -> dict[str, Export]:
    """What is exported of each assignment, by the name of its file."""
    groups: dict[str, list[Report]] = {}
    for report in tables.in_order(reports):
        if report.assignment:
            groups.setdefault(report.assignment, []).append(report)
    if len(groups) == 1:
        return {f"{system}.csv": export(*groups.values())}
    return {f"{system}-{file_stem(name)}.csv": export(groups[name]) for name in sorted(groups)}


def _canvas(reports: list[Report], students: Students) -> Export:
    """Canvas's file for the reports of one assignment."""
    assignment = readable(reports[0].assignment)
    columns = (*CANVAS, assignment)
    graded = [report for report in reports if report.is_graded]
    maximum = tables.number(max(report.maximum for report in reports))
    points_row = {"Student": f"    {POINTS_ROW}", assignment: maximum}
    rows = [
        _canvas_student(report.student, students.get(report.student))
        | {assignment: tables.number(report.points)}
        for report in graded
    ]
    content = tables.as_csv(columns, [points_row, *rows])
    return _export(content, graded, reports, students, "canvas")


def _canvas_student(name: str, student: Student | None) -> dict[str, str]:
    """The columns by which Canvas finds the student: by number, then by login, then by name."""
    shown = _full_name(name, student).replace(POINTS_ROW, POINTS_ROW.replace(" ", "-"))
    if number := _number(student, "canvas"):
        return {"Student": shown, "ID": number}
    login = "" if student and student.system else tables.shown_name(name)
    return {"Student": shown, "SIS Login ID": login}


def _moodle(reports: list[Report], students: Students) -> Export:
    """Moodle's file for the reports of one assignment."""
    rows = [_moodle_row(report, students.get(report.student)) for report in reports]
    return _export(tables.as_csv(MOODLE, rows), reports, reports, students, "moodle")


def _moodle_row(report: Report, student: Student | None) -> tables.Row:
    """Moodle's row for one report."""
    number = _number(student, "moodle")
    values = (
        f"Participant {number}" if number else "",
        _full_name(report.student, student).replace("\\", "/"),
        tables.number(report.points) if report.is_graded else "",
        tables.number(report.maximum),
        "",
        _feedback(report),
    )
    return dict(zip(MOODLE, values, strict=True))


def _feedback(report: Report) -> str:
    """What the student reads in Moodle: a line for the whole, and one for each exercise."""
    points = f"{tables.number(report.points)} of {tables.number(report.maximum)} points"
    whole = points if report.is_graded else readable(report.status)
    notes = f" ({readable(report.status)})" if report.status not in (whole, "graded") else ""
    marks = report.marks if report.is_graded else ()
    return _as_html("\n".join([whole + notes, *map(_told, marks)]))


def _told(mark: Mark) -> str:
    """One exercise: points, outcome, and what the message says in short; a comment in full."""
    points = f"{tables.number(mark.points)} of {tables.number(mark.maximum)}"
    told = f"{mark.exercise}: {points}, {mark.outcome}"
    if mark.outcome == MARKED and mark.message:
        return f"{told}. {mark.message.strip()}"
    lines = [] if mark.outcome == SOLVED else mark.message.strip().splitlines()
    # A sentence that ends in a colon announces lines that are not here.
    first = [re.sub(r"(?<=[.]) [^.]*:$", "", line) for line in lines[:1]]
    hint = [line for line in lines[1:] if line.startswith("Hint: ")][:1]
    return " ".join([f"{told}.", *(readable(line, most=LINE) for line in first + hint)])


def _as_html(text: str) -> str:
    """The text as HTML that shows it and nothing else; Moodle shows comments as HTML."""
    escaped = html.escape(readable(text, most=len(text))).replace("\t", " ").replace("\n", "<br>")
    return MOODLE_ODD.sub(lambda odd: f"&#{ord(odd[0])};", escaped)


def _full_name(name: str, student: Student | None) -> str:
    """The student's name as a person writes it."""
    return tables.shown_name(student.full_name if student and student.full_name else name)


def _number(student: Student | None, system: str) -> str:
    """The student's number in the system; empty if it is not known."""
    return student.lms_id if student and student.system == system else ""


def _export(
    content: str, listed: list[Report], reports: list[Report], students: Students, system: str
) -> Export:
    """The file with what the teacher should know; ``listed`` are the reports that are in it."""
    return Export(
        content,
        unmatched=_names(one for one in listed if not _number(students.get(one.student), system)),
        unfinished=_names(one for one in reports if one.is_graded and _is_unfinished(one)),
        ungraded=_names(one for one in reports if not one.is_graded),
    )


def _is_unfinished(report: Report) -> bool:
    """Whether a person has yet to mark one of the answers."""
    return any(mark.outcome == UNMARKED for mark in report.marks)


def _names(reports: Iterable[Report]) -> tuple[str, ...]:
    """Whose reports these are, in order."""
    return tuple(tables.shown_name(report.student) for report in reports)
