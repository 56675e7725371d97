"""A circuit on three qubits that the reader builds, with the amplitudes after each gate.

How a circuit is drawn lives in ``circuits``, how amplitudes are drawn in ``_phases``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels.demos._buttons import Buttons
from compmodels.demos._demo import Demo
from compmodels.demos._stage import COLOURS, Stage, new_figure
from compmodels.demos._words import counted
from compmodels.demos.qubits import _phases
from compmodels.demos.qubits.circuits import (
    SOLID,
    Placed,
    draw_gates,
    draw_lines,
    gate_in_words,
    show_gates,
)
from compmodels.qubits import gates, state
from compmodels.qubits.gates import Gate

QUBITS = 3
MOST = 8  # gates
ONE, TWO, ANGLED = ("H", "X", "Y", "Z", "S", "T"), ("CX", "CZ", "SWAP"), ("P", "RX", "RY", "RZ")
PITCH = 1.2  # from one gate to the next, in units of ``circuits``
WIDTHS = (0.82, 1.08)  # of a box without an angle, and of one with it
NEXT = {"color": COLOURS["blue"], "linestyle": "--"}  # the gate that can be added
PANEL = "200px"  # of the controls, so that the picture has room beside them
SIZE = (550, 520)


class Choice(NamedTuple):
    """A gate by its name, its qubit, its second qubit and its angle, where it has them."""

    name: str
    qubit: int
    second: int | None = None
    angle_deg: float | None = None


class Knobs(NamedTuple):
    """What the controls for the next gate are set to, whether it needs them or not."""

    name: str
    qubit: int
    second: int
    angle_deg: float


class Parts(NamedTuple):
    """What moves in the picture, in groups."""

    bars: Sequence[Artist]
    here: Sequence[Artist]
    placed: Sequence[Artist]
    next_gate: Sequence[Artist]
    words: Sequence[Artist]


EXAMPLES = {
    "Bell pair": (Choice("H", 0), Choice("CX", 0, 1)),
    "GHZ": (Choice("H", 0), Choice("CX", 0, 1), Choice("CX", 1, 2)),
    "All states": tuple(Choice("H", q) for q in range(QUBITS)),
    "Kick-back": (
        *(Choice("X", 1), Choice("H", 1), Choice("H", 0)),
        *(Choice("CX", 0, 1), Choice("H", 0)),
    ),
    "H Z H": (Choice("H", 0), Choice("Z", 0), Choice("H", 0)),
}
START = EXAMPLES["Bell pair"]


def chosen(knobs: Knobs) -> Choice:
    """What the controls are set to, without what the gate does not need.

    Examples
    --------
    >>> chosen(Knobs("H", qubit=0, second=1, angle_deg=90))
    Choice(name='H', qubit=0, second=None, angle_deg=None)
    """
    second = knobs.second if knobs.name in TWO else None
    return Choice(*knobs[:2], second, knobs.angle_deg if knobs.name in ANGLED else None)


def gate_of(choice: Choice) -> Gate:
    """The gate of the model that was chosen."""
    angle = [] if choice.angle_deg is None else [np.deg2rad(choice.angle_deg)]
    qubits = [choice.qubit] if choice.second is None else [choice.qubit, choice.second]
    return getattr(gates, choice.name.lower())(*angle, *qubits)


def problem(circuit: Sequence[Choice], choice: Choice) -> str:
    """Why a gate cannot be added to a circuit, in words, or nothing if it can.

    Examples
    --------
    >>> problem([], Choice("CX", 1, 1))
    'CX cannot take q1 twice: choose another qubit'
    """
    if choice.second == choice.qubit:
        return f"{choice.name} cannot take q{choice.qubit} twice: choose another qubit"
    return f"The circuit is full with {MOST} gates: undo one" if len(circuit) >= MOST else ""


def added(circuit: tuple[Choice, ...], choice: Choice) -> tuple[Choice, ...]:
    """The circuit with one more gate, or as it is if there is a problem."""
    return circuit if problem(circuit, choice) else (*circuit, choice)


def after(circuit: Sequence[Choice], step: int) -> np.ndarray:
    """The state after so many gates, from |000>."""
    return state.run([gate_of(choice) for choice in circuit[:step]], QUBITS)


def purity(amplitudes: np.ndarray, qubit: int) -> float:
    """The purity of one qubit of several: 1 if it has a state of its own, less if entangled.

    It is the trace of the square of the qubit's density matrix.

    Examples
    --------
    >>> round(purity(after(START, 2), qubit=0), 3)
    0.5
    """
    parts = state.view(amplitudes, [qubit]).reshape(2, -1)
    density = parts @ parts.conj().T
    return float(np.trace(density @ density).real)


def entangled(amplitudes: np.ndarray) -> list[int]:
    """The qubits that have no state of their own."""
    return [q for q in range(QUBITS) if purity(amplitudes, q) < 1 - gates.ROUNDING]


def draw_editor(axes: Sequence[Axes], circuit: Sequence[Choice], step: int, knobs: Knobs) -> Parts:
    """Draw a circuit, a line after so many gates, the amplitudes there, and the gate to add next.

    Returns
    -------
    Parts
        What moves.
    """
    wires, bars = axes
    right = PITCH * (MOST + 1)
    wires.set(xlim=(-0.9, right), ylim=(QUBITS + 0.1, -1.75))
    wires.set_axis_off()
    draw_lines(wires, QUBITS, right - 0.1)
    (line,) = wires.plot([0, 0], [-0.6, QUBITS - 0.45], "-", color=COLOURS["vermillion"], lw=3)
    style = {"va": "center", "fontsize": 10, "in_layout": False}
    here = wires.text(0, QUBITS - 0.2, "state below", ha="center", **style)
    words = wires.text(-0.85, -1.2, "", color=NEXT["color"], **style)
    parts = Parts(
        bars=_phases.draw_amplitudes(bars, after(circuit, step)),
        here=[line, here],
        placed=draw_gates(wires, MOST, **SOLID),
        next_gate=draw_gates(wires, 1, **NEXT),
        words=[words],
    )
    move_editor(parts, circuit, step, knobs)
    return parts


def move_editor(parts: Parts, circuit: Sequence[Choice], step: int, knobs: Knobs) -> None:
    """Move what `draw_editor` returned to another circuit, step or gate to add next."""
    _phases.move_amplitudes(parts.bars, after(circuit, step))
    (line, here), (words,) = parts.here, parts.words
    line.set_xdata([PITCH * step] * 2)
    here.set_x(PITCH * step)
    show_gates(parts.placed, [_placed(choice, number) for number, choice in enumerate(circuit)])
    words.set_text("\n".join(next_in_words(circuit, knobs)))
    choice = chosen(knobs)
    more = [] if problem(circuit, choice) else [_placed(choice, len(circuit))]
    show_gates(parts.next_gate, more)


def describe_editor(circuit: Sequence[Choice], step: int, knobs: Knobs) -> str:
    """The picture of `draw_editor` in words."""
    told = ", ".join(gate_in_words(gate_of(choice)) for choice in circuit)
    amplitudes = after(circuit, step)
    return (
        f"The circuit has {counted(len(circuit), 'gate')}{': ' * bool(told)}{told}. "
        f"{f'After gate {step}' if step else 'Before the first gate'}, "
        f"{_phases.in_words(amplitudes)}. {entangled_in_words(amplitudes)} "
        f"{' '.join(next_in_words(circuit, knobs))}."
    )


def entangled_in_words(amplitudes: np.ndarray) -> str:
    """Which qubits are entangled, in words.

    Examples
    --------
    >>> entangled_in_words(after(START, 2))
    'q0 and q1 are entangled; q2 has a state of its own.'
    """
    without = entangled(amplitudes)
    if not without:
        return "No qubits are entangled: each has a state of its own."
    if len(without) == QUBITS:
        return "All three qubits are entangled: none has a state of its own."
    (alone,) = {*range(QUBITS)} - {*without}
    one, other = without
    return f"q{one} and q{other} are entangled; q{alone} has a state of its own."


def next_in_words(circuit: Sequence[Choice], knobs: Knobs) -> tuple[str, str]:
    """The gate that can be added next, or why it cannot, and which controls it does not use."""
    choice = chosen(knobs)
    told = problem(circuit, choice) or f"Next: {gate_in_words(gate_of(choice))}"
    unused = [f"second qubit q{knobs.second}"] * (choice.second is None)
    unused += [f"angle {knobs.angle_deg:g}°"] * (choice.angle_deg is None)
    return told, f"(not used: {', '.join(unused)})"


def editor_demo() -> Demo:
    """A circuit on three qubits to which the reader adds gates.

    To predict first: which of the examples leave qubits entangled, and from which gate on?
    """
    knobs, step = _knobs(), _step()

    def now() -> Knobs:
        return Knobs(**{name: knob.value for name, knob in knobs.items()})

    moves: dict[str, Callable] = {
        "Add": lambda circuit: added(circuit, chosen(now())),
        "Undo": lambda circuit: circuit[:-1],
        "Clear": lambda _circuit: (),
    }
    moves |= {name: lambda _circuit, example=each: example for name, each in EXAMPLES.items()}
    circuit = Buttons("Circuit", moves, START, width=PANEL)
    circuit.observe(lambda change: _follow(step, len(change.new)), names="value")
    controls = {**knobs, "step": step, "circuit": circuit}
    figure = new_figure(*SIZE)
    parts = draw_editor(_axes(figure), START, len(START), now())

    def update(step: int, circuit: Sequence[Choice], **knobs: float) -> str:
        shown = min(step, len(circuit))  # without gates, the slider still has room for one
        move_editor(parts, circuit, shown, Knobs(**knobs))
        return describe_editor(circuit, shown, Knobs(**knobs))

    title = "Which circuits entangle qubits, and from which gate on?"
    return Demo(Stage(figure, chain(*parts)), update, controls, title=title)


def _knobs() -> dict[str, widgets.Widget]:
    """A control for each part of a choice."""
    layout, qubits = {"width": PANEL}, [(f"q{q}", q) for q in range(QUBITS)]
    return {
        "name": widgets.Dropdown(options=ONE + TWO + ANGLED, description="Gate", layout=layout),
        "qubit": widgets.Dropdown(options=qubits, description="Qubit", layout=layout),
        "second": widgets.Dropdown(
            options=qubits, value=1, description="Second qubit", layout=layout
        ),
        "angle_deg": widgets.IntSlider(90, -180, 180, 15, description="Angle (°)", layout=layout),
    }


def _step() -> widgets.IntSlider:
    """The slider for the gate after which the state is shown."""
    most, layout = len(START), {"width": PANEL}
    return widgets.IntSlider(most, 0, most, description="After gate", layout=layout)


def _follow(step: widgets.IntSlider, gates_placed: int) -> None:
    """Let the slider end at the last gate, and stand there."""
    step.max, step.disabled = max(gates_placed, 1), gates_placed == 0
    step.value = gates_placed


def _placed(choice: Choice, number: int) -> Placed:
    """Where the gate with this number from 0 stands."""
    width = WIDTHS[choice.angle_deg is not None]
    return Placed(gate_of(choice), PITCH * (number + 0.5), width)


def _axes(figure: Figure) -> list[Axes]:
    """Axes for the circuit and the amplitudes; the disc of colours is drawn beside them."""
    places = [["wires", "wires"], ["bars", "disc"]]
    sizes = {"width_ratios": [3.4, 1], "height_ratios": [1, 1.6]}
    axes = figure.subplot_mosaic(places, **sizes)
    _phases.draw_disc(axes["disc"])
    return [axes["wires"], axes["bars"]]
