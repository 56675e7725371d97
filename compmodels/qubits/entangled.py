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
from compmodels.qubits.gates import MOST, Gate, cx, h, ry, x, z
from compmodels.qubits.measuring import expectation, measure, sample
from compmodels.qubits.state import run, vector

ANGLES = ((0, pi / 2), (pi / 4, -pi / 4))
"""From Z towards X, in radians: the two at which each partner looks at a qubit in ``chsh``."""


def ghz(n: int) -> list[Gate]:
    """The circuit that makes (|00...0> + |11...1>) / sqrt(2) of n qubits; a Bell pair if n is 2.

    Examples
    --------
    >>> abs(run(ghz(2), 2)).round(3)
    array([0.707, 0.   , 0.   , 0.707])
    """
    n = _validate.count("n", n, least=2, most=MOST)
    return [h(0), *(cx(q, q + 1) for q in range(n - 1))]


def correlation(
    state: np.ndarray,
    angles: tuple[float, float],
    shots: int | None = None,
    rng: np.random.Generator | None = None,
) -> float:
    """The mean product of two partners' answers, +1 or -1, who look at qubits 0 and 1 at angles.

    Parameters
    ----------
    state
        Four amplitudes.
    angles
        From Z towards X, in radians, the first partner's first.
    shots, rng
        With both, the mean of so many measurements; without them it is exact.
    """
    amplitudes, angles = vector(state, qubits=2), _validate.array("angles", angles, (2,))
    turned = run([ry(-angle, q) for q, angle in enumerate(angles)], amplitudes)
    if shots is None and rng is None:
        return expectation(turned, {0: "Z", 1: "Z"})
    seen = sample(turned, shots, rng, [0, 1])
    return 2 * (seen.get("00", 0) + seen.get("11", 0)) / shots - 1


def chsh(
    state: np.ndarray, shots: int | None = None, rng: np.random.Generator | None = None
) -> float:
    """The sum E(a, b) + E(a, b') + E(a', b) - E(a', b') for a state of two qubits.

    E is ``correlation``, at the angles that are the best for a Bell pair.

    Examples
    --------
    >>> round(chsh(run(ghz(2), 2)), 4)
    2.8284
    """
    *three, last = (correlation(state, pair, shots, rng) for pair in product(*ANGLES))
    return sum(three) - last


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
    together = np.kron([1, 0, 0, 0], vector(state, qubits=1))
    shared = run([h(1), cx(1, 2), cx(0, 1), h(0)], together)
    outcome, shared = measure(shared, [0, 1], rng)
    first, second = outcome & 1, outcome >> 1
    mended = run([x(2)] * second + [z(2)] * first, shared)
    return (first, second), mended.reshape(2, 4)[:, outcome]
