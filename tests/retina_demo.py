"""A retina whose ink is counted in a bar: the tests of the retina in a demo use it."""

from __future__ import annotations

import numpy as np

from compmodels.demos._demo import Demo
from compmodels.demos._retina import Retina
from compmodels.demos._stage import Stage, new_figure


def ink_demo(size: int = 20) -> Demo:
    """A retina of ``size`` by ``size`` cells, and how many of them are painted."""
    figure = new_figure(400, 200)
    axes = figure.add_subplot()
    axes.set(xlabel="painted cells (count)", xlim=(0, size * size), yticks=[])
    (bar,) = axes.barh([0], [1])

    def update(pixels: list[int]) -> str:
        painted = int(np.sum(pixels))
        bar.set_width(painted)
        return f"{painted} of {size * size} cells are painted."

    retina = Retina(rows=size, columns=size, label="Retina to paint on")
    return Demo(Stage(figure, [bar]), update, {"pixels": retina}, title="Ink")
