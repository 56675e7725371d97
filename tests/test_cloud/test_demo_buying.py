"""What the picture of owning and renting shows and says, against exact sums month by month."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from matplotlib.axes import Axes

from compmodels.cloud.owning import Machine, Offer, Running
from compmodels.demos._stage import new_figure
from compmodels.demos.cloud import buying
from tests.pictures import assert_readable

USES = (0.1, 0.2, 0.3, 0.5, 1.0)
LARGE = (Machine(149000, 3500, 60), Running(0.0895, 1.58, 251), Offer(24.48))
CASES = {
    "large": LARGE,
    "a short life": (Machine(149000, 3500, 12), *LARGE[1:]),
    "so cheap to rent that owning never pays": (*LARGE[:2], Offer(0.5)),
    "dear to rent": (*LARGE[:2], Offer(98)),
    "no costs but its price": (Machine(8000, 0, 36), Running(0, 1, 0), Offer(1)),
}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def exact(decimal: float) -> Fraction:
    """The decimal fraction that a number was written as."""
    return Fraction(str(decimal))


def a_month(case: tuple) -> Fraction:
    """What an owned machine costs in a month, for electricity and staff."""
    machine, running, _offer = case
    kwh = exact(machine.power_w) / 1000 * 730 * exact(running.pue)
    return kwh * exact(running.electricity_usd_per_kwh) + exact(running.staff_usd_per_month)


def owned(case: tuple, month: Fraction | int) -> Fraction:
    """What owning has cost after so many months."""
    return exact(case[0].price_usd) + a_month(case) * month


def rented(case: tuple, use: float, month: Fraction | int) -> Fraction:
    """What renting has cost after so many months."""
    return 730 * exact(case[2].usd_per_h) * exact(use) * month


def paid_after(case: tuple, use: float) -> int | None:
    """The first month at whose end owning has cost no more, by trying one after the other."""
    months = range(1, case[0].life_months + 1)
    return next((m for m in months if owned(case, m) <= rented(case, use, m)), None)


@cache
def drawn(case: tuple) -> Axes:
    """Axes with the picture, with all texts in their places; no test changes them."""
    ax = new_figure(*buying.SIZE).add_subplot()
    buying.draw_buying(ax, *case)
    ax.figure.canvas.draw()
    return ax


@each_case
def test_lines_go_from_the_start_to_what_is_spent_in_the_end(case: tuple):
    ax, life = drawn(case), case[0].life_months
    *renting, owning, _marks = ax.lines
    for use, line in zip(USES, renting, strict=True):
        assert line.get_label() == f"rented, {100 * use:g} % of the hours"
        ends = [[0, 0], [life, float(rented(case, use, life)) / 1000]]
        assert line.get_xydata() == pytest.approx(np.array(ends))
    ends = [[x, float(owned(case, x)) / 1000] for x in (0, life)]
    assert owning.get_label() == "owned" and owning.get_xydata() == pytest.approx(np.array(ends))
    assert ax.get_xlim() == (0, life) and ax.get_ylim()[0] == 0
    assert 1.03 < ax.get_ylim()[1] / ends[1][1] < 1.15


def test_lines_differ_in_colour_and_in_dashes_and_are_named_from_the_steepest_on():
    ax = drawn(LARGE)
    lines = ax.lines[:-1]
    assert len({line.get_color() for line in lines}) == len(lines)
    assert len({str(line._unscaled_dash_pattern) for line in lines[:-1]}) == len(USES)
    _marks, first, *others = [text.get_text() for text in ax.get_legend().get_texts()]
    assert first == "owned" and others == [line.get_label() for line in lines[-2::-1]]


@each_case
def test_a_mark_is_where_lines_cross_and_the_month_is_the_first_that_pays(case: tuple):
    ax = drawn(case)
    paid = {use: month for use in USES if (month := paid_after(case, use))}
    times = [exact(case[0].price_usd) / (rented(case, use, 1) - a_month(case)) for use in paid]
    expected = [(float(time), float(owned(case, time)) / 1000) for time in times]
    assert ax.lines[-1].get_xydata().ravel() == pytest.approx(np.ravel(expected))
    assert [text.get_text() for text in ax.texts] == [str(month) for month in paid.values()]
    assert [text.xy for text in ax.texts] == [pytest.approx(place) for place in expected]


@each_case
def test_no_word_lies_above_another_or_leaves_the_picture(case: tuple):
    ax = drawn(case)
    texts = [*ax.texts, *ax.get_legend().get_texts(), ax.xaxis.label, ax.yaxis.label]
    assert_readable([*texts, *ax.get_xticklabels()])


@pytest.mark.parametrize(("life", "apart"), [(1, 1), (12, 1), (24, 2), (60, 6), (145, 14)])
def test_ticks_begin_with_the_first_month_and_are_few(life: int, apart: int):
    ax = new_figure().add_subplot()
    buying.draw_buying(ax, Machine(149000, 3500, life), *LARGE[1:])
    assert ax.get_xticks().tolist() == list(range(0, life + 1, apart))


def test_the_picture_tells_what_owning_costs_and_when_it_has_paid():
    assert buying.buying_picture(*LARGE).sentence == (
        "Owning costs 149,000 USD at once, and 185,738 USD in all by the end of the machine's life "
        "of 60 months. Against renting on demand for 24.48 USD an hour, owning has paid, by the "
        "share of the hours in which the machine is used: at 10 %, never; at 20 %, after 51 "
        "months; at 30 %, after 32 months; at 50 %, after 18 months; at 100 %, after 9 months."
    )
    assert f"{float(owned(LARGE, 60)):,.0f}" == "185,738"


@each_case
def test_the_sentence_tells_of_each_use_when_owning_has_paid(case: tuple):
    months = [paid_after(case, use) for use in USES]
    after = [f"after {m} month{'s' if m > 1 else ''}" if m else "never" for m in months]
    told = [f"at {100 * use:g} %, {when}" for use, when in zip(USES, after, strict=True)]
    assert buying.describe_buying(*case).endswith(f"is used: {'; '.join(told)}.")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ((*LARGE[:2], Offer(1, 12)), "^offer is Offer.*; allowed: an Offer on demand"),
        ((*LARGE[:2], 1), "^offer is 1; allowed: .* Offer"),
        ((8000, *LARGE[1:]), "^machine is 8000; allowed: a Machine"),
        ((LARGE[0], 2, LARGE[2]), "^running is 2; allowed: a Running"),
    ],
)
def test_what_cannot_be_compared_is_refused(case: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        buying.buying_picture(*case)
