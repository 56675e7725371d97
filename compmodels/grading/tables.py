"""Tables for spreadsheets and programs: a row for each report, and one for each exercise.

What students wrote is made readable, and harmless in a CSV; a CSV that comes back from a
spreadsheet is read again. What a person fills in is said in ``manual``, what learning management
systems take in ``exports``; pages for people live in ``pages``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from compmodels import files
from compmodels._validate import refuse
from compmodels.commands import CommandError
from compmodels.grading.report import Report, readable

GRADES = ("student", "assignment", "points", "maximum", "status")
DETAILS = ("student", "assignment", "exercise", "points", "maximum", "outcome", "message")
SEPARATORS = ",;\t"
Row = Mapping[str, str | int | float]

# A semicolon, tab or new line begins a cell too where the spreadsheet splits cells there.
BEGIN = r"(^|[\n;\t])"
FORMULA = r"(?=[ '\"]*[=+\-@\t＝＋－＠])"  # noqa: RUF001 (spreadsheets take the wide signs as well)


def grades(reports: Iterable[Report]) -> list[Row]:
    """A row for each report, in the columns ``GRADES``."""
    return [
        {
            **who(report),
            "points": number(report.points),
            "maximum": number(report.maximum),
            "status": readable(report.status),
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


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The table as CSV: commas, decimal points, one header line, no text that runs as a formula."""
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        )
    return table.getvalue()


def as_json(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The table as a JSON list of objects, with all text as it is."""
    objects = [{name: row[name] for name in columns} for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def harmless(cell: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would see the beginning of a formula.

    OWASP recommends the apostrophe ("CSV Injection"); it makes a spreadsheet take what follows as
    text. Text that begins with apostrophes and a formula gets one more, so that ``literal`` can
    take it off again.

    Examples
    --------
    >>> harmless("=1+1"), harmless("O'Neill"), harmless("'=1"), harmless("a;=1")
    ("'=1+1", "O'Neill", "''=1", "a;'=1")
    """
    return re.sub(BEGIN + FORMULA, r"\1'", cell)


def literal(cell: str) -> str:
    """The text that ``harmless`` made this of."""
    return re.sub(BEGIN + "'" + FORMULA, r"\1", cell)


def from_csv(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of the table by the names of its columns, and where it stands.

    The table may have been through a spreadsheet: with a byte order mark, semicolons or tabs
    between the cells, blank rows, the columns in another order.

    Raises
    ------
    CommandError
        If the file cannot be read or has other columns; the message names the line.
    """
    lines = _lines(path)
    where, header = next(lines, (f"{path}, line 1", []))
    names = _without_empty_end([cell.strip().lower() for cell in header])
    if sorted(names) != sorted(columns):
        allowed = f"the columns {', '.join(columns)}, each once, in any order"
        raise CommandError(f"{where}: {refuse('the header', ', '.join(names), allowed)}")
    for where, cells in lines:
        filled = _without_empty_end(cells)
        if len(filled) > len(names):
            raise CommandError(
                f"{where}: the row has {len(filled)} cells; allowed: {len(names)}. Put a text with "
                "commas or semicolons between double quotation marks."
            )
        yield where, dict.fromkeys(names, "") | dict(zip(names, map(literal, filled), strict=False))


def _lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Where each row of a CSV begins, and its cells; blank rows are left out."""
    content = _content(path)
    first = content.lstrip("\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(content), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if _without_empty_end(cells):
                yield f"{path}, line {line}", cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CommandError(
            f"{path}, line {line}: not a row of a CSV file ({error}); look for a quotation mark "
            "without its partner"
        ) from None


def _content(path: Path) -> str:
    """The text of the file, with plain line ends."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path}: not in UTF-8; save it anew as 'CSV UTF-8'") from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from None
    return content.replace("\r\n", "\n").replace("\r", "\n")


def _without_empty_end(cells: list[str]) -> list[str]:
    """The cells up to the last one that holds anything."""
    return cells[: max((i for i, cell in enumerate(cells, 1) if cell.strip()), default=0)]
