"""What things cost: a table with a source and a date in each row.

It holds prices, and the few other figures that a bill needs, such as the power of a machine. They
lie in ``prices.json`` beside this module, which says how to replace them. Prices change, so each
one is an example from its day. What follows from them is computed in ``owning`` and ``scaling``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from compmodels import _validate

OWN = Path(__file__).with_name("prices.json")

UNITS = (
    "USD", "USD per hour", "USD per kWh", "USD per year",
    "W", "W per W", "years", "servers",
)  # fmt: skip


@dataclass(frozen=True)
class Price:
    """A row of the table.

    Attributes
    ----------
    key
        Its name in the table.
    value
        The number, above 0, in ``unit``, which is one of ``UNITS``.
    what
        What it is the price of, and under which conditions.
    date
        When it held or was published: year, month if known, day if known, as in '2025-03-02'.
    source
        Where it was read.
    licence
        That of the work which it was taken from, if it matters.
    """

    key: str
    value: float
    unit: str
    what: str
    date: str
    source: str
    licence: str = ""

    def __post_init__(self) -> None:
        _validate.quantity("value", self.value)
        for name in ("key", "unit", "what", "source"):
            _text(name, getattr(self, name))
        if self.unit not in UNITS:
            raise _validate.refuse("unit", self.unit, "one of " + ", ".join(UNITS))
        if not _is_date(self.date):
            raise _validate.refuse("date", self.date, "a date such as '2025-03-02' or '2025'")
        _validate.instance("licence", self.licence, str, "empty if none matters")


def table(path: Path | str | None = None) -> dict[str, Price]:
    """All prices by their keys, from the course's own file or from another of its form.

    Examples
    --------
    >>> row = table()["c5.large us-east-1"]
    >>> f"{row.value} {row.unit}, {row.date}"
    '0.085 USD per hour, 2025-03-02'
    """
    return dict(_own()) if path is None else _table(path)


def price(key: str, path: Path | str | None = None) -> float:
    """The number in the row ``key`` of the table.

    Examples
    --------
    >>> f"{price('r5d.large us-west-1') / price('r5d.large us-west-2'):.3f} times as dear"
    '1.125 times as dear'
    """
    prices = table(path)
    if not isinstance(key, str) or key not in prices:
        raise _validate.refuse("key", key, f"one of the {len(prices)} keys of prices.table()")
    return prices[key].value


@cache
def _own() -> dict[str, Price]:
    """The course's own table, read once."""
    return _table(OWN)


def _table(path: Path | str) -> dict[str, Price]:
    """The table in a file."""
    prices = [_price(number, row) for number, row in enumerate(_rows(path), start=1)]
    twice = [key for key, times in Counter(one.key for one in prices).items() if times > 1]
    if twice:
        raise _validate.refuse("path", str(path), f"a file with each key once, not twice {twice}")
    return {one.key: one for one in prices}


def _rows(path: Path | str) -> list:
    """What stands under "rows" in a JSON file."""
    allowed = 'None, or a JSON file with prices under "rows"'
    if not isinstance(path, Path | str):
        raise _validate.refuse("path", path, allowed)
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _validate.refuse("path", str(path), f"{allowed}; {error}") from None
    rows = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not rows:
        raise _validate.refuse("path", str(path), allowed)
    return rows


def _price(number: int, row: object) -> Price:
    """A row of the file, or an error that says which row is wrong and how."""
    try:
        return Price(**_columns(row))
    except ValueError as error:
        name = row.get("key") if isinstance(row, Mapping) else row
        raise ValueError(f"row {number} of the prices ({name!r}): {error}") from None


def _columns(row: object) -> Mapping:
    known = {field.name for field in fields(Price)}
    needed = known - {"licence"}
    if not isinstance(row, Mapping) or not needed <= set(row) <= known:
        raise _validate.refuse("row", row, f"{', '.join(sorted(needed))}, and perhaps licence")
    return row


def _text(name: str, value: object) -> None:
    _validate.instance(name, value, str, "not empty")
    if not value.strip():
        raise _validate.refuse(name, value, "a str, not empty")


def _is_date(text: object) -> bool:
    """Whether it is a year, a year and month, or a day that the calendar has."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
