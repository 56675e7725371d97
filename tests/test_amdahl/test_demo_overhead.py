"""What the picture of waiting and agreeing shows and says, against times that are added up.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from compmodels.demos._demo import Demo
from compmodels.demos.amdahl import overhead
from tests.pictures import assert_background_is_fresh, assert_same

CONTENTIONS = (0, 0.01, 0.05, 0.1, 0.5)
SETTINGS = [(a, b) for a in CONTENTIONS for b in overhead.COHERENCIES]
FAR = 200  # workers; no finite peak of the sliders lies beyond


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return overhead.overhead_demo()


@cache
def drawn() -> tuple:
    """Axes with a picture, and its artists, drawn once for all tests that move them."""
    ax = overhead.new_figure(*overhead.SIZE).add_subplot()
    return ax, overhead.draw_overhead(ax, **overhead.START)


def moved(contention: float, coherency: float, workers: int = 8) -> dict:
    """The lines and the shade, by label, of a picture that was moved to these values."""
    ax, artists = drawn()
    overhead.move_overhead(artists, contention, coherency, workers)
    return {artist.get_label(): artist for artist in (*ax.lines, *ax.patches)}


def time_share(contention: float, coherency: float, workers: int) -> Fraction:
    """Time of so many workers, of that of one: turns, shared work, and each talk with another."""
    a, b = Fraction(str(contention)), Fraction(str(coherency))
    return a + (1 - a) / workers + sum([b] * (workers - 1))


def best(contention: float, coherency: float) -> int:
    """The number of workers with the shortest time of all that were tried, of equals the last."""
    return min(range(FAR, 0, -1), key=lambda n: time_share(contention, coherency, n))


@pytest.mark.parametrize(("contention", "coherency"), SETTINGS)
def test_the_curves_are_those_of_times_added_up(contention: float, coherency: float):
    lines = moved(contention, coherency)
    for label, cost in (("Amdahl: only waiting", 0), ("Gunther: waiting and agreeing", coherency)):
        curve = dict(lines[label].get_xydata().tolist())
        for workers in (1, 2, 7, 31, 64):
            expected = float(1 / time_share(contention, cost, workers))
            assert curve[workers] == pytest.approx(expected)


@pytest.mark.parametrize(("contention", "coherency"), SETTINGS)
def test_the_peak_is_the_best_of_all_numbers_of_workers(contention: float, coherency: float):
    artists = moved(contention, coherency)
    said = overhead.describe_overhead(contention, coherency, 8)
    top, shade = artists["the peak"], artists["slower with each further worker"]
    number = best(contention, coherency)
    if not coherency:
        assert "peak" not in said and not top.get_visible() and not shade.get_visible()
        return
    assert f"with {number} workers" in said
    speedup = float(1 / time_share(contention, coherency, number))
    assert float(said.split("The peak is ")[1].split(",")[0]) == pytest.approx(speedup, rel=5e-3)
    assert top.get_visible() == shade.get_visible() == (number <= 64)
    assert ("beyond the picture's edge" in said) == (number > 64)
    if number <= 64:
        assert top.get_xydata()[1].tolist() == [number, pytest.approx(speedup)]
        assert shade.get_x() == number and shade.get_x() + shade.get_width() == 65


@pytest.mark.parametrize("workers", [1, 2, 30, 64])
@pytest.mark.parametrize(("contention", "coherency"), [(0, 0), (0.05, 0.001), (0.5, 0.01)])
def test_the_mark_and_the_sentence_tell_the_chosen_number(
    contention: float, coherency: float, workers: int
):
    mark = moved(contention, coherency, workers)["chosen number"]
    said = overhead.describe_overhead(contention, coherency, workers)
    speedup = float(1 / time_share(contention, coherency, workers))
    amdahl = float(1 / time_share(contention, 0, workers))
    assert mark.get_xydata().tolist() == [[workers, pytest.approx(speedup)]]
    assert f"{workers} worker{'s' * (workers > 1)} is {speedup:.3g}." in said
    assert f"(Amdahl's law) it would be {amdahl:.3g}." in said


@pytest.mark.parametrize(("contention", "coherency"), SETTINGS)
def test_the_axis_has_room_for_gunthers_curve_and_does_not_squash_it(
    contention: float, coherency: float
):
    curve = moved(contention, coherency)["Gunther: waiting and agreeing"].get_ydata()
    low, top = drawn()[0].get_ylim()
    assert low == 0 and top / 5 < max(curve) < top


def test_the_background_is_drawn_anew_when_the_axis_changes():
    for contention, coherency in ((0, 0), (0.5, 0.01), (0.05, 0.001)):
        demo().controls["contention"].value = contention
        demo().controls["coherency"].value = coherency
        assert_background_is_fresh(demo())


def test_the_demo_hides_nothing_that_the_static_picture_shows():
    demo().reset()
    assert_same(demo(), overhead.overhead_picture())


@pytest.mark.parametrize(
    ("arguments", "named"),
    [((1.5, 0.1), "contention"), ((0.1, -1), "coherency"), ((0.1, 0.1, 0), "workers")],
)
def test_what_no_workers_can_be_is_refused(arguments: tuple, named: str):
    with pytest.raises(ValueError, match=f"^{named} is "):
        overhead.overhead_picture(*arguments)
