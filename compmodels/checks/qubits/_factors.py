"""Check of ``factors_from_measured``: the last steps of Shor's algorithm, after the measurement.

In each case the nearest fraction with a denominator below N leads to the same answer as the
convergents, and whoever looks for a factor at each multiple finds no other one: no two factors
that multiply to N are called wrong. The answers themselves are in ``_factors_ideas``.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.qubits._factors_ideas import (
    MULTIPLES,
    below_the_number,
    both_divisors,
    by_search,
    distance,
    even_guess,
    first_above_one,
    first_beyond,
    if_failed,
    if_split,
    largest_below,
    last_multiple,
    last_quotient,
    numerator,
    one_divisor,
    one_too_early,
    right_factors,
    run,
    smallest_multiple,
    split,
    to_the_end,
    unverified,
    up_to,
)

PRIMES = [p for p in range(3, 68) if all(p % q for q in range(2, isqrt(p) + 1))]


def _order(a, N):
    order, power = 1, a % N
    while power != 1:
        order, power = order + 1, power * a % N
    return order


def _is_clear(a, N, measured, digits):
    """Whether other sound ways through the last steps give the right answer, too."""
    right = right_factors(a, N, measured, digits)
    nearest = Fraction(measured, 2**digits).limit_denominator(N - 1).denominator
    guess = largest_below(N, measured, 2**digits)
    tried = [guess * k // 2 for k in range(1, MULTIPLES + 1) if guess * k % 2 == 0]
    met = {
        (min(factor, N // factor), max(factor, N // factor))
        for half in tried
        for factor in (gcd(pow(a, half, N) - 1, N), gcd(pow(a, half, N) + 1, N))
        if 1 < factor < N
    }
    is_below = (smallest_multiple(guess, a, N) or 0) < N
    return is_below and met <= {right} and right == run(lambda *_: nearest)(a, N, measured, digits)


def _draw_run(rng):
    """A number, a base and what a run may have measured: a peak, now and then something else."""
    while True:
        p, q = sorted(int(p) for p in rng.choice(PRIMES, 2, replace=False))
        N = p * q * (int(rng.choice((3, 5, 7))) if rng.random() < 0.15 else 1)
        a = int(rng.integers(2, N - 1))
        if N > 5000 or gcd(a, N) > 1:
            continue
        order, digits = _order(a, N), 2 * N.bit_length() + int(rng.integers(0, 3))
        splits = order % 2 == 0 and split(pow(a, order // 2, N), N) is not None
        s = int(rng.integers(0, order))
        if rng.random() < 0.5 and (not splits or gcd(s, order) == 1):
            continue
        is_noise = rng.random() < 0.08
        noise = int(rng.integers(0, 2**digits))
        case = a, N, noise if is_noise else round(Fraction(s * 2**digits, order)), digits
        if _is_clear(*case):
            return case


TOO_EARLY = (
    "The continued fraction stops too early. Take the largest denominator that is still below N."
)
TOO_FAR = (
    "The continued fraction goes too far. At its end stands the measured ratio itself, digit by "
    "digit; the order is below N, so its denominator is too."
)
ONLY_FIRST_PEAK = (
    "2^t divided by the measured value is the order only if s = 1. Of any other s / r the "
    "continued fraction gives the denominator: the largest one below N."
)
UNTESTED = (
    "The denominator is a guess. If s and r have a factor in common, it is only a part of the "
    "order: test whether a^r leaves 1 modulo N, and if it does not, try multiples, up to 10 times."
)
ALWAYS = (
    "All your runs fail. Go through the example: which convergents come out, which order passes "
    "the test, and what does a^(r/2) leave? (a^r leaves 1, and that splits nothing.)"
)
BY_SEARCH = (
    "You find the order whatever was measured, by trying very many powers. For a large N that "
    "never ends; the machine is there to spare you that search. No more than 10 multiples are "
    "tried, and a run that measured 0 tells you next to nothing."
)
TRIVIAL = (
    "1 and N multiply to N, but they are no find. If one of the two divisors is 1, the run has "
    "failed: None."
)
ODD = (
    "An odd order has no half: that run has failed, and the answer is None, whatever rounding the "
    "half makes of it."
)
FAILED = "For a run that has failed the answer is None."
TWO_DIVISORS = (
    "The two factors are the greatest common divisors of N with a^(r/2) - 1 and with a^(r/2) + 1."
)
ROOT = "The root that splits N is a^(r/2), the power with half of the order."
GUESSES = (
    (first_above_one, TOO_EARLY),
    (one_too_early, TOO_EARLY),
    (to_the_end, TOO_FAR),
    (first_beyond, TOO_FAR),
    (
        numerator,
        "You take the numerator of the convergent, which is s. The order is in the denominator.",
    ),
    (
        last_quotient,
        "You take a quotient of Euclid's algorithm for the denominator. The denominators of the "
        "convergents are made from the quotients, each from the two before it.",
    ),
    (
        lambda N, measured, size: measured,
        "You take the measured value for the order. It is near s 2^t / r: divide it by 2^t and "
        "find r by the continued fraction.",
    ),
    *((distance(rounding), ONLY_FIRST_PEAK) for rounding in (round, int, lambda f: -int(-f // 1))),
)
ORDERS = (
    (unverified, UNTESTED),
    (up_to(1), UNTESTED),
    *(
        (up_to(most), "You try too few multiples of the denominator: up to 10 times it.")
        for most in (2, 3, 4, 5, 9)
    ),
    (
        even_guess,
        "You give up if the denominator is odd. It may be a part of the order, and the order even: "
        "first find the order, then ask whether it is odd.",
    ),
    (
        last_multiple,
        "You take the last multiple that passes the test. The first one is wanted: with twice the "
        "order a^(r/2) is 1.",
    ),
    (below_the_number, BY_SEARCH),
    (by_search, BY_SEARCH),
)
PAIRS = (
    (one_divisor(-1, odd_fails=False), ODD),
    (lambda a, r, N: both_divisors(a, r, N, False, False), f"{TRIVIAL} {ODD}"),
    (one_divisor(-1, False, False), f"{TRIVIAL} {ODD}"),
    (one_divisor(1, False, False), f"{TRIVIAL} {ODD}"),
    (lambda a, r, N: both_divisors(a, r, N, trivial_fails=False), TRIVIAL),
    (
        lambda a, r, N: both_divisors(a, r, N, trivial_fails=False) and (1, N),
        f"{ROOT} a^r itself leaves 1, and all of N is in a^r - 1.",
    ),
    *(
        (if_split(made), hint)
        for made, hint in (
            (lambda a, r, N, x: both_divisors(a, r, N)[::-1], "The smaller factor comes first."),
            (
                lambda a, r, N, x: (gcd(x - 1, N), gcd(x + 1, N)),
                "Which of the two divisors is the smaller changes from run to run. The smaller "
                "factor comes first.",
            ),
            (
                lambda a, r, N, x: (gcd(x + 1, N), gcd(x - 1, N)),
                "Which of the two divisors is the smaller changes from run to run. The smaller "
                "factor comes first.",
            ),
            (lambda a, r, N, x: (x - 1, x + 1), f"These are no factors. {TWO_DIVISORS}"),
            (lambda a, r, N, x: (gcd(x - 1, N),) * 2, f"You take one twice. {TWO_DIVISORS}"),
            (lambda a, r, N, x: (gcd(x + 1, N),) * 2, f"You take one twice. {TWO_DIVISORS}"),
            (lambda a, r, N, x: gcd(x - 1, N), f"This is one factor of two. {TWO_DIVISORS}"),
            (lambda a, r, N, x: gcd(x + 1, N), f"This is one factor of two. {TWO_DIVISORS}"),
            (lambda a, r, N, x: r, "This is the order. Which factors of N follow from it?"),
        )
    ),
)


factors_from_measured = Check(
    name="factors_from_measured",
    oracle=right_factors,
    forbidden=COURSE_CODE,
    draw=_draw_run,
    edges=(
        (5, 57, 910, 12),
        (2, 57, 910, 12),
        (4, 57, 910, 12),
        (5, 57, 228, 12),
        (5, 57, 2048, 12),
        (5, 57, 3868, 12),
        (64, 217, 26214, 16),
        (6, 221, 0, 16),
        (2, 143, 10923, 16),
        (2, 1541, 699051, 22),
        (11, 57, 3244, 12),
    ),
    misconceptions=(
        Misconception(lambda *run: None, ALWAYS),
        *(Misconception(run(guess=guess), hint) for guess, hint in GUESSES),
        *(Misconception(run(order=order), hint) for order, hint in ORDERS),
        *(Misconception(run(pair=pair), hint) for pair, hint in PAIRS),
        *(
            Misconception(if_failed(value), FAILED)
            for value in (
                lambda N: (1, N),
                lambda N: (),
                lambda N: 0,
                lambda N: False,
                lambda N: (None, None),
                lambda N: "None",
            )
        ),
        *(
            Misconception(run(distance(round), order), f"{ONLY_FIRST_PEAK} {UNTESTED}")
            for order in (unverified, up_to(1))
        ),
        *(
            Misconception(run(order=order, pair=pair), f"{UNTESTED} {hint}")
            for order in (unverified, up_to(1))
            for pair, hint in PAIRS[:5]
        ),
    ),
)
