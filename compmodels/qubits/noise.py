"""Qubits that err: depolarising noise, and the first step to correct errors.

Noise is played through as trajectories: in each run every error happens or does not, by chance,
and the mean over many runs is what a mixed state would give. The three-qubit code keeps one qubit
in three and finds one that was flipped without looking at the qubit itself. It does nothing against
other errors; codes that do need more qubits, and are not here.

Source: M. A. Nielsen, I. L. Chuang, "Quantum Computation and Quantum Information", Cambridge
University Press (2000), sections 8.3 and 10.1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compmodels import _validate
from compmodels.qubits import gates
from compmodels.qubits import state as exact
from compmodels.qubits.gates import Gate, cx, x, y, z
from compmodels.qubits.measuring import measure

ERRORS = (x, y, z)
CULPRITS = (None, 0, 2, 1)
"""Which of three qubits was flipped, by the two parities: none, qubit 0, qubit 2, qubit 1."""


def run(
    circuit: Sequence[Gate],
    state: np.ndarray | int,
    probability: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """The state after a circuit in which each gate may leave an error on each qubit it touches.

    With ``probability`` the qubit suffers X, Y or Z, each as likely as the others. A number n as
    ``state`` stands for n qubits that are 0.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> [int(abs(run([x(0)] * 10, 1, 0.05, rng)).argmax()) for _ in range(8)]
    [0, 0, 0, 0, 0, 0, 0, 1]
    """
    probability, rng = _validate.share("probability", probability), _validate.generator("rng", rng)
    noisy = []
    for gate in gates.circuit(circuit, gates.MOST):
        hit = [q for q in gate.qubits if rng.random() < probability]
        noisy += [gate, *(ERRORS[rng.integers(len(ERRORS))](q) for q in hit)]
    return exact.run(noisy, state)


def encode() -> list[Gate]:
    """The circuit that spreads qubit 0 over qubits 0, 1 and 2: a|0> + b|1> to a|000> + b|111>."""
    return [cx(0, 1), cx(0, 2)]


def flips(n: int, probability: float, rng: np.random.Generator) -> list[Gate]:
    """An X on each of ``n`` qubits with this probability: one trajectory of bit-flip noise."""
    n = _validate.count("n", n, most=gates.MOST)
    probability = _validate.share("probability", probability)
    return [x(q) for q in np.flatnonzero(_validate.generator("rng", rng).random(n) < probability)]


def correct(state: np.ndarray, rng: np.random.Generator) -> tuple[int | None, np.ndarray]:
    """The qubit that was found to be flipped, None if none was, and the state with it flipped back.

    Two more qubits take the parities of qubits 0 and 1 and of qubits 1 and 2, and only they are
    measured: so nothing is learnt of a and b.

    Examples
    --------
    >>> sent = np.array([0.6, 0, 0, 0, 0, 0, 0, 0.8])
    >>> culprit, mended = correct(exact.run([x(1)], sent), np.random.default_rng(1))
    >>> culprit, mended.real.round(3).tolist()
    (1, [0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.8])
    """
    together = np.kron([1, 0, 0, 0], exact.vector(state, qubits=3))
    widened = exact.run([cx(0, 3), cx(1, 3), cx(1, 4), cx(2, 4)], together)
    outcome, widened = measure(widened, [3, 4], rng)
    culprit = CULPRITS[outcome]
    flip = [] if culprit is None else [x(culprit)]
    return culprit, exact.run(flip, widened.reshape(4, 8)[outcome])


def logical_error(probability: float) -> float:
    """The probability 3 p^2 - 2 p^3 that two or all three qubits are flipped, which misleads.

    Examples
    --------
    >>> [round(logical_error(p), 6) for p in (0.01, 0.1, 0.5)]
    [0.000298, 0.028, 0.5]
    """
    p = _validate.share("probability", probability)
    return 3 * p**2 - 2 * p**3
