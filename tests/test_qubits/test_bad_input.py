"""Every public function and dataclass of gates, states, measurements and drawings, with bad input.

A new function or dataclass needs an entry in ``GOOD``: arguments that are right, so that each can
be replaced by one that is not. Values of ``never_right`` that some of its arguments take after all
stand in ``ALLOWED_AFTER_ALL``. What takes any number of qubits is called through ``spread``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps

import numpy as np
import pytest
from hypothesis import given, settings

from compmodels.qubits import gates, measuring, state, text
from tests.bad_input import (
    assert_dataclasses_are_tried,
    assert_refused,
    called,
    never_right,
    parameters,
    public_functions,
)

MODULES = [gates, state, measuring, text]


def spread(function: Callable) -> Callable:
    """The function, with its ``*qubits`` or ``*controls`` given by name as a list."""

    @wraps(function)
    def called_with_names(**arguments: object) -> object:
        several = [arguments.pop(n) for n in ("qubits", "controls") if n in arguments]
        return function(*arguments.values(), *several[0])

    return called_with_names


RNG = np.random.default_rng(1)
BELL = [2**-0.5, 0, 0, 2**-0.5]
CIRCUIT = [gates.h(0), gates.cx(0, 1)]
ONE, TURN, TWO = {"q": 0}, {"angle": 0.5, "q": 0}, {"a": 0, "b": 1}
GATE = {
    "name": "h",
    "targets": (0,),
    "controls": (1,),
    "matrix": [[0, 1], [1, 0]],
    "diagonal": None,
    "permutation": None,
    "angle": 0.5,
}
GOOD = {
    gates.Gate: GATE,
    **dict.fromkeys([gates.h, gates.x, gates.y, gates.z, gates.s, gates.t], ONE),
    **dict.fromkeys([gates.rx, gates.ry, gates.rz, gates.p], TURN),
    **dict.fromkeys([gates.cz, gates.swap], TWO),
    gates.cx: {"control": 0, "target": 1},
    gates.cp: {"angle": 0.5, **TWO},
    gates.ccx: {**TWO, "target": 2},
    spread(gates.controlled): {"gate": gates.x(0), "controls": [1]},
    spread(gates.unitary): {"matrix": [[0, 1], [1, 0]], "qubits": [0]},
    spread(gates.phases): {"values": [1, -1], "qubits": [0]},
    spread(gates.permute): {"table": [1, 0], "qubits": [0]},
    gates.inverse: {"gate": gates.s(0)},
    state.zero: {"n": 2},
    state.basis: {"n": 2, "index": 3},
    state.vector: {"state": BELL},
    state.qubits: {"state": BELL},
    state.apply: {"state": state.zero(2), "gate": gates.x(0)},
    state.run: {"circuit": CIRCUIT, "state": BELL},
    state.view: {"values": np.arange(8), "targets": [0], "controls": [2]},
    state.probabilities: {"state": BELL, "qubits": [1, 0]},
    state.memory_bytes: {"n": 30},
    state.most_qubits: {"memory": 8e9},
    measuring.measure: {"state": BELL, "qubits": [1, 0], "rng": RNG},
    measuring.sample: {"state": BELL, "shots": 10, "rng": RNG, "qubits": [0]},
    measuring.expectation: {"state": BELL, "paulis": {0: "X", 1: "Z"}},
    text.drawing: {"circuit": CIRCUIT, "n": 2},
}
AT_THE_DOOR = {gates.different}  # a check itself, with the name that it is to tell
ALLOWED_AFTER_ALL = {
    "gates.Gate": [
        *(("name", "many"), ("controls", []), ("controls", {}), ("diagonal", None)),
        *(("permutation", None), ("angle", None), ("angle", -3.5), ("angle", -(10**9))),
    ],
    **{f"gates.{name}": [("angle", -3.5), ("angle", -(10**9))] for name in ("rx", "ry", "rz")},
    **{f"gates.{name}": [("angle", -3.5), ("angle", -(10**9))] for name in ("p", "cp")},
    "state.run": [("circuit", [])],
    "state.view": [("controls", []), ("controls", {})],
    "state.probabilities": [("qubits", None)],
    "measuring.sample": [("qubits", None)],
    "measuring.expectation": [("paulis", {})],
    "text.drawing": [("circuit", [])],
}


def test_every_public_function_is_tried_with_bad_input():
    tried = {inspect.unwrap(entry) for entry in GOOD if not inspect.isclass(entry)}
    assert tried == set(public_functions(MODULES)) - AT_THE_DOOR
    for function, arguments in GOOD.items():
        own = set(inspect.signature(function).parameters) - {"name"}
        assert own | {"name"} == set(arguments) | {"name"}
        function(**arguments)


def test_every_dataclass_is_tried():
    assert_dataclasses_are_tried(MODULES, GOOD, set())


@pytest.mark.parametrize(("function", "name"), parameters(GOOD))
@given(bad=never_right)
@settings(max_examples=25, deadline=None)
def test_bad_input_is_refused_by_name_with_what_is_allowed(function, name, bad):
    spreads = hasattr(function, "__wrapped__") and name in ("qubits", "controls")
    if spreads and not np.iterable(bad):
        bad = [bad]
    assert_refused(function, GOOD[function], name, bad, ALLOWED_AFTER_ALL.get(called(function), []))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: state.zero(0), "n is 0; allowed: a whole number from 1 to 40$"),
        (lambda: state.basis(2, 4), "index is 4; allowed: a whole number from 0 to 3$"),
        (lambda: state.run([gates.h], 1), "circuit is .*; allowed: a list of gates$"),
        (lambda: state.vector([1, 1]), "state is .1, 1.; allowed: 2.n amplitudes, .* add to 1$"),
        (lambda: state.probabilities(BELL, [0, 0]), "qubits is .0, 0.; allowed: different qubits$"),
        (lambda: state.probabilities(BELL, [2]), "qubits is .2.; .* whole numbers from 0 to 1$"),
        (lambda: state.most_qubits(31), "memory is 31; allowed: a finite number from 32$"),
        (lambda: measuring.measure(BELL, [0], 7), "rng is 7; allowed: a Generator, such as"),
        (lambda: measuring.sample(BELL, 0, RNG), "shots is 0; allowed: a whole number from 1$"),
    ],
)  # fmt: skip
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
