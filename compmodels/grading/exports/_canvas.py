"""The file for the gradebook of Canvas."""

from __future__ import annotations

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
from compmodels.grading.report import Report, readable

if TYPE_CHECKING:
    from compmodels.grading.people import Student

CANVAS = ("Student", "ID", "SIS Login ID", "Section")  # a column named as the assignment follows
POINTS_ROW = "Points Possible"


def canvas(reports: Iterable[Report], students: Students) -> dict[str, Export]:
    """The files for Canvas, where a teacher opens Grades, Import, and chooses the file.

    The assignment in Canvas must have the same name as ours, such as ``01-perceptron``, and the
    same points; if there is none of that name, Canvas offers to make one. Students from a download
    of Canvas have their number in it. Others are found if the name of their folder is their login
    or their name; Canvas asks about the rest. It takes decimal points whatever its language. Who
    was not graded is left out, so that Canvas deletes no grade.

    The pages of the students cannot be given back in one go: the gradebook imports no files, and
    "Re-Upload Submissions" wants those of "Download Submissions" under the names that they had,
    which are not kept here.

    Source: ``lib/gradebook_importer.rb`` and ``ui/features/gradebook_uploads`` of
    instructure/canvas-lms, which also show the columns: Student, ID, SIS Login ID and Section, then
    a column for each assignment; and a row ``Points Possible``.
    """
    return by_assignment("canvas", reports, lambda some: _canvas(some, students))


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
    content = spreadsheet.as_csv(columns, [points_row, *rows])
    return exported(content, graded, reports, students, "canvas")


def _canvas_student(name: str, student: Student | None) -> dict[str, str]:
    """The columns by which Canvas finds the student: by number, then by login, then by name."""
    shown = full_name(name, student).replace(POINTS_ROW, POINTS_ROW.replace(" ", "-"))
    if number := number_in(student, "canvas"):
        return {"Student": shown, "ID": number}
    login = "" if student and student.system else tables.shown_name(name)
    return {"Student": shown, "SIS Login ID": login}
