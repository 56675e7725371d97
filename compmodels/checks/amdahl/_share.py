"""Check of ``serial_share``: the serial share of a job, from two timings of it."""

from __future__ import annotations

import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _parts_s(workers_a, seconds_a, workers_b, seconds_b):
    """Seconds that one worker spends in the serial and in the parallel part, exactly.

    In worker-seconds a run has its number of workers times the serial part, and the parallel part
    once. So two runs differ by the serial part of the workers that one has more.
    """
    held_a, held_b = workers_a * Fraction(seconds_a), workers_b * Fraction(seconds_b)
    serial_s = (held_a - held_b) / (workers_a - workers_b)
    return serial_s, held_a - workers_a * serial_s


def _ratio(numerator, denominator):
    return float(numerator / denominator) if denominator else math.inf


def _serial_share(workers_a, seconds_a, workers_b, seconds_b):
    serial_s, parallel_s = _parts_s(workers_a, seconds_a, workers_b, seconds_b)
    return _ratio(serial_s, serial_s + parallel_s)


def _serial_part_over(denominator):
    """What comes of dividing the serial part by something else than the time of one worker."""
    return lambda *case: _ratio(_parts_s(*case)[0], Fraction(denominator(*case)))


def _karp_flatt(workers_a, seconds_a, workers_b, seconds_b):
    """The share if the run on fewer workers had been on one."""
    (_, before_s), (workers, after_s) = sorted([(workers_a, seconds_a), (workers_b, seconds_b)])
    return _serial_share(1, before_s, workers, after_s)


def _karp_flatt_of(speedup):
    """The formula of Karp and Flatt for the second run, with this for its speed-up."""

    def share(workers_a, seconds_a, workers_b, seconds_b):
        if workers_b == 1:
            return math.inf
        inverse = 1 / speedup(workers_a, Fraction(seconds_a), Fraction(seconds_b))
        return float((inverse - Fraction(1, workers_b)) / (1 - Fraction(1, workers_b)))

    return share


def _parallel_share(*case):
    return 1 - _serial_share(*case)


def _serial_to_parallel(*case):
    serial_s, parallel_s = _parts_s(*case)
    return _ratio(serial_s, parallel_s)


def _along_workers(workers_a, seconds_a, workers_b, seconds_b):
    """The share if time were a constant and something for each worker."""
    slope = (Fraction(seconds_b) - Fraction(seconds_a)) / (workers_b - workers_a)
    constant = Fraction(seconds_a) - slope * workers_a
    return _ratio(constant, constant + slope)


def _rounded(digits):
    return lambda *case: round(_serial_share(*case), digits)


def _crossed(workers_a, seconds_a, workers_b, seconds_b):
    return _serial_share(workers_b, seconds_a, workers_a, seconds_b)


# What comes of a solution for workers_a < workers_b if it is the other way round.


def _one_part_below_0(*case):
    """The share if one of the two parts has the wrong sign."""
    serial_s, parallel_s = _parts_s(*case)
    return _ratio(serial_s, serial_s - parallel_s)


def _parallel_part_below_0(run):
    """The share if the parallel part has the wrong sign, and the serial one follows from a run."""

    def share(*case):
        workers, seconds = case[2 * run : 2 * run + 2]
        below_0_s = -_parts_s(*case)[1]
        serial_s = Fraction(seconds) - below_0_s / workers
        return _ratio(serial_s, serial_s + below_0_s)

    return share


def _serial_part_below_0(run):
    """The share if the serial part has the wrong sign, and the parallel one follows from a run."""

    def share(*case):
        workers, seconds = case[2 * run : 2 * run + 2]
        below_0_s = -_parts_s(*case)[0]
        return _ratio(below_0_s, below_0_s + workers * (Fraction(seconds) - below_0_s))

    return share


def _right_in_order(otherwise):
    """The share if the first run is the one on fewer workers, something else if it is not."""
    return lambda *case: _serial_share(*case) if case[0] < case[2] else otherwise(*case)


def _draw_timings(rng):
    serial_s, parallel_s = rng.uniform(5, 60), 10 ** rng.uniform(1, 3.3)
    few = int(rng.integers(1, 9))
    many = few * int(rng.integers(2, 7)) + int(rng.integers(0, few))
    runs = [(workers, round(serial_s + parallel_s / workers, 2)) for workers in (few, many)]
    (first, second) = runs if rng.random() < 0.6 else runs[::-1]
    return *first, *second


