"""The table of prices: what each row must have, and what a bad file is told."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compmodels.cloud import prices

ROW = {
    "key": "a cup of tea", "value": 2.5, "unit": "USD", "what": "With milk.", "date": "2024-02-29",
    "source": "The menu.",
}  # fmt: skip
NEAR_FIRST = [f"r5d.large {r}" for r in ("us-west-2-lax-1", "us-west-1", "us-west-2")]
NEEDED = [
    *NEAR_FIRST, "c5.large us-east-1", "p3.16xlarge us-east-1",
    "c2 core on demand", "c2 core 1 year", "c2 core 3 years", "dgx-1", "dgx-1 power",
    "electricity", "pue",
    "administrator", "server life",
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path):
    """A function that writes rows into a file of prices, and returns its path."""

    def written(*rows: object) -> Path:
        path = tmp_path / "own.json"
        path.write_text(json.dumps({"rows": rows}), encoding="utf-8")
        return path

    return written


# the course's own table


@pytest.mark.parametrize("key", NEEDED)
def test_what_the_lesson_needs_is_there(key):
    assert prices.price(key) == prices.table()[key].value > 0


@pytest.mark.parametrize("row", prices.table().values(), ids=lambda row: row.key)
def test_each_row_says_where_and_when_it_was_read(row):
    assert 0 < row.value < 1e6
    assert len(row.source) > 20 and len(row.what) > 20
    year, month, day = [*map(int, row.date.split("-")), 1, 1][:3]
    assert date(2005, 1, 1) <= date(year, month, day) <= date.today()


def test_each_hour_costs_less_with_a_longer_commitment():
    for machine in ("c2 core", "p3.16xlarge 2018"):
        hours = [prices.price(f"{machine} {term}") for term in ("on demand", "1 year", "3 years")]
        assert hours == sorted(hours, reverse=True) and len(set(hours)) == 3


def test_rows_from_libcloud_carry_its_licence_and_its_notice_stands_in_the_head():
    head = json.loads(prices.OWN.read_text(encoding="utf-8"))
    from_libcloud = [row for row in prices.table().values() if "libcloud" in row.source]
    assert len(from_libcloud) == 8
    assert {row.licence for row in from_libcloud} == {"Apache-2.0"} == set(head["licences"])
    for words in ("The Apache Software Foundation", "Cloudkick", "Apache License 2.0"):
        assert words in head["licences"]["Apache-2.0"]


def test_rows_from_libcloud_have_the_day_of_its_stamp():
    for row in prices.table().values():
        if stamp := re.search(r"stamp (\d+)", row.source):
            assert row.date == f"{datetime.fromtimestamp(int(stamp[1]), UTC):%Y-%m-%d}"


def test_the_nearer_to_los_angeles_the_dearer():
    dollars = [prices.price(key) for key in NEAR_FIRST]
    assert dollars == sorted(dollars, reverse=True) and len(set(dollars)) == 3


def test_who_changes_a_table_changes_no_other():
    prices.table().clear()
    assert prices.table() == prices.table(prices.OWN)


# a table of one's own


def test_another_file_takes_the_place_of_the_courses_own(file):
    path = file(ROW)
    assert prices.table(path) == {"a cup of tea": prices.Price(**ROW)}
    assert prices.price("a cup of tea", path) == prices.price("a cup of tea", str(path)) == 2.5


@pytest.mark.parametrize("day", ["2024", "2024-12", "2024-12-31", "2024-02-29"])
def test_dates_may_be_a_year_a_month_or_a_day(day):
    assert prices.Price(**{**ROW, "date": day}).date == day


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": 0}, "value is 0; allowed: a finite number above 0"),
        ({"value": "2.5"}, "value is '2.5'; allowed"),
        ({"value": float("nan")}, "value is nan; allowed"),
        ({"unit": "EUR"}, "unit is 'EUR'; allowed: one of USD, USD per hour"),
        ({"date": "2025-02-29"}, "date is '2025-02-29'; allowed: a date such as '2025-03-02'"),
        ({"date": "02.03.2025"}, "date is '02.03.2025'; allowed"),
        ({"date": 2025}, "date is 2025; allowed"),
        ({"source": " "}, "source is ' '; allowed: a str, not empty"),
        ({"what": None}, "what is None; allowed: a str, not empty"),
        ({"key": ""}, "key is ''; allowed: a str, not empty"),
        ({"licence": None}, "licence is None; allowed"),
        ({"currency": "USD"}, "row is .*; allowed: date, key, source, unit, value, what, and "),
    ],
    ids=str,
)
def test_a_bad_row_is_named_with_what_is_wrong(file, change, message):
    path = file(ROW, {**ROW, "key": "coffee", **change})
    with pytest.raises(ValueError, match=r"^row 2 of the prices \('.*'\): " + message):
        prices.table(path)


@pytest.mark.parametrize("missing", sorted(ROW))
def test_each_column_is_needed(file, missing):
    row = {name: value for name, value in ROW.items() if name != missing}
    with pytest.raises(ValueError, match=r"^row 1 of the prices \(.*\): row is .*; allowed"):
        prices.table(file(row))


def test_a_row_that_is_none_is_told_so(file):
    with pytest.raises(ValueError, match=r"^row 1 of the prices \(5\): row is 5; allowed"):
        prices.table(file(5))


def test_a_key_that_stands_twice_is_refused(file):
    with pytest.raises(ValueError, match=r"each key once, not twice \['a cup of tea'\]"):
        prices.table(file(ROW, {**ROW, "value": 3}))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"rows": []}', '{"rows": {}}', "{", "\xff"])
def test_a_file_without_prices_is_refused(tmp_path, content):
    path = tmp_path / "own.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(
        ValueError, match=r"^path is .*; allowed: None, or a JSON file with prices "
    ):
        prices.table(path)


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"^path is 'nowhere.json'; .*No such file"):
        prices.table("nowhere.json")


def test_an_unknown_key_is_refused():
    with pytest.raises(ValueError, match=r"^key is 'dgx-2'; allowed: one of the \d+ keys of "):
        prices.price("dgx-2")
