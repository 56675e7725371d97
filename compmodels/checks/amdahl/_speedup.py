"""Check of ``speedup``: Amdahl's law for a job whose two parts are given in seconds."""

from __future__ import annotations

import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _time_s(serial_s, parallel_s, workers):
    """Seconds that so many workers need, exactly."""
    return Fraction(serial_s) + Fraction(parallel_s) / workers


def _ratio(numerator, denominator):
    return float(Fraction(numerator) / Fraction(denominator)) if denominator else math.inf


def _speedup(serial_s, parallel_s, workers):
    return _ratio(_time_s(serial_s, parallel_s, 1), _time_s(serial_s, parallel_s, workers))


def _one_worker_s_over(denominator):
    """What comes of dividing the seconds of one worker by something else."""
    return lambda serial_s, parallel_s, workers: _ratio(
        _time_s(serial_s, parallel_s, 1), denominator(serial_s, parallel_s, workers)
    )


def _mean_speed(serial_s, parallel_s, workers):
    weighted = Fraction(serial_s) + Fraction(parallel_s) * workers
    return _ratio(weighted, _time_s(serial_s, parallel_s, 1))


def _saved_s(serial_s, parallel_s, workers):
    return float(_time_s(serial_s, parallel_s, 1) - _time_s(serial_s, parallel_s, workers))


def _draw_job(rng):
    serial_s, parallel_s = 10 ** rng.uniform(0, 2), 10 ** rng.uniform(0.5, 3.5)
    workers = int(2 ** rng.uniform(0.6, 9))
    if rng.random() < 0.5:
        return math.ceil(serial_s), math.ceil(parallel_s), workers
    return round(serial_s, 1), round(parallel_s, 1), workers


LOST = "The division loses what is left over: `/` keeps it, `//` does not."
ROUNDED = "A speed-up need not be a whole number: return it as it is, without rounding."

speedup = Check(
    name="speedup",
    oracle=_speedup,
    forbidden=COURSE_CODE,
    draw=_draw_job,
    edges=(
        (15, 120, 8),
        (7, 16, 3),
        (2.5, 40, 16),
        (35, 14, 1),
        (1, 999, 1_000_000),
        (9, 0, 4),
        (0, 12, 5),
    ),
    misconceptions=(
        Misconception(
            _one_worker_s_over(lambda serial_s, parallel_s, workers: serial_s),
            "This is the limit, which no number of workers reaches. With so many workers the "
            "parallel part still takes some time; with one worker the speed-up is 1.",
        ),
        Misconception(
            _one_worker_s_over(lambda serial_s, parallel_s, workers: parallel_s),
            "You divide by the parallel part alone, which is 1 / (1 - s). Which of the two parts "
            "takes as long as before, however many work?",
        ),
        Misconception(
            _one_worker_s_over(
                lambda serial_s, parallel_s, workers: _time_s(parallel_s, serial_s, workers)
            ),
            "The two parts are swapped: the parallel part is divided among the workers, and the "
            "serial part stays as it is.",
        ),
        Misconception(
            _mean_speed,
            "This is the mean of the speeds 1 and n, weighted with the seconds of one worker. It "
            "has the value of Gustafson's formula, which is for parts that were timed in a run on "
            "n workers. These were timed on one worker: add up times, not speeds.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: workers,
            "You divide the whole job among the workers. The serial part is not divided.",
        ),
        Misconception(
            _one_worker_s_over(
                lambda serial_s, parallel_s, workers: serial_s + Fraction(parallel_s) // workers
            ),
            LOST,
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: float(
                _time_s(serial_s, parallel_s, 1)
                // (serial_s + Fraction(parallel_s) // workers or math.inf)
            ),
            LOST,
        ),
        Misconception(lambda *case: math.floor(_speedup(*case)), ROUNDED),
        Misconception(lambda *case: round(_speedup(*case)), ROUNDED),
        Misconception(lambda *case: round(_speedup(*case), 2), ROUNDED),
        Misconception(
            lambda *case: float(_time_s(*case)),
            "This is a time: the seconds that so many workers need. How many times as fast is that "
            "as one worker?",
        ),
        Misconception(
            _saved_s,
            "These are the seconds saved. A speed-up is a ratio: one time divided by the other.",
        ),
        Misconception(
            lambda *case: 1 / _speedup(*case),
            "The ratio is upside down: the time of one worker is divided by that of all of them.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _speedup(serial_s, parallel_s, workers) / workers,
            "This is the efficiency, the speed-up of each worker. Do not divide by the number of "
            "workers in the end.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _speedup(serial_s, parallel_s, workers + 1),
            "You count one worker too many. The one who does the serial part is among the workers, "
            "and helps with the rest.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _ratio(
                1, _time_s(serial_s, 1 - Fraction(serial_s), workers)
            ),
            "The formula with s and 1 - s has shares of one worker's time in it, and these are "
            "seconds.",
        ),
        Misconception(
            lambda *case: _ratio(1, _time_s(*case)),
            "With 1 above the line the two parts must be shares that add up to 1. With parts in "
            "seconds, what stands above the line?",
        ),
    ),
)
