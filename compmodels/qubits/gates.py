"""What a gate is, and which gates there are; a circuit is a plain list of them.

A gate changes the amplitudes of its target qubits where all its control qubits are 1. What it does
to them is one of three things: a unitary matrix multiplies them, a diagonal one gives each a phase,
or a permutation moves them. How a gate is applied to a state lives in ``state``, and how a circuit
is drawn in ``text``.

Source of the matrices: M. A. Nielsen and I. L. Chuang, "Quantum Computation and Quantum
Information", Cambridge (2000), chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, sin, sqrt

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

MOST = 32
"""Qubits that can be numbered; a state of so many would need 64 GiB of memory."""
ROUNDING = 1e-8


@dataclass(frozen=True, eq=False, repr=False)
class Gate:
    """One step of a circuit, most often made by one of the functions below.

    Attributes
    ----------
    name
        What it is called without its controls.
    targets
        The qubits that it changes; the first is the lowest bit of the index of ``action``.
    action
        What it does to them, one of three: a unitary matrix; the diagonal of one; or a permutation,
        the index to which each index goes.
    controls
        The qubits that must all be 1, or it does nothing.
    angle
        In radians, or None if it has none.

    Examples
    --------
    >>> add_one = Gate("add1", (0, 1), [1, 2, 3, 0], controls=(2,))
    >>> add_one, add_one.kind
    (cadd1(2, 0, 1), 'permutation')
    """

    name: str
    targets: tuple[int, ...]
    action: ArrayLike
    controls: tuple[int, ...] = ()
    angle: float | None = None

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'h'")
        targets = different("targets", self.targets)
        action = _action(self.action, 2 ** len(targets))
        controls = different("controls", self.controls, taken=targets, fewest=0)
        angle = None if self.angle is None else _validate.number("angle", self.angle)
        vars(self).update(targets=targets, action=action, controls=controls, angle=angle)

    def __repr__(self) -> str:
        angle = [] if self.angle is None else [f"{self.angle:.4g}"]
        inside = ", ".join([*angle, *map(str, self.controls + self.targets)])
        return f"{'c' * len(self.controls)}{self.name}({inside})"

    @property
    def qubits(self) -> tuple[int, ...]:
        """Its targets and its controls."""
        return self.targets + self.controls

    @property
    def kind(self) -> str:
        """What its action is: "matrix", "diagonal" or "permutation"."""
        if self.action.ndim == 2:
            return "matrix"
        return "diagonal" if self.action.dtype == complex else "permutation"


def h(q: int) -> Gate:
    """Hadamard's gate: |0> to (|0> + |1>) / sqrt 2, and |1> to (|0> - |1>) / sqrt 2."""
    return Gate("h", _qubits(q=q), np.array([[1, 1], [1, -1]]) / sqrt(2))


def x(q: int) -> Gate:
    """The flip: |0> to |1>, and |1> to |0>."""
    return Gate("x", _qubits(q=q), [1, 0])


def y(q: int) -> Gate:
    """The flip with phases: |0> to i|1>, and |1> to -i|0>."""
    return Gate("y", _qubits(q=q), [[0, -1j], [1j, 0]])


def z(q: int) -> Gate:
    """The change of sign of |1>."""
    return Gate("z", _qubits(q=q), [1, -1])


def s(q: int) -> Gate:
    """A quarter turn of the phase of |1>: it becomes i|1>."""
    return Gate("s", _qubits(q=q), [1, 1j])


def t(q: int) -> Gate:
    """An eighth of a turn of the phase of |1>."""
    return Gate("t", _qubits(q=q), [1, (1 + 1j) / sqrt(2)])


def p(angle: float, q: int) -> Gate:
    """The turn of the phase of |1> by ``angle``; unlike ``rz`` it leaves |0> alone."""
    return Gate("p", _qubits(q=q), [1, np.exp(1j * _validate.number("angle", angle))], angle=angle)


def rx(angle: float, q: int) -> Gate:
    """The turn of the Bloch sphere by ``angle`` about its x axis, exp(-i X angle / 2)."""
    return _rotation("rx", angle, q, np.eye(2), np.array([[0, 1], [1, 0]]))


def ry(angle: float, q: int) -> Gate:
    """The turn of the Bloch sphere by ``angle`` about its y axis, exp(-i Y angle / 2)."""
    return _rotation("ry", angle, q, np.eye(2), np.array([[0, -1j], [1j, 0]]))


