"""Grover's search, iteration by iteration: the amplitudes, the rotation, and the probability.

The circuit and the formula live in ``compmodels.qubits.algorithms``. All amplitudes of this search
are real numbers, so each is drawn upwards or downwards, and its phase is the direction. What many
runs found is drawn in ``found``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, degrees, fmod, sin, sqrt

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from compmodels import _validate
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted
from compmodels.qubits.algorithms import best_iterations, grover, success
from compmodels.qubits.state import run

FEWEST, MOST = 2, 6  # qubits: with more, bars would be too thin to be seen
LAST = 18  # iterations: three times the best number for one marked of 64 items
MARKED, REST = COLOURS["vermillion"], COLOURS["sky"]
POINTS = np.linspace(0, LAST, 40 * LAST + 1)  # where the curve of the formula is drawn
BELOW = -1.13  # where small marks point at the marked items
ABOVE = {"loc": "lower left", "bbox_to_anchor": (-0.05, 1), "frameon": False, "borderaxespad": 0}
ABOVE |= {"columnspacing": 1, "handlelength": 1.5}
START = {"n": 4, "marked_count": 1, "iterations": 3, "turned": False}
SIZE = (860, 340)


def draw_search(
    axes: Sequence[Axes], n: int, marked: Sequence[int], iterations: int, turned: bool = False
) -> Sequence[Artist]:
    """Draw amplitudes, rotation and probability of a search; return what moves.

    With ``turned``, the sign of the marked items is turned once more, the first half of the next
    iteration.
    """
    moving = [*_draw_bars(axes[0]), *_draw_circle(axes[1]), *_draw_curve(axes[2])]
    move_search(moving, n, marked, iterations, turned)
    return moving


def move_search(
    moving: Sequence[Artist], n: int, marked: Sequence[int], iterations: int, turned: bool = False
) -> None:
    """Move what `draw_search` returned to another search."""
    bars, below, last, mean, earlier, arrow, angle, *of_curve = moving
    amplitudes = amplitudes_of(n, marked, iterations, turned)
    bars.set_verts([_corners(item, 2**n, each) for item, each in enumerate(amplitudes)])
    bars.set_facecolor([MARKED if item in marked else REST for item in range(2**n)])
    below.set_data([(item + 0.5) / 2**n for item in marked], [BELOW] * len(marked))
    last.set_text(f"{2**n - 1}")
    mean.set_ydata([amplitudes.mean()] * 2)
    angles = (2 * np.arange(iterations + 1) + 1) * theta(n, len(marked))
    earlier.set_segments([[(0, 0), _tip(each)] for each in angles[: iterations + turned]])
    now = -angles[-1] if turned else angles[-1]
    arrow.set_data(*zip((0, 0), _tip(now), strict=True))
    angle.set_text(f"{fmod(degrees(now), 360):.1f}°")
    _move_curve(of_curve, n, len(marked), iterations)


def amplitudes_of(n: int, marked: Sequence[int], iterations: int, turned: bool) -> np.ndarray:
    """The amplitudes of a search, which are real."""
    amplitudes = run(grover(n, marked, iterations), n).real
    if turned:
        amplitudes[list(marked)] *= -1
    return amplitudes


def theta(n: int, marked_count: int) -> float:
    """The angle theta in radians of ``algorithms.success``, which begins with sin^2(theta)."""
    return asin(sqrt(success(n, marked_count, 0)))


def chances(n: int, marked_count: int, ks: np.ndarray) -> np.ndarray:
    """The curve of ``algorithms.success``, which itself takes whole numbers of iterations only."""
    return np.sin((2 * ks + 1) * theta(n, marked_count)) ** 2


def describe_search(n: int, marked: Sequence[int], iterations: int, turned: bool = False) -> str:
    """The picture of `draw_search` in words."""
    number = len(marked)
    now, after = (success(n, number, k) for k in (iterations, iterations + 1))
    best = best_iterations(n, number)
    one = "one more changes nothing"
    if abs(after - now) > 1e-9:
        one = f"one more makes it {'better' if after > now else 'worse'}: {now:.3f} to {after:.3f}"
    where = f"The first peak is after {counted(best, 'iteration')}"
    if iterations == best:
        where = "This is the first peak"
    elif iterations > best:
        where += ", and this is past it"
    return (
        f"Of {2**n} items {number} {'is' if number == 1 else 'are'} marked. After "
        f"{counted(iterations, 'iteration')} a marked one is found with probability {now:.3f}. "
        f"{where}; {one}.{_of_turned(n, marked, iterations) if turned else ''}"
    )


def search_picture(n: int, marked: Sequence[int], iterations: int) -> Picture:
    """Amplitudes, rotation and probability of a search, with the sentences.

    Parameters
    ----------
    n
        Qubits, from 2 to 6.
    marked
        The numbers of the marked items.
    iterations
        From 0 to 18.
    """
    n = _validate.count("n", n, FEWEST, MOST)
    marked = _validate.counts("marked", marked, shortest=1, least=0, most=2**n - 1)
    iterations = _validate.count("iterations", iterations, 0, LAST)
    marked = sorted(set(marked))
    figure = new_figure(*SIZE)
    draw_search(_three_axes(figure), n, marked, iterations)
    return Picture(figure, describe_search(n, marked, iterations))


def search_demo() -> Demo:
    """A search whose size and number of iterations the reader sets."""
    figure = new_figure(*SIZE)
    moving = draw_search(_three_axes(figure), *_search(**START))

    def update(**values: int) -> str:
        search = _search(**values)
        move_search(moving, *search)
        return describe_search(*search)

    title = "When does a search have to stop?"
    return Demo(Stage(figure, moving), update, _controls(), title=title)


def _search(n: int, marked_count: int, iterations: int, turned: bool) -> tuple:
    """What `draw_search` needs for what the controls are set to: so many items, far apart."""
    return n, [(11 + 5 * i) % 2**n for i in range(marked_count)], iterations, turned


def _controls() -> dict[str, widgets.Widget]:
    """A slider for each number, and a box to tick for half an iteration, by name."""
    sliders = {
        "iterations": ("Iterations (count)", 0, LAST),
        "n": ("Qubits (count)", FEWEST, MOST),
        "marked_count": ("Marked items (count)", 1, 4),
    }
    controls: dict[str, widgets.Widget] = {
        name: widgets.IntSlider(START[name], low, high, description=label, layout=WIDE)
        for name, (label, low, high) in sliders.items()
    }
    controls["turned"] = widgets.Checkbox(description="Turn the marked sign once more", layout=WIDE)
    return controls


def _draw_bars(ax: Axes) -> Sequence[Artist]:
    """Draw the axes of the amplitudes, with bars and their mean as yet of nothing."""
    ax.set(xlim=(-0.01, 1.01), ylim=(-1.22, 1.08), xlabel="item", ylabel="amplitude")
    ax.set_xticks([])
    ax.set_yticks([-1, -0.5, 0, 0.5, 1])
    ax.axhline(0, color="black", linewidth=0.8)
    ends = {"transform": ax.get_xaxis_transform(), "va": "top", "fontsize": 10}
    ax.text(0, -0.02, "0", ha="left", **ends)
    bars = ax.add_collection(PolyCollection([], linewidth=0))
    look = {"color": MARKED, "linestyle": "none", "label": "marked"}
    (below,) = ax.plot([], [], "^", **look)
    ax.plot([], [], "s", color=REST, markersize=9, label="rest")
    style = {"color": "black", "linestyle": "--", "linewidth": 1.5, "label": "mean"}
    mean = ax.axhline(0, **style)
    ax.legend(**ABOVE, ncols=3)
    return bars, below, ax.text(1, -0.02, "", ha="right", **ends), mean


def _draw_circle(ax: Axes) -> Sequence[Artist]:
    """Draw the plane of marked and rest, with arrows as yet of nothing."""
    ax.set(xlim=(-1.14, 1.34), ylim=(-1.4, 1.34), aspect="equal")
    ax.set_axis_off()
    ax.add_patch(Circle((0, 0), 1, fill=False, color="grey"))
    ax.plot([-1, 1, np.nan, 0, 0], [0, 0, np.nan, -1, 1], ":", color="grey", linewidth=1)
    style = {"ha": "center", "fontsize": 10}
    ax.text(0, 1.13, "marked", **style)
    ax.text(1.13, 0, "rest", rotation=90, va="center", fontsize=10)
    earlier = ax.add_collection(LineCollection([], color="#b9b9b9", linewidth=1.2))
    look = {"color": MARKED, "linewidth": 2.5, "markersize": 7, "markevery": [1]}
    (arrow,) = ax.plot([0, 0], [0, 0], "o-", **look)
    return earlier, arrow, ax.text(0, -1.34, "", **style)


def _draw_curve(ax: Axes) -> Sequence[Artist]:
    """Draw the axes of the probability, with curve and marks as yet of nothing."""
    ax.set(xlim=(-0.4, LAST + 0.4), ylim=(-0.03, 1.08), xlabel="iterations (count)")
    ax.set(ylabel="probability of a marked one")
    ax.set_xticks(range(0, LAST + 1, 3))
    (curve,) = ax.plot(POINTS, 0 * POINTS, "-", color="grey", linewidth=1, label="formula")
    whole = {"color": COLOURS["blue"], "markersize": 4, "linestyle": "none"}
    (dots,) = ax.plot(range(LAST + 1), [0] * (LAST + 1), "o", **whole)
    style = {"color": COLOURS["green"], "linestyle": "--", "linewidth": 1.5}
    (best,) = ax.plot([0, 0], [0, 1.03], **style, label="first peak")
    here = {"color": MARKED, "markersize": 11, "linestyle": "none", "markeredgecolor": "black"}
    (mark,) = ax.plot([0], [0], "D", **here, label="here", clip_on=False)
    ax.legend(**ABOVE, ncols=3)
    return curve, dots, best, mark


def _move_curve(moving: Sequence[Artist], n: int, marked_count: int, iterations: int) -> None:
    curve, dots, best, mark = moving
    curve.set_ydata(chances(n, marked_count, POINTS))
    dots.set_ydata([success(n, marked_count, k) for k in range(LAST + 1)])
    best.set_xdata([best_iterations(n, marked_count)] * 2)
    mark.set_data([iterations], [success(n, marked_count, iterations)])


def _of_turned(n: int, marked: Sequence[int], iterations: int) -> str:
    """What half an iteration more has done, in words."""
    mean = amplitudes_of(n, marked, iterations, turned=True).mean()
    return (
        " Shown is the first half of the next iteration: the marked sign is turned, which changes "
        f"no probability. The reflection about the mean, {mean:.3f}, comes next."
    )


def _corners(item: int, items: int, amplitude: float) -> list[tuple[float, float]]:
    """The corners of a bar; all bars together are 1 wide."""
    left, right = (item + 0.1) / items, (item + 0.9) / items
    return [(left, 0), (right, 0), (right, amplitude), (left, amplitude)]


def _tip(angle: float) -> tuple[float, float]:
    """Where an arrow of length 1 ends."""
    return cos(angle), sin(angle)


def _three_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the amplitudes, the rotation and the probability."""
    return figure.subplots(1, 3, width_ratios=[1.15, 1, 1.15])
