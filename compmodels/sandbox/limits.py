"""How much one submission may use."""

from __future__ import annotations

import math
from dataclasses import dataclass

# How well a submission is kept apart: in namespaces of its own; alone in a sandbox; not at all.
PRIVATE, SINGLE, NONE = "private", "single", "none"


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    cell_s
        Wall time of one cell, and of all calls of one function, in seconds.
    total_s
        Wall time of the whole submission, in seconds.
    memory_mb
        Memory of one process beyond what Python itself needs, and of all its processes together.
    processes
        Processes and threads at one time.
    file_mb
        Size of one file; twice as much for all files together.
    reply_mb
        Size of what one cell or function may answer.
    """

    cell_s: float = 10
    total_s: float = 60
    memory_mb: int = 1024
    processes: int = 32
    file_mb: int = 32
    reply_mb: int = 4

    def __post_init__(self) -> None:
        """Refuse a limit that is none, by its name."""
        for name, value in vars(self).items():
            if not 0 < value < math.inf:
                raise ValueError(f"{name} is {value}; it must be above 0 and finite")
