"""What gates are made of; what they do to states is tested in ``test_state``."""

from __future__ import annotations

import dataclasses
from itertools import permutations, product

import numpy as np
import pytest

from compmodels.qubits import gates
from compmodels.qubits.gates import Gate
from compmodels.qubits.state import run
from tests.test_qubits.oracles import QUBITS, SPECIAL, random_state, random_step

KINDS = {
    "matrix": {"h", "y", "rx", "ry", "unitary", "controlled"},
    "diagonal": {"z", "s", "t", "rz", "p", "cz", "cp", "phases"},
    "permutation": {"x", "cx", "ccx", "swap", "permute"},
}
MADE_BY_NAME = [name for name in QUBITS if name != "ccx"]
STANDARD = [random_step(name, 5, np.random.default_rng(1)).gate() for name in MADE_BY_NAME]


@pytest.mark.parametrize("gate", STANDARD, ids=str)
def test_a_gate_shows_itself_as_the_call_that_makes_it(gate):
    again = eval(repr(gate), vars(gates))
    assert repr(again) == repr(gate)
    assert (again.targets, again.controls) == (gate.targets, gate.controls)
    assert again.kind == gate.kind
    assert np.allclose(again.action, gate.action, atol=0.01)


@pytest.mark.parametrize(
    ("gate", "text"),
    [
        (gates.rx(np.pi, 3), "rx(3.142, 3)"),
        (gates.controlled(gates.swap(0, 1), 4), "cswap(4, 0, 1)"),
        (gates.controlled(gates.cx(1, 0), 3, 2), "cccx(3, 2, 1, 0)"),
        (gates.controlled(gates.x(0), 1, 2), "ccx(1, 2, 0)"),
        (Gate("U", (2, 0), np.eye(4)), "U(2, 0)"),
        (Gate("add", [5], [1, 0], controls=[4]), "cadd(4, 5)"),
        (Gate("turn", (1, 0), [1, 1, 1, 1j], (2, 3), np.pi), "ccturn(3.142, 2, 3, 1, 0)"),
    ],
)
def test_other_gates_show_their_name_controls_and_targets(gate, text):
    assert repr(gate) == text


