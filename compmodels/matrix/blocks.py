"""A block: its place in the grid, the memory that its threads share, and how they take turns.

What the threads load and store is written down in ``memory``; how a grid of blocks is launched
lives in ``simt``.
"""

from __future__ import annotations

import inspect
import math
from collections import namedtuple
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from compmodels import _validate
from compmodels.matrix.memory import (
    MOST_BARRIERS,
    UNWRITTEN,
    DeviceArray,
    EndlessError,
    KernelError,
    Log,
    Recorder,
    Turn,
)
from compmodels.matrix.warps import BANKS, WORD

HELD = np.dtype(f"f{WORD}")
MOST_SHARED = 48 * 1024  # bytes of shared memory in a block
ALIGNED = BANKS * WORD  # bytes: so an array in shared memory begins at the first bank

Index = namedtuple("Index", "x y")


class BarrierError(KernelError):
    """Not all threads of a block came to the same barrier."""


@dataclass(frozen=True)
class Thread:
    """A thread's place in its block: ``x`` along the row, ``y`` down the column, from 0."""

    x: int
    y: int

    def __str__(self) -> str:
        return f"thread ({self.x}, {self.y})"


class Block:
    """A block's place in the grid, and what its threads share.

    Attributes
    ----------
    x, y
        The place, from 0: along the row of blocks, and down the column.
    dim
        How many threads the block has: ``dim.x`` in a row, ``dim.y`` in a column.
    grid
        How many blocks there are: ``grid.x`` in a row, ``grid.y`` in a column.
    barriers
        How often its threads have waited for each other.
    """

    __slots__ = ("_shared", "barriers", "dim", "grid", "recorder", "x", "y")

    def __init__(self, place: Index, dim: Index, grid: Index, recorder: Recorder) -> None:
        self.x, self.y = place
        self.dim, self.grid, self.barriers = dim, grid, 0
        self.recorder = recorder
        self._shared: dict[str, DeviceArray] = {}

    @property
    def arrays(self) -> list[DeviceArray]:
        """The arrays in shared memory, in the order in which they were made."""
        return list(self._shared.values())

    def shared(self, name: str, shape: int | tuple[int, ...]) -> DeviceArray:
        """The array of this name in shared memory, which all threads of the block share.

        Its elements take 4 bytes each and hold nothing at the start.
        """
        shape = shape if isinstance(shape, tuple) else (shape,)
        if name not in self._shared:
            self._shared[name] = self._new(name, shape)
        array = self._shared[name]
        if array.shape != shape:
            raise _validate.refuse("shape", shape, f"{array.shape}, with which {name} was made")
        return array

    def _new(self, name: str, shape: tuple[int, ...]) -> DeviceArray:
        """An empty array behind those that there are."""
        size = math.prod(_validate.counts("shape", shape, shortest=1))
        base = sum(-(-WORD * array.size // ALIGNED) * ALIGNED for array in self.arrays)
        if len(shape) > 2 or base + WORD * size > MOST_SHARED:
            allowed = f"one or two axes, and {MOST_SHARED:,} bytes in all arrays of a block"
            raise _validate.refuse("shape", shape, allowed)
        number = len(self._shared)
        values = [UNWRITTEN] * size
        return DeviceArray(name, shape, values, self.recorder, number, base, HELD, is_shared=True)


def turns(
    kernel: Callable, block: Block, arguments: list, backwards: bool = False
) -> Iterator[list[Log]]:
    """What the threads of a block did, from one barrier to the next: a log for each thread.

    The logs come row by row, as warps are made of the threads. The threads run in this order, or
    ``backwards``.
    """
    __tracebackhide__ = True  # an error then shows the line of the kernel
    threads = [Thread(x, y) for y in range(block.dim.y) for x in range(block.dim.x)]
    going = {thread: _begun(kernel, block, thread, arguments) for thread in threads}
    while going:
        crowd = Turn(block, None, block.barriers)
        logs, waiting = {}, {}
        for thread, rest in reversed(going.items()) if backwards else going.items():
            turn = Turn(block, thread, block.barriers, crowd)
            logs[thread] = block.recorder.begin(turn)
            if _goes_on(rest, turn):
                waiting[thread] = rest
        yield [logs[thread] for thread in going]
        _refuse_lost(waiting, going)
        block.barriers += bool(waiting)
        _refuse_endless(block, waiting)
        going = {thread: rest for thread, rest in going.items() if thread in waiting}


def _begun(kernel: Callable, block: Block, thread: Thread, arguments: list) -> Generator:
    """The kernel for one thread, about to begin, as something that stops at each barrier."""
    if inspect.isgeneratorfunction(kernel):
        return kernel(block, thread, *arguments)
    return _without_barrier(kernel, block, thread, arguments)


def _without_barrier(kernel: Callable, block: Block, thread: Thread, arguments: list) -> Generator:
    """A kernel that runs to its end in one go."""
    __tracebackhide__ = True
    return kernel(block, thread, *arguments)
    yield


def _goes_on(rest: Generator, turn: Turn) -> bool:
    """Let a thread run to its next barrier, and tell whether there is one."""
    __tracebackhide__ = True
    try:
        next(rest)
        is_at_barrier, result = True, None
    except StopIteration as end:
        is_at_barrier, result = False, end.value
    except KernelError:
        raise
    except Exception as error:
        error.add_note(f"This happened in {turn}.")
        raise
    if turn.block.recorder.fault is not None:
        raise turn.block.recorder.fault
    if result is not None:
        what = f"{turn} returns {type(result).__name__}"
        raise KernelError(f"{what}, but a kernel returns nothing: store the result in an array")
    return is_at_barrier


def _refuse_endless(block: Block, waiting: dict[Thread, Generator]) -> None:
    """Raise an ``EndlessError`` if a block has come to more barriers than it may."""
    if block.barriers > MOST_BARRIERS:
        line = _waits_at(next(iter(waiting.values())))[-1].line
        raise EndlessError(
            f"block ({block.x}, {block.y}) waits at the barrier (yield) in line {line} and has "
            f"come to more than {MOST_BARRIERS:,} barriers: see that the loop around it ends"
        )


def _refuse_lost(waiting: dict[Thread, Generator], going: dict[Thread, Generator]) -> None:
    """Raise a ``BarrierError`` if some threads wait where the others do not."""
    if not waiting:
        return
    places = {thread: _waits_at(rest) for thread, rest in waiting.items()}
    first = next(iter(waiting))
    for thread in going:
        if thread not in waiting:
            did = "has finished without coming to one"
        elif places[thread] != places[first]:
            line = places[thread][-1].line
            is_same = line == places[first][-1].line
            did = "waits at another one" if is_same else f"waits at the one in line {line}"
        else:
            continue
        raise BarrierError(
            f"{first} waits at the barrier (yield) in line {places[first][-1].line}, but {thread} "
            f"{did}: all threads of a block must come to the same barrier, so keep it out of an if"
        )


class Stop(NamedTuple):
    """Where a function has stopped: its line, and the instruction in it."""

    line: int
    instruction: int


def _waits_at(rest: Generator) -> list[Stop]:
    """The barrier at which a thread waits; the last of several where functions call each other."""
    stops = []
    while inspect.isgenerator(rest):
        stops.append(Stop(rest.gi_frame.f_lineno, rest.gi_frame.f_lasti))
        rest = rest.gi_yieldfrom
    return stops
