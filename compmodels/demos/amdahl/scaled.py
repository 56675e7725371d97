"""Two questions about many workers: the same job sooner, or more work in the same time?"""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels.amdahl import laws
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted, figures

PERCENTS = (0, 0.1, 0.2, 0.4, 0.8, 1, 2, 5, 10, 20, 30, 40, 50)
WORKERS = tuple(2**power for power in range(11))
CURVE = np.geomspace(WORKERS[0], WORKERS[-1], 101)
ROWS = (0.0, 1.0, 2.6, 3.6)  # of the four bars, with room for a question above each two
BARS = ("same job,\n1 worker", "same job,\nn workers", "larger job,\nn workers")
BARS += ("larger job,\n1 worker",)
QUESTIONS = ("Amdahl: how much sooner is the job done?", "Gustafson: how much more is done?")
SHOWN = 2.0  # the longest bar that is shown whole, in times of today's job on one worker
LOOKS = {
    "serial": {"color": COLOURS["orange"], "edgecolor": "#4d3500", "hatch": "////"},
    "parallel": {"color": COLOURS["sky"], "edgecolor": "#1d4e6b"},
}
START = {"serial": 0.2, "workers": 16}
SIZE = (860, 430)


def bar_times(serial: float, workers: int) -> tuple[tuple[float, float], ...]:
    """Serial and parallel time of each bar, in times of today's job on one worker."""
    parallel = 1 - serial
    same = (serial, parallel), (serial, parallel / workers)
    larger = (serial, parallel), (serial, parallel * workers)
    return *same, *larger


def draw_scaled(axes: Sequence[Axes], serial: float, workers: int) -> Sequence[Artist]:
    """Draw the times and both speed-ups; return what moves."""
    times, chart = axes
    moving = (*_draw_bars(times), *_draw_speedups(chart))
    move_scaled(moving, serial, workers)
    return moving


def move_scaled(moving: Sequence[Artist], serial: float, workers: int) -> None:
    """Move what `draw_scaled` returned to another share or number of workers."""
    bars, totals, cut = moving[:8], moving[8:12], moving[12]
    limit, fixed, scaled, fixed_mark, scaled_mark = moving[13:]
    each = bar_times(serial, workers)
    for first, second, words, (one, other) in zip(bars[::2], bars[1::2], totals, each, strict=True):
        first.set_width(one)
        second.set(x=one, width=min(other, SHOWN - one))
        words.set(x=min(one + other, SHOWN) + 0.03, text=_length(one + other))
    cut.set_visible(sum(each[-1]) > SHOWN)
    limit.set_ydata([laws.limit(serial)] * 2)
    for law, curve, mark in (
        (laws.amdahl, fixed, fixed_mark),
        (laws.gustafson, scaled, scaled_mark),
    ):
        curve.set_ydata(law(serial, CURVE))
        mark.set_data([workers], [law(serial, workers)])


def describe_scaled(serial: float, workers: int) -> str:
    """The picture of `draw_scaled` in words."""
    share, crew = f"{100 * serial:.3g} %", counted(workers, "worker")
    fixed, scaled = laws.amdahl(serial, workers), laws.gustafson(serial, workers)
    seen = 100 * laws.serial_on_one(serial, workers)
    return (
        f"Amdahl asks how much sooner the same job is done. If {share} of one worker's time is "
        f"serial, the speed-up of {crew} is {figures(fixed)}, and {_limit_in_words(serial)}. "
        f"Gustafson asks how much more is done in the same time. If {share} of the time of the run "
        f"on {crew} is serial, one worker would take {figures(scaled)} times as long for that "
        f"larger job, and {seen:.3g} % of that longer time would be serial."
    )


def scaled_picture(serial: float = START["serial"], workers: int = START["workers"]) -> Picture:
    """Both questions for this serial share and number of workers, with the sentences."""
    figure = new_figure(*SIZE)
    draw_scaled(_two_axes(figure), serial, workers)
    return Picture(figure, describe_scaled(serial, workers))


