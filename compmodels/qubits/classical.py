"""Factoring without a quantum computer, and how many steps it takes.

Trial division needs as many steps as the smallest factor p is large, and Pollard's rho about its
square root. Neither is the fastest that is known. Shor's algorithm lives in ``shor``.

Source: J. M. Pollard, "A Monte Carlo method for factorization", BIT 15, 331-334 (1975).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from math import gcd

import numpy as np

from compmodels import _validate

MOST = 10**15
"""The largest number that is taken; trial division then tries some 16 million divisors."""

WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23)
"""Bases that together tell all primes below 3,825,123,056,546,413,051: sequence A014233 in OEIS."""


@dataclass(frozen=True)
class Found:
    """A factor of a number, and how many steps it took to find it."""

    factor: int
    steps: int


def trial_division(N: int) -> Found:
    """The smallest factor of N above 1, with a step for each of 2, 3, 5, 7, 9, ... tried.

    The factor is N itself if N is a prime.

    Examples
    --------
    >>> trial_division(35), trial_division(1_000_003).steps
    (Found(factor=5, steps=3), 501)
    """
    N = _validate.count("N", N, least=2, most=MOST)
    tried = enumerate(chain((2,), count(3, 2)), start=1)
    steps, divisor = next((k, d) for k, d in tried if N % d == 0 or d * d > N)
    return Found(N if N % divisor else divisor, steps)


def pollard_rho(N: int, rng: np.random.Generator) -> Found:
    """Some factor of N other than 1 and N, with a step for each move of the slower walker.

    Both walk from number to number by y -> y^2 + c modulo N, one twice as fast as the other. Modulo
    a factor p the walk soon runs in a circle, so that their distance becomes a multiple of p. If
    it is a multiple of N too, they start again elsewhere.

    Parameters
    ----------
    N
        From 4, and no prime.

    Examples
    --------
    >>> pollard_rho(101 * 103, np.random.default_rng(1)).factor in (101, 103)
    True
    """
    N = _validate.count("N", N, least=4, most=MOST)
    _validate.generator("rng", rng)
    if N % 2 == 0:
        return Found(2, 1)
    if _is_prime(N):
        raise _validate.refuse("N", N, f"a whole number from 4 to {MOST} that is no prime")
    steps, common = 0, N
    while common == N:
        common, taken = _walk(N, *map(int, rng.integers(1, N, size=2)))
        steps += taken
    return Found(common, steps)


def _walk(N: int, start: int, c: int) -> tuple[int, int]:
    """What N and the walkers' distance first have in common, and the steps until then."""
    slow = fast = start
    steps, common = 0, 1
    while common == 1:
        slow = (slow * slow + c) % N
        fast = (fast * fast + c) % N
        fast = (fast * fast + c) % N
        common = gcd(slow - fast, N)
        steps += 1
    return common, steps


def _is_prime(N: int) -> bool:
    """Whether the odd number N is a prime, by the test of Miller and Rabin."""
    twos = ((N - 1) & (1 - N)).bit_length() - 1
    odd = (N - 1) >> twos
    return all(
        pow(base, odd, N) in (1, N - 1) or any(pow(base, odd << i, N) == N - 1 for i in range(twos))
        for base in WITNESSES
        if base % N
    )
