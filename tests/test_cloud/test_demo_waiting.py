"""What the pictures of waiting show and say, against Erlang's sums and a count.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from matplotlib.axes import Axes

from compmodels.demos._demo import Demo
from compmodels.demos._stage import new_figure
from compmodels.demos.cloud import played, waiting
from tests.pictures import assert_background_is_fresh, assert_readable, assert_same
from tests.test_cloud.sums import erlangs_sums

SETTINGS = [(1, 10), (1, 99), (4, 90), (100, 10), (100, 99)]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return played.waiting_demo()


@cache
def drawn() -> tuple:
    """Axes with a picture, and its artists, drawn once for all tests that move them."""
    axes = new_figure(*played.SIZE).subplots(1, 2, sharey=True)
    return axes, played.draw_queue(axes, **played.START)


def moved(servers: int, percent: int, draw: int = 1) -> tuple:
    """What moves in a picture that was moved to this queue and draw."""
    _axes, artists = drawn()
    played.move_queue(artists, servers, percent, draw)
    return artists


@cache
def must_wait(percent: int, servers: int) -> Fraction:
    """Erlang's C by its definition, in exact numbers."""
    return erlangs_sums(Fraction(percent * servers, 100), servers)[1]


def wait(percent: int, servers: int) -> float:
    """The mean wait in service times, from the sums."""
    return float(must_wait(percent, servers) / servers * Fraction(100, 100 - percent))


def length(percent: int, servers: int) -> float:
    """The mean number of those who wait: by Little's law arrivals times wait."""
    return wait(percent, servers) * servers * percent / 100


@cache
def waiting_spells(servers: int, percent: int, draw: int = 1) -> list[tuple[float, float]]:
    """When each customer of a run comes and is served, by looking for the server free first."""
    rng = np.random.default_rng(draw)
    arrivals = np.cumsum(rng.standard_exponential(15_000))
    services = rng.standard_exponential(15_000) * servers * percent / 100
    free, spells = [0.0] * servers, []
    for arrival, service in zip(arrivals, services, strict=True):
        first = free.index(min(free))
        start = max(arrival, free[first])
        free[first] = start + service
        spells.append((arrival, start))
    return spells


def axes_of(draw, *arguments: object) -> Axes:
    """Axes with a static picture, with all texts in their places."""
    ax = new_figure(720, 430).add_subplot()
    draw(ax, *arguments)
    ax.figure.canvas.draw()
    return ax


@pytest.mark.parametrize("servers", [1, 20])
def test_the_curve_is_that_of_erlangs_sums(servers: int):
    ax = axes_of(waiting.draw_waiting, [servers])
    curve = next(line for line in ax.lines if len(line.get_xdata()) == 99)
    for percent, shown in curve.get_xydata()[::7]:
        assert shown == pytest.approx(wait(round(percent), servers), rel=1e-9)
    mark = next(line for line in ax.lines if line.get_marker() == "o")
    assert mark.get_xydata().tolist() == [[95, pytest.approx(wait(95, servers))]]


def test_one_server_waits_as_the_closed_form_says():
    assert waiting.mean_wait(0.5, 1) == pytest.approx(1)
    assert waiting.mean_wait(0.95, 1) == pytest.approx(0.95 / 0.05)


@pytest.mark.parametrize("servers", [(1, 4, 20, 100), (1, 2, 3, 4, 5, 6), (100, 1, 1000)])
def test_words_at_the_curves_lie_in_their_order_apart_and_inside(servers: tuple):
    ax = axes_of(waiting.draw_waiting, servers)
    heights = {text.get_text().split("\n")[0]: text.get_position()[1] for text in ax.texts}
    in_order = [f"{n:,} server{'' if n == 1 else 's'}" for n in sorted(servers, reverse=True)]
    assert sorted(heights, key=heights.get) == in_order
    assert_readable(ax.texts)


def test_the_sentence_of_the_static_picture_tells_the_waits_at_the_mark():
    said = waiting.waiting_picture((1, 20)).sentence
    assert f"1 server {wait(95, 1):.3g}, 20 servers {wait(95, 20):.3g}." in said


@pytest.mark.parametrize("servers", [1, 50])
def test_two_queues_wait_longer_by_what_is_written_and_drawn(servers: int):
    said = waiting.describe_pooling(servers)
    for percent in (80, 90, 95):
        ratio = wait(percent, servers) / wait(percent, 2 * servers)
        told = f"{ratio:.3g}" if ratio < 100 else f"{ratio:,.0f}"
        assert ratio > 2 and f"{told} times at {percent} %" in said
    ax = axes_of(waiting.draw_pooling, servers)
    assert_readable([*ax.texts, *ax.get_legend().get_texts()])
    ties = [line.get_xydata() for line in ax.lines if line.get_color() == "black"]
    assert len(ties) >= 2 and len(ties) == len(ax.texts)
    for (percent, low), (same, high) in ties:
        assert percent == same
        assert low == pytest.approx(wait(round(percent), 2 * servers))
        assert high == pytest.approx(wait(round(percent), servers))


