"""A day's load, the servers that a rule starts and stops for it, and the bill.

The load comes from ``compmodels.cloud.load``, servers and rules from ``compmodels.cloud.scaling``.
What a server manages, `PER_SERVER`, is a choice that makes numbers easy, and no measurement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, isclose, log10

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from compmodels import _validate
from compmodels.cloud import load, prices, scaling
from compmodels.cloud.load import Trace
from compmodels.cloud.scaling import Rule, Run, Server
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted

DAY_H = 24
PER_SERVER = 100.0  # requests per second
BURST_H = (20, 21)  # when a burst begins and ends
CLOSER_H = (19.5, 21.5)  # what is also shown larger
BURSTS = (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0)
TOPS = (1.5, 2.2, 3.5, 5.5, 10)  # times a power of ten: where the axis of the requests may end
PRICE = "c5.large us-east-1"  # whose price a server has at the start
STEP = 5  # per cent, from one place of a slider of the utilisation to the next
LOOKS = {
    "served": {"facecolor": "#a6d5f2"},
    "unmet: lost": {"facecolor": "#ffd9bf", "edgecolor": COLOURS["vermillion"], "hatch": "xxxx"},
    "paid, still starting": {"facecolor": "none", "edgecolor": "#6b4a00", "hatch": "////"},
}
WIDE_SPACE = "\N{FIGURE SPACE}"  # as wide as a digit, so that the axes stay where they are
READY = {"color": "black", "linewidth": 1.5}
COLUMNS = {"": 0, "bill (USD)": 0.4, "unmet (%)": 0.57, "idle (%)": 0.74, "paid": 1.0}
START = {
    "above": 80,
    "below": 65,
    "change": 1,
    "start_min": 5,
    "cooldown_min": 10,
    "burst": 1.8,
}
SIZE = (860, 480)


def quiet_day() -> Trace:
    """The load of the day in the demo, without its burst."""
    return load.day(np.random.default_rng(1))


def with_burst(trace: Trace, factor: float) -> Trace:
    """A day's load, with so many times as many requests while the burst lasts."""
    first, end = BURST_H
    within = (trace.hours >= first) & (trace.hours < end)
    return Trace(trace.requests_per_s * np.where(within, factor, 1.0), trace.step_s)


def draw_day(axes: Sequence[Axes], run: Run, other: Run) -> Sequence[Artist]:
    """Draw a day and its bill beside that of another run; return what moves."""
    whole, closer, table = axes
    whole.set(xlim=(0, DAY_H), xticks=range(0, DAY_H + 1, 4), ylabel="requests per second")
    whole.yaxis.set_major_formatter(lambda rate, _: f"{rate:6,.0f}".replace(" ", WIDE_SPACE))
    whole.axvspan(*CLOSER_H, color="#e4e4e4")
    closer.set(xlim=CLOSER_H, xticks=[*BURST_H, sum(BURST_H) / 2, CLOSER_H[1]])
    closer.tick_params("y", labelleft=False)
    closer.set_title("the grey part, closer", loc="left")
    for ax in (whole, closer):
        ax.set_xlabel("hour of the day (h)")
    moving = [artist for ax in (whole, closer) for artist in _draw_load(ax)]
    whole.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, frameon=False)
    moving += _draw_table(table)
    move_day(moving, run, other)
    return moving


