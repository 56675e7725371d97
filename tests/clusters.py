"""Schedulers and workers of Dask that tests start as processes of their own, and end by their ids.

No tests live here.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from distributed import Client

START_S = 60


@contextlib.contextmanager
def process(*words: str, **environment: str) -> Iterator[subprocess.Popen]:
    """A program of Dask that runs as long as what is inside, with these variables besides."""
    started = subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard"],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    told = folder / "scheduler.json"
    words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    with process(*words) as started:
        yield address(told, started)


def address(told: Path, started: subprocess.Popen) -> str:
    """The address that a scheduler writes into a file as soon as it can be reached."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and started.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(told.read_text())["address"]
        time.sleep(0.05)
    raise AssertionError(f"the scheduler has not started (exit code {started.poll()})")


@contextlib.contextmanager
def workers(scheduler_address: str, number: int, **environment: str) -> Iterator[list[int]]:
    """The process ids of so many workers that a scheduler knows, with these variables besides."""
    words = ("worker", scheduler_address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(Client(scheduler_address, set_as_default=False))
        before = len(client.nthreads())
        started = [stack.enter_context(process(*words, **environment)) for _ in range(number)]
        client.wait_for_workers(before + number, timeout=START_S)
        yield [one.pid for one in started]
