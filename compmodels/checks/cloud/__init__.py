"""Checks of the exercises of lesson 06, one module an idea; the notebook calls what is named here.

The oracles count in whole numbers and fractions or try one possibility after another, apart from
the models in ``compmodels.cloud``, so that a mistake in a model cannot hide here. How a check works
lives in ``checks._core``.
"""

__all__: list[str] = []
