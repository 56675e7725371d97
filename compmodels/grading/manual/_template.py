"""Writing the table for a person to fill in. Reading it lives in ``_read``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from compmodels.grading import spreadsheet, tables
from compmodels.grading.manual._row import COLUMNS, Given, Key, keys
from compmodels.grading.report import MARKED, UNMARKED, Mark, Report, readable
from compmodels.grading.wording import comment_and_check


def template(reports: Iterable[Report], old: Mapping[Key, Given]) -> str:
    """The table to fill in, with all that a person has already written.

    It begins with a byte order mark, without which Excel takes it for another encoding.

    Parameters
    ----------
    reports
        Those of this run.
    old
        What ``read`` found in the table so far. Rows in which somebody wrote are kept. Those that
        are not about an answer to mark come last: they are about an answer of which there is
        another one now, or about somebody who is not in this run.
    """
    asked = dict(
        _row_so_far(report, mark, old)
        for report in tables.in_order(reports)
        for mark in report.marks
        if mark.outcome in (UNMARKED, MARKED)
    )
    kept = {key: old[key] for key in sorted(old) if key not in asked and not old[key].is_empty}
    rows = [*sorted(asked.items(), key=lambda row: row[0][:2]), *kept.items()]
    content = spreadsheet.as_csv(COLUMNS, [_row(key, given) for key, given in rows])
    return spreadsheet.BYTE_ORDER_MARK + content


def _row_so_far(report: Report, mark: Mark, old: Mapping[Key, Given]) -> tuple[Key, Given]:
    """The row on an answer: as a person has written it, or a new one."""
    exact, loose = keys(report, mark)
    written = [key for key in (exact, loose) if key in old and not old[key].is_empty]
    key = written[0] if written else exact
    return key, replace(old.get(key, _of_report(mark)), maximum=mark.maximum)


def _of_report(mark: Mark) -> Given:
    """What the report itself says of an answer."""
    if mark.outcome == MARKED:
        return Given(mark.points, comment_and_check(mark.message)[0])
    return Given(None)


def _row(key: Key, given: Given) -> spreadsheet.Row:
    """The table's row for one answer."""
    *here, answer = key
    values = (*here, _cell(given.points), _cell(given.maximum), _whole(given.comment), answer)
    return dict(zip(COLUMNS, values, strict=True))


def _cell(points: float | None) -> str | float:
    """Points as a cell, empty if there are none yet."""
    return "" if points is None else tables.number(points)


def _whole(comment: str) -> str:
    """The comment with odd characters replaced, and nothing cut."""
    return readable(comment, most=len(comment))
