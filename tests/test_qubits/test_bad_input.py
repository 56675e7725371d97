"""Every public function and dataclass of lesson 07's model, tried with bad arguments.

A new function or dataclass needs an entry in ``GOOD``: arguments that are right, so that each can
be replaced by one that is not. Values of ``never_right`` that some of its arguments take after all
stand in ``ALLOWED_AFTER_ALL``. A dataclass that only the model itself makes stands in ``RESULTS``.
"""

from __future__ import annotations

import inspect
from functools import wraps

import numpy as np
import pytest
from hypothesis import given, settings

import compmodels.qubits
from compmodels.qubits import (
    algorithms,
    classical,
    entangled,
    fused,
    gates,
    measuring,
    noise,
    shor,
    state,
    text,
)
from tests.bad_input import (
    assert_all_are_tried,
    assert_dataclasses_are_tried,
    assert_refused,
    called,
    modules_of,
    never_right,
    parameters,
    public_functions,
)

MODULES = modules_of(compmodels.qubits)


@wraps(gates.controlled)
def controlled(gate: gates.Gate, controls: object) -> gates.Gate:
    """The function of that name, with its ``*controls`` given by name."""
    return gates.controlled(gate, *(controls if np.iterable(controls) else [controls]))


RNG = np.random.default_rng(1)
BELL = [2**-0.5, 0, 0, 2**-0.5]
CIRCUIT = [gates.h(0), gates.cx(0, 1)]
ONE, TURN, PAIR = {"q": 0}, {"angle": 0.5, "q": 0}, {"control": 0, "target": 1}
GATE = {"name": "h", "targets": (0,), "action": [[0, 1], [1, 0]], "controls": (1,), "angle": 0.5}
SHOTS = {"shots": 10, "rng": RNG}
NOISE = {"probability": 0.1, "rng": RNG}
GOOD = {
    gates.Gate: GATE,
    **dict.fromkeys([gates.h, gates.x, gates.y, gates.z, gates.s, gates.t], ONE),
    **dict.fromkeys([gates.rx, gates.ry, gates.rz, gates.p], TURN),
    gates.cx: PAIR,
    gates.cz: PAIR,
    gates.cp: {"angle": 0.5, **PAIR},
    gates.swap: {"a": 0, "b": 1},
    controlled: {"gate": gates.x(0), "controls": [1]},
    state.basis: {"n": 2, "index": 3},
    state.vector: {"state": BELL, "qubits": 2},
    state.run: {"circuit": CIRCUIT, "state": BELL},
    state.apply: {"state": state.basis(2), "gate": gates.x(0)},
    state.view: {"values": np.arange(8), "targets": [0], "controls": [2]},
    state.probabilities: {"state": BELL, "qubits": [1, 0]},
    state.memory_bytes: {"n": 30},
    state.most_qubits: {"memory": 8e9},
    measuring.measure: {"state": BELL, "qubits": [1, 0], "rng": RNG},
    measuring.sample: {"state": BELL, **SHOTS, "qubits": [0]},
    measuring.expectation: {"state": BELL, "paulis": {0: "X", 1: "Z"}},
    text.drawing: {"circuit": CIRCUIT, "n": 2},
    fused.fuse: {"circuit": CIRCUIT, "n": 2, "width": 4},
    fused.run: {"circuit": CIRCUIT, "state": BELL},
    entangled.ghz: {"n": 3},
    entangled.correlation: {"state": BELL, "angles": (0, 0.5), **SHOTS},
    entangled.chsh: {"state": BELL, **SHOTS},
    entangled.teleport: {"state": [0.6, 0.8j], "rng": RNG},
    algorithms.deutsch_jozsa: {"table": [0, 1, 1, 0]},
    algorithms.bernstein_vazirani: {"secret": 5, "n": 3},
    algorithms.grover: {"n": 3, "marked": [5], "iterations": 2},
    algorithms.success: {"n": 3, "marked_count": 1, "iterations": 2},
    algorithms.best_iterations: {"n": 3, "marked_count": 1},
    algorithms.qft: {"n": 3, "sign": -1},
    algorithms.phase_estimation: {"powers": [gates.t(2), gates.s(2)]},
    shor.multiplication: {"a": 7, "N": 15, "first": 8},
    shor.order_finding: {"a": 7, "N": 15},
    shor.convergents: {"numerator": 85, "denominator": 256},
    shor.order_from: {"measured": 64, "digits": 8, "N": 15},
    shor.factors_from: {"a": 7, "order": 4, "N": 15},
    shor.factor: {"N": 15, "rng": RNG},
    classical.trial_division: {"N": 35},
    classical.pollard_rho: {"N": 35, "rng": RNG},
    noise.run: {"circuit": CIRCUIT, "state": BELL, **NOISE},
    noise.flips: {"n": 3, **NOISE},
    noise.correct: {"state": [0.6, 0, 0, 0, 0, 0, 0, 0.8], "rng": RNG},
    noise.logical_error: {"probability": 0.1},
}
AT_THE_DOOR = {gates.circuit, gates.different}  # checks themselves, with names that they tell
RESULTS = {shor.Attempt}
ANY_ANGLE = [("angle", -3.5), ("angle", -(10**9))]
NO_GATES = [("circuit", [])]
ALLOWED_AFTER_ALL = {
    "gates.Gate": [
        ("name", "many"),
        ("controls", []),
        ("controls", {}),
        ("angle", None),
        *ANY_ANGLE,
    ],
    **{f"gates.{name}": ANY_ANGLE for name in ("rx", "ry", "rz", "p", "cp")},
    "state.run": NO_GATES,
    "state.vector": [("qubits", None)],
    "state.view": [("controls", []), ("controls", {})],
    "state.probabilities": [("qubits", None)],
    "measuring.sample": [("qubits", None)],
    "measuring.expectation": [("paulis", {})],
    "text.drawing": NO_GATES,
    "fused.fuse": NO_GATES,
    "fused.run": NO_GATES,
    "noise.run": NO_GATES,
}


