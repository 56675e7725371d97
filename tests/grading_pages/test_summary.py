"""The summary of a class: its numbers, its picture and its words, as a page and as text."""

from __future__ import annotations

import io
import math
import re
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from compmodels.grading import report
from compmodels.grading.pages import _distribution, summary_page, summary_text
from compmodels.grading.pages._numbers import by_assignment
from tests.grading_pages import samples
from tests.grading_pages.reading import earning, graded, soup, text
from tests.grading_pages.samples import (
    ASSIGNMENTS,
    BOTH,
    CLASS,
    LESSON_01,
    NAME,
    PAGES,
    SECOND,
    of_both,
)

halves = st.lists(st.integers(0, 20).map(lambda twice: twice / 2), min_size=1, max_size=40)


@given(halves)
@settings(deadline=None)
def test_numbers_agree_with_numpy(points: list[float]):
    (numbers,) = by_assignment([earning(one) for one in points], ASSIGNMENTS)
    assert numbers.mean == pytest.approx(np.mean(points))
    assert numbers.median == np.median(points)
    counts, edges = np.histogram(points, bins=np.arange(12))
    assert numbers.distribution == dict(zip(edges[:-1].tolist(), counts.tolist(), strict=True))


def test_more_points_than_the_maximum_are_not_lost():
    (numbers,) = by_assignment([earning(12), earning(3)], ASSIGNMENTS)
    assert list(numbers.distribution) == list(range(13))
    assert numbers.distribution[12] == numbers.distribution[3] == 1


def test_only_what_was_graded_counts():
    reports = [earning(4), earning(8), samples.lost("Eve", "no notebook")]
    figures = [
        div.get_text(" ", strip=True)
        for div in soup(summary_page(reports, ASSIGNMENTS)).select("dl div")
    ]
    assert figures == ["handed in 3", "graded 2", "mean 6.0 of 10", "median 6 of 10"]
    first, second, *_ = summary_text(reports, ASSIGNMENTS).splitlines()
    assert first == f"{NAME}: 3 handed in, 2 graded"
    assert second == "mean 6.0, median 6 of 10 points"


def picture_of(page: str) -> Image.Image:
    """The picture on the page."""
    _, _, data = soup(page).img["src"].partition("base64,")
    return Image.open(io.BytesIO(b64decode(data)))


def test_picture_has_the_size_that_the_page_says_and_names_no_program():
    picture = picture_of(PAGES["summary"])
    said = soup(PAGES["summary"]).img
    assert picture.format == "PNG"
    assert picture.size == (int(said["width"]), int(said["height"]))
    assert not {"Software", "Creation Time", "date"} & set(picture.info)


@pytest.mark.parametrize("points", [0, 5, 10])
def test_picture_has_its_only_bar_where_the_points_are(points: int):
    pixels = np.asarray(picture_of(summary_page([earning(points)], ASSIGNMENTS)).convert("RGB"))
    blue = (pixels == [0x00, 0x72, 0xB2]).all(axis=2).any(axis=0).nonzero()[0]
    assert 20 < np.ptp(blue) < 40
    expected = np.interp(points, [0, 10], [75, 440])
    assert blue.mean() == pytest.approx(expected, abs=20)


@given(halves)
@settings(deadline=None)
def test_alternative_text_says_how_many_have_how_many_points(points: list[float]):
    (numbers,) = by_assignment([earning(one) for one in points], ASSIGNMENTS)
    said = re.findall(r"(\d+) for (\d+) students?\b", _distribution.sentence(numbers.distribution))
    expected = {whole: sum(math.floor(p) == whole for p in points) for whole in range(11)}
    assert {int(p): int(n) for p, n in said} == {p: n for p, n in expected.items() if n}
    one = re.findall(r"for 1 (\w+)", _distribution.sentence(numbers.distribution))
    assert set(one) <= {"student"}


