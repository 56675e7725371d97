"""This machine's roofs, computations below them, and several ways to one product, measured.

All is done by one core: BLAS is held to one thread by ``threadpoolctl``, which cannot do that with
Apple's Accelerate. The jobs take turns, so that all meet the same load, and the shortest time of
each counts, since whatever else a machine does can only make it longer. What the jobs are stands in
``jobs``; what a point and a roof are, in ``roofline``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

from compmodels import _validate
from compmodels.matrix import jobs, product
from compmodels.matrix.jobs import Job, Run, Sizes
from compmodels.matrix.roofline import Point, Roofs

IN_SUCCESSION = 3

Clock = Callable[[], float]
Progress = Callable[[int, int], object]


def measured(
    rounds: int = 6, sizes: Sizes = jobs.USUAL, progress: Progress | None = None
) -> tuple[Roofs, list[Point]]:
    """This machine's roofs and the points below them, measured in turns.

    The points "triad", "dot product" and "square" also count for the roofs, so they never lie
    above one; that the others do not is what a measurement can show.

    Parameters
    ----------
    rounds
        How often each job is timed; more rounds find the roofs more surely.
    sizes
        How large the jobs are.
    progress
        Called with the number of runs done and that of all runs, after each run.
    """
    of_roofs, of_points = jobs.build(sizes)
    all_jobs = list({job.name: job for job in of_roofs + of_points}.values())
    times_s = best_times_s(_turns(all_jobs), rounds, progress=progress)
    points = [Point(j.name, j.operations, j.bytes_moved, times_s[j.name]) for j in of_points]
    return _roofs(of_roofs, times_s), points


def measured_ways(
    side: int = 128, rounds: int = 3, progress: Progress | None = None
) -> dict[str, float]:
    """Seconds of a product of square matrices in each way of ``product``, and in NumPy's own."""
    side = _validate.count("side", side)
    A, B = np.full((2, side, side), 0.5, dtype=np.float32)
    return best_times_s(_ways(A, B), rounds, progress=progress)


def best_times_s(
    runs: Sequence[tuple[str, Run]],
    rounds: int = 6,
    clock: Clock = time.perf_counter,
    progress: Progress | None = None,
) -> dict[str, float]:
    """The shortest seconds for each name, in so many rounds, with BLAS held to one thread.

    Parameters
    ----------
    runs
        What runs in each round, one after the other, and the name under which its time counts.
    rounds
        How many rounds.
    clock
        Gives the time in seconds.
    progress
        Called with the number of runs done and that of all runs, after each run.
    """
    runs, rounds = _runs(runs), _validate.count("rounds", rounds)
    _validate.instance("clock", clock, Callable, "such as time.perf_counter")
    if progress is not None:
        _validate.instance("progress", progress, Callable, "or None")
    best: dict[str, float] = {}
    with threadpool_limits(1, user_api="blas"):
        for done, (name, run) in enumerate(runs * rounds, start=1):
            best[name] = min(_seconds(run, clock), best.get(name, np.inf))
            if progress is not None:
                progress(done, rounds * len(runs))
    return best


def _runs(runs: object) -> list[tuple[str, Run]]:
    """``runs``, which must be pairs of a name and something to call."""
    allowed = "at least one pair of a name and something to call"
    try:
        pairs = [(name, run) for name, run in runs]
    except (TypeError, ValueError):
        raise _validate.refuse("runs", runs, allowed) from None
    if not pairs or not all(isinstance(n, str) and callable(run) for n, run in pairs):
        raise _validate.refuse("runs", runs, allowed)
    return pairs


def _ways(A: np.ndarray, B: np.ndarray) -> list[tuple[str, Run]]:
    """Ways to multiply A and B, by name."""
    return [
        ("loops", partial(product.by_loops, A, B)),
        *((f"vectors, inner {i}", partial(product.by_vectors, A, B, inner=i)) for i in "ijk"),
        ("blocks", partial(product.by_blocks, A, B)),
        ("NumPy", partial(np.matmul, A, B)),
    ]


def _seconds(run: Run, clock: Clock) -> float:
    begin = clock()
    run()
    return clock() - begin


def _turns(of_all: list[Job]) -> list[tuple[str, Run]]:
    """The jobs in turn, the small product several times after each.

    It is soon done and finds the moments in which the machine does nothing else.
    """
    small = next(job for job in of_all if job.name == jobs.SMALL)
    return [(job.name, job.run) for each in of_all for job in (each, *[small] * IN_SUCCESSION)]


def _roofs(of_roofs: list[Job], times_s: dict[str, float]) -> Roofs:
    """The most operations and the most bytes per second that one of the jobs reached."""
    return Roofs(
        max(job.operations / times_s[job.name] for job in of_roofs),
        max(job.bytes_moved / times_s[job.name] for job in of_roofs),
    )
