"""Answers to ``factors_from_measured``."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from itertools import count

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def fractions_of(measured, digits):
    """The convergents of the ratio, from the terms of its continued fraction."""
    rest, terms = Fraction(measured, 2**digits), []
    while True:
        terms.append(math.floor(rest))
        value = Fraction(terms[-1])
        for term in reversed(terms[:-1]):
            value = term + 1 / value
        yield value
        if rest == terms[-1]:
            return
        rest = 1 / (rest - terms[-1])


def denominators(measured, digits, N=math.inf):
    return [one.denominator for one in fractions_of(measured, digits) if one.denominator < N]


def tested(guess, a, N, most=10):
    """The first multiple of the guess that passes the test."""
    for k in range(1, most + 1):
        if guess and pow(a, k * guess, N) == 1:
            return k * guess
    return None


def halved(a, order, N):
    """What N has in common with the neighbours of a^(r/2), or None."""
    if order is None or order % 2 == 1:
        return None
    root = pow(a, order // 2, N)
    below, above = math.gcd(root - 1, N), math.gcd(root + 1, N)
    return (below, above) if 1 not in (below, above) else None


def in_order(pair):
    return pair and (min(pair), max(pair))


# The continued fraction


@wrong("factors_from_measured", hint="The continued fraction stops too early")
def first_denominator_above_1(a, N, measured, digits):
    guess = next((q for q in denominators(measured, digits) if q > 1), 1)
    return in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="The continued fraction stops too early")
def last_but_one(a, N, measured, digits):
    below = denominators(measured, digits, N)
    return in_order(halved(a, tested(below[max(len(below) - 2, 0)], a, N), N))


@wrong("factors_from_measured", hint="The continued fraction goes too far")
def ratio_in_lowest_terms(a, N, measured, digits):
    guess = Fraction(measured, 2**digits).denominator
    return in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="The continued fraction goes too far")
def first_denominator_not_below(a, N, measured, digits):
    for guess in denominators(measured, digits):
        if guess >= N:
            break
    return in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="All your runs fail")
def ratio_in_lowest_terms_untested(a, N, measured, digits):
    return in_order(halved(a, Fraction(measured, 2**digits).denominator, N))


@wrong("factors_from_measured", hint="You take the numerator of the convergent")
def numerator(a, N, measured, digits):
    guess = Fraction(measured, 2**digits).limit_denominator(N - 1).numerator
    return in_order(halved(a, tested(guess, a, N), N))


def begun_the_wrong_way_round(measured, digits, N, largest):
    """The largest below N of what the quotients make of 1 and 0 in the other order."""
    top, bottom, before, last = measured, 2**digits, 0, 1
    while bottom:
        before, last = last, top // bottom * last + before
        top, bottom = bottom, top % bottom
        largest = max(largest, last) if last < N else largest
    return largest


@wrong("factors_from_measured", hint="You take the numerator of the convergent")
def numerators_for_denominators(a, N, measured, digits):
    guess = begun_the_wrong_way_round(measured, digits, N, largest=1)
    return in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="You take the numerator of the convergent")
def numerators_for_denominators_from_0(a, N, measured, digits):
    guess = begun_the_wrong_way_round(measured, digits, N, largest=0)
    return in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="You take a quotient of Euclid's algorithm")
def last_quotient(a, N, measured, digits):
    top, bottom = measured, 2**digits
    below = len(denominators(measured, digits, N))
    for _ in range(below):
        quotient, (top, bottom) = top // bottom, (bottom, top % bottom)
    return in_order(halved(a, tested(quotient, a, N), N))


@wrong("factors_from_measured", hint="You take the measured value for the order")
def measured_order(a, N, measured, digits):
    return in_order(halved(a, tested(measured, a, N), N))


@wrong("factors_from_measured", hint="All your runs fail")
def measured_order_untested(a, N, measured, digits):
    return in_order(halved(a, measured or None, N))


@wrong("factors_from_measured", hint="is the order only if s = 1")
def distance_to_the_first_peak(a, N, measured, digits):
    guess = round(2**digits / measured) if measured else None
    return in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="is the order only if s = 1")
def distance_rounded_down(a, N, measured, digits):
    guess = 2**digits // measured if measured else 0
    return in_order(halved(a, tested(guess, a, N), N))


# The order


@wrong("factors_from_measured", hint="The denominator is a guess")
def untested(a, N, measured, digits):
    return in_order(halved(a, denominators(measured, digits, N)[-1], N))


@wrong("factors_from_measured", hint="The denominator is a guess")
def no_multiples(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    return in_order(halved(a, tested(guess, a, N, 1), N))


@wrong("factors_from_measured", hint="You try too few multiples")
def doubled_once(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    return in_order(halved(a, tested(guess, a, N, 2), N))


@wrong("factors_from_measured", hint="You try too few multiples")
def nine_multiples(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    passed = [r for r in range(guess, 10 * guess, guess) if pow(a, r, N) == 1]
    return in_order(halved(a, passed[0] if passed else None, N))


@wrong("factors_from_measured", hint="You give up if the denominator is odd")
def odd_denominator(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    return None if guess % 2 else in_order(halved(a, tested(guess, a, N), N))


@wrong("factors_from_measured", hint="You take the last multiple that passes")
def last_multiple(a, N, measured, digits):
    guess, order = denominators(measured, digits, N)[-1], None
    for k in range(1, 11):
        if pow(a, k * guess, N) == 1:
            order = k * guess
    return in_order(halved(a, order, N))


@wrong("factors_from_measured", hint="You find the order whatever was measured")
def order_by_search(a, N, measured, digits):
    return in_order(halved(a, next(r for r in count(1) if pow(a, r, N) == 1), N))


@wrong("factors_from_measured", hint="You find the order whatever was measured")
def all_multiples_below(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    return in_order(halved(a, tested(guess, a, N, (N - 1) // guess), N))


@wrong("factors_from_measured", hint="You try the denominators of all convergents")
def every_denominator_with_multiples(a, N, measured, digits):
    orders = (tested(guess, a, N) for guess in denominators(measured, digits, N))
    return in_order(halved(a, next(filter(None, orders), None), N))


@wrong("factors_from_measured", hint="The denominator is a guess")
def every_denominator_alone(a, N, measured, digits):
    orders = (tested(guess, a, N, 1) for guess in denominators(measured, digits, N))
    return in_order(halved(a, next(filter(None, orders), None), N))


@wrong("factors_from_measured", hint="You try the denominators of all convergents")
def from_the_largest_denominator_down(a, N, measured, digits):
    orders = (tested(guess, a, N) for guess in denominators(measured, digits, N)[::-1])
    return in_order(halved(a, next(filter(None, orders), None), N))


# The factors


@wrong("factors_from_measured", hint="1 and N multiply to N, but they are no find")
def trivial_factors(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None or order % 2:
        return None
    root = pow(a, order // 2, N)
    if root == -1:  # a remainder never is
        return None
    return tuple(sorted((math.gcd(root - 1, N), math.gcd(root + 1, N))))


@wrong("factors_from_measured", hint="1 and N multiply to N, but they are no find")
def only_minus_1_fails(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None or order % 2 or pow(a, order // 2, N) == N - 1:
        return None
    factor = math.gcd(pow(a, order // 2, N) + 1, N)
    return in_order((factor, N // factor))


@wrong("factors_from_measured", hint="1 and N multiply to N, but they are no find")
def only_1_fails(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None or order % 2 or pow(a, order // 2, N) == 1:
        return None
    root = pow(a, order // 2, N)
    return in_order((math.gcd(root - 1, N), math.gcd(root + 1, N)))


@wrong("factors_from_measured", hint="An odd order has no half")
def half_of_an_odd_order(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None:
        return None
    factor = math.gcd(pow(a, order // 2, N) - 1, N)
    return in_order((factor, N // factor)) if 1 < factor < N else None


@wrong("factors_from_measured", hint="they are no find. If one of the two divisors is 1, the run")
def nothing_asked(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None:
        return None
    root = pow(a, order // 2, N)
    return in_order((math.gcd(root - 1, N), math.gcd(root + 1, N)))


@wrong("factors_from_measured", hint="a^(r/2), the power with half of the order")
def whole_order(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None or order % 2:
        return None
    factor = math.gcd(pow(a, order, N) - 1, N)
    return in_order((factor, N // factor))


@wrong("factors_from_measured", hint="a^r itself leaves 1, and all of N is in a^r - 1")
def whole_order_and_no_half(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    power = order and pow(a, order, N)
    return order and in_order((math.gcd(power - 1, N), math.gcd(power + 1, N)))


@wrong("factors_from_measured", hint="up to 10 times. The root that splits N is a^(r/2)")
def denominator_for_half_of_the_order(a, N, measured, digits):
    power = pow(a, denominators(measured, digits, N)[-1], N)
    return in_order((math.gcd(power - 1, N), math.gcd(power + 1, N)))


@wrong("factors_from_measured", hint="All your runs fail")
def whole_order_refused(*run):
    pair = whole_order(*run)
    return pair if pair and 1 not in pair else None


@wrong("factors_from_measured", hint="The smaller factor comes first.")
def larger_first(*run):
    pair = with_python_fractions(*run)
    return pair and pair[::-1]


@wrong("factors_from_measured", hint="Which of the two divisors is the smaller changes")
def divisor_below_first(a, N, measured, digits):
    return halved(a, tested(denominators(measured, digits, N)[-1], a, N), N)


@wrong("factors_from_measured", hint="Which of the two divisors is the smaller changes")
def divisor_above_first(*run):
    pair = divisor_below_first(*run)
    return pair and pair[::-1]


@wrong("factors_from_measured", hint="These are no factors")
def neighbours_of_the_root(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if halved(a, order, N) is None:
        return None
    root = pow(a, order // 2, N)
    return root - 1, root + 1


@wrong("factors_from_measured", hint="You take one twice")
def one_divisor_twice(*run):
    pair = divisor_below_first(*run)
    return pair and (pair[0], pair[0])


@wrong("factors_from_measured", hint="This is one factor of two")
def one_factor(*run):
    pair = divisor_below_first(*run)
    return pair and pair[0]


@wrong("factors_from_measured", hint="This is the order")
def order_itself(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    return order if halved(a, order, N) else None


# A run that has failed


@wrong("factors_from_measured", hint="For a run that has failed the answer is None")
def one_and_all_if_it_failed(a, N, measured, digits):
    return with_python_fractions(a, N, measured, digits) or (1, N)


@wrong("factors_from_measured", hint="For a run that has failed the answer is None")
def empty_if_it_failed(*run):
    return with_python_fractions(*run) or ()


@wrong("factors_from_measured", hint="For a run that has failed the answer is None")
def empty_if_the_factors_are_trivial(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None or order % 2:
        return None
    return in_order(halved(a, order, N)) or ()


@wrong("factors_from_measured", hint="For a run that has failed the answer is None")
def empty_if_there_is_no_even_order(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    if order is None or order % 2:
        return ()
    return in_order(halved(a, order, N))


@wrong("factors_from_measured", hint="For a run that has failed the answer is None")
def false_if_no_multiple_passes(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    return order is not None and in_order(halved(a, order, N))


@wrong("factors_from_measured", hint="A measured 0 need not be a failed run")
def nothing_of_a_measured_0(a, N, measured, digits):
    if measured == 0:
        return None
    return with_python_fractions(a, N, measured, digits)


# No run at all


@wrong("factors_from_measured", hint="You find factors of N by dividing")
def smallest_divisor(a, N, measured, digits):
    return next((p, N // p) for p in range(2, N) if N % p == 0)


@wrong("factors_from_measured", hint="You find factors of N by dividing")
def divisor_below_the_root(a, N, measured, digits):
    divisor = math.isqrt(N)
    while N % divisor:
        divisor -= 1
    return divisor, N // divisor


@wrong(
    "factors_from_measured",
    hint="the largest one below N. The denominator is a guess",
)
def peak_without_multiples(a, N, measured, digits):
    guess = round(2**digits / measured) if measured else None
    return in_order(halved(a, tested(guess, a, N, 1), N))


@wrong("factors_from_measured", hint="try multiples, up to 10 times. 1 and N")
def untested_and_trivial(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    if guess % 2:
        return None
    root = pow(a, guess // 2, N)
    return in_order((math.gcd(root - 1, N), math.gcd(root + 1, N)))


@right("factors_from_measured")
def with_python_fractions(a, N, measured, digits):
    guess = Fraction(measured, 2**digits).limit_denominator(N - 1).denominator
    return in_order(halved(a, tested(guess, a, N), N))


@right("factors_from_measured")
def by_the_law_of_convergents(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    orders = guess * np.arange(1, 11)
    passed = [int(order) for order in orders if pow(a, int(order), N) == 1]
    if not passed or passed[0] & 1:
        return None
    factor = int(np.gcd(pow(a, passed[0] // 2, N) + 1, N))
    return sorted([factor, N // factor]) if 1 < factor < N else None


@right("factors_from_measured")
def any_multiple_that_splits(a, N, measured, digits):
    guess = denominators(measured, digits, N)[-1]
    for order in (guess * k for k in range(1, 11)):
        factor = math.gcd(pow(a, order // 2, N) - 1, N)
        if order % 2 == 0 and 1 < factor < N:
            return min(factor, N // factor), max(factor, N // factor)
    return None


@right("factors_from_measured")
def by_the_true_order(a, N, measured, digits):
    order = tested(denominators(measured, digits, N)[-1], a, N)
    while order and order % 2 == 0 and pow(a, order // 2, N) == 1:
        order //= 2
    return in_order(halved(a, order, N))


@right("factors_from_measured")
def in_floating_point(a, N, measured, digits):
    rest, before, last = measured / 2**digits, 0, 1
    while rest > 1e-12:
        term = math.floor(1 / rest + 1e-9)
        rest = max(0, 1 / rest - term)
        if term * last + before >= N:
            break
        before, last = last, term * last + before
    return in_order(halved(a, tested(last, a, N), N))
