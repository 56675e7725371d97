"""Check of ``farthest_km``: how far away a data centre may be that still answers in time.

The oracle takes times off the deadline with fractions, in microseconds. A mistake is one of the
numbers that it reckons with, such as the ways that light has to go. Each comes twice: a student who
makes it may have thought of what is late next door, or not.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from compmodels.checks._core import COURSE_CODE, Check, Misconception

LIGHT_US_PER_KM = Fraction(49, 10)  # in fibre


def _left_us(deadline_ms, work_ms, megabytes, megabits_per_s, works=1, transfers=1):
    """The microseconds that are left for the ways, below 0 if it is too late next door."""
    transfer_us = 8_000_000 * Fraction(megabytes) / Fraction(megabits_per_s)
    return 1000 * (Fraction(deadline_ms) - works * Fraction(work_ms)) - transfers * transfer_us


def _reach_km(*case, ways=2, us_per_km=LIGHT_US_PER_KM, rounding=float, **times):
    """The distance, below 0 if it is too late next door."""
    return rounding(_left_us(*case, **times) / (ways * Fraction(us_per_km)))


def _farthest_km(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0.0, _reach_km(deadline_ms, work_ms, megabytes, megabits_per_s))


def _answers(**mistake):
    """The distances of two students who make a mistake; the first returns none below 0."""
    reach = partial(_reach_km, **mistake)
    return lambda *case: max(0, reach(*case)), reach


def _too_late(answer):
    """The right distance, and something else if it is too late next door."""
    return lambda *case: _farthest_km(*case) if _left_us(*case) >= 0 else answer


def _draw_job(rng):
    """A job of which something is left for the way, or one that is too late next door."""
    deadline_ms, megabits_per_s = int(rng.integers(20, 400)), int(rng.integers(4, 200)) * 5
    parts = rng.dirichlet((2, 2, 3 if rng.random() < 0.8 else 0.2))
    late = 1 if rng.random() < 0.8 else rng.uniform(1.3, 2)
    work_ms, transfer_ms = deadline_ms * late * parts[:2]
    megabytes = round(float(transfer_ms * megabits_per_s / 8000), 2)
    return deadline_ms, round(float(work_ms), 1), megabytes, megabits_per_s


NEXT_DOOR = (
    "Where nothing is left for the way, even a machine next door is too late, and the answer is "
    "0.0."
)
ONE_WAY = "This is the way there and back. How far away is the data centre?"
BITS = "The line is rated in bits and the picture in bytes: a byte has 8 bits."
SECONDS = (
    "Megabits divided by megabits per second are seconds. The other times are in milliseconds."
)
TRANSFERS = (
    (Fraction(1, 8), BITS),
    (Fraction(1, 64), BITS),
    (0, "The transfer is missing: a picture is not on the line at once. How long does that take?"),
    (
        2,
        "You count the transfer on both ways. The answer is so short that only the picture takes "
        "time to be put on the line.",
    ),
    (Fraction(1, 1000), SECONDS),
    (Fraction(1, 8000), f"{SECONDS} And a byte has 8 bits."),
    (
        Fraction(2**20, 10**6),
        "You take a megabyte for 2^20 bytes. That is a mebibyte; a megabyte is 1,000,000 bytes "
        "here.",
    ),
)
LIGHT_IN_VACUUM_US_PER_KM = (  # by the time of a kilometre or the speed, rounded in many ways
    *("3.3", "3.34", "3.336"),
    *(1_000_000 / Fraction(km_per_s) for km_per_s in ("300000", "299792", "299792.458")),
)
MISTAKES = (
    ({"ways": 1}, ONE_WAY),
    ({"ways": 4}, "You halve once too often. Half of the time that is left goes into each way."),
    *(({"transfers": transfers}, hint) for transfers, hint in TRANSFERS),
    *(({"transfers": transfers, "ways": 1}, f"{hint} {ONE_WAY}") for transfers, hint in TRANSFERS),
    (
        {"works": 0},
        "The work is missing: the program needs a part of the time before the deadline.",
    ),
    ({"works": 2}, "You count the work on both ways. It is done once."),
    (
        {"works": 0, "transfers": 0},
        "You give light all of the time. Work and transfer need their parts of it.",
    ),
    *(
        (
            {"us_per_km": us_per_km},
            "So fast is light in vacuum. In fibre it is slower: 4.9 microseconds for each "
            "kilometre.",
        )
        for us_per_km in LIGHT_IN_VACUUM_US_PER_KM
    ),
    (
        {"us_per_km": 5},
        "You take 5 microseconds for a kilometre, or 200,000 km a second. A better value is given "
        "here: 4.9 microseconds.",
    ),
    *(
        (
            {"us_per_km": LIGHT_US_PER_KM * factor},
            "Seconds, milliseconds and microseconds are mixed: your answer is a thousand times too "
            "large or too small, or a million times.",
        )
        for factor in (1000, Fraction(1, 1000), 10**6, Fraction(1, 10**6))
    ),
    ({"us_per_km": 1000}, "This is the time of one way. How far does light come in it?"),
    (
        {"us_per_km": 1000, "ways": 1},
        "This is the time that is left for the two ways. How far may the data centre be?",
    ),
    *(
        ({"rounding": rounding}, "The distance is rounded. Return it as it is.")
        for rounding in (int, round, lambda km: float(round(km, 1)))
    ),
)

farthest_km = Check(
    name="farthest_km",
    oracle=_farthest_km,
    forbidden=COURSE_CODE,
    draw=_draw_job,
    edges=(
        (60, 20, 0.5, 400),
        (25, 20, 0.5, 400),
        (60, 20, 0.5, 100),
        (80, 0, 2.5, 800),
        (150, 30, 0, 50),
        (40, 55, 0.1, 1000),
        (98, 0, 0, 10),
        (1000, 15.5, 12, 250),
        (90, 60, 0.2, 25),
    ),
    misconceptions=(
        Misconception(_reach_km, f"A distance cannot be negative. {NEXT_DOOR}"),
        *(Misconception(_too_late(answer), NEXT_DOOR) for answer in (None, -1, float("inf"))),
        *(
            Misconception(answer, hint)
            for mistake, hint in MISTAKES
            for answer in _answers(**mistake)
        ),
    ),
)
