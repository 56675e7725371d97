"""Trial division and Pollard's rho against a sieve, counted divisions and expected growth."""

from __future__ import annotations

from math import gcd, isqrt, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compmodels.qubits.classical import MOST, pollard_rho, trial_division


def smallest_factors(limit: int) -> np.ndarray:
    """For each number below ``limit`` its smallest factor above 1, by the sieve of Eratosthenes."""
    smallest = np.arange(limit)
    for divisor in range(2, isqrt(limit) + 1):
        multiples = smallest[divisor::divisor]
        multiples[multiples > divisor] = np.minimum(multiples[multiples > divisor], divisor)
    return smallest


SMALLEST = smallest_factors(20_000)
PRIMES = [n for n in range(2, 20_000) if SMALLEST[n] == n]


def test_trial_division_finds_the_sieves_factor_of_every_small_number():
    for number in range(2, 5000):
        assert trial_division(number)[0] == SMALLEST[number]


def test_trial_division_takes_a_step_for_2_and_for_each_odd_number_up_to_the_factor():
    for number in range(2, 5000):
        factor, steps = trial_division(number)
        divisors = [d for d in (2, *range(3, number + 1, 2)) if (d - 2) ** 2 <= number]
        tried = [d for d in divisors if d <= factor]
        if factor < number:
            assert steps == len(tried)


@pytest.mark.parametrize(
    ("number", "steps"), [(2, 1), (3, 1), (5, 2), (7, 2), (11, 3), (25, 3), (1_000_003, 501)]
)
def test_trial_division_of_a_prime_stops_at_the_first_divisor_beyond_the_square_root(number, steps):
    assert trial_division(number)[1] == steps


def first_split(number: int, rng: np.random.Generator) -> int:
    """A factor other than the number, by as many runs as it takes up to a thousand."""
    found = (pollard_rho(number, rng)[0] for _ in range(1000))
    return next(factor for factor in found if factor < number)


def test_some_run_of_pollards_rho_splits_every_small_number_that_is_no_prime():
    rng = np.random.default_rng(1)
    for number in set(range(5, 2000)) - set(PRIMES):
        factor = first_split(number, rng)
        assert factor > 1 and number % factor == 0


@given(st.sampled_from(PRIMES), st.sampled_from(PRIMES), st.integers(0, 99))
@settings(deadline=None)
def test_pollards_rho_finds_one_of_two_primes(p, q, seed):
    assume(p * q > 4)
    assert first_split(p * q, np.random.default_rng(seed)) in {p, q}


def test_pollards_rho_returns_4_and_a_prime_itself():
    rng = np.random.default_rng(1)
    for number in [*[4] * 20, *PRIMES[2:2000]]:
        factor, steps = pollard_rho(number, rng)
        assert factor == number and steps >= 1


def test_few_runs_fail_on_products_of_two_primes_and_those_return_the_number():
    """Both circles close in the same step about as often as 1 in sqrt(p) runs."""
    rng = np.random.default_rng(2)
    found = [pollard_rho(101 * 103, rng)[0] for _ in range(400)]
    assert set(found) == {101, 103, 101 * 103}
    assert 1 <= found.count(101 * 103) < 80


@pytest.mark.parametrize(
    "number",
    [561, 1729, 2047, 1_373_653, 25_326_001, 3_215_031_751, 2_152_302_898_747],
)
def test_numbers_that_look_like_primes_are_split(number):
    """Carmichael's numbers, and the first strong pseudoprimes to the first bases (OEIS A014233)."""
    factor = first_split(number, np.random.default_rng(1))
    assert 1 < factor < number and number % factor == 0


@given(st.integers(5, 10**9), st.integers(0, 99))
@settings(deadline=None)
def test_both_ways_agree_on_what_a_number_is_made_of(number, seed):
    smallest, _ = trial_division(number)
    assume(smallest < number)
    factor = first_split(number, np.random.default_rng(seed))
    assert smallest in {trial_division(part)[0] for part in (factor, number // factor)}


def test_rhos_steps_grow_as_the_square_root_of_the_factor_and_divisions_as_the_factor():
    """Mean steps of rho over sqrt(p) stay of the order of 1; divisions are (p + 1) / 2."""
    rng = np.random.default_rng(1)
    for p, q in ((1009, 1013), (10_007, 10_009), (100_003, 100_019), (1_000_003, 1_000_033)):
        mean = np.mean([pollard_rho(p * q, rng)[1] for _ in range(40)])
        assert 0.5 < mean / sqrt(p) < 1.6
        assert trial_division(p * q) == (p, (p + 1) // 2)


def test_the_steps_that_are_counted_are_those_of_a_walk_until_its_first_common_factor():
    N, rng = 10_403, np.random.default_rng(5)
    start, c = map(int, np.random.default_rng(5).integers(1, N, size=2))
    walk = [start]
    while len(walk) < 400:
        walk.append((walk[-1] ** 2 + c) % N)
    steps = next(k for k in range(1, 200) if gcd(walk[2 * k] - walk[k], N) > 1)
    common = gcd(walk[2 * steps] - walk[steps], N)
    assert common < N
    assert pollard_rho(N, rng) == (common, steps)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: trial_division(1), f"N is 1; allowed: a whole number from 2 to {MOST}$"),
        (lambda: trial_division(MOST + 1), f"N is {MOST + 1}; allowed: .* to {MOST}$"),
        (lambda: pollard_rho(3, np.random.default_rng(1)), "N is 3; .* whole number from 4 to"),
        (lambda: pollard_rho(15, None), "rng is None; allowed: a Generator"),
        (lambda: pollard_rho(15.0, np.random.default_rng(1)), "N is 15.0; .* whole number from 4"),
    ],
)
def test_what_a_bad_argument_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
