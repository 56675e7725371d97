"""The boundary of one unit that tells zeros from threes, mistake by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from compmodels import datasets
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted
from compmodels.perceptron import unit

NAMES = {1: "zero", -1: "three"}
LOOKS = {1: ("o", COLOURS["blue"]), -1: ("s", COLOURS["orange"])}
TINTS = {1: "#c7dfee", -1: "#fae9c8"}  # pale forms of the colours above
SIZE = (620, 400)


def draw_classes(ax: Axes, X: np.ndarray, y: np.ndarray, names: dict[int, str]) -> list:
    """Draw examples with two measurements, those with y = +1 as discs and with -1 as squares."""
    artists = []
    for sign, (marker, colour) in LOOKS.items():
        style = {"marker": marker, "color": colour, "edgecolor": "white", "s": 70, "zorder": 3}
        artists.append(ax.scatter(*X[y == sign].T, label=names[sign], **style))
    return artists


def draw_line(ax: Axes, mistakes_made: int) -> Sequence[Artist]:
    """Draw the digits and the unit after so many mistakes; return what moves or lies above it."""
    X, y, _ = _learned()
    ax.set(xlim=(-1.05, 0.35), ylim=(-0.9, 0.5), facecolor=TINTS[-1])
    ax.set(xlabel="ink in the middle (-1 white, +1 black)")
    ax.set(ylabel="ink at the sides (-1 white, +1 black)")
    digits = draw_classes(ax, X, y, NAMES)
    style = {"s": 260, "facecolor": "none", "edgecolor": "black", "linewidth": 2, "zorder": 4}
    ring = ax.scatter([], [], label="last mistake", **style)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False)
    (region,) = ax.fill([0], [0], color=TINTS[1], zorder=1)
    move_line((region, ring), mistakes_made)
    return region, ring, *digits


def move_line(moving: Sequence[Artist], mistakes_made: int) -> None:
    """Move what `draw_line` returned to the unit after ``mistakes_made`` mistakes."""
    X, y, mistakes = _learned()
    region, ring, *_digits = moving
    region.set_xy(half_plane(*unit.after_mistakes(X, y, mistakes[:mistakes_made])))
    ring.set_offsets(X[mistakes[mistakes_made - 1 : mistakes_made]])


def half_plane(weights: np.ndarray, bias: float, reach: float = 10) -> np.ndarray:
    """Corners (4, 2) of a rectangle that covers where the sum is above zero, and no more.

    It begins at the line where the sum is zero and extends ``reach`` to every side.
    """
    length = np.linalg.norm(weights)
    if length == 0:
        return np.zeros((4, 2))
    across = weights / length
    along = np.array([-across[1], across[0]])
    foot = -bias / length * across  # the point of the line that is nearest to the origin
    ends = foot + reach * along, foot - reach * along
    return np.array([*ends, ends[1] + reach * across, ends[0] + reach * across])


def describe_line(mistakes_made: int) -> str:
    """The picture of `draw_line` in words."""
    X, y, mistakes = _learned()
    weights, bias = unit.after_mistakes(X, y, mistakes[:mistakes_made])
    right = int((unit.predict(weights, bias, X) == y).sum())
    if mistakes_made == 0:
        return f"Before its first mistake the unit calls all a three: {right} of {len(y)} right."
    last = NAMES[int(y[mistakes[mistakes_made - 1]])]
    return (
        f"After {counted(mistakes_made, 'mistake')} of {len(mistakes)}, "
        f"the last at the ringed {last}, the unit has {right} of {len(y)} digits on the right side."
    )


def line_picture(mistakes_made: int) -> Picture:
    """The unit after ``mistakes_made`` mistakes, as a picture with its sentence."""
    figure = new_figure(*SIZE)
    draw_line(figure.add_subplot(), mistakes_made)
    return Picture(figure, describe_line(mistakes_made))


def line_demo() -> Demo:
    """The unit's boundary, which the reader moves from mistake to mistake."""
    figure = new_figure(*SIZE)
    moving = draw_line(figure.add_subplot(), mistakes_made=1)
    most = len(_learned()[2])
    mistakes = widgets.IntSlider(1, 0, most, description="Mistakes made (count)", layout=WIDE)

    def update(mistakes_made: int) -> str:
        move_line(moving, mistakes_made)
        return describe_line(mistakes_made)

    controls = {"mistakes_made": mistakes}
    return Demo(Stage(figure, moving), update, controls, title="A unit learns from its mistakes")


@cache
def _learned() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The digits' measurements and answers, and the mistakes of a unit that learned them."""
    X, y = datasets.zeros_and_threes()
    return X, y, unit.run(X, y).mistakes