def move_day(moving: Sequence[Artist], run: Run, other: Run) -> None:
    """Move what `draw_day` returned to other runs."""
    bands = 2 * (len(LOOKS) + 1)
    for part in (moving[: bands // 2], moving[bands // 2 : bands]):
        _move_load(part, run)
    moving[0].axes.set_ylim(0, axis_top(run))
    told = [text for each in (run, other) for text in _row(each)]
    for cell, text in zip(moving[bands:], told, strict=True):
        cell.set_text(text)


def axis_top(run: Run) -> float:
    """Upper end of the axis of the requests: the least that holds load and capacity."""
    most = 1.02 * max(run.trace.peak, run.server.requests_per_s * run.billed.max())
    power = 10 ** floor(log10(most))
    return power * next(top for top in TOPS if top * power >= most)


def describe_day(run: Run, other: Run) -> str:
    """The picture of `draw_day` in words."""
    return (
        f"On this day {run.trace.mean:,.0f} requests a second come on the average, and "
        f"{run.trace.peak:,.0f} at the peak. {_in_words(run)} {_in_words(other)}"
    )


def describe_rule(rule: Rule, burst: float) -> str:
    """A rule of the demo and the burst that it meets, in words."""
    return (
        f"Above {100 * rule.above:.0f} % utilisation the rule starts "
        f"{counted(rule.change, 'server')}, to serve {_after(rule.start_s)}; below "
        f"{100 * rule.below:.0f} % it stops as many; it may act again {_after(rule.cooldown_s)}. "
        f"{_burst_in_words(burst)}"
    )


def day_picture(run: Run, other: Run | None = None) -> Picture:
    """A day of one run and its bill, with the sentences.

    Parameters
    ----------
    run
        A run of a trace of one day.
    other
        The run that its bill stands beside; without it, that of perfect foresight.
    """
    _of_a_day("run", run, _a_run("run", run).trace)
    other = scaling.foresight(run.trace, run.server) if other is None else _a_run("other", other)
    figure = new_figure(*SIZE)
    draw_day(_three_axes(figure), run, other)
    return Picture(figure, describe_day(run, other))


def bill_picture(runs: Mapping[str, Run]) -> Picture:
    """What each run costs, loses and leaves idle, by its name, with the sentences."""
    if not runs:
        raise _validate.refuse("runs", runs, "at least one run, by its name")
    for name, run in runs.items():
        _a_run(f"runs[{name!r}]", run)
    figure = new_figure(SIZE[0], 90 + 38 * len(runs))
    panels = figure.subplots(1, 3, sharey=True)
    draw_bills(panels, runs)
    return Picture(figure, describe_bills(runs))


def draw_bills(panels: Sequence[Axes], runs: Mapping[str, Run]) -> None:
    """Draw three panels of bars with a bar for each run."""
    looks = ({"facecolor": COLOURS["sky"]}, LOOKS["unmet: lost"], {"facecolor": "#cccccc"})
    heads = ("bill (USD)", "unmet, of the requests (%)", "idle, of the paid capacity (%)")
    columns = zip(*[_numbers(run) for run in runs.values()], strict=True)
    for ax, head, look, column in zip(panels, heads, looks, columns, strict=True):
        lengths = [float(text.replace(",", "")) for text in column]
        bars = ax.barh(range(len(runs)), lengths, height=0.6, **look)
        ax.bar_label(bars, column, padding=4)
        ax.set(xlabel=head, xlim=(0, 1.3 * max(lengths) or 1))
        ax.tick_params("y", length=0)
    panels[0].set_yticks(range(len(runs)), list(runs))
    panels[0].set_ylim(len(runs) - 0.5, -0.5)


def describe_bills(runs: Mapping[str, Run]) -> str:
    """The picture of `draw_bills` in words."""
    return " ".join(_in_words(run, name) for name, run in runs.items())


def day_demo() -> Demo:
    """The load of a day, with a rule, a burst and a price that the reader sets."""
    return day_demo_of(quiet_day())


def day_demo_of(trace: Trace) -> Demo:
    """`day_demo` with another day's load, a trace of 24 hours, which the burst multiplies."""
    _validate.instance("trace", trace, Trace, "such as load.day returns")
    _of_a_day("trace", trace, trace)
    figure = new_figure(*SIZE)
    controls = _controls()
    values = {name: control.value for name, control in controls.items()}
    moving = draw_day(_three_axes(figure), *_runs(trace, values))

    def update(above: int, below: int, **others: float) -> str:
        if below >= above:
            controls["below"].value = below = above - STEP
        values = {"above": above, "below": below, **others}
        run, best = _runs(trace, values)
        move_day(moving, run, best)
        return f"{describe_rule(rule_of(values), values['burst'])} {describe_day(run, best)}"

    title = "How quickly should servers follow the load?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def rule_of(values: Mapping[str, float]) -> Rule:
    """The rule that the controls are set to."""
    return Rule(
        above=values["above"] / 100,
        below=values["below"] / 100,
        change=values["change"],
        start_s=60 * values["start_min"],
        cooldown_s=60 * values["cooldown_min"],
    )


def _runs(trace: Trace, values: Mapping[str, float]) -> tuple[Run, Run]:
    """The runs that the controls are set to: with the rule, and with perfect foresight."""
    day = with_burst(trace, values["burst"])
    server = Server(PER_SERVER, values["usd_per_h"])
    return scaling.autoscaled(day, server, rule_of(values)), scaling.foresight(day, server)


def _controls() -> dict[str, widgets.Widget]:
    """A slider for each number that the reader sets, by name."""
    whole = {
        "above": ("Servers start above (% utilisation)", 50, 95, STEP),
        "below": ("Servers stop below (% utilisation)", 10, 90, STEP),
        "change": ("Servers that start or stop at a time (count)", 1, 10, 1),
        "start_min": ("Time to start a server (minutes)", 0, 20, 1),
        "cooldown_min": ("Rest after each action, the cool-down (minutes)", 0, 30, 1),
    }
    controls: dict[str, widgets.Widget] = {
        name: widgets.IntSlider(START[name], low, high, step, description=label, layout=WIDE)
        for name, (label, low, high, step) in whole.items()
    }
    bursts = [(f"{factor:g}", factor) for factor in BURSTS]
    controls["burst"] = widgets.SelectionSlider(
        options=bursts, value=START["burst"], description="Burst (times the load)", layout=WIDE
    )
    style = {"step": 0.005, "readout_format": ".3f", "layout": WIDE}
    style |= {"description": "Price of a server (USD an hour)"}
    controls["usd_per_h"] = widgets.FloatSlider(prices.price(PRICE), min=0.01, max=0.3, **style)
    return controls


def _draw_load(ax: Axes) -> list[Artist]:
    """Draw bands for what `LOOKS` names, and the line of the ready servers' capacity."""
    bands = [
        ax.add_collection(PolyCollection([], linewidth=0, label=name, **look))
        for name, look in LOOKS.items()
    ]
    return [*bands, *ax.plot([], [], "-", **READY, label="room on the ready servers")]


def _move_load(moving: Sequence[Artist], run: Run) -> None:
    """Move what `_draw_load` returned to another run."""
    *bands, line = moving
    asked, room = run.trace.requests_per_s, run.capacity_per_s
    served, paid = asked - run.lost_per_s, run.server.requests_per_s * run.billed
    times = _corners(np.append(run.trace.hours, run.trace.duration_h))[1:-1]
    pairs = (0 * asked, served), (served, asked), (room, paid)
    for band, (low, high) in zip(bands, pairs, strict=True):
        band.set_verts([_band(times, _corners(low), _corners(high))])
    line.set_data(times, _corners(room))


def _corners(values: np.ndarray) -> np.ndarray:
    """Each value twice, for a line that goes up and down in steps."""
    return np.repeat(values, 2)


def _band(times: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The outline of what lies between two lines."""
    there, back = np.column_stack([times, high]), np.column_stack([times, low])
    return np.concatenate([there, back[::-1]])


def _draw_table(ax: Axes) -> list[Artist]:
    """Draw the heads of the table of bills; return the cells of its two rows."""
    ax.set(xlim=(0, 1), ylim=(2.9, -0.1))
    ax.set_axis_off()
    ax.plot([0, 1], [0.9, 0.9], "-", color="grey", linewidth=1)
    for head, x in COLUMNS.items():
        ax.text(x, 0.4, head, ha=_side(x), va="center")
    places = [(x, row + 0.4) for row in (1, 2) for x in COLUMNS.values()]
    return [ax.text(x, y, "", ha=_side(x), va="center") for x, y in places]


def _side(x: float) -> str:
    return "right" if x else "left"


def _row(run: Run) -> list[str]:
    return [name_of(run), *_numbers(run), _servers(run)]


def name_of(run: Run) -> str:
    """What a run is, as its numbers of servers tell."""
    if np.array_equal(run.billed, scaling.foresight(run.trace, run.server).billed):
        return "perfect foresight"
    if (run.billed == run.billed[0]).all():
        return "a fixed number"
    return "autoscaled"


def _numbers(run: Run) -> tuple[str, str, str]:
    """Bill in US dollars, unmet and idle in per cent."""
    return f"{run.cost_usd:,.2f}", f"{100 * run.unmet:.2f}", f"{100 * run.idle:.1f}"


def _servers(run: Run) -> str:
    """How many servers are paid, from the fewest to the most."""
    least, most = run.billed.min(), run.billed.max()
    return counted(least, "server") if least == most else f"{least} to {most} servers"


def _in_words(run: Run, name: str | None = None) -> str:
    bill, unmet, idle = _numbers(run)
    name = name or name_of(run)
    return (
        f"{name[0].upper()}{name[1:]}: {_servers(run)} are paid, and the bill is {bill} USD; "
        f"{unmet} % of the requests are unmet, {idle} % of the paid capacity is idle."
    )


def _burst_in_words(factor: float) -> str:
    if factor == 1:
        return "No burst comes."
    first, end = BURST_H
    return f"A burst from {first}:00 to {end}:00 multiplies the load by {factor:g}."


def _a_run(name: str, run: object) -> Run:
    return _validate.instance(name, run, Run, "such as scaling.fixed returns")


def _of_a_day(name: str, value: Run | Trace, trace: Trace) -> None:
    """Refuse a run or a trace that is not of a day."""
    if not isclose(trace.duration_h, DAY_H):
        raise _validate.refuse(name, value, f"one of {DAY_H} hours")


def _after(seconds: float) -> str:
    """How long after a minute something comes, which is the next minute at the soonest."""
    minutes = round(seconds / 60)
    return f"after {minutes} minutes" if minutes > 1 else "in the next minute"


def _three_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the day, for a part of it larger, and below for the table of bills."""
    rows = figure.add_gridspec(2, 2, height_ratios=[3.4, 1], width_ratios=[1.7, 1])
    whole = figure.add_subplot(rows[0, 0])
    return whole, figure.add_subplot(rows[0, 1], sharey=whole), figure.add_subplot(rows[1, :])
