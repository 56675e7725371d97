"""Check of ``speedup_of_run``: the speed-up of a job whose parts were timed on some other machine.

The oracle adds up exact fractions of a second.
"""

from __future__ import annotations

import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _time_s(serial_s, parallel_s, measured_on, workers):
    """Seconds that so many workers need for the job, exactly."""
    return Fraction(serial_s) + Fraction(parallel_s) * measured_on / workers


def _ratio(numerator, denominator):
    return float(numerator / denominator) if denominator else math.inf


def _speedup_of_run(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return _ratio(_time_s(*run, 1), _time_s(*run, workers))


# What students get wrong, each as the function that does it.


def _always_amdahl(serial_s, parallel_s, measured_on, workers):
    return _speedup_of_run(serial_s, parallel_s, 1, workers)


def _always_gustafson(serial_s, parallel_s, measured_on, workers):
    return _speedup_of_run(serial_s, parallel_s, workers, workers)


def _two_formulas(serial_s, parallel_s, measured_on, workers):
    formula = _always_amdahl if measured_on == 1 else _always_gustafson
    return formula(serial_s, parallel_s, measured_on, workers)


def _of_the_timed_run(serial_s, parallel_s, measured_on, workers):
    return _speedup_of_run(serial_s, parallel_s, measured_on, measured_on)


def _divided_on_the_way_back(serial_s, parallel_s, measured_on, workers):
    return _speedup_of_run(serial_s, parallel_s, Fraction(1, measured_on), workers)


def _serial_part_scaled(serial_s, parallel_s, measured_on, workers):
    alone = (Fraction(serial_s) + Fraction(parallel_s)) * measured_on
    return _ratio(alone, _time_s(serial_s, parallel_s, measured_on, workers))


def _serial_part_divided(serial_s, parallel_s, measured_on, workers):
    return workers


def _less_work_together(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return _ratio(_time_s(*run, 1), _time_s(serial_s, parallel_s, 1, workers))


def _against_the_timed_run(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return _ratio(_time_s(*run, measured_on), _time_s(*run, workers))


def _swapped(serial_s, parallel_s, measured_on, workers):
    return _speedup_of_run(serial_s, parallel_s, workers, measured_on)


def _product(of_measured_on, of_workers):
    """What comes of multiplying two speed-ups, one for each of the two numbers of workers."""

    def product(serial_s, parallel_s, measured_on, workers):
        run = serial_s, parallel_s, measured_on
        return of_measured_on(*run, measured_on) * of_workers(*run, workers)

    return product


def _in_proportion(serial_s, parallel_s, measured_on, workers):
    timed = _of_the_timed_run(serial_s, parallel_s, measured_on, workers)
    return timed * workers / measured_on


def _limit(serial_s, parallel_s, measured_on, workers):
    return _ratio(_time_s(serial_s, parallel_s, measured_on, 1), Fraction(serial_s))


def _whole_seconds(serial_s, parallel_s, measured_on, workers):
    together = Fraction(serial_s) + Fraction(parallel_s) * measured_on // workers
    return _ratio(_time_s(serial_s, parallel_s, measured_on, 1), together)


def _draw_run(rng):
    serial_s, parallel_s = 10 ** rng.uniform(0, 2), 10 ** rng.uniform(1, 3)
    digits = 1 if rng.random() < 0.5 else None  # None rounds to a whole number
    measured_on, workers = (int(2 ** rng.uniform(1, 8)) for _ in range(2))
    measured_on = (1, workers, measured_on, measured_on)[rng.integers(4)]
    return round(serial_s, digits), round(parallel_s, digits), measured_on, workers


speedup_of_run = Check(
    name="speedup_of_run",
    oracle=_speedup_of_run,
    forbidden=COURSE_CODE,
    draw=_draw_run,
    edges=(
        (90, 210, 1, 7),
        (90, 210, 7, 7),
        (90, 210, 7, 14),
        (45, 50, 5, 3),
        (3, 7, 16, 1),
        (2.5, 40.0, 4, 1_000_000),
        (12, 0, 8, 32),
        (0, 12, 8, 32),
    ),
    misconceptions=(
        Misconception(
            _always_amdahl,
            "You answer as if the parts had been timed on one worker. In a run on measured_on "
            "workers that many did the work of the parallel part at the same time: how long does "
            "one alone need for it? (Multiplying both parts changes nothing, the factor cancels.)",
        ),
        Misconception(
            _always_gustafson,
            "This is Gustafson's formula for `workers` workers, as if the run had been timed on as "
            "many. It was timed on measured_on: go back from those to one worker, and from one "
            "worker to `workers`.",
        ),
        Misconception(
            _two_formulas,
            "Amdahl's formula for runs on one worker is right, but Gustafson's is for runs on "
            "`workers` workers only. One way through the time of one worker does for all runs.",
        ),
        Misconception(
            _of_the_timed_run,
            "This is the speed-up on the machine where the job was timed. The question is about "
            "`workers` workers.",
        ),
        Misconception(
            _divided_on_the_way_back,
            "One worker alone needs longer for the parallel part than measured_on workers do: on "
            "the way back to one worker, multiply in place of dividing.",
        ),
        Misconception(
            _serial_part_scaled,
            "In the serial part one worker worked and the others waited. So one worker alone takes "
            "just as long for it: multiply the parallel part only.",
        ),
        Misconception(
            _serial_part_divided,
            "You share the whole job among the workers. The serial part takes as long on any "
            "number of them.",
        ),
        Misconception(
            _less_work_together,
            "Your one worker has more to do than your many: parallel_s is what measured_on workers "
            "need, so the work that `workers` workers share is longer than that too. (Gustafson's "
            "speed-up for measured_on times Amdahl's for `workers` comes to the same.)",
        ),
        Misconception(
            _against_the_timed_run,
            "You compare with the run that was timed. The question is how many times as fast the "
            "job is as on one worker.",
        ),
        Misconception(
            _swapped,
            "measured_on and workers are swapped: the parts were timed in a run on measured_on "
            "workers, and the question is about `workers` workers.",
        ),
        *(
            Misconception(
                _product(*formulas),
                "You multiply two speed-ups, each over one worker. One ratio is enough: the time "
                "of one worker, divided by the time of `workers` workers.",
            )
            for formulas in (
                (_always_gustafson, _always_gustafson),
                (_always_amdahl, _always_amdahl),
                (_always_amdahl, _always_gustafson),
            )
        ),
        Misconception(
            _in_proportion,
            "You let the speed-up grow in proportion from measured_on workers to `workers`. The "
            "serial part is not divided: work out the time of `workers` workers.",
        ),
        Misconception(
            _limit,
            "This is the limit for very many workers. With `workers` of them the parallel part "
            "still takes some time.",
        ),
        Misconception(
            lambda *case: float(_time_s(*case)),
            "These are the seconds that `workers` workers need. How many times as fast is that as "
            "one worker?",
        ),
        Misconception(
            lambda *case: float(_time_s(*case[:3], 1)),
            "These are the seconds of one worker. Divide them by the seconds of `workers` workers.",
        ),
        Misconception(
            lambda *case: 1 / _speedup_of_run(*case),
            "Upside down: divide the time of one worker by the time of `workers` workers.",
        ),
        Misconception(
            lambda *case: _speedup_of_run(*case) / case[3],
            "This is the efficiency, the speed-up for each worker. The speed-up itself is asked "
            "for.",
        ),
        Misconception(
            lambda *case: math.floor(_speedup_of_run(*case)),
            "A speed-up need not be a whole number: divide with `/`, do not round.",
        ),
        Misconception(
            _whole_seconds,
            "The parallel part need not take a whole number of seconds: `//` loses what is left "
            "over, `/` does not.",
        ),
    ),
)
