"""What a matrix product waits for on a machine: its memory, or its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

import ipywidgets as widgets
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import figures
from compmodels.matrix import product
from compmodels.matrix.machines import EPYC_9654, H100_SXM5
from compmodels.matrix.roofline import (
    Point,
    Roofs,
    attainable,
    bound,
    product_intensity,
    share_of_roof,
)

THIS = "this machine (one core)"
SHEETS = {
    one.name: Roofs(one.operations_per_s, one.memory_bytes_per_s) for one in (EPYC_9654, H100_SXM5)
}
LOOKS = {THIS: ("-", "blue"), EPYC_9654.name: ("--", "orange"), H100_SXM5.name: ("-.", "green")}
MARKERS = "os^Dvph*<>"
ROWS, INNER = (tuple(2**power for power in powers) for powers in (range(13), range(4, 15)))
LEAST, MOST = 0.08, 4_000  # FLOP per byte; every product that can be chosen lies in between
FADED = 0.25
WAITS_FOR = {"memory": "the memory", "compute": "the arithmetic"}
START = {"machine": THIS, "rows": 1, "inner": 4_096}
TIMES_S = (1e-12, 1e4)
SIZE = (760, 520)


def draw_roofline(
    axes: Sequence[Axes],
    roofs: Roofs,
    points: Sequence[Point],
    machine: str,
    rows: int,
    inner: int,
) -> Sequence[Artist]:
    """Draw roofs, points and one product with its times; return what moves."""
    chart, times = axes
    chart.set(xscale="log", yscale="log", xlim=(LEAST, MOST), ylim=_speeds(roofs, points))
    chart.set(xlabel="arithmetic intensity (FLOP per byte)", ylabel="speed (FLOP/s)")
    chart.set_xticks([0.1, 1, 10, 100, 1_000], ["0.1", "1", "10", "100", "1,000"])
    chart.yaxis.set_major_formatter(EngFormatter(places=0))
    for name, each in _all_roofs(roofs).items():
        dashes, colour = LOOKS[name]
        chart.plot(*_outline(each), dashes, color=COLOURS[colour], linewidth=1.5, label=name)
    moving = (*_draw_chosen(chart), *_draw_times(times), *_draw_points(chart, points))
    chart.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)
    move_roofline(moving, roofs, machine, rows, inner)
    return moving


def move_roofline(
    moving: Sequence[Artist], roofs: Roofs, machine: str, rows: int, inner: int
) -> None:
    """Move what `draw_roofline` returned to another machine or product."""
    roof, ridge, left, right, best, *bars = moving[:7]
    chosen, intensity = _all_roofs(roofs)[machine], product_intensity(rows, inner, inner)
    roof.set_data(*_outline(chosen))
    ridge.set_data([chosen.ridge] * 2, [best.axes.get_ylim()[0], chosen.operations_per_s])
    for words in (left, right):
        words.set_x(chosen.ridge)
    best.set_data([intensity], [_attainable(chosen, intensity)])
    seconds = times_s(chosen, rows, inner)
    for bar, each in zip(bars, seconds, strict=True):
        bar.set(width=each - TIMES_S[0], hatch="//" if each == max(seconds) else None)
    for group in moving[7:]:
        group.set_alpha(1 if machine == THIS else FADED)


def times_s(roofs: Roofs, rows: int, inner: int) -> tuple[float, float]:
    """Seconds that a product's bytes take at the least, and those that its operations take."""
    flop = product.operations(rows, inner, inner)
    bytes_moved = flop / product_intensity(rows, inner, inner)
    return bytes_moved / roofs.bytes_per_s, flop / roofs.operations_per_s


def describe_roofline(roofs: Roofs, machine: str, rows: int, inner: int) -> str:
    """The product in the picture of `draw_roofline` in words."""
    chosen, intensity = _all_roofs(roofs)[machine], product_intensity(rows, inner, inner)
    flop, speed = product.operations(rows, inner, inner), _attainable(chosen, intensity)
    limit = WAITS_FOR[bound(intensity, chosen.operations_per_s, chosen.bytes_per_s)]
    share = 100 * speed / chosen.operations_per_s
    return (
        f"On {machine}, {rows:,} {'row' if rows == 1 else 'rows'} times a matrix of "
        f"{inner:,} x {inner:,} needs {_in(flop, 'FLOP')} and moves at least "
        f"{_in(flop / intensity, 'B')}, {figures(intensity)} FLOP per byte. It waits for {limit}: "
        f"at most {_in(speed, 'FLOP/s')}, {share:.3g} % of what the arithmetic can do, "
        f"so at least {_in(flop / speed, 's')}."
    )


def describe_points(roofs: Roofs, points: Sequence[Point]) -> str:
    """How the measured points lie below the measured roofs, in words."""
    lowest, *_, highest = sorted(points, key=lambda point: share_of_roof(point, roofs))
    low, high = (100 * share_of_roof(point, roofs) for point in (lowest, highest))
    return (
        f"This machine's roofs are {_in(roofs.operations_per_s, 'FLOP/s')} and "
        f"{_in(roofs.bytes_per_s, 'B/s')}; they meet at {roofs.ridge:.3g} FLOP per byte. Of "
        f"{len(points)} points measured, the lowest ({lowest.name}) reaches {low:.2g} % of the "
        f"roof above it, the highest ({highest.name}) {high:.3g} %."
    )


