"""Checks of the exercises of lesson 07, one module an idea; the notebook calls what is named here.

The oracles look up single amplitudes, count in whole numbers and fractions or try one possibility
after another, apart from the models in ``compmodels.qubits``, so that a mistake in a model cannot
hide here. How a check works lives in ``checks._core``.
"""

from compmodels.checks.qubits._apply import apply_gate
from compmodels.checks.qubits._entangle import entangle
from compmodels.checks.qubits._factors import factors_from_measured
from compmodels.checks.qubits._grover import grover_iterations
from compmodels.checks.qubits._memory import qubits_that_fit
from compmodels.checks.qubits._phase import phase_from_counts

__all__ = [
    "apply_gate",
    "entangle",
    "factors_from_measured",
    "grover_iterations",
    "phase_from_counts",
    "qubits_that_fit",
]
