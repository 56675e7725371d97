"""Loads against plain arithmetic hour by hour, finer steps, and what is known of random draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from compmodels.cloud import load
from compmodels.cloud.load import Burst, Rhythm, Trace, day, shape, year

ERRORS = 4  # standard errors that a mean of random draws may be off

rhythms = st.builds(
    Rhythm,
    mean=st.floats(1e-3, 1e6),
    swing=st.floats(0, 1),
    peak_hour=st.floats(0, 24),
    weekend=st.floats(0, 3),
    noise=st.just(0.0),
)
steps_s = st.sampled_from([1800.0, 3600.0, 900.0, 450.0, 112.5])


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def by_hand(hour: float, rhythm: Rhythm) -> float:
    """The load of one moment, by the clock and the calendar."""
    days, of_day = divmod(hour, 24)
    name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][int(days) % 7]
    before_peak = (rhythm.peak_hour - of_day) * math.pi / 12
    rate = rhythm.mean + rhythm.mean * rhythm.swing * math.cos(before_peak)
    return rate * rhythm.weekend if name in ("Sat", "Sun") else rate


def normals(trace: Trace, rhythm: Rhythm) -> np.ndarray:
    """The normal numbers behind a trace's noise, found by undoing what was made of them."""
    variance = math.log(1 + rhythm.noise**2)
    factors = trace.requests_per_s / shape(trace.hours, rhythm)
    return (np.log(factors) + variance / 2) / math.sqrt(variance)


# the shape


@given(rhythms, st.lists(st.floats(0, 10_000), min_size=1, max_size=20))
def test_the_shape_is_what_clock_and_calendar_say(rhythm, hours):
    expected = [by_hand(hour, rhythm) for hour in hours]
    assert shape(hours, rhythm) == pytest.approx(expected, rel=1e-9, abs=1e-9 * rhythm.mean)


@given(rhythms, steps_s)
def test_without_noise_a_day_is_its_shape_exactly_and_has_its_mean(rhythm, step_s):
    trace = day(rng(), rhythm, step_s=step_s)
    assert np.array_equal(trace.requests_per_s, shape(trace.hours, rhythm))
    assert trace.duration_h == 24
    assert trace.mean == pytest.approx(rhythm.mean)


@given(rhythms)
@settings(max_examples=20)
def test_without_noise_a_year_has_104_days_of_weekend_and_261_others(rhythm):
    trace = year(rng(), rhythm)
    assert np.array_equal(trace.requests_per_s, shape(trace.hours, rhythm))
    days = trace.requests_per_s.reshape(365, 24).mean(axis=1)
    assert trace.duration_h == 365 * 24
    assert days[[5, 6, 12, 363]] == pytest.approx(rhythm.mean * rhythm.weekend)
    assert days[[0, 4, 7, 364]] == pytest.approx(rhythm.mean)
    assert trace.mean == pytest.approx(rhythm.mean * (261 + 104 * rhythm.weekend) / 365)


def test_the_busiest_hour_is_the_one_that_was_chosen():
    for hour in (0, 9, 15.5, 23):
        trace = day(rng(), Rhythm(peak_hour=hour, noise=0))
        assert trace.hours[trace.requests_per_s.argmax()] == hour
        assert trace.peak == pytest.approx(1600)


# chance


def test_the_same_seed_gives_the_same_trace_and_another_one_another():
    for make in (day, year):
        first, again, other = make(rng(3)), make(rng(3)), make(rng(4))
        assert np.array_equal(first.requests_per_s, again.requests_per_s)
        assert not np.isclose(first.requests_per_s, other.requests_per_s).all()


