"""Tables for spreadsheets and programs: a row for each report, and one for each exercise.

What students wrote is made readable. How a table becomes a CSV that is harmless lives in
``spreadsheet``; what a person fills in is said in ``manual``, what learning management systems take
in ``exports``; pages for people live in ``pages``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from compmodels import files
from compmodels._validate import refuse
from compmodels.grading.report import GRADED, Report, readable
from compmodels.grading.spreadsheet import Row, as_csv
from compmodels.grading.wording import counted, unmarked

GRADES = ("student", "assignment", "points", "maximum", "status")
DETAILS = ("student", "assignment", "exercise", "points", "maximum", "outcome", "message")


def grades(reports: Iterable[Report]) -> list[Row]:
    """A row for each report, in the columns ``GRADES``."""
    return [
        {
            **who(report),
            "points": number(report.points),
            "maximum": number(report.maximum),
            "status": readable(status(report)),
        }
        for report in in_order(reports)
    ]


def details(reports: Iterable[Report]) -> list[Row]:
    """A row for each exercise of each report, in the columns ``DETAILS``."""
    return [
        {
            **who(report),
            "exercise": readable(mark.exercise),
            "points": number(mark.points),
            "maximum": number(mark.maximum),
            "outcome": mark.outcome,
            "message": readable(mark.message),
        }
        for report in in_order(reports)
        for mark in report.marks
    ]


def in_order(reports: Iterable[Report]) -> list[Report]:
    """The reports by student, then by assignment."""
    return sorted(reports, key=lambda report: (report.student, report.assignment))


def who(report: Report) -> dict[str, str]:
    """The first two columns of every table: whose report it is, and on what."""
    return {"student": shown_name(report.student), "assignment": readable(report.assignment)}


def status(report: Report) -> str:
    """The status of a report, with a note as long as a person has answers left to mark.

    Examples
    --------
    >>> from compmodels.grading.report import UNMARKED, Mark
    >>> status(Report("ada", "01-perceptron", "graded", (Mark("open", 0, 2, UNMARKED),)))
    'graded: 1 answer to be marked'
    """
    if not report.is_graded or not unmarked(report):
        return report.status
    separator = ": " if report.status == GRADED else "; "
    return f"{report.status}{separator}{counted(unmarked(report), 'answer')} to be marked"


def shown_name(student: str) -> str:
    """The student's name as tables show it, in one line.

    A name with characters that cannot be shown ends in a digest, so that no two look the same.
    """
    shown = re.sub(r"[\n\t]", " ", readable(student))
    if shown == student:
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{shown} ({digest})"


def number(points: float) -> int | float:
    """Points in their shortest form: 1 and not 1.0, 0.3 and not 0.30000000000000004."""
    rounded = round(points, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write the table in the form that the file's ending names, CSV or JSON."""
    forms = {".csv": as_csv, ".json": as_json}
    if path.suffix not in forms:
        raise refuse("path", str(path), "a file that ends in .csv or .json")
    files.replace(path, forms[path.suffix](columns, rows))


def as_json(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The table as a JSON list of objects, with all text as it is."""
    objects = [{name: row[name] for name in columns} for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"
