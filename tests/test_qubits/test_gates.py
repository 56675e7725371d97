"""What gates are made of; what they do to states is tested in ``test_state``."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from compmodels.qubits import gates
from compmodels.qubits.gates import Gate
from compmodels.qubits.state import run
from tests.test_qubits.oracles import FIXED, QUBITS, SPECIAL, random_state, random_step

STANDARD = [random_step(name, 5, np.random.default_rng(1)).gate() for name in QUBITS]


@pytest.mark.parametrize("gate", STANDARD, ids=str)
def test_a_gate_shows_itself_as_the_call_that_makes_it(gate):
    again = eval(repr(gate), vars(gates))
    assert repr(again) == repr(gate)
    assert (again.targets, again.controls) == (gate.targets, gate.controls)
    for form in ("matrix", "diagonal", "permutation"):
        one, other = getattr(again, form), getattr(gate, form)
        assert (one is None) == (other is None)
        assert one is None or np.allclose(one, other, atol=0.01)


@pytest.mark.parametrize(
    ("gate", "text"),
    [
        (gates.rx(np.pi, 3), "rx(3.142, 3)"),
        (gates.controlled(gates.swap(0, 1), 4), "cswap(4, 0, 1)"),
        (gates.controlled(gates.cx(1, 0), 3, 2), "cccx(3, 2, 1, 0)"),
        (gates.unitary(np.eye(4), 2, 0), "U(2, 0)"),
        (gates.permute([1, 0], 5, name="add"), "add(5)"),
        (gates.phases([1, -1], 0, name="oracle"), "oracle(0)"),
        (gates.inverse(gates.s(0)), "s'(0)"),
        (gates.inverse(gates.inverse(gates.s(0))), "s(0)"),
        (gates.inverse(gates.cp(0.25, 0, 1)), "cp(-0.25, 0, 1)"),
    ],
)
def test_other_gates_show_their_name_controls_and_targets(gate, text):
    assert repr(gate) == text


@pytest.mark.parametrize("name", [*QUBITS, *SPECIAL])
def test_what_a_gate_does_is_one_of_three_things_and_cannot_be_changed(name):
    gate = random_step(name, 5, np.random.default_rng(2)).gate()
    (form,) = [f for f in (gate.matrix, gate.diagonal, gate.permutation) if f is not None]
    with pytest.raises(ValueError, match="read-only"):
        form[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        gate.name = "other"


def test_a_gate_keeps_a_copy_of_what_it_is_made_of():
    matrix = np.eye(2, dtype=complex)
    gate = gates.unitary(matrix, 0)
    matrix[0] = 0
    assert np.array_equal(gate.matrix, np.eye(2))
    assert matrix.flags.writeable


@pytest.mark.parametrize("name", FIXED)
def test_gates_with_real_eigenvalues_alone_are_their_own_inverse(name):
    gate = getattr(gates, name)(0)
    assert (gates.inverse(gate) is gate) == bool(np.isreal(np.linalg.eigvals(FIXED[name])).all())


def test_turns_of_twice_the_angle_are_two_turns():
    start = random_state(2, np.random.default_rng(3))
    for turn in (gates.rx, gates.ry, gates.rz, gates.p):
        twice, double = [turn(0.4, 1), turn(0.4, 1)], [turn(0.8, 1)]
        assert np.allclose(run(twice, start), run(double, start), atol=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gates.h(-1), "q is -1; allowed: a whole number from 0 to 39$"),
        (lambda: gates.cx(1, 1), "controls is .1,.; allowed: different qubits, other than 1$"),
        (lambda: gates.cx("a", 1), "control is 'a'; allowed: a whole number from 0 to 39$"),
        (lambda: gates.swap(2, 2), r"targets is \(2, 2\); allowed: different qubits$"),
        (lambda: gates.controlled(gates.x(0)), r"controls is \(\); allowed: at least 1 whole"),
        (lambda: gates.controlled(gates.x(0), 0), "controls .*: different qubits, other than 0$"),
        (lambda: gates.unitary([[1, 1], [1, 1]], 0), "matrix is .*a unitary matrix of shape .2, 2"),
        (lambda: gates.unitary(np.eye(2), 0, 1), "matrix is .*a unitary matrix of shape .4, 4.$"),
        (lambda: gates.unitary(np.eye(2)), r"qubits is \(\); allowed: at least 1 whole numbers"),
        (lambda: gates.phases([1, 2], 0), r"values is \[1, 2\]; allowed: 2 numbers of modulus 1$"),
        (lambda: gates.permute([0, 0], 3), r"table is \[0, 0\]; .* 0 to 1, each once$"),
        (lambda: gates.permute([0, 1j], 3), r"table is \[0, 1j\]; .* 0 to 1, each once$"),
        (lambda: Gate("u", (0,)), "matrix is None; allowed: exactly one of matrix, diagonal, perm"),
        (lambda: Gate("u", (0,), diagonal=[1, 1], permutation=[0, 1]), "permutation is .0, 1.; "),
        (lambda: Gate("u", (0,), matrix=np.eye(2), permutation=[0, 1]), "permutation is .0, 1.;"),
        (lambda: Gate(3, (0,), permutation=[0, 1]), "name is 3; allowed: a str, such as 'h'$"),
    ],
)  # fmt: skip
def test_what_is_no_gate_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
