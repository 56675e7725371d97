"""The kernels of ``kernels``, written for a real graphics processor, which numba compiles them for.

Here ``cuda.syncthreads()`` is the barrier, and each kernel has the number of threads of its blocks
built in, since the size of shared memory has to be known when it is compiled. Everything is in
single precision. numba is not part of the course's environment: only what runs a kernel imports
it, and says what is missing. The simulator of the course, which counts, lives in ``simt``.

Source: numba's documentation, "Writing CUDA Kernels" and "Memory management"; the ways to sum and
to transpose are those of ``kernels``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

THREADS = 256  # in a block of a kernel for vectors: a power of two
TILE = 16  # threads along each side of a block of a kernel for matrices
PADDED = TILE + 1  # columns of a tile with one that is not used

cuda: Any = None  # numba.cuda, as soon as `_imported` has imported it


def saxpy(a, x, y, out):
    """``out = a * x + y``, one element a thread."""
    i = cuda.grid(1)
    if i < out.size:
        out[i] = a * x[i] + y[i]


def product_naive(A, B, C):
    """``C = A @ B``, one element of C a thread, which loads a row of A and a column of B."""
    column, row = cuda.grid(2)
    if row < C.shape[0] and column < C.shape[1]:
        total = np.float32(0)
        for k in range(A.shape[1]):
            total += A[row, k] * B[k, column]
        C[row, column] = total


def product_tiled(A, B, C):
    """``C = A @ B``, by blocks whose threads load a tile of A and of B together."""
    tile_a = cuda.shared.array((TILE, TILE), np.float32)
    tile_b = cuda.shared.array((TILE, TILE), np.float32)
    x, y = cuda.threadIdx.x, cuda.threadIdx.y
    column, row = cuda.grid(2)
    total = np.float32(0)
    for start in range(0, A.shape[1], TILE):
        tile_a[y, x] = tile_b[y, x] = 0
        if row < A.shape[0] and start + x < A.shape[1]:
            tile_a[y, x] = A[row, start + x]
        if start + y < B.shape[0] and column < B.shape[1]:
            tile_b[y, x] = B[start + y, column]
        cuda.syncthreads()
        for k in range(TILE):
            total += tile_a[y, k] * tile_b[k, x]
        cuda.syncthreads()
    if row < C.shape[0] and column < C.shape[1]:
        C[row, column] = total


def sum_interleaved(x, sums):
    """The sum of each block's part of x, by threads that lie ever further apart."""
    part = cuda.shared.array(THREADS, np.float32)
    i, place = cuda.threadIdx.x, cuda.grid(1)
    part[i] = x[place] if place < x.size else 0
    cuda.syncthreads()
    stride = 1
    while stride < THREADS:
        if i % (2 * stride) == 0:
            part[i] += part[i + stride]
        cuda.syncthreads()
        stride *= 2
    if i == 0:
        sums[cuda.blockIdx.x] = part[0]


def sum_strided(x, sums):
    """The same sums, by the first threads, which add elements that lie ever further apart."""
    part = cuda.shared.array(THREADS, np.float32)
    i, place = cuda.threadIdx.x, cuda.grid(1)
    part[i] = x[place] if place < x.size else 0
    cuda.syncthreads()
    stride = 1
    while stride < THREADS:
        target = 2 * stride * i
        if target < THREADS:
            part[target] += part[target + stride]
        cuda.syncthreads()
        stride *= 2
    if i == 0:
        sums[cuda.blockIdx.x] = part[0]


def sum_sequential(x, sums):
    """The same sums, by the first threads, which add the upper half to the lower half."""
    part = cuda.shared.array(THREADS, np.float32)
    i, place = cuda.threadIdx.x, cuda.grid(1)
    part[i] = x[place] if place < x.size else 0
    cuda.syncthreads()
    stride = THREADS // 2
    while stride > 0:
        if i < stride:
            part[i] += part[i + stride]
        cuda.syncthreads()
        stride //= 2
    if i == 0:
        sums[cuda.blockIdx.x] = part[0]


def transpose_naive(A, out):
    """``out = A.T``: a row is loaded, and stored as a column, far apart."""
    column, row = cuda.grid(2)
    if row < A.shape[0] and column < A.shape[1]:
        out[column, row] = A[row, column]


def transpose_tiled(A, out):
    """``out = A.T`` through a tile, whose columns lie in few banks."""
    tile = cuda.shared.array((TILE, TILE), np.float32)
    x, y = cuda.threadIdx.x, cuda.threadIdx.y
    column, row = cuda.grid(2)
    if row < A.shape[0] and column < A.shape[1]:
        tile[y, x] = A[row, column]
    cuda.syncthreads()
    row, column = cuda.blockIdx.x * TILE + y, cuda.blockIdx.y * TILE + x
    if row < out.shape[0] and column < out.shape[1]:
        out[row, column] = tile[x, y]


