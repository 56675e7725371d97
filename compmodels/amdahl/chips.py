"""Hill and Marty's chips: many small cores, few large ones, or one large core among small ones.

A chip has room for ``chip`` base cores. A core that takes the room of ``core`` of them is faster
than one, but not so many times faster; Hill and Marty take the square root of its size. So large
cores help the serial part of a job and hurt the rest. How large should a core be?

Speed-ups are against one base core, and ``serial`` is the share of the time of one base core.
Sizes are in base cores; they need not be whole in the formulas, so that these can be drawn.
Source: M. Hill, M. Marty, "Amdahl's law in the multicore era", IEEE Computer 41(7), 33-38 (2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

KINDS = ("symmetric", "asymmetric", "dynamic")


@dataclass(frozen=True)
class Best:
    """The fastest chip of a kind for a job, with its speed-up against one base core.

    One core of size ``core`` does the serial part, and all ``cores`` do the rest.
    """

    kind: str
    core: float
    cores: int
    speedup: float


def core_speed(size: ArrayLike) -> float | np.ndarray:
    """Speed of a core that takes the room of ``size`` base cores: sqrt(size).

    Examples
    --------
    >>> core_speed([1, 4, 9])
    array([1., 2., 3.])
    """
    return _validate.numbers("size", size, least=1) ** 0.5


def symmetric(serial: float, chip: float, core: ArrayLike) -> float | np.ndarray:
    """Speed-up of a chip of equal cores, each of size ``core``.

    One core does the serial part, and all chip / core of them do the rest.

    Examples
    --------
    >>> symmetric(0.5, 16, [1, 4, 16])
    array([1.88235294, 3.2       , 4.        ])
    """
    serial, chip, core = _checked(serial, chip, core)
    alone = core_speed(core)
    return _speedup(serial, alone, alone * (chip / core))


def asymmetric(serial: float, chip: float, core: ArrayLike) -> float | np.ndarray:
    """Speed-up of a chip with one core of size ``core`` among base cores that fill the room left.

    The large core does the serial part, and all cores together do the rest.

    Examples
    --------
    >>> asymmetric(0.5, 16, 4)
    3.5
    """
    serial, chip, core = _checked(serial, chip, core)
    alone = core_speed(core)
    return _speedup(serial, alone, alone + (chip - core))


def dynamic(serial: float, chip: float, core: ArrayLike) -> float | np.ndarray:
    """Speed-up of a chip of base cores, ``core`` of which can join into one of that size.

    The joined core does the serial part, and all base cores do the rest.
    """
    serial, chip, core = _checked(serial, chip, core)
    return _speedup(serial, core_speed(core), chip)


def best(kind: str, serial: float, chip: int) -> Best:
    """The fastest chip of a kind, its cores of ``core_speed``; of equals that with smaller cores.

    Symmetric chips are tried with each whole number of cores, others with each whole size.

    Examples
    --------
    >>> best("symmetric", 0.5, 16)
    Best(kind='symmetric', core=16.0, cores=1, speedup=4.0)
    """
    if not (isinstance(kind, str) and kind in KINDS):
        raise _validate.refuse("kind", kind, "one of " + ", ".join(KINDS))
    chip = _validate.count("chip", chip)
    whole = np.arange(1, 1 + chip)
    formula, sizes, cores = {
        "symmetric": (symmetric, chip / whole[::-1], whole[::-1]),
        "asymmetric": (asymmetric, whole, 1 + chip - whole),
        "dynamic": (dynamic, whole, np.full(chip, chip)),
    }[kind]
    speedups = formula(serial, chip, sizes)
    first = np.argmax(speedups)
    return Best(kind, float(sizes[first]), int(cores[first]), float(speedups[first]))


def _speedup(serial: float, alone, together) -> float | np.ndarray:
    """Speed-up when the serial part is done at the speed ``alone``, the rest at ``together``."""
    return 1 / (serial / alone + (1 - serial) / together)


def _checked(
    serial: float, chip: float, core: ArrayLike
) -> tuple[float, float, float | np.ndarray]:
    """The arguments of a formula; no core is larger than its chip."""
    serial, chip = _validate.share("serial", serial), _validate.number("chip", chip, least=1)
    return serial, chip, _validate.numbers("core", core, least=1, most=chip)
