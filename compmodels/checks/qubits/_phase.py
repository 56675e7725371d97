"""Check of ``phase_from_counts``: the phase that a histogram of phase estimation points to.

The oracle lays the roots of the counts out on the circle. A student may read the bits in another
way, look for the neighbours elsewhere, weigh them differently or give the place another name; each
comes twice, with a student who has thought of what lies between two marks, and one who has not.
The phases themselves are in ``_phase_ideas``.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.qubits._phase_ideas import (
    WAYS,
    ahead,
    ahead_in_a_list,
    answer,
    between,
    by_roots,
    marks,
    mean_of_arrows,
    mean_of_two,
    most_frequent,
    nothing,
    number,
    on_circle,
    plain_mean,
    right_phase,
    share_of_all,
    weighed,
    with_second,
    with_sign,
)


def _chances(phase, digits):
    """The probability of each value, from the wave that is in the digits."""
    size = 2**digits
    wave = np.exp(2j * np.pi * phase * np.arange(size)) / np.sqrt(size)
    return np.abs(np.fft.fft(wave, norm="ortho")) ** 2


def _backwards(bits):
    return int(bits[::-1], 2)


def _is_clear(counts, read=number):
    """Whether nothing that the rule asks for is tied."""
    times, size = {read(bits): often for bits, often in counts}, marks(counts)
    peak = most_frequent(times)
    tied = [value for value in times if times[value] == times[peak]]
    beside = [times.get((peak + way) % size, 0) for way in (-1, 1)]
    return len(tied) == 1 and beside[0] != beside[1]


def _draw_counts(rng):
    """What some hundred runs read, of a phase anywhere or near 0, and with a digit that flips."""
    while True:
        digits = int(rng.integers(3, 7))
        size = 2**digits
        phase = rng.random() if rng.random() < 0.6 else rng.uniform(-0.9, 0.4) / size
        chances = _chances(phase, digits)
        flips = rng.uniform(0.1, 0.3) if rng.random() < 0.5 else 0
        flipped = np.arange(size) ^ 2 ** int(rng.integers(1, digits))
        chances = (1 - flips) * chances + flips * chances[flipped]
        runs = int(rng.integers(100, 2000))
        times = rng.multinomial(runs, chances / chances.sum())
        counts = [(f"{value:0{digits}b}", int(times[value])) for value in np.flatnonzero(times)]
        counts = [counts[place] for place in rng.permutation(len(counts))]
        if _is_clear(counts) and _is_clear(counts, read=_backwards):
            return (counts,)


PEAK_ONLY = (
    "A phase between two marks is nearer to one of them, but not at it: how often the better "
    "neighbour came up says how far from it."
)
BACKWARDS = (
    "You read the bits backwards. The highest digit stands left, as in any number: 0101 is 5, and "
    "1010 is 10."
)
AROUND = (
    "Before 0 on the circle comes the highest value, and after it comes 0. So each value has two "
    "neighbours."
)
IN_A_LIST = (
    "You average 0 and the highest value as numbers, which gives a place in the middle of all. "
    "On the circle they are neighbours: go from one of them a part of a step."
)
ALL_AROUND = "After a whole turn the phase begins anew: it is at least 0 and below 1."
SIZE = "With t digits there are 2^t marks on the circle, whatever came up."
BY_SQUARES = (
    "Counts go with probabilities, which are squares of amplitudes. It is the amplitude that falls "
    "as one over the distance, so take the roots of the counts first."
)
ALL_VALUES = (
    "You average over all values. Those far from the peak are noise, or tails to both sides: only "
    "the peak and its better neighbour count."
)
SECOND = (
    "The value that came up second most often need not be beside the peak: a digit that was read "
    "wrongly leads far away. Look at the two neighbours."
)
ONE_WAY = "The phase may lie on either side of the peak: towards the neighbour that came up more."
SET_BITS = (
    "You count the bits that are set. Each digit has a weight of its own, as in any binary number."
)
TURNS = (
    (
        lambda counts: marks(counts) - 1,
        "You divide the circle into 2^t - 1 steps. The mark after the highest value is that of 0, "
        "a whole turn on, so it takes 2^t steps.",
    ),
    (len, f"You divide by the number of values that came up. {SIZE}"),
    (lambda counts: len(counts[0][0]), f"You divide by the number of digits. {SIZE}"),
    (lambda counts: 16, f"You divide by 16, whatever the number of digits. {SIZE}"),
)
MISTAKES = (
    ({"read": _backwards}, BACKWARDS),
    ({"read": int}, "You read the bits as a decimal number. int(bits, 2) takes them for binary."),
    *(({"turn": turn}, hint) for turn, hint in TURNS),
    *(({"turn": turn, "circle": turn}, hint) for turn, hint in TURNS),
    (
        {"peak": lambda times: next(iter(times))},
        "You take the first value in the list. The pairs come in any order: which came up most "
        "often?",
    ),
    ({"peak": max}, "You take the largest value. Which came up most often?"),
)
UNITS = (
    (
        lambda phase: phase % 1 * 2 * math.pi,
        "This is the angle in radians. It is wanted in turns: a whole turn is 1.",
    ),
    (
        lambda phase: phase % 1 * 360,
        "This is the angle in degrees. It is wanted in turns: a whole turn is 1.",
    ),
    (
        lambda phase: -phase % 1,
        "You turn the wrong way: the mark of m is at m / 2^t, and a higher value is a larger "
        "phase.",
    ),
)
PEAK = partial(between, share=nothing)
PLACES = (
    (PEAK, PEAK_ONLY),
    (partial(between, way=ahead_in_a_list), AROUND),
    (partial(mean_of_two, weight=math.sqrt), IN_A_LIST),
    (partial(mean_of_two, weight=float), f"{IN_A_LIST} {BY_SQUARES}"),
    (partial(between, share=weighed(float)), BY_SQUARES),
    (share_of_all, BY_SQUARES),
    (
        partial(between, share=lambda most, near: math.sqrt(near / (most + near))),
        "You take the root of a sum. First take the root of each count; the share is one root "
        "divided by the sum of both.",
    ),
    (
        partial(share_of_all, change=math.sqrt),
        "This is how large the neighbour's amplitude is. The share of a step is that, divided by "
        "the sum of its amplitude and the peak's.",
    ),
    (
        partial(between, share=lambda most, near: 1 - by_roots(most, near)),
        "The share is exchanged. The phase is nearer to the value that came up more often.",
    ),
    (
        partial(between, share=lambda most, near: math.sqrt(near / most)),
        "You divide the root of one count by that of the other. The share is of a whole step, so "
        "the sum of both roots stands below.",
    ),
    (
        partial(between, share=lambda most, near: 0.5 if near else 0),
        "You go to the middle between the two. The phase is nearer to the one that came up more "
        "often.",
    ),
    *((with_second(way), SECOND) for way in WAYS),
    (partial(between, way=lambda *_: 1), ONE_WAY),
    (partial(between, way=lambda *_: -1), ONE_WAY),
    (partial(between, way=lambda *case: -ahead(*case)), ONE_WAY),
    *((with_sign(sign), ONE_WAY) for sign in (lambda _: 1, lambda _: -1, lambda side: -side)),
    (plain_mean, ALL_VALUES),
    (mean_of_arrows, ALL_VALUES),
)
UNWRAPPED = (float, lambda phase: max(0.0, phase), abs, lambda phase: (phase + 0.5) % 1 - 0.5)


phase_from_counts = Check(
    name="phase_from_counts",
    oracle=right_phase,
    forbidden=COURSE_CODE,
    draw=_draw_counts,
    edges=(
        ([("0100", 36), ("0101", 900), ("0110", 100), ("0111", 18), ("1110", 4)],),
        ([("111", 100), ("000", 400), ("001", 25)],),
        ([("000", 1)],),
        ([("1111", 250)],),
        ([("01", 50), ("10", 50)],),
        ([("00", 8), ("11", 8)],),
        ([("110", 4), ("000", 64), ("111", 256)],),
        ([("01", 144), ("10", 16), ("11", 4)],),
        ([("10000", 490), ("01111", 40), ("00000", 360), ("11111", 90)],),
        ([("0011", 9), ("1011", 81), ("1010", 1), ("0010", 4)],),
        ([("1000000000", 1), ("0111111111", 4), ("0000000000", 2)],),
    ),
    misconceptions=(
        *(Misconception(partial(answer, place=place), hint) for place, hint in PLACES),
        *(Misconception(partial(answer, name=name), ALL_AROUND) for name in UNWRAPPED),
        *(
            Misconception(partial(answer, place=place, name=UNWRAPPED[0]), f"{hint} {ALL_AROUND}")
            for place, hint in PLACES
        ),
        *(
            Misconception(partial(answer, **mistake, **wrapped), hint)
            for mistake, hint in MISTAKES
            for wrapped in ({}, {"name": float})
        ),
        *(
            Misconception(partial(answer, **mistake, **wrapped, place=PEAK), f"{hint} {PEAK_ONLY}")
            for mistake, hint in MISTAKES
            for wrapped in ({}, {"name": float})
        ),
        *(
            Misconception(partial(answer, turn=turn, place=on_circle, name=float), hint)
            for turn, hint in TURNS
        ),
        *(Misconception(partial(answer, name=name), hint) for name, hint in UNITS),
        *(
            Misconception(partial(answer, name=name, place=PEAK), f"{hint} {PEAK_ONLY}")
            for name, hint in UNITS
        ),
        *(
            Misconception(
                lambda counts, of=of: most_frequent(dict(counts)).count("1") / of(counts), hint
            )
            for of, hint in (
                (lambda counts: len(counts[0][0]), SET_BITS),
                (marks, SET_BITS),
            )
        ),
        Misconception(
            lambda counts: right_phase(counts) * marks(counts),
            "This is the place in steps. How many of them is a turn?",
        ),
        Misconception(
            lambda counts: most_frequent({int(bits, 2): often for bits, often in counts}),
            f"This is the value that came up most often. Where is its mark? {PEAK_ONLY}",
        ),
        *(
            Misconception(
                lambda counts, digits=digits: round(right_phase(counts), digits),
                "The phase is rounded. Return it as it is.",
            )
            for digits in (2, 3, 4)
        ),
    ),
)
