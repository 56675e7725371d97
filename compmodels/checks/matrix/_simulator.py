"""What the checks of kernels share: who runs a kernel, and how its arrays are told apart."""

from __future__ import annotations

from compmodels.checks._core import Caller

FINDINGS = (
    "OutOfBoundsError",
    "RaceError",
    "UnwrittenError",
    "BarrierError",
    "EndlessError",
    "KernelError",
)
SIMULATOR = Caller("compmodels.matrix.simt:trial", shown="simt.launch", findings=FINDINGS)
UNTOUCHED = -1.0  # what an array for results holds before the launch


def last_array(value):
    """The last array after a launch, which is the one for the results."""
    arrays, *_ = value
    return arrays[-1]
