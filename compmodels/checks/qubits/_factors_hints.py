"""The known wrong ideas about the last steps of Shor's algorithm, each with its hint.

They come in the order of the steps: the guess, the order, the factors, a run that has failed; then
those that are wrong in two steps, or take none. What each answers is in ``_factors_ideas``, which
runs are asked for in ``_factors``.
"""

from __future__ import annotations

from itertools import chain, combinations
from math import gcd, isqrt

from compmodels.checks._core import Misconception
from compmodels.checks.qubits._factors_ideas import (
    STEPS,
    all_below,
    below_the_number,
    both_divisors,
    by_search,
    distance,
    even_guess,
    first_above_one,
    first_beyond,
    first_that_passes,
    if_failed,
    if_split,
    in_one_way,
    largest_numerator,
    last_multiple,
    last_quotient,
    numerator,
    one_divisor,
    one_too_early,
    right_factors,
    run,
    to_the_end,
    unverified,
    up_to,
    whole_power,
)

TOO_EARLY = (
    "The continued fraction stops too early. Take the largest denominator that is still below N."
)
TOO_FAR = (
    "The continued fraction goes too far. At its end stands the measured ratio itself, digit by "
    "digit; the order is below N, so its denominator is too."
)
NUMERATOR = "You take the numerator of the convergent, which is s. The order is in the denominator."
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
FAILURES = (
    lambda N: (1, N),
    lambda N: (),
    lambda N: 0,
    lambda N: False,
    lambda N: (None, None),
    lambda N: "None",
)
EVERY = (
    "You try the denominators of all convergents. One alone counts, the largest below N: of "
    "another one a multiple may pass the test by luck, or without being the order."
)
BY_DIVISION = (
    "You find factors of N by dividing, whatever was measured. For a large N that takes longer "
    "than anybody can wait. Find them from the run, by the four steps; if it has failed: None."
)
DIVISIONS = (
    lambda N: next((p, N // p) for p in range(3, N) if N % p == 0),
    lambda N: next((p, N // p) for p in range(isqrt(N), 1, -1) if N % p == 0),
)
TWO_DIVISORS = (
    "The two factors are the greatest common divisors of N with a^(r/2) - 1 and with a^(r/2) + 1."
)
WHOLE = (
    "The root that splits N is a^(r/2), the power with half of the order. a^r itself leaves 1, and "
    "all of N is in a^r - 1."
)
GUESSES = (
    (first_above_one, TOO_EARLY),
    (one_too_early, TOO_EARLY),
    (to_the_end, TOO_FAR),
    (first_beyond, TOO_FAR),
    (numerator, NUMERATOR),
    (largest_numerator(0), NUMERATOR),
    (largest_numerator(1), NUMERATOR),
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
    (whole_power(odd_fails=True), WHOLE),
    (whole_power(odd_fails=False), WHOLE),
    *((in_one_way(root), TRIVIAL) for root in (1, -1)),
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


MISCONCEPTIONS = (
    Misconception(lambda *run: None, ALWAYS),
    *(Misconception(run(guess=guess), hint) for guess, hint in GUESSES),
    *(Misconception(run(order=order), hint) for order, hint in ORDERS),
    *(
        Misconception(run(guess=all_below, order=first_that_passes(step)), EVERY)
        for step in (1, -1)
    ),
    *(Misconception(run(pair=pair), hint) for pair, hint in PAIRS),
    *(
        Misconception(if_failed(value, steps), FAILED)
        for steps in chain(*(combinations(STEPS, many) for many in (3, 1, 2)))
        for value in FAILURES
    ),
    Misconception(
        lambda a, N, measured, digits: right_factors(a, N, measured, digits) if measured else None,
        "A measured 0 need not be a failed run. The denominator is 1, and its multiples are tried "
        "like those of any other: an order up to 10 is found.",
    ),
    *(Misconception(lambda a, N, *_, first=first: first(N), BY_DIVISION) for first in DIVISIONS),
    *(
        Misconception(run(distance(round), order), f"{ONLY_FIRST_PEAK} {UNTESTED}")
        for order in (unverified, up_to(1))
    ),
    *(
        Misconception(run(order=order, pair=pair), f"{UNTESTED} {hint}")
        for order in (unverified, up_to(1))
        for pair, hint in PAIRS[:7]
    ),
)
