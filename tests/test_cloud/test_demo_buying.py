"""What the picture of owning and renting shows and says, against exact sums month by month."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from PIL import Image

from compmodels.cloud.owning import Machine, Offer, Running
from compmodels.demos.cloud import buying
from compmodels.demos.cloud.buying import buying_picture

LARGE = (Machine(149000, 3500, 60), Running(0.0895, 1.58, 251), Offer(24.48))
SHORT = (Machine(149000, 3500, 12), *LARGE[1:])
CHEAP = (*LARGE[:2], Offer(0.5))
RUNNING_ALONE = (Machine(100, 3500, 60), *LARGE[1:])
NO_COSTS = (Machine(8000, 0, 36), Running(0, 1, 0), Offer(1))
ONE_MONTH = (Machine(5, 0, 1), Running(0, 1, 0), Offer(Fraction(1, 3)))
MILLIONS = (Machine(Fraction(8_000_000), 100_000, 240), Running(0.0895, 1.58, 251), Offer(300))
USES = (0.1, 0.2, 0.3, 0.5, 1.0)
CASES = [
    (LARGE, USES),
    (LARGE, (0.9, 0.95, 1, 0.85, 0.8, 0.05)),
    (LARGE, (0.17, 0.173, 0.175, 0.18, 0.2, 0.333)),
    (LARGE, (0.999, 0.888, 0.777, 0.666, 0.555, 0.444)),
    (SHORT, USES),
    (CHEAP, USES),
    (RUNNING_ALONE, (*USES, 0.02)),
    (NO_COSTS, (0, 0.5, 1)),
    (ONE_MONTH, (0, 0.005, 1)),
    (MILLIONS, USES),
]
each_case = pytest.mark.parametrize(("case", "uses"), CASES)


def exact(decimal: float) -> Fraction:
    """The decimal fraction that a number was written as."""
    return decimal if isinstance(decimal, Fraction) else Fraction(str(decimal))


def a_month(case: tuple) -> Fraction:
    """What an owned machine costs in a month, for electricity and staff."""
    machine, running, _offer = case
    kwh = exact(machine.power_w) / 1000 * 730 * exact(running.pue)
    return kwh * exact(running.electricity_usd_per_kwh) + exact(running.staff_usd_per_month)


def owned(case: tuple, month: float) -> Fraction:
    """What owning has cost after so many months."""
    return exact(case[0].price_usd) + a_month(case) * exact(month)


def rented(case: tuple, use: float, month: float) -> Fraction:
    """What renting has cost after so many months."""
    return 730 * exact(case[2].usd_per_h) * exact(use) * exact(month)


def paid_after(case: tuple, use: float) -> int | None:
    """The first month at whose end owning has cost no more, by trying one after the other."""
    months = range(1, case[0].life_months + 1)
    return next((m for m in months if owned(case, m) <= rented(case, use, m)), None)


@cache
def drawn(case: tuple, uses: tuple[float, ...]) -> Axes:
    """Axes with the picture, with all texts in their places; no test changes them."""
    ax = buying.new_figure(*buying.SIZE).add_subplot()
    buying.draw_buying(ax, *case, uses)
    ax.figure.canvas.draw()
    return ax


def lines(ax: Axes) -> list[np.ndarray]:
    """The lines of renting, in the order of the uses, and then that of owning."""
    found = [line for line in ax.lines if line.get_linewidth() >= 2 and len(line.get_xdata()) == 2]
    return [line.get_xydata() for line in found]


def marks(ax: Axes) -> list[list[float]]:
    """Places of the marks at the crossings, from left to right."""
    found = [line.get_xydata()[0] for line in ax.lines if line.get_marker() == "o"]
    return sorted(place.tolist() for place in found)


def words(ax: Axes) -> dict[str, tuple[float, float]]:
    """What is written at lines and marks, and where, in shares of the axes."""
    return {text.get_text().strip().replace("\n", " "): text.get_position() for text in ax.texts}


@each_case
def test_owning_is_a_thick_line_from_the_price_to_all_that_it_costs(case: tuple, uses: tuple):
    ax = drawn(case, uses)
    life = case[0].life_months
    ends = [[x, float(owned(case, x)) / 1000] for x in (0, life)]
    assert lines(ax)[-1] == pytest.approx(np.array(ends))
    widths = [line.get_linewidth() for line in ax.lines if line.get_linewidth() >= 2]
    assert max(widths) == widths[len(uses)] and widths.count(max(widths)) == 1
    assert ax.get_xlim() == (0, life) and ax.get_ylim()[0] == 0
    assert 1.03 < ax.get_ylim()[1] / ends[1][1] < 1.15


@each_case
def test_each_use_has_its_line_which_ends_with_the_life_or_at_the_top(case: tuple, uses: tuple):
    ax = drawn(case, uses)
    life, top = case[0].life_months, ax.get_ylim()[1]
    *renting, _owning = lines(ax)
    for use, (start, (x, y)) in zip(uses, renting, strict=True):
        assert start.tolist() == [0, 0]
        assert y == pytest.approx(float(rented(case, use, x)) / 1000)
        stays = rented(case, use, life) < 1000 * exact(top)
        assert (x == life and y < top) if stays else (x <= life and y == top)


@each_case
def test_lines_differ_in_colour_and_in_dashes(case: tuple, uses: tuple):
    renting = [line for line in drawn(case, uses).lines if line.get_linewidth() == 2][: len(uses)]
    assert len({line.get_color() for line in renting}) == len(uses)
    assert len({str(line._unscaled_dash_pattern) for line in renting}) == len(uses)


@each_case
def test_a_mark_is_where_lines_cross_and_the_month_is_the_first_that_pays(case: tuple, uses: tuple):
    ax = drawn(case, uses)
    paid = {use: paid_after(case, use) for use in uses}
    faster = {use: rented(case, use, 1) - a_month(case) for use, month in paid.items() if month}
    times = sorted(exact(case[0].price_usd) / each for each in faster.values())
    expected = [[float(time), float(owned(case, time)) / 1000] for time in times]
    assert np.array(marks(ax)) == pytest.approx(np.array(expected))
    written = {word for word in words(ax) if word.startswith("month ")}
    assert written == {f"month {month}" for month in paid.values() if month}


@each_case
def test_each_line_has_its_name_at_its_end(case: tuple, uses: tuple):
    ax = drawn(case, uses)
    named = words(ax)
    top = ax.get_ylim()[1]
    *renting, _owning = lines(ax)
    ends = {f"rented {100 * use:g} %": line[1] for use, line in zip(uses, renting, strict=True)}
    above = {name for name, (_x, y) in ends.items() if y == top}
    assert {name for name, (_x, y) in named.items() if y > 1} == above
    assert {name for name, (x, _y) in named.items() if x > 1} == {*ends, "owning"} - above
    for side, names in enumerate((sorted(above), sorted({*ends} - above))):
        in_order = sorted(names, key=lambda name, side=side: ends[name][side])
        assert in_order == sorted(names, key=lambda name, side=side: named[name][side])


@each_case
def test_no_word_lies_above_another_or_leaves_the_picture(case: tuple, uses: tuple):
    ax = drawn(case, uses)
    head = ax._left_title
    at_ticks = [
        label for label in ax.get_yticklabels() if label.get_position()[1] < ax.get_ylim()[1]
    ]
    texts = [*ax.texts, head, *ax.get_xticklabels(), *at_ticks, ax.xaxis.label, ax.yaxis.label]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    assert [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)] == []
    width, height = ax.figure.canvas.get_width_height()
    for _text, box in boxes:
        assert min(box.x0, box.y0) >= 0 and box.x1 <= width and box.y1 <= height
    assert min(text.get_fontsize() for text in texts) >= 10


@each_case
def test_the_word_for_a_month_is_below_owning_and_beside_its_mark(case: tuple, uses: tuple):
    ax = drawn(case, uses)
    written = [text for text in ax.texts if text.get_text().startswith("month ")]
    for text in written:
        box = text.get_window_extent().transformed(ax.transData.inverted())
        assert box.x0 >= 0 and box.x1 <= ax.get_xlim()[1] and box.y0 > 0
        assert box.y1 < float(owned(case, box.x0)) / 1000


def test_without_other_months_near_the_word_begins_at_its_mark():
    ax = drawn(LARGE, (0.2, 0.5))
    for name, place in zip(("month 18", "month 51"), marks(ax), strict=True):
        assert words(ax)[name][0] == pytest.approx(place[0] / 60)


def test_uses_that_pay_in_the_same_month_share_its_word():
    ax = drawn(LARGE, (1, 0.99, 0.98))
    assert len(marks(ax)) == 3
    assert [t.get_text() for t in ax.texts if t.get_text().startswith("month")] == ["month 9"]


@pytest.mark.parametrize(("life", "apart"), [(1, 1), (12, 1), (24, 2), (60, 6), (145, 24)])
def test_ticks_begin_with_the_first_month_and_are_few(life: int, apart: int):
    ticks = drawn((Machine(149000, 3500, life), *LARGE[1:]), USES).get_xticks()
    assert ticks.tolist() == list(range(0, life + 1, apart))


def test_the_sentence_tells_what_owning_costs_and_when_it_has_paid():
    assert buying_picture(*LARGE).sentence == (
        "Owning costs 149,000 USD at once, and 185,738 USD in all by the end of the machine's life "
        "of 60 months. Against renting on demand for 24.48 USD an hour, owning has paid, by the "
        "share of the hours in which the machine is used: at 10 %, never; at 20 %, after 51 "
        "months; at 30 %, after 32 months; at 50 %, after 18 months; at 100 %, after 9 months."
    )
    assert f"{float(owned(LARGE, 60)):,.0f}" == "185,738"


@each_case
def test_the_sentence_tells_of_each_use_in_their_order(case: tuple, uses: tuple):
    said = buying_picture(*case, uses).sentence
    months = [paid_after(case, use) for use in uses]
    after = [f"after {m} month{'s' if m > 1 else ''}" if m else "never" for m in months]
    told = [f"at {100 * use:g} %, {when}" for use, when in zip(uses, after, strict=True)]
    assert said.endswith(f"is used: {'; '.join(told)}.")


def test_an_offer_so_cheap_that_owning_never_pays_has_no_mark():
    ax = drawn(CHEAP, USES)
    assert marks(ax) == [] and not any(name.startswith("month") for name in words(ax))
    assert buying_picture(*CHEAP).sentence.count("never") == len(USES)


def test_the_picture_is_at_most_640_pixels_wide_and_changes_with_what_it_is_given():
    pictures = [buying_picture(*case, uses) for case, uses in CASES]
    assert len({picture.png for picture in pictures}) == len(CASES)
    assert {Image.open(BytesIO(picture.png)).width for picture in pictures} <= set(range(641))


def test_a_price_next_to_nothing_is_paid_in_the_first_month():
    case = (Machine(1e-10, 0, 6), Running(0, 1, 730), Offer(1))  # rounding hides the price
    assert buying.crossings(*case, [1]) == [(1, 1)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.floats(0, 0.15), st.floats(0, 0.2))
@settings(deadline=None)
def test_what_is_spread_is_apart_in_order_and_within(wanted: list, apart: float, low: float):
    places = buying.spread(wanted, apart, low, 1)
    order = np.argsort(wanted, kind="stable")
    assert (np.diff(places[order]) >= apart - 1e-9).all()
    assert low - 1e-9 <= places.min() and places.max() <= 1 + 1e-9


@given(st.sets(st.integers(1, 9), max_size=6))
@settings(deadline=None)
def test_what_is_apart_stays_where_it_is(wanted: set[int]):
    tenths = [each / 10 for each in wanted]
    assert buying.spread(tenths, 0.09, 0, 1) == pytest.approx(tenths)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"machine": 149000}, "machine"),
        ({"running": None}, "running"),
        ({"offer": 24.48}, "offer"),
        ({"offer": Offer(10, term_months=12)}, "offer"),
        ({"uses": []}, "uses"),
        ({"uses": 0.5}, "uses"),
        ({"uses": [0.5, 1.01]}, "uses"),
        ({"uses": [0.5, -0.1]}, "uses"),
        ({"uses": [0.5, np.nan]}, "uses"),
        ({"uses": ["half"]}, "uses"),
        ({"uses": [0.5, 0.5]}, "uses"),
        ({"uses": [0.5, 0.50001]}, "uses"),
        ({"uses": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]}, "uses"),
    ],
)
def test_what_cannot_be_drawn_is_refused(change: dict, named: str):
    arguments = dict(zip(("machine", "running", "offer"), LARGE, strict=True)) | change
    with pytest.raises(ValueError, match=f"^{named} is .*; allowed: "):
        buying_picture(**arguments)