def transpose_padded(A, out):
    """``out = A.T`` through a tile with a column that is not used, so that no banks conflict."""
    tile = cuda.shared.array((TILE, PADDED), np.float32)
    x, y = cuda.threadIdx.x, cuda.threadIdx.y
    column, row = cuda.grid(2)
    if row < A.shape[0] and column < A.shape[1]:
        tile[y, x] = A[row, column]
    cuda.syncthreads()
    row, column = cuda.blockIdx.x * TILE + y, cuda.blockIdx.y * TILE + x
    if row < out.shape[0] and column < out.shape[1]:
        out[row, column] = tile[x, y]


PRODUCTS = {"product_naive": product_naive, "product_tiled": product_tiled}
SUMS = {
    "sum_interleaved": sum_interleaved,
    "sum_strided": sum_strided,
    "sum_sequential": sum_sequential,
}
TRANSPOSES = {
    "transpose_naive": transpose_naive,
    "transpose_tiled": transpose_tiled,
    "transpose_padded": transpose_padded,
}
KERNELS = {"saxpy": saxpy, **PRODUCTS, **SUMS, **TRANSPOSES}


def available() -> bool:
    """Whether numba and a graphics processor that it can use are here."""
    try:
        return _imported().is_available() and not is_simulated()
    except ImportError:
        return False


def is_simulated() -> bool:
    """Whether numba simulates the graphics processor, since NUMBA_ENABLE_CUDASIM is set to 1."""
    _imported()
    from numba import config

    return bool(config.ENABLE_CUDASIM)


def scaled_sum(a: float, x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """``a * x + y``, by `saxpy` on the graphics processor."""
    a = _validate.number("a", a)
    x = _single("x", x, (None,))
    y = _single("y", y, x.shape)
    return _launch("saxpy", x.shape, THREADS, x.shape, np.float32(a), x, y)


def product(A: ArrayLike, B: ArrayLike, kernel: str = "product_tiled") -> np.ndarray:
    """``A @ B``, by one of the kernels of `PRODUCTS` on the graphics processor."""
    kernel = _one_of(kernel, PRODUCTS)
    A = _single("A", A, (None, None))
    B = _single("B", B, (A.shape[1], None))
    shape = A.shape[0], B.shape[1]
    return _launch(kernel, shape, TILE, shape, A, B)


def sums(x: ArrayLike, kernel: str = "sum_sequential") -> np.ndarray:
    """The sums of each `THREADS` elements of x, by one of the kernels of `SUMS`."""
    kernel = _one_of(kernel, SUMS)
    x = _single("x", x, (None,))
    return _launch(kernel, _blocks(x.shape, THREADS), THREADS, x.shape, x)


def transpose(A: ArrayLike, kernel: str = "transpose_padded") -> np.ndarray:
    """``A.T``, by one of the kernels of `TRANSPOSES` on the graphics processor."""
    kernel = _one_of(kernel, TRANSPOSES)
    A = _single("A", A, (None, None))
    return _launch(kernel, A.shape[::-1], TILE, A.shape, A)


def _launch(
    name: str, result: tuple[int, ...], side: int, threads: tuple[int, ...], *arguments: Any
) -> np.ndarray:
    """What a kernel stores in a new array, with a thread for each element of ``threads``."""
    kernel = _compiled(name)
    on_device = [cuda.to_device(one) if np.ndim(one) else one for one in arguments]
    out = cuda.to_device(np.zeros(result, np.float32))
    kernel[_blocks(threads, side)[::-1], (side,) * len(threads)](*on_device, out)
    return out.copy_to_host()


def _blocks(threads: tuple[int, ...], side: int) -> tuple[int, ...]:
    """How many blocks cover so many threads, along each axis."""
    return tuple(-(-length // side) for length in threads)


@functools.cache
def _compiled(name: str) -> Callable:
    """The kernel of this name, which numba compiles when it is first launched."""
    if not (available() or is_simulated()):
        raise RuntimeError(
            "numba finds no graphics processor: it needs one by NVIDIA, with its driver and the "
            "CUDA toolkit. To simulate one, set NUMBA_ENABLE_CUDASIM=1 before Python starts"
        )
    return cuda.jit(KERNELS[name])


def _imported() -> Any:
    """The module ``numba.cuda``, which the kernels find under the name ``cuda``."""
    global cuda
    try:
        from numba import cuda
    except ImportError:
        raise ImportError(
            "to run kernels on a graphics processor, install numba: python -m pip install numba"
        ) from None
    return cuda


def _one_of(kernel: str, family: dict[str, Callable]) -> str:
    """``kernel``, which must be a name in the family."""
    if not isinstance(kernel, str) or kernel not in family:
        raise _validate.refuse("kernel", kernel, "one of " + ", ".join(family))
    return kernel


def _single(name: str, value: ArrayLike, shape: tuple[int | None, ...]) -> np.ndarray:
    """``value`` as an array in single precision, its rows one behind the other."""
    return np.ascontiguousarray(_validate.array(name, value, shape), dtype=np.float32)
