"""The laws of speed-up against jobs that are counted second by second, and published figures."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from compmodels.amdahl import laws

shares = st.floats(0, 1)
workers = st.floats(1, 1e6)
few = st.integers(1, 60)


def counted_seconds(serial_pieces: int, other_pieces: int, workers: int) -> int:
    """Seconds for a job whose pieces take a second each, the serial ones one after another."""
    seconds = 0
    while serial_pieces or other_pieces:
        if serial_pieces:
            serial_pieces -= 1
        else:
            other_pieces -= min(workers, other_pieces)
        seconds += 1
    return seconds


# Amdahl


@given(few, few, few)
def test_amdahl_is_the_speed_up_of_a_job_that_is_counted(serial_pieces, rounds, workers):
    other_pieces = rounds * workers  # so that nobody is idle in the last round
    alone = counted_seconds(serial_pieces, other_pieces, 1)
    together = counted_seconds(serial_pieces, other_pieces, workers)
    speedup = laws.amdahl(serial_pieces / alone, workers)
    assert speedup == pytest.approx(float(Fraction(alone, together)), rel=1e-12)


@given(workers)
def test_without_a_serial_part_speed_up_is_the_number_of_workers_exactly(workers):
    assert laws.amdahl(0, workers) == laws.gustafson(0, workers) == workers
    assert laws.efficiency(0, workers) == 1


@given(workers)
def test_a_job_that_is_all_serial_is_never_faster(workers):
    assert laws.amdahl(1, workers) == laws.gustafson(1, workers) == 1


@given(shares)
def test_one_worker_has_speed_up_one_exactly(serial):
    assert laws.amdahl(serial, 1) == laws.gustafson(serial, 1) == laws.efficiency(serial, 1) == 1


@given(shares, workers, workers)
def test_more_workers_are_never_slower_and_never_better_used(serial, some, others):
    fewer, more = sorted([some, others])
    assert laws.amdahl(serial, fewer) <= laws.amdahl(serial, more) * (1 + 1e-12)
    assert laws.efficiency(serial, fewer) >= laws.efficiency(serial, more) * (1 - 1e-12)


@given(shares, shares, workers)
def test_a_larger_serial_share_is_never_faster(one, other, workers):
    smaller, larger = sorted([one, other])
    assert laws.amdahl(smaller, workers) >= laws.amdahl(larger, workers)
    assert laws.gustafson(smaller, workers) >= laws.gustafson(larger, workers)


@given(shares, workers)
def test_speed_up_passes_neither_the_limit_nor_the_workers(serial, workers):
    most = min(laws.limit(serial), workers)
    assert 1 - 1e-12 <= laws.amdahl(serial, workers) <= most * (1 + 1e-12)


@given(st.floats(1e-6, 1))
def test_with_very_many_workers_speed_up_comes_near_the_limit(serial):
    assert laws.amdahl(serial, 1e18) == pytest.approx(laws.limit(serial), rel=1e-9)


def test_a_fifth_of_serial_work_never_passes_five():
    assert laws.limit(0.2) == 5
    assert laws.limit(0.05) == 20
    assert 4.99 < laws.amdahl(0.2, 10_000) < 5
    assert laws.limit(0) == np.inf


@given(shares, workers)
def test_efficiency_is_speed_up_for_each_worker(serial, workers):
    share_of_their_time = 1 / (workers * serial + (1 - serial))
    assert laws.efficiency(serial, workers) == pytest.approx(share_of_their_time)


# Gustafson


@given(few, few, few)
def test_gustafson_is_the_speed_up_of_a_grown_job_that_is_counted(serial, other, workers):
    """A run on all workers takes ``serial`` seconds, then ``other``; then one worker does it."""
    assert counted_seconds(serial, other * workers, workers) == serial + other
    alone = counted_seconds(serial, other * workers, 1)
    speedup = laws.gustafson(serial / (serial + other), workers)
    assert speedup == pytest.approx(float(Fraction(alone, serial + other)), rel=1e-12)


@given(few, few, few)
def test_the_share_on_one_worker_is_that_of_the_counted_job(serial, other, workers):
    alone = counted_seconds(serial, other * workers, 1)
    share = laws.serial_on_one(serial / (serial + other), workers)
    assert share == pytest.approx(serial / alone, rel=1e-12)


@given(shares, workers)
def test_gustafson_and_amdahl_agree_once_the_share_is_of_the_same_time(serial, workers):
    on_one = laws.serial_on_one(serial, workers)
    assert 0 <= on_one <= 1
    assert laws.amdahl(on_one, workers) == pytest.approx(laws.gustafson(serial, workers), rel=1e-9)


def test_gustafsons_own_figures_on_1024_processors():
    """Three applications, s = 0.4 to 0.8 percent, with speed-ups of 1021, 1020 and 1016."""
    assert round(laws.gustafson(0.004, 1024)) == 1020
    assert round(laws.gustafson(0.008, 1024)) == 1016
    assert laws.amdahl(0.004, 1024) < 1020 / 5


def test_gustafsons_line_falls_by_one_less_than_the_processors():
    """Amdahl's curve falls by the square of them near 0, about -N^2 as he writes."""
    shares = np.linspace(0, 0.04, 5)
    speedups = [laws.gustafson(s, 1024) for s in shares]
    np.testing.assert_allclose(np.diff(speedups) / np.diff(shares), 1 - 1024)
    slope = (laws.amdahl(1e-9, 1024) - laws.amdahl(0, 1024)) / 1e-9
    assert slope == pytest.approx(-(1024**2), rel=1e-2)


