"""Tables as CSV, to a spreadsheet and back: no text that runs as a formula, no row that is lost.

Which tables there are does not live here (``tables``, ``manual``, ``exports``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from compmodels._validate import refuse
from compmodels.commands import CommandError
from compmodels.grading.wording import one_line

SEPARATORS = ",;\t"
WORKBOOK = b"PK\x03\x04"  # a zip archive, which is what a spreadsheet saves by itself
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8
MOST_FAULTS = 20
Row = Mapping[str, str | int | float]

# A semicolon, tab or new line begins a cell too where the spreadsheet splits cells there.
BEGIN = r"(^|[\n;\t])"
FORMULA = r"(?=[ '\"]*[=+\-@\t＝＋－＠])"  # noqa: RUF001 (spreadsheets take the wide signs as well)


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


def from_csv(
    path: Path, columns: Sequence[str], optional: Sequence[str] = ()
) -> list[tuple[str, dict[str, str]]]:
    """Each row of the table by the names of its columns, and where it stands.

    The table may have been through a spreadsheet: with a byte order mark, semicolons or tabs
    between the cells, blank rows, the columns in another order. A column of ``optional`` may be
    missing; its cells are then empty.

    Raises
    ------
    CommandError
        If the file cannot be read or has other columns; the message names the line.
    """
    lines = _lines(path)
    where, header = next(lines, (f"{path}, line 1", []))
    names = [cell.strip().lower() for cell in _without_empty_end(header)]
    if sorted([*names, *(set(optional) - set(names))]) != sorted(columns):
        raise CommandError(f"{where}: {_other_columns(names, columns, optional)}")
    rows = [(where, _without_empty_end(cells)) for where, cells in lines]
    refuse_all(
        f"{where}: the row that begins with {one_line(cells[0], 60)} has {len(cells)} cells; "
        f"allowed: {len(names)}. Put a text with commas or semicolons between double quotation "
        "marks."
        for where, cells in rows
        if len(cells) > len(names)
    )
    empty = dict.fromkeys(columns, "")
    return [
        (where, empty | dict(zip(names, map(literal, cells), strict=False)))
        for where, cells in rows
    ]


def refuse_all(faults: Iterable[str]) -> None:
    """Raise one ``CommandError`` that tells all faults, a line each, if there are any."""
    told = list(faults)
    more = [f"and {len(told) - MOST_FAULTS} more"] if len(told) > MOST_FAULTS else []
    if told:
        raise CommandError("\n".join(told[:MOST_FAULTS] + more))


def _other_columns(names: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> str:
    """That the header has other columns than are allowed."""
    missing = f"; {', '.join(optional)} may be missing" if optional else ""
    allowed = f"the columns {', '.join(columns)}, each once, in any order{missing}"
    return str(refuse("the header", ", ".join(names), allowed))


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
        whole = path.read_bytes()
        if whole.startswith(WORKBOOK):
            raise CommandError(f"{path}: this is an Excel workbook; save it as 'CSV UTF-8'")
        content = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path}: not in UTF-8; save it anew as 'CSV UTF-8'") from None
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from None
    return content.replace("\r\n", "\n").replace("\r", "\n")


def _without_empty_end(cells: list[str]) -> list[str]:
    """The cells up to the last one that holds anything."""
    return cells[: max((i for i, cell in enumerate(cells, 1) if cell.strip()), default=0)]
