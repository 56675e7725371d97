"""How long one waits for a server, against how busy the servers are; and what joining queues gains.

Waits are in units of the mean time of service. Erlang's formulas live in
``compmodels.cloud.queues``; a queue that is played through is drawn in ``played``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from compmodels import _validate
from compmodels.cloud.queues import erlang_c
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import counted, figures

BUSY = np.arange(1, 100) / 100  # utilisations at which curves are drawn
MARK = 0.95  # the utilisation that the pictures point out
MARKS = (0.5, 0.7, 0.8, 0.9, 0.95)  # where the gain of joining two queues is written
WAITS = (1e-3, 200)  # the ends of the axis of the waits
LOOKS = (
    ("blue", "-"),
    ("vermillion", "--"),
    ("green", "-."),
    ("purple", (0, (5, 1))),
    ("orange", ":"),
    ("black", (0, (3, 1, 1, 1))),
)
APART = 0.1  # of the height of the axes, from the words at the end of a curve to the next ones
MOST = 1_000  # servers of a curve; the words for more would need more room


def mean_wait(utilisation: float | np.ndarray, servers: int) -> float | np.ndarray:
    """The mean wait of servers that are so busy, in units of the mean time of service.

    Examples
    --------
    >>> round(mean_wait(0.95, 1), 6), round(mean_wait(0.95, 20), 3)
    (19.0, 0.755)
    """
    return erlang_c(utilisation * servers, servers) / (servers * (1 - utilisation))


def draw_waiting(ax: Axes, servers: Sequence[int]) -> None:
    """Draw the mean wait against the utilisation, a curve for each number of servers."""
    _draw_axes(ax)
    ax.plot([100 * MARK] * 2, WAITS, ":", color="grey", linewidth=1)
    for number, (colour, dashes) in zip(servers, LOOKS, strict=False):
        style = {"color": COLOURS[colour], "linewidth": 2}
        ax.plot(100 * BUSY, mean_wait(BUSY, number), linestyle=dashes, **style)
        ax.plot(100 * MARK, mean_wait(MARK, number), "o", color=COLOURS[colour], markersize=6)
    ends = [mean_wait(BUSY[-1], number) for number in servers]
    for number, end, height in zip(servers, ends, _spread(ends), strict=True):
        ax.plot([99, 101], [end, height], "-", color="grey", linewidth=0.8, clip_on=False)
        ax.text(101.5, height, _at_mark(number), va="center", fontsize=10)


def describe_waiting(servers: Sequence[int]) -> str:
    """The picture of `draw_waiting` in words."""
    told = ", ".join(f"{counted(n, 'server')} {few(mean_wait(MARK, n))}" for n in servers)
    return (
        "The mean wait grows without bound as the servers' utilisation comes near 100 %. "
        f"At {100 * MARK:g} % it is, in units of the mean time of service: {told}."
    )


def waiting_picture(servers: Sequence[int] = (1, 4, 20, 100)) -> Picture:
    """The mean wait against the utilisation for several numbers of servers, with the sentences."""
    servers = _validate.counts("servers", servers, shortest=1, most=MOST)
    if len(servers) > len(LOOKS):
        raise _validate.refuse("servers", servers, f"at most {len(LOOKS)} numbers of servers")
    figure = new_figure(720, 430)
    draw_waiting(figure.add_subplot(), servers)
    return Picture(figure, describe_waiting(servers))


def draw_pooling(ax: Axes, servers: int) -> None:
    """Draw the mean wait of two queues with so many servers each, and that of one with all."""
    _draw_axes(ax)
    names = (f"two queues, {counted(servers, 'server')} each", f"one queue, {2 * servers} servers")
    for name, number, (colour, dashes) in zip(names, (servers, 2 * servers), LOOKS, strict=False):
        style = {"color": COLOURS[colour], "linewidth": 2, "label": name}
        ax.plot(100 * BUSY, mean_wait(BUSY, number), linestyle=dashes, **style)
    for busy, apart, joined in zip(MARKS, *_apart_and_joined(servers), strict=True):
        if joined > WAITS[0]:
            ax.plot([100 * busy] * 2, [joined, apart], "o-", color="black", markersize=4)
            words = f"{figures(apart / joined)} times "
            ax.text(100 * busy, apart, words, ha="right", va="bottom", fontsize=10)
    ax.legend(loc="upper left", frameon=False)


def describe_pooling(servers: int) -> str:
    """The picture of `draw_pooling` in words."""
    told = ", ".join(
        f"{figures(apart / joined)} times at {100 * busy:g} %"
        for busy, apart, joined in zip(MARKS, *_apart_and_joined(servers), strict=True)
    )
    return (
        f"In two queues with {counted(servers, 'server')} each, customers wait longer than in one "
        f"queue for all {2 * servers} servers, which are just as busy: {told} utilisation."
    )


def pooling_picture(servers: int = 4) -> Picture:
    """Two queues with so many servers each against one queue for all, with the sentence."""
    servers = _validate.count("servers", servers, most=MOST // 2)
    figure = new_figure(620, 400)
    draw_pooling(figure.add_subplot(), servers)
    return Picture(figure, describe_pooling(servers))


def few(number: float) -> str:
    """A number with three figures, or that it is hardly more than nothing."""
    return "0" if number == 0 else "less than 0.001" if number < 0.001 else figures(number)


def _draw_axes(ax: Axes) -> None:
    """Axes for the mean wait against the utilisation."""
    ax.set(xlim=(0, 100), xticks=range(0, 101, 10), xlabel="utilisation of the servers (%)")
    ax.set(yscale="log", ylim=WAITS, ylabel="mean wait (mean times of service)")
    ax.set_yticks([0.001, 0.01, 0.1, 1, 10, 100], ["0.001", "0.01", "0.1", "1", "10", "100"])


def _spread(ends: Sequence[float]) -> np.ndarray:
    """Heights of words for the ends of curves: near them, but apart and within the axes."""
    low, high = np.log(WAITS)
    places = (np.log(np.maximum(ends, WAITS[0])) - low) / (high - low)
    order = np.argsort(places, kind="stable")
    steps = APART * np.arange(len(ends))
    raised = np.maximum.accumulate(places[order] - steps)
    heights = np.empty(len(ends))
    heights[order] = np.clip(raised, 0.03, 0.97 - steps[-1]) + steps
    return np.exp(low + heights * (high - low))


def _at_mark(servers: int) -> str:
    return f"{counted(servers, 'server')}\n({few(mean_wait(MARK, servers))} at {100 * MARK:g} %)"


def _apart_and_joined(servers: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean waits at `MARKS` with so many servers, and with twice as many."""
    busy = np.array(MARKS)
    return mean_wait(busy, servers), mean_wait(busy, 2 * servers)