# Karp and Flatt


@given(shares, st.floats(2, 1e6))
def test_karp_flatt_finds_the_share_that_amdahl_was_given(serial, workers):
    found = laws.karp_flatt(laws.amdahl(serial, workers), workers)
    assert found == pytest.approx(serial, abs=1e-9)


@given(st.floats(1.001, 50), st.integers(51, 10_000))
def test_karp_flatt_is_the_share_that_a_search_finds(speedup, workers):
    searched = brentq(lambda serial: 1 / (serial + (1 - serial) / workers) - speedup, 0, 1)
    assert laws.karp_flatt(speedup, workers) == pytest.approx(searched, abs=1e-8)


def test_a_speed_up_above_the_workers_gives_a_share_below_zero():
    assert laws.karp_flatt(2.5, 2) == pytest.approx(-0.2)
    assert laws.karp_flatt(2, 2) == 0
    assert laws.karp_flatt(0.5, 2) == 3


def test_a_cost_that_grows_with_the_workers_raises_the_share():
    workers = np.array([2, 4, 8, 16])
    hindered = 1 / (0.1 + 0.9 / workers + 0.01 * workers)
    assert (np.diff(laws.karp_flatt(hindered, workers)) > 0).all()


# one number or many


@pytest.mark.parametrize(
    "law", [laws.amdahl, laws.efficiency, laws.gustafson, laws.serial_on_one, laws.karp_flatt]
)
def test_many_numbers_of_workers_are_as_one_by_one(law):
    workers = [2, 3.5, 10]
    together, one_by_one = law(0.3, workers), [law(0.3, n) for n in workers]
    assert isinstance(together, np.ndarray) and together.tolist() == one_by_one
    assert {type(value) for value in one_by_one} == {float}
    assert workers == [2, 3.5, 10]


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=5), st.floats(2, 100))
def test_many_speed_ups_of_the_same_workers_are_as_one_by_one(speedups, workers):
    one_by_one = [laws.karp_flatt(speedup, workers) for speedup in speedups]
    assert laws.karp_flatt(speedups, workers).tolist() == one_by_one


@given(st.integers(1, 5), st.integers(1, 5))
def test_speed_ups_and_workers_of_two_lengths_are_refused(speedups, workers):
    assume(speedups != workers)
    with pytest.raises(ValueError, match=f"^speedup is .*as many numbers as workers, {workers}$"):
        laws.karp_flatt([1.5] * speedups, [2] * workers)
