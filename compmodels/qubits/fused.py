"""The same circuits faster: neighbouring gates multiplied to one matrix, diagonals to one product.

A large state is as slow as memory is: each gate reads and writes all amplitudes for very little
arithmetic. So gates are gathered first. Those that fit a window of a few neighbouring qubits are
multiplied to one small matrix, which one matrix product applies to a reshaped view, into a second
buffer. Diagonal gates that fit no window become one product with a vector of phases. What fits
neither stays a gate. A gate may be taken before others that were left standing if it shares no
qubit with them, or if both are diagonal, since then the order does not matter.

Finding the blocks takes longer than running them when there are few qubits, so it is a step of
its own, and its result can be kept. Gate by gate, the same is done in ``state``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

import numpy as np

from compmodels import _validate
from compmodels.qubits import state as states
from compmodels.qubits.gates import Gate

TILE = 8
"""Qubits in a row that a product of diagonal gates takes together; it takes two such rows."""
MOVING = 36
"""To read and write a state costs as much as a matrix product takes for so many rows more; measured
with matrices of 16, 32 and 64 rows, at 10 and 22 qubits. It changes speed only, no result."""


@dataclass(frozen=True)
class Window:
    """Gates as one ``matrix`` on the qubits from ``first`` on."""

    first: int
    matrix: np.ndarray


@dataclass(frozen=True)
class Phases:
    """Diagonal gates as ``factors``, with an axis for each row of qubits, the highest first."""

    factors: np.ndarray
    view: tuple[int, ...]


Block = Window | Phases | Gate


@dataclass(frozen=True)
class _Entry:
    """A gate that still stands, and its qubits as the bits of a number."""

    gate: Gate
    qubits: int


def fuse(circuit: Sequence[Gate], n: int, width: int = 4) -> list[Block]:
    """The blocks that do to n qubits what the circuit does, most with many of its gates.

    Parameters
    ----------
    circuit
        Gates, the first one first.
    n
        Qubits of the states that the blocks are for.
    width
        Neighbouring qubits in a window, at least 1; the lowest window may have one more.

    Examples
    --------
    >>> from compmodels.qubits import gates
    >>> layer = [gates.h(q) for q in range(8)] + [gates.cz(0, 7)]
    >>> [type(block).__name__ for block in fuse(layer, 8)]
    ['Window', 'Window', 'Phases']
    """
    n = _validate.count("n", n)
    width = _validate.count("width", width, most=12)
    standing = [_Entry(gate, _bits(gate)) for gate in _gates(circuit, n)]
    windows = _windows(n, width)
    blocks = []
    while standing:
        block, taken = _next(standing, windows, n)
        blocks.append(block)
        standing = [entry for i, entry in enumerate(standing) if i not in taken]
    return blocks


def run(blocks: Sequence[Block], state: np.ndarray | int) -> np.ndarray:
    """The state that the blocks make of ``state``, or of n qubits at 0 if it is a number n.

    Examples
    --------
    >>> from compmodels.qubits import gates
    >>> bell = fuse([gates.h(0), gates.cx(0, 1)], n=2)
    >>> abs(run(bell, 2)).round(3)
    array([0.707, 0.   , 0.   , 0.707])
    """
    state = states.run([], state)  # a new one, checked at that door
    spare = np.empty_like(state)
    for block in _blocks(blocks, state.size):
        if isinstance(block, Window):
            _multiply(block, state, spare)
            state, spare = spare, state
        elif isinstance(block, Phases):
            view = state.reshape(block.view)
            np.multiply(view, block.factors, out=view)
        else:
            states.apply(state, block)
    return state


def _multiply(window: Window, state: np.ndarray, into: np.ndarray) -> None:
    """Write the product of the window's matrix and the state into a second buffer."""
    size = len(window.matrix)
    if window.first == 0:
        np.matmul(state.reshape(-1, size), window.matrix.T, out=into.reshape(-1, size))
    else:
        view = (-1, size, 2**window.first)
        np.matmul(window.matrix, state.reshape(view), out=into.reshape(view))


def _windows(n: int, width: int) -> list[range]:
    """The qubits of each window that may be used, those that are run fast.

    A matrix product over a short last axis is slow, so above the lowest windows none begins
    below qubit ``width`` if it can be helped. One of the lowest is wider, to reach the next.
    """
    if n <= width + 1:
        return [range(n)]
    lowest = [range(width), range(width + 1)]
    starts = range(min(width, n - width), n - width + 1)
    return lowest + [range(q, q + width) for q in starts]


