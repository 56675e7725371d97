"""What a gate is, and which gates there are; a circuit is a plain list of them.

A gate changes the amplitudes of its target qubits where all its control qubits are 1. What it does
to them is one of three things: a small unitary matrix multiplies them, a diagonal gives each a
phase, or a permutation moves them. In all three the first target is the lowest bit of the index.
How a gate is applied to a state lives in ``state``, and how a circuit is drawn in ``text``.

Source of the matrices: M. A. Nielsen and I. L. Chuang, "Quantum Computation and Quantum
Information", Cambridge (2000), chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, sin, sqrt

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

MOST = 40
"""Qubits that can be numbered; a state of so many would need 16 TiB of memory."""
ROUNDING = 1e-8


@dataclass(frozen=True, eq=False, repr=False)
class Gate:
    """One step of a circuit; made by the functions below, and shown as the call that makes it.

    Attributes
    ----------
    name
        What it is called without its controls.
    targets
        The qubits that it changes; the first is the lowest bit of the index of what follows.
    controls
        The qubits that must all be 1, or it does nothing.
    matrix, diagonal, permutation
        What it does to its targets, exactly one of the three: a unitary matrix, the diagonal of
        one, or to which basis state each basis state goes.
    angle
        In radians, or None if it has none.
    """

    name: str
    targets: tuple[int, ...]
    controls: tuple[int, ...] = ()
    matrix: np.ndarray | None = None
    diagonal: np.ndarray | None = None
    permutation: np.ndarray | None = None
    angle: float | None = None

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'h'")
        targets = different("targets", self.targets)
        controls = different("controls", self.controls, fewest=0, taken=targets)
        made = {"targets": targets, "controls": controls, **_form(self, 2 ** len(targets))}
        if self.angle is not None:
            made["angle"] = _validate.number("angle", self.angle)
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        angle = [] if self.angle is None else [f"{self.angle:.4g}"]
        inside = ", ".join([*angle, *map(str, self.controls + self.targets)])
        return f"{'c' * len(self.controls)}{self.name}({inside})"


def h(q: int) -> Gate:
    """Hadamard's gate: |0> to (|0> + |1>) / sqrt 2, and |1> to (|0> - |1>) / sqrt 2."""
    return _one("h", q, matrix=np.array([[1, 1], [1, -1]]) / sqrt(2))


def x(q: int) -> Gate:
    """The flip: |0> to |1>, and |1> to |0>."""
    return _one("x", q, permutation=[1, 0])


def y(q: int) -> Gate:
    """The flip with phases: |0> to i|1>, and |1> to -i|0>."""
    return _one("y", q, matrix=[[0, -1j], [1j, 0]])


def z(q: int) -> Gate:
    """The change of sign of |1>."""
    return _one("z", q, diagonal=[1, -1])


def s(q: int) -> Gate:
    """A quarter turn of the phase of |1>: it becomes i|1>."""
    return _one("s", q, diagonal=[1, 1j])


def t(q: int) -> Gate:
    """An eighth of a turn of the phase of |1>."""
    return _one("t", q, diagonal=[1, (1 + 1j) / sqrt(2)])


def rx(angle: float, q: int) -> Gate:
    """The turn of the Bloch sphere by ``angle`` about its x axis, exp(-i X angle / 2)."""
    c, s = _half(angle)
    return _one("rx", q, matrix=[[c, -1j * s], [-1j * s, c]], angle=angle)


def ry(angle: float, q: int) -> Gate:
    """The turn of the Bloch sphere by ``angle`` about its y axis, exp(-i Y angle / 2)."""
    c, s = _half(angle)
    return _one("ry", q, matrix=[[c, -s], [s, c]], angle=angle)


def rz(angle: float, q: int) -> Gate:
    """The turn of the Bloch sphere by ``angle`` about its z axis, exp(-i Z angle / 2)."""
    c, s = _half(angle)
    return _one("rz", q, diagonal=[c - 1j * s, c + 1j * s], angle=angle)


def p(angle: float, q: int) -> Gate:
    """The turn of the phase of |1> by ``angle``; unlike ``rz`` it leaves |0> alone."""
    angle = _validate.number("angle", angle)
    return _one("p", q, diagonal=[1, np.exp(1j * angle)], angle=angle)


def cx(control: int, target: int) -> Gate:
    """The controlled NOT: the target is flipped where the control is 1."""
    return controlled(x(_qubit("target", target)), _qubit("control", control))


def cz(a: int, b: int) -> Gate:
    """The change of sign where both qubits are 1."""
    return controlled(z(_qubit("b", b)), _qubit("a", a))


def cp(angle: float, a: int, b: int) -> Gate:
    """The turn of the phase by ``angle`` where both qubits are 1."""
    return controlled(p(angle, _qubit("b", b)), _qubit("a", a))


def swap(a: int, b: int) -> Gate:
    """The exchange of two qubits."""
    return Gate("swap", (_qubit("a", a), _qubit("b", b)), permutation=[0, 2, 1, 3])


def ccx(a: int, b: int, target: int) -> Gate:
    """Toffoli's gate: the target is flipped where both other qubits are 1."""
    return controlled(x(_qubit("target", target)), _qubit("a", a), _qubit("b", b))


