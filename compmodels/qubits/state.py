"""A state of n qubits, which is 2^n amplitudes, and gates applied to it in place.

No gate is ever written out as a matrix of 2^n rows. The state is reshaped so that each qubit is an
axis of length 2; what the gate changes is then a part of that view. What gates there are lives in
``gates``; the same work in larger steps, and so faster, in ``fused``.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.qubits import gates
from compmodels.qubits.gates import Gate

BYTES_AN_AMPLITUDE = 16
"""Two floats of 8 bytes, the real and the imaginary part."""


def basis(n: int, index: int = 0) -> np.ndarray:
    """The state of n qubits whose qubit q is bit q of ``index``.

    Examples
    --------
    >>> basis(2)
    array([1.+0.j, 0.+0.j, 0.+0.j, 0.+0.j])
    """
    n = _validate.count("n", n, most=gates.MOST)
    state = np.zeros(2**n, complex)
    state[_validate.count("index", index, 0, 2**n - 1)] = 1
    return state


def vector(state: ArrayLike, qubits: int | None = None) -> np.ndarray:
    """The state as a new array of amplitudes, if it is one, and of so many qubits if that is said.

    Their squared moduli have to add to 1 within ``gates.ROUNDING``. A state in single precision, or
    with few digits, is made complex first, and then divided by its norm.
    """
    n = "n (n from 1)" if qubits is None else _validate.count("qubits", qubits, most=gates.MOST)
    allowed = f"2^{n} amplitudes whose squared moduli add to 1 within 1e-8"
    amplitudes = np.array(_validate.complexes("state", state, allowed))
    right = _is_whole(amplitudes) and qubits in (None, amplitudes.size.bit_length() - 1)
    if not right or abs(np.vdot(amplitudes, amplitudes) - 1) > gates.ROUNDING:
        raise _validate.refuse("state", state, allowed)
    return amplitudes


def run(circuit: Sequence[Gate], state: ArrayLike | int) -> np.ndarray:
    """The state after all gates of a circuit, in the order of the list.

    Parameters
    ----------
    circuit
        A list of gates.
    state
        The state before them, or the number of qubits, which are then all 0.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> abs(run([h(0), cx(0, 1)], 2)).round(3)
    array([0.707, 0.   , 0.   , 0.707])
    """
    if isinstance(state, Integral):
        state = basis(_validate.count("state", state, most=gates.MOST))
    else:
        state = vector(state)
    for gate in gates.circuit(circuit, state.size.bit_length() - 1):
        apply(state, gate)
    return state


def apply(state: np.ndarray, gate: Gate) -> None:
    """Change the amplitudes of ``state`` to those after the gate.

    Parameters
    ----------
    state
        A contiguous array of complex numbers. That their squares add to 1 is not checked here.

    Examples
    --------
    >>> from compmodels.qubits.gates import x
    >>> state = basis(2)
    >>> apply(state, x(1))
    >>> state.real
    array([0., 0., 1., 0.])
    """
    _validate.instance("gate", gate, Gate, "such as gates.x(0)")
    if not _is_changeable(state):
        allowed = "a contiguous array of 2^n complex numbers, n at least 1, that can be written to"
        raise _validate.refuse("state", state, allowed)
    if state.size >> max(gate.qubits) < 2:
        n = state.size.bit_length() - 1
        raise _validate.refuse("gate", gate, f"a gate on qubits below {n}")
    part = view(state, gate.targets, gate.controls)
    axes = part.shape[: len(gate.targets)]
    if gate.kind == "matrix":
        part[...] = (gate.action @ part.reshape(len(gate.action), -1)).reshape(part.shape)
    elif gate.kind == "diagonal":
        part *= gate.action.reshape(axes + (1,) * (part.ndim - len(axes)))
    else:
        moved = np.flatnonzero(gate.action != np.arange(gate.action.size))
        there = np.unravel_index(gate.action[moved], axes)
        part[there] = part[np.unravel_index(moved, axes)]


def view(values: np.ndarray, targets: Sequence[int], controls: Sequence[int] = ()) -> np.ndarray:
    """The part of 2^n values in which all controls are 1, with an axis for each target first.

    The first target is the last of these axes, so that their index in order is that of a gate.
    Each other qubit has an axis of its own after them, of length 1 for a control. Nothing is
    copied.

    Examples
    --------
    >>> values = np.arange(8)
    >>> view(values, [0], controls=[2]).reshape(2, 2)
    array([[4, 6],
           [5, 7]])
    """
    if not _is_contiguous(values):
        raise _validate.refuse("values", values, "a contiguous array of 2^n, n at least 1")
    n = values.size.bit_length() - 1
    targets = gates.different("targets", targets, most=n)
    controls = gates.different("controls", controls, taken=targets, fewest=0, most=n)
    chosen = tuple(slice(q in controls, 2) for q in reversed(range(n)))
    part = values.reshape((2,) * n)[chosen]
    return np.moveaxis(part, [n - 1 - q for q in reversed(targets)], range(len(targets)))


def probabilities(state: ArrayLike, qubits: Sequence[int] | None = None) -> np.ndarray:
    """The probability of each outcome of measuring ``qubits``, or all; bit i is ``qubits[i]``.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> bell = run([h(0), cx(0, 1)], 2)
    >>> probabilities(bell).round(3), probabilities(bell, [1]).round(3)
    (array([0.5, 0. , 0. , 0.5]), array([0.5, 0.5]))
    """
    squares = np.abs(vector(state)) ** 2
    if qubits is None:
        return squares
    qubits = gates.different("qubits", qubits, most=squares.size.bit_length() - 1)
    return view(squares, qubits).reshape(2 ** len(qubits), -1).sum(axis=1)


def memory_bytes(n: int) -> int:
    """Bytes of a state of n qubits, 16 x 2^n.

    Examples
    --------
    >>> memory_bytes(30) / 2**30
    16.0
    """
    return BYTES_AN_AMPLITUDE * 2 ** _validate.count("n", n, most=10_000)


def most_qubits(memory: float) -> int:
    """The most qubits whose state fits in so many bytes of memory.

    Examples
    --------
    >>> most_qubits(8 * 2**30), most_qubits(8e9)
    (29, 28)
    """
    memory = _validate.number("memory", memory, least=memory_bytes(1))
    return (int(memory) // BYTES_AN_AMPLITUDE).bit_length() - 1


def _is_changeable(state: object) -> bool:
    """Whether gates can be applied in place."""
    return _is_contiguous(state) and state.dtype == complex and state.flags.writeable


def _is_contiguous(values: object) -> bool:
    """Whether it is an array of 2, 4, 8, ... values that stand side by side in memory."""
    return isinstance(values, np.ndarray) and _is_whole(values) and values.flags.contiguous


def _is_whole(values: np.ndarray) -> bool:
    """Whether there are 2, 4, 8, ... values in a row."""
    return values.ndim == 1 and values.size > 1 and values.size.bit_count() == 1
