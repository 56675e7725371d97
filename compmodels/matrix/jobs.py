"""The jobs that are timed on this machine: what they do, their FLOP, and the bytes they move.

The bytes of a job are those of the arrays that it has to read or write, each once, as STREAM
counts them (J. McCalpin, https://www.cs.virginia.edu/stream/). What a cache reads before it writes
and what an implementation moves besides are not counted, so a job may lie well below the roof.

All numbers are in single precision. The passes go over all of one long array, and the thin products
put their results into different parts of it, so that none finds its data in a cache, unless there
is one for the whole array. How the jobs are timed stands in ``measuring``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle

import numpy as np

from compmodels import _validate
from compmodels.matrix import convolution, product

SMALL = "small product"
COLUMNS = 4_096  # of the matrix that is multiplied by a vector
PIECE = 2**14  # numbers of a triad done at once, so that what lies between stays in the cache

Run = Callable[[], object]


@dataclass(frozen=True)
class Sizes:
    """How large the jobs are.

    Attributes
    ----------
    memory
        Numbers in the long array, a multiple of 12,288.
    small, square
        Sides of the products that give the roof of the arithmetic; ``small`` has room in a cache.
    thin, inner
        Rows and columns of the thin products' results, which must fit into the long array, and
        the lengths of the sums in them.
    """

    memory: int = 3 * 2**24
    small: int = 384
    square: int = 1_024
    thin: int = 2_048
    inner: tuple[int, ...] = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)

    def __post_init__(self) -> None:
        for name in ("memory", "small", "square", "thin"):
            _validate.count(name, getattr(self, name))
        _validate.counts("inner", self.inner)
        if self.memory % (3 * COLUMNS):
            raise _validate.refuse("memory", self.memory, f"a multiple of {3 * COLUMNS:,}")
        _validate.count("thin", self.thin, most=int(self.memory**0.5))


USUAL = Sizes()
"""Sizes with which all jobs together need 260 MB."""


@dataclass(frozen=True)
class Job:
    """Something to be timed: what it does, how many FLOP, and how many bytes it has to move."""

    name: str
    operations: int
    bytes_moved: int
    run: Run


def build(sizes: Sizes = USUAL) -> tuple[list[Job], list[Job]]:
    """The jobs that give the roofs, and those that give points; some do both.

    The roof of the arithmetic comes from two products, that of the memory from four passes. The
    points are the passes that calculate, a matrix by a vector, thin products with rising lengths
    of their sums, a layer of a network in two ways, and a square product.
    """
    _validate.instance("sizes", sizes, Sizes, "such as Sizes()")
    # All is written, since memory that was never written to costs no reading.
    memory = np.full(sizes.memory, 0.5, dtype=np.float32)
    passes, square = _passes(memory), _product("square", *[sizes.square] * 3)
    points = [*(job for job in passes if job.operations), _matrix_by_vector(memory)]
    points += [*_thin_products(memory, sizes.thin, sizes.inner), *_layers(), square]
    return [_product(SMALL, *[sizes.small] * 3), square, *passes], points


def _passes(memory: np.ndarray) -> list[Job]:
    """Passes over all of the memory that do little with each number."""
    halves, thirds = memory.reshape(2, -1), memory.reshape(3, -1)
    scaled_sum = partial(_triad, thirds[1], thirds[2], 0.5, out=thirds[0])
    return [
        Job("read", 0, memory.nbytes, memory.max),
        Job("copy", 0, memory.nbytes, partial(np.copyto, halves[0], halves[1])),
        Job("triad", 2 * thirds[0].size, memory.nbytes, scaled_sum),
        Job("dot product", 2 * halves[0].size, memory.nbytes, partial(np.dot, *halves)),
    ]


def _triad(a: np.ndarray, b: np.ndarray, scale: float, out: np.ndarray) -> np.ndarray:
    """``a + scale * b``, written into ``out`` piece by piece."""
    between = np.empty(PIECE, dtype=out.dtype)
    for start in range(0, len(out), PIECE):
        piece = slice(start, start + PIECE)
        scaled = np.multiply(b[piece], scale, out=between[: len(out[piece])])
        np.add(a[piece], scaled, out=out[piece])
    return out


def _thin_products(memory: np.ndarray, side: int, inner: tuple[int, ...]) -> list[Job]:
    """A product for each length of the sums, with its result in a part of the memory."""
    fitting = len(memory) // side**2
    results = cycle(memory[: fitting * side**2].reshape(fitting, side, side))
    return [_product(f"thin, k = {k}", side, k, side, next(results)) for k in inner]


def _product(name: str, m: int, k: int, n: int, out: np.ndarray | None = None) -> Job:
    """The product of an (m x k) and a (k x n) matrix, written to ``out`` if there is one."""
    A, B = np.full((m, k), 0.5, dtype=np.float32), np.full((k, n), 0.25, dtype=np.float32)
    C = np.empty((m, n), dtype=np.float32) if out is None else out
    run = partial(np.matmul, A, B, out=C)
    return Job(name, product.operations(m, k, n), A.nbytes + B.nbytes + C.nbytes, run)


def _matrix_by_vector(memory: np.ndarray) -> Job:
    """The memory, as the rows of a matrix, by a vector."""
    A = memory.reshape(-1, COLUMNS)
    x, y = np.full(A.shape[1], 0.5, dtype=np.float32), np.empty(len(A), dtype=np.float32)
    moved = A.nbytes + x.nbytes + y.nbytes
    return Job("matrix by vector", 2 * A.size, moved, partial(np.matmul, A, x, out=y))


def _layers() -> list[Job]:
    """One small layer, 8 kernels of 3 x 3 on 64 channels of 30 x 30, directly and as a product."""
    picture = np.full((64, 30, 30), 0.5, dtype=np.float32)
    kernels = np.full((8, 64, 3, 3), 0.5, dtype=np.float32)
    macs = convolution.macs(outputs=8, places=28 * 28, channels=64, rows=3, columns=3)
    moved = picture.nbytes + kernels.nbytes + 4 * 8 * 28 * 28
    return [
        Job("layer, directly", 2 * macs, moved, partial(convolution.direct, picture, kernels)),
        Job("layer, im2col", 2 * macs, moved, partial(convolution.as_product, picture, kernels)),
    ]
