"""Checks of the exercises of lesson 06, one module an idea; the notebook calls what is named here.

The oracles count in whole numbers and fractions or try one possibility after another, apart from
the models in ``compmodels.cloud``, so that a mistake in a model cannot hide here. How a check works
lives in ``checks._core``.
"""

from compmodels.checks.cloud._autoscaler import autoscaler_step
from compmodels.checks.cloud._break_even import break_even_month
from compmodels.checks.cloud._distance import farthest_km
from compmodels.checks.cloud._model import service_model
from compmodels.checks.cloud._plan import cheapest_plan
from compmodels.checks.cloud._wait import mean_wait_min

__all__ = [
    "autoscaler_step",
    "break_even_month",
    "cheapest_plan",
    "farthest_km",
    "mean_wait_min",
    "service_model",
]
