"""What it costs to divide the same work into more and smaller tasks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import counted, figures

SIZE = (600, 340)


def draw_pieces(ax: Axes, parts: Sequence[int], seconds: np.ndarray) -> None:
    """Draw the time of the same work over the number of tasks that it was divided into."""
    style = {"color": COLOURS["blue"], "markeredgecolor": "black", "markersize": 9}
    ax.plot(parts, seconds, "o-", **style)
    ax.set(
        xlabel="tasks that the work is divided into (count)", ylabel="time until all is done (s)"
    )
    ax.set_xscale("log")
    ax.set_xticks(parts, [f"{number:,}" for number in parts])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_ylim(0, 1.12 * max(seconds))


def describe_pieces(parts: Sequence[int], seconds: np.ndarray) -> str:
    """The picture of `draw_pieces` in words."""
    each = zip(parts, seconds, strict=True)
    times = [f"{figures(time_s)} s in {counted(number, 'task')}" for number, time_s in each]
    best, most = int(np.argmin(seconds)), int(np.argmax(parts))
    told = (
        f"The same work takes {', '.join(times)}. It is fastest in {counted(parts[best], 'task')}"
    )
    if best == most:
        return f"{told}, the most that were tried."
    ratio = figures(seconds[most] / seconds[best])
    return f"{told}; in {parts[most]:,} it takes {ratio} times as long."


def pieces_picture(parts: Sequence[int], seconds: ArrayLike) -> Picture:
    """The same work in fewer and in more tasks, with the sentences.

    Parameters
    ----------
    parts
        Numbers of tasks, rising.
    seconds
        How long the work took with each, or a row of such times for each of many rounds, of which
        the medians are shown.
    """
    parts = _validate.counts("parts", parts, shortest=1)
    rounds = np.atleast_2d(_validate.one_or_many("seconds", seconds, len(parts)))
    seconds = np.median(rounds, axis=0)
    figure = new_figure(*SIZE)
    draw_pieces(figure.add_subplot(), parts, seconds)
    return Picture(figure, describe_pieces(parts, seconds))
