"""Checks of the exercises of lesson 07, one module an idea; the notebook calls what is named here.

The oracles write whole matrices, count in whole numbers and fractions or try one possibility after
another, apart from the models in ``compmodels.qubits``, so that a mistake in a model cannot hide
here. How a check works lives in ``checks._core``.
"""

__all__: list[str] = []
