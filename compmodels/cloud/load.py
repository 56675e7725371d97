"""How much is asked of a service: requests per second, through a day or a year.

The load rises and falls with the hour of the day, is lower at the weekend, wavers about that by
chance, and is multiplied by bursts, such as a sale or a news item. ``Rhythm`` and ``Burst`` hold
the numbers for this. They are choices that make a believable service, not measurements of one.
Servers that bear the load live in ``scaling``; how long a single request waits, in ``queues``.

Hours are counted from 0, when a Monday begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

HOUR_S = 3600
DAY_H = 24
WEEK_DAYS = 7
YEAR_DAYS = 365
WEEKEND = (5, 6)  # days of the week, Monday being 0


@dataclass(frozen=True, eq=False)
class Trace:
    """A load over time, in steps of one length; there must be some load in at least one of them.

    Attributes
    ----------
    requests_per_s
        The mean rate of requests in each step, a vector. It is copied and cannot be changed.
    step_s
        The length of a step in seconds.

    Examples
    --------
    >>> trace = Trace([100, 300, 200], step_s=1800)
    >>> trace.hours, trace.duration_h, trace.requests
    (array([0. , 0.5, 1. ]), 1.5, 1080000.0)
    """

    requests_per_s: np.ndarray
    step_s: float

    def __post_init__(self) -> None:
        rates = _validate.array("requests_per_s", self.requests_per_s, (None,))
        if rates.min() < 0 or rates.max() == 0:
            allowed = "numbers from 0, at least one of them above 0"
            raise _validate.refuse("requests_per_s", self.requests_per_s, allowed)
        rates.setflags(write=False)
        object.__setattr__(self, "requests_per_s", rates)
        object.__setattr__(self, "step_s", _validate.number("step_s", self.step_s, above=0))

    @property
    def hours(self) -> np.ndarray:
        """When each step begins, in hours from the start of the trace."""
        return _hours(len(self.requests_per_s), self.step_s)

    @property
    def duration_h(self) -> float:
        """The length of the trace in hours."""
        return len(self.requests_per_s) * self.step_s / HOUR_S

    @property
    def mean(self) -> float:
        """The mean rate in requests per second."""
        return float(self.requests_per_s.mean())

    @property
    def peak(self) -> float:
        """The rate of the busiest step in requests per second."""
        return float(self.requests_per_s.max())

    @property
    def requests(self) -> float:
        """How many requests there are in all."""
        return float(self.requests_per_s.sum() * self.step_s)


@dataclass(frozen=True)
class Rhythm:
    """How a load rises and falls by itself. All numbers are choices, not measurements.

    Attributes
    ----------
    mean
        Mean of a weekday in requests per second.
    swing
        How far the load goes above and below its mean in the course of a day, as a share of the
        mean, from 0 to 1.
    peak_hour
        The busiest hour of the day, from 0 to 24.
    weekend
        What the load is multiplied by on Saturdays and Sundays, from 0.
    noise
        Standard deviation of what chance adds, as a share of the load, from 0.
    memory_s
        How long chance takes to forget, in seconds: after this time the correlation has fallen
        to 1/e.
    """

    mean: float = 1000.0
    swing: float = 0.6
    peak_hour: float = 15.0
    weekend: float = 1.0
    noise: float = 0.05
    memory_s: float = 1800.0

    def __post_init__(self) -> None:
        _validate.number("mean", self.mean, above=0)
        _validate.share("swing", self.swing)
        if _validate.number("peak_hour", self.peak_hour, least=0) > DAY_H:
            raise _validate.refuse("peak_hour", self.peak_hour, "an hour of the day, from 0 to 24")
        _validate.number("weekend", self.weekend, least=0)
        _validate.number("noise", self.noise, least=0)
        _validate.number("memory_s", self.memory_s, above=0)


@dataclass(frozen=True)
class Burst:
    """A time in which the load is multiplied: ``length_h`` hours from hour ``start_h`` on.

    A ``factor`` above 1 is a rush, one below 1 a lull.
    """

    start_h: float
    length_h: float
    factor: float

    def __post_init__(self) -> None:
        _validate.number("start_h", self.start_h, least=0)
        _validate.number("length_h", self.length_h, above=0)
        _validate.number("factor", self.factor, above=0)


WORKDAY = Rhythm()
WORKING_WEEK = Rhythm(weekend=0.6)


def shape(hours: ArrayLike, rhythm: Rhythm) -> np.ndarray:
    """The load in requests per second at each of the ``hours``, without noise and bursts.

    It is mean (1 + swing cos(2 pi (hour - peak_hour) / 24)), at the weekend times ``weekend``.

    Examples
    --------
    >>> shape([3, 9, 15], Rhythm(mean=1000, swing=0.6, peak_hour=15)).round(9)
    array([ 400., 1000., 1600.])
    """
    hours = np.asarray(_validate.numbers("hours", hours, least=0))
    rhythm = _rhythm(rhythm)
    angle = 2 * np.pi * (hours - rhythm.peak_hour) / DAY_H
    at_weekend = np.isin(hours // DAY_H % WEEK_DAYS, WEEKEND)
    by_day = np.where(at_weekend, rhythm.weekend, 1.0)
    return rhythm.mean * (1 + rhythm.swing * np.cos(angle)) * by_day


def day(
    rng: np.random.Generator,
    rhythm: Rhythm = WORKDAY,
    bursts: Sequence[Burst] = (),
    step_s: float = 60.0,
) -> Trace:
    """The load of a Monday, minute by minute.

    Parameters
    ----------
    rng
        Where chance comes from.
    rhythm
        How the load rises and falls. Each step has the ``shape`` of its beginning.
    bursts
        Times in which the load is multiplied besides. A step that a burst covers only in part
        gets that part of it. All must have ended when the trace ends.
    step_s
        The length of a step in seconds: from 1, and an hour must be a whole number of steps.

    Examples
    --------
    >>> trace = day(np.random.default_rng(1), Rhythm(noise=0), [Burst(20, 1, 2)])
    >>> len(trace.requests_per_s), round(trace.requests_per_s[20 * 60])
    (1440, 2311)
    """
    return _trace(rng, rhythm, bursts, step_s, days=1)


def year(
    rng: np.random.Generator,
    rhythm: Rhythm = WORKING_WEEK,
    bursts: Sequence[Burst] = (),
    step_s: float = float(HOUR_S),
) -> Trace:
    """The load of 365 days from a Monday on, hour by hour; the parameters are those of ``day``.

    Examples
    --------
    >>> trace = year(np.random.default_rng(1))
    >>> len(trace.requests_per_s), round(trace.mean / trace.peak, 1)
    (8760, 0.5)
    """
    return _trace(rng, rhythm, bursts, step_s, days=YEAR_DAYS)


def _trace(
    rng: np.random.Generator, rhythm: Rhythm, bursts: Sequence[Burst], step_s: float, days: int
) -> Trace:
    """The load of so many days: the shape, times noise, times bursts."""
    rng, rhythm = _validate.generator("rng", rng), _rhythm(rhythm)
    step_s = _part_of_an_hour(step_s)
    hours = _hours(round(days * DAY_H * HOUR_S / step_s), step_s)
    rates = shape(hours, rhythm) * _noise(rng, rhythm, len(hours), step_s)
    for burst in _within(bursts, days * DAY_H):
        rates *= _lift(burst, hours, step_s / HOUR_S)
    return Trace(rates, step_s)


def _hours(steps: int, step_s: float) -> np.ndarray:
    return np.arange(steps) * step_s / HOUR_S


def _noise(rng: np.random.Generator, rhythm: Rhythm, steps: int, step_s: float) -> np.ndarray:
    """Factors with mean 1 and relative standard deviation ``noise``, each like the one before.

    They are exp(s z - s^2 / 2) with s^2 = ln(1 + noise^2), which has that mean and deviation when
    z is normal with mean 0 and variance 1. Each z is kept times the one before, where kept is
    exp(-step / memory), and as much that is new as makes up the variance again.
    """
    kept = np.exp(-step_s / rhythm.memory_s)
    fresh = rng.standard_normal(steps)
    fresh[1:] *= np.sqrt(1 - kept**2)
    z = np.fromiter(accumulate(fresh.tolist(), lambda old, new: kept * old + new), float)
    variance = np.log1p(rhythm.noise**2)
    return np.exp(np.sqrt(variance) * z - variance / 2)


def _lift(burst: Burst, hours: np.ndarray, step_h: float) -> np.ndarray:
    """What the burst multiplies the load of each step by: its factor, or 1, or in between."""
    end_h = burst.start_h + burst.length_h
    covered_h = np.minimum(hours + step_h, end_h) - np.maximum(hours, burst.start_h)
    return 1 + (burst.factor - 1) * np.clip(covered_h / step_h, 0, 1)


def _rhythm(rhythm: object) -> Rhythm:
    return _validate.instance("rhythm", rhythm, Rhythm, "such as Rhythm(mean=500)")


def _part_of_an_hour(step_s: object) -> float:
    """``step_s`` if an hour is a whole number of such steps, so that days begin with a step."""
    seconds = _validate.number("step_s", step_s, least=1)
    if HOUR_S % seconds:
        allowed = "a number of seconds from 1 to 3600 that goes into an hour without a rest"
        raise _validate.refuse("step_s", step_s, allowed)
    return seconds


def _within(bursts: object, duration_h: float) -> Sequence[Burst]:
    """``bursts`` if they are that and end within the trace."""
    right = isinstance(bursts, list | tuple) and all(isinstance(one, Burst) for one in bursts)
    if not right:
        raise _validate.refuse("bursts", bursts, "a list or tuple of Burst, perhaps empty")
    for burst in bursts:
        if burst.start_h + burst.length_h > duration_h:
            allowed = f"one that ends within the {duration_h:g} hours of the trace"
            raise _validate.refuse("bursts", burst, allowed)
    return bursts
