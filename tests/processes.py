"""The processes that a process has started, and whether they end. No tests live here."""

from __future__ import annotations

import time
from collections.abc import Iterable

import psutil


def descendants(process: int) -> list[psutil.Process]:
    """The processes below a process, those of sandboxes too."""
    return psutil.Process(process).children(recursive=True)


def all_end(processes: Iterable[psutil.Process], within_s: float = 30) -> bool:
    """Whether all of these processes end soon; one that waits to be buried has ended."""
    left, deadline = list(processes), time.monotonic() + within_s
    while left and time.monotonic() < deadline:
        left = [one for one in left if is_alive(one)]
        time.sleep(0.02)
    return not left


def is_alive(process: psutil.Process) -> bool:
    """Whether a process has not ended."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
