"""Check of ``farthest_km``: how far away a data centre may be that still answers in time.

The oracle takes times off the deadline with fractions, in microseconds. Each misconception comes
twice: a student who holds it may have thought of what is late next door, or not.
"""

from __future__ import annotations

from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception

LIGHT_US_PER_KM = Fraction(49, 10)  # in fibre


def _reach_km(deadline_ms, work_ms, megabytes, megabits_per_s, transfers=1):
    """The distance, below 0 if it is too late next door, perhaps with several transfers."""
    transfer_us = 8_000_000 * Fraction(megabytes) / Fraction(megabits_per_s)
    left_us = 1000 * (Fraction(deadline_ms) - Fraction(work_ms)) - transfers * transfer_us
    return float(left_us / (2 * LIGHT_US_PER_KM))


def _not_negative(idea):
    """The distance by an idea, and 0 if it is too late next door."""
    return lambda *case: max(0.0, idea(*case))


def _farthest_km(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0.0, _reach_km(deadline_ms, work_ms, megabytes, megabits_per_s))


def _too_late(answer):
    """The right distance, and something else if it is too late next door."""
    return lambda *case: _farthest_km(*case) if _reach_km(*case) >= 0 else answer


# What students take for the distance, below 0 if it is too late next door.


def _with_transfers(times):
    return lambda *case: _reach_km(*case, transfers=times)


def _with_work(times):
    return lambda deadline_ms, work_ms, *rest: _reach_km(deadline_ms, times * work_ms, *rest)


def _light_alone(deadline_ms, *rest):
    return _reach_km(deadline_ms, 0, 0, 1)


def _times(factor):
    return lambda *case: _reach_km(*case) * float(factor)


def _with_light(us_per_km):
    return _times(LIGHT_US_PER_KM / us_per_km)


def _rounded(rounding):
    return lambda *case: rounding(_reach_km(*case))


def _draw_job(rng):
    """A job of which something is left for the way, or one that is too late next door."""
    deadline_ms, megabits_per_s = int(rng.integers(20, 400)), int(rng.integers(4, 200)) * 5
    parts = rng.dirichlet((2, 2, 3 if rng.random() < 0.8 else 0.2))
    late = 1 if rng.random() < 0.8 else rng.uniform(1.3, 2)
    work_ms, transfer_ms = deadline_ms * late * parts[:2]
    megabytes = round(float(transfer_ms * megabits_per_s / 8000), 2)
    return deadline_ms, round(float(work_ms), 1), megabytes, megabits_per_s


IN_VACUUM = (
    "So fast is light in vacuum. In fibre it is slower: 4.9 microseconds for each kilometre."
)
BITS = "The line is rated in bits and the picture in bytes: a byte has 8 bits."
UNITS = (
    "Seconds, milliseconds and microseconds are mixed: your answer is a thousand times too large "
    "or too small, or a million times."
)
TRANSFER_UNITS = (
    "Megabits divided by megabits per second are seconds. The other times are in milliseconds."
)
ROUNDED = "The distance is rounded. Return it as it is."
NEXT_DOOR = (
    "Where nothing is left for the way, even a machine next door is too late, and the answer is "
    "0.0."
)

IDEAS = (
    (_times(2), "This is the way there and back. How far away is the data centre?"),
    (
        _times(0.5),
        "You halve once too often. Half of the time that is left goes into each way.",
    ),
    (_with_transfers(Fraction(1, 8)), BITS),
    (_with_transfers(Fraction(1, 64)), BITS),
    (
        _with_transfers(0),
        "The transfer is missing: a picture is not on the line at once. How long does that take?",
    ),
    (
        _with_work(0),
        "The work is missing: the program needs a part of the time before the deadline.",
    ),
    (_light_alone, "You give light all of the time. Work and transfer need their parts of it."),
    (
        _with_transfers(2),
        "You count the transfer on both ways. The answer is so short that only the picture takes "
        "time to be put on the line.",
    ),
    (_with_work(2), "You count the work on both ways. It is done once."),
    (_with_transfers(Fraction(1, 1000)), TRANSFER_UNITS),
    (_with_transfers(Fraction(1, 8000)), f"{TRANSFER_UNITS} And a byte has 8 bits."),
    (
        _with_transfers(Fraction(2**20, 10**6)),
        "You take a megabyte for 2^20 bytes. That is a mebibyte; a megabyte is 1,000,000 bytes "
        "here.",
    ),
    *(
        (_with_light(1_000_000 / Fraction(km_per_s)), IN_VACUUM)
        for km_per_s in ("300000", "299792", "299792.458")
    ),
    *((_with_light(Fraction(us_per_km)), IN_VACUUM) for us_per_km in ("3.3", "3.34", "3.336")),
    (
        _with_light(5),
        "You take 5 microseconds for a kilometre, or 200,000 km a second. A better value is given "
        "here: 4.9 microseconds.",
    ),
    *((_times(factor), UNITS) for factor in (1e3, 1e-3, 1e6, 1e-6)),
    (
        _times(LIGHT_US_PER_KM / 1000),
        "This is the time of one way. How far does light come in it?",
    ),
    (
        _times(2 * LIGHT_US_PER_KM / 1000),
        "This is the time that is left for the two ways. How far may the data centre be?",
    ),
    *((_rounded(rounding), ROUNDED) for rounding in (int, round)),
    (_rounded(lambda km: round(km, 1)), ROUNDED),
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
        *(Misconception(_not_negative(idea), hint) for idea, hint in IDEAS),
        *(Misconception(idea, hint) for idea, hint in IDEAS),
    ),
)
