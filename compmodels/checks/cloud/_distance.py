"""Check of ``farthest_km``: how far away a data centre may be that still answers in time.

The oracle takes times off the deadline with fractions, in microseconds.
"""

from __future__ import annotations

from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception

LIGHT_US_PER_KM = Fraction(49, 10)  # in fibre


def _transfer_us(megabytes, megabits_per_s, bits=8):
    return 1_000_000 * bits * Fraction(megabytes) / Fraction(megabits_per_s)


def _left_us(deadline_ms, work_ms, transfer_us):
    return 1000 * (Fraction(deadline_ms) - Fraction(work_ms)) - transfer_us


def _reach_km(left_us, us_per_km=LIGHT_US_PER_KM):
    return float(left_us / (2 * us_per_km))


def _farthest_km(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_us = _left_us(deadline_ms, work_ms, _transfer_us(megabytes, megabits_per_s))
    return max(0.0, _reach_km(left_us))


def _not_cut(deadline_ms, work_ms, megabytes, megabits_per_s):
    """The distance, which is negative where every machine is too late."""
    return _reach_km(_left_us(deadline_ms, work_ms, _transfer_us(megabytes, megabits_per_s)))


def _with_light(us_per_km):
    """The distance if light took so long for a kilometre."""
    return lambda *case: _farthest_km(*case) * float(LIGHT_US_PER_KM / us_per_km)


def _with_transfer(times):
    """The distance if the transfer took so many times as long as it does."""

    def answer(deadline_ms, work_ms, megabytes, megabits_per_s):
        transfer_us = times * _transfer_us(megabytes, megabits_per_s)
        return max(0.0, _reach_km(_left_us(deadline_ms, work_ms, transfer_us)))

    return answer


def _with_work(times):
    """The distance if the work took so many times as long as it does."""
    return lambda deadline_ms, work_ms, *rest: _farthest_km(deadline_ms, times * work_ms, *rest)


def _too_late(answer):
    """The right distance, and something else where every machine is too late."""
    return lambda *case: _farthest_km(*case) if _not_cut(*case) >= 0 else answer


def _times(factor):
    return lambda *case: _farthest_km(*case) * factor


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
NEXT_DOOR = (
    "Where nothing is left for the way, even a machine next door is too late, and the answer is "
    "0.0."
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
        Misconception(_not_cut, f"A distance cannot be negative. {NEXT_DOOR}"),
        *(Misconception(_too_late(answer), NEXT_DOOR) for answer in (None, -1, float("inf"))),
        Misconception(
            _times(2),
            "This is the way there and back. How far away is the data centre?",
        ),
        Misconception(
            _times(0.5),
            "You halve once too often. Half of the time that is left goes into each way.",
        ),
        Misconception(_with_transfer(Fraction(1, 8)), BITS),
        Misconception(_with_transfer(Fraction(1, 64)), BITS),
        Misconception(
            _with_transfer(0),
            "The transfer is missing: a picture is not on the line at once. How long does that "
            "take?",
        ),
        Misconception(
            _with_work(0),
            "The work is missing: the program needs a part of the time before the deadline.",
        ),
        Misconception(
            lambda deadline_ms, *rest: _farthest_km(deadline_ms, 0, 0, 1),
            "You give light all of the time. Work and transfer need their parts of it.",
        ),
        Misconception(
            _with_transfer(2),
            "You count the transfer on both ways. The answer is so short that only the picture "
            "takes time to be put on the line.",
        ),
        Misconception(
            _with_work(2),
            "You count the work on both ways. It is done once.",
        ),
        Misconception(_with_transfer(Fraction(1, 1000)), TRANSFER_UNITS),
        Misconception(
            _with_transfer(Fraction(1, 8000)), f"{TRANSFER_UNITS} And a byte has 8 bits."
        ),
        Misconception(
            _with_transfer(Fraction(2**20, 10**6)),
            "You take a megabyte for 2^20 bytes. That is a mebibyte; a megabyte is 1,000,000 "
            "bytes here.",
        ),
        *(
            Misconception(_with_light(1_000_000 / Fraction(km_per_s)), IN_VACUUM)
            for km_per_s in (300_000, 299_792, Fraction(299_792_458, 1000))
        ),
        *(
            Misconception(_with_light(Fraction(us_per_km)), IN_VACUUM)
            for us_per_km in ("3.3", "3.34", "3.336")
        ),
        Misconception(
            _with_light(Fraction(5)),
            "You take 5 microseconds for a kilometre, or 200,000 km a second. A better value is "
            "given here: 4.9 microseconds.",
        ),
        *(
            Misconception(_times(factor), UNITS)
            for factor in (1000, 1 / 1000, 1_000_000, 1 / 1_000_000)
        ),
        Misconception(
            lambda *case: _farthest_km(*case) * float(LIGHT_US_PER_KM) / 1000,
            "This is the time of one way. How far does light come in it?",
        ),
        Misconception(
            lambda *case: _farthest_km(*case) * 2 * float(LIGHT_US_PER_KM) / 1000,
            "This is the time that is left for the two ways. How far may the data centre be?",
        ),
        *(
            Misconception(
                lambda *case, digits=digits: round(_farthest_km(*case), digits),
                "The distance is rounded. Return it as it is.",
            )
            for digits in (-1, 0, 1)
        ),
        Misconception(
            lambda *case: int(_farthest_km(*case)),
            "The distance is rounded. Return it as it is.",
        ),
    ),
)