@pytest.mark.parametrize("name", [*QUBITS, *SPECIAL])
def test_what_a_gate_does_is_one_of_three_things_and_cannot_be_changed(name):
    gate = random_step(name, 5, np.random.default_rng(2)).gate()
    assert [kind for kind, names in KINDS.items() if name in names] == [gate.kind]
    with pytest.raises(ValueError, match="read-only"):
        gate.action[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        gate.name = "other"


def test_a_gate_keeps_a_copy_of_what_it_is_made_of():
    matrix = np.eye(2, dtype=complex)
    gate = Gate("U", (0,), matrix)
    matrix[0] = 0
    assert np.array_equal(gate.action, np.eye(2))
    assert matrix.flags.writeable


@pytest.mark.parametrize("values", [*product((1, 1j, -1, -1j), repeat=2)])
def test_no_diagonal_is_taken_for_a_permutation(values):
    """The real parts of 1 and i are 1 and 0, which in any order are a permutation."""
    start = random_state(1, np.random.default_rng(4))
    assert np.array_equal(run([Gate("D", (0,), values)], start), np.multiply(values, start))


@pytest.mark.parametrize("table", [*permutations(range(4))])
def test_a_permutation_takes_each_index_to_the_one_it_names(table):
    start = random_state(2, np.random.default_rng(5))
    for written in (table, np.array(table, float), np.array(table, complex)):
        gate = Gate("P", (0, 1), written)
        assert gate.kind == "permutation" and gate.action.tolist() == list(table)
        assert np.array_equal(run([gate], start)[list(table)], start)


def test_a_gate_counts_its_qubits_in_whole_numbers_however_they_are_given():
    gate = gates.controlled(gates.swap(np.int64(3), np.uint8(0)), np.int32(2))
    assert (gate.targets, gate.controls, gate.qubits) == ((3, 0), (2,), (3, 0, 2))
    assert {type(q) for q in gate.qubits} == {int}


def test_more_controls_stand_before_those_that_there_were():
    gate = gates.controlled(gates.cp(0.5, 1, 0), 4, 2)
    assert (gate.name, gate.targets, gate.controls, gate.angle) == ("p", (0,), (4, 2, 1), 0.5)


def test_turns_of_twice_the_angle_are_two_turns():
    start = random_state(2, np.random.default_rng(3))
    for turn in (gates.rx, gates.ry, gates.rz, gates.p):
        twice, double = [turn(0.4, 1), turn(0.4, 1)], [turn(0.8, 1)]
        assert np.allclose(run(twice, start), run(double, start), atol=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gates.h(-1), "q is -1; allowed: a whole number from 0 to 31$"),
        (lambda: gates.t(32), "q is 32; allowed: a whole number from 0 to 31$"),
        (lambda: gates.cx(1, 1), "control is 1; allowed: a qubit other than target$"),
        (lambda: gates.cx("a", 1), "control is 'a'; allowed: a whole number from 0 to 31$"),
        (lambda: gates.cz(1, "a"), "target is 'a'; allowed: a whole number from 0 to 31$"),
        (lambda: gates.cz(0, 0), "control is 0; allowed: a qubit other than target$"),
        (lambda: gates.cp(1, 2, 2), "control is 2; allowed: a qubit other than target$"),
        (lambda: gates.swap(2, 2), "a is 2; allowed: a qubit other than b$"),
        (lambda: gates.rx(np.nan, 0), "angle is nan; allowed: a finite number$"),
        (lambda: gates.controlled(gates.x(0)), r"controls is \(\); allowed: at least 1 whole"),
        (lambda: gates.controlled(gates.x(0), 0), "controls .*: different qubits, other than 0$"),
        (lambda: gates.controlled(gates.cx(2, 0), 2), "controls .* qubits, other than 0$"),
        (lambda: gates.controlled(gates.x(0), 1, 1), "controls .*: different qubits$"),
        (lambda: gates.controlled("x", 0), r"gate is 'x'; allowed: a Gate, such as x\(0\)$"),
        (lambda: Gate("u", (2,), [1, 0], (0, 2)), "controls .*: different qubits, other than 2$"),
        (lambda: Gate("u", (), [1]), r"targets is \(\); allowed: at least 1 whole numbers from 0"),
        (lambda: Gate("u", (0,), [[1, 1], [1, 1]]), "action is .*: a unitary matrix of 2 rows"),
        (lambda: Gate("u", (0, 1), np.eye(2)), "action is .*: a unitary matrix of 4 rows"),
        (lambda: Gate("u", (0,), np.eye(4)), "action is .* or 0 to 1 in any order$"),
        (lambda: Gate("u", (0,), [1, 2]), r"action is \[1, 2\]; .* or 0 to 1 in any order$"),
        (lambda: Gate("u", (3,), [0, 0]), r"action is \[0, 0\]; .* or 0 to 1 in any order$"),
        (lambda: Gate("u", (3,), [0, 1j]), r"action is \[0, 1j\]; .* or 0 to 1 in any order$"),
        (lambda: Gate("u", (0, 1), [1, 0]), r"action is \[1, 0\]; .* or 0 to 3 in any order$"),
        (lambda: Gate("u", (0,), [1, 1 + 1e-6]), "action is .*; allowed: a unitary matrix of 2"),
        (lambda: Gate("u", (0,), np.eye(2) * (1 + 1e-6)), "action is .*: a unitary matrix of 2"),
        (lambda: Gate(3, (0,), [0, 1]), "name is 3; allowed: a str, such as 'h'$"),
    ],
)  # fmt: skip
def test_what_is_no_gate_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
