"""Real workers: processes on this machine or, by its address, those of a Dask cluster.

Both come as one and the same thing, an ``Executor`` of Python's ``concurrent.futures``, so that a
job does not know who does it. What they do stands in ``jobs``.

Each worker holds BLAS to one thread from the time when it gets ready, and for good: a limit set
and taken back around each task would not be safe where a worker has several threads. Executors
from elsewhere are left as they are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Barrier

import joblib
from threadpoolctl import threadpool_limits

from compmodels import _validate
from compmodels.amdahl import jobs

START_S = 60
"""So many seconds are waited for processes to begin."""

CLUSTER_S = 15
"""So many seconds are waited for workers of a cluster, which somebody should have started."""

ANSWER_S = 10
"""So many seconds an address has to answer."""

BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""Variables that a BLAS reads when it is loaded."""


def cores() -> int:
    """The number of cores that this process may use, as the system and its limits have it."""
    return joblib.cpu_count()


def counts(most: int) -> list[int]:
    """Numbers of workers to try: 1, 2, 4, 8 and so on below ``most``, and ``most`` itself.

    Examples
    --------
    >>> counts(6)
    [1, 2, 4, 6]
    """
    most = _validate.count("most", most)
    return sorted({most, *(2**doublings for doublings in range(most.bit_length()))})


def pool(number: int, address: str | None = None) -> AbstractContextManager[Executor]:
    """So many workers, ready to begin, for as long as what is inside ``with`` runs.

    Their BLAS has one thread. Workers of a cluster keep it so after the ``with``.

    Processes of this machine are started afresh (``spawn``), since one that was copied out of a
    program with threads, such as JupyterLab's kernel, may stand still for ever. They end with the
    ``with``, at once if it ends in an error or an interrupt.

    Parameters
    ----------
    number
        How many processes are started here; of a cluster, how many workers it must have.
    address
        Where the scheduler of a Dask cluster listens, such as "tcp://127.0.0.1:8786".

    Raises
    ------
    OSError
        If nothing answers at the address; as TimeoutError, if the cluster has fewer workers.
    """
    number = _validate.count("number", number)
    if address is None:
        return _processes(number)
    if "://" not in _validate.instance("address", address, str, "such as tcp://127.0.0.1:8786"):
        raise _validate.refuse("address", address, "an address such as tcp://127.0.0.1:8786")
    return _cluster(number, address)


@contextmanager
def _processes(number: int) -> Iterator[Executor]:
    """So many processes of this machine; all of them have started before any has work."""
    spawn = multiprocessing.get_context("spawn")
    all_here = (spawn.Barrier(number, timeout=START_S),)
    before = set(multiprocessing.active_children())
    with ProcessPoolExecutor(number, spawn, _begin, all_here) as executor:
        answers = executor.map(abs, range(number))
        started = set(multiprocessing.active_children()) - before
        try:
            list(answers)
            yield executor
        except BaseException:
            for process in started:
                process.terminate()
            raise


def _begin(all_here: Barrier) -> None:
    """Get a process ready, and wait until the others are.

    An interrupt goes to all processes of a program. It ends this one without a word; the program
    itself has the say.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _get_ready()
    all_here.wait()


@contextmanager
def _cluster(number: int, address: str) -> Iterator[Executor]:
    """The workers of the cluster at ``address``, of which there must be ``number``."""
    try:
        from distributed import Client
    except ImportError:
        need = "workers at an address need Dask: python -m pip install distributed"
        raise ImportError(need) from None
    with Client(address, timeout=ANSWER_S, set_as_default=False) as client:
        try:
            client.wait_for_workers(number, timeout=CLUSTER_S)
        except TimeoutError:
            raise _too_few(len(client.nthreads()), number, address) from None
        client.run(_get_ready)
        yield client.get_executor(pure=False)


def _too_few(here: int, number: int, address: str) -> TimeoutError:
    """The error for a cluster with fewer workers than it must have."""
    return TimeoutError(
        f"the cluster at {address} has {here} of {number} workers; start as many as are wanting, "
        f"best with one thread each: dask worker {address} --nthreads 1"
    )


def _get_ready() -> None:
    """Hold BLAS to one thread: NumPy's, which this module has loaded, and any loaded later.

    Then do next to nothing in the way that real work is done, so that what it needs is loaded.
    """
    os.environ.update(dict.fromkeys(BLAS_THREADS, "1"))
    threadpool_limits(1, user_api="blas")
    jobs.results(abs, [(0,)])
