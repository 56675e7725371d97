"""Checks of the exercises of lesson 04, one module an idea; the notebook calls what is named here.

The oracles add up times with exact fractions, try one number after another or let a clock tick,
apart from the model in ``compmodels.amdahl``, so that a mistake in the model cannot hide here. How
a check works lives in ``checks._core``.
"""

from compmodels.checks.amdahl._enough import enough_workers
from compmodels.checks.amdahl._invest import better_investment
from compmodels.checks.amdahl._makespan import makespan
from compmodels.checks.amdahl._run import speedup_of_run
from compmodels.checks.amdahl._share import serial_share
from compmodels.checks.amdahl._speedup import speedup

__all__ = [
    "better_investment",
    "enough_workers",
    "makespan",
    "serial_share",
    "speedup",
    "speedup_of_run",
]
