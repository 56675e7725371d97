"""A queue that is played through, beside what Erlang's formulas say of it.

The formulas live in ``compmodels.cloud.queues``, what is played through lives in
``compmodels.cloud.simulation``. The curves of many numbers of servers are drawn in ``waiting``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels import _validate
from compmodels.cloud import simulation
from compmodels.cloud.queues import Queue
from compmodels.cloud.simulation import Waits
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted, padded
from compmodels.demos.cloud.waiting import BUSY, few, mean_wait

SERVERS = (1, 2, 3, 4, 5, 8, 10, 20, 50, 100)
CUSTOMERS = 15_000
WARM_UP_S = 3_000  # from the start, in which the empty queue fills; it does not count
END_S = 15_500  # of the axis of time; no draw lasts longer
TOPS = (10, 30, 60, 120, 200, 400)  # upper ends that the axis of those who wait can have
TRUST = {
    97: "So near to 100 % such a run is too short: the queue still grows after the warm-up, "
    "and runs scatter very much.",
    80: "Runs scatter, since the mean is made of many short queues and a few long ones.",
    0: "Runs scatter a little.",
}  # how far a run can be trusted, from a utilisation in per cent on
RUN, FORMULA = {"color": COLOURS["vermillion"], "linewidth": 2}, {"color": "black", "linewidth": 2}
WARM_UP = {"color": "#e6e6e6", "linewidth": 0, "label": "warm-up"}
START = {"servers": 4, "percent": 90, "draw": 1}
SIZE = (860, 430)


def draw_queue(axes: Sequence[Axes], servers: int, percent: int, draw: int) -> Sequence[Artist]:
    """Draw who waits in one run, and the mean for each utilisation; return what moves."""
    line, curve = axes
    line.set(
        xlim=(0, END_S), xticks=range(0, END_S, WARM_UP_S), ylabel="customers who wait (count)"
    )
    line.xaxis.set_major_formatter("{x:,g}")
    line.yaxis.set_major_formatter(lambda n, _: padded(n, 3))
    line.set_xlabel("time (mean times between two arrivals)")
    curve.set(xlim=(0, 100), xlabel="utilisation (%)")
    curve.tick_params("y", labelleft=False)
    line.axvspan(0, WARM_UP_S, **WARM_UP)
    moving = (*_draw_run(line), *_draw_curve(curve))
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    for ax, columns in ((line, 4), (curve, 2)):
        ax.legend(ncols=columns, frameon=False, columnspacing=1.2, handlelength=1.8, **place)
    move_queue(moving, servers, percent, draw)
    return moving


def move_queue(moving: Sequence[Artist], servers: int, percent: int, draw: int) -> None:
    """Move what `draw_queue` returned to another queue or another draw."""
    steps, run_line, formula_line, curve, run_mark, formula_mark = moving
    played = played_through(servers, percent, draw)
    steps.set_data(*queue_steps(played))
    curve.set_ydata(servers * BUSY * mean_wait(BUSY, servers))
    means = mean_length(played), queue_of(servers, percent).queue_length
    for mean, line, mark in zip(
        means, (run_line, formula_line), (run_mark, formula_mark), strict=True
    ):
        line.set_ydata([mean] * 2)
        mark.set_data([percent], [mean])
    most = max(*steps.get_ydata(), 1.1 * max(means))
    curve.axes.set_ylim(0, next((top for top in TOPS if top > most), TOPS[-1]))


def queue_of(servers: int, percent: int) -> Queue:
    """The queue before servers that are so busy, to which one customer comes a second."""
    return Queue(arrivals_per_s=1, service_s=servers * percent / 100, servers=servers)


@lru_cache(maxsize=4)
def played_through(servers: int, percent: int, draw: int) -> Waits:
    """What the customers of one draw live through; at every queue they come at the same times."""
    return simulation.run(queue_of(servers, percent), CUSTOMERS, np.random.default_rng(draw))


def queue_steps(played: Waits) -> tuple[np.ndarray, np.ndarray]:
    """When the number of those who wait changes until the last has come, and what it is then."""
    times = np.sort([*played.arrivals_s, *(played.arrivals_s + played.waits_s)])
    times = times[times <= played.arrivals_s[-1]]
    return times, played.queue_lengths(times)


def mean_length(played: Waits) -> float:
    """How many customers waited on average, from the warm-up until the last of them came."""
    end = played.arrivals_s[-1]
    spells = played.arrivals_s, played.arrivals_s + played.waits_s
    came, served = (np.clip(times, WARM_UP_S, end) for times in spells)
    return float((served - came).sum() / (end - WARM_UP_S))


def describe_queue(servers: int, percent: int, draw: int) -> str:
    """The picture of `draw_queue` in words."""
    queue, played = queue_of(servers, percent), played_through(servers, percent, draw)
    service = queue.service_s
    by_formula = _in_words(queue.waiting, queue.wait_s / service, queue.queue_length)
    waits = played.waits_s[played.arrivals_s >= WARM_UP_S]
    in_run = _in_words((waits > 0).mean(), waits.mean() / service, mean_length(played))
    return (
        f"With {counted(servers, 'server')} that {'is' if servers == 1 else 'are'} busy "
        f"{percent} % of the time, Erlang's formulas say: {by_formula}. In run {draw}, with "
        f"{CUSTOMERS:,} customers, of whom the first fifth is left out as a warm-up: {in_run}. "
        f"{_trust(percent)}"
    )


def queue_picture(
    servers: int = START["servers"], percent: int = START["percent"], draw: int = START["draw"]
) -> Picture:
    """One run of a queue, and the mean for each utilisation, with the sentences.

    Parameters
    ----------
    servers
        How many servers there are, from 1 to 100.
    percent
        Their utilisation in per cent, from 1 to 99.
    draw
        Which run, from 1: the seed of what is played through.
    """
    _validate.count("servers", servers, most=SERVERS[-1])
    _validate.count("percent", percent, most=99)
    _validate.count("draw", draw)
    figure = new_figure(*SIZE)
    draw_queue(_two_axes(figure), servers, percent, draw)
    return Picture(figure, describe_queue(servers, percent, draw))


def waiting_demo() -> Demo:
    """A queue whose servers, utilisation and draw the reader sets."""
    figure = new_figure(*SIZE)
    moving = draw_queue(_two_axes(figure), **START)

    def update(servers: int, percent: int, draw: int) -> str:
        move_queue(moving, servers, percent, draw)
        return describe_queue(servers, percent, draw)

    title = "How busy may servers be?"
    return Demo(Stage(figure, moving), update, _controls(), title=title)


def _controls() -> dict[str, widgets.Widget]:
    """A slider for each of what `draw_queue` is given, by name."""
    sliders = {"percent": ("Utilisation (%)", 10, 99), "draw": ("Run (which draw)", 1, 20)}
    controls: dict[str, widgets.Widget] = {
        "servers": widgets.SelectionSlider(
            options=SERVERS, value=START["servers"], description="Servers (count)", layout=WIDE
        )
    }
    for name, (label, low, high) in sliders.items():
        controls[name] = widgets.IntSlider(START[name], low, high, description=label, layout=WIDE)
    return controls


def _draw_run(ax: Axes) -> Sequence[Artist]:
    """Draw steps for those who wait in a run, and two lines for means, as yet of nothing."""
    (steps,) = ax.step([], [], "-", where="post", color=COLOURS["blue"], linewidth=1, label="run")
    (run_line,) = ax.plot([WARM_UP_S, END_S], [0, 0], "-", **RUN, label="its mean")
    (formula_line,) = ax.plot([0, END_S], [0, 0], "--", **FORMULA, label="formula's mean")
    return steps, run_line, formula_line


def _draw_curve(ax: Axes) -> Sequence[Artist]:
    """Draw a curve of means, and marks for that of a run and of the formula, as yet of nothing."""
    (curve,) = ax.plot(100 * BUSY, 0 * BUSY, "--", **FORMULA)
    style = {"clip_on": False, "linestyle": "none"}
    hollow = {"markersize": 13, "markeredgewidth": 2, "markerfacecolor": "none", "zorder": 3}
    (run_mark,) = ax.plot([], [], "D", **style, **hollow, **RUN, label="this run")
    (formula_mark,) = ax.plot([], [], "o", markersize=7, **style, **FORMULA, label="formula")
    return curve, run_mark, formula_mark


def _in_words(share: float, wait: float, length: float) -> str:
    return (
        f"{_of_100(share)} of 100 customers wait, the mean wait is {few(wait)} service times, "
        f"and {few(length)} wait in line on average"
    )


def _of_100(share: float) -> str:
    """How many of a hundred, as a whole number."""
    return "none" if share == 0 else "fewer than 1" if share < 0.005 else f"{100 * share:.0f}"


def _trust(percent: int) -> str:
    """How far one may trust a single run."""
    return next(words for least, words in TRUST.items() if percent >= least)


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for a run, and beside them for the means, with one scale for those who wait."""
    return figure.subplots(1, 2, sharey=True, width_ratios=[1.7, 1])
