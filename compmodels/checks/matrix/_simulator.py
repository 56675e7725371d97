"""What the checks of kernels share: who runs a kernel, and how what it did is told in words."""

from __future__ import annotations

import re

from compmodels.checks._core import Caller

FINDINGS = (
    "OutOfBoundsError",
    "RaceError",
    "UnwrittenError",
    "BarrierError",
    "EndlessError",
    "KernelError",
)
ARGUMENTS = ("picture", "out", "A", "B", "C")  # arrays that a kernel is handed; others are shared
UNTOUCHED = -1.0  # what an array for results holds before the launch
ONCE = "each thread: 1 store at most"


def trait(message: str) -> str:
    """What a kernel did by the simulator's message, whichever thread, line and element it was.

    A shared array has no name here, since each student chooses another.
    """
    found = re.search(r"(loads|stores to) ([^\[]+)\[|returns|depends on", message)
    if not found:
        return ""
    does, name = found.groups()
    return f"{does} {name if name in ARGUMENTS else 'shared memory'}" if does else found[0]


def stores_in_words(most: int) -> str:
    """Whether a thread stored to global memory more than once, in as few letters as are shown."""
    return ONCE if most <= 1 else "one thread: several stores"


SIMULATOR = Caller(
    "compmodels.matrix.simt:trial", shown="simt.launch", findings=FINDINGS, trait=trait
)
