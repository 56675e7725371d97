"""How the points are spread over a class: as a picture, as a sentence and as a line of text."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping

import matplotlib.style
from matplotlib.ticker import MaxNLocator

from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.grading.wording import counted

BLOCKS = " ▁▂▃▄▅▆▇█"
WIDTH = 4  # characters of a column


def picture(distribution: Mapping[int, int]) -> str:
    """The distribution as a bar chart, in the form of an address that holds all of it."""
    with matplotlib.style.context("default"):  # the same bytes, whatever a teacher's own style is
        return "data:image/png;base64," + b64encode(_drawn(distribution)).decode("ascii")


def _drawn(distribution: Mapping[int, int]) -> bytes:
    """The bar chart as a PNG."""
    figure = new_figure(460, 290)
    axes = figure.add_subplot()
    bars = axes.bar(list(distribution), list(distribution.values()), color=COLOURS["blue"])
    axes.bar_label(bars, [count or "" for count in distribution.values()])
    axes.set(xlabel="points, rounded down", ylabel="students", xticks=list(distribution))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.margins(y=0.15)
    return Picture(figure, "").png


def sentence(distribution: Mapping[int, int]) -> str:
    """The same in words."""
    found = [f"{points} for {counted(n, 'student')}" for points, n in distribution.items() if n]
    return f"Points, rounded down: {', '.join(found)}; no other number was earned."


def lines(distribution: Mapping[int, int]) -> list[str]:
    """The same in three lines of characters: counts, bars, points."""
    most = max(distribution.values())
    bars = [BLOCKS[math.ceil(8 * count / most)] for count in distribution.values()]
    counts = [count or "" for count in distribution.values()]
    rows = {"students": counts, "": bars, "points": list(distribution)}
    return [
        f"{name:8}" + "".join(f"{cell:>{WIDTH}}" for cell in row).rstrip()
        for name, row in rows.items()
    ]
