"""Marking many submissions at a time, on the workers of a Dask cluster.

A local cluster with a worker for each job, or any other one by its address; the work is the same.
What a worker process needs it starts once: its imports, and a sandbox that outlives a submission.
Work lost with a worker is done again by another one. How one submission is marked lives in
``work``, what becomes of the reports in ``session``.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import dask
from distributed import Client, Future, LocalCluster, Worker, as_completed
from distributed.security import Security

from compmodels.grading import work
from compmodels.grading.assignment import Assignment
from compmodels.grading.report import Report
from compmodels.grading.work import Work
from compmodels.sandbox import box
from compmodels.sandbox.box import Box, SandboxError
from compmodels.sandbox.limits import PRIVATE, SINGLE, Limits

AHEAD = 4  # submissions that a worker has at hand, so that it need not wait for the next one
CONNECT_S = 30
QUIET = {"distributed.logging.distributed": "error", "distributed.admin.log-length": 0}
of_this_thread = threading.local()


@dataclass(frozen=True)
class Settings:
    """How submissions are marked: what is the same for all of them.

    Attributes
    ----------
    assignments
        Those of the course, by name.
    limits
        What one submission may use.
    isolation
        How well one is kept apart from all else, one of the words of ``sandbox.limits``.
    hidden
        Folders that no submission may see.
    seed
        That of the random cases of the checks.
    """

    assignments: Mapping[str, Assignment]
    limits: Limits
    isolation: str
    hidden: tuple[Path, ...]
    seed: int


@dataclass(frozen=True)
class Done:
    """A submission that was looked at.

    Attributes
    ----------
    work
        What was handed in.
    reports
        What was found; None if no worker could tell.
    error
        Why no worker could tell.
    """

    work: Work
    reports: list[Report] | None
    error: BaseException | None = None


@contextlib.contextmanager
def cluster(jobs: int, address: str | None) -> Iterator[Client]:
    """A client of the cluster at an address, or of a local one with this number of workers.

    Raises
    ------
    OSError
        If nothing answers at the address, or no worker is there.
    """
    with dask.config.set(QUIET), contextlib.ExitStack() as stack:
        if address is None:
            local = LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                memory_limit=0,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                scheduler_kwargs={"dashboard": False},
                preload=[__name__],
                silence_logs=logging.CRITICAL,
                security=True,  # or whoever has an account here could send the workers code
            )
            yield stack.enter_context(Client(stack.enter_context(local), set_as_default=False))
        else:
            yield stack.enter_context(connected(address))


def connected(address: str) -> Client:
    """A client of the cluster at an address; an ``OSError`` if it has no workers either."""
    certificates = Security().get_connection_args("client")["ssl_context"]
    if address.startswith("tls:") and certificates is None:
        raise OSError("tls needs certificates; name them in Dask's settings, distributed.comm.tls")
    client = Client(address, timeout=CONNECT_S, set_as_default=False)
    if not client.nthreads():
        client.close()
        raise OSError(f"it has no workers; start one with: dask worker {address}")
    return client


def dask_setup(_worker: Worker) -> None:
    """Leave it to the command to end its workers on Ctrl-C, which a terminal sends them too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def isolation(client: Client, limits: Limits, hidden: tuple[Path, ...] = ()) -> str:
    """The best isolation that all workers of a cluster offer.

    Raises
    ------
    SandboxError
        If one of them has no sandbox.
    """
    found = client.run(box.best_isolation, limits, hidden, on_error="return")
    for address, result in found.items():
        if isinstance(result, Exception):
            raise SandboxError(f"worker {address}: {result}")
    return SINGLE if SINGLE in found.values() else PRIVATE


def mark_all(client: Client, works: Iterable[Work], settings: Settings) -> Iterator[Done]:
    """Each submission when it is finished; ``works`` is read as it is needed.

    What was lost with a worker is done by another one, up to three times.
    """
    waiting = iter(works)
    running: dict[Future, Work] = {}
    finished = as_completed(loop=client.loop)

    def start(number: int) -> None:
        for one in itertools.islice(waiting, number):
            future = client.submit(mark_one, one, settings, pure=False)
            running[future] = one
            finished.add(future)

    start(AHEAD * max(1, sum(client.nthreads().values())))
    for future in finished:
        one = running.pop(future)
        start(1)
        error = future.exception()
        yield Done(one, None, error) if error else Done(one, future.result())


def mark_one(one: Work, settings: Settings) -> list[Report]:
    """The reports of a submission, marked in the sandbox of this thread of this worker."""
    key = (settings.limits, settings.isolation, settings.hidden)
    if getattr(of_this_thread, "key", None) != key:
        if hasattr(of_this_thread, "box"):
            of_this_thread.box.close()
        of_this_thread.key, of_this_thread.box = key, Box(*key)
    return work.mark(one, settings.assignments, of_this_thread.box, settings.seed)
