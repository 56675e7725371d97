"""A chip as a picture: the cores that it is divided into, and which of them does the serial part.

How fast it is stands in ``chips``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from compmodels.demos._words import counted

CHIPS = (16, 64, 256)  # base cores that there is room for: squares with sides of powers of two
OTHERS = "#d9d9d9"  # colour of the cores that have no serial part to do


def sizes(chip: int) -> tuple[int, ...]:
    """Sizes of a core that can be drawn, in base cores: the powers of two up to the chip's."""
    return tuple(2**power for power in range(int(log2(chip)) + 1))


def rectangles(kind: str, chip: int, core: int) -> np.ndarray:
    """Corners of every core on a chip of side 1, the one that does the serial part first.

    The axes of the array are core, corner, and x or y. A dynamic chip is all base cores; there,
    those that join come first.
    """
    side, (width, height) = int(chip**0.5), _width_and_height(core)
    large, base = _tiles(side, width, height), _tiles(side, 1, 1)
    if kind == "symmetric":
        return large / side
    joined = (base[:, 0] < [width, height]).all(axis=1)
    first = base[joined] if kind == "dynamic" else large[:1]
    return np.concatenate([first, base[~joined]]) / side


def draw_cores(square: Axes) -> Sequence[Artist]:
    """Draw the frame of the chip; return cores, an outline of the serial one, and words."""
    square.set(xlim=(-0.01, 1.01), ylim=(1.01, -0.01), aspect="equal")
    square.set_axis_off()
    cells = square.add_collection(PolyCollection([], edgecolor="white", linewidth=1.2))
    outline = PolyCollection([], facecolor="none", edgecolor="black", linewidth=2.5)
    square.add_collection(outline)
    words = square.text(0.5, -0.03, "", ha="center", va="bottom")
    told = "outlined: does the serial part\n(all cores do the parallel part)"
    square.text(0.5, 1.03, told, ha="center", va="top", fontsize=10)
    return cells, outline, words


def move_cores(artists: Sequence[Artist], kind: str, chip: int, core: int, colour: str) -> None:
    """Move what `draw_cores` returned to another chip, with this colour for the serial part."""
    cells, outline, words = artists
    corners = rectangles(kind, chip, core)
    alone = core if kind == "dynamic" else 1
    cells.set_verts(corners)
    cells.set_facecolor([colour] * alone + [OTHERS] * (len(corners) - alone))
    outline.set_verts(_tiles(1, *_width_and_height(core)) / int(chip**0.5))
    words.set_text(in_words(kind, chip, core))


def in_words(kind: str, chip: int, core: int) -> str:
    """The cores of a chip in words."""
    if core == 1:
        return counted(chip, "base core")
    if core == chip and kind != "dynamic":
        return f"1 core of {core}"
    joining = "all" if core == chip else core
    return {
        "symmetric": f"{chip // core} cores of {core}",
        "asymmetric": f"1 core of {core} and {counted(chip - core, 'base core')}",
        "dynamic": f"{chip} base cores, of which {joining} can join",
    }[kind]


def _width_and_height(core: int) -> tuple[int, int]:
    """Sides of a core of a power of two base cores: equal, or one twice the other."""
    power = int(log2(core))
    return 2 ** (power - power // 2), 2 ** (power // 2)


def _tiles(side: int, width: int, height: int) -> np.ndarray:
    """Corners of tiles that cover a square, row by row; the last may reach beyond it."""
    down, across = np.mgrid[0:side:height, 0:side:width].reshape(2, -1, 1)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]])
    return corners + np.stack([across, down], axis=-1)
