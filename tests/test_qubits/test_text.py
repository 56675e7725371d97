"""Drawings of circuits as text: their words, and that nothing is lost or put out of order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.qubits import gates
from compmodels.qubits.text import drawing
from tests.test_qubits.oracles import random_steps

seeds = st.integers(0, 10**6).map(np.random.default_rng)


@pytest.mark.parametrize(
    ("circuit", "n", "lines"),
    [
        ([], 2, ["q0: -", "q1: -"]),
        ([gates.h(0), gates.cx(0, 1)], 2, ["q0: -H--*--", "q1: ----X--"]),
        ([gates.cx(1, 0), gates.h(1)], 2, ["q0: -X-----", "q1: -*--H--"]),
        ([gates.h(0), gates.z(1), gates.h(1)], 2, ["q0: -H-----", "q1: -Z--H--"]),
        ([gates.cz(0, 2), gates.x(1)], 3, ["q0: -*-----", "q1: -|--X--", "q2: -Z-----"]),
        ([gates.controlled(gates.x(1), 2, 0)], 3, ["q0: -*--", "q1: -X--", "q2: -*--"]),
        ([gates.cp(np.pi, 1, 0)], 2, ["q0: -P(3.14)--", "q1: -*--------"]),
        ([gates.Gate("add1", (0,), [1, 0]), gates.t(0)], 1, ["q0: -ADD1--T--"]),
        ([gates.swap(0, 1)], 2, ["q0: -x--", "q1: -x--"]),
        ([gates.Gate("U", (2, 0), np.eye(4))], 3, ["q0: -U:1--", "q1: -|----", "q2: -U:0--"]),
    ],
)  # fmt: skip
def test_a_drawing_has_a_line_a_qubit_and_gates_in_columns(circuit, n, lines):
    assert drawing(circuit, n).splitlines() == lines


def test_lines_begin_in_one_column_with_many_qubits_too():
    lines = drawing([gates.h(q) for q in range(11)], 11).splitlines()
    assert lines[0] == "q0:  -H--" and lines[10] == "q10: -H--"
    assert drawing([gates.h(9)], 10).splitlines()[9] == "q9: -H--"


@given(seeds, st.integers(1, 6))
@settings(deadline=None)
def test_each_line_has_the_gates_of_its_qubit_in_their_order(rng, n):
    circuit = [step.gate() for step in random_steps(n, 12, rng)]
    lines = drawing(circuit, n).splitlines()
    assert len({len(line) for line in lines}) == 1
    for q, line in enumerate(lines):
        wanted = []
        for gate in circuit:
            used = gate.targets + gate.controls
            if q in gate.controls:
                wanted.append("*")
            elif q in gate.targets:
                wanted.append(gate.name[0].lower())
            elif min(used) < q < max(used):
                wanted.append("|")
        drawn = line.partition(": ")[2].replace("(-", "(").split("-")
        labels = [("s" if cell == "x" else cell[0].lower()) for cell in drawn if cell]
        assert labels == wanted


@given(seeds)
@settings(deadline=None)
def test_gates_in_a_column_share_no_line(rng):
    circuit = [gates.cx(*rng.permutation(6)[:2].tolist()) for _ in range(10)]
    lines = [line.partition(": -")[2][::3] for line in drawing(circuit, 6).splitlines()]
    for column in zip(*lines, strict=True):
        ends = [cell for cell in column if cell in "*X"]
        assert "".join(ends) in {"".join(pairs) for pairs in _pairs(len(ends) // 2)}


def _pairs(count: int) -> list[list[str]]:
    """Controls and targets of so many gates below each other."""
    ways = [[]]
    for _ in range(count):
        ways = [[*way, pair] for way in ways for pair in ("*X", "X*")]
    return ways


@pytest.mark.parametrize("bad", [[gates.h(2)], [gates.cx(0, 3)], "h", [1], None, {}])
def test_what_is_no_circuit_on_so_many_qubits_is_refused(bad):
    with pytest.raises(ValueError, match=r"^circuit is .*; allowed: a list of gates on qubits be"):
        drawing(bad, 2)
