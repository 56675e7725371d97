"""What the pictures of a search show and say, against Grover's two steps on plain numbers.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from math import cos, pi, sin

import numpy as np
import pytest

from compmodels.demos._demo import Demo
from compmodels.demos._stage import new_figure
from compmodels.demos.qubits import found, search
from tests import sweeping
from tests.pictures import assert_background_is_fresh, assert_readable, assert_same

SETTINGS = [
    {},
    {"n": 6, "iterations": 18},
    {"n": 6, "marked_count": 4, "iterations": 0, "turned": True},
    {"n": 2, "marked_count": 4, "iterations": 18, "turned": True},
    {"n": 2, "marked_count": 2},
    {"n": 3, "marked_count": 3, "iterations": 2, "turned": True},
]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return search.search_demo()


def set_to(**values: int) -> Demo:
    """The demo with these controls set to values and the others as at the start."""
    return sweeping.set_to(demo(), **values)


def parts(shown: Demo) -> tuple:
    """The items that are marked, and the heights of all bars."""
    bars, below = shown._stage.figure.axes[0].collections[0], pointers(shown)
    heights = np.array([path.vertices[2, 1] for path in bars.get_paths()])
    return [int(x * len(heights)) for x in below], heights


def pointers(shown: Demo) -> list[float]:
    """Where the small marks under the bars stand, as shares of the width."""
    line = next(line for line in shown._stage.figure.axes[0].lines if line.get_label() == "marked")
    return list(line.get_xdata())


def by_hand(n: int, marked: list[int], iterations: int, turned: bool) -> np.ndarray:
    """The amplitudes by the two steps themselves: a sign, and a reflection about the mean."""
    amplitudes = np.full(2**n, 2 ** (-n / 2))
    for _ in range(iterations):
        amplitudes[marked] = -amplitudes[marked]
        amplitudes = 2 * np.mean(amplitudes) - amplitudes
    if turned:
        amplitudes[marked] = -amplitudes[marked]
    return amplitudes


def labelled(shown: Demo, axes: int, label: str):
    """The line on these axes that has a label."""
    lines = shown._stage.figure.axes[axes].lines
    return next(line for line in lines if line.get_label() == label)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_bars_are_the_amplitudes_and_the_dashed_line_their_mean(setting: dict):
    values = set_to(**setting).values
    marked, heights = parts(demo())
    assert len(set(marked)) == values["marked_count"]
    expected = by_hand(values["n"], marked, values["iterations"], values["turned"])
    assert heights == pytest.approx(expected, abs=1e-9)
    mean = labelled(demo(), 0, "mean").get_ydata()
    assert list(mean) == pytest.approx([expected.mean()] * 2, abs=1e-9)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_only_the_marked_bars_have_their_colour(setting: dict):
    marked, heights = parts(set_to(**setting))
    colours = demo()._stage.figure.axes[0].collections[0].get_facecolor()
    alike = (colours == colours[marked[0]]).all(axis=1)
    assert np.flatnonzero(alike).tolist() == sorted(marked)
    assert len(colours) == len(heights)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_arrow_is_the_state_in_the_plane_of_marked_and_rest(setting: dict):
    values = set_to(**setting).values
    marked, heights = parts(demo())
    rest = np.delete(heights, marked)
    along = rest.sum() / np.sqrt(rest.size) if rest.size else 0
    up = heights[marked].sum() / np.sqrt(len(marked))
    arrow = demo()._stage.figure.axes[1].lines[-1].get_xydata()
    assert arrow.tolist() == [[0, 0], pytest.approx([along, up], abs=1e-9)]
    (earlier,) = demo()._stage.figure.axes[1].collections
    assert len(earlier.get_segments()) == values["iterations"] + values["turned"]
    degrees = float(demo()._stage.figure.axes[1].texts[-1].get_text().removesuffix("°"))
    assert abs(degrees) < 360 and (degrees < 0) == values["turned"]
    assert (cos(degrees * pi / 180), sin(degrees * pi / 180)) == pytest.approx(
        (along, up), abs=1e-3
    )


def test_the_faint_arrows_are_those_of_the_iterations_before():
    def tips(shown: Demo) -> list:
        return [s[1].tolist() for s in shown._stage.figure.axes[1].collections[0].get_segments()]

    seen = []
    for k in range(5):
        assert tips(set_to(iterations=k)) == seen
        seen.append(demo()._stage.figure.axes[1].lines[-1].get_xydata()[1].tolist())
    assert tips(set_to(iterations=4, turned=True)) == seen


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_dots_and_mark_are_the_probability_of_what_is_marked(setting: dict):
    values = set_to(**setting).values
    marked, _heights = parts(demo())
    expected = [np.sum(by_hand(values["n"], marked, k, False)[marked] ** 2) for k in range(19)]
    _curve, dots, _best, mark = demo()._stage.figure.axes[2].lines
    assert dots.get_xydata()[:, 0].tolist() == list(range(19))
    assert dots.get_ydata() == pytest.approx(expected, abs=1e-9)
    here = values["iterations"]
    assert mark.get_xydata().tolist() == [[here, pytest.approx(expected[here], abs=1e-9)]]
    curve = labelled(demo(), 2, "formula")
    at = np.interp(range(19), *curve.get_data())
    assert at == pytest.approx(expected, abs=1e-9)


def test_the_line_of_the_first_peak_stands_where_the_dots_first_stop_to_grow():
    for n, marked_count in product(range(2, 7), (1, 2, 3, 4)):
        shown = set_to(n=n, marked_count=marked_count)
        _curve, dots, best, _mark = shown._stage.figure.axes[2].lines
        heights = dots.get_ydata()
        first = next(k for k in range(19) if heights[k + 1] <= heights[k] + 1e-12)
        assert list(best.get_xdata()) == [first] * 2


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            {},
            "Of 16 items 1 is marked. After 3 iterations a marked one is found with probability "
            "0.961. This is the first peak; one more makes it worse: 0.961 to 0.582.",
        ),
        (
            {"iterations": 1},
            "The first peak is after 3 iterations; one more makes it better: 0.473",
        ),
        ({"iterations": 4}, "is after 3 iterations, and this is past it; one more makes it worse"),
        ({"iterations": 6}, "and this is past it; one more makes it better: 0.020 to 0.365."),
        ({"n": 2, "marked_count": 2}, "probability 0.500. The first peak is after 0 iterations"),
        ({"n": 2, "marked_count": 2}, "this is past it; one more changes nothing."),
        ({"n": 2, "iterations": 1}, "probability 1.000. This is the first peak; one more makes it"),
        ({"iterations": 0, "turned": True}, "turned, which changes no probability. The reflection"),
        ({"iterations": 0, "turned": True}, "about the mean, 0.219, comes next."),
    ],
)
def test_the_sentence_tells_probability_and_peak(setting: dict, said: str):
    assert said in set_to(**setting).sentence


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_moved_demo_hides_nothing_of_a_picture_that_is_drawn_at_once(setting: dict):
    values = set_to(**setting).values
    assert_background_is_fresh(demo())
    marked, _heights = parts(demo())
    if not values["turned"]:
        static = search.search_picture(values["n"], marked, values["iterations"])
        assert_same(demo(), static)


def test_texts_do_not_lie_on_each_other():
    for n, iterations in ((2, 18), (4, 3), (6, 18)):
        figure = set_to(n=n, iterations=iterations)._stage.figure
        for ax in figure.axes:
            assert_readable([*ax.texts, ax.xaxis.label])


def test_a_mark_twice_is_one_mark():
    said = search.search_picture(3, marked=[5, 5, 0], iterations=1).sentence
    assert said.startswith("Of 8 items 2 are marked.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((1, [0], 1), "^n is 1; allowed: a whole number from 2 to 6"),
        ((4, [], 1), r"^marked is \[\]; allowed: at least 1 whole numbers from 0 to 15"),
        ((4, [16], 1), r"^marked is \[16\]; allowed: at least 1 whole numbers from 0 to 15"),
        ((4, [1], 19), "^iterations is 19; allowed: a whole number from 0 to 18"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        search.search_picture(*arguments)


# Shares that were found


def test_points_are_the_shares_and_the_curve_goes_through_the_exact_ones():
    shares = {7: 0.5, 0: 0.07, 4: 0.6, 3: 0.95}
    ax = new_figure(*found.SIZE).add_subplot()
    found.draw_success(ax, 4, shares, 1, runs=100)
    points = next(line for line in ax.lines if line.get_label() == "found")
    assert {int(k): share for k, share in points.get_xydata()} == shares
    curve = next(line for line in ax.lines if len(line.get_xdata()) > 100)
    exact = [by_hand(4, [11], k, False)[11] ** 2 for k in shares]
    assert np.interp(list(shares), *curve.get_data()) == pytest.approx(exact, abs=1e-9)
    (_line, _caps, (spread,)) = ax.containers[0]
    assert [segment[0, 0] for segment in spread.get_segments()] == list(shares)
    low, high = np.array(spread.get_segments())[:, :, 1].T
    assert (low + high) / 2 == pytest.approx(exact, abs=1e-9)
    assert (high - low) / 4 == pytest.approx(np.sqrt(np.array(exact) * (1 - np.array(exact)) / 100))
    ax.figure.canvas.draw()
    assert_readable([*ax.get_legend().get_texts(), ax.xaxis.label])


def test_the_sentence_tells_where_the_shares_are_farthest_from_the_formula():
    said = found.success_picture(4, {3: 0.961, 4: 0.6, 0: 0.0}).sentence
    assert said.endswith("after 0 iterations: 0.000 found, 0.062 by the formula.")
    assert "theta = 14.5 degrees" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((4, {}), r"^measured is \{\}; allowed: a dictionary of shares"),
        ((4, [0.5]), r"^measured is \[0.5\]; allowed: a dictionary of shares"),
        ((4, {-1: 0.5}), "^measured is .*; allowed: at least 0 whole numbers from 0"),
        ((4, {1: 1.5}), r"^measured\[1\] is 1.5; allowed: a number from 0 to 1"),
        ((4, {1: 0.5}, 17), "^marked_count is 17; allowed: a whole number from 1 to 16"),
        ((4, {1: 0.5}, 1, 0), "^runs is 0; allowed: a whole number from 1"),
    ],
)
def test_shares_that_are_none_are_refused(arguments: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        found.success_picture(*arguments)
