"""Pictures and demos of lesson 07, one module each; the lesson calls what is named here.

``amplitudes``  the amplitudes of any state, as bars
``bloch``       one qubit as a point on a sphere, and the gates as turns
``circuits``    a circuit drawn as lines and boxes
``editor``      a circuit that the reader builds, with the amplitudes after each step
``search``      Grover's search, iteration by iteration
``found``       how often a search found what was marked
``peaks``       what order finding measures, and what leads to factors
``decoherence`` how errors wear a state out, gate by gate
``correction``  how often the three-qubit code fails
``growth``      memory of a simulation and steps of factoring
``inequality``  measured values of the CHSH sum
"""

from compmodels.demos._words import in_bytes
from compmodels.demos.qubits.amplitudes import amplitudes_picture
from compmodels.demos.qubits.bloch import bloch_demo, bloch_picture
from compmodels.demos.qubits.circuits import circuit_picture
from compmodels.demos.qubits.correction import code_picture
from compmodels.demos.qubits.decoherence import decoherence_demo, decoherence_picture
from compmodels.demos.qubits.editor import editor_demo
from compmodels.demos.qubits.found import success_picture
from compmodels.demos.qubits.growth import growth_picture, memory_picture
from compmodels.demos.qubits.inequality import chsh_picture
from compmodels.demos.qubits.peaks import peaks_demo, peaks_picture
from compmodels.demos.qubits.search import search_demo, search_picture

__all__ = [
    "amplitudes_picture",
    "bloch_demo",
    "bloch_picture",
    "chsh_picture",
    "circuit_picture",
    "code_picture",
    "decoherence_demo",
    "decoherence_picture",
    "editor_demo",
    "growth_picture",
    "in_bytes",
    "memory_picture",
    "peaks_demo",
    "peaks_picture",
    "search_demo",
    "search_picture",
    "success_picture",
]
