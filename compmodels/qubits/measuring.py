"""What can be read out of a state: one outcome, many samples, an expectation value.

A measurement gives one basis state, at random, and what is left is only what agrees with it: the
other amplitudes are gone. So n qubits give n bits, however many amplitudes they have. The
probabilities themselves live in ``state``; only a simulator can look at them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.qubits import gates
from compmodels.qubits.state import probabilities, run, vector, view

PAULIS = {"X": gates.x, "Y": gates.y, "Z": gates.z}


def measure(
    state: ArrayLike, qubits: Sequence[int], rng: np.random.Generator
) -> tuple[int, np.ndarray]:
    """The outcome of measuring some qubits, whose bit i is ``qubits[i]``, and the state after it.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> bell = run([h(0), cx(0, 1)], 2)
    >>> outcome, after = measure(bell, [0], np.random.default_rng(1))
    >>> outcome, after.real.round(3)
    (1, array([0., 0., 0., 1.]))
    """
    state = vector(state)
    qubits = gates.different("qubits", qubits, most=state.size.bit_length() - 1)
    shares = _shares(state, qubits)
    outcome = int(_validate.generator("rng", rng).choice(shares.size, p=shares))
    after = np.zeros_like(state)
    seen = np.unravel_index(outcome, (2,) * len(qubits))
    view(after, qubits)[seen] = view(state, qubits)[seen]
    return outcome, after / np.linalg.norm(after)


def sample(
    state: ArrayLike,
    shots: int,
    rng: np.random.Generator,
    qubits: Sequence[int] | None = None,
) -> dict[str, int]:
    """How often each outcome came up in ``shots`` measurements, each of a fresh copy of the state.

    Outcomes are written as bits, the highest qubit left; of ``qubits``, the last one. Those that
    never came up are left out.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> sample(run([h(0), cx(0, 2)], 3), 100, np.random.default_rng(1))
    {'000': 45, '101': 55}
    """
    shots = _validate.count("shots", shots)
    shares = _shares(state, qubits)
    times = _validate.generator("rng", rng).multinomial(shots, shares)
    bits = shares.size.bit_length() - 1
    return {f"{outcome:0{bits}b}": int(times[outcome]) for outcome in np.flatnonzero(times)}


def expectation(state: ArrayLike, paulis: Mapping[int, str]) -> float:
    """The mean of the product of measured values, +1 or -1 each, by X, Y or Z on some qubits.

    It is <state| P |state>, where P applies the Pauli gate named for each qubit.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> bell = run([h(0), cx(0, 1)], 2)
    >>> [round(expectation(bell, {0: pauli, 1: pauli}), 3) for pauli in "XYZ"]
    [1.0, -1.0, 1.0]
    """
    state = vector(state)
    applied = run(_named(paulis, state.size.bit_length() - 1), state)
    return float(np.vdot(state, applied).real)


def _named(paulis: Mapping[int, str], n: int) -> list[gates.Gate]:
    """The Pauli gates on qubits below n."""
    allowed = f"a dictionary that has X, Y or Z for some of the qubits from 0 to {n - 1}"
    try:
        return gates.circuit([PAULIS[pauli](qubit) for qubit, pauli in paulis.items()], n)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _validate.refuse("paulis", paulis, allowed) from None


def _shares(state: ArrayLike, qubits: Sequence[int] | None) -> np.ndarray:
    """The probabilities of the outcomes, freed of the rounding in their sum."""
    shares = probabilities(state, qubits)
    return shares / shares.sum()
