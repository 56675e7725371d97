"""Check of ``grover_iterations``: when to stop Grover's search.

The oracle plays the search through with two amplitudes, one for each marked number and one for each
other, with many digits. So where one iteration more changes nothing it sees that exactly. A student
may take another formula, and round it in another way: every formula comes with every rounding. In
a drawn case no usual way is near to where rounding decides.
"""

from __future__ import annotations

import functools
import math
from decimal import Decimal, localcontext

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception

NUDGE = 1e-9  # floating point may be on either side of a whole number
CLEAR = 0.03
NOISE = 1e-12  # of a probability


@functools.cache
def _grover_iterations(n, marked):
    with localcontext(prec=40):
        of_marked, best = Decimal(1), -1
        of_other, before = Decimal(1), Decimal(0)
        while of_marked**2 > before:
            best, before = best + 1, of_marked**2
            mean = ((2**n - marked) * of_other - marked * of_marked) / 2**n
            of_marked, of_other = 2 * mean + of_marked, 2 * mean - of_other
    return best


def _theta(n, marked):
    return math.asin(math.sqrt(marked / 2**n))


def _quarter(n, marked):
    """A quarter turn over the angle of one iteration; half an iteration more than the best."""
    return math.pi / (4 * _theta(n, marked))


def _small(n, marked):
    """The same, if the angle is taken for its sine."""
    return math.pi / 4 * math.sqrt(2**n / marked)


# What students take for the number of iterations: a formula and a rounding, or a search.


def _rounded(formula, rounding, nudge):
    return lambda n, marked: max(0, rounding(formula(n, marked) + nudge))


def _nearest(number):
    return math.floor(number + 0.5)


def _guarded(answer):
    """The answer of a student who first asks whether half of all or more are marked."""
    return lambda n, marked: 0 if 2 * marked >= 2**n else answer(n, marked)


def _ways(formula, roundings=(math.floor, math.ceil, _nearest)):
    """A formula, rounded in each way, on either side of whole numbers; then all with the guard."""
    nudges = (-NUDGE, NUDGE)
    plain = [_rounded(formula, rounding, nudge) for rounding in roundings for nudge in nudges]
    return [*plain, *map(_guarded, plain)]


def _for_many(answer):
    """The right number, and another one where at least half of all are marked."""
    return lambda n, marked: answer if 2 * marked >= 2**n else _grover_iterations(n, marked)


def _at_least_one(n, marked):
    return max(1, _grover_iterations(n, marked))


def _until_likely(n, marked):
    """The first number with which one finds a marked one more often than not."""
    return math.ceil(max(0, _quarter(n, marked) / 2 - 0.5 - NUDGE))


def _is_whole(answer):
    """Whether an answer is a whole number, of as many iterations as somebody could try at most."""
    is_real = isinstance(answer, (int, float, np.integer, np.floating))
    return bool(is_real and 0 <= answer <= 2**30 and answer == int(answer))


def _is_less(n, marked, answer):
    """Whether an answer is a smaller number of iterations than the right one."""
    return _is_whole(answer) and answer < _grover_iterations(n, marked)


def _is_no_worse(n, marked, answer):
    """Whether an answer is larger than the right number, and no less likely to find one."""
    first = _grover_iterations(n, marked)
    if not _is_whole(answer) or answer <= first:
        return False
    least, chance = (math.sin((2 * k + 1) * _theta(n, marked)) ** 2 for k in (first, int(answer)))
    return chance >= least - NOISE


def _is_clear(n, marked):
    """Whether no formula below is so near to a whole number, or a half, that rounding decides."""
    twice = [2 * formula(n, marked) for formula in (_quarter, _small)]
    return all(abs(number - round(number)) > CLEAR for number in twice)


def _draw(rng):
    while True:
        n = int(rng.integers(4, 31))
        marked = round(2 ** rng.uniform(0, n - 1.2))
        if _is_clear(n, marked):
            return n, marked