def controlled(gate: Gate, *controls: int) -> Gate:
    """The gate with more controls: it acts only where they, too, are 1.

    Examples
    --------
    >>> controlled(h(0), 2)
    ch(2, 0)
    """
    _validate.instance("gate", gate, Gate, "such as x(0)")
    more = different("controls", controls, taken=gate.targets + gate.controls)
    return replace(gate, controls=more + gate.controls)


def unitary(matrix: ArrayLike, *qubits: int, name: str = "U") -> Gate:
    """The gate of a unitary matrix; the first of ``qubits`` is the lowest bit of its index."""
    qubits = different("qubits", qubits)
    return Gate(name, qubits, matrix=_unitary("matrix", matrix, 2 ** len(qubits)))


def phases(values: ArrayLike, *qubits: int, name: str = "D") -> Gate:
    """The gate that multiplies each basis state of ``qubits`` by its own number of modulus 1."""
    qubits = different("qubits", qubits)
    return Gate(name, qubits, diagonal=_diagonal("values", values, 2 ** len(qubits)))


def permute(table: ArrayLike, *qubits: int, name: str = "P") -> Gate:
    """The gate that moves basis state i of ``qubits`` to basis state ``table[i]``.

    Examples
    --------
    >>> add_one = permute([1, 2, 3, 0], 0, 1)
    >>> inverse(add_one).permutation
    array([3, 0, 1, 2])
    """
    qubits = different("qubits", qubits)
    return Gate(name, qubits, permutation=_permutation("table", table, 2 ** len(qubits)))


def inverse(gate: Gate) -> Gate:
    """The gate that undoes this one; it is the same gate if it undoes itself.

    Examples
    --------
    >>> [inverse(gate) for gate in (rx(0.5, 0), t(0), x(0))]
    [rx(-0.5, 0), t'(0), x(0)]
    """
    _validate.instance("gate", gate, Gate, "such as x(0)")
    if gate.permutation is not None:
        form, back = "permutation", np.argsort(gate.permutation)
    elif gate.diagonal is not None:
        form, back = "diagonal", gate.diagonal.conj()
    else:
        form, back = "matrix", gate.matrix.conj().T
    if gate.angle is not None:
        return replace(gate, angle=-gate.angle, **{form: back})
    if np.array_equal(back, getattr(gate, form)):
        return gate
    name = gate.name[:-1] if gate.name.endswith("'") else gate.name + "'"
    return replace(gate, name=name, **{form: back})


def different(
    name: str, value: object, fewest: int = 1, taken: tuple[int, ...] = (), most: int = MOST
) -> tuple[int, ...]:
    """``value`` as ``fewest`` or more different qubits below ``most``, and none of ``taken``."""
    qubits = tuple(_validate.counts(name, value, fewest, least=0, most=most - 1))
    if len({*qubits, *taken}) < len(qubits) + len(taken):
        others = f", other than {', '.join(map(str, taken))}" if taken else ""
        raise _validate.refuse(name, value, "different qubits" + others)
    return qubits


def _one(name: str, q: int, **form: object) -> Gate:
    """A gate on one qubit without controls."""
    return Gate(name, (_qubit("q", q),), **form)


def _qubit(name: str, value: object) -> int:
    return _validate.count(name, value, 0, MOST - 1)


def _half(angle: object) -> tuple[float, float]:
    """Cosine and sine of half an angle."""
    half = _validate.number("angle", angle) / 2
    return cos(half), sin(half)


def _form(gate: Gate, size: int) -> dict[str, np.ndarray]:
    """What the gate does to its targets, by name, if it is just one thing and fits so many states.

    It is a copy that cannot be written to, since gates are shared between circuits.
    """
    checks = {"matrix": _unitary, "diagonal": _diagonal, "permutation": _permutation}
    given = {name: value for name in checks if (value := getattr(gate, name)) is not None}
    found = {name: np.array(checks[name](name, value, size)) for name, value in given.items()}
    if len(found) != 1:
        first, *more = [*given, *checks]
        name = more[0] if found else first
        raise _validate.refuse(name, getattr(gate, name), "exactly one of " + ", ".join(checks))
    for array in found.values():
        array.flags.writeable = False
    return found


def _unitary(name: str, value: object, size: int) -> np.ndarray:
    allowed = f"a unitary matrix of shape ({size}, {size})"
    matrix = _validate.complexes(name, value, allowed)
    if matrix.shape != (size, size) or not _near(matrix @ matrix.conj().T, np.eye(size)):
        raise _validate.refuse(name, value, allowed)
    return matrix


def _diagonal(name: str, value: object, size: int) -> np.ndarray:
    allowed = f"{size} numbers of modulus 1"
    diagonal = _validate.complexes(name, value, allowed)
    if diagonal.shape != (size,) or not _near(np.abs(diagonal), 1):
        raise _validate.refuse(name, value, allowed)
    return diagonal


def _permutation(name: str, value: object, size: int) -> np.ndarray:
    allowed = f"the whole numbers from 0 to {size - 1}, each once"
    table = _validate.complexes(name, value, allowed)
    if table.shape != (size,) or not np.array_equal(np.sort(table), np.arange(size)):
        raise _validate.refuse(name, value, allowed)
    return table.real.astype(int)


def _near(found: np.ndarray, wanted: np.ndarray | float) -> bool:
    return np.allclose(found, wanted, rtol=0, atol=ROUNDING)
