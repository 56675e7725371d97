"""The serial share from times: made-up times with a known share, SciPy, and trials with noise."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from compmodels.amdahl import fitting, laws
from compmodels.amdahl.measuring import Measurement

numbers_of_workers = st.lists(st.integers(1, 64), min_size=2, max_size=8, unique=True)


def times(serial: float, workers, rounds: int = 9, all_s: float = 3.0) -> np.ndarray:
    """Times that follow Amdahl's law to the last digit of a float."""
    share = Fraction(serial)
    row = [float(Fraction(all_s) * (share + (1 - share) / n)) for n in workers]
    return np.array([row] * rounds)


@given(st.floats(0, 1), numbers_of_workers, st.floats(1e-3, 1e3))
def test_times_that_follow_the_law_give_back_their_share(serial, workers, all_s):
    share = fitting.fit_times(workers, times(serial, workers, all_s=all_s))
    # two large, near numbers of workers lie far from one worker, of whose time the share is
    far = max(1, min(workers) ** 2)
    for value in (share.serial, share.low, share.high):
        assert value == pytest.approx(serial, abs=1e-12 * far)


@pytest.mark.parametrize("workers", [[1, 2], [1, 2, 4], [1, 2, 4, 8], [1, 3, 5]])
@pytest.mark.parametrize("serial", [0, 0.05, 0.2, 0.5, 1])
def test_the_share_is_right_to_twelve_digits(serial, workers):
    assert abs(fitting.fit_times(workers, times(serial, workers)).serial - serial) < 1e-12


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.integers(2, 100))
def test_with_one_worker_and_another_number_it_is_the_karp_flatt_metric(one_s, many_s, workers):
    (share,) = fitting.shares([1, workers], [[one_s, many_s]])
    assert share == pytest.approx(laws.karp_flatt(one_s / many_s, workers), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_each_round_has_the_share_of_scipys_least_squares(seed):
    rng = np.random.default_rng(seed)
    workers = [1, 2, 3, 4, 8]
    seconds = times(rng.uniform(0, 0.9), workers) * rng.uniform(0.8, 1.2, (9, 5))
    expected = []
    for row in seconds:
        (a, b), _ = optimize.curve_fit(lambda n, a, b: a + b / n, np.array(workers, float), row)
        expected.append(a / (a + b))
    np.testing.assert_allclose(fitting.shares(workers, seconds), expected, atol=1e-6)
    share = fitting.fit_times(workers, seconds)
    assert share.serial == pytest.approx(np.median(expected), abs=1e-6)
    assert share.low == pytest.approx(sorted(expected)[1], abs=1e-6)
    assert share.high == pytest.approx(sorted(expected)[-2], abs=1e-6)


@pytest.mark.parametrize("rounds", range(6, 60))
def test_the_coverage_is_that_of_the_binomial_distribution(rounds):
    outside, coverage = fitting.enclosing(rounds)
    tosses = stats.binom(rounds, 0.5)
    assert coverage == pytest.approx(1 - 2 * tosses.cdf(outside))
    assert coverage >= 0.95 > 1 - 2 * tosses.cdf(outside + 1)


@pytest.mark.parametrize("rounds", [6, 9, 20])
def test_the_interval_covers_the_share_as_often_as_it_says(rounds):
    rng = np.random.default_rng(rounds)
    trials, serial, inside = 2_000, 0.2, 0
    for _ in range(trials):
        # noise that keeps the median of the ratio of two times, and is skewed as loads are
        noise = 1 + rng.exponential(0.1, (rounds, 2))
        share = fitting.fit_times([1, 2], times(serial, [1, 2], rounds) * noise)
        inside += share.low <= serial <= share.high
    by_chance = stats.binomtest(inside, trials, share.coverage)
    assert by_chance.pvalue > 1e-3, f"{inside / trials} in place of {share.coverage}"


def test_a_measurement_is_fitted_by_its_parts_and_seconds():
    seconds = times(0.3, (1, 2, 4)) * np.random.default_rng(1).uniform(1, 1.1, (9, 3))
    share = fitting.fit(Measurement((1, 2, 4), seconds, np.zeros_like(seconds)))
    assert share == fitting.fit_times([1, 2, 4], seconds)
    assert share.low < share.serial < share.high


def test_the_least_times_tell_the_share_when_each_number_of_workers_had_one_round_in_peace():
    rng = np.random.default_rng(1)
    seconds = times(0.2, (1, 2, 4), rounds=12) * (1 + rng.exponential(0.5, (12, 3)))
    for column, in_peace in enumerate((7, 2, 5)):
        seconds[in_peace, column] = times(0.2, (1, 2, 4))[0, column]
    busy = Measurement((1, 2, 4), seconds, np.zeros_like(seconds))
    assert fitting.of_least_times(busy) == pytest.approx(0.2, abs=1e-12)
    assert abs(fitting.fit(busy).serial - 0.2) > 0.01


def test_one_number_of_workers_cannot_tell_a_share():
    alone = Measurement((1,), np.ones((9, 1)), np.ones((9, 1)))
    with pytest.raises(ValueError, match=r"allowed: two different .* no time is saved"):
        fitting.fit(alone)
    with pytest.raises(ValueError, match="two different numbers or more"):
        fitting.shares([2, 2], np.ones((9, 2)))


def test_fewer_than_six_rounds_cannot_be_as_sure():
    assert 1 - 2 * stats.binom(5, 0.5).cdf(0) < 0.95
    with pytest.raises(ValueError, match="rounds is 5; allowed: a whole number from 6"):
        fitting.fit_times([1, 2], times(0.2, [1, 2], rounds=5))


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        ([[1, 0.5]] * 8 + [[1, 0]], "seconds is .*; allowed: numbers above 0"),
        ([[1, 0.5, 0.3]] * 9, "seconds is .*; allowed: finite numbers of shape .any, 2."),
        ([[1, np.nan]] * 9, "seconds is .*; allowed: finite numbers"),
    ],
)
def test_times_that_are_none_are_refused(seconds, message):
    with pytest.raises(ValueError, match=message):
        fitting.fit_times([1, 2], seconds)


