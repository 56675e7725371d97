"""Qubits that belong together: entangled states, Bell's inequality and teleportation.

A Bell pair is two qubits of which neither has a state of its own. What they do together, no two
partners do that only agreed on their answers beforehand: ``chsh`` gives a number that shows it, and
``chsh_classical`` the most that such partners reach. ``teleport`` spends a pair to send a qubit.
Algorithms live in ``algorithms``.

Sources: J. F. Clauser, M. A. Horne, A. Shimony, R. A. Holt, "Proposed experiment to test local
hidden-variable theories", Physical Review Letters 23, 880 (1969); for the bound 2 sqrt(2),
B. S. Cirel'son, "Quantum generalizations of Bell's inequality", Letters in Mathematical Physics 4,
93-100 (1980).
"""

from __future__ import annotations

from itertools import product
from math import pi

import numpy as np

from compmodels import _validate
from compmodels.qubits.gates import Gate, cx, h, ry, x, z
from compmodels.qubits.measuring import expectation, measure, sample
from compmodels.qubits.state import qubits, run

FIRST = (0, pi / 2)
SECOND = (pi / 4, -pi / 4)
"""The angles from Z towards X, in radians, at which each partner looks at a qubit in ``chsh``."""


def bell() -> list[Gate]:
    """The circuit that makes (|00> + |11>) / sqrt(2) of |00>.

    Examples
    --------
    >>> abs(run(bell(), 2)).round(3)
    array([0.707, 0.   , 0.   , 0.707])
    """
    return ghz(2)


def ghz(n: int) -> list[Gate]:
    """The circuit that makes (|00...0> + |11...1>) / sqrt(2) of ``n`` qubits, all 0 at first."""
    n = _validate.count("n", n, least=2)
    return [h(0), *(cx(q, q + 1) for q in range(n - 1))]


def chsh(
    state: np.ndarray, rng: np.random.Generator | None = None, shots: int | None = None
) -> float:
    """The sum E(a, b) + E(a, b') + E(a', b) - E(a', b') for a state of two qubits.

    E is the mean product of both answers, each +1 or -1, if one partner looks at qubit 0 at the
    angle a or a', and the other at qubit 1 at b or b'. The angles are the best for a Bell pair.

    Parameters
    ----------
    state
        Four amplitudes.
    rng, shots
        With both, each E is the mean of so many measurements; without them it is exact.

    Examples
    --------
    >>> round(chsh(run(bell(), 2)), 4)
    2.8284
    """
    _of(state, 2)
    (a, a2), (b, b2) = FIRST, SECOND
    pairs = ((a, b), (a, b2), (a2, b), (a2, b2))
    first, second, third, last = (_correlation(state, *pair, rng, shots) for pair in pairs)
    return first + second + third - last


def chsh_classical() -> int:
    """The most of ``chsh`` for partners who fix their answers beforehand, by trying all of them.

    Examples
    --------
    >>> chsh_classical()
    2
    """
    answers = product((1, -1), repeat=4)
    return max(a * b + a * b2 + a2 * b - a2 * b2 for a, a2, b, b2 in answers)


def teleport(state: np.ndarray, rng: np.random.Generator) -> tuple[tuple[int, int], np.ndarray]:
    """The two bits that are sent, and the state of one qubit that arrives.

    Qubit 0 holds ``state``; qubits 1 and 2 are a Bell pair, of which the receiver has qubit 2. The
    sender measures qubits 0 and 1, which leaves nothing there of the state. The first bit says
    whether the receiver has to apply Z, the second whether X.

    Examples
    --------
    >>> bits, received = teleport(np.array([0.6, 0.8j]), np.random.default_rng(1))
    >>> received.round(3).tolist()
    [(0.6+0j), 0.8j]
    """
    _of(state, 1)
    _validate.generator("rng", rng)
    together = np.kron([1, 0, 0, 0], state)
    shared = run([h(1), cx(1, 2), cx(0, 1), h(0)], together)
    outcome, shared = measure(shared, [0, 1], rng)
    bits = (outcome & 1, outcome >> 1)
    mended = run([x(2)] * bits[1] + [z(2)] * bits[0], shared)
    return bits, mended.reshape(2, 4)[:, outcome].copy()


def _correlation(
    state: np.ndarray, a: float, b: float, rng: np.random.Generator | None, shots: int | None
) -> float:
    """The mean product of the answers at angles ``a`` and ``b``."""
    turned = run([ry(-a, 0), ry(-b, 1)], state)
    if shots is None and rng is None:
        return expectation(turned, {0: "Z", 1: "Z"})
    shots = _validate.count("shots", shots)
    seen = sample(turned, shots, _validate.generator("rng", rng))
    return 2 * (seen.get("00", 0) + seen.get("11", 0)) / shots - 1


def _of(state: np.ndarray, n: int) -> None:
    if qubits(state) != n:
        raise _validate.refuse("state", state, f"2^{n} amplitudes")
