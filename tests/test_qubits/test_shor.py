"""Shor's algorithm against orders by trying, exact fractions, and the exact chance of a run."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.qubits.shor import (
    Attempt,
    convergents,
    factor,
    factors_from,
    multiplication,
    order_finding,
    order_from,
)
from compmodels.qubits.state import basis, run

SMALL = [(a, N) for N in (15, 21) for a in range(2, N) if gcd(a, N) == 1]


def digits_for(N: int) -> int:
    """Digits of the measured number, twice as many as N has."""
    return 2 * len(f"{N:b}")


def order(a: int, N: int) -> int:
    """The order of ``a`` modulo N, by trying."""
    return next(r for r in range(1, N) if a**r % N == 1)


def chances(a: int, N: int) -> np.ndarray:
    """The probability of each reading, from the definition of the state before the measurement.

    The digits hold all x from 0 to 2^t - 1 beside a^x mod N; a Fourier transform of those x that
    share a remainder gives their part.
    """
    remainders = np.array([pow(a, x, N) for x in range(2 ** digits_for(N))])
    parts = [abs(np.fft.fft(remainders == value)) ** 2 for value in set(remainders.tolist())]
    return sum(parts) / len(remainders) ** 2


def splits(a: int, reading: int, N: int) -> bool:
    """Whether a reading gives factors of N, by the nearest fraction with a denominator below N."""
    r = last_below(Fraction(reading, 2 ** digits_for(N)), N)
    return r % 2 == 0 and 1 < gcd(a ** (r // 2) - 1, N) < N


def last_below(ratio: Fraction, N: int) -> int:
    """The last denominator below N among the ratio's convergents, by taking reciprocals."""
    terms, rest = [], ratio
    while not terms or rest:
        rest = 1 / rest if terms else rest
        terms.append(rest.numerator // rest.denominator)
        rest -= terms[-1]
    denominators = []
    for cut in range(1, len(terms) + 1):
        value = Fraction(terms[cut - 1])
        for term in reversed(terms[: cut - 1]):
            value = term + 1 / value
        denominators.append(value.denominator)
    return max(d for d in denominators if d < N)


def chance_of_success(N: int) -> float:
    """The exact probability that one run factors N, over all bases that can be drawn."""
    total = 0.0
    for a in range(2, N):
        readings = np.array([splits(a, y, N) for y in range(2 ** digits_for(N))])
        total += chances(a, N)[readings].sum() if gcd(a, N) == 1 else 1
    return total / (N - 2)


# the circuit


@pytest.mark.parametrize(("a", "N"), SMALL)
def test_multiplication_takes_each_number_to_its_product(a, N):
    n = N.bit_length()
    for y in range(2**n):
        found = run([multiplication(a, N)], basis(n, y))
        assert abs(found[a * y % N if y < N else y]) == pytest.approx(1)


def test_numbers_may_be_numpys_and_a_base_larger_than_the_number():
    table = multiplication(7, 15).action
    for a, N in [(np.int64(7), np.int64(15)), (7 + 15 * 10**17, 15), (7 + 15 * 10**30, 15)]:
        assert np.array_equal(multiplication(a, N).action, table)
    assert repr(order_finding(np.int64(7), np.int64(15))) == repr(order_finding(7, 15))
    assert factors_from(np.int64(7), np.int64(4), np.int64(15)) == (3, 5)
    assert type(factor(np.int64(15), np.random.default_rng(1)).N) is int


def test_multiplication_can_stand_on_other_qubits():
    found = run([multiplication(7, 15, first=2)], basis(6, 4 * 3 + 1))
    assert abs(found[4 * 6 + 1]) == pytest.approx(1)


@pytest.mark.parametrize(("a", "N"), [(7, 15), (14, 15), (2, 21), (13, 21)])
def test_readings_have_exactly_the_probabilities_of_the_definition(a, N):
    digits = digits_for(N)
    found = abs(run(order_finding(a, N), digits + N.bit_length())) ** 2
    np.testing.assert_allclose(found.reshape(-1, 2**digits).sum(axis=0), chances(a, N), atol=1e-12)


def test_the_register_below_the_digits_holds_powers_of_the_base_only():
    found = abs(run(order_finding(2, 21), 15)) ** 2
    held = found.reshape(32, 1024).sum(axis=1)
    assert set(np.flatnonzero(held > 1e-12)) == {1, 2, 4, 8, 16, 11}


@pytest.mark.parametrize("a", [2, 7, 8, 13])
def test_fifteen_has_four_peaks_for_a_base_of_order_four(a):
    found = (abs(run(order_finding(a, 15), 12)) ** 2).reshape(16, 256).sum(axis=0)
    np.testing.assert_allclose(found[[0, 64, 128, 192]], 0.25, atol=1e-12)


@pytest.mark.parametrize("N", [15, 21, 33, 35, 39, 51, 55])
def test_orders_come_out_of_the_readings_nearest_to_their_multiples(N):
    """For each s the nearest reading gives r over what s and r share."""
    digits = digits_for(N)
    for a in (a for a in range(2, N) if gcd(a, N) == 1):
        r = order(a, N)
        for s in range(r):
            reading = round(Fraction(s, r) * 2**digits) % 2**digits
            assert order_from(reading, digits, N) == r // gcd(s, r)


# fractions


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_last_convergent_is_the_ratio_itself(top, bottom):
    *_, last = convergents(top, bottom)
    assert last == Fraction(top, bottom).as_integer_ratio()


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_convergents_are_the_nearest_fractions_with_denominators_up_to_theirs(top, bottom):
    ratio = Fraction(top, bottom)
    for p, q in convergents(top, bottom):
        if q > 1:
            assert Fraction(p, q) == ratio.limit_denominator(q)


@given(st.integers(3, 255), st.data())
def test_the_order_of_a_reading_near_a_fraction_is_that_of_the_nearest_fraction(N, data):
    digits = digits_for(N)
    r = data.draw(st.integers(1, N - 1))
    reading = round(Fraction(data.draw(st.integers(0, r - 1)), r) * 2**digits) % 2**digits
    expected = Fraction(reading, 2**digits).limit_denominator(N - 1).denominator
    assert order_from(reading, digits, N) == expected


@pytest.mark.parametrize(("reading", "order"), [(0, 1), (17, 1), (18, 14), (85, 3), (171, 3)])
def test_a_denominator_as_large_as_the_number_is_no_order(reading, order):
    """17/256 is 1/(15 + 1/17), and 15 is not below 15; 18/256 is 1/(14 + 2/9)."""
    assert order_from(reading, 8, 15) == order


def test_the_circuit_has_as_many_digits_as_the_algorithm_asks_for():
    """Digits for more numbers than N^2, so that the nearest ratio is the right one."""
    for N in (*range(3, 30), 63, 64, 127, 128, 255):
        circuit = order_finding(N - 1, N)
        (digits,) = {gate.targets[0] for gate in circuit if gate.name.startswith("x")}
        assert 2**digits > N**2
        assert {gate.controls for gate in circuit if "%" in gate.name} == {
            (digit,) for digit in range(digits)
        }


# factors


@pytest.mark.parametrize("N", [15, 21, 33, 35, 39, 51, 55])
def test_orders_give_factors_if_they_are_even_and_no_power_is_minus_one(N):
    for a in (a for a in range(2, N) if gcd(a, N) == 1):
        r = order(a, N)
        found = factors_from(a, r, N)
        assert (found is not None) == (r % 2 == 0 and pow(a, r // 2, N) != N - 1)
        assert found is None or (found[0] * found[1] == N and 1 < found[0] <= found[1])


@pytest.mark.parametrize(("N", "factors"), [(15, (3, 5)), (21, (3, 7)), (35, (5, 7))])
def test_numbers_are_factored_with_a_seed(N, factors):
    rng = np.random.default_rng(1)
    found = [factor(N, rng) for _ in range(8)]
    measured = [attempt for attempt in found if attempt.measured is not None]
    assert factors in {attempt.factors for attempt in measured}
    assert {attempt.factors for attempt in found} <= {factors, None}
    for attempt in measured:
        assert attempt.order == order_from(attempt.measured, digits_for(N), N)
        assert attempt.factors == factors_from(attempt.base, attempt.order, N)


@pytest.mark.parametrize(("N", "runs"), [(15, 200), (21, 100)])
def test_runs_succeed_as_often_as_the_exact_probability_says(N, runs):
    rng, expected = np.random.default_rng(2), chance_of_success(N)
    share = np.mean([factor(N, rng).factors is not None for _ in range(runs)])
    assert abs(share - expected) < 3.3 * (expected * (1 - expected) / runs) ** 0.5


def test_a_base_with_a_common_factor_needs_no_measurement():
    seen = [factor(15, np.random.default_rng(seed)) for seed in range(30)]
    lucky = [attempt for attempt in seen if attempt.measured is None]
    assert lucky
    for attempt in lucky:
        assert attempt == Attempt(15, attempt.base, None, None, (3, 5))
        assert gcd(attempt.base, 15) > 1
    assert all(gcd(a.base, 15) == 1 for a in seen if a.measured is not None)


def test_bases_are_all_numbers_from_2_to_the_one_below_the_number():
    assert {factor(15, np.random.default_rng(seed)).base for seed in range(300)} == {*range(2, 15)}


@pytest.mark.parametrize("N", [11, 13])
def test_a_prime_is_never_split(N):
    rng = np.random.default_rng(1)
    assert [factor(N, rng).factors for _ in range(20)] == [None] * 20


# what is refused


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: multiplication(3, 15), "a is 3; allowed: .* no factor in common with 15$"),
        (lambda: multiplication(2, 15, -1), "first is -1; allowed: a whole number from 0 to 28$"),
        (lambda: multiplication(2, 15, 29), "first is 29; allowed: a whole number from 0 to 28$"),
        (lambda: order_finding(2, 257), "N is 257; allowed: a whole number from 3 to 255$"),
        (lambda: convergents(1, 0), "denominator is 0; allowed: a whole number from 1$"),
        (lambda: convergents(-1, 2), "numerator is -1; allowed: a whole number from 0$"),
        (lambda: order_from(16, 4, 15), "measured is 16; allowed: a whole number from 0 to 15$"),
        (lambda: factors_from(7, 0, 15), "order is 0; allowed: a whole number from 1$"),
        (lambda: factor(16, np.random.default_rng(1)), "N is 16; .* an odd number from 9 to 255$"),
        (lambda: factor(7, np.random.default_rng(1)), "N is 7; .* an odd number from 9 to 255$"),
        (lambda: factor(8, np.random.default_rng(1)), "N is 8; .* an odd number from 9 to 255$"),
        (lambda: factor(15.0, np.random.default_rng(1)), "N is 15.0; allowed: an odd number from"),
        (
            lambda: factor(257, np.random.default_rng(1)),
            "N is 257; .* an odd number from 9 to 255$",
        ),
        (lambda: factor(15, 1), "rng is 1; allowed: a Generator"),
    ],
)
def test_what_a_bad_argument_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
