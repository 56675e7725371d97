"""The last steps of Shor's algorithm: the right answer, and what students make of a measured value.

The right one does without continued fractions: a denominator belongs to a convergent just if no
smaller one brings a multiple of the ratio nearer to a whole number (Lagrange's law of best
approximations). A student goes through three steps, each of which may be another one: a guess from
the measured value, an order from the guess, factors from the order. What is asked of students and
which of their ideas the check knows lives in ``_factors``.
"""

from __future__ import annotations

import functools
from fractions import Fraction
from math import gcd

MULTIPLES = 10


@functools.cache
def right_factors(a, N, measured, digits):
    """The answer by the four steps, each in the plainest way."""
    order = smallest_multiple(record_below(N, measured, 2**digits), a, N)
    return None if order is None or order % 2 else split(pow(a, order // 2, N), N)


def record_below(N, measured, size):
    """The largest q below N for which q measured / size is nearer to a whole number than before."""
    best, nearest = 1, size
    for q in range(1, N):
        rest = q * measured % size
        if min(rest, size - rest) < nearest:
            best, nearest = q, min(rest, size - rest)
    return best


def smallest_multiple(guess, a, N, most=MULTIPLES):
    """The first of 1, 2, ... times the guess that passes the test; None if none does."""
    multiples = (guess * k for k in range(1, most + 1)) if guess else ()
    return next((order for order in multiples if pow(a, order, N) == 1), None)


def split(half, N):
    """The factors that a square root of 1 gives, the smaller first; None if they are 1 and N."""
    pair = sorted((_common(half - 1, N), _common(half + 1, N)))
    return None if pair[0] == 1 else tuple(pair)


def _common(number, N):
    """The greatest common divisor, by trying all numbers."""
    return max(factor for factor in range(1, N + 1) if number % factor == N % factor == 0)


# What students take for the guess


def _quotients(measured, size):
    """The terms of the continued fraction, by Euclid's algorithm."""
    top, bottom, found = measured, size, []
    while bottom:
        found.append(top // bottom)
        top, bottom = bottom, top % bottom
    return found


@functools.cache
def _convergents(measured, size):
    """The convergents, each with its numerator and denominator."""
    found, before, last = [], (0, 1), (1, 0)
    for term in _quotients(measured, size):
        before, last = last, (term * last[0] + before[0], term * last[1] + before[1])
        found.append(last)
    return found


def _kept(N, measured, size):
    """The convergents with denominators below N."""
    return [pair for pair in _convergents(measured, size) if pair[1] < N]


def largest_below(N, measured, size):
    """The denominator that the rule takes."""
    return _kept(N, measured, size)[-1][1]


def first_above_one(N, measured, size):
    return next((q for _, q in _convergents(measured, size) if q > 1), 1)


def one_too_early(N, measured, size):
    """The denominator of the convergent before it, if there is one."""
    return _kept(N, measured, size)[-2:][0][1]


def to_the_end(N, measured, size):
    """The denominator of the measured ratio in lowest terms."""
    return _convergents(measured, size)[-1][1]


def first_beyond(N, measured, size):
    """The first denominator from N on, if there is one."""
    found = [q for _, q in _convergents(measured, size)]
    return next((q for q in found if q >= N), found[-1])


def numerator(N, measured, size):
    return _kept(N, measured, size)[-1][0]


def largest_numerator(least):
    """The guess of a student whose denominators begin with 0 and 1, and so are the numerators."""

    def guess(N, measured, size):
        return max(least, *(p for p, _ in _convergents(measured, size) if p < N))

    return guess


def all_below(N, measured, size):
    """The denominators of all convergents that the rule takes one of, in place of a guess."""
    return [q for _, q in _kept(N, measured, size)]


def last_quotient(N, measured, size):
    """The quotient of Euclid's algorithm that belongs to the right convergent."""
    return _quotients(measured, size)[len(_kept(N, measured, size)) - 1]


def distance(rounding):
    """The guess that the first peak gives: for s = 1 the measured value is 2^t / r."""
    return lambda N, measured, size: rounding(Fraction(size, measured)) if measured else 0


# What they take for the order


def unverified(guess, a, N):
    return guess or None


def even_guess(guess, a, N):
    """An order by the rule, but None at once for an odd guess."""
    return None if guess % 2 else smallest_multiple(guess, a, N)


def last_multiple(guess, a, N):
    """The last multiple that passes the test, out of ten."""
    passed = [guess * k for k in range(1, MULTIPLES + 1) if pow(a, guess * k, N) == 1]
    return passed[-1] if passed else None


def up_to(most):
    """The order by the rule, with another number of multiples."""
    return lambda guess, a, N: smallest_multiple(guess, a, N, most)


def first_that_passes(step):
    """The first order by the rule that one of many guesses gives, from either end of the list."""

    def order(guesses, a, N):
        found = (smallest_multiple(guess, a, N) for guess in guesses[::step])
        return next(filter(None, found), None)

    return order


def below_the_number(guess, a, N):
    """The order by the rule, with all multiples below N."""
    return smallest_multiple(guess, a, N, (N - 1) // guess) if guess else None


def by_search(guess, a, N):
    """The order, whatever was measured."""
    return smallest_multiple(1, a, N, N)


# What they make of it


def both_divisors(a, order, N, odd_fails=True, trivial_fails=True):
    """Both divisors of the rule, sorted."""
    if order is None or (odd_fails and order % 2):
        return None
    half = pow(a, order // 2, N)
    pair = tuple(sorted((gcd(half - 1, N), gcd(half + 1, N))))
    return None if trivial_fails and pair[0] == 1 else pair


def in_one_way(root):
    """The pair of a student for whom a half that leaves 1, or -1, is all that can go wrong."""

    def pair(a, order, N):
        fails = order is None or order % 2 or pow(a, order // 2, N) == root % N
        return None if fails else both_divisors(a, order, N, trivial_fails=False)

    return pair


def one_divisor(sign, odd_fails=True, trivial_fails=True):
    """The pair that one divisor and its cofactor make."""

    def pair(a, order, N):
        if order is None or (odd_fails and order % 2):
            return None
        factor = gcd(pow(a, order // 2, N) + sign, N)
        if trivial_fails and factor in (1, N):
            return None
        return min(factor, N // factor), max(factor, N // factor)

    return pair


def whole_power(odd_fails):
    """The pair that a student makes of a^r, in place of a^(r/2)."""

    def pair(a, order, N):
        if order is None or (odd_fails and order % 2):
            return None
        whole = pow(a, order, N)
        return tuple(sorted((gcd(whole - 1, N), gcd(whole + 1, N))))

    return pair


def if_split(made):
    """What is made of a, r, N and the root x of 1 in a run that does not fail."""

    def pair(a, order, N):
        if both_divisors(a, order, N) is None:
            return None
        return made(a, order, N, pow(a, order // 2, N))

    return pair


def run(guess=largest_below, order=smallest_multiple, pair=both_divisors):
    """The answer of a student who goes through the three steps."""

    def answer(a, N, measured, digits):
        return pair(a, order(guess(N, measured, 2**digits), a, N), N)

    return answer


STEPS = ("test", "half", "factors")


def if_failed(value, steps=STEPS):
    """The right factors, and something else than None for a run that has failed in some steps."""

    def answer(a, N, measured, digits):
        right = right_factors(a, N, measured, digits)
        failed_here = right is None and _failed_in(a, N, measured, digits) in steps
        return value(N) if failed_here else right

    return answer


def _failed_in(a, N, measured, digits):
    """The step in which a run that splits nothing has failed."""
    order = smallest_multiple(largest_below(N, measured, 2**digits), a, N)
    return "test" if order is None else "half" if order % 2 else "factors"