TIE = (
    "With half of all numbers marked, an iteration changes nothing: the probability is one half "
    "before and after it. So 0 is the smallest number. Floating point may take this tie for a gain."
)
LATER = (
    "A later top of the curve is as high as the first one, or a little higher, and costs many more "
    "iterations. Stop at the first: as soon as one more does not help."
)
NONE_NEEDED = (
    "At 0 iterations the probability is already as large as at 1, or larger, if half of all "
    "numbers or more are marked. Then the answer is 0."
)
ONE_TOO_MANY = (
    "Sometimes one iteration too many. The probability is greatest where (2k + 1) theta is a "
    "quarter turn, which makes k = pi / (4 theta) - 1/2. Which whole number is nearest to that?"
)
ONE_TOO_FEW = (
    "Sometimes one iteration too few. pi / (4 theta) - 1/2 is where the top of the curve lies, and "
    "the nearest whole number is wanted, which may be above it."
)
SINE = (
    "You take theta for its sine, sqrt(marked / N). For few marked numbers they are nearly the "
    "same, but not for many: theta is the angle, the arcsine of it."
)
FORGOTTEN = (
    "You find one marked number. If there are more, the angle is larger and the top is reached "
    "sooner."
)
UNDER_THE_ROOT = (
    "You divide by the number of marked ones, and it belongs under the root: four times as many "
    "marked halve the iterations."
)
NO_QUARTER = (
    "The factor pi/4 is missing: the way is a quarter turn, and each iteration turns by 2 theta."
)
HALF_TURN = (
    "So many iterations make half a turn, and the probability is nearly back where it began. The "
    "top is at a quarter turn."
)
CLASSICAL = (
    "So many tries does an ordinary search take on the average. Grover's needs about the square "
    "root of that."
)
NO_ROOT = "There is no root in it. The number of iterations grows as the root of N / marked."
QUBITS_FOR_NUMBERS = (
    "n is the number of qubits. The search goes through 2^n numbers, and the root is of that."
)
FORMULAS = (
    (_small, SINE),
    (lambda n, marked: _quarter(n, 1), FORGOTTEN),
    (lambda n, marked: _small(n, 1), FORGOTTEN),
    (lambda n, marked: _small(n, 1) / marked, UNDER_THE_ROOT),
    (lambda n, marked: math.sqrt(2**n / marked), NO_QUARTER),
    (lambda n, marked: math.sqrt(2**n), f"{NO_QUARTER} {FORGOTTEN}"),
    (lambda n, marked: 2 * _quarter(n, marked), HALF_TURN),
    (lambda n, marked: 2 * _quarter(n, marked) - 0.5, HALF_TURN),
    (lambda n, marked: 2 * _small(n, marked), HALF_TURN),
    (lambda n, marked: 2 * _small(n, 1), f"{HALF_TURN} {FORGOTTEN}"),
    (lambda n, marked: 2**n / 2, CLASSICAL),
    (lambda n, marked: 2**n / marked / 2, CLASSICAL),
    (lambda n, marked: 2**n / (marked + 1), CLASSICAL),
    (lambda n, marked: math.pi / 4 * 2**n / marked, NO_ROOT),
    (lambda n, marked: math.pi / 4 * math.sqrt(n / marked), QUBITS_FOR_NUMBERS),
    (lambda n, marked: math.pi / 4 * math.sqrt(n), f"{QUBITS_FOR_NUMBERS} {FORGOTTEN}"),
)


class _KnowsTheCurve(Check):
    """A check with hints for all who find a place as high as the first top, or higher, after it.

    Where they do not look far enough for the first top, they may find a smaller number.
    """

    def _hint(self, cases, answers):
        pairs = zip(cases, answers, strict=True)
        wrong = [pair for pair in pairs if not pair[1].error and self._is_wrong(*pair)]
        later = [case for case, answer in wrong if _is_no_worse(*case, answer.value)]
        less = [case for case, answer in wrong if _is_less(*case, answer.value)]
        is_tie = all(2 * marked == 2**n for n, marked in later)
        if len(later) + len(less) < len(wrong) or len(later) < len(less) or (is_tie and less):
            return super()._hint(cases, answers)
        return TIE if is_tie else LATER


grover_iterations = _KnowsTheCurve(
    name="grover_iterations",
    oracle=_grover_iterations,
    forbidden=COURSE_CODE,
    draw=_draw,
    edges=(
        (5, 3),
        (2, 1),
        (1, 1),
        (3, 4),
        (2, 4),
        (6, 2**4),
        (4, 9),
        (8, 39),
        (3, 1),
        (10, 1),
        (10, 4),
        (7, 100),
        (16, 2**15),
        (30, 2**28),
        (30, 2**29),
        (30, 1),
    ),
    misconceptions=(
        *(Misconception(_for_many(answer), NONE_NEEDED) for answer in (1, None)),
        Misconception(_at_least_one, NONE_NEEDED),
        *(
            Misconception(way, ONE_TOO_MANY)
            for way in _ways(_quarter, (math.ceil, _nearest))  # rounded down it is right
        ),
        *(
            Misconception(way, ONE_TOO_FEW)
            for way in _ways(lambda n, marked: _quarter(n, marked) - 0.5, (math.floor,))
        ),
        *(Misconception(way, hint) for formula, hint in FORMULAS for way in _ways(formula)),
        Misconception(
            lambda n, marked: _quarter(n, marked) - 0.5,
            "The top of the curve lies there, but half of an iteration cannot be done. Return the "
            "nearest whole number.",
        ),
        Misconception(
            _until_likely,
            "So many iterations make it more likely than not to find a marked number. How many "
            "make it as likely as possible?",
        ),
        Misconception(
            lambda n, marked: 1,
            "One iteration is enough only in rare cases: it turns the state by a small angle.",
        ),
        Misconception(
            lambda n, marked: n,
            "That is one iteration for each qubit. Halving the list each time takes an order in "
            "it, and here there is none.",
        ),
    ),
)
