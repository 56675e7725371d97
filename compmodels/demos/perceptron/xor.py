"""XOR: the question that one unit cannot answer and a network with two layers can."""

from __future__ import annotations

import numpy as np

from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.perceptron.line import draw_classes, draw_regions
from compmodels.perceptron import network, unit

NAMES = {1: "answer +1", -1: "answer -1"}


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
