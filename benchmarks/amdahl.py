"""How well a serial share that was set is found again, and what tasks cost beside their work.

    python -m benchmarks.amdahl [--rounds 9] [--repeats 3]

Jobs of a set serial share are timed on the cores that there are, 8 at most. Printed are the share
by the stopwatch, as fitted to the times with its interval and its error, and by the least times;
then the median speed-up beside Amdahl's. Other load on the machine makes the share too high, that
of 0 the most. After that come an empty task on threads, processes and a Dask cluster of this
machine, and the same work cut into ever more tasks.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager

import numpy as np

from compmodels.amdahl import fitting, jobs, laws, measuring, workers

SHARES = (0, 0.1, 0.2, 0.5)
MOST = 8  # workers, so that a large machine is not taken up as a whole
TASKS = (2, 20, 200, 2_000)
STEPS = 960_000  # in all pieces together, as in chains of the usual size
BASE = "processes"
HEADER = (
    "  share stopwatch    fitted         interval    error    least  speed-up  Amdahl  difference"
)


def found_again(serial: float, number: int, rounds: int, repeats: int) -> Iterator[str]:
    """For each repeat the share as set and as measured in three ways, and the speed-up."""
    parts = workers.counts(number)
    expected = laws.amdahl(serial, number)
    with workers.pool(number) as executor:
        for _ in range(repeats):
            measurement = measuring.measured(jobs.chains(serial), executor, parts, rounds)
            fit = fitting.fit(measurement)
            least = fitting.of_least_times(measurement)
            speedup = np.median(measurement.speedups[:, -1])
            yield (
                f"  {serial:5.2f} {measurement.serial:9.3f} {fit.serial:9.3f}"
                f"   [{fit.low:6.3f}, {fit.high:6.3f}] {fit.serial - serial:+8.3f} {least:8.3f}"
                f" {speedup:9.3f} {expected:7.3f} {speedup / expected - 1:+11.1%}"
            )


@contextmanager
def cluster(number: int) -> Iterator[Executor]:
    """So many processes of a Dask cluster on this machine, reached by its address."""
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=number, threads_per_worker=1, dashboard_address=None) as local,
        workers.pool(number, local.scheduler_address) as executor,
    ):
        yield executor


def ways(number: int) -> dict[str, AbstractContextManager[Executor]]:
    """The kinds of workers, by name."""
    return {
        "threads": ThreadPoolExecutor(number),
        BASE: workers.pool(number),
        "dask": cluster(number),
    }


def starts_and_overheads(number: int) -> tuple[dict[str, float], dict[str, float]]:
    """For each kind of workers the seconds of its start, and those of an empty task."""
    starts_s, empty_s = {}, {}
    for name, way in ways(number).items():
        begin = time.perf_counter()
        with way as executor:
            starts_s[name] = time.perf_counter() - begin
            empty_s[name] = measuring.overhead_s(executor)
    return starts_s, empty_s


def cut(number: int, rounds: int) -> dict[int, float]:
    """The least seconds of the same work on processes, by the number of tasks it was cut into."""
    job = jobs.chains(0, pieces=max(TASKS), steps=STEPS // max(TASKS))
    with workers.pool(number) as executor:
        seconds = measuring.measured(job, executor, (1, *TASKS), rounds).seconds.min(axis=0)
    return dict(zip(TASKS, seconds[1:], strict=True))


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="of each measurement (default 9)")
    parser.add_argument("--repeats", type=int, default=3, help="of each share (default 3)")
    arguments = parser.parse_args()
    number = min(workers.cores(), MOST)
    print(f"cores: {workers.cores()}, workers: {number}", HEADER, sep="\n")
    for serial in SHARES if number > 1 else ():
        for line in found_again(serial, number, arguments.rounds, arguments.repeats):
            print(line, flush=True)
    starts_s, empty_s = starts_and_overheads(number)
    print("kind of workers: start, empty task")
    for name, seconds in empty_s.items():
        ratio = seconds / empty_s[BASE]
        print(f"  {name:10} {starts_s[name]:6.2f} s {seconds * 1e3:7.3f} ms {ratio:7.2f} of {BASE}")
    times_s = cut(number, arguments.rounds)
    print("the same work in so many tasks")
    for tasks, seconds in times_s.items():
        print(f"  {tasks:5} {seconds:7.3f} s {seconds / min(times_s.values()):6.2f} of the best")


if __name__ == "__main__":
    main()
