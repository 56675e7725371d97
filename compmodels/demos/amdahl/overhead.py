"""How far more workers help when they wait for each other and have to agree with each other."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from compmodels.amdahl import laws, usl
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted, figures

MOST = 64  # workers on the axis
WORKERS = np.linspace(1, MOST, 253)
TOPS = (3, 6, 12, 18, 35, 70)  # upper ends that the axis of the speed-up can have
CONTENTIONS = tuple(percent / 100 for percent in (0, 1, 2, 3, 4, *range(5, 51, 5)))
COHERENCIES = tuple(percent / 100 for percent in (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1))
START = {"contention": 0.05, "coherency": 0.001, "workers": 8}
SIZE = (660, 420)


def axis_top(contention: float, coherency: float) -> int:
    """Upper end of the axis: room for Gunther's curve, and for Amdahl's as far as twice as high."""
    most = usl.speedup(min(usl.best_workers(contention, coherency), MOST), contention, coherency)
    wanted = min(laws.amdahl(contention, MOST), 2 * most)
    return next(top for top in TOPS if top > wanted)


def draw_overhead(ax: Axes, contention: float, coherency: float, workers: int) -> Sequence[Artist]:
    """Draw the laws of Gunther and Amdahl; return what moves: slope, curves, marks and words."""
    ax.set(xlabel="workers (count)", ylabel="speed-up (times one worker)", xlim=(0, MOST + 1))
    ax.set_xticks([1, *range(8, MOST + 1, 8)])
    ax.yaxis.set_major_locator(MaxNLocator(7, integer=True))
    ax.plot([1, MOST], [1, MOST], ":", color="gray", label="one more worker, one more unit")
    shade = ax.add_patch(Rectangle((0, 0), 0, max(TOPS), color="#fdf0d5"))
    shade.set_label("slower with each further worker")
    style = {"color": COLOURS["orange"], "linewidth": 2, "zorder": 2.1}
    (amdahl,) = ax.plot([], [], "--", **style, label="Amdahl: only waiting")
    style = {"color": COLOURS["blue"], "linewidth": 2.5}
    (gunther,) = ax.plot([], [], "-", **style, label="Gunther: waiting and agreeing")
    (peak,) = ax.plot([], [], "D:", color="black", markersize=8, markevery=[1], label="the peak")
    style = {"color": COLOURS["vermillion"], "markeredgecolor": "black", "markersize": 11}
    (chosen,) = ax.plot([], [], "o", **style, label="chosen number")
    words = ax.text(0, 1.015, "", transform=ax.get_xaxis_transform(), va="bottom")
    ax.legend(loc="lower left", bbox_to_anchor=(-0.08, 1.07), ncols=2, frameon=False)
    moving = (shade, amdahl, gunther, peak, chosen, words)
    move_overhead(moving, contention, coherency, workers)
    return moving


def move_overhead(
    moving: Sequence[Artist], contention: float, coherency: float, workers: int
) -> None:
    """Move what `draw_overhead` returned to other costs or another number of workers."""
    _shade, amdahl, gunther, _peak, chosen, _words = moving
    gunther.set_data(WORKERS, usl.speedup(WORKERS, contention, coherency))
    amdahl.set_data(WORKERS, laws.amdahl(contention, WORKERS))
    chosen.set_data([workers], [usl.speedup(workers, contention, coherency)])
    _move_peak(moving, contention, coherency)
    gunther.axes.set_ylim(0, axis_top(contention, coherency))


def describe_overhead(contention: float, coherency: float, workers: int) -> str:
    """The picture of `draw_overhead` in words."""
    times = figures(usl.speedup(workers, contention, coherency))
    alone = figures(laws.amdahl(contention, workers))
    return (
        f"Of one worker's time, {100 * contention:g} % needs what only one can have at a time, and "
        f"agreeing with each of the others costs {100 * coherency:g} %: "
        f"the speed-up of {counted(workers, 'worker')} is {times}. "
        f"Without agreeing (Amdahl's law) it would be {alone}. "
        f"{_peak_in_words(contention, coherency)}"
    )


def overhead_picture(
    contention: float = START["contention"],
    coherency: float = START["coherency"],
    workers: int = START["workers"],
) -> Picture:
    """Speed-up over workers that wait and agree so much, with the sentences."""
    figure = new_figure(*SIZE)
    draw_overhead(figure.add_subplot(), contention, coherency, workers)
    return Picture(figure, describe_overhead(contention, coherency, workers))


def overhead_demo() -> Demo:
    """Waiting, agreeing and a number of workers that the reader sets."""
    figure = new_figure(*SIZE)
    moving = draw_overhead(figure.add_subplot(), **START)

    def update(contention: float, coherency: float, workers: int) -> str:
        move_overhead(moving, contention, coherency, workers)
        return describe_overhead(contention, coherency, workers)

    return Demo(Stage(figure, moving), update, _controls(), title="How many workers are too many?")


def _controls() -> dict[str, widgets.Widget]:
    """Sliders for what `draw_overhead` is given, by name."""
    sliders = {
        "contention": ("Waiting for a turn (% of one's time)", CONTENTIONS),
        "coherency": ("Agreeing with each other (% of one's time)", COHERENCIES),
    }
    controls = {
        name: widgets.SelectionSlider(
            options=[(f"{100 * share:g}", share) for share in shares],
            value=START[name],
            description=label,
            layout=WIDE,
        )
        for name, (label, shares) in sliders.items()
    }
    workers = widgets.IntSlider(
        START["workers"], 1, MOST, description="Workers (count)", layout=WIDE
    )
    return controls | {"workers": workers}


def _move_peak(moving: Sequence[Artist], contention: float, coherency: float) -> None:
    """Move shade, mark and words to the peak, or hide them where it is not on the axis."""
    shade, *_, peak, _chosen, words = moving
    best = usl.best_workers(contention, coherency)
    for artist in (shade, peak, words):
        artist.set_visible(best <= MOST)
    if best <= MOST:
        shade.set(x=best, width=MOST + 1 - best)
        peak.set_data([best] * 2, [max(TOPS), usl.speedup(best, contention, coherency)])
        words.set(x=best, text=f"peak: {counted(best, 'worker')}", ha=_side(best))


def _peak_in_words(contention: float, coherency: float) -> str:
    best = usl.best_workers(contention, coherency)
    if not np.isfinite(best):
        return f"Each further worker helps{', if ever less' if contention else ''}."
    most = figures(usl.speedup(best, contention, coherency))
    where = "" if best <= MOST else ", beyond the picture's edge"
    there = f"{counted(best, 'worker')}{where}"
    return f"The peak is {most}, with {there}; each further one makes all slower."


def _side(workers: float) -> str:
    """Which side of the words stands at so many workers, so that they stay inside the picture."""
    return "left" if workers < MOST / 6 else "right" if workers > MOST * 5 / 6 else "center"
