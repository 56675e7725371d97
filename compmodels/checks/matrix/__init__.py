"""Checks of the exercises of lesson 03, one module an idea; the notebook calls what is named here.

The oracles count, enumerate or use plain NumPy, apart from the model in ``compmodels.matrix``, so
that a mistake in the model cannot hide here. Kernels are run by the model's simulator, which tells
what they did; what they should do is told here. How a check works lives in ``checks._core``.
"""

from compmodels.checks.matrix._bound import bound_by
from compmodels.checks.matrix._im2col import im2col_source
from compmodels.checks.matrix._offload import smallest_side
from compmodels.checks.matrix._operations import convolution_operations
from compmodels.checks.matrix._relu import bias_relu
from compmodels.checks.matrix._tiles import tiled_product

__all__ = [
    "bias_relu",
    "bound_by",
    "convolution_operations",
    "im2col_source",
    "smallest_side",
    "tiled_product",
]
