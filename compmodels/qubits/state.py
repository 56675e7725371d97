"""A state of n qubits, which is 2^n amplitudes, and gates applied to it in place.

No gate is ever written out as a matrix of 2^n rows. The state is reshaped so that each qubit that
the gate has to do with is an axis of its own; what the gate changes is then a part of that view.
What gates there are lives in ``gates``; the same work in larger steps, and so faster, in ``fused``.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.qubits.gates import MOST, ROUNDING, Gate, different

BYTES_AN_AMPLITUDE = 16
"""Two floats of 8 bytes, the real and the imaginary part."""


def zero(n: int) -> np.ndarray:
    """The state of n qubits that are all 0.

    Examples
    --------
    >>> zero(2)
    array([1.+0.j, 0.+0.j, 0.+0.j, 0.+0.j])
    """
    return basis(n, 0)


def basis(n: int, index: int) -> np.ndarray:
    """The state of n qubits whose qubit q is bit q of ``index``."""
    n = _validate.count("n", n, most=MOST)
    index = _validate.count("index", index, 0, 2**n - 1)
    state = np.zeros(2**n, complex)
    state[index] = 1
    return state


def vector(state: ArrayLike) -> np.ndarray:
    """The state as an array of complex amplitudes, if it is one: their squares add to 1.

    An array of complex numbers is not copied.
    """
    allowed = "2^n amplitudes, n at least 1, whose squared moduli add to 1"
    amplitudes = _validate.complexes("state", state, allowed)
    right = amplitudes.ndim == 1 and _is_power(amplitudes.size)
    if not right or abs(np.vdot(amplitudes, amplitudes).real - 1) > ROUNDING:
        raise _validate.refuse("state", state, allowed)
    return amplitudes


def qubits(state: ArrayLike) -> int:
    """The number of qubits of a state."""
    return vector(state).size.bit_length() - 1


def apply(state: np.ndarray, gate: Gate) -> None:
    """Change the amplitudes of ``state`` to those after the gate.

    Parameters
    ----------
    state
        A contiguous array of complex numbers. That its squares add to 1 is not checked here.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> state = zero(2)
    >>> for gate in (h(0), cx(0, 1)):
    ...     apply(state, gate)
    >>> abs(state).round(3)
    array([0.707, 0.   , 0.   , 0.707])
    """
    _writable(state)
    _validate.instance("gate", gate, Gate, "such as gates.x(0)")
    _fits(gate, state.size.bit_length() - 1)
    part = view(state, gate.targets, gate.controls)
    axes = part.shape[: len(gate.targets)]
    if gate.matrix is not None:
        together = part.reshape(len(gate.matrix), -1)
        part[...] = (gate.matrix @ together).reshape(part.shape)
    elif gate.permutation is not None:
        moved = np.flatnonzero(gate.permutation != np.arange(len(gate.permutation)))
        there = np.unravel_index(gate.permutation[moved], axes)
        part[there] = part[np.unravel_index(moved, axes)]
    else:
        factors = gate.diagonal.reshape(axes + (1,) * (part.ndim - len(axes)))
        first = int(factors.size == 2 and gate.diagonal[0] == 1)  # leave alone what stays
        part[first:] *= factors[first:]


def run(circuit: Sequence[Gate], state: ArrayLike | int) -> np.ndarray:
    """The state after all gates of a circuit; it starts at a copy of ``state``, or at ``zero``.

    Parameters
    ----------
    circuit
        A list of gates.
    state
        A state, or the number of qubits that are all 0.

    Examples
    --------
    >>> from compmodels.qubits.gates import h
    >>> run([h(0), h(0)], 1).real.round(3)
    array([1., 0.])
    """
    if not isinstance(circuit, list | tuple) or not all(isinstance(g, Gate) for g in circuit):
        raise _validate.refuse("circuit", circuit, "a list of gates")
    if isinstance(state, Integral):
        state = zero(_validate.count("state", state, most=MOST))
    else:
        state = np.array(vector(state))
    for gate in circuit:
        apply(state, gate)
    return state


def view(values: np.ndarray, targets: Sequence[int], controls: Sequence[int] = ()) -> np.ndarray:
    """The part of 2^n values in which all controls are 1, with an axis for each target first.

    The first target is the last of these axes, so that their index in order is that of a gate.
    The other axes are the qubits in between, many in one. Nothing is copied.

    Examples
    --------
    >>> values = np.arange(8)
    >>> view(values, [0], controls=[2]).reshape(2, 2)
    array([[4, 6],
           [5, 7]])
    """
    n = _length(values).bit_length() - 1
    targets = different("targets", targets, most=n)
    controls = different("controls", controls, fewest=0, taken=targets, most=n)
    shape, axis, above = [], {}, n
    for qubit in sorted((*targets, *controls), reverse=True):
        axis[qubit] = len(shape) + 1
        shape += [2 ** (above - qubit - 1), 2]
        above = qubit
    chosen = [slice(None)] * len(shape)
    for qubit in controls:
        chosen[axis[qubit]] = slice(1, 2)
    part = values.reshape(*shape, 2**above)[tuple(chosen)]
    return np.moveaxis(part, [axis[q] for q in reversed(targets)], range(len(targets)))


def probabilities(state: ArrayLike, qubits: Sequence[int] | None = None) -> np.ndarray:
    """The probability of each outcome of measuring ``qubits``, or all; bit i is ``qubits[i]``.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> bell = run([h(0), cx(0, 1)], 2)
    >>> probabilities(bell).round(3), probabilities(bell, [1]).round(3)
    (array([0.5, 0. , 0. , 0.5]), array([0.5, 0.5]))
    """
    state = vector(state)
    squares = state.real**2 + state.imag**2
    if qubits is None:
        return squares
    qubits = different("qubits", qubits, most=state.size.bit_length() - 1)
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


def _length(values: object) -> int:
    """The number of values, if a view of them as qubits takes no copy."""
    right = isinstance(values, np.ndarray) and values.ndim == 1 and values.flags.c_contiguous
    if not right or not _is_power(values.size):
        raise _validate.refuse("values", values, "a contiguous array of 2^n, n at least 1")
    return values.size


def _writable(state: object) -> None:
    right = isinstance(state, np.ndarray) and state.ndim == 1 and _is_power(state.size)
    if not right or state.dtype != complex or not state.flags.carray:
        raise _validate.refuse("state", state, "a contiguous array of 2^n complex numbers")


def _fits(gate: Gate, n: int) -> None:
    if max(gate.targets + gate.controls) >= n:
        raise _validate.refuse("gate", gate, f"a gate on qubits below {n}")


def _is_power(number: int) -> bool:
    """Whether a number is 2, 4, 8, and so on."""
    return number > 1 and number & (number - 1) == 0
