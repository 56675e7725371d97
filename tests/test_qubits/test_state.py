"""Gates applied to states, against Qiskit and against whole matrices of Kronecker products."""

from __future__ import annotations

import tracemalloc
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qiskit.quantum_info import Statevector

from compmodels.qubits import gates
from compmodels.qubits.state import (
    apply,
    basis,
    memory_bytes,
    most_qubits,
    probabilities,
    run,
    vector,
    view,
)
from tests.test_qubits import oracles
from tests.test_qubits.oracles import QUBITS, SPECIAL, random_state, random_step, random_steps

seeds = st.integers(0, 10**6).map(np.random.default_rng)
sizes = st.integers(1, 6)


def circuit(steps: list[oracles.Step]) -> list[gates.Gate]:
    """The model's gates."""
    return [step.gate() for step in steps]


def close(found: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether all amplitudes agree to 1e-12."""
    return found.shape == wanted.shape and np.abs(found - wanted).max() < 1e-12


# gates and circuits


@pytest.mark.parametrize("seed", range(200))
def test_a_random_circuit_gives_what_qiskit_and_whole_matrices_give(seed):
    rng = np.random.default_rng(seed)
    n = 1 + seed % 6
    steps, start = random_steps(n, 15, rng), random_state(n, rng)
    found = run(circuit(steps), start)
    assert close(found, oracles.by_qiskit(steps, start))
    assert close(found, oracles.by_matrices(steps, start))


@pytest.mark.parametrize("name", [*QUBITS, *SPECIAL])
def test_each_gate_gives_its_matrix_on_any_qubits_of_four(name):
    rng = np.random.default_rng(1)
    first = random_step(name, 4, rng)
    for where in permutations(range(4), len(first.qubits)):
        step = oracles.Step(name, first.values, where)
        start = random_state(4, rng)
        assert close(run([step.gate()], start), step.matrix(4) @ start)


@given(seeds, sizes)
@settings(deadline=None, max_examples=50)
def test_a_circuit_keeps_the_angles_between_states(rng, n):
    one, other, steps = random_state(n, rng), random_state(n, rng), random_steps(n, 10, rng)
    there, too = run(circuit(steps), one), run(circuit(steps), other)
    assert np.linalg.norm(there) == pytest.approx(1, abs=1e-12)
    assert np.vdot(there, too) == pytest.approx(np.vdot(one, other), abs=1e-12)


@given(seeds, st.sampled_from([*QUBITS, *SPECIAL]), st.integers(1, 2))
@settings(deadline=None, max_examples=100)
def test_a_controlled_gate_leaves_the_rest_alone(rng, name, more):
    n = 6
    gate = random_step(name, n - more, rng).gate()
    controls = list(range(n - more, n))
    start = random_state(n, rng)
    after = run([gates.controlled(gate, *controls)], start)
    on = np.array([all(i >> q & 1 for q in controls) for i in range(2**n)])
    assert np.array_equal(after[~on], start[~on])
    assert close(after[on], run([gate], start)[on])


@given(seeds, sizes)
@settings(deadline=None, max_examples=30)
def test_a_gate_is_applied_in_place_and_a_run_changes_no_argument(rng, n):
    start, steps = random_state(n, rng), circuit(random_steps(n, 10, rng))
    kept, state = start.copy(), start.copy()
    after = run(steps, start)
    assert np.array_equal(start, kept) and not np.shares_memory(after, start)
    assert not np.shares_memory(run([], start), start)
    for gate in steps:
        assert apply(state, gate) is None
    assert np.array_equal(state, after)


@pytest.mark.parametrize(
    "gate", [gates.h(3), gates.controlled(gates.x(17), 0, 9), gates.swap(1, 16), gates.t(0)]
)
def test_a_gate_takes_less_memory_than_two_more_states(gate):
    state = basis(18)
    apply(state, gate)
    tracemalloc.start()
    apply(state, gate)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2.1 * memory_bytes(18)


# states and views of them


@pytest.mark.parametrize("n", [1, 2, 5])
def test_qubit_q_is_bit_q_of_the_index_as_in_qiskit(n):
    for index in range(2**n):
        state = basis(n, index)
        flips = [gates.x(q) for q in range(n) if index >> q & 1]
        assert np.array_equal(run(flips, n), state)
        assert np.array_equal(state, Statevector.from_label(f"{index:0{n}b}").data)
    assert np.array_equal(basis(n), basis(n, 0))


@pytest.mark.parametrize("n", range(1, 7))
def test_the_view_of_one_qubit_is_the_reshape_that_the_package_names(n):
    values = np.arange(2**n)
    for q in range(n):
        named = np.moveaxis(values.reshape(2 ** (n - 1 - q), 2, 2**q), 1, 0)
        found = view(values, [q])
        assert found.shape == (2,) * n
        assert np.array_equal(found.reshape(2, -1), named.reshape(2, -1))


@given(seeds, sizes, st.data())
@settings(deadline=None)
def test_a_view_has_the_values_by_the_bits_of_their_index(rng, n, data):
    values = np.arange(2**n)
    order = rng.permutation(n).tolist()
    k = data.draw(st.integers(1, n))
    targets, controls = order[:k], order[k : data.draw(st.integers(k, n))]
    part = view(values, targets, controls)
    assert np.shares_memory(part, values)
    on = [i for i in values if all(i >> q & 1 for q in controls)]
    for index, row in enumerate(part.reshape(2**k, -1)):
        wanted = [
            i for i in on if all((i >> q & 1) == index >> b & 1 for b, q in enumerate(targets))
        ]
        assert sorted(row) == wanted


@pytest.mark.parametrize("given", [[0.6, -0.8], (0, 1j), np.array([0, 1]), basis(3, 5)[::-1]])
def test_a_state_is_copied_and_made_complex(given):
    for found in (vector(given), run([], given)):
        assert found.dtype == complex and found.flags.c_contiguous and found.flags.writeable
        assert np.array_equal(found, given) and not np.shares_memory(found, np.asarray(given))


def test_a_state_with_few_digits_is_taken_once_it_is_divided_by_its_norm():
    for rough in ([0.7071, 0.7071], np.full(8, 8**-0.5, np.complex64)):
        with pytest.raises(ValueError, match=r"^state is .* add to 1 within 1e-8$"):
            vector(rough)
        mended = np.array(rough, complex)
        mended /= np.linalg.norm(mended)
        assert np.array_equal(vector(mended), mended)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_state_can_be_asked_for_by_its_number_of_qubits(n):
    assert np.array_equal(vector(basis(n), n), basis(n))
    for other in {n - 1, n + 1} - {0}:
        with pytest.raises(ValueError, match=rf"^state is .*; allowed: 2\^{other} amplitudes "):
            vector(basis(n), qubits=other)


@given(seeds, sizes)
@settings(deadline=None)
def test_probabilities_are_those_of_qiskit_in_the_same_order(rng, n):
    state = random_state(n, rng)
    chosen = rng.permutation(n)[: rng.integers(1, n + 1)].tolist()
    wanted = Statevector(state)
    assert close(probabilities(state), wanted.probabilities())
    assert close(probabilities(state, chosen), wanted.probabilities(chosen))


# memory


@given(st.integers(1, 45))
def test_as_many_qubits_fit_as_their_bytes_allow(n):
    assert most_qubits(memory_bytes(n)) == n
    if n > 1:
        assert most_qubits(memory_bytes(n) - 1) == n - 1


def test_a_state_takes_the_bytes_that_are_told():
    assert [basis(n).nbytes for n in range(1, 12)] == [memory_bytes(n) for n in range(1, 12)]


# what is refused


@pytest.mark.parametrize(
    "bad",
    [[1, 0], np.array([1.0, 0]), np.zeros(3, complex), np.zeros(1, complex),
     np.zeros((2, 2), complex), np.zeros(8, complex)[::2], np.zeros(4, np.complex64)],
)  # fmt: skip
def test_only_what_can_be_changed_in_place_is(bad):
    with pytest.raises(ValueError, match=r"^state is .*; allowed: a contiguous array of 2\^n"):
        apply(bad, gates.x(0))


def test_a_state_that_cannot_be_written_to_is_refused():
    state = basis(1)
    state.flags.writeable = False
    with pytest.raises(ValueError, match=r"^state is .*; allowed: "):
        apply(state, gates.x(0))


@pytest.mark.parametrize("gate", [gates.x(2), gates.cx(2, 0), gates.swap(5, 1)])
def test_a_gate_on_qubits_that_there_are_not_is_refused(gate):
    with pytest.raises(ValueError, match=r"^circuit is .*; allowed: a list of gates on qubits bel"):
        run([gates.h(0), gate], 2)
    with pytest.raises(ValueError, match=r"^gate is .*; allowed: a gate on qubits below 2$"):
        apply(basis(2), gate)


@pytest.mark.parametrize(
    "bad", [[1, 1], [0.5, 0.5], [1, 0, 0], [1], [0, 0], [], 0, 33, -1, 2.0, "1"]
)
def test_what_is_no_state_is_refused(bad):
    with pytest.raises(ValueError, match=r"^state is .*; allowed: "):
        run([], bad)
