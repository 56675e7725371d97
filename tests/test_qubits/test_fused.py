"""Fused circuits against whole matrices, against images of single indices, and gate by gate."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import unitary_group

from compmodels.qubits import fused, gates
from compmodels.qubits import state as states
from compmodels.qubits.algorithms import qft
from compmodels.qubits.gates import Gate
from tests.test_qubits.oracles import random_state

seeds = st.integers(0, 2**32 - 1).map(np.random.default_rng)
widths = st.integers(1, 6)
ALL_OF_TWO_BITS = [*permutations(range(4))]


def random_gate(rng: np.random.Generator, n: int) -> Gate:
    """A gate of any kind, with or without controls, on qubits drawn at random in any order."""
    order = rng.permutation(n).tolist()
    k = int(rng.integers(1, min(n, 3) + 1))
    targets, controls = order[:k], order[k : k + int(rng.choice([0, 0, 0, 1, 2]))]
    kind = rng.choice(["known", "pair", "matrix", "diagonal", "wide", "permutation"])
    if kind == "known":
        return [gates.h, gates.x, gates.y, gates.z, gates.s, gates.t][rng.integers(6)](order[0])
    if kind == "pair" and n > 1:
        return [gates.cx, gates.cz, gates.swap][rng.integers(3)](*order[:2])
    if kind == "matrix":
        action = np.reshape(unitary_group.rvs(2**k, random_state=rng), (2**k, 2**k))
        return Gate("U", targets, action, controls)
    if kind == "wide":
        return Gate("D", order, np.exp(1j * rng.uniform(0, 7, 2**n)))
    if kind == "permutation":
        return Gate("P", targets, rng.permutation(2**k), controls)
    return Gate("D", targets, np.exp(1j * rng.uniform(0, 7, 2**k)), controls)


def random_circuit(rng: np.random.Generator, n: int, most: int) -> list[Gate]:
    """A circuit of up to so many gates."""
    return [random_gate(rng, n) for _ in range(rng.integers(most + 1))]


def random_rearrangements(rng: np.random.Generator, n: int, length: int) -> list[Gate]:
    """A circuit of permutations of one or two qubits, with a control where there is room for it."""
    circuit = []
    for _ in range(length):
        a, b = rng.permutation(n)[:2].tolist()
        table = ALL_OF_TWO_BITS[rng.integers(24)]
        circuit += [
            [Gate("P", (a, b), table), gates.x(a), gates.cx(a, b)][rng.choice([0, 0, 1, 2])]
        ]
    return circuit


def image(gate: Gate, index: int) -> int:
    """To which index a permutation takes one."""
    if not all(index >> q & 1 for q in gate.controls):
        return index
    local = sum((index >> q & 1) << i for i, q in enumerate(gate.targets))
    cleared = index & ~sum(1 << q for q in gate.targets)
    moved = int(gate.action[local])
    return cleared | sum((moved >> i & 1) << q for i, q in enumerate(gate.targets))


def whole(gate: Gate, n: int) -> np.ndarray:
    """The 2^n x 2^n matrix of a gate, entry by entry, from what a gate is said to be."""
    matrix = {
        "matrix": lambda: gate.action,
        "diagonal": lambda: np.diag(gate.action),
        "permutation": lambda: np.eye(len(gate.action))[:, gate.action],
    }[gate.kind]()
    full = np.zeros((2**n, 2**n), dtype=complex)
    cleared = ~sum(1 << q for q in gate.targets)
    for column in range(2**n):
        if not all(column >> q & 1 for q in gate.controls):
            full[column, column] = 1
            continue
        local = sum((column >> q & 1) << i for i, q in enumerate(gate.targets))
        for row, value in enumerate(matrix[:, local]):
            there = sum((row >> i & 1) << q for i, q in enumerate(gate.targets))
            full[column & cleared | there, column] += value
    return full


def assert_same(circuit: list[Gate], n: int, width: int, start: np.ndarray, wanted: np.ndarray):
    """Assert that the fused circuit gives ``wanted``, here and gate by gate."""
    made = fused.fuse(circuit, n, width)
    assert len(made) <= len(circuit)
    for found in (fused.run(made, start), states.run(made, start), fused.run(circuit, start)):
        assert np.allclose(found, wanted, rtol=0, atol=1e-12)


# any circuit


@given(seeds, st.integers(1, 6), widths)
@settings(deadline=None, max_examples=150)
def test_a_fused_circuit_does_what_the_product_of_whole_matrices_does(rng, n, width):
    circuit = random_circuit(rng, n, 30)
    wanted = start = random_state(n, rng)
    for gate in circuit:
        wanted = whole(gate, n) @ wanted
    assert_same(circuit, n, width, start, wanted)


@given(seeds, st.integers(7, 12), widths)
@settings(deadline=None, max_examples=80)
def test_a_fused_circuit_does_what_the_gates_do_one_by_one(rng, n, width):
    circuit, start = random_circuit(rng, n, 60), random_state(n, rng)
    assert_same(circuit, n, width, start, states.run(circuit, start))


@given(seeds, st.integers(1, 9), widths)
@settings(deadline=None, max_examples=40)
def test_what_is_fused_can_be_fused_again(rng, n, width):
    circuit, start = random_circuit(rng, n, 20), random_state(n, rng)
    again = fused.fuse(fused.fuse(circuit, n, width), n, 3)
    assert np.allclose(fused.run(again, start), states.run(circuit, start), rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", ["matrix", "diagonal", "permutation"])
@pytest.mark.parametrize("n", [3, 5])
def test_large_gates_run_on_any_qubits_in_any_order(kind, n):
    rng = np.random.default_rng(n)
    for k in (1, 2, 3):
        action = {
            "matrix": unitary_group.rvs(2**k, random_state=rng).reshape(2**k, 2**k)
            if k > 1
            else np.array([[0, 1j], [1, 0]]),
            "diagonal": np.exp(1j * rng.uniform(0, 7, 2**k)),
            "permutation": rng.permutation(2**k),
        }[kind]
        for where in permutations(range(n), k):
            gate, start = Gate("G", where, action), random_state(n, rng)
            wanted = whole(gate, n) @ start
            assert np.allclose(fused.run([gate], start), wanted, rtol=0, atol=1e-12)
            rest = next((q for q in range(n) if q not in where), None)
            if rest is not None:
                controlled = gates.controlled(gate, rest)
                wanted = whole(controlled, n) @ start
                assert np.allclose(fused.run([controlled], start), wanted, rtol=0, atol=1e-12)


# permutations


@pytest.mark.parametrize("table", ALL_OF_TWO_BITS)
def test_each_permutation_of_two_bits_is_gathered_with_others_in_any_place(table):
    rng = np.random.default_rng(1)
    for n in (2, 3, 7):
        others = random_rearrangements(rng, n, 6)
        a, b = rng.permutation(n)[:2].tolist()
        circuit = [*others[:3], Gate("P", (a, b), table), *others[3:]]
        assert_is_one_permutation(fused.fuse(circuit, n, 2), circuit, n)


@given(seeds, st.integers(2, 9), st.integers(2, 20))
@settings(deadline=None, max_examples=60)
def test_permutations_of_two_bits_become_the_one_that_takes_each_index_where_they_do(
    rng, n, length
):
    circuit = random_rearrangements(rng, n, length)
    assert_is_one_permutation(fused.fuse(circuit, n), circuit, n)


def assert_is_one_permutation(made: list[Gate], circuit: list[Gate], n: int) -> None:
    """Assert that one gate takes each index, followed one by one, where the circuit does."""
    (gate,) = made
    assert (gate.kind, gate.targets, gate.controls) == ("permutation", tuple(range(n)), ())
    wanted = []
    for index in range(2**n):
        for step in circuit:
            index = image(step, index)
        wanted.append(index)
    assert gate.action.tolist() == wanted


def test_a_permutation_of_three_bits_is_not_taken_for_one_of_two():
    """To exchange 3 and 4 alone is not linear: the images of single bits do not tell all."""
    n, rng = 11, np.random.default_rng(2)
    odd = Gate("P", (9, 0, 5), [0, 1, 2, 4, 3, 5, 6, 7])
    ccx = gates.controlled(gates.x(10), 1, 6)
    circuit = [gates.cx(0, 10), odd, ccx, gates.cx(10, 0), gates.swap(3, 9)]
    start = random_state(n, rng)
    found = fused.run(fused.fuse(circuit, n), start)
    assert np.allclose(found, states.run(circuit, start), rtol=0, atol=1e-14)


def test_a_ring_of_cnots_is_one_permutation_and_moves_amplitudes_without_rounding():
    n, rng = 12, np.random.default_rng(3)
    ring = [gates.cx(q, (q + 1) % n) for q in range(n)]
    (gate,) = fused.fuse(ring, n)
    start = random_state(n, rng)
    assert gate.kind == "permutation"
    assert np.array_equal(fused.run([gate], start), states.run(ring, start))


# diagonals


@pytest.mark.parametrize("n", [8, 9, 17])
def test_diagonals_of_far_qubits_become_products(n):
    rng = np.random.default_rng(n)
    far = [gates.cp(rng.uniform(-3, 3), q, n - 1 - q) for q in range(n // 2)]
    circuit = [*far, gates.rz(0.3, 0), gates.cz(n - 1, 0)]
    made = fused.fuse(circuit, n)
    assert {gate.kind for gate in made} == {"diagonal"}
    assert len(made) <= 2
    start = random_state(n, rng)
    assert np.allclose(fused.run(made, start), states.run(circuit, start), rtol=0, atol=1e-12)


def test_a_diagonal_of_more_than_two_rows_of_qubits_stays_a_gate():
    far = gates.controlled(gates.z(0), 8, 17)
    assert fused.fuse([far] * 3, 18) == [far] * 3
    found = fused.run([far], np.ones(2**18, dtype=complex) / 2**9)
    index = np.arange(2**18)
    ones = (index & index >> 8 & index >> 17 & 1) == 1
    assert np.allclose(found * 2**9, np.where(ones, -1, 1))


def test_a_product_of_diagonals_leaves_out_the_row_of_qubits_between():
    (gate,) = fused.fuse([gates.cz(0, 17), gates.cp(0.4, 16, 3)], 18)
    assert (gate.kind, gate.targets) == ("diagonal", (*range(8), 16, 17))


def test_diagonals_are_taken_past_each_other_but_not_past_other_gates():
    n = 10
    passed = [gates.cz(0, 9), gates.h(9), gates.cz(1, 8), gates.cz(2, 9)]
    made = fused.fuse(passed, n)
    assert made[0].kind == "diagonal"
    assert abs(made[0].action[0b100000010 | 1]) == pytest.approx(1)
    start = random_state(n, np.random.default_rng(4))
    assert np.allclose(fused.run(made, start), states.run(passed, start), rtol=0, atol=1e-12)


# what is gathered, and what is not


def test_gates_of_neighbours_are_gathered():
    circuit = [gates.h(q) for q in range(12)]
    assert len(fused.fuse(circuit, 12, width=4)) == 3
    assert len(fused.fuse(circuit * 7, 12, width=4)) == 3
    assert len(fused.fuse(circuit, 12, width=6)) == 2


def test_a_gate_that_nothing_can_be_made_of_stays_as_it_is():
    far = [Gate("U", (9, 0), unitary_group.rvs(4, random_state=1)), gates.controlled(gates.h(0), 9)]
    assert all(one is other for one, other in zip(fused.fuse(far, 10), far, strict=True))
    assert fused.fuse([], 3) == []


def test_diagonal_gates_pass_the_controls_of_gates_that_stay():
    for stays in (gates.cx(0, 8), gates.controlled(gates.h(8), 0)):
        circuit = [gates.cz(0, 9), stays, gates.cp(0.3, 0, 9)]
        assert [gate.kind for gate in fused.fuse(circuit, 10)] == ["diagonal", stays.kind]
        assert len(fused.fuse([gates.z(8), stays, gates.s(8), gates.t(8)], 10, width=1)) == 3


def test_diagonal_gates_are_taken_although_gates_stay_whose_controls_are_all_qubits_around():
    circuit = [gates.t(0), gates.controlled(gates.h(8), *range(8)), gates.s(5)]
    made = fused.fuse(circuit, 9, width=1)
    assert [gate.kind for gate in made] == ["diagonal", "matrix"]


@pytest.mark.parametrize(("n", "left"), [(8, 4), (12, 6), (16, 9)])
def test_a_fourier_transform_becomes_so_many_gates(n, left):
    assert len(fused.fuse(qft(n), n)) == left


def test_gates_that_are_unitary_to_eight_digits_only_are_fused_all_the_same():
    rough = Gate("H", (0,), np.array([[1, 1], [1, -1]]) * 0.70710678)
    once = fused.fuse([rough] * 100, 3)
    for made in (once, fused.fuse(once * 2, 3)):
        (gate,) = made
        assert np.allclose(gate.action, np.eye(8), rtol=0, atol=1e-6)
        assert not np.allclose(gate.action @ gate.action.T, np.eye(8), rtol=0, atol=gates.ROUNDING)
        assert np.allclose(fused.run(made, 3), states.run(made, 3), rtol=0, atol=1e-14)


def test_what_a_fused_gate_does_cannot_be_changed():
    circuits = ([gates.h(0)] * 2, [gates.cz(0, 9), gates.s(0)], [gates.cx(0, 9), gates.x(0)])
    for circuit in circuits:
        (gate,) = fused.fuse(circuit, 10)
        assert (gate.controls, gate.angle) == ((), None)
        with pytest.raises(ValueError, match="read-only"):
            gate.action[0] = 0


def test_what_lies_in_the_way_is_not_jumped_over():
    start = states.basis(8)
    circuit = [gates.x(0), gates.cx(0, 7), gates.x(0)]
    assert abs(fused.run(fused.fuse(circuit, 8), start)).argmax() == 128


def test_a_fused_circuit_is_a_circuit_and_the_one_it_is_made_of_stays():
    circuit = [gates.h(0), gates.cx(0, 9), gates.cz(0, 9)]
    kept = list(circuit)
    made = fused.fuse(circuit, 10)
    assert {type(gate) for gate in made} == {Gate} and type(made) is list
    assert circuit == kept


def test_a_number_stands_for_qubits_at_0_and_the_state_stays_as_it_was():
    made = fused.fuse([gates.h(0), gates.cx(0, 9), gates.cz(0, 9)], 10)
    start = states.basis(10)
    found = fused.run(made, start)
    assert not np.shares_memory(found, start)
    assert np.array_equal(start, states.basis(10))
    assert np.array_equal(found, fused.run(made, 10))
    assert found[[0, 513]] == pytest.approx([0.5**0.5, -(0.5**0.5)])
    assert not np.shares_memory(fused.run([], start), start)


# what is refused


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fused.fuse(None, 3), "circuit is None; allowed: a list of gates on qubits"),
        (lambda: fused.fuse(["h"], 3), r"circuit is \['h'\]; allowed: a list of gates on qubits"),
        (lambda: fused.fuse([gates.h(3)], 3), r"circuit is \[h\(3\)\]; .* on qubits below 3$"),
        (lambda: fused.fuse([], 0), "n is 0; allowed: a whole number from 1 to 32$"),
        (lambda: fused.fuse([], 2.5), "n is 2.5; allowed: a whole number from 1 to 32$"),
        (lambda: fused.fuse([], 3, 0), "width is 0; allowed: a whole number from 1 to 10$"),
        (lambda: fused.fuse([], 3, 11), "width is 11; allowed: a whole number from 1 to 10$"),
        (lambda: fused.run([gates.h(2)], 2), r"circuit is \[h\(2\)\]; .* on qubits below 2$"),
        (lambda: fused.run(fused.fuse([gates.h(4)], 5), 3), "circuit is .* on qubits below 3$"),
        (lambda: fused.run([], [1, 1]), r"state is \[1, 1\]; allowed: 2\^n .n from 1. amplitudes"),
        (lambda: fused.run([], 0), "state is 0; allowed: a whole number from 1 to 32$"),
    ],
)  # fmt: skip
def test_what_is_no_circuit_or_state_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
