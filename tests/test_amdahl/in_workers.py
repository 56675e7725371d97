"""What the tests have workers do. No tests live here, so workers load little."""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path

import threadpoolctl

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


def threads_after_another_import(module: str) -> list[int]:
    """How many threads each BLAS has when one more module is loaded."""
    importlib.import_module(module)
    return threads()


def loaded(modules: list[str]) -> list[bool]:
    """Whether each module is loaded in this process."""
    return [module in sys.modules for module in modules]
