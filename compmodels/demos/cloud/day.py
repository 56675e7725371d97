"""A day's load, the servers that a rule starts and stops for it, and the bill.

The load comes from ``compmodels.cloud.load``, servers and rules from ``compmodels.cloud.scaling``.
What several plans cost, without their servers hour by hour, is shown by ``bill``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, log10

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.cloud import load, prices, scaling
from compmodels.cloud.load import DAY_H, Burst
from compmodels.cloud.scaling import Rule, Run, Server
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted, padded
from compmodels.demos.cloud.bill import LOST, describe_bill

BURST_H, LENGTH_H = 20, 1  # when the demo's burst begins, and how long it lasts
CLOSER_H = (19.5, 21.5)  # what is also shown larger
TOPS = (1.5, 2.2, 3.5, 5.5, 10)  # times a power of ten: where the axis of requests may end
PER_SERVER = 100  # requests per second; a choice that makes numbers easy
PRICE = "c5.large us-east-1"  # whose price a server of the demo has at the start
LOOKS = {
    "served": {"fill": True, "facecolor": "#a6d5f2"},
    "lost": {"fill": True, **LOST},
    "paid, still starting": {"fill": True, "facecolor": "#6b4a0040", "hatch": "////"},
    "room on the ready servers": {"edgecolor": COLOURS["black"], "linewidth": 1.5},
}
TABLE = f"""{"":18}{"bill for a day":>16}{"lost":>10}{"idle":>10}{"most ready":>13}
this plan
perfect foresight"""
SIZE = (860, 480)


def draw_day(axes: Sequence[Axes], run: Run) -> Sequence[Artist]:
    """Draw a day and its bill, beside that of perfect foresight; return what moves."""
    whole, closer, table = axes
    whole.set(xlim=(0, DAY_H), xticks=range(0, DAY_H + 1, 4), ylabel="requests per second")
    whole.yaxis.set_major_formatter(lambda rate, _: padded(rate, 6))
    whole.axvspan(*CLOSER_H, color="#e4e4e4")
    closer.set(xlim=CLOSER_H, xticks=[20, 20.5, 21, 21.5])
    closer.set_title("the grey part, closer", loc="left")
    moving = []
    for ax in (whole, closer):
        ax.set_xlabel("hour of the day (h)")
        for name, look in LOOKS.items():
            low = [0] if "fill" in look else None
            moving.append(ax.stairs([0], [0, DAY_H], baseline=low, label=name, **look))
    whole.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, frameon=False)
    table.set_axis_off()
    style = {"va": "top", "family": "monospace", "fontsize": 11, "transform": table.transAxes}
    table.text(0, 1, TABLE, **style)
    moving.append(table.text(0, 1, "", **style))
    move_day(moving, run)
    return moving


def move_day(moving: Sequence[Artist], run: Run) -> None:
    """Move what `draw_day` returned to another run."""
    *steps, table = moving
    edges = np.append(run.trace.hours, DAY_H)
    for artist, (top, low) in zip(steps, 2 * _heights(run), strict=True):
        artist.set_data(top, edges, low)
    table.axes.set_ylim(0, axis_top(run))
    best = scaling.foresight(run.trace, run.server)
    table.set_text(f"\n{_row(run)}\n{_row(best)}")


def axis_top(run: Run) -> float:
    """Upper end of the axis of requests: the least of a few that holds load and capacity."""
    most = 1.02 * max(run.trace.peak, run.server.requests_per_s * run.billed.max())
    power = 10 ** floor(log10(most))
    return power * next(top for top in TOPS if top * power >= most)


def describe_day(run: Run) -> str:
    """The picture of `draw_day` in words."""
    best = scaling.foresight(run.trace, run.server)
    return (
        f"On this day {run.trace.mean:,.0f} requests a second come on the average, and "
        f"{run.trace.peak:,.0f} at the peak. {describe_bill('this plan', run)} "
        f"{describe_bill('perfect foresight', best)}"
    )


def day_picture(run: Run) -> Picture:
    """A run of a day and its bill, beside that of perfect foresight, with the sentences."""
    _validate.instance("run", run, Run, "such as scaling.autoscaled returns")
    if run.trace.duration_h != DAY_H:
        raise _validate.refuse("run", run, f"one whose trace is {DAY_H} hours long")
    figure = new_figure(*SIZE)
    draw_day(_three_axes(figure), run)
    return Picture(figure, describe_day(run))


def day_demo() -> Demo:
    """A rule, a burst and a price that the reader sets, on the day of the lesson."""
    figure, controls = new_figure(*SIZE), _controls()
    start = {name: control.value for name, control in controls.items()}
    moving = draw_day(_three_axes(figure), run_of(start))

    def update(**values: float) -> str:
        run = run_of(values)
        move_day(moving, run)
        return f"{describe_rule(values)} {describe_day(run)}"

    title = "How quickly should servers follow the load?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def run_of(values: Mapping[str, float]) -> Run:
    """The run that the controls are set to."""
    rule = Rule(
        above=values["above"] / 100,
        below=values["below"] / 100,
        change=values["change"],
        start_s=60 * values["start_min"],
        cooldown_s=60 * values["cooldown_min"],
    )
    burst = Burst(BURST_H, LENGTH_H, values["burst"])
    trace = load.day(np.random.default_rng(1), bursts=[burst])
    return scaling.autoscaled(trace, Server(PER_SERVER, values["usd_per_h"]), rule)


def describe_rule(values: Mapping[str, float]) -> str:
    """What the controls are set to, in words."""
    return (
        f"Above {values['above']} % utilisation the rule starts "
        f"{counted(values['change'], 'server')}, which takes "
        f"{counted(values['start_min'], 'minute')}; below {values['below']} % it stops as many. "
        f"Its cool-down is {counted(values['cooldown_min'], 'minute')}. A burst from {BURST_H} to "
        f"{BURST_H + LENGTH_H} h multiplies the load by {values['burst']:g}."
    )


def _controls() -> dict[str, widgets.Widget]:
    """A slider for each number that the reader sets, by name."""
    sliders = {
        "above": ("Servers start above (% utilisation)", 80, 55, 95, 5),
        "below": ("Servers stop below (% utilisation)", 50, 10, 50, 5),
        "change": ("Servers that start or stop at a time (count)", 2, 1, 10, 1),
        "start_min": ("Time to start a server (minutes)", 2, 0, 20, 1),
        "cooldown_min": ("Rest after each action, the cool-down (minutes)", 5, 0, 30, 1),
        "burst": ("Burst (times the load)", 3, 1, 4, 1),
    }
    controls = {
        name: widgets.IntSlider(*numbers, description=label, layout=WIDE)
        for name, (label, *numbers) in sliders.items()
    }
    style = {"description": "Price of a server (USD an hour)", "readout_format": ".3f"}
    style |= {"min": 0.01, "max": 0.3, "step": 0.005, "layout": WIDE}
    return controls | {"usd_per_h": widgets.FloatSlider(prices.price(PRICE), **style)}


def _heights(run: Run) -> list[tuple[np.ndarray, ArrayLike | None]]:
    """For each of `LOOKS` the upper ends of the steps, and the lower ends of those with an area."""
    asked, room = run.trace.requests_per_s, run.capacity_per_s
    served, paid = asked - run.lost_per_s, run.server.requests_per_s * run.billed
    return [(served, 0), (asked, served), (paid, room), (room, None)]


def _row(run: Run) -> str:
    """The numbers in a row of the table, as the lesson prints them."""
    bill = f"{run.cost_usd:,.2f} USD"
    return f"{bill:>34}{run.unmet:10.2%}{run.idle:10.1%}{run.ready.max():13,}"


def _three_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the day, for a part of it larger, and below for the table of bills."""
    places, ratios = "AB;CC", {"width_ratios": [1.7, 1], "height_ratios": [4.5, 1]}
    return list(figure.subplot_mosaic(places, sharey=True, **ratios).values())
