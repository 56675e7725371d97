"""Checks of the exercises of lesson 01, one module an idea; the notebook calls what is named here.

The oracles are written with plain loops, apart from the model in ``compmodels.perceptron``, so
that a mistake in the model cannot hide here. How a check works lives in ``checks._core``.
"""

from compmodels.checks.perceptron._bound import mistake_bound
from compmodels.checks.perceptron._budget import largest_hidden_layer
from compmodels.checks.perceptron._unit import predict, step
from compmodels.checks.perceptron._xor import xor_network

__all__ = ["largest_hidden_layer", "mistake_bound", "predict", "step", "xor_network"]
