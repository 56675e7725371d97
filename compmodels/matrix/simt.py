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
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import numpy as np

from compmodels import _validate
from compmodels.matrix.blocks import Block, Index, turns
from compmodels.matrix.lines import noted
from compmodels.matrix.memory import DeviceArray, KernelError, Recorder
from compmodels.matrix.results import Record, Run
from compmodels.matrix.texts import ALLOWED
from compmodels.matrix.warps import Tally

__all__ = ["KernelError", "Run", "launch", "trial"]

MOST_THREADS = 1024  # in a block
ALIGNED = 256  # bytes: at multiples of this an array in global memory begins


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
        For an index outside its array or that is none, for threads that race, for shared memory
        that is loaded before it is stored to, for a barrier that not all threads reach, for a loop
        that does not seem to end, and for a returned value.

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
    grid, dim = _sizes(grid, block)
    recorder = Recorder()
    kernel, loops = noted(kernel, recorder)
    memory = _global_memory(given, recorder)
    arguments = [memory.get(name, value) for name, value in given.items()]
    record = Record(memory, Tally(loops=loops), is_whole=record)
    places = [Index(x, y) for y, x in product(range(grid.y), range(grid.x))]
    for place in reversed(places) if backwards else places:
        block = Block(place, dim, grid, recorder)
        record.blocks.append(block)
        for logs in turns(kernel, block, arguments, backwards):
            record.add(logs)
    return record.result()


def trial(
    kernel: Callable,
    grid: int | tuple[int, int],
    block: int | tuple[int, int],
    *arguments: Any,
) -> tuple[list[np.ndarray], list[np.ndarray], int]:
    """What a check of an exercise looks at, after a launch.

    The arrays, how often each of their elements was loaded, both in the order of the parameters,
    and how often the busiest thread has stored to global memory.

    Raises
    ------
    KernelError
        As in `launch`, and if the result is another one when the threads run backwards.
    """
    __tracebackhide__ = True
    other = _backwards(kernel, grid, block, *arguments)
    run = launch(kernel, grid, block, *arguments, record=True)
    if isinstance(other, KernelError):
        raise other
    pairs = zip(run.arrays.values(), other.arrays.values(), strict=True)
    if not all(np.array_equal(*pair, equal_nan=True) for pair in pairs):
        raise KernelError(
            "the result depends on which thread runs first: the threads share something besides "
            "the arrays that they are handed, or change what all of them read"
        )
    stores = Counter((one.block, one.thread) for one in run.accesses if one.is_store)
    return list(run.arrays.values()), list(run.loads.values()), max(stores.values(), default=0)


def _backwards(kernel: Callable, *launched: Any) -> Run | KernelError:
    """What comes of a launch with the threads in the opposite order, be it an error."""
    try:
        return launch(kernel, *launched, backwards=True)
    except KernelError as error:
        return error


def _global_memory(given: dict[str, Any], recorder: Recorder) -> dict[str, DeviceArray]:
    """Those of the given arguments that are arrays, in global memory, one behind the other."""
    memory, free = {}, 0
    for name, array in given.items():
        if np.ndim(array):
            values, number = array.ravel().tolist(), len(memory)
            memory[name] = DeviceArray(
                name, array.shape, values, recorder, number, free, array.dtype, is_shared=False
            )
            free += -(-array.nbytes // ALIGNED) * ALIGNED
    return memory


def _names(kernel: Callable, arguments: Sequence) -> list[str]:
    """The names of the kernel's parameters behind block and thread."""
    if not inspect.isfunction(kernel):
        raise _validate.refuse("kernel", kernel, ALLOWED)
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


def _sizes(grid: Any, block: Any) -> tuple[Index, Index]:
    """How many blocks a grid has, and how many threads a block."""
    blocks, threads = _pair("grid", grid), _pair("block", block)
    if threads.x * threads.y > MOST_THREADS:
        raise _validate.refuse("block", block, f"at most {MOST_THREADS:,} threads in all")
    return blocks, threads


def _pair(name: str, value: Any) -> Index:
    """``value`` as (along the row, down the column)."""
    pair = value if isinstance(value, (tuple, list)) else (value, 1)
    try:
        across, down = _validate.counts(name, pair)
    except ValueError:
        raise _validate.refuse(name, value, "a whole number above 0, or two of them") from None
    return Index(across, down)
