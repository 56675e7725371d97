"""XOR: the question that one unit cannot answer and a network with two layers can."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.perceptron.line import TINTS, draw_classes
from compmodels.perceptron import network, unit

NAMES = {1: "answer +1", -1: "answer -1"}


def draw_regions(ax: Axes, answer: Callable, points: int = 300) -> None:
    """Shade where ``answer`` (points of shape (n, 2) to +1 or -1) says +1 and where -1."""
    limits = (*ax.get_xlim(), *ax.get_ylim())
    across, up = np.linspace(*limits[:2], points), np.linspace(*limits[2:], points)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    shades = ListedColormap([TINTS[-1], TINTS[1]])
    ax.imshow(
        answer(grid).reshape(points, points),
        shades,
        extent=limits,
        origin="lower",
        interpolation="nearest",
    )


def xor_picture(X: np.ndarray, y: np.ndarray, single: unit.Run, two: network.Run) -> Picture:
    """How a single unit and a two-layer network divide the plane, with the sentence."""
    figure = new_figure(760, 340)
    answers = {
        "one unit": lambda points: unit.predict(single.weights, single.bias, points),
        "two layers": lambda points: network.predict(two.network, points),
    }
    for ax, (title, answer) in zip(figure.subplots(1, 2), answers.items(), strict=True):
        ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xticks=[0, 1], yticks=[0, 1], title=title)
        ax.set(xlabel="first input (bit)", ylabel="second input (bit)")
        draw_classes(ax, X, y, NAMES)
        draw_regions(ax, answer)
    figure.axes[0].legend(loc="center")
    right = [int((answer(X) == y).sum()) for answer in answers.values()]
    return Picture(
        figure,
        f"One unit divides the plane by a single line and has {right[0]} of 4 corners right; "
        f"two layers divide it twice and have {right[1]} of 4 right.",
    )
