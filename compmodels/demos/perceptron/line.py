"""The boundary of one unit that tells zeros from threes, mistake by mistake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from compmodels import datasets
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.perceptron import unit

NAMES = {1: "zero", -1: "three"}
LOOKS = {1: ("o", COLOURS["blue"]), -1: ("s", COLOURS["orange"])}
SIZE = (620, 400)


def draw_classes(ax: Axes, X: np.ndarray, y: np.ndarray, names: dict[int, str]) -> list:
    """Draw examples with two measurements, those with y = +1 as discs and with -1 as squares."""
    artists = []
    for sign, (marker, colour) in LOOKS.items():
        style = {"marker": marker, "color": colour, "edgecolor": "white", "s": 70, "zorder": 3}
        artists.append(ax.scatter(*X[y == sign].T, label=names[sign], **style))
    return artists


def draw_regions(ax: Axes, answer: Callable, points: int = 120) -> Artist:
    """Shade where ``answer`` (points of shape (n, 2) to +1 or -1) says +1 and where -1."""
    colours = ListedColormap([LOOKS[-1][1], LOOKS[1][1]])
    limits = (*ax.get_xlim(), *ax.get_ylim())
    shown = _answers_on_a_grid(limits, answer, points)
    style = {"cmap": colours, "vmin": -1, "vmax": 1, "alpha": 0.22, "aspect": "auto"}
    return ax.imshow(shown, extent=limits, origin="lower", **style)


def draw_line(ax: Axes, mistakes_made: int) -> Sequence[Artist]:
    """Draw the digits and the unit after so many mistakes; return what moves or lies above it."""
    X, y, _ = _learned()
    ax.set(xlim=(-1.05, 0.35), ylim=(-0.9, 0.5))
    ax.set(xlabel="ink in the middle (-1 white, +1 black)")
    ax.set(ylabel="ink at the sides (-1 white, +1 black)")
    digits = draw_classes(ax, X, y, NAMES)
    style = {"s": 260, "facecolor": "none", "edgecolor": "black", "linewidth": 2, "zorder": 4}
    ring = ax.scatter([], [], label="last mistake", **style)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False)
    regions = draw_regions(ax, lambda points: -np.ones(len(points)))
    move_line((regions, ring), mistakes_made)
    return regions, ring, *digits


def move_line(moving: Sequence[Artist], mistakes_made: int) -> None:
    """Move what `draw_line` returned to the unit after ``mistakes_made`` mistakes."""
    X, y, mistakes = _learned()
    weights, bias = unit.after_mistakes(X, y, mistakes[:mistakes_made])
    regions, ring, *_digits = moving
    limits, points = regions.get_extent(), regions.get_array().shape[0]
    answer = partial(unit.predict, weights, bias)
    regions.set_data(_answers_on_a_grid(limits, answer, points))
    ring.set_offsets(X[mistakes[mistakes_made - 1 : mistakes_made]])


def describe_line(mistakes_made: int) -> str:
    """The picture of `draw_line` in words."""
    X, y, mistakes = _learned()
    weights, bias = unit.after_mistakes(X, y, mistakes[:mistakes_made])
    right = int((unit.predict(weights, bias, X) == y).sum())
    if mistakes_made == 0:
        return f"Before its first mistake the unit calls all a three: {right} of {len(y)} right."
    last = NAMES[int(y[mistakes[mistakes_made - 1]])]
    return (
        f"After {_counted(mistakes_made)} of {len(mistakes)}, the last at the ringed {last}, "
        f"the unit has {right} of {len(y)} digits on the right side."
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


def _answers_on_a_grid(limits: Sequence[float], answer: Callable, points: int) -> np.ndarray:
    across, up = np.linspace(*limits[:2], points), np.linspace(*limits[2:], points)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    return answer(grid).reshape(points, points)


def _counted(mistakes: int) -> str:
    return "1 mistake" if mistakes == 1 else f"{mistakes} mistakes"
