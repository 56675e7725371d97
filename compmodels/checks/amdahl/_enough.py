"""Check of ``enough_workers``: how many workers bring a job to a part of its limit.

The oracle tries one number after another with fractions. A case either has no whole number near the
exact one, or it is half of the limit of a job whose seconds add up to a power of two; then every
way of working it out is exact in floating point.
"""

from __future__ import annotations

import functools
import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


@functools.cache
def _enough_workers(serial_s, parallel_s, percent):
    limit_s = Fraction(serial_s)  # what is left when the parallel part takes no time
    workers = 1
    while 100 * limit_s < percent * (limit_s + Fraction(parallel_s) / workers):
        workers += 1
    return workers


def _exact_workers(serial_s, parallel_s, percent):
    """The number of workers, with its fraction, that have just this part of the limit."""
    return Fraction(percent) * Fraction(parallel_s) / ((100 - percent) * Fraction(serial_s))


def _rounded(rounding):
    return lambda *case: rounding(_exact_workers(*case))


def _wanted_speedup(serial_s, parallel_s, percent):
    return Fraction(percent, 100) * (Fraction(serial_s) + Fraction(parallel_s)) / Fraction(serial_s)


def _speedup_there(serial_s, parallel_s, percent):
    workers = _enough_workers(serial_s, parallel_s, percent)
    total_s = Fraction(serial_s) + Fraction(parallel_s)
    return float(total_s / (Fraction(serial_s) + Fraction(parallel_s) / workers))


def _used_well(serial_s, parallel_s, percent):
    """The most workers whose efficiency is at least so many per cent."""
    total_s = Fraction(serial_s) + Fraction(parallel_s)
    return math.floor((100 * total_s / percent - Fraction(parallel_s)) / Fraction(serial_s))


def _doubled(serial_s, parallel_s, percent):
    """The first power of two that is enough."""
    return 1 << (_enough_workers(serial_s, parallel_s, percent) - 1).bit_length()


def _slower_by_the_rest(serial_s, parallel_s, percent):
    """The workers whose time is above the serial part by no more than what is missing to 100 %."""
    return max(1, math.ceil(100 * Fraction(parallel_s) / ((100 - percent) * Fraction(serial_s))))


def _swapped(serial_s, parallel_s, percent):
    return math.ceil(_exact_workers(parallel_s, serial_s, percent)) if parallel_s else math.inf


def _draw_job(rng):
    while True:
        serial_s, percent = int(rng.integers(2, 60)), int(rng.integers(20, 99))
        parallel_s = math.ceil(serial_s * 10 ** rng.uniform(0.2, 1.8))
        if rng.random() < 0.5:
            serial_s, parallel_s = serial_s + 0.5, parallel_s + 0.7
        exact = float(_exact_workers(serial_s, parallel_s, percent))
        if abs(exact - round(exact)) > 1e-3:
            return serial_s, parallel_s, percent


AS_IF_PARALLEL = (
    "So many workers would do if n workers were n times as fast. They are not: a part of the job "
    "is serial."
)
OF_THE_WORKERS = (
    "Your per cents are of n, the number of workers: they say how well each worker is used. Here "
    "they are of the limit, the speed-up that no number of workers reaches."
)

enough_workers = Check(
    name="enough_workers",
    oracle=_enough_workers,
    forbidden=COURSE_CODE,
    tolerance=1e-9,
    draw=_draw_job,
    edges=(
        (10, 155, 60),
        (1, 31, 50),
        (4, 60, 50),
        (7, 93, 95),
        (2.5, 398, 98),
        (40, 9, 30),
        (16, 16, 50),
        (12, 0, 90),
    ),
    misconceptions=(
        Misconception(
            _rounded(math.floor),
            "You round down. With so many workers the job is still below what is asked for.",
        ),
        Misconception(
            lambda *case: _enough_workers(*case) - 1,
            "This is the largest number that is not enough. The smallest one that is enough is "
            "wanted, one more.",
        ),
        Misconception(
            _rounded(lambda exact: math.floor(exact) + 1),
            "Where a number of workers has exactly this part of the limit, it is enough: at least "
            "so much is wanted, not more.",
        ),
        Misconception(
            lambda *case: _enough_workers(*case) + 1,
            "This is one worker too many: with one fewer it is enough already.",
        ),
        Misconception(
            _doubled,
            "You double the number of workers until it is enough. A smaller one, between it and "
            "its half, may be enough already.",
        ),
        Misconception(
            _rounded(round),
            "Rounding to the nearest number can give one that is not enough.",
        ),
        Misconception(
            _rounded(math.ceil),
            "Somebody must do the job: the answer is at least 1.",
        ),
        Misconception(
            _rounded(float),
            "There is no part of a worker. Which whole number is enough?",
        ),
        Misconception(
            _speedup_there,
            "This is the speed-up that so many workers have. How many are they?",
        ),
        Misconception(
            lambda *case: float(_wanted_speedup(*case)),
            "This is the speed-up that is wanted. How many workers does it take?",
        ),
        Misconception(lambda *case: math.ceil(_wanted_speedup(*case)), AS_IF_PARALLEL),
        Misconception(lambda *case: math.floor(_wanted_speedup(*case)), AS_IF_PARALLEL),
        Misconception(_used_well, OF_THE_WORKERS),
        Misconception(lambda *case: _used_well(*case) + 1, OF_THE_WORKERS),
        Misconception(
            _slower_by_the_rest,
            "You let the time be (100 - percent) per cent above the serial part. But a speed-up of "
            "half the limit takes twice the time, not half as much again.",
        ),
        Misconception(
            lambda serial_s, parallel_s, percent: math.ceil(Fraction(100, 100 - percent)),
            "You ask when so many per cent of the parallel part's time are saved. How much that is "
            "of the whole depends on the serial part.",
        ),
        Misconception(
            _swapped,
            "The two parts are swapped. The serial part is what is left when the number of workers "
            "grows without end.",
        ),
    ),
)
