"""Factoring without a quantum computer, and how many steps it takes.

Trial division by 2 and the odd numbers needs half as many steps as the smallest factor p is large,
and Pollard's rho about the square root of p. Neither is the fastest that is known. Shor's algorithm
lives in ``shor``.

Source: J. M. Pollard, "A Monte Carlo method for factorization", BIT 15, 331-334 (1975).
"""

from __future__ import annotations

from math import gcd

import numpy as np

from compmodels import _validate

MOST = 10**14
"""The largest number that is taken; trial division then tries up to five million divisors."""


def trial_division(N: int) -> tuple[int, int]:
    """The smallest factor of N above 1, and how many divisors 2, 3, 5, 7, 9, ... were tried.

    The factor is N itself if N is a prime.

    Examples
    --------
    >>> trial_division(35), trial_division(1_000_003)
    ((5, 3), (1000003, 501))
    """
    N = _validate.count("N", N, least=2, most=MOST)
    divisor, steps = 2, 1
    while N % divisor and divisor * divisor <= N:
        divisor, steps = 2 * steps + 1, steps + 1
    return (divisor if N % divisor == 0 else N), steps


def pollard_rho(N: int, rng: np.random.Generator) -> tuple[int, int]:
    """A factor of N above 1, and how many steps the slower of two walkers took to find it.

    Both walk from number to number by y -> y^2 + c modulo N, one twice as fast as the other. Modulo
    a factor p the walk soon runs in a circle, so that their distance becomes a multiple of p. If
    it is one of N too, this run has failed: the factor is N itself, as always for a prime, and 4.

    Examples
    --------
    >>> pollard_rho(101 * 103, np.random.default_rng(1))[0] in (101, 103)
    True
    """
    N = _validate.count("N", N, least=4, most=MOST)
    start, c = map(int, _validate.generator("rng", rng).integers(1, N, size=2))
    slow = fast = start
    steps, common = 0, 1
    while common == 1:
        slow = (slow * slow + c) % N
        fast = (fast * fast + c) % N
        fast = (fast * fast + c) % N
        common, steps = gcd(slow - fast, N), steps + 1
    return common, steps
