"""Blocks against whole matrices made by Kronecker products, and against gate by gate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.qubits import fused, gates
from compmodels.qubits import state as states

KINDS = ("one", "angle", "pair", "diagonal", "permutation", "unitary", "triple")


def random_state(rng: np.random.Generator, n: int) -> np.ndarray:
    amplitudes = rng.normal(size=2**n) + 1j * rng.normal(size=2**n)
    return amplitudes / np.linalg.norm(amplitudes)


def random_unitary(rng: np.random.Generator, size: int) -> np.ndarray:
    return np.linalg.qr(rng.normal(size=(size, size)) + 1j * rng.normal(size=(size, size)))[0]


def random_gate(rng: np.random.Generator, n: int) -> gates.Gate:
    """A gate of any kind on qubits drawn at random from two or more."""
    a, b, *rest = (int(q) for q in rng.permutation(n))
    kind = rng.choice(KINDS if rest else KINDS[:-1])
    if kind == "one":
        maker = (gates.h, gates.x, gates.y, gates.z, gates.s, gates.t)[rng.integers(6)]
        return maker(a)
    if kind == "angle":
        maker = (gates.rx, gates.ry, gates.rz, gates.p)[rng.integers(4)]
        return maker(rng.uniform(-7, 7), a)
    if kind == "pair":
        maker = (gates.cx, gates.cz, gates.swap)[rng.integers(3)]
        return maker(a, b)
    if kind == "diagonal":
        few = (a, b, *rest)[: rng.integers(1, 4)]
        return gates.phases(np.exp(1j * rng.uniform(0, 7, 2 ** len(few))), *few)
    if kind == "permutation":
        return gates.permute(rng.permutation(4), a, b)
    if kind == "unitary":
        return gates.unitary(random_unitary(rng, 4), a, b)
    return gates.controlled(gates.ry(rng.uniform(-7, 7), a), b, rest[0])


def whole(gate: gates.Gate, n: int) -> np.ndarray:
    """The 2^n x 2^n matrix of a gate, entry by entry, from what a gate is said to be."""
    matrix = gate.matrix
    if gate.diagonal is not None:
        matrix = np.diag(gate.diagonal)
    if gate.permutation is not None:
        matrix = np.eye(2 ** len(gate.targets))[:, gate.permutation]
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


@given(st.integers(0, 2**32), st.integers(2, 6), st.integers(1, 6), st.integers(0, 30))
@settings(deadline=None, max_examples=150)
def test_blocks_do_what_the_product_of_whole_matrices_does(seed, n, width, length):
    rng = np.random.default_rng(seed)
    circuit = [random_gate(rng, n) for _ in range(length)]
    expected = start = random_state(rng, n)
    for gate in circuit:
        expected = whole(gate, n) @ expected
    found = fused.run(fused.fuse(circuit, n, width), start)
    assert np.allclose(found, expected, rtol=0, atol=1e-12)


@given(st.integers(0, 2**32), st.integers(7, 12), st.integers(1, 5), st.integers(0, 80))
@settings(deadline=None, max_examples=60)
def test_blocks_do_what_the_gates_do_one_by_one(seed, n, width, length):
    rng = np.random.default_rng(seed)
    circuit = [random_gate(rng, n) for _ in range(length)]
    start = random_state(rng, n)
    found = fused.run(fused.fuse(circuit, n, width), start)
    assert np.allclose(found, states.run(circuit, start), rtol=0, atol=1e-12)


@pytest.mark.parametrize("n", [8, 9, 17])
def test_diagonals_of_far_qubits_become_products(n):
    rng = np.random.default_rng(n)
    far = [gates.cp(rng.uniform(-3, 3), q, n - 1 - q) for q in range(n // 2)]
    circuit = [*far, gates.rz(0.3, 0), gates.cz(n - 1, 0)]
    start = random_state(rng, n)
    blocks = fused.fuse(circuit, n)
    assert {type(block) for block in blocks} == {fused.Phases}
    assert len(blocks) <= 2
    assert np.allclose(fused.run(blocks, start), states.run(circuit, start), rtol=0, atol=1e-12)


def test_a_diagonal_of_more_than_two_rows_of_qubits_stays_a_gate():
    far = gates.controlled(gates.z(0), 8, 17)
    assert fused.fuse([far], 18) == [far]
    found = fused.run([far], np.ones(2**18, dtype=complex) / 2**9)
    index = np.arange(2**18)
    ones = (index & index >> 8 & index >> 17 & 1) == 1
    assert np.allclose(found * 2**9, np.where(ones, -1, 1))


def test_gates_of_neighbours_are_gathered():
    circuit = [gates.h(q) for q in range(12)]
    assert len(fused.fuse(circuit, 12, width=4)) == 3
    assert len(fused.fuse(circuit * 7, 12, width=4)) == 3
    assert len(fused.fuse(circuit, 12, width=6)) == 2


def test_what_lies_in_the_way_is_not_jumped_over():
    start = states.zero(8)
    circuit = [gates.x(0), gates.cx(0, 7), gates.x(0)]
    assert abs(fused.run(fused.fuse(circuit, 8), start)).argmax() == 128


def test_a_number_stands_for_qubits_at_0_and_the_state_stays_as_it_was():
    blocks = fused.fuse([gates.h(0), gates.cx(0, 9), gates.cz(0, 9)], 10)
    start = states.zero(10)
    found = fused.run(blocks, start)
    assert found is not start
    assert np.array_equal(start, states.zero(10))
    assert np.array_equal(found, fused.run(blocks, 10))
    assert found[[0, 513]] == pytest.approx([0.5**0.5, -(0.5**0.5)])


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"circuit": None}, "circuit"),
        ({"circuit": ["h"]}, "circuit"),
        ({"circuit": [gates.h(3)]}, "circuit"),
        ({"n": 0}, "n"),
        ({"n": 2.5}, "n"),
        ({"width": 0}, "width"),
        ({"width": 13}, "width"),
    ],
)
def test_bad_circuits_are_refused(arguments, name):
    good = {"circuit": [gates.h(0)], "n": 3, "width": 4}
    with pytest.raises(ValueError, match=rf"^{name} is .*; allowed: "):
        fused.fuse(**{**good, **arguments})


@pytest.mark.parametrize("blocks", [None, 3, ["h"], [gates.h(3)], fused.fuse([gates.h(4)], 5)])
def test_blocks_that_do_not_fit_the_state_are_refused(blocks):
    with pytest.raises(ValueError, match=r"^blocks is .*; allowed: "):
        fused.run(blocks, 3)
