"""Gunther's Universal Scalability Law: workers that wait for each other and consult each other.

Amdahl's law lets a speed-up rise for ever, if slowly. Real ones fall again when each worker must
agree with every other one, since each new worker is one more to agree with. Two numbers say it:

``contention``  the share of the time of one worker in which only one at a time can go on:
                Amdahl's serial share, since waiting for what is shared has the same effect
``coherency``   what it costs each worker to agree with one other, as a share of the same time

Source: N. Gunther, "Guerrilla Capacity Planning", chapters 4-6 (2007). Without coherency it is
``laws.amdahl``.
"""

from __future__ import annotations

from math import floor, isfinite

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

ROUNDING = 1e-9  # so that two numbers of workers are equal although 0.1 is no float


def speedup(workers: ArrayLike, contention: float, coherency: float) -> float | np.ndarray:
    """Speed-up of one number of workers, or of many: n / (1 + a (n - 1) + b n (n - 1)).

    Here n is ``workers``, numbers from 1; a is ``contention``, from 0 to 1; b is ``coherency``,
    from 0.

    Examples
    --------
    >>> [round(speedup(n, 0.05, 0.01), 2) for n in (1, 5, 10, 20)]
    [1.0, 3.57, 4.26, 3.48]
    """
    n = _validate.numbers("workers", workers, least=1)
    a, b = _coefficients(contention, coherency)
    return n / (1 + a * (n - 1) + b * n * (n - 1))


def peak(contention: float, coherency: float) -> float:
    """The number of workers that are fastest, sqrt((1 - contention) / coherency), but at least 1.

    It need not be whole. Without coherency it is infinite: more workers never do harm.

    Examples
    --------
    >>> peak(0.19, 0.01), peak(0.2, 0)
    (9.0, inf)
    """
    a, b = _coefficients(contention, coherency)
    return max(1.0, ((1 - a) / b) ** 0.5) if b else np.inf


def best_workers(contention: float, coherency: float) -> float:
    """The whole number of workers that is fastest, of two equal ones the larger.

    The n-th worker does no harm as long as n (n - 1) ``coherency`` <= 1 - ``contention``, since
    it takes (1 - a) / (n (n - 1)) off the time and adds b. Without coherency it is infinite.

    Examples
    --------
    >>> best_workers(0.19, 0.01), best_workers(0.1, 0.15), best_workers(0.2, 0)
    (9, 3, inf)
    """
    a, b = _coefficients(contention, coherency)
    turn = (1 + (1 + 4 * (1 - a) / b) ** 0.5) / 2 if b else np.inf
    return floor(turn + ROUNDING) if isfinite(turn) else np.inf


def _coefficients(contention: float, coherency: float) -> tuple[float, float]:
    contention = _validate.share("contention", contention)
    return contention, _validate.number("coherency", coherency, least=0)
