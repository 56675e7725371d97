"""Check of ``better_investment``: a faster serial part, or twice the workers.

The oracle adds up the times with fractions. Where both ways save the same, the seconds of one
worker add up to a power of two, so that seconds, speeds and shares all show it in floating point.
"""

from __future__ import annotations

from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _time_s(serial_s, parallel_s, workers):
    return Fraction(serial_s) + Fraction(parallel_s) / workers


def _better_investment(serial_s, parallel_s, workers):
    with_half = _time_s(Fraction(serial_s) / 2, parallel_s, workers)
    with_twice = _time_s(serial_s, parallel_s, 2 * workers)
    return _larger(with_twice, with_half)


def _larger(for_serial, for_workers):
    """The word for the larger of two numbers, of which one speaks for each investment."""
    if for_serial == for_workers:
        return "either"
    return "serial" if for_serial > for_workers else "workers"


def _swapped(*case):
    return {"serial": "workers", "workers": "serial"}.get(_better_investment(*case), "either")


def _tie_to(word):
    return lambda *case: _better_investment(*case).replace("either", word)


def _written(serial, workers, either):
    """The right choice, with these in place of the three words."""
    written = {"serial": serial, "workers": workers, "either": either}
    return lambda *case: written[_better_investment(*case)]


def _by_speedup(serial_s, parallel_s, workers):
    """The choice if each way is compared with one worker who has its own serial part."""
    half = Fraction(serial_s) / 2
    with_half = _time_s(half, parallel_s, 1) / _time_s(half, parallel_s, workers)
    with_twice = _time_s(serial_s, parallel_s, 1) / _time_s(serial_s, parallel_s, 2 * workers)
    return _larger(with_half, with_twice)


def _by_half_the_share(serial_s, parallel_s, workers):
    """The choice if the serial share is halved, and the parallel share then makes up for it."""
    share = Fraction(serial_s) / _time_s(serial_s, parallel_s, 1)
    with_half = _time_s(share / 2, 1 - share / 2, workers)
    return _larger(_time_s(share, 1 - share, 2 * workers), with_half)


def _draw_job(rng):
    workers, serial_s = int(2 ** rng.uniform(0, 6)), float(rng.integers(20, 900)) / 2
    away = 2 ** rng.uniform(0.1, 2.5)  # from the number of workers where both save the same
    parallel_s = round(serial_s * workers * (away if rng.random() < 0.5 else 1 / away), 1)
    return serial_s, parallel_s, workers


OTHERWISE_WRITTEN = [
    _written(spelling("serial"), spelling("workers"), spelling(tie))
    for spelling in (str, str.capitalize, str.upper)
    for tie in ("either", "neither", "both", "equal", "same")
    if (spelling, tie) != (str, "either")
] + [
    _written(for_serial, not for_serial, tie)
    for for_serial in (True, False)
    for tie in (True, False)
]

better_investment = Check(
    name="better_investment",
    oracle=_better_investment,
    forbidden=COURSE_CODE,
    draw=_draw_job,
    edges=(
        (64, 448, 4),
        (64, 448, 7),
        (64, 448, 8),
        (9, 25, 2),
        (2, 30, 15),
        (8, 8, 1),
        (50, 3, 1),
        (3, 5000, 1000),
        (12, 0, 4),
        (0, 12, 4),
    ),
    misconceptions=(
        Misconception(
            _tie_to("serial"),
            'Where both ways save the same, the answer is "either".',
        ),
        Misconception(
            _tie_to("workers"),
            'Where both ways save the same, the answer is "either".',
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _larger(serial_s, parallel_s),
            "You compare the parts as one worker has them. The parallel part is divided already: "
            "how long does it take now?",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _larger(
                Fraction(serial_s) / 2, parallel_s - Fraction(parallel_s) / (2 * workers)
            ),
            "You count what the present workers save already. Compare twice as many with those "
            "there are, not with one.",
        ),
        Misconception(
            lambda *case: "workers",
            "More workers are not always better: the more there are, the less time is left in the "
            "parallel part to be saved.",
        ),
        Misconception(
            lambda *case: "serial",
            "Half the serial part is not always better. It doubles the limit, but with few workers "
            "the job is far from its limit.",
        ),
        Misconception(
            _swapped,
            "The two words are swapped. The shorter time, or what saves more, is the better one.",
        ),
        Misconception(
            _by_speedup,
            "You compare speed-ups over one worker, and halving the serial part makes that one "
            "worker faster too. Compare the times of the two ways.",
        ),
        Misconception(
            _by_half_the_share,
            "You halve the serial share, and the rest to 1 grows. The seconds of the parallel part "
            "stay as they were: work in seconds.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _larger(
                Fraction(serial_s) / 2, Fraction(parallel_s) / workers
            ),
            "Of both parts only a half is saved. You take half of the serial part, and all that "
            "the parallel part takes now.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _larger(
                serial_s, Fraction(parallel_s) / (2 * workers)
            ),
            "Of both parts only a half is saved. You take all of the serial part, and half of what "
            "the parallel part takes now.",
        ),
        Misconception(
            lambda serial_s, parallel_s, workers: _larger(
                _time_s(serial_s, parallel_s, workers + 1),
                _time_s(Fraction(serial_s) / 2, parallel_s, workers),
            ),
            "The number of workers is doubled. You add one worker.",
        ),
        *(
            Misconception(
                written,
                "You know which is better, and write it otherwise: the answer is one of the words "
                '"serial", "workers" and "either", in small letters and in quotation marks.',
            )
            for written in OTHERWISE_WRITTEN
        ),
    ),
)
