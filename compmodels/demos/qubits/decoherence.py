"""How errors wear a state out, gate by gate.

The state is (|00...0> + |11...1>) / sqrt(2), or |+> for one qubit. Each layer of the circuit is an
X on every qubit, which leaves this state as it is, so that all change comes from errors. They are
those of ``compmodels.qubits.noise``: after each gate X, Y or Z, each as likely as the others.

Since all gates here are X, a trajectory needs no amplitudes. It is known by which qubits are
flipped, and by how often a sign has been turned. What a code does against errors is drawn in
``correction``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels import _validate
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted

MOST_QUBITS, MOST_PERCENT, DEPTH = 5, 10, 100
RUNS = 400  # trajectories whose mean is drawn
FAINT = 3  # of them that are drawn one by one
START = {"qubits": 1, "percent": 1.0, "depth": 50}
ABOVE = {"loc": "lower right", "bbox_to_anchor": (1.02, 1), "borderaxespad": 0, "ncols": 3}
ABOVE |= {"frameon": False, "columnspacing": 1, "handlelength": 1.7}
SIZE = (860, 370)


def trajectories(
    qubits: int, probability: float, depth: int, runs: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Fidelity and mean of X on all qubits after each layer, a row for each trajectory.

    In a single trajectory the fidelity is 0 or 1: it is 1 if all qubits have been flipped, or none,
    and if the sign has been turned an even number of times.
    """
    chances, kinds = rng.random((runs, depth, qubits)), rng.integers(3, size=(runs, depth, qubits))
    hit = chances < probability
    flipped = np.logical_xor.accumulate(hit & (kinds != 2), axis=1)  # by X and Y
    turned = np.logical_xor.accumulate((hit & (kinds != 0)).sum(axis=2) % 2 == 1, axis=1)
    alike = (flipped == flipped[:, :, :1]).all(axis=2)
    return (alike & ~turned).astype(float), 1.0 - 2 * turned


@lru_cache(maxsize=8)
def played(qubits: int, probability: float) -> tuple[np.ndarray, np.ndarray]:
    """The trajectories of the picture, from before the first layer on; the same at each call."""
    found = trajectories(qubits, probability, DEPTH, RUNS, np.random.default_rng(1))
    return tuple(np.pad(each, ((0, 0), (1, 0)), constant_values=1) for each in found)


def shrunk(probability: float, depth: np.ndarray | int) -> np.ndarray | float:
    """The length of the Bloch vector of a qubit after so many gates, (1 - 4p/3)^depth.

    Of X, Y and Z, each of which comes with probability p/3, one keeps a part of the vector along
    its own axis, and two reverse it: 1 - p + p/3 - 2p/3 is left of it after one gate.

    Examples
    --------
    >>> round(shrunk(0.01, 50), 3)
    0.511
    """
    return (1 - 4 * probability / 3) ** depth


def fidelity(qubits: int, probability: float, depth: np.ndarray | int) -> np.ndarray | float:
    """The mean fidelity after so many layers.

    It is the mean of all 2^n products of Paulis that leave the state as it is. Of those, each
    shrinks by ``shrunk`` for each qubit that it is about: half of them are about an even number of
    qubits, by Z; the others about all.

    Examples
    --------
    >>> round(fidelity(1, 0.01, 50), 3), round(fidelity(5, 0.01, 50), 3)
    (0.756, 0.141)
    """
    length = shrunk(probability, depth)
    even = ((1 + length) ** qubits + (1 - length) ** qubits) / 2
    return even / 2**qubits + length**qubits / 2


def draw_decoherence(
    axes: Sequence[Axes], qubits: int, percent: float, depth: int
) -> Sequence[Artist]:
    """Draw fidelity and mean of X against the depth, beside the formulas; return what moves."""
    moving = []
    for ax, name, low in zip(axes, ("fidelity", "mean product of X"), (0, -1), strict=True):
        ax.set(xlim=(0, DEPTH), ylim=(low - 0.05, 1.05), ylabel=name)
        ax.set_xlabel("gates on each qubit (count)")
        faint = {"linewidth": 1, "color": "#b0b0b0"}
        for dashes in ("-", "--", ":"):
            moving += ax.plot([], [], dashes, **faint, drawstyle="steps-post")
        moving[-FAINT].set_label("single runs")
        moving += ax.plot([], [], "-", color=COLOURS["blue"], linewidth=3, label=f"mean of {RUNS}")
        formula = {"color": COLOURS["vermillion"], "linewidth": 2, "label": "formula"}
        moving += ax.plot([], [], "--", **formula)
        here = {"color": COLOURS["blue"], "markersize": 10, "markeredgecolor": "black"}
        moving += ax.plot([], [], "D", **here, clip_on=False)
        ax.legend(**ABOVE)
    move_decoherence(moving, qubits, percent, depth)
    return moving