def rz(angle: float, q: int) -> Gate:
    """The turn of the Bloch sphere by ``angle`` about its z axis, exp(-i Z angle / 2)."""
    return _rotation("rz", angle, q, np.ones(2), np.array([1, -1]))


def cx(control: int, target: int) -> Gate:
    """The controlled NOT: the target is flipped where the control is 1."""
    control, target = _qubits(control=control, target=target)
    return controlled(x(target), control)


def cz(control: int, target: int) -> Gate:
    """The change of sign where both qubits are 1."""
    control, target = _qubits(control=control, target=target)
    return controlled(z(target), control)


def cp(angle: float, control: int, target: int) -> Gate:
    """The turn of the phase by ``angle`` where both qubits are 1."""
    control, target = _qubits(control=control, target=target)
    return controlled(p(angle, target), control)


def swap(a: int, b: int) -> Gate:
    """The exchange of two qubits."""
    return Gate("swap", _qubits(a=a, b=b), [0, 2, 1, 3])


def controlled(gate: Gate, *controls: int) -> Gate:
    """The gate with more controls: it acts only where they, too, are 1.

    Examples
    --------
    >>> controlled(x(0), 1, 2)
    ccx(1, 2, 0)
    """
    _validate.instance("gate", gate, Gate, "such as x(0)")
    return replace(gate, controls=different("controls", controls) + gate.controls)


def circuit(value: Sequence[Gate], n: int) -> list[Gate]:
    """``value`` as a list of gates, if that is what it is, on qubits below ``n``."""
    right = isinstance(value, list | tuple) and all(isinstance(gate, Gate) for gate in value)
    if not right or any(max(gate.qubits) >= n for gate in value):
        raise _validate.refuse("circuit", value, f"a list of gates on qubits below {n}")
    return list(value)


def different(
    name: str, value: object, taken: tuple[int, ...] = (), fewest: int = 1, most: int = MOST
) -> tuple[int, ...]:
    """``value`` as ``fewest`` or more different qubits below ``most``, and none of ``taken``."""
    qubits = tuple(_validate.counts(name, value, fewest, least=0, most=most - 1))
    if len({*qubits, *taken}) < len(qubits) + len(taken):
        others = f", other than {', '.join(map(str, taken))}" if taken else ""
        raise _validate.refuse(name, value, "different qubits" + others)
    return qubits


def _qubits(**named: int) -> list[int]:
    """The qubit, or the two different ones, that some arguments are, by their names."""
    qubits = [_validate.count(name, q, least=0, most=MOST - 1) for name, q in named.items()]
    if len({*qubits}) < len(qubits):
        one, other = named
        raise _validate.refuse(one, qubits[0], f"a qubit other than {other}")
    return qubits


def _rotation(name: str, angle: float, q: int, one: np.ndarray, pauli: np.ndarray) -> Gate:
    """The gate exp(-i P angle / 2) = cos(angle / 2) - i sin(angle / 2) P, since P squared is 1."""
    half = _validate.number("angle", angle) / 2
    return Gate(name, _qubits(q=q), cos(half) * one - 1j * sin(half) * pauli, angle=angle)


def _action(value: ArrayLike, size: int) -> np.ndarray:
    """A copy of what a gate does to ``size`` basis states; it cannot be written to."""
    allowed = f"a unitary matrix of {size} rows, its diagonal, or 0 to {size - 1} in any order"
    numbers = np.array(_validate.complexes("action", value, allowed))
    if _is_permutation(numbers, size):
        numbers = numbers.real.astype(int)
    elif not _is_unitary(numbers, size):
        raise _validate.refuse("action", value, allowed)
    numbers.flags.writeable = False
    return numbers


def _is_permutation(action: np.ndarray, size: int) -> bool:
    """Whether it is the whole numbers below ``size``, each once."""
    real = action.shape == (size,) and not action.imag.any()
    return real and np.array_equal(np.sort(action.real), np.arange(size))


def _is_unitary(action: np.ndarray, size: int) -> bool:
    """Whether it is a unitary matrix of so many rows, or the diagonal of one."""
    if action.shape == (size,):
        return np.allclose(np.abs(action), 1, rtol=0, atol=ROUNDING)
    square = action.shape == (size, size)
    return square and np.allclose(action @ action.conj().T, np.eye(size), rtol=0, atol=ROUNDING)
