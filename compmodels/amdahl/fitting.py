"""The serial share that times with several numbers of workers tell, and how sure one can be of it.

In each round the times are laid along T = a + b / n, where n is the number of workers: a is the
serial part and b the parallel one, so a / (a + b) is the serial share. Of the shares of all rounds
the median counts, since a busy machine spoils some rounds much and most of them little. How the
times are taken stands in ``measuring``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.amdahl.measuring import Measurement

SURE = 0.95


@dataclass(frozen=True)
class Fit:
    """A serial share, and an interval around it.

    Attributes
    ----------
    serial
        The median of the rounds' shares.
    low, high
        Two of the rounds' shares, which enclose the median of all rounds that there could be with
        the probability ``coverage``.
    coverage
        At least 0.95. It holds whatever the distribution of the shares is, as long as the rounds
        do not depend on each other.
    """

    serial: float
    low: float
    high: float
    coverage: float


def fit(measurement: Measurement) -> Fit:
    """The serial share of the job that was measured."""
    _validate.instance("measurement", measurement, Measurement, "as measuring.measured gives it")
    return fit_times(measurement.parts, measurement.seconds)


def fit_times(workers: Sequence[int], seconds: ArrayLike) -> Fit:
    """The serial share that these times tell, with its interval.

    Parameters
    ----------
    workers
        At least two different numbers of workers.
    seconds
        How long the job took, shape (rounds, len(workers)), with at least 6 rounds.

    Examples
    --------
    >>> share = fit_times([1, 2, 4], [[10, 6, 4]] * 9)
    >>> f"{share.serial:.3f} from {share.low:.3f} to {share.high:.3f}"
    '0.200 from 0.200 to 0.200'
    """
    of_rounds = np.sort(shares(workers, seconds))
    outside, coverage = enclosing(len(of_rounds))
    low, high = of_rounds[outside], of_rounds[-1 - outside]
    return Fit(_finite(np.median(of_rounds), seconds), float(low), float(high), coverage)


def of_least_times(measurement: Measurement) -> float:
    """The serial share that the shortest time for each number of workers tells.

    Other load can only make a time longer, so this share usually lies nearer to the job's own than
    the median of the rounds; not so where other programs use all cores, since a ratio of two least
    times need not be the best ratio. It comes without an interval.
    """
    _validate.instance("measurement", measurement, Measurement, "as measuring.measured gives it")
    least = measurement.seconds.min(axis=0, keepdims=True)
    (share,) = shares(measurement.parts, least)
    return _finite(share, least)


def shares(workers: Sequence[int], seconds: ArrayLike) -> np.ndarray:
    """The serial share of each round, by least squares; with two numbers of workers it is exact.

    A share below 0 says that the workers gained more than their number; noise can do that. It is
    infinite where many workers took so much longer than few that the line of the round gives one
    worker no time at all.

    Examples
    --------
    >>> shares([1, 2], [[10.0, 6.0], [10.0, 5.0]]).round(3).tolist()
    [0.2, 0.0]
    """
    per_worker = 1 / _numbers(workers)
    seconds = _validate.array("seconds", seconds, (None, len(per_worker)), "each above 0")
    if not (seconds > 0).all():
        raise _validate.refuse("seconds", seconds, "numbers above 0")
    from_mean = per_worker - per_worker.mean()
    parallel = seconds @ from_mean / (from_mean @ from_mean)
    serial = seconds.mean(axis=1) - parallel * per_worker.mean()
    of_one = serial + parallel
    return np.divide(serial, of_one, where=of_one > 0, out=np.full_like(serial, np.inf))


def enclosing(rounds: int) -> tuple[int, float]:
    """How many rounds can be left out at each end of an interval, and with what it covers then.

    The median lies below the interval only if no more rounds than those left out fell below it,
    and above it likewise; for each round that is the toss of a coin. As many are left out as a
    probability of 0.95 allows.

    Examples
    --------
    >>> enclosing(9)
    (1, 0.9609375)
    """
    rounds = _validate.count("rounds", rounds, least=FEWEST)
    outside = max(k for k in range(rounds // 2) if _coverage(k, rounds) >= SURE)
    return outside, _coverage(outside, rounds)


def _coverage(outside: int, rounds: int) -> float:
    """The probability that more than ``outside`` rounds fall on each side of the median."""
    return 1 - 2 * sum(comb(rounds, k) for k in range(outside + 1)) / 2**rounds


FEWEST = next(rounds for rounds in range(1, 99) if _coverage(0, rounds) >= SURE)
"""With fewer rounds the smallest and the largest of them enclose the median less surely."""


def _finite(share: float, seconds: ArrayLike) -> float:
    """``share``, which is infinite if too many rounds were spoiled."""
    if not np.isfinite(share):
        need = "times of which most rounds lie near a line a + b / n that is above 0"
        raise _validate.refuse("seconds", seconds, need)
    return float(share)


def _numbers(workers: object) -> np.ndarray:
    """``workers`` as floats, of which two at least must differ."""
    numbers = _validate.counts("workers", workers, shortest=1)
    if len(set(numbers)) < 2:
        need = "two different numbers or more: with one alone, no time is saved that could tell"
        raise _validate.refuse("workers", workers, need)
    return np.array(numbers, dtype=float)