@pytest.mark.parametrize(("noise", "memory_s"), [(0.05, 1800), (0.3, 7200), (0.3, 1), (1, 3600)])
def test_noise_has_mean_1_and_the_deviation_that_was_asked_for(noise, memory_s):
    """The standard errors are those of the mean and the mean square of what is correlated so.

    With w = 1 + noise^2 and a correlation c^k of the normal numbers k steps apart, two factors
    have the covariance w^(c^k) - 1. That of (factor - 1)^2 is, by the moments of the log-normal,
    w^(4 c^k + 2) - 4 w^(2 c^k + 1) + 2 w + 4 w^(c^k) - 3 - (w - 1)^2.
    """
    rhythm = Rhythm(noise=noise, memory_s=memory_s)
    trace = year(rng(5), rhythm)
    factors = trace.requests_per_s / shape(trace.hours, rhythm)
    w, size = 1 + noise**2, len(factors)
    c = math.exp(-3600 / memory_s) ** np.abs(np.arange(-200.0, 201))
    of_factors = (w**c - 1).sum() / size
    of_squares = w ** (4 * c + 2) - 4 * w ** (2 * c + 1) + 2 * w + 4 * w**c - 3 - (w - 1) ** 2
    assert factors.mean() == pytest.approx(1, abs=ERRORS * math.sqrt(of_factors))
    error = math.sqrt(of_squares.sum() / size)
    assert ((factors - 1) ** 2).mean() == pytest.approx(noise**2, abs=ERRORS * error)


@pytest.mark.parametrize(("memory_s", "step_s"), [(1800, 3600), (7200, 3600), (36_000, 3600)])
def test_noise_forgets_as_fast_as_was_asked_for(memory_s, step_s):
    """Bartlett's standard errors of the correlations of a series of the form z' = c z + new."""
    rhythm = Rhythm(noise=0.2, memory_s=memory_s)
    z = normals(year(rng(6), rhythm, step_s=step_s), rhythm)
    c, size = math.exp(-step_s / memory_s), len(z)
    for lag in (1, 2, 5, 10):
        found = (z[lag:] * z[:-lag]).sum() / (z**2).sum()
        rest = (1 + c**2) * (1 - c ** (2 * lag)) / (1 - c**2) - 2 * lag * c ** (2 * lag)
        assert found == pytest.approx(c**lag, abs=ERRORS * math.sqrt(rest / size))


def test_noise_is_log_normal_from_the_first_step_on():
    rhythm = Rhythm(noise=0.5, memory_s=1)
    assert kstest(normals(year(rng(7), rhythm), rhythm), "norm").pvalue > 0.001
    rhythm = Rhythm(noise=0.5, memory_s=36_000)
    ends = [normals(day(rng(seed), rhythm, step_s=3600), rhythm)[[0, -1]] for seed in range(800)]
    for side in np.transpose(ends):
        assert kstest(side, "norm").pvalue > 0.001


def test_noise_does_not_depend_on_the_length_of_a_step():
    """At the same distance in time, the correlation of noise in minutes is that in hours."""
    rhythm = Rhythm(noise=0.2, memory_s=3600)
    days = [normals(day(rng(seed), rhythm), rhythm) for seed in range(300)]
    pairs = np.array([z[[0, 60]] for z in days] + [z[[720, 780]] for z in days])
    error = (1 - math.exp(-2)) / math.sqrt(len(pairs))
    assert np.corrcoef(pairs.T)[0, 1] == pytest.approx(math.exp(-1), abs=ERRORS * error)


# bursts


