"""Where the picture of a circuit has boxes, dots and crosses, and what it says."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from compmodels.demos._stage import new_figure
from compmodels.demos.qubits import circuits
from compmodels.qubits import algorithms
from compmodels.qubits.gates import Gate, controlled, cp, cx, cz, h, p, rx, swap, t, x
from tests.pictures import assert_readable
from tests.test_qubits.oracles import random_steps

MANY = Gate("add", (0, 1, 2), [*range(1, 8), 0], controls=(3,))
TWISTED = Gate("u", (2, 0), np.eye(4))
seeds = st.integers(0, 10**6)


def random_circuit(seed: int, n: int) -> list[Gate]:
    """A circuit of up to 40 gates of all kinds."""
    rng = np.random.default_rng(seed)
    return [step.gate() for step in random_steps(n, int(rng.integers(40)), rng)]


def crossed(gate: Gate) -> range:
    """The lines from the first qubit of a gate to the last."""
    return range(min(gate.qubits), max(gate.qubits) + 1)


def drawn(circuit: list[Gate], n: int) -> Axes:
    """Axes with a circuit."""
    ax = new_figure(800, 300).add_subplot()
    circuits.draw_circuit(ax, circuit, n)
    return ax


def framed(ax: Axes) -> dict[str, tuple[float, float]]:
    """The first line and the last of each box, by the label that stands in it."""
    _links, boxes = ax.collections
    found = {}
    for path in boxes.get_paths():
        (left, low), (right, high) = path.vertices.min(axis=0), path.vertices.max(axis=0)
        (label,) = [
            text.get_text()
            for text in ax.texts
            if left < text.get_position()[0] < right and low < text.get_position()[1] < high
        ]
        found[label] = (low + circuits.HALF, high - circuits.HALF)
    return found


def marks(ax: Axes, marker: str) -> list[float]:
    """The lines on which the dots or the crosses stand."""
    (line,) = [line for line in ax.lines if line.get_marker() == marker]
    return [float(y) for y in line.get_ydata()]


@given(seeds, st.integers(1, 5))
def test_gates_on_a_line_stand_in_order_and_apart(seed: int, n: int):
    circuit = random_circuit(seed, n)
    placed = circuits.arranged(circuit, n)
    assert [each.gate for each in placed] == circuit
    for q in range(n):
        on_line = [each for each in placed if q in crossed(each.gate)]
        for one, other in pairwise(on_line):
            assert one.top <= other.top
            gap = other.x - other.width / 2 - one.x - one.width / 2
            assert one.top < other.top or gap > circuits.GAP - 1e-9


@given(seeds, st.integers(1, 5))
def test_no_gate_stands_further_right_or_below_than_it_must(seed: int, n: int):
    ends, row = dict.fromkeys(range(n), 0.0), 0.0
    for each in circuits.arranged(random_circuit(seed, n), n):
        if each.top > row:
            most = max(ends[q] for q in crossed(each.gate))
            assert most + each.width > circuits.WIDTH - circuits.LEFT - circuits.RIGHT
            ends, row = dict.fromkeys(range(n), 0.0), each.top
        left = max(ends[q] for q in crossed(each.gate))
        assert each.x - each.width / 2 == pytest.approx(left)
        ends |= dict.fromkeys(crossed(each.gate), each.x + each.width / 2 + circuits.GAP)


@pytest.mark.parametrize(
    ("gate", "boxes", "dots", "crosses"),
    [
        (h(1), {"H": (1, 1)}, [], []),
        (cx(2, 0), {"X": (0, 0)}, [2], []),
        (cz(0, 2), {"Z": (2, 2)}, [0], []),
        (swap(2, 0), {}, [], [2, 0]),
        (controlled(swap(0, 1), 3), {}, [3], [0, 1]),
        (controlled(x(1), 0, 3), {"X": (1, 1)}, [0, 3], []),
        (p(np.pi / 8, 2), {"P\n22.5°": (2, 2)}, [], []),
        (rx(-np.pi / 2, 0), {"RX\n-90°": (0, 0)}, [], []),
        (rx(-np.pi, 0), {"RX\n-180°": (0, 0)}, [], []),
        (rx(2 * np.pi, 0), {"RX\n360°": (0, 0)}, [], []),
        (rx(3 * np.pi, 0), {"RX\n540°": (0, 0)}, [], []),
        (cp(np.pi, 0, 1), {"P\n180°": (1, 1)}, [0], []),
        (MANY, {"ADD": (0, 2)}, [3], []),
        (TWISTED, {"U:0": (2, 2), "U:1": (0, 0)}, [], []),
    ],
    ids=repr,
)
def test_each_gate_has_its_signs(gate: Gate, boxes: dict, dots: list, crosses: list):
    ax = drawn([gate], 4)
    assert framed(ax) == {label: pytest.approx(ends) for label, ends in boxes.items()}
    assert (marks(ax, "o"), marks(ax, "x")) == (dots, crosses)
    (link,) = ax.collections[0].get_segments()
    assert sorted(link[:, 1]) == [crossed(gate)[0], crossed(gate)[-1]]
    assert len({*link[:, 0]}) == 1


@pytest.mark.parametrize(
    ("circuit", "n"),
    [
        ([], 1),
        ([rx(-2.1, 0), rx(3, 1), p(np.pi / 8, 0)] * 12, 3),
        (algorithms.qft(5), 5),
        (algorithms.grover(3, [5], 2), 3),
        ([MANY, TWISTED, h(3)] * 7, 4),
    ],
    ids=["none", "turns", "qft", "grover", "many"],
)
def test_labels_lie_inside_their_boxes_and_in_the_picture(circuit: list[Gate], n: int):
    right, low = circuits._size(circuits.arranged(circuit, n), n)
    px = circuits.PX
    figure = new_figure(round(px * (circuits.LEFT + right)) + 10, round(px * (low + 0.6)) + 10)
    ax = figure.add_subplot()
    circuits.draw_circuit(ax, circuit, n)
    figure.canvas.draw()
    assert_readable(ax.texts)
    names = [text for text in ax.texts if text.get_text().startswith("q")]
    rows = {each.top for each in circuits.arranged(circuit, n)} or {0}
    assert len(names) == n * len(rows)
    boxes = [ax.transData.transform(path.vertices) for path in ax.collections[1].get_paths()]
    labels = [text for text in ax.texts if text not in names]
    for text, corners in zip(labels, boxes, strict=True):
        words, (left, low), (right, high) = text.get_window_extent(), *_ends(corners)
        assert left <= words.x0 and words.x1 <= right
        assert low <= words.y0 and words.y1 <= high


def _ends(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return corners.min(axis=0), corners.max(axis=0)


def test_the_sentence_tells_every_gate():
    told = circuits.circuit_picture([h(0), cx(0, 1), p(-np.pi / 4, 2), MANY, swap(0, 2)], 4)
    assert told.sentence == (
        "A circuit of 5 gates on 4 qubits: H on q0, X on q1 where q0 is 1, P(-45°) on q2, "
        "ADD on q0, q1 and q2 where q3 is 1, SWAP on q0 and q2."
    )
    turns = [rx(np.deg2rad(angle), 0) for angle in (-180, 360, 540)]
    said = "RX(-180°) on q0, RX(360°) on q0, RX(540°) on q0."
    assert circuits.circuit_picture(turns, 1).sentence.endswith(said)
    assert (
        circuits.circuit_picture([t(0)], 1).sentence == "A circuit of 1 gate on 1 qubit: T on q0."
    )
    assert circuits.circuit_picture([], 2).sentence == "A circuit of 0 gates on 2 qubits: none."


@pytest.mark.parametrize(
    ("circuit", "n"),
    [([h(2)], 2), (h(0), 1), ([None], 1), ([h(0)], 0), ([h(0)], 1.5), ([h(0), x(0)] * 500, 2)],
    ids=["outside", "gate", "none", "zero", "half", "long"],
)
def test_what_is_no_circuit_or_a_long_one_is_refused(circuit: object, n: object):
    with pytest.raises(ValueError, match=r"^(circuit|n) is .*; allowed: "):
        circuits.circuit_picture(circuit, n)


def test_a_gate_with_a_label_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match=r"^circuit is .*; allowed: a circuit that fits"):
        circuits.circuit_picture([Gate("x" * 200, (0,), [1, 0])], 1)