SPOILED = [0.075, 0.04, 0.025, 0.6]  # eight workers took eight times as long as one
NEEDED = r"seconds is .*; allowed: times of which most rounds lie near a line"


@pytest.mark.parametrize("at", [0, 3, 5])
def test_one_spoiled_round_is_borne_as_the_largest_share(at):
    workers, rng = [1, 2, 4, 8], np.random.default_rng(1)
    good = times(0.2, workers, rounds=5) * rng.uniform(0.95, 1.05, (5, 4))
    seconds = np.insert(good, at, SPOILED, axis=0)
    shares = fitting.shares(workers, seconds)
    assert shares[at] == np.inf
    np.testing.assert_array_equal(np.delete(shares, at), fitting.shares(workers, good))
    share = fitting.fit_times(workers, seconds)
    assert (share.serial, share.low, share.high) == (np.median(shares), min(shares), np.inf)
    assert share.serial == pytest.approx(0.2, abs=0.05)


def test_of_nine_rounds_one_that_is_spoiled_leaves_the_interval_finite():
    workers = [1, 2, 4, 8]
    share = fitting.fit_times(workers, [*times(0.2, workers, rounds=8), SPOILED])
    assert (share.low, share.serial, share.high) == pytest.approx((0.2, 0.2, 0.2))


@pytest.mark.parametrize("spoiled", [4, 7])
def test_a_median_that_is_not_finite_is_refused(spoiled):
    workers = [1, 2, 4, 8]
    seconds = np.array([*times(0.2, workers, rounds=8 - spoiled), *[SPOILED] * spoiled])
    with pytest.raises(ValueError, match=NEEDED):
        fitting.fit_times(workers, seconds)


def test_least_times_that_no_line_above_zero_fits_are_refused():
    seconds = np.array([SPOILED] * 9)
    with pytest.raises(ValueError, match=NEEDED):
        fitting.of_least_times(Measurement((1, 2, 4, 8), seconds, np.zeros_like(seconds)))
