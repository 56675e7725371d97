"""How long a job takes with one worker and with more, and what a task without work costs.

The pieces of a job are divided into parts, one task for each; as many parts as workers take part.
The numbers of parts take turns, so that all meet the same load. BLAS is held to one thread in the
calling process, so in workers that are threads of it too; processes and clusters of
``workers.pool`` have done so themselves. With an executor from elsewhere that is the caller's
business. What follows from the times stands in ``fitting``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from compmodels import _validate
from compmodels.amdahl import jobs
from compmodels.amdahl.jobs import Job

Clock = Callable[[], float]
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Measurement:
    """How long a job took, in several rounds.

    Attributes
    ----------
    parts
        Into how many parts the pieces were divided, so how many workers took part. First comes 1.
    seconds
        From the first task to the end of the finish, shape (rounds, len(parts)).
    serial_s
        Seconds that the finish took of these, same shape.
    """

    parts: tuple[int, ...]
    seconds: np.ndarray
    serial_s: np.ndarray

    @property
    def speedups(self) -> np.ndarray:
        """How many times as fast as one worker in the same round, shape (rounds, len(parts))."""
        return self.seconds[:, :1] / self.seconds

    @property
    def serial(self) -> float:
        """The serial share by the stopwatch: the finish's share of one worker's time, as median."""
        return float(np.median(self.serial_s[:, 0] / self.seconds[:, 0]))


def run(job: Job, executor: Executor, parts: int) -> Any:
    """The job's result, with its pieces divided into so many tasks of as equal length as possible.

    Parameters
    ----------
    job
        What is to be done.
    executor
        Workers, such as ``workers.pool`` gives.
    parts
        From 1 to the number of pieces.
    """
    _job_and_executor(job, executor)
    parts = _validate.count("parts", parts, most=len(job.pieces))
    return job.finish(_results(job, executor, parts))


def measured(
    job: Job,
    executor: Executor,
    parts: Sequence[int],
    rounds: int = 9,
    clock: Clock = time.perf_counter,
    progress: Progress | None = None,
) -> Measurement:
    """How long the job takes for each number of parts, in turn, after a run that does not count.

    With one part, too, the pieces go to a worker, so that the same is done whatever the number.

    Parameters
    ----------
    job, executor
        As for ``run``. There should be as many workers as the most parts, and a core for each.
    parts
        Numbers of parts, 1 first and rising.
    rounds
        How often each number of parts is timed.
    clock
        Gives the time in seconds.
    progress
        Called with the number of runs done and that of all runs, after each run that counts.
    """
    _job_and_executor(job, executor)
    parts, rounds = _parts(parts, len(job.pieces)), _validate.count("rounds", rounds)
    _validate.instance("clock", clock, Callable, "such as time.perf_counter")
    if progress is not None:
        _validate.instance("progress", progress, Callable, "or None")
    times = []
    with threadpool_limits(1, user_api="blas"):
        run(job, executor, parts[-1])
        for done, number in enumerate(parts * rounds, start=1):
            times.append(_times(job, executor, number, clock))
            if progress is not None:
                progress(done, rounds * len(parts))
    seconds, serial_s = np.array(times).reshape(rounds, len(parts), 2).transpose(2, 0, 1)
    return Measurement(parts, seconds, serial_s)


def overhead_s(
    executor: Executor, tasks: int = 500, rounds: int = 3, clock: Clock = time.perf_counter
) -> float:
    """Seconds for each task when so many tasks have nothing to do: the least of all rounds.

    The tasks are handed over all at once, so it is what each adds, not how long one alone is away.
    """
    _validate.instance("executor", executor, Executor, "such as workers.pool gives")
    tasks, rounds = _validate.count("tasks", tasks), _validate.count("rounds", rounds)
    _validate.instance("clock", clock, Callable, "such as time.perf_counter")
    return min(_seconds_of_nothing(executor, tasks, clock) for _ in range(rounds)) / tasks


def _results(job: Job, executor: Executor, parts: int) -> list:
    """The results of the pieces, in their order."""
    bounds = [len(job.pieces) * part // parts for part in range(parts + 1)]
    tasks = [job.pieces[first:end] for first, end in pairwise(bounds)]
    return list(chain.from_iterable(executor.map(partial(jobs.results, job.work), tasks)))


def _times(job: Job, executor: Executor, parts: int, clock: Clock) -> tuple[float, float]:
    """Seconds of a run, and those of its finish."""
    begin = clock()
    results = _results(job, executor, parts)
    in_between = clock()
    job.finish(results)
    end = clock()
    return end - begin, end - in_between


def _seconds_of_nothing(executor: Executor, tasks: int, clock: Clock) -> float:
    begin = clock()
    list(executor.map(abs, range(tasks)))
    return clock() - begin


def _parts(parts: object, most: int) -> tuple[int, ...]:
    """``parts``, which must begin with 1 and rise."""
    numbers = tuple(_validate.counts("parts", parts, shortest=1, most=most))
    if numbers[0] != 1 or any(before >= after for before, after in pairwise(numbers)):
        raise _validate.refuse("parts", parts, "rising numbers, the first of which is 1")
    return numbers


def _job_and_executor(job: object, executor: object) -> None:
    _validate.instance("job", job, Job, "such as jobs.chains(0.2)")
    _validate.instance("executor", executor, Executor, "such as workers.pool gives")