def scaled_demo() -> Demo:
    """A serial share and a number of workers that the reader chooses, for both questions."""
    figure = new_figure(*SIZE)
    moving = draw_scaled(_two_axes(figure), **START)
    sliders = {
        "serial": ("Serial share (%)", [(f"{each:g}", each / 100) for each in PERCENTS]),
        "workers": ("Workers (count)", [(f"{each:,}", each) for each in WORKERS]),
    }
    controls = {
        name: widgets.SelectionSlider(
            options=options, value=START[name], description=label, layout=WIDE
        )
        for name, (label, options) in sliders.items()
    }

    def update(serial: float, workers: int) -> str:
        move_scaled(moving, serial, workers)
        return describe_scaled(serial, workers)

    title = "The same job sooner, or more work in the same time?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _limit_in_words(serial: float) -> str:
    if serial == 0:
        return "nothing limits what more workers give"
    return f"no number of workers passes {figures(laws.limit(serial))}"


def _length(time: float) -> str:
    """The length of a bar in words, which says so if the bar is cut."""
    return figures(time) + ("\n(cut)" if time > SHOWN else "")


def _draw_bars(ax: Axes) -> Sequence[Artist]:
    """Draw the axes of the times; return the parts of four bars, their lengths and a break."""
    ax.set(xlim=(0, SHOWN + 0.4), ylim=(ROWS[-1] + 0.55, -0.85))
    ax.set(xlabel="time (of the same job on 1 worker = 1)", xticks=[0, 0.5, 1, 1.5, 2])
    ax.set_yticks(ROWS, BARS)
    ax.tick_params("y", length=0)
    for row, question in zip(ROWS[::2], QUESTIONS, strict=True):
        ax.text(0, row - 0.6, question, va="center", fontsize=11)
    parts = [
        ax.barh(row, 0, height=0.6, label=kind if row == 0 else None, **look)[0]
        for row in ROWS
        for kind, look in LOOKS.items()
    ]
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0)
    totals = [ax.text(0, row, "", va="center") for row in ROWS]
    gap = np.array([1.86, 1.9]), np.array([1, -1]) * 0.4 + ROWS[-1]
    (cut,) = ax.plot(*gap, color="white", linewidth=5)
    return *parts, *totals, cut


def _draw_speedups(ax: Axes) -> Sequence[Artist]:
    """Draw the axes of both speed-ups; return a limit, two curves and their marks."""
    ax.set(xlabel="workers n (count)", ylabel="speed-up (times as fast as 1 worker)")
    for axis, scale in ((ax.xaxis, ax.set_xscale), (ax.yaxis, ax.set_yscale)):
        scale("log", base=2)
        axis.set_ticks(WORKERS[::2], [f"{each:,}" for each in WORKERS[::2]])
    ax.set(xlim=(0.8, 1_300), ylim=(0.8, 1_300))
    fixed, scaled = (
        {"color": COLOURS[name], "linewidth": 2, "markeredgewidth": 2, "markersize": size}
        for name, size in (("blue", 7), ("vermillion", 13))
    )
    (limit,) = ax.plot([0.8, 1_300], [1, 1], ":", color="black")
    curves = [ax.plot(CURVE, CURVE, "-", **fixed)[0], ax.plot(CURVE, CURVE, "--", **scaled)[0]]
    marks = [
        ax.plot([], [], "o", **fixed)[0],
        ax.plot([], [], "s", markerfacecolor="none", **scaled)[0],
    ]
    keys = dict(zip(("same job", "larger job"), zip(curves, marks, strict=True), strict=True))
    keys["limit, same job"] = limit
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0, "ncols": 2}
    ax.legend(keys.values(), keys, frameon=False, columnspacing=1.2, **place)
    return limit, *curves, *marks


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the times, and beside them for the speed-ups."""
    return figure.subplots(1, 2, width_ratios=[1.3, 1])