@pytest.mark.parametrize(("servers", "percent"), SETTINGS)
def test_the_steps_count_those_who_have_come_and_are_not_served(servers: int, percent: int):
    steps = moved(servers, percent)[0]
    spells = np.array(waiting_spells(servers, percent))
    times, lengths = np.array(steps.get_xdata()), np.array(steps.get_ydata())
    assert times[-1] == pytest.approx(spells[-1, 0])
    middles = (times[:-1] + times[1:]) / 2
    clear = np.diff(times) > 1e-6  # so that rounding does not move a time across a middle
    for middle, shown in list(zip(middles[clear], lengths[:-1][clear], strict=True))[::397]:
        assert shown == ((spells[:, 0] <= middle) & (middle < spells[:, 1])).sum()


@pytest.mark.parametrize(("servers", "percent"), SETTINGS)
def test_lines_and_marks_are_the_means_of_run_and_formula(servers: int, percent: int):
    steps, run_line, formula_line, curve, run_mark, formula_mark = moved(servers, percent)
    times, lengths = (np.array(each) for each in steps.get_data())
    counted = np.maximum(times, 3_000)  # what comes before is the warm-up
    mean = np.sum(np.diff(counted) * lengths[:-1]) / (times[-1] - 3_000)
    assert run_line.get_ydata() == pytest.approx([mean] * 2, abs=1e-9)
    assert run_mark.get_xydata().tolist() == [[percent, pytest.approx(mean, abs=1e-9)]]
    expected = length(percent, servers)
    assert formula_line.get_ydata() == pytest.approx([expected] * 2)
    assert formula_mark.get_xydata().tolist() == [[percent, pytest.approx(expected)]]
    assert dict(curve.get_xydata())[percent] == pytest.approx(expected)


@pytest.mark.parametrize(("servers", "percent"), SETTINGS)
def test_the_sentence_tells_formula_and_run(servers: int, percent: int):
    by_formula, in_run = played.describe_queue(servers, percent, 1).split("In run 1")
    spells = np.array(waiting_spells(servers, percent))
    spells = spells[spells[:, 0] >= 3_000]
    waits = np.maximum(np.diff(spells)[:, 0], 0) / (servers * percent / 100)
    for said, share, mean in (
        (by_formula, float(must_wait(percent, servers)), wait(percent, servers)),
        (in_run, (waits > 0).mean(), waits.mean()),
    ):
        if share > 0.005:
            assert f"{100 * share:.0f} of 100 customers wait" in said
        if mean > 0.001:
            assert f"the mean wait is {mean:.3g} service times" in said


def test_where_hardly_anybody_waits_the_sentence_says_so():
    said = played.describe_queue(100, 10, 1)
    assert "fewer than 1 of 100 customers wait, the mean wait is less than 0.001" in said
    assert "none of 100 customers wait, the mean wait is 0 service times" in said


@pytest.mark.parametrize("draw", range(1, 21))
@pytest.mark.parametrize(("servers", "percent"), [(1, 99), (4, 90)])
def test_the_axes_have_room_for_what_they_show(servers: int, percent: int, draw: int):
    steps, run_line, formula_line, *_ = moved(servers, percent, draw)
    most = max(*steps.get_ydata(), run_line.get_ydata()[0], formula_line.get_ydata()[0])
    assert most <= steps.axes.get_ylim()[1]
    assert max(steps.get_xdata()) < steps.axes.get_xlim()[1]


def test_at_the_start_the_runs_scatter_on_both_sides_of_the_formula():
    means = [played.mean_length(played.played_through(4, 90, draw)) for draw in range(1, 21)]
    formula = length(90, 4)
    assert 7 <= sum(mean > formula for mean in means) <= 13
    assert np.median(means) == pytest.approx(formula, rel=0.05)
    assert min(means) < 0.8 * formula and max(means) > 1.2 * formula


def test_all_queues_of_a_draw_have_the_same_arrivals():
    first, second = (played.played_through(*each, 3) for each in ((1, 50), (100, 99)))
    np.testing.assert_array_equal(first.arrivals_s, second.arrivals_s)


def test_the_background_is_drawn_anew_when_the_axes_change():
    for servers, percent in ((1, 10), (1, 99), (100, 90)):
        demo().controls["servers"].value = servers
        demo().controls["percent"].value = percent
        assert_background_is_fresh(demo())


def test_the_demo_hides_nothing_that_the_static_picture_shows():
    demo().reset()
    assert_same(demo(), played.queue_picture())


@pytest.mark.parametrize(
    ("picture", "arguments", "named"),
    [
        (waiting.waiting_picture, ((),), "servers"),
        (waiting.waiting_picture, ((1, 0),), "servers"),
        (waiting.waiting_picture, ((1, 2, 3, 4, 5, 6, 7),), "servers"),
        (waiting.waiting_picture, (4,), "servers"),
        (waiting.pooling_picture, (0,), "servers"),
        (waiting.pooling_picture, (501,), "servers"),
        (played.queue_picture, (101, 90, 1), "servers"),
        (played.queue_picture, (4, 100, 1), "percent"),
        (played.queue_picture, (4, 90, 0), "draw"),
    ],
)
def test_what_no_queue_can_be_is_refused(picture, arguments: tuple, named: str):
    with pytest.raises(ValueError, match=f"^{named} is "):
        picture(*arguments)
