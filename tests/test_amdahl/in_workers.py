"""What the tests have workers do. No tests live here, so workers load little."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import threadpoolctl

from compmodels.amdahl import jobs

DEADLINE_S = 120


def meet(folder: str, name: str, all_names: tuple[str, ...]) -> int:
    """The id of this process, once all who were asked to meet have come."""
    (Path(folder) / name).touch()
    deadline = time.monotonic() + DEADLINE_S
    while not all((Path(folder) / other).exists() for other in all_names):
        assert time.monotonic() < deadline, "somebody has not come"
        time.sleep(0.01)
    return os.getpid()


def threads() -> list[int]:
    """How many threads each BLAS of this process has."""
    pools = threadpoolctl.threadpool_info()
    return [pool["num_threads"] for pool in pools if pool["user_api"] == "blas"]


def threads_in_a_piece() -> tuple[list[int], list[int]]:
    """How many threads each BLAS has around a task, where it is given two, and within a piece."""
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        return threads(), jobs.results(threads, [()])[0]


def loaded(modules: list[str]) -> list[bool]:
    """Whether each module is loaded in this process."""
    return [module in sys.modules for module in modules]
