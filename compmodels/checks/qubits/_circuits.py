"""Circuits as students hand them in, lists of plain tuples, and the state that each makes.

A circuit is first read, and refused with the reason if it is none. Then it is run on qubits that
are all 0: a state is a dictionary from the basis states that it has, as numbers with qubit q as bit
q, to their amplitudes.
"""

from __future__ import annotations

from collections import defaultdict
from numbers import Integral

import numpy as np

QUBITS = {"h": 1, "x": 1, "z": 1, "cx": 2}  # that each gate is on
MOST_GATES = 100
NOT_A_LIST = 'Expected is a list of gates, such as [("h", 0), ("cx", 0, 1)].'


def state_of(circuit, n):
    """The amplitudes of n qubits after a circuit; a ``ValueError`` if it is none."""
    amplitudes = {0: 1.0}
    for gate in _read(circuit, n):
        amplitudes = _after(gate, amplitudes)
    state = np.zeros(2**n, complex)
    for index, amplitude in amplitudes.items():
        state[index] = amplitude
    return state


def _read(circuit, n):
    """The gates of a circuit on n qubits."""
    if circuit is None:
        raise ValueError("None came back: the circuit has to be returned, as a list of gates.")
    if not isinstance(circuit, (list, tuple)):
        raise ValueError(NOT_A_LIST)
    if len(circuit) > MOST_GATES:
        raise ValueError(f"These are {len(circuit):,} gates; allowed are {MOST_GATES}.")
    return [_gate(gate, n) for gate in circuit]


def _gate(gate, n):
    """One gate on qubits below n, if it is one."""
    if not isinstance(gate, (list, tuple)) or not gate:
        raise ValueError(f"{gate!r:.80} is no gate. {NOT_A_LIST}")
    name, *qubits = gate
    if not isinstance(name, str) or name not in QUBITS:
        raise ValueError(f'{name!r:.80} is no gate that there is: those are "h", "x", "z", "cx".')
    if len(qubits) != QUBITS[name]:
        needs = "a control and a target" if name == "cx" else "one qubit"
        raise ValueError(f'"{name}" needs {needs}, and in {gate!r:.80} it has {len(qubits)}.')
    for q in qubits:
        if not isinstance(q, Integral) or isinstance(q, bool) or not 0 <= q < n:
            raise ValueError(
                f"There is no qubit {q!r:.80}: here they are the whole numbers 0 to {n - 1}."
            )
    if len(set(qubits)) < len(qubits):
        raise ValueError(f"In {gate!r:.80} control and target are the same qubit.")
    return name, *(int(q) for q in qubits)


def _after(gate, amplitudes):
    """The amplitudes after one gate; what has cancelled stays, as zero."""
    after = defaultdict(float)
    for index, amplitude in amplitudes.items():
        for other, factor in _moved(gate, index):
            after[other] += factor * amplitude
    return after


def _moved(gate, index):
    """Where a gate takes a basis state: the ones that come of it, each with its factor."""
    name, *controls, q = gate
    flipped, sign = index ^ 1 << q, -1 if index >> q & 1 else 1
    if name == "h":
        return (index & ~(1 << q), 0.5**0.5), (index | 1 << q, sign * 0.5**0.5)
    if name == "z":
        return ((index, sign),)
    return ((flipped if all(index >> control & 1 for control in controls) else index, 1),)
