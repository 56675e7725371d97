"""The best-known algorithms as circuits: questions to a function, search, Fourier, phases.

Those that ask about a function run on qubits that are all 0 at first, and need fewer questions than
any ordinary computer. The function stands in them as diagonal gates, its oracle, which turn the
sign of those basis states for which it is 1. Factoring lives in ``shor``.

Sources: D. Deutsch, R. Jozsa, "Rapid solution of problems by quantum computation", Proceedings of
the Royal Society A 439, 553-558 (1992); E. Bernstein, U. Vazirani, "Quantum complexity theory",
STOC 1993; L. K. Grover, "A fast quantum mechanical algorithm for database search", STOC 1996.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, pi, sin, sqrt
from numbers import Integral

import numpy as np

from compmodels import _validate
from compmodels.qubits.gates import MOST, Gate, controlled, cp, h, swap, z


def deutsch_jozsa(table: Sequence[int]) -> list[Gate]:
    """The circuit that tells with one question whether a function is constant or balanced.

    Measured after it, all qubits are 0 for certain if the function has the same value everywhere,
    and never all 0 if it is 1 for just half of all numbers.

    Parameters
    ----------
    table
        The function's values 0 and 1, one for each number of n bits: 2^n of them.

    Examples
    --------
    >>> from compmodels.qubits.state import probabilities, run
    >>> chances = [probabilities(run(deutsch_jozsa(t), 2)) for t in ([1, 1, 1, 1], [0, 1, 1, 0])]
    >>> [f"{chance[0]:.0%}" for chance in chances]
    ['100%', '0%']
    """
    table = _validate.counts("table", table, shortest=2, least=0, most=1)
    n = len(table).bit_length() - 1
    if len(table) != 2**n:
        raise _validate.refuse("table", table, "2, 4, 8, ... zeros and ones, a power of two")
    return [*_all(n), _signs("f", n, np.flatnonzero(table)), *_all(n)]


def bernstein_vazirani(secret: int, n: int) -> list[Gate]:
    """The circuit after which ``n`` qubits read ``secret``, for one question instead of n.

    A question is a number, and its answer whether it has an odd number of ones where the secret has
    a one. So the oracle is a Z on each of those qubits.
    """
    n = _validate.count("n", n, most=MOST)
    secret = _validate.count("secret", secret, least=0, most=2**n - 1)
    return [*_all(n), *(z(q) for q in range(n) if secret >> q & 1), *_all(n)]


def grover(n: int, marked: Sequence[int], iterations: int) -> list[Gate]:
    """The circuit that searches numbers of ``n`` bits for the ``marked`` ones.

    Each iteration turns the sign of the marked states, and then reflects all amplitudes about
    their mean: together a rotation by twice the angle theta of ``success``.

    Examples
    --------
    >>> from compmodels.qubits.state import probabilities, run
    >>> [f"{probabilities(run(grover(4, [11], k), 4))[11]:.3f}" for k in (0, 1, 2, 3, 4)]
    ['0.062', '0.473', '0.908', '0.961', '0.582']
    """
    n = _validate.count("n", n, most=MOST)
    marked = _validate.counts("marked", marked, shortest=1, least=0, most=2**n - 1)
    iterations = _validate.count("iterations", iterations, least=0)
    oracle, about_zero = _signs("oracle", n, marked), _signs("about0", n, range(1, 2**n))
    return [*_all(n), *[oracle, *_all(n), about_zero, *_all(n)] * iterations]


def success(n: int, marked_count: int, iterations: int) -> float:
    """The probability that ``grover`` finds a marked number, sin^2((2k + 1) theta).

    Here k is ``iterations``, and theta is the angle whose sine is sqrt(marked_count / 2^n).

    Examples
    --------
    >>> [round(success(4, 1, k), 3) for k in (3, 4)]
    [0.961, 0.582]
    """
    iterations = _validate.count("iterations", iterations, least=0)
    return sin((2 * iterations + 1) * _theta(n, marked_count)) ** 2


def best_iterations(n: int, marked_count: int) -> int:
    """The number of iterations after which ``success`` first stops to grow, about pi / (4 theta).

    Examples
    --------
    >>> best_iterations(4, 1), best_iterations(20, 1)
    (3, 804)
    """
    return round(pi / (4 * _theta(n, marked_count)) - 0.5)


def qft(n: int, sign: int = 1) -> list[Gate]:
    """The quantum Fourier transform, |x> to the sum of exp(2 pi i x y / 2^n) |y> / sqrt(2^n).

    With ``sign`` -1 in place of 1, the way back.

    Examples
    --------
    >>> from compmodels.qubits.state import basis, run
    >>> print(run(qft(2), basis(2, 1)).round(3) + 0)
    [ 0.5+0.j   0. +0.5j -0.5+0.j   0. -0.5j]
    """
    n = _validate.count("n", n, most=MOST)
    if not isinstance(sign, Integral) or abs(sign) != 1:
        raise _validate.refuse("sign", sign, "1 or -1")
    circuit = []
    for q in reversed(range(n)):
        circuit += [h(q), *(cp(sign * pi / 2 ** (q - low), low, q) for low in reversed(range(q)))]
    return circuit + [swap(q, n - 1 - q) for q in range(n // 2)]


def phase_estimation(powers: Sequence[Gate]) -> list[Gate]:
    """The circuit that writes the phase of a gate's eigenvalue into as many qubits as ``powers``.

    For the eigenvalue exp(2 pi i phi) the digits, qubits 0 to t - 1, read a number near 2^t phi.

    Parameters
    ----------
    powers
        Gates U, U^2, U^4, U^8, ..., one for each of the t digits, on qubits from t on. An
        eigenstate of U, or a sum of some, has to be there before the circuit runs.

    Examples
    --------
    >>> from compmodels.qubits.gates import p
    >>> from compmodels.qubits.state import basis, run
    >>> circuit = phase_estimation([p(2 * pi * 5 / 8 * 2**k, 3) for k in range(3)])
    >>> f"{abs(run(circuit, basis(4, 0b1000))).argmax():04b}"
    '1101'
    """
    right = isinstance(powers, list | tuple) and all(isinstance(one, Gate) for one in powers)
    if not right or not powers or any(min(one.qubits) < len(powers) for one in powers):
        allowed = "a list of gates, one for each digit, on qubits from the number of digits on"
        raise _validate.refuse("powers", powers, allowed)
    digits = len(powers)
    asked = [controlled(power, k) for k, power in enumerate(powers)]
    return [*_all(digits), *asked, *qft(digits, sign=-1)]


def _all(n: int) -> list[Gate]:
    """A Hadamard gate on each qubit, which makes the sum of all numbers of |00...0>."""
    return [h(q) for q in range(n)]


def _signs(name: str, n: int, turned: Sequence[int]) -> Gate:
    """The gate on n qubits that turns the sign of some basis states."""
    values = np.ones(2**n)
    values[turned] = -1
    return Gate(name, range(n), values)


def _theta(n: int, marked_count: int) -> float:
    n = _validate.count("n", n, most=1000)  # 2^-n is a float above 0
    marked_count = _validate.count("marked_count", marked_count, most=2**n)
    return asin(sqrt(marked_count / 2**n))
