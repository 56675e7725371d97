"""Marks that a person gives: the table to fill in, reading it, and adding it to the reports.

The table is ``manual.csv``, with a row for each open question that has an answer. Somebody fills in
the columns ``points`` and ``comment``, in a spreadsheet or a text editor. The answers themselves
are read on a page, which lives in ``pages``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compmodels._validate import refuse
from compmodels.commands import CommandError
from compmodels.grading import tables
from compmodels.grading.report import MARKED, UNMARKED, Mark, Report, readable

COLUMNS = ("student", "assignment", "exercise", "points", "maximum", "comment")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Given:
    """What a person has given for one answer.

    Attributes
    ----------
    points
        None as long as nobody has marked it.
    comment
        What the student is told.
    maximum
        The points that the answer can earn; None if the table does not say.
    where
        File and line, for messages.
    """

    points: float | None
    comment: str = ""
    maximum: float | None = None
    where: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return self.points is None and not self.comment


def key(report: Report, mark: Mark) -> Key:
    """Student, assignment and exercise as the table names them."""
    return (*tables.who(report).values(), readable(mark.exercise))


def template(reports: Iterable[Report], old: Mapping[Key, Given]) -> str:
    """The table to fill in, with all that a person has already written.

    Parameters
    ----------
    reports
        Those of this run.
    old
        What ``read`` found in the table so far. Rows in which somebody wrote are kept, also those
        of students who are not in this run.
    """
    asked = {
        key(report, mark): _so_far(mark)
        for report in tables.in_order(reports)
        for mark in report.marks
        if mark.outcome in (UNMARKED, MARKED)
    }
    kept = {name: given for name, given in old.items() if name in asked or not given.is_empty}
    rows = {
        name: replace(given, maximum=asked[name].maximum if name in asked else given.maximum)
        for name, given in (asked | kept).items()
    }
    ordered = sorted(rows, key=lambda name: name[:2])
    return tables.as_csv(COLUMNS, [_row(name, rows[name]) for name in ordered])


def _so_far(mark: Mark) -> Given:
    """What the report itself says of an answer."""
    if mark.outcome == MARKED:
        return Given(mark.points, mark.message, mark.maximum)
    return Given(None, "", mark.maximum)


def _row(name: Key, given: Given) -> tables.Row:
    """The table's row for one answer."""
    values = (*name, _cell(given.points), _cell(given.maximum), _whole(given.comment))
    return dict(zip(COLUMNS, values, strict=True))


def _cell(points: float | None) -> str | float:
    """Points as a cell, empty if there are none yet."""
    return "" if points is None else tables.number(points)


def _whole(comment: str) -> str:
    """The comment with odd characters replaced, and nothing cut."""
    return readable(comment, most=len(comment))


def read(path: Path) -> dict[Key, Given]:
    """What a person has given, by student, assignment and exercise.

    Points may have a decimal comma. A ``maximum`` that is no number any more counts as unknown,
    since some spreadsheets make a date of 1.5.

    Raises
    ------
    CommandError
        If the file cannot be read, a column is missing or unknown, points are not a number from 0
        to the maximum, or two rows disagree; the message names the line.
    """
    marks: dict[Key, Given] = {}
    for where, row in tables.from_csv(path, COLUMNS):
        name, given = _answer(where, row)
        first = marks.setdefault(name, given)
        if (first.points, first.comment) != (given.points, given.comment):
            raise CommandError(
                f"{where}: the same student and exercise as in {first.where}, with other points "
                "or another comment; keep one of the two rows"
            )
    return marks


def _answer(where: str, row: dict[str, str]) -> tuple[Key, Given]:
    """Which answer a row is about, and what is given for it."""
    name = (row["student"], row["assignment"].strip(), row["exercise"].strip())
    maximum = _number(row["maximum"])
    points = _number(row["points"])
    if row["points"].strip() and (points is None or _is_too_much(points, maximum)):
        raise _refused(where, row["points"].strip(), maximum)
    return name, Given(points, row["comment"].strip(), maximum, where)


def _number(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None if there is none."""
    plain = cell.strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"[0-9]+(\.[0-9]*)?|\.[0-9]+", plain) else None


def _is_too_much(points: float, maximum: float | None) -> bool:
    """Whether the points are more than the maximum, as far as that is known."""
    return maximum is not None and points > maximum


def _refused(where: str, points: object, maximum: float | None) -> CommandError:
    """The error for points that are not allowed."""
    most = "" if maximum is None else f" to {maximum:g}"
    allowed = f"a number from 0{most}, or nothing as long as it is not marked"
    return CommandError(f"{where}: {refuse('points', points, allowed)}")


def merge(reports: Iterable[Report], marks: Mapping[Key, Given]) -> tuple[list[Report], list[Key]]:
    """The reports with the marks of a person in them, and the rows that belong to none of them.

    An answer with points becomes ``marked``, with the comment as its message; one without points
    stays as it is. A row counts for any exercise that it names, so that a person may also overrule
    a check. Doing it twice changes nothing.

    Raises
    ------
    CommandError
        If there are more points than the exercise is worth.
    """
    reports = list(reports)
    known = {key(report, mark) for report in reports for mark in report.marks}
    unknown = [name for name, given in marks.items() if name not in known and not given.is_empty]
    merged = [
        replace(
            report,
            marks=tuple(_marked(mark, marks.get(key(report, mark))) for mark in report.marks),
        )
        for report in reports
    ]
    return merged, sorted(unknown)


def _marked(mark: Mark, given: Given | None) -> Mark:
    """The mark with what a person has given, if there are points."""
    if given is None or given.points is None:
        return mark
    if given.points > mark.maximum:
        raise _refused(given.where or mark.exercise, given.points, mark.maximum)
    return replace(mark, points=given.points, outcome=MARKED, message=given.comment)
