"""Kernels for the simulator: vectors added, matrices multiplied and transposed, numbers summed.

Each says what one thread does; ``yield`` is a barrier for the threads of a block. They work for
arrays of any size, since a thread asks whether its element exists before it uses it. The sums need
blocks whose number of threads is a power of two, and the tiles need blocks that are square. The
same kernels for a real graphics processor live in ``gpu_kernels``.
"""

from __future__ import annotations

from collections.abc import Iterator

from compmodels.matrix.blocks import Block, Thread
from compmodels.matrix.memory import DeviceArray


def saxpy(
    block: Block, thread: Thread, a: float, x: DeviceArray, y: DeviceArray, out: DeviceArray
) -> None:
    """``out = a * x + y``, one element a thread. (The name: single precision a times x plus y.)"""
    i = block.x * block.dim.x + thread.x
    if i < out.size:
        out[i] = a * x[i] + y[i]


def product_naive(
    block: Block, thread: Thread, A: DeviceArray, B: DeviceArray, C: DeviceArray
) -> None:
    """``C = A @ B``, one element of C a thread, which loads a row of A and a column of B."""
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < C.shape[0] and column < C.shape[1]:
        total = 0.0
        for k in range(A.shape[1]):
            total += A[row, k] * B[k, column]
        C[row, column] = total


def product_tiled(
    block: Block, thread: Thread, A: DeviceArray, B: DeviceArray, C: DeviceArray
) -> Iterator[None]:
    """``C = A @ B`` with square blocks, whose threads load a tile of A and of B together.

    Where a tile reaches beyond a matrix it is filled with zeros, which add nothing.
    """
    width = block.dim.x
    tile_a = block.shared("tile_a", (width, width))
    tile_b = block.shared("tile_b", (width, width))
    row = block.y * width + thread.y
    column = block.x * width + thread.x
    total = 0.0
    for start in range(0, A.shape[1], width):
        inside_a = row < A.shape[0] and start + thread.x < A.shape[1]
        inside_b = start + thread.y < B.shape[0] and column < B.shape[1]
        tile_a[thread.y, thread.x] = A[row, start + thread.x] if inside_a else 0.0
        tile_b[thread.y, thread.x] = B[start + thread.y, column] if inside_b else 0.0
        yield  # both tiles are complete
        for k in range(width):
            total += tile_a[thread.y, k] * tile_b[k, thread.x]
        yield  # nobody needs them any more
    if row < C.shape[0] and column < C.shape[1]:
        C[row, column] = total


def sum_interleaved(
    block: Block, thread: Thread, x: DeviceArray, sums: DeviceArray
) -> Iterator[None]:
    """The sum of each block's part of x, by threads that lie ever further apart.

    In each round every second of the threads that added in the round before adds. So the threads
    of a warp part, in each round in which one of them adds.
    """
    i = thread.x
    first = block.x * block.dim.x
    part = block.shared("part", block.dim.x)
    part[i] = x[first + i] if first + i < x.size else 0.0
    yield
    stride = 1
    while stride < block.dim.x:
        if i % (2 * stride) == 0:
            part[i] += part[i + stride]
        yield
        stride *= 2
    if i == 0:
        sums[block.x] = part[0]


def sum_strided(block: Block, thread: Thread, x: DeviceArray, sums: DeviceArray) -> Iterator[None]:
    """The same sums, by the first threads, which add the same elements as `sum_interleaved`.

    Most warps stay together, but their threads' elements lie in ever fewer banks.
    """
    i = thread.x
    first = block.x * block.dim.x
    part = block.shared("part", block.dim.x)
    part[i] = x[first + i] if first + i < x.size else 0.0
    yield
    stride = 1
    while stride < block.dim.x:
        place = 2 * stride * i
        if place < block.dim.x:
            part[place] += part[place + stride]
        yield
        stride *= 2
    if i == 0:
        sums[block.x] = part[0]


def sum_sequential(
    block: Block, thread: Thread, x: DeviceArray, sums: DeviceArray
) -> Iterator[None]:
    """The same sums, by the first threads, which add the upper half to the lower half.

    Most warps stay together, and their threads' elements are neighbours.
    """
    i = thread.x
    first = block.x * block.dim.x
    part = block.shared("part", block.dim.x)
    part[i] = x[first + i] if first + i < x.size else 0.0
    yield
    stride = block.dim.x // 2
    while stride > 0:
        if i < stride:
            part[i] += part[i + stride]
        yield
        stride //= 2
    if i == 0:
        sums[block.x] = part[0]


def transpose_naive(block: Block, thread: Thread, A: DeviceArray, out: DeviceArray) -> None:
    """``out = A.T``: a row is loaded, and stored as a column, far apart."""
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < A.shape[0] and column < A.shape[1]:
        out[column, row] = A[row, column]


def transpose_tiled(
    block: Block, thread: Thread, padding: int, A: DeviceArray, out: DeviceArray
) -> Iterator[None]:
    """``out = A.T`` with square blocks, through a tile: rows are loaded, and rows are stored.

    A column of the tile lies in one bank when the tile is 32 wide. With a ``padding`` of one
    unused column its elements lie in different banks.
    """
    width = block.dim.x
    tile = block.shared("tile", (width, width + padding))
    row = block.y * width + thread.y
    column = block.x * width + thread.x
    if row < A.shape[0] and column < A.shape[1]:
        tile[thread.y, thread.x] = A[row, column]
    yield
    row = block.x * width + thread.y
    column = block.y * width + thread.x
    if row < out.shape[0] and column < out.shape[1]:
        out[row, column] = tile[thread.x, thread.y]