def _next(standing: list[_Entry], windows: list[range], n: int) -> tuple[Block, set[int]]:
    """The block that begins with the first gate that still stands, and which gates are in it."""
    first = standing[0]
    fitting = [window for window in windows if not first.qubits & ~_mask(window)]
    found = [(window, _taken(standing, _mask(window))) for window in fitting]
    window, taken = max(found, key=_worth, default=(None, []))
    if any(standing[i].gate.diagonal is None for i in taken):
        return _window([standing[i].gate for i in taken], window), set(taken)
    tiles = [tile for tile in _tiles(n) if first.qubits & _mask(tile)]
    if first.gate.diagonal is None or len(tiles) > 2:
        return first.gate, {0}
    taken = _taken(standing, sum(map(_mask, tiles)), diagonal=True)
    return _phases([standing[i].gate for i in taken], tiles, n), set(taken)


def _worth(found: tuple[range, list[int]]) -> float:
    """How many gates a window takes, for what it costs: moving the state, and the arithmetic."""
    window, taken = found
    return len(taken) / (MOVING + 2 ** len(window))


def _taken(standing: list[_Entry], room: int, diagonal: bool = False) -> list[int]:
    """Which of the gates can be done at once, within the qubits that are set in ``room``.

    ``passed`` and ``turned`` are the qubits of the gates left standing on the way: of all of them,
    and of those that are not diagonal.
    """
    taken, passed, turned = [], 0, 0
    for i, entry in enumerate(standing):
        is_diagonal = entry.gate.diagonal is not None
        blocked = turned if is_diagonal else passed
        if entry.qubits & (blocked | ~room) or (diagonal and not is_diagonal):
            passed |= entry.qubits
            turned |= 0 if is_diagonal else entry.qubits
            if not room & ~turned:
                break
        else:
            taken.append(i)
    return taken


def _window(gates: list[Gate], window: range) -> Window:
    """The gates multiplied: a matrix is a state of twice as many qubits, its row the upper half."""
    size = len(window)
    places = {qubit: size + place for place, qubit in enumerate(window)}
    matrix = np.eye(2**size, dtype=complex)
    _apply_all(matrix.ravel(), gates, places)
    return Window(window.start, matrix)


def _phases(gates: list[Gate], tiles: list[range], n: int) -> Phases:
    """The diagonals multiplied, with axes of length 1 for the rows of qubits they leave alone."""
    qubits = [qubit for tile in tiles for qubit in tile]
    factors = np.ones(2 ** len(qubits), dtype=complex)
    _apply_all(factors, gates, {qubit: place for place, qubit in enumerate(qubits)})
    rows = _tiles(n)[::-1]
    shape = [2 ** len(row) if row in tiles else 1 for row in rows]
    return Phases(factors.reshape(shape), tuple(2 ** len(row) for row in rows))


def _apply_all(state: np.ndarray, gates: list[Gate], places: dict[int, int]) -> None:
    """Apply the gates to a state in which each of their qubits has the place given."""
    for gate in gates:
        targets = tuple(places[qubit] for qubit in gate.targets)
        controls = tuple(places[qubit] for qubit in gate.controls)
        states.apply(state, replace(gate, targets=targets, controls=controls))


def _tiles(n: int) -> list[range]:
    """The qubits in rows of eight, the lowest first."""
    return [range(a, b) for a, b in pairwise([*range(0, n, TILE), n])]


def _mask(qubits: Sequence[int]) -> int:
    return sum(1 << qubit for qubit in qubits)


def _bits(gate: Gate) -> int:
    return _mask((*gate.targets, *gate.controls))


def _blocks(blocks: object, size: int) -> Sequence[Block]:
    allowed = f"blocks that fuse made for {size.bit_length() - 1} qubits"
    if not isinstance(blocks, list | tuple) or not all(_fits(block, size) for block in blocks):
        raise _validate.refuse("blocks", blocks, allowed)
    return blocks


def _fits(block: object, size: int) -> bool:
    """Whether it is a block for states of so many amplitudes."""
    if isinstance(block, Window):
        return len(block.matrix) << block.first <= size
    if isinstance(block, Phases):
        return prod(block.view) == size
    return isinstance(block, Gate) and 1 << _bits(block).bit_length() <= size


def _gates(circuit: object, n: int) -> Sequence[Gate]:
    allowed = f"a list of gates on qubits 0 to {n - 1}"
    right = isinstance(circuit, list | tuple) and all(isinstance(gate, Gate) for gate in circuit)
    if not right or any(_bits(gate) >> n for gate in circuit):
        raise _validate.refuse("circuit", circuit, allowed)
    return circuit
