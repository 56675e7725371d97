"""Circuits that students hand in make the states that the model's gates make of them."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.checks.qubits._circuits import MOST_GATES, state_of
from compmodels.qubits import gates, state

MAKERS = {"h": gates.h, "x": gates.x, "z": gates.z, "cx": gates.cx}
qubits = st.integers(0, 3)
circuits = st.lists(
    st.tuples(st.sampled_from("hxz"), qubits)
    | st.sampled_from([("cx", *pair) for pair in permutations(range(4), 2)]),
    max_size=30,
)


@given(circuits)
def test_a_circuit_makes_the_state_that_the_model_makes(circuit: list[tuple]):
    made = state.run([MAKERS[name](*on) for name, *on in circuit], 4)
    np.testing.assert_allclose(state_of(circuit, 4), made, rtol=0, atol=1e-12)


def test_lists_do_for_tuples_and_numbers_of_numpy_for_whole_ones():
    circuit = (["h", np.int64(1)], ("cx", 1, np.uint8(0)))
    np.testing.assert_allclose(state_of(circuit, 2), np.array([1, 0, 0, 1]) / np.sqrt(2))


def test_no_gate_leaves_all_qubits_at_0():
    np.testing.assert_array_equal(state_of([], 3), np.eye(8)[0])


@pytest.mark.parametrize(
    ("circuit", "said"),
    [
        (None, "None came back"),
        (7, "Expected is a list of gates"),
        (np.array([["h", "0"]]), "Expected is a list of gates"),
        ({"h": 0}, "Expected is a list of gates"),
        ([("x", 0)] * (MOST_GATES + 1), "These are 101 gates; allowed are 100."),
        (["h"], "'h' is no gate. Expected is a list"),
        ([()], "() is no gate. Expected is a list"),
        ([[]], "[] is no gate. Expected is a list"),
        ([("H", 0)], "'H' is no gate that there is"),
        ([(0, "h")], "0 is no gate that there is"),
        ([(["h"], 0)], "['h'] is no gate that there is"),
        ([("h",)], "\"h\" needs one qubit, and in ('h',) it has 0."),
        ([("h", 0, 1)], "\"h\" needs one qubit, and in ('h', 0, 1) it has 2."),
        ([("cx", 0)], "\"cx\" needs a control and a target, and in ('cx', 0) it has 1."),
        ([("h", 3)], "There is no qubit 3: here they are the whole numbers 0 to 2."),
        ([("h", -1)], "There is no qubit -1: here they are the whole numbers 0 to 2."),
        ([("h", 1.0)], "There is no qubit 1.0"),
        ([("h", True)], "There is no qubit True"),
        ([("h", "0")], "There is no qubit '0'"),
        ([("cx", 0, [1])], "There is no qubit [1]"),
        ([("h", 0), ("cx", 1, 1)], "In ('cx', 1, 1) control and target are the same qubit."),
    ],
)
def test_what_is_no_circuit_is_refused_with_the_reason(circuit: object, said: str):
    with pytest.raises(ValueError) as refusal:
        state_of(circuit, 3)
    assert said in str(refusal.value)
