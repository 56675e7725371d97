"""A simulator of how a graphics processor runs a kernel: single instruction, multiple threads.

A *kernel* is a plain Python function that says what one thread does::

    def saxpy(block, thread, a, x, y, out):
        i = block.x * block.dim.x + thread.x
        if i < out.size:
            out[i] = a * x[i] + y[i]

`launch` runs it for every thread of a *grid* of *blocks*. The threads of a block can share memory
(``block.shared(name, shape)``) and wait for each other: in a kernel with a *barrier* each ``yield``
means "go on when all threads of my block have come here". That is what CUDA calls
``__syncthreads``.

Threads run one after another from barrier to barrier. As long as arrays are all that they share,
that gives the result of any other order, since what would depend on the order is an error
(``memory``). Loads, stores and steps are counted as the warps of a real machine would make them
(``warps``).
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from compmodels import _validate
from compmodels.matrix.blocks import Block, Index, turns
from compmodels.matrix.lines import noted
from compmodels.matrix.memory import (
    KINDS,
    DeviceArray,
    KernelError,
    Log,
    Recorder,
    kind_of,
    number_of,
)
from compmodels.matrix.warps import (
    WARP,
    Tally,
    bank_conflicts,
    lanes_at_work,
    transactions,
    warps_of,
)

__all__ = ["Access", "Counts", "KernelError", "Run", "launch", "trial"]

MOST_THREADS = 1024  # in a block
ALIGNED = 256  # bytes: at multiples of this an array in global memory begins


@dataclass(frozen=True)
class Counts:
    """What a launch cost.

    Attributes
    ----------
    threads, warps
        How many there were.
    global_loads, global_stores, shared_loads, shared_stores
        Elements that threads loaded from and stored to the two kinds of memory.
    load_transactions, store_transactions
        Sectors of 32 bytes of global memory that the warps' requests touched.
    bank_conflicts
        Passes that the warps' requests to shared memory needed beyond one each.
    barriers
        How often a block waited at a barrier, over all blocks.
    steps, thread_steps
        Lines of the kernel that the warps ran, and the same counted for each thread taking part.
    divergent_branches
        How often threads of a warp that ran a line together did different things in it, or went
        on to different lines.
    """

    threads: int
    warps: int
    global_loads: int
    global_stores: int
    shared_loads: int
    shared_stores: int
    load_transactions: int
    store_transactions: int
    bank_conflicts: int
    barriers: int
    steps: int
    thread_steps: int
    divergent_branches: int

    @property
    def active_share(self) -> float:
        """Share of the lanes that took part in a step, on average.

        It is 1 where no warp parts and every warp has 32 threads.
        """
        return self.thread_steps / (WARP * self.steps) if self.steps else 1.0


class Access(NamedTuple):
    """A load or store of one element of global memory: who, between which barriers, and what."""

    block: Index
    thread: Index
    phase: int
    array: str
    index: tuple[int, ...]
    is_store: bool


class WarpStep(NamedTuple):
    """A line that a warp runs: in which block, as which warp, between which barriers, and where.

    ``lanes`` are the places in the warp, from 0, of the threads that take part.
    """

    block: Index
    warp: int
    phase: int
    lanes: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """What came of a launch.

    Attributes
    ----------
    arrays
        The arrays after it, by the names of the kernel's parameters.
    loads, stores
        How often each element was loaded and stored to, in arrays of the same shapes.
    counts
        What it cost.
    accesses
        Every load and store of global memory, if the launch was to record them.
    warp_steps
        Every step of every warp, if the launch was to record them.
    """

    arrays: dict[str, np.ndarray]
    loads: dict[str, np.ndarray]
    stores: dict[str, np.ndarray]
    counts: Counts
    accesses: tuple[Access, ...] = ()
    warp_steps: tuple[WarpStep, ...] = ()


def launch(
    kernel: Callable,
    grid: int | tuple[int, int],
    block: int | tuple[int, int],
    *arguments: Any,
    record: bool = False,
    backwards: bool = False,
) -> Run:
    """What comes of running ``kernel`` once for each thread of a grid of blocks.

    Parameters
    ----------
    kernel
        A function of ``(block, thread, *arguments)`` that returns nothing.
    grid
        How many blocks: along the row, or (along the row, down the column).
    block
        How many threads a block has, in the same form; 1,024 at the most.
    arguments
        Numbers, and arrays with one or two axes. The kernel works on copies of the arrays.
    record
        Whether the result lists every access to global memory, thread by thread, and every step
        of each warp.
    backwards
        Whether blocks and threads run in the opposite order, to see that it changes nothing.

    Raises
    ------
    KernelError
        For an index outside its array, for threads that race, for shared memory that is loaded
        before it is stored to, and for a barrier that not all threads reach.

    Examples
    --------
    >>> def double(block, thread, x):
    ...     i = block.x * block.dim.x + thread.x
    ...     if i < x.size:
    ...         x[i] = 2 * x[i]
    >>> launch(double, 2, 4, [1.0, 2.0, 3.0, 4.0, 5.0]).arrays["x"]
    array([ 2.,  4.,  6.,  8., 10.])
    """
    __tracebackhide__ = True
    names = _names(kernel, arguments)
    given = {n: _argument(n, value) for n, value in zip(names, arguments, strict=True)}
    arrays = {name: value for name, value in given.items() if np.ndim(value)}
    grid, dim = _pair("grid", grid), _pair("block", block)
    if dim.x * dim.y > MOST_THREADS:
        raise _validate.refuse("block", block, f"at most {MOST_THREADS:,} threads in all")
    recorder = Recorder()
    kernel, loops = noted(kernel, recorder)
    tally = Tally(loops=loops)
    memory = _global_memory(arrays, recorder)
    arguments = [memory.get(name, value) for name, value in given.items()]
    blocks, accesses, steps = [], [], []
    places = [Index(x, y) for y, x in product(range(grid.y), range(grid.x))]
    for place in reversed(places) if backwards else places:
        blocks.append(Block(place, dim, grid, recorder))
        for logs in turns(kernel, blocks[-1], arguments, backwards):
            tally.add_block(logs)
            accesses += _accesses(logs, list(memory.values())) if record else ()
            steps += _warp_steps(logs, tally.loops) if record else ()
    return Run(
        {name: array.to_numpy(arrays[name].dtype) for name, array in memory.items()},
        {name: np.reshape(array.loads, array.shape) for name, array in memory.items()},
        {name: np.reshape(array.stores, array.shape) for name, array in memory.items()},
        _counts(memory.values(), blocks, tally),
        tuple(accesses),
        tuple(steps),
    )


def trial(
    kernel: Callable,
    grid: int | tuple[int, int],
    block: int | tuple[int, int],
    *arguments: Any,
) -> tuple[list[np.ndarray], list[np.ndarray], int]:
    """What a check of an exercise looks at, after a launch.

    The arrays, how often each of their elements was loaded, both in the order of the parameters,
    and the most elements of global memory to which one thread has stored.
    """
    __tracebackhide__ = True
    other = launch(kernel, grid, block, *arguments, backwards=True)
    run = launch(kernel, grid, block, *arguments, record=True)
    if not all(map(np.array_equal, run.arrays.values(), other.arrays.values())):
        raise KernelError(
            "the result depends on which thread runs first: the threads share something besides "
            "the arrays that they are handed, or change what all of them read"
        )
    stores = Counter((one.block, one.thread) for one in run.accesses if one.is_store)
    return list(run.arrays.values()), list(run.loads.values()), max(stores.values(), default=0)


def _accesses(logs: Sequence[Log], memory: Sequence[DeviceArray]) -> Iterator[Access]:
    """The accesses to global memory that are written down in the logs."""
    for log in logs:
        turn, codes = log.turn, (entry for entry in log.path if entry < 0)
        who = Index(turn.block.x, turn.block.y), Index(turn.thread.x, turn.thread.y), turn.phase
        for code, address in zip(codes, log.addresses, strict=True):
            kind, number = kind_of(code), number_of(code)
            if kind in ("global_loads", "global_stores"):
                array, is_store = memory[number], kind == "global_stores"
                yield Access(*who, array.name, array.index_of(address), is_store)


def _warp_steps(logs: Sequence[Log], loops: dict[int, range]) -> Iterator[WarpStep]:
    """The steps of the warps of a block, from what is written down in the logs of one turn."""
    for number, warp in enumerate(warps_of(logs)):
        turn = warp[0].turn
        for lanes in lanes_at_work(warp, loops):
            yield WarpStep(Index(turn.block.x, turn.block.y), number, turn.phase, lanes)


def _counts(memory: Sequence[DeviceArray], blocks: Sequence[Block], tally: Tally) -> Counts:
    """What the launch cost, from what was written down."""
    shared = [array for block in blocks for array in block.arrays]
    tables = {kind: tally.table(kind) for kind in KINDS}
    threads = blocks[0].dim.x * blocks[0].dim.y
    return Counts(
        threads=threads * len(blocks),
        warps=-(-threads // WARP) * len(blocks),
        global_loads=sum(sum(array.loads) for array in memory),
        global_stores=sum(sum(array.stores) for array in memory),
        shared_loads=sum(sum(array.loads) for array in shared),
        shared_stores=sum(sum(array.stores) for array in shared),
        load_transactions=transactions(tables["global_loads"]),
        store_transactions=transactions(tables["global_stores"]),
        bank_conflicts=sum(map(bank_conflicts, (tables["shared_loads"], tables["shared_stores"]))),
        barriers=sum(block.barriers for block in blocks),
        steps=tally.steps,
        thread_steps=tally.thread_steps,
        divergent_branches=tally.divergent_branches,
    )


def _global_memory(arrays: dict[str, np.ndarray], recorder: Recorder) -> dict[str, DeviceArray]:
    """The arrays in global memory, one behind the other."""
    memory, free = {}, 0
    for number, (name, array) in enumerate(arrays.items()):
        values, dtype = array.ravel().tolist(), array.dtype
        memory[name] = DeviceArray(
            name, array.shape, values, recorder, number, free, dtype, is_shared=False
        )
        free += -(-array.nbytes // ALIGNED) * ALIGNED
    return memory


def _names(kernel: Callable, arguments: Sequence) -> list[str]:
    """The names of the kernel's parameters behind block and thread."""
    if not inspect.isfunction(kernel):
        raise _validate.refuse("kernel", kernel, "a function of (block, thread, *arguments)")
    parameters = list(inspect.signature(kernel).parameters.values())[2:]
    names = [parameter.name for parameter in parameters]
    needed = [one.name for one in parameters if one.default is one.empty]
    if not len(needed) <= len(arguments) <= len(names):
        wanted = f"as many as {kernel.__name__} has after block and thread: " + ", ".join(names)
        raise _validate.refuse("arguments", f"{len(arguments)} of them", wanted)
    return names[: len(arguments)]


def _argument(name: str, value: Any) -> Any:
    """An argument as a number or as an array with one or two axes."""
    allowed = "a number, or numbers with one or two axes"
    try:
        array = np.asarray(value)
    except ValueError:
        raise _validate.refuse(name, value, allowed) from None
    if array.dtype.kind not in "biuf" or array.ndim > 2 or (array.ndim and not array.size):
        raise _validate.refuse(name, value, allowed)
    return array if array.ndim else array.item()


def _pair(name: str, value: Any) -> Index:
    """``value`` as (along the row, down the column)."""
    pair = value if isinstance(value, (tuple, list)) else (value, 1)
    try:
        across, down = _validate.counts(name, pair)
    except ValueError:
        raise _validate.refuse(name, value, "a whole number above 0, or two of them") from None
    return Index(across, down)
