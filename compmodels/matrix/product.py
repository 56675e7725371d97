"""A matrix product by loops, by vectors and by blocks, and how many operations it takes.

The product C of A (m x k) and B (k x n) has in row i and column j the sum of A[i, k] * B[k, j]
over the shared index k. So there are m * n * k steps, each a multiplication and an addition, and
they may be done in any order: that is all the freedom that fast programs have. How fast they are
lives in ``measuring``; what the order means for memory, in ``roofline`` and ``simt``.

An operation (FLOP) is one multiplication or one addition; a multiply-add (MAC) is two of them.
"""

from __future__ import annotations

import itertools
import operator
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from numbers import Number

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

ORDERS = tuple(map("".join, itertools.permutations("ijk")))
"""The six ways to nest three loops, outermost first: i is the row, j the column, k is shared."""


@dataclass(frozen=True)
class Counted:
    """How many multiplications and additions a run has made."""

    multiplications: int
    additions: int

    @property
    def operations(self) -> int:
        """Both together, in FLOP."""
        return self.multiplications + self.additions


def operations(m: int, k: int, n: int) -> int:
    """Operations (FLOP) of a product of m x k and k x n: a multiplication and an addition a step.

    The first addition of each sum is one to zero, and is counted.

    Examples
    --------
    >>> operations(256, 256, 256)
    33554432
    """
    return 2 * _validate.count("m", m) * _validate.count("k", k) * _validate.count("n", n)


def steps(m: int, k: int, n: int, order: str = "ijk") -> Iterator[tuple[int, int, int]]:
    """Each (i, j, k) of a product, as three loops nested in ``order`` come to it.

    Examples
    --------
    >>> list(steps(1, 2, 2, order="ikj"))
    [(0, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1)]
    """
    sizes = _validate.count("m", m), _validate.count("n", n), _validate.count("k", k)
    lengths = dict(zip("ijk", sizes, strict=True))
    order = _one_of("order", order, ORDERS)
    nested = itertools.product(*(range(lengths[letter]) for letter in order))
    return map(operator.itemgetter(*map(order.index, "ijk")), nested)


def by_loops(A: ArrayLike, B: ArrayLike, order: str = "ijk") -> np.ndarray:
    """The product of A and B by three loops, outermost first in ``order``.

    The numbers may be of any kind: an array of objects, such as fractions, gives one.

    Examples
    --------
    >>> by_loops([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B, _numbers)
    (m, shared), n, kind = A.shape, B.shape[1], np.result_type(A, B)
    A, B, C = A.tolist(), B.tolist(), [[0] * n for _ in range(m)]  # lists: quicker one by one
    for i, j, k in steps(m, shared, n, order):
        C[i][j] += A[i][k] * B[k][j]
    return np.array(C, dtype=kind)


def by_vectors(A: ArrayLike, B: ArrayLike, inner: str = "k") -> np.ndarray:
    """The product of A and B by two loops, the third one of them done by NumPy as one vector.

    Parameters
    ----------
    inner
        "k": the dot product of a row of A and a column of B. "j": a multiple of a row of B,
        added to a row of C. "i": a multiple of a column of A, added to a column of C.

    Examples
    --------
    >>> by_vectors([[1, 2], [3, 4]], [[5, 6], [7, 8]], inner="j")
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B, _validate.floats)
    fill = _FILLS[_one_of("inner", inner, tuple(_FILLS))]
    C = np.zeros((len(A), B.shape[1]), dtype=np.result_type(A, B))
    fill(A, B, C)
    return C


def by_blocks(A: ArrayLike, B: ArrayLike, tile: int = 64) -> np.ndarray:
    """The product of A and B, cut into blocks with ``tile`` rows and columns, block by block.

    Where the sides are no multiples of ``tile``, the last blocks are smaller.

    Examples
    --------
    >>> by_blocks([[1, 2], [3, 4]], [[5, 6], [7, 8]], tile=1)
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = _factors(A, B, _validate.floats)
    tile = _validate.count("tile", tile)
    C = np.zeros((len(A), B.shape[1]), dtype=np.result_type(A, B))
    starts = (range(0, length, tile) for length in (*C.shape, len(B)))
    for i, j, k in itertools.product(*starts):
        rows, columns, shared = slice(i, i + tile), slice(j, j + tile), slice(k, k + tile)
        C[rows, columns] += A[rows, shared] @ B[shared, columns]
    return C


def count(A: ArrayLike, B: ArrayLike, order: str = "ijk") -> Counted:
    """What ``by_loops`` does for A and B, counted by numbers that note what is done with them.

    Examples
    --------
    >>> count([[1, 2, 3]], [[1, 2], [3, 4], [5, 6]])
    Counted(multiplications=6, additions=6)
    """
    A, B = _factors(A, B, _validate.floats)
    done = Counter()
    noting = np.vectorize(lambda value: _Noting(value, done), otypes=[object])
    by_loops(noting(A), noting(B), order)
    return Counted(done["*"], done["+"])


class _Noting(Number):
    """A number that notes in ``done`` each multiplication and addition made with it."""

    def __init__(self, value: float, done: Counter):
        self.value, self.done = value, done

    def __mul__(self, other: _Noting) -> _Noting:
        self.done["*"] += 1
        return _Noting(self.value * other.value, self.done)

    def __add__(self, other: _Noting | int) -> _Noting:
        self.done["+"] += 1
        return _Noting(self.value + getattr(other, "value", other), self.done)

    __radd__ = __add__


def _fill_by_dot_products(A: np.ndarray, B: np.ndarray, C: np.ndarray) -> None:
    """Put the product of a row of A and a column of B into each place of C."""
    for i, j in np.ndindex(C.shape):
        C[i, j] = A[i] @ B[:, j]


def _fill_by_rows(A: np.ndarray, B: np.ndarray, C: np.ndarray) -> None:
    """Add to each row of C the rows of B, each as often as a row of A says."""
    for i, k in np.ndindex(A.shape):
        C[i] += A[i, k] * B[k]


def _fill_by_columns(A: np.ndarray, B: np.ndarray, C: np.ndarray) -> None:
    """Add to each column of C the columns of A, each as often as a column of B says."""
    for j, k in np.ndindex(B.T.shape):
        C[:, j] += A[:, k] * B[k, j]


_FILLS = {"k": _fill_by_dot_products, "j": _fill_by_rows, "i": _fill_by_columns}


def _factors(
    A: ArrayLike, B: ArrayLike, checked: Callable[..., np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Both factors as ``checked`` returns them, B with as many rows as A has columns."""
    A = checked("A", A, (None, None))
    return A, checked("B", B, (A.shape[1], None), "as many rows as A has columns")


def _numbers(
    name: str, value: object, shape: tuple[int | None, int | None], what: str = ""
) -> np.ndarray:
    """``value`` as floats, or as it is where it is an array of numbers of another kind."""
    objects = isinstance(value, np.ndarray) and value.dtype == object
    if not (objects and all(isinstance(item, Number) for item in value.flat)):
        return _validate.floats(name, value, shape, what)
    if value.ndim != 2 or 0 in value.shape or shape[0] not in (None, len(value)):
        raise _validate.refuse(name, value, what or "a matrix with at least one row and column")
    return value


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    """``value``, which must be one of the words in ``allowed``."""
    if not (isinstance(value, str) and value in allowed):
        raise _validate.refuse(name, value, "one of " + ", ".join(allowed))
    return value
