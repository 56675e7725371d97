"""The arrays that a kernel works on: each load and store is checked and written down.

A real graphics processor does not check. A load beyond the end of an array returns whatever lies
there, and two threads that use the same element without a barrier between them win or lose by
chance. Here both are errors that name the thread and the element. How threads are run lives in
``simt``, what their loads and stores cost in ``warps``.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

UNWRITTEN = object()  # what a shared element holds before a thread has stored to it
MOST_BARRIERS = 500  # to which a block may come
MOST_NOTES = 1_000_000  # lines, loads and stores of one thread from barrier to barrier
KINDS = ("global_loads", "global_stores", "shared_loads", "shared_stores")


class KernelError(Exception):
    """A kernel did what a real machine would answer with a wrong result, or not at all."""


class OutOfBoundsError(KernelError, IndexError):
    """A thread used an index that its array does not have."""


class RaceError(KernelError):
    """Two threads used the same element, at least one stored to it, and no barrier orders them."""


class UnwrittenError(KernelError):
    """A thread loaded an element of shared memory to which no thread had stored."""


class EndlessError(KernelError):
    """A thread ran so many lines, or came to so many barriers, that it does not seem to end."""


def kind_of(code: int) -> str:
    """What a code in a log stands for, one of `KINDS`."""
    return KINDS[(-code - 1) % len(KINDS)]


def number_of(code: int) -> int:
    """The number of the array that a code in a log is about."""
    return (-code - 1) // len(KINDS)


class Turn:
    """What one thread does between two barriers; ``thread`` is None for several threads."""

    __slots__ = ("block", "crowd", "phase", "thread")

    def __init__(self, block: Any, thread: Any, phase: int, crowd: Turn | None = None) -> None:
        self.block, self.thread, self.phase, self.crowd = block, thread, phase, crowd

    def is_before(self, other: Turn) -> bool:
        """Whether a barrier puts this turn before the other."""
        return self.block is other.block and self.phase < other.phase

    def __str__(self) -> str:
        thread, block = self.thread, self.block
        return f"thread ({thread.x}, {thread.y}) of block ({block.x}, {block.y})"


ANYBODY = Turn(None, None, 0)  # stands for threads of several blocks


@dataclass
class Log:
    """What one thread did in one turn.

    Attributes
    ----------
    turn
        Whose it is.
    path
        Lines of the kernel in the order in which they were run (numbers above zero), and
        between them the codes of the loads and stores made there (numbers below zero).
    addresses
        The address of each load and store, in bytes, in the same order.
    """

    turn: Turn
    path: list[int] = field(default_factory=list)
    addresses: list[int] = field(default_factory=list)


class Recorder:
    """Whose turn it is, and what is written down of it; all arrays of a launch share one.

    Attributes
    ----------
    fault
        The last error that an array found, which ends the launch even if the kernel catches it.
    """

    fault: KernelError | None = None

    def begin(self, turn: Turn) -> Log:
        """A new log for ``turn``, which is written to from now on."""
        log = Log(turn)
        self.turn, self.path, self.addresses = turn, log.path, log.addresses
        return log

    @property
    def who(self) -> str:
        """Whose turn it is, and the line of the kernel that runs."""
        line = next((entry for entry in reversed(self.path) if entry > 0), 0)
        return f"{self.turn}, in line {line}," if line else f"{self.turn}"

    def each(self, items: Iterable, line: int) -> Iterator:
        """The items of a loop, with its line written down after each of them."""
        for item in items:
            yield item
            self.note_round(line)

    def note_round(self, line: int) -> None:
        """Write down the line of a loop that asks whether to go on."""
        self.path.append(line)
        if len(self.path) > MOST_NOTES:
            self.fault = EndlessError(
                f"{self.turn} is in the loop of line {line} and has not come to a barrier or to "
                f"its end after {MOST_NOTES:,} lines, loads and stores: see that the loop ends"
            )
            raise self.fault


class DeviceArray:
    """An array in global or shared memory, with one or two axes, as a kernel sees it.

    It is used like a NumPy array, one element at a time: ``x[i]``, ``tile[row, column]``,
    ``x.shape``, ``x.size``. The arithmetic is Python's.

    Attributes
    ----------
    loads, stores
        How often each element was loaded and stored to, in the order of the elements.
    load_code, store_code
        What stands in a log for a load and for a store; see `kind_of`.
    """

    def __init__(
        self,
        name: str,
        shape: tuple[int, ...],
        values: list,
        recorder: Recorder,
        number: int,
        base: int,
        dtype: np.dtype,
        is_shared: bool,
    ) -> None:
        self.name, self.shape, self.size = name, shape, math.prod(shape)
        self.base, self.itemsize = base, dtype.itemsize
        self._is_shared, self._dtype = is_shared, dtype
        self._is_whole = dtype.kind != "f"
        self.load_code = -len(KINDS) * number - 2 * is_shared - 1
        self.store_code = self.load_code - 1
        self.loads, self.stores = [0] * self.size, [0] * self.size
        self._is_table = len(shape) == 2
        self._rows, self._columns = shape if self._is_table else (1, *shape)
        self._values, self._recorder = values, recorder
        self._readers: list[Turn | None] = [None] * self.size
        self._writers: list[Turn | None] = [None] * self.size

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: Any) -> Any:
        __tracebackhide__ = True  # an error then shows the line of the kernel
        place = self._place(index, "loads")
        recorder, turn = self._recorder, self._recorder.turn
        writer, reader = self._writers[place], self._readers[place]
        if writer is not None and writer is not turn and not writer.is_before(turn):
            raise self._race(turn, "loads", index, writer, "stored to")
        if reader is not turn and reader is not ANYBODY:
            self._readers[place] = self._joined(reader, turn)
        value = self._values[place]
        if value is UNWRITTEN:
            raise self._fault(
                UnwrittenError,
                f"loads {self._called(index)} of shared memory, to which no thread has stored "
                "yet: store to it first, with a barrier (yield) in between",
            )
        self.loads[place] += 1
        recorder.path.append(self.load_code)
        recorder.addresses.append(self.base + place * self.itemsize)
        return value

    def __setitem__(self, index: Any, value: Any) -> None:
        __tracebackhide__ = True
        place = self._place(index, "stores to")
        recorder, turn = self._recorder, self._recorder.turn
        for other, did in ((self._writers[place], "stored to"), (self._readers[place], "loaded")):
            if other is not None and other is not turn and not other.is_before(turn):
                raise self._race(turn, "stores to", index, other, did)
        self._writers[place] = turn
        self._values[place] = self._held(value)
        self.stores[place] += 1
        recorder.path.append(self.store_code)
        recorder.addresses.append(self.base + place * self.itemsize)

    def to_numpy(self) -> np.ndarray:
        """The elements as they are now."""
        return np.array(self._values, dtype=self._dtype).reshape(self.shape)

    def index_of(self, address: int) -> tuple[int, ...]:
        """The index of the element at an address."""
        place = (address - self.base) // self.itemsize
        return divmod(place, self._columns) if self._is_table else (place,)

    def _place(self, index: Any, does: str) -> int:
        """Where the element lies, counted from the first one, row by row."""
        __tracebackhide__ = True
        if (type(index) is tuple) != self._is_table or (self._is_table and len(index) != 2):
            raise self._outside(index, does)
        row, column = index if self._is_table else (0, index)
        try:
            if 0 <= row < self._rows and 0 <= column < self._columns:
                return operator.index(row * self._columns + column)
        except (TypeError, ValueError):
            raise self._no_element(index, does) from None
        raise self._outside(index, does)

    def _no_element(self, index: Any, does: str) -> KernelError:
        """The error for an index that is not made of whole numbers."""
        return self._fault(
            KernelError,
            f"{does} {self._called(index)}, but a thread uses one element at a time, "
            "and its indices are whole numbers",
        )

    def _outside(self, index: Any, does: str) -> OutOfBoundsError:
        """The error for an index that the array does not have."""
        advice = "counted from 0: let only threads with an index inside the array use it"
        if self._is_shared:
            advice = (
                "counted from 0: a thread's own element in it is that of its place in the block"
            )
        if len(index if type(index) is tuple else [index]) != len(self.shape):
            index_of_one = "row, column" if self._is_table else "i"
            advice = f"so an element of it is {self.name}[{index_of_one}]"
        return self._fault(
            OutOfBoundsError,
            f"{does} {self._called(index)}, but {self.name} has the shape {self.shape}, {advice}",
        )

    def _race(self, turn: Turn, does: str, index: Any, other: Turn, did: str) -> RaceError:
        """The error for two threads at the same element with nothing that orders them."""
        who = other if other.thread is not None else "another thread"
        same_block = other.block is turn.block
        advice = (
            "put a barrier (yield) between the two, or let each thread use elements of its own"
            if same_block
            else "no barrier orders threads of different blocks, so let them use other elements"
        )
        return self._fault(
            RaceError,
            f"{does} {self._called(index)}, which {who} also {did}, "
            f"in an order that is left to chance: {advice}",
        )

    def _fault(self, kind: type[KernelError], says: str) -> KernelError:
        """The error of this kind, kept for the case that the kernel catches it."""
        self._recorder.fault = kind(f"{self._recorder.who} {says}")
        return self._recorder.fault

    def _held(self, value: Any) -> Any:
        """A value as an element holds it: a whole number where the array was made of such.

        A whole number for which an element has no room is an ``OverflowError``.
        """
        if not isinstance(value, (float, int, np.floating, np.integer, np.bool_)):
            raise TypeError(f"an element of {self.name} holds a number, not {value!r:.60}")
        return self._dtype.type(int(value)).item() if self._is_whole else value

    def _called(self, index: Any) -> str:
        """An element as it stands in a program."""
        inner = ", ".join(map(str, index)) if type(index) is tuple else index
        return f"{self.name}[{inner}]"

    @staticmethod
    def _joined(reader: Turn | None, turn: Turn) -> Turn:
        """Who has loaded an element since it was last ordered, when this turn loads it too."""
        if reader is None or reader.is_before(turn):
            return turn
        return turn.crowd if reader.block is turn.block else ANYBODY