def roofline_picture(
    roofs: Roofs,
    points: Sequence[Point],
    machine: str = START["machine"],
    rows: int = START["rows"],
    inner: int = START["inner"],
) -> Picture:
    """The measured roofs and points and one product, with the sentences."""
    figure = new_figure(*SIZE)
    draw_roofline(_two_axes(figure), roofs, points, machine, rows, inner)
    sentence = f"{describe_points(roofs, points)} {describe_roofline(roofs, machine, rows, inner)}"
    return Picture(figure, sentence)


def roofline_demo(roofs: Roofs, points: Sequence[Point]) -> Demo:
    """A machine and a product that the reader chooses, beside what was measured."""
    figure = new_figure(*SIZE)
    moving = draw_roofline(_two_axes(figure), roofs, points, **START)
    sides = {"rows": ("Rows in a batch (count)", ROWS), "inner": ("Matrix side (count)", INNER)}
    controls = {"machine": widgets.Dropdown(options=list(LOOKS), description="Machine")}
    for name, (label, sizes) in sides.items():
        options = [(f"{size:,}", size) for size in sizes]
        controls[name] = widgets.SelectionSlider(
            options=options, value=START[name], description=label, layout=WIDE
        )

    def update(machine: str, rows: int, inner: int) -> str:
        move_roofline(moving, roofs, machine, rows, inner)
        return describe_roofline(roofs, machine, rows, inner)

    title = "Does it wait for the memory or for the arithmetic?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _all_roofs(roofs: Roofs) -> dict[str, Roofs]:
    """The roofs that were measured, and those of two machines from their data sheets."""
    return {THIS: roofs} | SHEETS


def _attainable(roofs: Roofs, intensity: float) -> float:
    return attainable(intensity, roofs.operations_per_s, roofs.bytes_per_s)


def _outline(roofs: Roofs) -> tuple[list[float], list[float]]:
    """The roof as a line: intensities at its ends and its ridge, and FLOP per second there."""
    intensities = [LEAST, roofs.ridge, MOST]
    return intensities, [_attainable(roofs, each) for each in intensities]


def _speeds(roofs: Roofs, points: Sequence[Point]) -> tuple[float, float]:
    """Limits of the axis of speed, with room for all roofs and points, and for words below."""
    every = _all_roofs(roofs).values()
    lowest = [_attainable(each, LEAST) for each in every] + [p.operations_per_s for p in points]
    return min(lowest) / 6, max(each.operations_per_s for each in every) * 3


def _draw_chosen(chart: Axes) -> list[Artist]:
    """Draw what belongs to the chosen machine and product: roof, ridge, words and a star."""
    (roof,) = chart.plot([], [], color="black", linewidth=3.5, label="chosen")
    (ridge,) = chart.plot([], [], ":", color="black", linewidth=1.5)
    words = [
        chart.text(1, chart.get_ylim()[0] * 1.3, f" waits for {what} ", ha=side)
        for what, side in zip(WAITS_FOR.values(), ("right", "left"), strict=True)
    ]
    style = {"color": COLOURS["vermillion"], "markersize": 18, "markeredgecolor": "black"}
    return [roof, ridge, *words, *chart.plot([], [], "*", **style, label="product, at best")]


def _draw_times(ax: Axes) -> list[Artist]:
    """Draw the axis of the times, with a bar for the bytes and one for the operations."""
    ax.set(xscale="log", xlim=TIMES_S, xlabel="time of the product at best (s; hatched: longer)")
    ax.xaxis.set_major_formatter(EngFormatter(places=0))
    bars = ax.barh(["memory", "arithmetic"], [0, 0], left=TIMES_S[0], color=COLOURS["sky"])
    for bar in bars:
        bar.set_edgecolor("black")
    ax.set_ylim(1.6, -0.6)
    return list(bars)


def _draw_points(ax: Axes, points: Sequence[Point]) -> list[Artist]:
    """Draw the measured points, those of a kind (what comes before a comma) with one marker."""
    kinds: dict[str, list[Point]] = {}
    for point in points:
        kinds.setdefault(point.name.split(",")[0], []).append(point)
    style = {"linestyle": "none", "color": COLOURS["purple"], "markeredgecolor": "black"}
    drawn = []
    for (kind, group), marker in zip(kinds.items(), cycle(MARKERS), strict=False):
        places = [(point.intensity, point.operations_per_s) for point in group]
        drawn += ax.plot(*zip(*places, strict=True), marker, **style, markersize=8, label=kind)
    return drawn


def _in(number: float, unit: str) -> str:
    return EngFormatter(unit=unit, places=1)(number)


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the roofs, and below them for the times."""
    return figure.subplots(2, 1, height_ratios=[5, 1])