OTHERS_WAITED = (
    "A run's seconds times its workers are not what one worker needs: in the serial part the "
    "others waited."
)

WITH_MORE_FIRST = (
    _crossed,
    _one_part_below_0,
    *(_parallel_part_below_0(run) for run in (0, 1)),
    *(_serial_part_below_0(run) for run in (0, 1)),
    lambda *case: -_serial_share(*case),
    lambda *case: 1 / _serial_share(*case) if _serial_share(*case) else math.inf,
    lambda *case: 0,
    lambda *case: 1,
)

serial_share = Check(
    name="serial_share",
    oracle=_serial_share,
    forbidden=COURSE_CODE,
    draw=_draw_timings,
    edges=(
        (3, 44, 6, 25),
        (4, 27, 12, 19),
        (10, 33, 2, 57),
        (1, 64, 8, 29),
        (16, 17.5, 1, 40),
        (64, 8.5, 256, 7.75),
        (5, 24, 20, 6),
        (3, 11, 9, 11),
    ),
    misconceptions=(
        Misconception(
            _karp_flatt,
            "This is the formula of Karp and Flatt, as if one of the runs had been on one worker. "
            "None need be: both runs have a parallel part that is divided already.",
        ),
        Misconception(
            _karp_flatt_of(lambda workers_a, seconds_a, seconds_b: seconds_a / seconds_b),
            "You take the first run for one on one worker. It need not be: its parallel part is "
            "divided as well.",
        ),
        Misconception(
            _serial_part_over(
                lambda workers_a, seconds_a, workers_b, seconds_b: min(seconds_a, seconds_b)
            ),
            "This is the share of the run on more workers. Wanted is the share of the time of one "
            "worker, for whom the parallel part takes longer.",
        ),
        Misconception(
            _serial_part_over(
                lambda workers_a, seconds_a, workers_b, seconds_b: max(seconds_a, seconds_b)
            ),
            "This is the share of the run on fewer workers, and they need not be one. How long "
            "would one worker take?",
        ),
        Misconception(
            _serial_part_over(lambda workers_a, seconds_a, workers_b, seconds_b: seconds_a),
            "You divide by the seconds of the first run. How long would one worker take?",
        ),
        Misconception(
            _serial_part_over(lambda workers_a, seconds_a, workers_b, seconds_b: seconds_b),
            "You divide by the seconds of the second run. How long would one worker take?",
        ),
        Misconception(
            _serial_part_over(
                lambda workers_a, seconds_a, workers_b, seconds_b: workers_a * Fraction(seconds_a)
            ),
            OTHERS_WAITED,
        ),
        Misconception(
            _serial_part_over(
                lambda workers_a, seconds_a, workers_b, seconds_b: workers_b * Fraction(seconds_b)
            ),
            OTHERS_WAITED,
        ),
        Misconception(
            _karp_flatt_of(
                lambda workers_a, seconds_a, seconds_b: workers_a * seconds_a / seconds_b
            ),
            OTHERS_WAITED,
        ),
        Misconception(
            _crossed,
            "Each number of workers must go with its own seconds: the two are crossed, or the "
            "ratio of the times is upside down.",
        ),
        Misconception(
            _karp_flatt_of(lambda workers_a, seconds_a, seconds_b: seconds_b / seconds_a),
            "The ratio of the times is upside down, and neither of the runs need be on one worker.",
        ),
        Misconception(
            _parallel_share,
            "This is the parallel share. The serial one is what is missing to 1.",
        ),
        Misconception(
            _serial_to_parallel,
            "This is the serial part for each second of the parallel part. A share is a part of "
            "the whole.",
        ),
        Misconception(
            lambda *case: float(_parts_s(*case)[0]),
            "These are the seconds of the serial part. Which share are they of one worker's time?",
        ),
        Misconception(
            lambda *case: 100 * _serial_share(*case),
            "These are per cent. A share is a number from 0 to 1.",
        ),
        Misconception(
            _along_workers,
            "You put a straight line through seconds and workers. The parallel part is not less by "
            "so much for each worker: it is divided by their number.",
        ),
        *(
            Misconception(
                _rounded(digits),
                "The share is rounded. Return it as it is: do not round.",
            )
            for digits in (2, 3, 4)
        ),
        *(
            Misconception(
                _right_in_order(otherwise),
                "Right where the first run is the one on fewer workers. The two runs may come in "
                "any order.",
            )
            for otherwise in WITH_MORE_FIRST
        ),
    ),
)
