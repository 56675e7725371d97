"""What the digits of order finding read, how probably, and which values lead to the factors.

The circuit lives in ``compmodels.qubits.shor``. Here its probabilities come from the sequence that
is in it, without the circuit: when the digits hold a sum of all x, and the qubits above them
a^x mod N, those x that leave the same remainder are r apart, and the digits read what the Fourier
transform makes of them. So a picture follows a hand even where the circuit has many qubits.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

import numpy as np

from compmodels.qubits.shor import factors_from, order_from


def bases(N: int) -> list[int]:
    """The numbers from 2 on and below N that have no factor in common with it."""
    return [a for a in range(2, N) if gcd(a, N) == 1]


def order(a: int, N: int) -> int:
    """The least r above 0 for which a^r leaves the remainder 1, by trying.

    Examples
    --------
    >>> order(7, 15), order(2, 21), order(3, 35)
    (4, 6, 12)
    """
    r, power = 1, a % N
    while power != 1:
        r, power = r + 1, power * a % N
    return r


@lru_cache(maxsize=8)
def chances(r: int, digits: int) -> np.ndarray:
    """The probability of each value of so many digits, when the order is r."""
    x = np.arange(2**digits)
    apart = x % r == np.arange(r)[:, None]
    shares = np.sum(np.abs(np.fft.fft(apart)) ** 2, axis=0) / 4**digits
    shares.flags.writeable = False
    return shares


@lru_cache(maxsize=8)
def orders(digits: int, N: int) -> np.ndarray:
    """The order that each value of so many digits points to."""
    return np.array([order_from(value, digits, N) for value in range(2**digits)])


def useful(a: int, N: int, digits: int) -> np.ndarray:
    """Which values of so many digits lead to the factors."""
    leads = np.zeros(N, dtype=bool)
    leads[[r for r in range(1, N) if factors_from(a, r, N)]] = True
    return leads[orders(digits, N)]


def measured(a: int, N: int, digits: int, times: int) -> np.ndarray:
    """The first so many of a row of measurements, which is always the same."""
    shares = chances(order(a, N), digits)
    return np.random.default_rng(1).choice(2**digits, size=times, p=shares / shares.sum())
