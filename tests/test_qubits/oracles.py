"""Circuits drawn at random, and what they do by two oracles that do not use the model.

One is Qiskit. The other multiplies matrices of 2^n rows, each a sum of Kronecker products of 2 x 2
matrices, the highest qubit first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit.library import RXGate, UnitaryGate
from qiskit.quantum_info import Statevector
from scipy.linalg import expm
from scipy.stats import unitary_group

from compmodels.qubits import gates

ID, X, Z = np.eye(2), np.array([[0, 1], [1, 0]]), np.diag([1, -1])
Y = np.array([[0, -1j], [1j, 0]])
ONE = np.diag([0, 1])
FIXED = {
    "h": (X + Z) / np.sqrt(2),
    "x": X,
    "y": Y,
    "z": Z,
    "s": np.diag([1, 1j]),
    "t": np.diag([1, np.exp(0.25j * np.pi)]),
}
TURNS = {"rx": X, "ry": Y, "rz": Z}
CONTROLLED = {"cx": "x", "cz": "z", "cp": "p", "ccx": "x"}
QUBITS = dict.fromkeys([*FIXED, *TURNS, "p"], 1) | {"cx": 2, "cz": 2, "cp": 2, "swap": 2, "ccx": 3}
ANGLED = {*TURNS, "p", "cp"}
ANY = ("unitary", "phases", "permute")  # what a gate can be made of
SPECIAL = (*ANY, "controlled")
LEAST = {**QUBITS, "controlled": 2}


@dataclass(frozen=True)
class Step:
    """A gate by its name, with what its maker takes before the qubits."""

    name: str
    values: tuple
    qubits: tuple[int, ...]

    def gate(self) -> gates.Gate:
        """The model's gate."""
        if self.name == "controlled":
            return gates.controlled(gates.rx(*self.values, self.qubits[-1]), *self.qubits[:-1])
        if self.name == "ccx":
            return gates.controlled(gates.x(self.qubits[-1]), *self.qubits[:-1])
        if self.name in ANY:
            return gates.Gate(self.name, self.qubits, *self.values)
        return getattr(gates, self.name)(*self.values, *self.qubits)

    def small(self) -> np.ndarray:
        """The matrix on the targets alone."""
        name = CONTROLLED.get(self.name, self.name)
        if name in FIXED:
            return FIXED[name]
        if name in TURNS or name == "controlled":
            return expm(-0.5j * self.values[0] * TURNS.get(name, X))
        if name == "swap":
            return (np.kron(ID, ID) + np.kron(X, X) + np.kron(Y, Y) + np.kron(Z, Z)) / 2
        if name == "permute":
            return np.eye(len(self.values[0]))[:, self.values[0]]
        return {
            "p": lambda angle: np.diag([1, np.exp(1j * angle)]),
            "unitary": np.asarray,
            "phases": np.diag,
        }[name](*self.values)

    def matrix(self, n: int) -> np.ndarray:
        """The matrix of 2^n rows."""
        controlled = self.name in CONTROLLED or self.name == "controlled"
        controls = self.qubits[:-1] if controlled else ()
        return whole(self.small(), n, self.qubits[len(controls) :], controls)

    def add_to(self, circuit: QuantumCircuit) -> None:
        """Append the gate to a circuit of Qiskit's."""
        if self.name == "controlled":
            circuit.append(
                RXGate(*self.values).control(len(self.qubits) - 1, annotated=False), self.qubits
            )
        elif self.name in SPECIAL:
            circuit.append(UnitaryGate(self.small()), self.qubits)
        else:
            getattr(circuit, self.name)(*self.values, *self.qubits)


def kron(factors: dict[int, np.ndarray], n: int) -> np.ndarray:
    """A 2 x 2 matrix for each of some qubits, and the identity for the others."""
    return reduce(np.kron, [factors.get(q, ID) for q in reversed(range(n))])


def whole(small: np.ndarray, n: int, targets: tuple, controls: tuple = ()) -> np.ndarray:
    """A small matrix on targets, where all controls are 1, as a matrix on n qubits."""
    ones = dict.fromkeys(controls, ONE)
    total = np.eye(2**n) - kron(ones, n)
    for row, column in np.argwhere(small):
        factors = dict(ones)
        for bit, q in enumerate(targets):
            factors[q] = np.outer(ID[row >> bit & 1], ID[column >> bit & 1])
        total = total + small[row, column] * kron(factors, n)
    return total


def by_matrices(steps: list[Step], state: np.ndarray) -> np.ndarray:
    """The state after the steps, by whole matrices."""
    n = state.size.bit_length() - 1
    for step in steps:
        state = step.matrix(n) @ state
    return state


def by_qiskit(steps: list[Step], state: np.ndarray) -> np.ndarray:
    """The state after the steps, by Qiskit."""
    circuit = QuantumCircuit(state.size.bit_length() - 1)
    for step in steps:
        step.add_to(circuit)
    return Statevector(state).evolve(circuit).data


def random_state(n: int, rng: np.random.Generator) -> np.ndarray:
    """A state of n qubits, each as likely as any other."""
    state = rng.normal(size=2**n) + 1j * rng.normal(size=2**n)
    return state / np.linalg.norm(state)


def random_step(name: str, n: int, rng: np.random.Generator) -> Step:
    """A gate of this name on qubits drawn at random."""
    k = QUBITS.get(name) or int(rng.integers(LEAST.get(name, 1), min(n, 3) + 1))
    qubits = tuple(rng.permutation(n)[:k].tolist())
    if name in ANGLED or name == "controlled":
        return Step(name, (rng.uniform(-7, 7),), qubits)
    if name == "unitary":
        return Step(name, (np.atleast_2d(unitary_group.rvs(2**k, random_state=rng)),), qubits)
    if name == "phases":
        return Step(name, (np.exp(1j * rng.uniform(0, 7, 2**k)),), qubits)
    return Step(name, (rng.permutation(2**k),) if name == "permute" else (), qubits)


def random_steps(n: int, length: int, rng: np.random.Generator) -> list[Step]:
    """A circuit of gates of all names that so few qubits allow."""
    names = [name for name in (*QUBITS, *SPECIAL) if LEAST.get(name, 1) <= n]
    return [random_step(str(rng.choice(names)), n, rng) for _ in range(length)]
