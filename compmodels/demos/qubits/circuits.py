"""A circuit drawn with lines and boxes: a line for each qubit, and on them the gates in turn.

A box is what a gate does to a qubit, a dot is a control, and two crosses are a swap. Qubit 0 is on
top, as in ``compmodels.qubits.text``, which draws the same with characters. Angles are in degrees.
Circuits that the reader builds live in ``editor``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from compmodels import _validate
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos._words import counted
from compmodels.qubits import gates
from compmodels.qubits.gates import Gate

PX = 44  # from one line to the next; the unit of all that follows
HALF = 0.41  # of the height of a box
LETTER, MARGIN, GAP = 0.21, 0.3, 0.2  # width of a letter, around a label, and between two boxes
LEFT, RIGHT = 0.9, 0.3  # beside the first box and the last
WIDTH, HEIGHT = 18.0, 22  # of the largest picture
SOLID = {"color": "black", "linestyle": "-"}
CENTRED = {"ha": "center", "va": "center", "fontsize": 10, "linespacing": 1}


class Placed(NamedTuple):
    """A gate with the middle and the width of its boxes, and the line where its qubit 0 runs."""

    gate: Gate
    x: float
    width: float
    top: float = 0


class Box(NamedTuple):
    """A box from its first line to its last, with its label."""

    first: int
    last: int
    label: str


def boxes_of(gate: Gate) -> list[Box]:
    """The boxes of a gate: one if its targets are neighbours in order, else one for each."""
    if gate.name == "swap":
        return []
    label = gate.name.upper() + ("" if gate.angle is None else f"\n{_angle(gate)}")
    first, last = gate.targets[0], gate.targets[-1]
    if gate.targets == tuple(range(first, last + 1)):
        return [Box(first, last, label)]
    return [Box(q, q, f"{label}:{bit}") for bit, q in enumerate(gate.targets)]


def arranged(circuit: Sequence[Gate], n: int) -> list[Placed]:
    """Where each gate stands: as far left as those before it allow, in one row or in several."""
    placed, top, ends = [], 0, [0.0] * n
    for gate in circuit:
        width, crossed = _width(gate), slice(min(gate.qubits), max(gate.qubits) + 1)
        left = max(ends[crossed])
        if left + width > WIDTH - LEFT - RIGHT:
            top, ends, left = top + n + 0.5, [0.0] * n, 0.0
        placed.append(Placed(gate, left + width / 2, width, top))
        ends[crossed] = [left + width + GAP] * len(ends[crossed])
    return placed


def draw_lines(ax: Axes, n: int, length: float, top: float = 0) -> None:
    """Draw a line for each qubit, with its name."""
    for q in range(n):
        ax.plot([-0.3, length], [top + q] * 2, "-", color="#737373", linewidth=1, zorder=1)
        ax.text(-0.4, top + q, f"q{q}", ha="right", va="center", fontsize=11)


def draw_gates(ax: Axes, labels: int, color: str, linestyle: str) -> Sequence[Artist]:
    """Draw gates with at most so many labels, as yet none; return what shows them."""
    style = {"color": color, "linewidth": 1.4}
    links = ax.add_collection(LineCollection([], zorder=2, linestyle=linestyle, **style))
    boxes = PolyCollection(
        [], facecolor="white", edgecolor=color, linewidth=1.4, linestyle=linestyle, zorder=3
    )
    (dots,) = ax.plot([], [], "o", markersize=8, zorder=4, **style)
    (crosses,) = ax.plot([], [], "x", markersize=10, markeredgewidth=2, zorder=4, **style)
    texts = [ax.text(0, 0, "", color=color, zorder=5, **CENTRED) for _ in range(labels)]
    return links, ax.add_collection(boxes), dots, crosses, *texts


def show_gates(moving: Sequence[Artist], placed: Sequence[Placed]) -> None:
    """Let what `draw_gates` returned show these gates."""
    links, boxes, dots, crosses, *texts = moving
    links.set_segments([_link(each) for each in placed])
    framed = [(each, box) for each in placed for box in boxes_of(each.gate)]
    boxes.set_verts([_corners(each, box) for each, box in framed])
    dots.set_data(*_marks((each, each.gate.controls) for each in placed))
    swaps = (each for each in placed if each.gate.name == "swap")
    crosses.set_data(*_marks((each, each.gate.targets) for each in swaps))
    for text in texts:
        text.set_text("")
    for text, (each, box) in zip(texts, framed, strict=False):
        text.set(x=each.x, y=each.top + (box.first + box.last) / 2, text=box.label)


def draw_circuit(ax: Axes, circuit: Sequence[Gate], n: int) -> None:
    """Draw a circuit on n qubits, in as many rows as it needs."""
    placed = arranged(circuit, n)
    right, low = _size(placed, n)
    ax.set(xlim=(-LEFT, right), ylim=(low, -0.6))
    ax.set_axis_off()
    for top in sorted({0, *(each.top for each in placed)}):
        draw_lines(ax, n, right - 0.1, top)
    labels = sum(len(boxes_of(gate)) for gate in circuit)
    show_gates(draw_gates(ax, labels, **SOLID), placed)


def describe_circuit(circuit: Sequence[Gate], n: int) -> str:
    """The picture of `draw_circuit` in words.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h
    >>> describe_circuit([h(0), cx(0, 1)], 2)
    'A circuit of 2 gates on 2 qubits: H on q0, X on q1 where q0 is 1.'
    """
    told = ", ".join(gate_in_words(gate) for gate in circuit) or "none"
    return f"A circuit of {counted(len(circuit), 'gate')} on {counted(n, 'qubit')}: {told}."


def gate_in_words(gate: Gate) -> str:
    """What a gate does to which qubits.

    Examples
    --------
    >>> gate_in_words(gates.controlled(gates.swap(0, 1), 2, 3))
    'SWAP on q0 and q1 where q2 and q3 are 1'
    """
    angle = "" if gate.angle is None else f"({_angle(gate)})"
    told = f"{gate.name.upper()}{angle} on {_listed(gate.targets)}"
    if not gate.controls:
        return told
    return f"{told} where {_listed(gate.controls)} {'are' if len(gate.controls) > 1 else 'is'} 1"


def circuit_picture(circuit: Sequence[Gate], n: int) -> Picture:
    """A circuit on n qubits, in as many rows as it needs, with the sentence."""
    n = _validate.count("n", n, most=gates.MOST)
    circuit = gates.circuit(circuit, n)
    right, low = _size(arranged(circuit, n), n)
    if low > HEIGHT or right > WIDTH:
        words = f"a circuit that fits in a picture {HEIGHT} lines high; draw a part of it"
        raise _validate.refuse("circuit", circuit, words)
    figure = new_figure(round(PX * (LEFT + right)) + 10, round(PX * (low + 0.6)) + 10)
    draw_circuit(figure.add_subplot(), circuit, n)
    return Picture(figure, describe_circuit(circuit, n))


def _size(placed: Sequence[Placed], n: int) -> tuple[float, float]:
    """Where a picture of these gates ends, to the right and below."""
    right = max((each.x + each.width / 2 for each in placed), default=2)
    return right + RIGHT, max((each.top for each in placed), default=0) + n - 0.4


def _width(gate: Gate) -> float:
    """The width that the longest label of a gate needs, and no less than that of one letter."""
    lines = (line for box in boxes_of(gate) for line in box.label.split("\n"))
    return max(2 * HALF, LETTER * max(map(len, lines), default=0) + MARGIN)


def _angle(gate: Gate) -> str:
    """The angle of a gate in degrees as it was given: after 360 degrees, RX is -1."""
    return f"{np.rad2deg(gate.angle):.4g}°"


def _link(each: Placed) -> list[tuple[float, float]]:
    """The line from the first qubit of a gate to the last."""
    ends = min(each.gate.qubits), max(each.gate.qubits)
    return [(each.x, each.top + q) for q in ends]


def _corners(each: Placed, box: Box) -> list[tuple[float, float]]:
    """The corners of a box."""
    left, right = each.x - each.width / 2, each.x + each.width / 2
    low, high = each.top + box.first - HALF, each.top + box.last + HALF
    return [(left, low), (right, low), (right, high), (left, high)]


def _marks(marked: object) -> tuple[list[float], list[float]]:
    """Where marks stand on the lines of qubits."""
    points = [(each.x, each.top + q) for each, qubits in marked for q in qubits]
    return [x for x, _y in points], [y for _x, y in points]


def _listed(qubits: Sequence[int]) -> str:
    """Qubits by their names."""
    *before, last = [f"q{q}" for q in qubits]
    return f"{', '.join(before)} and {last}" if before else last