@given(st.lists(st.integers(0, 999), min_size=1, max_size=15).filter(any))
@settings(deadline=None)
def test_bars_of_text_are_as_high_as_their_counts(counts: list[int]):
    distribution = dict(enumerate(counts))
    above, bars, below = _distribution.lines(distribution)
    cells = bars.ljust(len(below))[11::4]
    assert len(cells) == len(counts)
    for count, cell in zip(counts, cells, strict=True):
        level = " ▁▂▃▄▅▆▇█".index(cell)
        assert level / 8 == pytest.approx(count / max(counts), abs=1 / 8)
        assert (level == 0) == (count == 0)
    assert above.split() == ["students", *(str(count) for count in counts if count)]
    assert below.split() == ["points", *map(str, range(len(counts)))]


def test_table_counts_outcomes_and_their_share():
    rows = [
        [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]
        for row in soup(PAGES["summary"]).select(".wide tr")
    ]
    assert rows[0] == ["exercise", *report.OUTCOMES]
    reports = [one for one in CLASS if one.is_graded]
    for place, row in enumerate(rows[1:]):
        assert row[0] == LESSON_01.exercises[place].title
        assert sum(int(cell.split()[0]) for cell in row[1:]) == len(reports)
        solved = sum(one.marks[place].outcome == report.SOLVED for one in reports)
        share = f" {round(100 * solved / len(reports))}%" if solved else ""
        assert row[1] == f"{solved}{share}"


def test_summary_names_all_that_is_remarkable():
    shown = text(PAGES["summary"])
    assert "Grace Hopper graded: two notebooks, the newer one counts" in shown
    assert "Zeno not graded: it is not a notebook: its JSON is broken at line 3" in shown
    assert "No assignment recognised handed in 1 graded 0" in shown
    assert "Nemo not graded: it shares no cells" in shown
    assert "Ada Lovelace" not in shown


def test_summary_tells_of_answers_that_are_still_to_be_marked():
    waiting = [graded(samples.essay(None), student="Ada"), graded(samples.essay(2), student="Eve")]
    assert "Still to be marked by a person: 1 answer to" in text(summary_page(waiting, ASSIGNMENTS))
    said = "still to be marked by a person: 1 answer in manual.html"
    assert said in summary_text(waiting, ASSIGNMENTS)
    done = waiting[1:]
    assert "to be marked" not in text(summary_page(done, ASSIGNMENTS))
    assert "to be marked" not in summary_text(done, ASSIGNMENTS)


def test_each_assignment_has_its_section():
    page = soup(summary_page(of_both(), BOTH))
    assert [h2.get_text() for h2 in page.find_all("h2")] == [NAME, SECOND.name]
    means = [div.dd.get_text() for div in page.select("dl div") if div.dt.get_text() == "mean"]
    assert means == ["3.2 of 10", "8.0 of 10"]
    firsts = [
        part.splitlines()[0] for part in re.split(r"\n\n(?=\d\d-)", summary_text(of_both(), BOTH))
    ]
    assert firsts == [f"{NAME}: 2 handed in, 2 graded", f"{SECOND.name}: 2 handed in, 2 graded"]


def test_text_fits_a_terminal():
    lines = summary_text([one for one in CLASS if one.assignment], ASSIGNMENTS).splitlines()
    assert 20 <= len(lines) <= 30
    assert max(map(len, lines)) <= 100


def test_text_names_some_of_many_who_were_not_graded():
    reports = [samples.lost(f"student {number}", "no notebook") for number in range(8)]
    lines = summary_text(reports, ASSIGNMENTS).splitlines()
    assert sum(line.endswith("not graded: no notebook") for line in lines) == 5
    assert lines[-1].strip() == "and 3 more, all in summary.html"
    assert text(summary_page(reports, ASSIGNMENTS)).count("not graded: no notebook") == 8


def test_nothing_handed_in():
    assert "Nothing was handed in." in text(PAGES["summary-empty"])
    assert summary_text([], ASSIGNMENTS) == "Nothing was handed in."
    assert "there is nothing to mark by hand" in text(PAGES["manual-empty"])


def test_report_of_an_assignment_that_the_course_has_not():
    reports = [replace(samples.hopper(), assignment="09-lost")]
    assert "09-lost handed in 1 graded 1" in text(summary_page(reports, {}))
    assert "xor-network" in text(summary_page(reports, {}))
    assert "09-lost: 1 handed in, 1 graded" in summary_text(reports, {})
