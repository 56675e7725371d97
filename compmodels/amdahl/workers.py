"""Real workers: processes on this machine or, by its address, those of a Dask cluster.

Both come as one and the same thing, an ``Executor`` of Python's ``concurrent.futures``, so that a
job does not know who does it. What they do stands in ``jobs``.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import Barrier

import joblib

from compmodels import _validate
from compmodels.amdahl import jobs

START_S = 60
"""So many seconds are waited for workers to begin."""

ANSWER_S = 10
"""So many seconds an address has to answer."""


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
        try:
            list(executor.map(abs, range(number)))
            yield executor
        except BaseException:
            for process in set(multiprocessing.active_children()) - before:
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
        client.wait_for_workers(number, timeout=START_S)
        client.run(_get_ready)
        yield client.get_executor(pure=False)


def _get_ready() -> None:
    """Do next to nothing in the way that real work is done, so that what it needs is loaded."""
    jobs.results(abs, [(0,)])
