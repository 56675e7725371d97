"""The experiment of 1958: cards with a mark at the left or the right, and what a unit learns."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels import datasets
from compmodels.demos._stage import Picture, new_figure

SIDE = datasets.SIDE


def draw_retina(ax: Axes, picture: np.ndarray, title: str = "") -> None:
    """Draw 400 cells as a picture of 20 x 20, ink black on white."""
    ax.imshow(picture.reshape(SIDE, SIDE), cmap="gray_r", vmin=0, vmax=1)
    ax.set(xticks=[], yticks=[], title=title)
    ax.spines[:].set_visible(True)


def draw_weights(figure: Figure, ax: Axes, weights: np.ndarray) -> None:
    """Draw the weight of each photocell, red for "right" and blue for "left"."""
    largest = abs(weights).max()
    shown = ax.imshow(weights.reshape(SIDE, SIDE), cmap="RdBu_r", vmin=-largest, vmax=largest)
    ax.set(xticks=[], yticks=[], title="weights learned")
    figure.colorbar(shown, ax=ax, label="weight (no unit)")


def cards_picture(X: np.ndarray, y: np.ndarray, weights: np.ndarray) -> Picture:
    """The first three of the cards ``X`` with their sides ``y``, and the weights learned."""
    figure = new_figure(760, 210)
    axes = figure.subplots(1, 4, width_ratios=[1, 1, 1, 1.35])
    sides = ["right" if side > 0 else "left" for side in y[:3]]
    for ax, card, side in zip(axes, X, sides, strict=False):
        draw_retina(ax, card, side)
    draw_weights(figure, axes[3], weights)
    half = weights.reshape(SIDE, 2, SIDE // 2).mean(axis=(0, 2))
    return Picture(
        figure,
        f"Three cards, marked {sides[0]}, {sides[1]} and {sides[2]}, and the weights that were "
        f"learned: on average {half[0]:.2f} in the left half and {half[1]:.2f} in the right.",
    )