def move_decoherence(moving: Sequence[Artist], qubits: int, percent: float, depth: int) -> None:
    """Move what `draw_decoherence` returned to another state, error or depth."""
    layers, probability = np.arange(DEPTH + 1), percent / 100
    exact = fidelity(qubits, probability, layers), shrunk(probability, layers) ** qubits
    size = len(moving) // 2
    for start, runs, curve in zip((0, size), played(qubits, probability), exact, strict=True):
        *faint, mean, formula, mark = moving[start : start + size]
        for line, one in zip(faint, runs, strict=False):
            line.set_data(layers, one)
        mean.set_data(layers, runs.mean(axis=0))
        formula.set_data(layers, curve)
        mark.set_data([depth], [runs[:, depth].mean()])


def describe_decoherence(qubits: int, percent: float, depth: int) -> str:
    """The picture of `draw_decoherence` in words."""
    probability = percent / 100
    kept, sign = (each[:, depth].mean() for each in played(qubits, probability))
    state = {1: "One qubit in |+>", 2: "A Bell pair"}.get(qubits, f"A GHZ state of {qubits} qubits")
    clean = (1 - probability) ** (qubits * depth)
    end = f"; what is left in the end is a fidelity of {1 / 2**qubits:.3g}" if percent else ""
    return (
        f"{state}, with an error after {percent:g} % of the gates. After "
        f"{counted(depth, 'gate')} on each qubit, the mean fidelity of {RUNS} runs is {kept:.3f}, "
        f"by the formula {fidelity(qubits, probability, depth):.3f}; {_product(qubits)} "
        f"is {sign:.3f}, by the formula {shrunk(probability, depth) ** qubits:.3f}. No error at "
        f"all happens with probability {clean:.3f}{end}."
    )


def decoherence_picture(
    qubits: int = START["qubits"], percent: float = START["percent"], depth: int = START["depth"]
) -> Picture:
    """How errors wear a state out, with the sentences.

    Parameters
    ----------
    qubits
        From 1 to 5.
    percent
        The probability of an error after each gate, from 0 to 10 %.
    depth
        For how many gates on each qubit numbers are told, from 1 to 100.
    """
    qubits = _validate.count("qubits", qubits, most=MOST_QUBITS)
    percent = _validate.number("percent", percent, least=0)
    if percent > MOST_PERCENT:
        raise _validate.refuse("percent", percent, f"a number from 0 to {MOST_PERCENT}")
    depth = _validate.count("depth", depth, most=DEPTH)
    figure = new_figure(*SIZE)
    draw_decoherence(_two_axes(figure), qubits, percent, depth)
    return Picture(figure, describe_decoherence(qubits, percent, depth))


def decoherence_demo() -> Demo:
    """A state, a probability of errors and a depth that the reader sets."""
    figure = new_figure(*SIZE)
    moving = draw_decoherence(_two_axes(figure), **START)
    controls = {
        "qubits": widgets.IntSlider(START["qubits"], 1, MOST_QUBITS, description="Qubits (count)"),
        "percent": widgets.FloatSlider(
            START["percent"], min=0, max=MOST_PERCENT, step=0.1, description="Errors per gate (%)"
        ),
        "depth": widgets.IntSlider(
            START["depth"], 1, DEPTH, description="Gates on each qubit (count)"
        ),
    }
    for control in controls.values():
        control.layout = widgets.Layout(**WIDE)

    def update(qubits: int, percent: float, depth: int) -> str:
        move_decoherence(moving, qubits, percent, depth)
        return describe_decoherence(qubits, percent, depth)

    return Demo(Stage(figure, moving), update, controls, title="How long does a state last?")


def _product(qubits: int) -> str:
    """The mean that is drawn on the right, in words."""
    return (
        "the length of the Bloch vector" if qubits == 1 else "the mean product of X on all qubits"
    )


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the fidelity, and beside them for the mean product of X."""
    return figure.subplots(1, 2)