@given(
    st.integers(0, 1400), st.integers(1, 40), st.floats(0.1, 5), st.sampled_from([120, 900, 3600])
)
def test_a_step_that_a_burst_covers_in_part_gets_that_part(start, length, factor, step_s):
    """Against a burst of whole minutes that is looked at minute by minute."""
    trace = day(rng(), Rhythm(), [Burst(start / 60, length / 60, factor)], step_s)
    calm = day(rng(), Rhythm(), step_s=step_s)
    minutes = [factor if start <= minute < start + length else 1 for minute in range(1440)]
    lifts = np.reshape(minutes, (-1, step_s // 60)).mean(axis=1)
    assert trace.requests_per_s / calm.requests_per_s == pytest.approx(lifts)


def test_bursts_at_the_same_time_multiply_in_any_order():
    calm = day(rng())
    bursts = [Burst(10, 2, 3), Burst(11, 2, 0.5)]
    trace, other = day(rng(), bursts=bursts), day(rng(), bursts=bursts[::-1])
    lifts = trace.requests_per_s / calm.requests_per_s
    assert lifts[[599, 600, 659, 660, 719, 720, 779, 780]] == pytest.approx(
        [1, 3, 3, 1.5, 1.5, 0.5, 0.5, 1]
    )
    assert trace.requests_per_s == pytest.approx(other.requests_per_s)


def test_a_burst_may_fill_a_trace_but_not_outlast_it():
    full = day(rng(), bursts=[Burst(0, 24, 2)])
    assert full.requests_per_s == pytest.approx(2 * day(rng()).requests_per_s)
    assert year(rng(), bursts=[Burst(8759.5, 0.5, 2)]).duration_h == 8760
    for burst in (Burst(23.5, 1, 2), Burst(30, 1, 2)):
        told = rf"^bursts is Burst\(start_h={burst.start_h}.*; allowed: one that ends within the 24"
        with pytest.raises(ValueError, match=told):
            day(rng(), bursts=[Burst(1, 1, 2), burst])
    with pytest.raises(ValueError, match="ends within the 8760 hours of the trace"):
        year(rng(), bursts=[Burst(8760, 1, 2)])


# traces


@given(
    st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any),
    st.sampled_from([1, 60, 600]),
)
def test_what_a_trace_tells_is_what_counting_second_by_second_gives(rates, step_s):
    trace = Trace(rates, step_s)
    seconds = [rate for rate in rates for _ in range(step_s)]
    assert trace.requests == sum(seconds)
    assert trace.mean == pytest.approx(sum(seconds) / len(seconds))
    assert trace.peak == max(seconds)
    assert trace.duration_h == pytest.approx(len(seconds) / 3600)
    assert trace.hours == pytest.approx(np.arange(0, len(seconds), step_s) / 3600)


def test_a_trace_keeps_its_numbers_to_itself():
    rates = np.array([1.0, 2.0])
    trace = Trace(rates, 60)
    rates[0] = 5
    assert trace.requests_per_s.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        trace.requests_per_s[0] = 5


def test_the_arguments_stay_as_they_are():
    hours, bursts = np.array([1.0, 200.0]), [Burst(1, 2, 3)]
    shape(hours, load.WORKING_WEEK)
    day(rng(), bursts=bursts)
    assert hours.tolist() == [1, 200] and bursts == [Burst(1, 2, 3)]


# bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Trace([1, -1], 60), r"requests_per_s is \[1, -1\]; .*numbers from 0, at least"),
        (lambda: Trace([0, 0], 60), r"requests_per_s is \[0, 0\]; .*at least one of them above 0"),
        (lambda: Trace([1], 0), "step_s is 0; allowed: a finite number above 0"),
        (lambda: Rhythm(mean=0), "mean is 0; .* above 0"),
        (lambda: Rhythm(swing=1.1), "swing is 1.1; allowed: a number from 0 to 1"),
        (lambda: Rhythm(peak_hour=25), "peak_hour is 25; .* from 0 to 24"),
        (lambda: Rhythm(peak_hour=[9, 15]), r"peak_hour is \[9, 15\]; .*number from 0"),
        (lambda: Rhythm(weekend=-1), "weekend is -1; .* from 0"),
        (lambda: Rhythm(noise=-0.1), "noise is -0.1; .* from 0"),
        (lambda: Rhythm(memory_s=0), "memory_s is 0; .* above 0"),
        (lambda: Burst(-1, 1, 2), "start_h is -1; .* from 0"),
        (lambda: Burst(1, 0, 2), "length_h is 0; .* above 0"),
        (lambda: Burst(1, 1, 0), "factor is 0; .* above 0"),
        (lambda: shape([1, -1], Rhythm()), r"hours is \[1, -1\]; .* from 0"),
        (lambda: day(1), "rng is 1; allowed: a Generator"),
        (lambda: day(rng(), 1000), "rhythm is 1000; allowed: a Rhythm, such as"),
        (lambda: day(rng(), bursts=Burst(1, 1, 2)), "bursts is Burst.*; allowed: a list or tuple"),
        (lambda: day(rng(), bursts=[2]), r"bursts is \[2\]; allowed: a list or tuple of Burst"),
        (lambda: day(rng(), step_s=7), "step_s is 7; .*goes into an hour without a rest"),
        (lambda: day(rng(), step_s=7200), "step_s is 7200; .*from 1 to 3600"),
        (lambda: day(rng(), step_s=0.5), "step_s is 0.5; .* from 1"),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
