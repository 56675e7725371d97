"""Outcomes against exact probabilities, states after them and expectation values by matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit.quantum_info import Pauli, Statevector
from scipy.stats import chisquare

from compmodels.qubits import gates
from compmodels.qubits.measuring import expectation, measure, sample
from compmodels.qubits.state import basis, run
from tests.test_qubits.oracles import X, Y, Z, kron, random_state

seeds = st.integers(0, 10**6).map(np.random.default_rng)
sizes = st.integers(1, 5)
PAULIS = {"X": X, "Y": Y, "Z": Z}


def outcome_of(index: int, qubits: list[int]) -> int:
    """What measuring these qubits gives in a basis state."""
    return sum((index >> q & 1) << bit for bit, q in enumerate(qubits))


def exact(state: np.ndarray, qubits: list[int]) -> np.ndarray:
    """The probability of each outcome, added up index by index."""
    shares = np.zeros(2 ** len(qubits))
    for index, amplitude in enumerate(state):
        shares[outcome_of(index, qubits)] += abs(amplitude) ** 2
    return shares


def some_of(n: int, rng: np.random.Generator) -> list[int]:
    """Some qubits in any order."""
    return rng.permutation(n)[: rng.integers(1, n + 1)].tolist()


# measuring once


@given(seeds, sizes)
@settings(deadline=None)
def test_a_measurement_leaves_only_what_agrees_with_its_outcome(rng, n):
    state, qubits = random_state(n, rng), some_of(n, rng)
    kept = state.copy()
    outcome, after = measure(state, qubits, rng)
    agrees = np.array([outcome_of(i, qubits) == outcome for i in range(2**n)])
    left = np.where(agrees, state, 0)
    assert np.allclose(after, left / np.linalg.norm(left), atol=1e-12)
    assert np.array_equal(state, kept) and not np.shares_memory(after, state)
    again, still = measure(after, qubits, rng)
    assert again == outcome and np.allclose(still, after, atol=1e-12)


@given(seeds, sizes, st.data())
@settings(deadline=None)
def test_a_basis_state_has_the_bits_of_its_index(rng, n, data):
    index = data.draw(st.integers(0, 2**n - 1))
    qubits = some_of(n, rng)
    state = basis(n, index)
    outcome, after = measure(state, qubits, rng)
    assert type(outcome) is int and outcome == outcome_of(index, qubits)
    assert np.array_equal(after, state)
    assert sample(state, 7, rng) == {f"{index:0{n}b}": 7}
    highest_left = "".join(str(index >> q & 1) for q in reversed(qubits))
    assert sample(state, 7, rng, qubits) == {highest_left: 7}


def test_an_outcome_that_cannot_be_never_is():
    state = run([gates.h(0), gates.cx(0, 1)], 2)
    rng = np.random.default_rng(1)
    assert {measure(state, [0, 1], rng)[0] for _ in range(60)} == {0, 3}


# measuring many times


@pytest.mark.parametrize("qubits", [[0], [2, 0], [1, 3, 2], [3, 2, 1, 0]])
def test_outcomes_are_as_frequent_as_their_probabilities_say(qubits):
    rng = np.random.default_rng(3)
    state = random_state(4, rng)
    outcomes = [measure(state, qubits, rng)[0] for _ in range(1500)]
    times = np.bincount(outcomes, minlength=2 ** len(qubits))
    assert chisquare(times, 1500 * exact(state, qubits)).pvalue > 0.01


@pytest.mark.parametrize("qubits", [None, [2, 0], [1, 3, 2]])
def test_samples_are_as_frequent_as_their_probabilities_say(qubits):
    rng = np.random.default_rng(4)
    state = random_state(4, rng)
    shots = 20_000
    wanted = shots * exact(state, qubits or [0, 1, 2, 3])
    found = sample(state, shots, rng, qubits)
    times = np.array([found.get(f"{i:0{len(qubits or 'four')}b}", 0) for i in range(wanted.size)])
    assert times.sum() == sum(found.values()) == shots
    assert chisquare(times, wanted).pvalue > 0.01


def test_samples_have_the_texts_of_qiskit():
    state = random_state(3, np.random.default_rng(5))
    for qubits in (None, [0, 2], [2, 0]):
        found = sample(state, 20_000, np.random.default_rng(6), qubits)
        for text, share in Statevector(state).probabilities_dict(qubits).items():
            assert found.get(text, 0) / 20_000 == pytest.approx(share, abs=0.015)  # 4 deviations


@pytest.mark.parametrize("qubits", [[0], [1, 0]])
def test_a_sum_that_rounding_made_larger_than_1_gives_outcomes_all_the_same(qubits):
    state, rng = [1 + 4e-9, 0, 0, 0], np.random.default_rng(8)
    assert sample(state, 9, rng, qubits) == {"0" * len(qubits): 9}
    outcome, after = measure(state, qubits, rng)
    assert outcome == 0 and after.tolist() == [1, 0, 0, 0]


# expectation values


@given(seeds, sizes, st.data())
@settings(deadline=None)
def test_an_expectation_value_is_that_of_the_whole_matrix_and_of_qiskit(rng, n, data):
    state = random_state(n, rng)
    paulis = data.draw(st.dictionaries(st.integers(0, n - 1), st.sampled_from("XYZ")))
    found = expectation(state, paulis)
    matrix = kron({q: PAULIS[pauli] for q, pauli in paulis.items()}, n)
    assert type(found) is float
    assert found == pytest.approx(np.vdot(state, matrix @ state).real, abs=1e-12)
    label = "".join(paulis.get(q, "I") for q in reversed(range(n)))
    wanted = Statevector(state).expectation_value(Pauli(label)).real
    assert found == pytest.approx(wanted, abs=1e-12)


def test_an_expectation_value_is_the_mean_of_what_is_measured():
    rng = np.random.default_rng(7)
    state = random_state(3, rng)
    found = sample(state, 40_000, rng, [0, 2])
    mean = sum((-1) ** bits.count("1") * times for bits, times in found.items()) / 40_000
    assert mean == pytest.approx(expectation(state, {0: "Z", 2: "Z"}), abs=5 / 200)


# what is refused


@pytest.mark.parametrize(
    "bad", [{3: "X"}, {0: "x"}, {0: "I"}, {-1: "X"}, {"0": "X"}, {0: []}, {0: None}, "X"]
)
def test_what_names_no_paulis_is_refused(bad):
    with pytest.raises(ValueError, match=r"^paulis is .*; allowed: .* X, Y or Z .* from 0 to 2$"):
        expectation(basis(3), bad)


@pytest.mark.parametrize("bad", [[], [0, 0], [2], [-1], ["0"], 0])
def test_qubits_that_cannot_be_measured_are_refused(bad):
    rng = np.random.default_rng(1)
    for call in (lambda: measure(basis(2), bad, rng), lambda: sample(basis(2), 1, rng, bad)):
        with pytest.raises(ValueError, match=r"^qubits is .*; allowed: "):
            call()
