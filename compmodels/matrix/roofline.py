"""The roofline: how fast a computation can be at the most, from the bytes that it moves.

A machine does at most so many operations (FLOP) per second, and its memory moves at most so many
bytes per second. A computation that does few operations with each byte waits for the memory, one
that does many waits for the arithmetic. Source: S. Williams, A. Waterman, D. Patterson,
"Roofline", Communications of the ACM 52(4), 65-76 (2009). Nothing is measured here; ``measuring``
does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate


@dataclass(frozen=True)
class Roofs:
    """What a machine can do at the most: FLOP per second, and bytes per second of its memory."""

    operations_per_s: float
    bytes_per_s: float

    def __post_init__(self) -> None:
        _validate.number("operations_per_s", self.operations_per_s, above=0)
        _validate.number("bytes_per_s", self.bytes_per_s, above=0)

    @property
    def ridge(self) -> float:
        """FLOP per byte at which the two roofs meet."""
        return ridge(self.operations_per_s, self.bytes_per_s)


@dataclass(frozen=True)
class Point:
    """A computation that was timed: its FLOP, the bytes that it has to move, and its seconds."""

    name: str
    operations: int
    bytes_moved: int
    seconds: float

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'product'")
        for name in ("operations", "bytes_moved", "seconds"):
            _validate.number(name, getattr(self, name), above=0)

    @property
    def intensity(self) -> float:
        """FLOP per byte."""
        return intensity(self.operations, self.bytes_moved)

    @property
    def operations_per_s(self) -> float:
        """FLOP per second."""
        return self.operations / self.seconds


def intensity(operations: float, bytes_moved: float) -> float:
    """FLOP per byte moved between memory and processor, the arithmetic intensity.

    Examples
    --------
    >>> intensity(2_000, 12_000)
    0.16666666666666666
    """
    operations = _validate.number("operations", operations, above=0)
    return operations / _validate.number("bytes_moved", bytes_moved, above=0)


def attainable(
    intensity: ArrayLike, operations_per_s: float, bytes_per_s: float
) -> float | np.ndarray:
    """The most FLOP per second at an intensity, or at many: the lower of the two roofs.

    Examples
    --------
    >>> attainable([0.5, 20, 100], 1e12, 50e9)
    array([2.5e+10, 1.0e+12, 1.0e+12])
    """
    intensity = _positive("intensity", intensity)
    operations_per_s = _validate.number("operations_per_s", operations_per_s, above=0)
    bytes_per_s = _validate.number("bytes_per_s", bytes_per_s, above=0)
    lower = np.minimum(operations_per_s, bytes_per_s * intensity)
    return lower if np.ndim(lower) else float(lower)


def ridge(operations_per_s: float, bytes_per_s: float) -> float:
    """FLOP per byte from which on a machine's arithmetic is the limit, not its memory.

    Examples
    --------
    >>> round(ridge(66.9e12, 3.35e12), 1)
    20.0
    """
    operations_per_s = _validate.number("operations_per_s", operations_per_s, above=0)
    return operations_per_s / _validate.number("bytes_per_s", bytes_per_s, above=0)


def bound(
    intensity: float, operations_per_s: float, bytes_per_s: float
) -> Literal["memory", "compute"]:
    """What limits a computation of an intensity: "memory" below the ridge, "compute" from it on.

    Examples
    --------
    >>> bound(0.5, 1e12, 50e9), bound(170, 1e12, 50e9)
    ('memory', 'compute')
    """
    below = _validate.number("intensity", intensity, above=0) < ridge(operations_per_s, bytes_per_s)
    return "memory" if below else "compute"


def product_intensity(m: int, k: int, n: int, itemsize: int = 4) -> float:
    """FLOP per byte of an (m x k) times (k x n) product that moves each matrix once.

    No computation of the product moves less. For a square product it is n / 6 in single precision.

    Examples
    --------
    >>> product_intensity(1_024, 1_024, 1_024), product_intensity(1_024, 1_024, 1)
    (170.66666666666666, 0.49902534113060426)
    """
    m, k, n = (_validate.count(name, side) for name, side in (("m", m), ("k", k), ("n", n)))
    elements = m * k + k * n + m * n
    return intensity(2 * m * k * n, _validate.count("itemsize", itemsize) * elements)


def share_of_roof(point: Point, roofs: Roofs) -> float:
    """How near a point is to the roof above it: 1 on the roof, less below.

    Examples
    --------
    >>> share_of_roof(Point("sum of products", 10**9, 2 * 10**9, 0.1), Roofs(1e12, 50e9))
    0.4
    """
    _validate.instance("point", point, Point, "such as Point('product', 10**9, 10**7, 0.1)")
    _validate.instance("roofs", roofs, Roofs, "such as Roofs(1e12, 50e9)")
    roof = attainable(point.intensity, roofs.operations_per_s, roofs.bytes_per_s)
    return point.operations_per_s / roof


def _positive(name: str, value: ArrayLike) -> float | np.ndarray:
    """``value`` as one number above 0, or as a vector of such numbers."""
    if np.isscalar(value):
        return _validate.number(name, value, above=0)
    numbers = _validate.array(name, value, (None,), "all above 0")
    if not (numbers > 0).all():
        raise _validate.refuse(name, value, "numbers above 0")
    return numbers
