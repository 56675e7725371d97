"""Reading the table that a person has filled in. Writing it lives in ``_template``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from compmodels._validate import refuse
from compmodels.grading import spreadsheet
from compmodels.grading.manual._row import (
    ANY_ANSWER,
    COLUMNS,
    DIGITS,
    Given,
    Key,
    disagreement,
    named,
    refused_points,
    too_much,
)


def read(path: Path) -> dict[Key, Given]:
    """What a person has given, by student, assignment, exercise and answer.

    Points may have a decimal comma. A ``maximum`` that is no number any more counts as unknown,
    since some spreadsheets make a date of 1.5. A row without ``answer`` is about any answer.

    Raises
    ------
    CommandError
        If the file cannot be read, a column is missing or unknown, points are not a number from 0
        to the maximum, or two rows disagree; the message names line and student of each fault.
    """
    marks: dict[Key, Given] = {}
    faults = []
    for where, row in spreadsheet.from_csv(path, COLUMNS, optional=["answer"]):
        key = _key(row)
        given = _given(where, row)
        faults += _faults(key, given, row["points"].strip())
        faults += disagreement(key, marks.setdefault(key, given), given)
    spreadsheet.refuse_all(faults)
    return marks


def _key(row: Mapping[str, str]) -> Key:
    """Which answer a row is about."""
    answer = row["answer"].strip().lower()
    return row["student"], row["assignment"].strip(), row["exercise"].strip(), answer


def _given(where: str, row: Mapping[str, str]) -> Given:
    """What a row gives; points that are no number count as none here."""
    points, maximum = _number(row["points"]), _number(row["maximum"])
    return Given(points, row["comment"].strip(), maximum, where)


def _number(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None if there is none."""
    plain = cell.strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"[0-9]+(\.[0-9]*)?|\.[0-9]+", plain) else None


def _faults(key: Key, given: Given, points: str) -> list[str]:
    """What is wrong with a row by itself; ``points`` is what stands in its cell."""
    if key[-1] != ANY_ANSWER and not re.fullmatch(rf"#[0-9a-f]{{{DIGITS}}}", key[-1]):
        allowed = f"# and {DIGITS} digits as it was written, or nothing if any answer is meant"
        return [f"{given.where}: {named(key)}: {refuse('answer', key[-1], allowed)}"]
    if points and given.points is None:
        return [refused_points(key, given.where, points, given.maximum)]
    return too_much(key, given, given.maximum)
