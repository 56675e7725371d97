"""Shor's algorithm: factors of a number from the order of another number modulo it.

The order of a modulo N is the smallest r above 0 for which a^r leaves the remainder 1. Only finding
it is the quantum computer's work: a circuit whose measured digits lie near a multiple of 2^t / r.
The rest is arithmetic, and stands here too. Ways without a quantum computer live in ``classical``.

Source: P. W. Shor, "Polynomial-time algorithms for prime factorization and discrete logarithms on a
quantum computer", SIAM Journal on Computing 26(5), 1484-1509 (1997).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from numbers import Integral

import numpy as np

from compmodels import _validate
from compmodels.qubits import gates
from compmodels.qubits.algorithms import phase_estimation
from compmodels.qubits.gates import Gate, x
from compmodels.qubits.measuring import measure
from compmodels.qubits.state import run

MOST = 255
"""The largest N: with 8 bits the circuit has 24 qubits, and its state takes 256 MiB.

Working on it takes about twice as much besides.
"""


@dataclass(frozen=True)
class Attempt:
    """One run of Shor's algorithm, and what came of it.

    Attributes
    ----------
    N
        The number to be factored.
    base
        The number a whose order was looked for, drawn at random.
    measured
        What the digits read; None if ``base`` itself had a factor in common with N.
    order
        What ``order_from`` made of it, right or not; None if nothing was measured.
    factors
        Two factors of N, neither of them 1, the smaller first; None if the run failed.
    """

    N: int
    base: int
    measured: int | None
    order: int | None
    factors: tuple[int, int] | None


def multiplication(a: int, N: int, first: int = 0) -> Gate:
    """The gate |y> to |a y mod N>, on as many qubits as N has bits, from the qubit ``first`` on.

    It is a permutation, since ``a`` has no factor in common with N; from N on, y stays.

    Examples
    --------
    >>> multiplication(7, 15).action[:5].tolist()
    [0, 7, 14, 6, 13]
    """
    a, N = _without_common_factor(a, N)
    bits = N.bit_length()
    first = _validate.count("first", first, least=0, most=gates.MOST - bits)
    numbers = np.arange(2**bits)
    moved = np.where(numbers < N, a % N * numbers % N, numbers)
    return Gate(f"x{a}%{N}", range(first, first + bits), moved)


def order_finding(a: int, N: int) -> list[Gate]:
    """The circuit whose lowest 2n qubits then read a number near a multiple of 2^2n / order.

    Here n is the number of bits of N, and 2n digits tell apart all ratios with denominators below
    N. The n qubits above the digits hold 1 at first, and are multiplied by a, a^2, a^4, ... modulo
    N. That 1 is a sum of eigenstates of the multiplication, whose eigenvalues are
    exp(2 pi i s / r) for s from 0 to r - 1.
    """
    a, N = _without_common_factor(a, N)
    digits = 2 * N.bit_length()
    powers = [multiplication(pow(a, 2**k, N), N, digits) for k in range(digits)]
    return [x(digits), *phase_estimation(powers)]


def convergents(numerator: int, denominator: int) -> list[tuple[int, int]]:
    """The continued fraction of a ratio, cut off after each term: its ever better approximations.

    Each is a numerator and a denominator, the last one the ratio itself in lowest terms.

    Examples
    --------
    >>> convergents(85, 256)
    [(0, 1), (1, 3), (85, 256)]
    """
    top = _validate.count("numerator", numerator, least=0)
    bottom = _validate.count("denominator", denominator)
    found, before, last = [], (0, 1), (1, 0)
    while bottom:
        term = top // bottom
        top, bottom = bottom, top % bottom
        before, last = last, (term * last[0] + before[0], term * last[1] + before[1])
        found.append(last)
    return found


def order_from(measured: int, digits: int, N: int) -> int:
    """The order that a measured value points to: the last denominator of a convergent below N.

    It is the order r divided by what r and the multiple s have in common, if measured / 2^digits
    is within 1 / 2^(digits + 1) of s / r, and 2^digits is at least N^2.

    Examples
    --------
    >>> order_from(85, 8, 15), order_from(64, 8, 15), order_from(128, 8, 15)
    (3, 4, 2)
    """
    digits = _validate.count("digits", digits, most=2 * gates.MOST)
    measured = _validate.count("measured", measured, least=0, most=2**digits - 1)
    N = _validate.count("N", N, least=3)
    return max(bottom for _, bottom in convergents(measured, 2**digits) if bottom < N)


def factors_from(a: int, order: int, N: int) -> tuple[int, int] | None:
    """Two factors of N from the order of ``a``: what N and a^(order/2) - 1 have in common.

    None if the order is odd, or if they have nothing in common or all of N.

    Examples
    --------
    >>> factors_from(7, 4, 15), factors_from(14, 2, 15)
    ((3, 5), None)
    """
    a, N = _without_common_factor(a, N)
    half, odd = divmod(_validate.count("order", order), 2)
    common = gcd(pow(a, half, N) - 1, N)
    return None if odd or common in (1, N) else _split(common, N)


def factor(N: int, rng: np.random.Generator) -> Attempt:
    """One run of Shor's algorithm: a base drawn, its order measured once, and factors made of it.

    Parameters
    ----------
    N
        An odd number from 9 to 255. If it is a prime or a power of one, no order gives factors.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> runs = [factor(15, rng) for _ in range(10)]
    >>> {run.factors for run in runs if run.factors}
    {(3, 5)}
    """
    if not isinstance(N, Integral) or N not in range(9, MOST + 1, 2):
        raise _validate.refuse("N", N, f"an odd number from 9 to {MOST}")
    N, base = int(N), int(_validate.generator("rng", rng).integers(2, N - 1, endpoint=True))
    if gcd(base, N) > 1:
        return Attempt(N, base, None, None, _split(gcd(base, N), N))
    digits = 2 * N.bit_length()
    state = run(order_finding(base, N), digits + N.bit_length())
    measured, _ = measure(state, range(digits), rng)
    order = order_from(measured, digits, N)
    return Attempt(N, base, measured, order, factors_from(base, order, N))


def _split(factor: int, N: int) -> tuple[int, int]:
    return min(factor, N // factor), max(factor, N // factor)


def _without_common_factor(a: int, N: int) -> tuple[int, int]:
    """Both, as they are, if they have no factor in common."""
    a, N = _validate.count("a", a), _validate.count("N", N, least=3, most=MOST)
    if gcd(a, N) > 1:
        raise _validate.refuse("a", a, f"a whole number from 1 with no factor in common with {N}")
    return a, N
