"""The same circuits faster: many gates made into one, and large gates applied in one stroke.

A large state is as slow as memory is: each gate reads and writes all amplitudes for very little
arithmetic. So gates are gathered first, and each kind has its own way of becoming one. Gates of any
kind within a window of a few neighbouring qubits are multiplied to one matrix. Diagonal gates are
multiplied to one diagonal. Permutations of one or two qubits become one permutation of all indices.
A gate may be taken before others that are left standing if the order does not matter: if it shares
no qubit with them, or if it is diagonal and they do no more to the qubits that both have than
change phases, as other diagonal gates do, and any gate does to its controls.

Finding what to gather takes longer than running it when there are few qubits, so it is a step of
its own, and its result, a circuit again, can be kept. Gate by gate, all is done in ``state``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compmodels import _validate
from compmodels.qubits import gates
from compmodels.qubits import state as states
from compmodels.qubits.gates import Gate

TILE = 8
"""Qubits in a row that a product of diagonal gates takes together; it takes two such rows."""
MOVING = 28
"""To read and write a state costs as much as a matrix product takes for so many rows more; chosen
by measuring layers of 10, 16, 20 and 22 qubits. It changes speed only, no result."""

Way = tuple[str, tuple[int, ...], set[int]]
"""The kind of gate to make, on which qubits, and of which of those that stand."""


def fuse(circuit: Sequence[Gate], n: int, width: int = 4) -> list[Gate]:
    """A circuit of fewer and larger gates that does to n qubits what ``circuit`` does.

    Parameters
    ----------
    circuit
        A list of gates.
    n
        Qubits of the states that it is for.
    width
        Neighbouring qubits in a window, or one more.

    Examples
    --------
    >>> layer = [gates.h(q) for q in range(8)] + [gates.cz(0, 7), gates.cz(1, 6)]
    >>> fuse(layer, 8)
    [matrix(0, 1, 2, 3), matrix(4, 5, 6, 7), diagonal(0, 1, 2, 3, 4, 5, 6, 7)]
    """
    n = _validate.count("n", n, most=gates.MOST)
    width = _validate.count("width", width, most=10)
    standing = gates.circuit(circuit, n)
    fused = []
    while standing:
        kind, room, taken = _next(standing, n, width)
        fused.append(_one(kind, room, [standing[i] for i in sorted(taken)]))
        standing = [gate for i, gate in enumerate(standing) if i not in taken]
    return fused


def run(circuit: Sequence[Gate], state: np.ndarray | int) -> np.ndarray:
    """The state after a circuit, as ``state.run`` gives it; what ``fuse`` makes runs faster here.

    Examples
    --------
    >>> bell = fuse([gates.h(0), gates.cx(0, 1)], n=2)
    >>> abs(run(bell, 2)).round(3)
    array([0.707, 0.   , 0.   , 0.707])
    """
    state = states.run([], state)
    spare = np.empty_like(state)
    for gate in gates.circuit(circuit, state.size.bit_length() - 1):
        first, size = gate.targets[0], len(gate.action)
        row = not gate.controls and gate.targets == tuple(range(first, first + len(gate.targets)))
        if row and gate.kind == "matrix":
            shape = (-1, size, 2**first)
            _multiply(gate.action, state.reshape(shape), spare.reshape(shape))
        elif row and size == state.size:
            _move(gate, state, spare)
        else:
            states.apply(state, gate)
            continue
        state, spare = spare, state
    return state


def _multiply(matrix: np.ndarray, rows: np.ndarray, into: np.ndarray) -> None:
    """Write the product of a matrix and a state whose middle axis are the qubits that it is for."""
    if rows.shape[2] == 1:  # one large product in place of many with a single column
        np.matmul(rows[..., 0], matrix.T, out=into[..., 0])
    elif matrix.imag.any():
        np.matmul(matrix, rows, out=into)
    else:  # half the arithmetic: real and imaginary parts are columns of their own
        np.matmul(matrix.real.copy(), rows.view(float), out=into.view(float))


def _move(gate: Gate, state: np.ndarray, into: np.ndarray) -> None:
    """Write what a diagonal or a permutation of all qubits makes of a state."""
    if gate.kind == "diagonal":
        np.multiply(state, gate.action, out=into)
    else:
        into[gate.action] = state


def _next(standing: list[Gate], n: int, width: int) -> Way:
    """The way that takes the most gates for its cost, among those that begin with the first one."""
    first = standing[0]
    tiles = {q // TILE for q in first.qubits}
    ways = [("matrix", window) for window in _windows(n, width) if {*first.qubits} <= {*window}]
    if first.kind == "diagonal" and len(tiles) <= 2:
        ways.append(("diagonal", tuple(q for q in range(n) if q // TILE in tiles)))
    if first.kind == "permutation" and len(first.qubits) <= 2:
        ways.append(("permutation", tuple(range(n))))
    found = [(kind, room, _taken(standing, kind, room)) for kind, room in ways]
    return max([("alone", (), {0}), *found], key=_worth)


def _windows(n: int, width: int) -> list[tuple[int, ...]]:
    """The qubits of each window; none begins so low that a product's rows would be short."""
    starts = [0, *range(width, n)]
    whole = [(start, start + size) for start in starts for size in (width, width + 1)]
    return [tuple(range(*ends)) for ends in whole if ends[1] <= n] or [tuple(range(n))]


