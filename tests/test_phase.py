"""Checks of states: complex numbers are shown readably, and a global phase counts or does not."""

from __future__ import annotations

import cmath
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.asking import wire
from compmodels.asking.call import ask
from compmodels.checks import Check
from compmodels.checks._compare import as_code, difference, first_changed, shown
from compmodels.checks._core import SOLVED, WRONG, Verdict
from compmodels.sandbox.box import Box, best_isolation
from compmodels.sandbox.limits import Limits
from tests.notebooks import build

ROOT_HALF = 0.5**0.5
MADE = """\
import numpy as np
from compmodels.checks import Check, Misconception


def oracle(state):
    return np.array([state[0] + state[1], state[0] - state[1]]) * 0.5**0.5


def drawn(rng):
    state = rng.normal(size=2) + 1j * rng.normal(size=2)
    return (state / np.linalg.norm(state),)


check = Check(
    name="hadamard",
    oracle=oracle,
    draw=drawn,
    edges=((np.array([1, 0j]),), (np.array([0, 1j]),)),
    misconceptions=(
        Misconception(lambda state: abs(oracle(state)) ** 2, "Those are probabilities."),
        Misconception(lambda state: oracle(state[::-1]), "The lowest bit comes first."),
    ),
    phase_free=True,
)
"""
RIGHT = "np.array([state[0] + state[1], state[0] - state[1]]) * 0.5**0.5"
ANSWERS = {
    "right": RIGHT,
    "turned": f"{RIGHT} * np.exp(0.3j)",
    "turned-anew": f"{RIGHT} * np.exp(1j * abs(state[0]))",
    "in-a-list": f"[complex(one) for one in -{RIGHT}]",
    "relative": f"{RIGHT} * [1, 1j]",
    "too-long": f"{RIGHT} * 2j",
    "nothing": f"{RIGHT} * 0",
    "probabilities": f"abs({RIGHT}) ** 2",
    "order": "1j * np.array([state[1] + state[0], state[1] - state[0]]) * 0.5**0.5",
    "conjugate": f"np.conj({RIGHT})",
    "a-number": "state[0]",
}
RIGHT_ONES = ("right", "turned", "turned-anew", "in-a-list")


@pytest.fixture(scope="module")
def check() -> Check:
    """A check of a function on the state of one qubit, in which a global phase does not count."""
    names: dict = {}
    exec(MADE, names)
    return names["check"]


def source(expression: str) -> str:
    """The answer of a student who returns this."""
    return f"import numpy as np\ndef hadamard(state):\n    return {expression}"


def verdict(check: Check, answer: str) -> Verdict:
    """What the check says of an answer in this process."""
    names: dict = {}
    exec(source(ANSWERS[answer]), names)
    cases = check.cases()
    return check.judge(cases, [ask(names["hadamard"], case) for case in cases])


@pytest.fixture(scope="module")
def in_a_sandbox(check: Check) -> dict[str, Verdict]:
    """What the check says of each answer in a sandbox."""
    cases, limits = check.cases(), Limits()
    question = {"ask": "hadamard", "cases": [wire.pack(case) for case in cases]}
    steps = [
        step
        for name, expression in ANSWERS.items()
        for step in ({"run": source(expression), "name": name}, question)
    ]
    with Box(limits, best_isolation(limits)) as box:
        replies = dict(zip(ANSWERS, box.run(steps)[1::2], strict=True))
    return {
        name: check.judge(cases, list(map(wire.unpack_answer, reply["answers"], cases)))
        for name, reply in replies.items()
    }


@pytest.fixture(scope="module")
def in_a_notebook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NotebookNode]:
    """What the check cell below each answer shows in a notebook."""
    cells = [build.code("made", MADE)]
    for name, expression in ANSWERS.items():
        cells += [
            build.code(name, source(expression)),
            build.code(f"{name}-check", "check(hadamard)"),
        ]
    ran = notebooks.run(build.notebook(*cells), tmp_path_factory.mktemp("notebook"))
    return {name: build.cell(ran, f"{name}-check").outputs[0] for name in ANSWERS}


@pytest.mark.parametrize("answer", ANSWERS)
def test_states_are_right_up_to_a_global_phase(answer: str, check: Check):
    assert verdict(check, answer).outcome == (SOLVED if answer in RIGHT_ONES else WRONG)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_sandbox_and_a_notebook_say_the_same(answer, check, in_a_sandbox, in_a_notebook):
    there, here = in_a_sandbox[answer], in_a_notebook[answer]
    assert there == verdict(check, answer)
    if there.outcome == SOLVED:
        assert here.text == f"{there.message}\n"
    else:
        assert (here.output_type, here.evalue) == ("error", there.message)


@pytest.mark.parametrize("answer", ["turned", "turned-anew", "in-a-list"])
def test_where_the_phase_counts_a_turned_state_is_wrong(answer: str, check: Check):
    strict = replace(check, phase_free=False)
    assert verdict(strict, "right").outcome == SOLVED
    assert verdict(strict, answer).outcome == WRONG
    assert "Not all numbers agree." in verdict(strict, answer).message


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("relative", "Not all numbers agree, not even up to a global phase."),
        ("nothing", "Not all numbers agree, not even up to a global phase."),
        ("too-long", "It is right up to a global phase, but its norm is 2, not 1."),
        ("probabilities", "Hint: Those are probabilities."),
        ("order", "Hint: The lowest bit comes first."),
        ("a-number", "Its shape is (); expected is (2,)."),
    ],
)
def test_a_wrong_state_is_told_what_is_wrong(answer: str, said: str, check: Check):
    assert said in verdict(check, answer).message