def test_every_public_function_is_tried_with_bad_input():
    of_gates = {entry: GOOD[entry] for entry in GOOD if entry.__module__ == gates.__name__}
    others = {entry: GOOD[entry] for entry in GOOD if entry not in of_gates}
    assert_all_are_tried([module for module in MODULES if module is not gates], others)
    tried = {inspect.unwrap(entry) for entry in of_gates} - {gates.Gate}
    assert tried == set(public_functions([gates])) - AT_THE_DOOR
    for function, arguments in of_gates.items():
        assert set(arguments) == set(inspect.signature(function).parameters)
        function(**arguments)


def test_every_dataclass_is_tried_or_made_by_the_model_alone():
    assert_dataclasses_are_tried(MODULES, GOOD, RESULTS)


@pytest.mark.parametrize(("function", "name"), parameters(GOOD))
@given(bad=never_right)
@settings(max_examples=30, deadline=None)
def test_bad_input_is_refused_by_name_with_what_is_allowed(function, name, bad):
    assert_refused(function, GOOD[function], name, bad, ALLOWED_AFTER_ALL.get(called(function), []))


@pytest.mark.parametrize("bad", [None, "h", 1, {}, (1,), [gates.h], [gates.h(0), gates.x(2)]])
def test_what_is_no_circuit_on_so_many_qubits_is_refused_at_the_door(bad):
    with pytest.raises(ValueError, match=r"^circuit is .*; allowed: a list of gates on qubits bel"):
        gates.circuit(bad, 2)
    assert gates.circuit(tuple(CIRCUIT), 2) == CIRCUIT


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        ({"value": [0, 0]}, "different qubits$"),
        ({"value": [2, 1], "taken": (1, 5)}, "different qubits, other than 1, 5$"),
        ({"value": []}, "at least 1 whole numbers from 0 to 31$"),
        ({"value": [0], "fewest": 2}, "at least 2 whole numbers from 0 to 31$"),
        ({"value": [32]}, "at least 1 whole numbers from 0 to 31$"),
        ({"value": [2], "most": 2}, "at least 1 whole numbers from 0 to 1$"),
        ({"value": 3}, "at least 1 whole numbers from 0 to 31$"),
    ],
)
def test_what_are_no_different_qubits_is_refused_at_the_door(arguments, allowed):
    with pytest.raises(ValueError, match=f"^who is .*; allowed: {allowed}"):
        gates.different("who", **arguments)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: state.basis(0), "n is 0; allowed: a whole number from 1 to 32$"),
        (lambda: state.basis(2, 4), "index is 4; allowed: a whole number from 0 to 3$"),
        (lambda: state.run([gates.h], 1), "circuit is .*; allowed: a list of gates on qubits b"),
        (lambda: state.vector([1, 1]), "state is .1, 1.; .*: 2.n .n from 1. amplitudes .* 1e-8$"),
        (lambda: state.vector([1, 0], 2), "state is .1, 0.; allowed: 2.2 amplitudes .* add to 1 w"),
        (lambda: state.vector(np.eye(2), 1), "state is .*; allowed: 2.1 amplitudes whose squared"),
        (lambda: state.vector([1, 0], 33), "qubits is 33; allowed: a whole number from 1 to 32$"),
        (lambda: state.view([1, 0], [0]), r"values is \[1, 0\]; allowed: a contiguous array of"),
        (lambda: state.view(np.arange(4), [2]), r"targets is \[2\]; .* whole numbers from 0 to 1$"),
        (lambda: state.view(np.arange(4), [1], [1]), "controls is .1.; .* qubits, other than 1$"),
        (lambda: state.probabilities(BELL, [0, 0]), "qubits is .0, 0.; allowed: different qubits$"),
        (lambda: state.probabilities(BELL, [2]), "qubits is .2.; .* whole numbers from 0 to 1$"),
        (lambda: state.most_qubits(31), "memory is 31; allowed: a finite number from 32$"),
        (lambda: measuring.measure(BELL, [0], 7), "rng is 7; allowed: a Generator, such as"),
        (lambda: measuring.measure(BELL, None, RNG), "qubits is None; .* whole numbers from 0"),
        (lambda: measuring.measure([1, 0], [], RNG), "qubits is ..; .* whole numbers from 0 to 0$"),
        (lambda: measuring.sample(BELL, 0, RNG), "shots is 0; allowed: a whole number from 1$"),
    ],
)  # fmt: skip
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