def _worth(way: Way) -> float:
    """How many gates it takes, for moving the state and for the arithmetic."""
    kind, room, taken = way
    rows = {"alone": 0, "matrix": 2 ** len(room)}.get(kind, 1)
    return len(taken) / (MOVING + rows)


def _taken(standing: list[Gate], kind: str, room: tuple[int, ...]) -> set[int]:
    """Which gates on the qubits of ``room`` can be made into one of this kind.

    ``passed`` are the qubits of all gates left standing on the way, and ``turned`` those among
    them that a gate does more to than change phases, as it does to no control.
    """
    taken, passed, turned = set(), set(), set()
    for i, gate in enumerate(standing):
        fits = kind in ("matrix", gate.kind) and (kind != "permutation" or len(gate.qubits) <= 2)
        blocked = turned if gate.kind == "diagonal" else passed
        if fits and blocked.isdisjoint(gate.qubits) and {*room}.issuperset(gate.qubits):
            taken.add(i)
        else:
            passed |= {*gate.qubits}
            turned |= {*gate.targets} if gate.kind != "diagonal" else set()
            if turned.issuperset(room):
                break
    return taken


def _one(kind: str, room: tuple[int, ...], together: list[Gate]) -> Gate:
    """The gates multiplied to one of this kind; a matrix is a state whose upper half is its row."""
    if kind == "alone":
        return together[0]
    if kind == "permutation":
        return _unchecked(kind, room, _images(together, len(room)))
    size = len(room)
    upper = size if kind == "matrix" else 0
    whole = np.eye(2**size, dtype=complex).ravel() if upper else np.ones(2**size, complex)
    place = {qubit: upper + i for i, qubit in enumerate(room)}
    for gate in together:
        targets, controls = ([place[q] for q in part] for part in (gate.targets, gate.controls))
        states.apply(whole, _unchecked(gate.name, tuple(targets), gate.action, tuple(controls)))
    return _unchecked(kind, room, whole.reshape((2**size, -1) if upper else -1))


def _unchecked(name: str, targets: tuple, action: np.ndarray, controls: tuple = ()) -> Gate:
    """A gate made of checked ones, whose rounding may add up, so that it is not checked again."""
    gate = object.__new__(Gate)
    action.flags.writeable = False
    vars(gate).update(name=name, targets=targets, action=action, controls=controls)
    return gate


def _images(together: list[Gate], n: int) -> np.ndarray:
    """To which index each of 2^n indices goes.

    Each rearrangement of two bits, and so all of them together, is linear but for a shift: where 0
    and the single bits go tells all, since the images of numbers add, bit by bit, as they do.
    """
    index = np.array([0, *(1 << q for q in range(n))])
    for gate in together:
        index = _moved(index, gate)
    table = index[:1]
    for single in index[1:]:
        table = np.append(table, table ^ single ^ index[0])
    return table


def _moved(index: np.ndarray, gate: Gate) -> np.ndarray:
    """To which index a permutation takes each of some."""
    local = sum((index >> q & 1) << i for i, q in enumerate(gate.targets))
    turned = sum(((gate.action[local] ^ local) >> i & 1) << q for i, q in enumerate(gate.targets))
    return index ^ np.where(np.all([index >> q & 1 for q in gate.controls], axis=0), turned, 0)
