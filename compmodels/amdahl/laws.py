"""The laws of speed-up: what more workers can save when part of a job is serial.

One worker spends the share ``serial`` of its time on work that only one worker at a time can do,
and the rest on work that can be divided evenly. Speed-up is the time of one worker divided by that
of all. Which worker does which task, and what it costs them to agree, live in ``schedule`` and
``usl``; nothing is measured here.

Workers are numbers from 1, whole or not, so that a law can be drawn as a curve. Each law takes one
number of workers and gives one number, or takes a vector and gives an array.

Sources: G. Amdahl, AFIPS 30, 483-485 (1967); J. Gustafson, Communications of the ACM 31(5),
532-533 (1988); A. Karp, H. Flatt, Communications of the ACM 33(5), 539-543 (1990).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate


def amdahl(serial: float, workers: ArrayLike) -> float | np.ndarray:
    """Speed-up of a job of fixed size, 1 / (serial + (1 - serial) / workers).

    ``serial`` is the serial share of the time of one worker. Source: Amdahl (1967).

    Examples
    --------
    >>> amdahl(0.2, [1, 4, 16])
    array([1. , 2.5, 4. ])
    """
    serial, workers = _validate.share("serial", serial), _workers(workers)
    return workers / (1 + serial * (workers - 1))  # multiplied out, it is exact at serial = 0


def limit(serial: float) -> float:
    """The speed-up that ``amdahl`` comes near with more workers but never passes, 1 / serial.

    ``serial`` is the serial share of the time of one worker. Without any there is no limit.

    Examples
    --------
    >>> limit(0.2), limit(0)
    (5.0, inf)
    """
    serial = _validate.share("serial", serial)
    return 1 / serial if serial else np.inf


def efficiency(serial: float, workers: ArrayLike) -> float | np.ndarray:
    """Speed-up for each worker by ``amdahl``: the share of all workers' time that is spent at work.

    ``serial`` is the serial share of the time of one worker.

    Examples
    --------
    >>> efficiency(0.2, 16)
    0.25
    """
    workers = _workers(workers)
    return amdahl(serial, workers) / workers


def gustafson(serial: float, workers: ArrayLike) -> float | np.ndarray:
    """Speed-up of a job that grows with its workers, workers - serial (workers - 1).

    Here ``serial`` is the serial share of the time of the run on all the ``workers``, not of one
    worker: one worker would need ``workers`` times as long for the rest. Source: Gustafson (1988).

    Examples
    --------
    >>> round(gustafson(0.004, 1024)), round(amdahl(0.004, 1024))
    (1020, 201)
    """
    serial, workers = _validate.share("serial", serial), _workers(workers)
    return workers - serial * (workers - 1)


def serial_on_one(serial: float, workers: ArrayLike) -> float | np.ndarray:
    """The share of one worker's time that is serial, serial / (serial + (1 - serial) workers).

    As in ``gustafson``, the argument ``serial`` is a share of the time of the run on all the
    ``workers``. With the result, ``amdahl`` gives the speed-up that ``gustafson`` gives: the two
    laws are one, and differ in whose time the share is of.

    Examples
    --------
    >>> serial_on_one(0.5, 9)
    0.1
    >>> amdahl(0.1, 9), gustafson(0.5, 9)
    (5.0, 5.0)
    """
    serial, workers = _validate.share("serial", serial), _workers(workers)
    return serial / (serial + (1 - serial) * workers)


def karp_flatt(speedup: ArrayLike, workers: ArrayLike) -> float | np.ndarray:
    """The serial share of one worker's time by a measured speed-up, (1/S - 1/n) / (1 - 1/n).

    It is the ``serial`` with which ``amdahl`` gives the speed-up S of n workers. What is lost in
    other ways counts as serial too, so it rises with the workers when they hinder each other.
    It is below 0 when n workers were more than n times as fast. Source: Karp and Flatt (1990).

    Parameters
    ----------
    speedup
        One number above 0, or one for each of ``workers``.
    workers
        Numbers from 2: one worker tells nothing about the share.

    Examples
    --------
    >>> karp_flatt([1.6, 2.5], [2, 4])
    array([0.25, 0.2 ])
    """
    speedup = _validate.numbers("speedup", speedup, above=0)
    workers = _validate.numbers("workers", workers, least=2)
    if np.ndim(speedup) and np.ndim(workers) and len(speedup) != len(workers):
        raise _validate.refuse("speedup", speedup, f"as many numbers as workers, {len(workers)}")
    return (workers / speedup - 1) / (workers - 1)


def _workers(workers: ArrayLike) -> float | np.ndarray:
    return _validate.numbers("workers", workers, least=1)
