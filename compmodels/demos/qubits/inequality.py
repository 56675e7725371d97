"""Measured values of the CHSH sum, against the most that an agreement beforehand reaches.

An agreement reaches as far below zero as above, so measured values lose their sign here. The sum
and its bound live in ``compmodels.qubits.entangled``.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.qubits.entangled import chsh, chsh_classical

SHOTS = (3, 10, 30, 100, 300, 1_000, 3_000)  # measurements for each pair of angles
REPEATS = 40  # values of the sum for each of them
SPREAD = 1.25  # the factor by which points of one number of shots are set apart sideways
SIZE = (680, 400)


def is_above(values: np.ndarray) -> np.ndarray:
    """Which sizes no agreement beforehand reaches, apart from rounding."""
    return values > chsh_classical() + 1e-9


def draw_chsh(ax: Axes, values: Mapping[int, np.ndarray]) -> None:
    """Draw a point for each measured size, above its number of shots, and the two bounds."""
    ax.set(xscale="log", xlim=(min(values) / 2, max(values) * 2), ylabel="size of the CHSH sum")
    ax.set_xlabel("measurements for each of the four pairs of angles (count)")
    ax.set_xticks(list(values), [f"{shots:,}" for shots in values])
    ax.minorticks_off()
    most = chsh_classical()
    style = {"linewidth": 1.5}
    ax.axhline(2 * sqrt(2), **style, linestyle="--", color=COLOURS["green"], label="2 sqrt 2")
    ax.axhline(most, **style, linestyle="-", color="black", label="most by an agreement")
    for shots, found in values.items():
        aside = np.geomspace(1 / SPREAD, SPREAD, len(found))
        above = is_above(found)
        for chosen, marker, colour in ((above, "o", "blue"), (~above, "x", "vermillion")):
            look = {"color": COLOURS[colour], "markersize": 5, "linestyle": "none"}
            ax.plot(shots * aside[chosen], found[chosen], marker, **look)
    for name, marker, colour in (("above it", "o", "blue"), ("not above", "x", "vermillion")):
        ax.plot([], [], marker, color=COLOURS[colour], linestyle="none", label=name)
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    ax.legend(ncols=4, frameon=False, columnspacing=1.2, **place)


def describe_chsh(exact: float, values: Mapping[int, np.ndarray]) -> str:
    """The picture of `draw_chsh` in words."""
    most = chsh_classical()
    told = "; ".join(
        f"with {shots:,} the middle half lies from {np.quantile(found, 0.25):.2f} to "
        f"{np.quantile(found, 0.75):.2f}, and {is_above(found).sum()} of {len(found)} above {most}"
        for shots, found in list(values.items())[::2]
    )
    return (
        f"The CHSH sum of this state is {exact:.3f}; partners who agree beforehand reach {most}, "
        "with either sign. Its measured size varies, by the number of measurements for each pair "
        f"of angles: {told}."
    )


def chsh_picture(state: ArrayLike, rng: np.random.Generator) -> Picture:
    """Measured values of the CHSH sum of a state of two qubits, with the sentences."""
    exact, rng = chsh(state), _validate.generator("rng", rng)
    values = {n: np.array([abs(chsh(state, n, rng)) for _ in range(REPEATS)]) for n in SHOTS}
    figure = new_figure(*SIZE)
    draw_chsh(figure.add_subplot(), values)
    return Picture(figure, describe_chsh(exact, values))