def test_a_counterexample_shows_complex_numbers_as_a_student_writes_them(check: Check):
    assert verdict(check, "relative").message.splitlines()[1:4] == [
        "    hadamard(state=np.array([1+0j, 0+0j]))",
        "    returned  [0.707107+0j, 0+0.707107j]",
        "    expected  [0.707107+0j, 0.707107+0j]",
    ]


states = hnp.arrays(
    complex,
    hnp.array_shapes(max_dims=2, max_side=4),
    elements=st.complex_numbers(max_magnitude=10, allow_nan=False),
).filter(lambda state: np.linalg.norm(state) > 0.1)
angles = st.floats(-10, 10)


@given(state=states, angle=angles)
def test_any_global_phase_is_free(state: np.ndarray, angle: float):
    turned = cmath.exp(1j * angle) * state
    assert difference(turned, state, phase_free=True) is None
    assert (difference(turned, state) is None) == np.allclose(turned, state, 1e-6, 1e-9)


@given(state=states, angle=angles, factor=st.floats(1.01, 100) | st.floats(0.01, 0.99))
def test_a_norm_that_is_wrong_is_named(state: np.ndarray, angle: float, factor: float):
    told = difference(factor * cmath.exp(1j * angle) * state, state, phase_free=True)
    right = np.linalg.norm(state)
    assert told.startswith("It is right up to a global phase, but its norm is ")
    norms = told.removesuffix(".").split(" is ")[-1].split(", not ")
    assert np.allclose([float(norm) for norm in norms], [factor * right, right], rtol=1e-7)


@given(angle=st.floats(0.01, 6.27), first=angles)
def test_a_relative_phase_is_never_free(angle: float, first: float):
    state = np.array([ROOT_HALF, ROOT_HALF])
    got = cmath.exp(1j * first) * state * [1, cmath.exp(1j * angle)]
    assert "up to a global phase" in difference(got, state, phase_free=True)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ([1j, 0], np.array([1.0, 0.0])),
        ([-1, 0], np.array([1, 0])),
        ([0, 0], np.array([0, 0j])),
        (([1j, 0], [0, -1]), (np.array([1, 0j]), np.array([0, 1j]))),
        (np.array([[0, 1j], [1j, 0]]), np.array([[0, 1], [1, 0j]])),
        ([True, False], np.array([True, False])),
    ],
)
def test_what_is_the_same_up_to_a_phase(got, expected):
    assert difference(got, expected, phase_free=True) is None


@pytest.mark.parametrize(
    ("got", "expected", "problem"),
    [
        (1j, 1 + 0j, "This is not what is expected."),
        (-1, 1, "This is not what is expected."),
        ([1j, 0], [1 + 0j, 0], "In result 1 of 2: This is not"),
        ([0, 1], np.array([1, 0j]), "not even up to a global phase"),
        ([1, 0], np.array([0, 0j]), "not even up to a global phase"),
        ([np.nan, 0], np.array([1, 0j]), "nan"),
        ([np.inf, 0], np.array([1, 0j]), "not even up to a global phase"),
        ([1e308j, 1e308], np.array([1, 0j]), "not even up to a global phase"),
        ([1, 0, 0], np.array([1, 0j]), "Its shape is (3,)"),
        ([False, True], np.array([True, False]), "Not all numbers agree."),
    ],
)
def test_what_differs_by_more_than_a_phase(got, expected, problem):
    assert problem in difference(got, expected, phase_free=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5 + 0.25j, "0.5+0.25j"),
        (ROOT_HALF - 1j * ROOT_HALF, "0.707107-0.707107j"),
        (1j, "0+1j"),
        (complex(-0.0, -1), "0-1j"),
        (cmath.exp(1j * cmath.pi), "-1+0j"),
        (3e-12 + 4e-12j, "3e-12+4e-12j"),
        (0j, "0+0j"),
        (complex("nan"), "nan+0j"),
        (complex("inf"), "inf+0j"),
        (np.complex64(0.1j), "0+0.1j"),
        (np.clongdouble(0.1j), "0+0.1j"),
        (np.array(0.1j), "0+0.1j"),
        ([1, 0.5, 0.5j], "[1, 0.5, 0+0.5j]"),
        (np.full(14, 1j), f"[{'0+1j, ' * 12}... (14 in all)]"),
    ],
)
def test_complex_numbers_are_shown_readably(value, text: str):
    assert shown(value) == text


def test_a_state_among_the_arguments_can_be_typed():
    state = np.array([[0.6, -0.8j], [1e-3 + 1j, 0]])
    assert np.array_equal(eval(as_code(state), {"np": np}), state)


def test_a_state_that_a_call_changed_is_found_be_it_by_a_phase():
    before = (np.array([1, 0j]), 1j)
    assert first_changed(before, (np.array([1, 0j]), 1j)) is None
    assert first_changed(before, (np.array([1j, 0]), 1j)) == 0
    assert first_changed(before, (np.array([1, 0j]), -1j)) == 1
