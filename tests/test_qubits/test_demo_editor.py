"""What the circuit editor shows and says, against whole matrices and Qiskit.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qiskit.quantum_info import Statevector, entropy, partial_trace

from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.qubits import editor
from compmodels.demos.qubits.editor import Choice, Knobs
from tests.pictures import assert_background_is_fresh, assert_readable, assert_same
from tests.test_qubits.oracles import Step, by_matrices, random_state

ZEROS = np.eye(1, 8, dtype=complex)[0]
KNOBS = Knobs("H", 0, 1, 90)
FULL = tuple(Choice("RY", q % 3, None, -165) for q in range(editor.MOST))


@cache
def demo() -> Demo:
    """The demo, built once for all tests that use its controls."""
    return editor.editor_demo()


def set_to(circuit: tuple[Choice, ...], step: int | None = None, **knobs: object) -> Demo:
    """The demo with this circuit, at its end or after so many gates, and its controls so."""
    demo().reset()
    demo().controls["circuit"].value = circuit
    for name, value in knobs.items():
        demo().controls[name].value = value
    if step is not None:
        demo().controls["step"].value = step
    return demo()


def press(*words: str) -> Demo:
    """The demo after these buttons, from where it is."""
    for word in words:
        demo().controls["circuit"].press(word)
    return demo()


def by_oracle(circuit: tuple[Choice, ...]) -> np.ndarray:
    """The state after a circuit, by whole matrices."""
    steps = []
    for name, qubit, second, angle_deg in circuit:
        values = () if angle_deg is None else (np.deg2rad(angle_deg),)
        qubits = (qubit,) if second is None else (qubit, second)
        steps.append(Step(name.lower(), values, qubits))
    return by_matrices(steps, ZEROS)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """A gate that can be chosen."""
    qubit, second = draw(st.permutations(range(3)))[:2]
    name = draw(st.sampled_from(editor.ONE + editor.TWO + editor.ANGLED))
    return editor.chosen(Knobs(name, qubit, second, draw(st.integers(-12, 12)) * 15))


circuits = st.lists(choices(), max_size=editor.MOST).map(tuple)


@given(circuits, st.integers(0, editor.MOST))
def test_the_state_after_a_gate_is_that_of_the_matrices(circuit: tuple[Choice, ...], step: int):
    assert editor.after(circuit, step) == pytest.approx(by_oracle(circuit[:step]), abs=1e-9)


@given(st.integers(0, 10**6), st.integers(0, 2))
def test_the_purity_is_that_of_qiskit(seed: int, qubit: int):
    amplitudes = random_state(3, np.random.default_rng(seed))
    others = [q for q in range(3) if q != qubit]
    expected = partial_trace(Statevector(amplitudes), others).purity().real
    assert editor.purity(amplitudes, qubit) == pytest.approx(expected)


@given(circuits)
def test_entangled_are_the_qubits_with_entropy(circuit: tuple[Choice, ...]):
    amplitudes = by_oracle(circuit)
    whole = Statevector(amplitudes / np.linalg.norm(amplitudes))
    pairs = {0: [1, 2], 1: [0, 2], 2: [0, 1]}
    without = [q for q, rest in pairs.items() if entropy(partial_trace(whole, rest)) > 1e-4]
    told = editor.entangled_in_words(editor.after(circuit, len(circuit)))
    assert editor.entangled(editor.after(circuit, len(circuit))) == without
    assert told.startswith("No qubits are entangled") == (not without)
    assert told.startswith("All three") == (len(without) == 3)
    assert len(without) != 2 or told.startswith("q{} and q{} are entangled; ".format(*without))


@pytest.mark.parametrize("angle_deg", [-15, 15, 165])
def test_even_a_weakly_entangled_qubit_is_told(angle_deg: float):
    circuit = (Choice("RY", 0, None, angle_deg), Choice("CX", 0, 1))
    assert 0.9 < editor.purity(by_oracle(circuit), 0) < 1
    assert "q0 and q1 are entangled; q2 has a state of its own." in set_to(circuit).sentence


def test_a_whole_half_turn_backwards_is_labelled_as_the_slider_has_it():
    shown = set_to((), name="RX", angle_deg=-180)
    assert "Next: RX(-180°) on q0" in shown.sentence
    assert "|001> has length 1, phase +90°" in press("Add").sentence
    assert "RX\n-180°" in [text.get_text() for text in shown._stage.figure.axes[0].texts]


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("Bell pair", "|000>, |011> have length 0.707, phase 0°, probability 50 % each. q0 and q1"),
        ("GHZ", "|000>, |111> have length 0.707, phase 0°, probability 50 % each. All three"),
        ("All states", "|111> have length 0.354, phase 0°, probability 12.5 % each. No qubits are"),
        ("Kick-back", "|011> has length 0.707, phase 180°, probability 50 %. No qubits are"),
        ("H Z H", "After gate 3, |001> has length 1, phase 0°, probability 100 %. No qubits are"),
    ],
)
def test_the_examples_do_what_they_are_for(example: str, said: str):
    assert said in press(example).sentence
    steps = demo().controls["step"]
    assert steps.value == steps.max == len(editor.EXAMPLES[example])


def test_phase_comes_back_from_the_target_to_the_control():
    before = editor.EXAMPLES["Kick-back"][:3]
    controls = [by_oracle((*before, *more))[:4] for more in ((), (Choice("CX", 0, 1),))]
    signs = [np.sign(amplitudes.real[[1, 3]] / amplitudes.real[[0, 2]]) for amplitudes in controls]
    assert [sign.tolist() for sign in signs] == [[1, 1], [-1, -1]]


def test_gates_are_added_undone_and_cleared():
    bell = editor.EXAMPLES["Bell pair"]
    set_to(bell, name="RY", qubit=2, angle_deg=-15)
    assert press("Add").values["circuit"] == (*bell, Choice("RY", 2, None, -15))
    assert "RY(-15°) on q2. After gate 3, " in demo().sentence
    assert press("Undo").values["circuit"] == bell
    assert press("Clear").values["circuit"] == ()
    assert demo().sentence.startswith("The circuit has 0 gates. Before the first gate, |000> ")
    assert press("Undo").values["circuit"] == ()
    set_to((), name="SWAP", qubit=2, second=0)
    assert press("Add").values["circuit"] == (Choice("SWAP", 2, 0),)


def test_the_state_is_shown_after_each_gate_and_after_a_new_one():
    set_to(editor.EXAMPLES["GHZ"], step=1)
    assert "After gate 1, |000>, |001> have length 0.707" in demo().sentence
    assert "No qubits are entangled" in demo().sentence
    demo().controls["step"].value = 2
    assert "q0 and q1 are entangled; q2 has a state of its own." in demo().sentence
    press("Add")
    assert "After gate 4, " in demo().sentence
    slider = set_to(()).controls["step"]
    assert slider.disabled and slider.min < slider.max
    assert not press("Add").controls["step"].disabled


@pytest.mark.parametrize("name", editor.TWO)
def test_a_second_qubit_that_is_the_first_is_refused_in_words(name: str):
    shown = set_to(editor.EXAMPLES["Bell pair"], name=name, qubit=1, second=1)
    said = f"{name} cannot take q1 twice: choose another qubit (not used: angle 90°)."
    assert shown.sentence.endswith(said)
    assert press("Add").values["circuit"] == editor.EXAMPLES["Bell pair"]
    demo().controls["second"].value = 2
    assert press("Add").values["circuit"][-1] == Choice(name, 1, 2)


def test_a_full_circuit_is_left_as_it_is():
    shown = set_to(FULL)
    assert f"The circuit is full with {editor.MOST} gates: undo one" in shown.sentence
    assert press("Add").values["circuit"] == FULL
    assert "The circuit is full" not in press("Undo").sentence


def test_the_gate_to_come_and_what_it_does_not_use_are_told():
    assert set_to((), name="T", qubit=2, second=0, angle_deg=15).sentence.endswith(
        "Next: T on q2 (not used: second qubit q0, angle 15°)."
    )
    assert set_to((), name="RZ", qubit=1, angle_deg=-90).sentence.endswith(
        "Next: RZ(-90°) on q1 (not used: second qubit q1)."
    )
    assert set_to((), name="CX", qubit=2, second=0).sentence.endswith(
        "Next: X on q0 where q2 is 1 (not used: angle 90°)."
    )


SETTINGS = [
    ((), 0, KNOBS),
    (editor.EXAMPLES["GHZ"], 1, Knobs("SWAP", 2, 0, -15)),
    (editor.EXAMPLES["Kick-back"], 5, Knobs("RX", 0, 1, -165)),
    (editor.EXAMPLES["H Z H"], 2, Knobs("CZ", 1, 1, 180)),
    (FULL[:-1], 3, Knobs("P", 2, 2, -165)),
    (FULL, editor.MOST, Knobs("SWAP", 2, 2, -165)),
]


@pytest.mark.parametrize(("circuit", "step", "knobs"), SETTINGS, ids=range(len(SETTINGS)))
def test_a_moved_demo_looks_as_if_drawn_at_once(
    circuit: tuple[Choice, ...], step: int, knobs: Knobs
):
    shown = set_to(circuit, step, **knobs._asdict())
    figure = new_figure(*editor.SIZE)
    editor.draw_editor(editor._axes(figure), circuit, step, knobs)
    assert_same(shown, Picture(figure, editor.describe_editor(circuit, step, knobs)))
    assert_background_is_fresh(shown)


@pytest.mark.parametrize(("circuit", "step", "knobs"), SETTINGS, ids=range(len(SETTINGS)))
def test_words_do_not_overlap_and_lie_in_their_boxes(
    circuit: tuple[Choice, ...], step: int, knobs: Knobs
):
    figure = set_to(circuit, step, **knobs._asdict())._stage.figure
    figure.canvas.draw()
    assert_readable([text for ax in figure.axes for text in ax.texts])
    wires = figure.axes[0]
    corners = [path.vertices for each in wires.collections[1::2] for path in each.get_paths()]
    frames = [wires.transData.transform(each) for each in corners]
    labels = [text for text in wires.texts if text.get_text().split("\n")[0] in editor.ANGLED]
    for box in (text.get_window_extent() for text in labels):
        assert any(
            frame[:, 0].min() <= box.x0
            and box.x1 <= frame[:, 0].max()
            and frame[:, 1].min() <= box.y0
            and box.y1 <= frame[:, 1].max()
            for frame in frames
        )


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_the_line_stands_behind_the_gates_that_have_acted(step: int):
    circuit = editor.EXAMPLES["H Z H"]
    shown = set_to(circuit, step)
    wires = shown._stage.figure.axes[0]
    (line,) = [line for line in wires.lines if line.get_linewidth() == 3]
    boxes = wires.collections[1].get_paths()
    ends = [(path.vertices[:, 0].min(), path.vertices[:, 0].max()) for path in boxes]
    assert len(ends) == len(circuit)
    (at,) = {*line.get_xdata()}
    assert [right < at for _left, right in ends] == [number < step for number in range(3)]
    assert [left > at for left, _right in ends] == [number >= step for number in range(3)]
