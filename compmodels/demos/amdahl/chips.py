"""How a chip's room is best divided into cores: many small ones, few large ones, or both.

The picture of the chip itself is drawn in ``cores``.
"""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from compmodels import _validate
from compmodels.amdahl import chips
from compmodels.amdahl.chips import KINDS, Best
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted, figures
from compmodels.demos.amdahl.cores import CHIPS, draw_cores, in_words, move_cores, sizes

SERIALS = (0.001, 0.01, 0.025, 0.1, 0.5)
FORMULAS = dict(zip(KINDS, (chips.symmetric, chips.asymmetric, chips.dynamic), strict=True))
LOOKS = {
    "symmetric": ("blue", "-", "s"),
    "asymmetric": ("vermillion", "--", "^"),
    "dynamic": ("green", "-.", "D"),
}
BEHIND = 0.35  # of the axis of sizes lies behind the largest core, for words
APART = 0.13  # of the height of the axes, from words to words
TOPS = {16: (18,), 64: (18, 70), 256: (115, 280)}  # upper ends of the speed-ups for each chip
HOLLOW = {"markerfacecolor": "none", "markersize": 11, "markeredgewidth": 2}
START = {"kind": "symmetric", "serial": 0.025, "chip": 256, "core": 4}
SIZE = (840, 420)


def draw_chips(
    axes: Sequence[Axes], kind: str, serial: float, chip: int, core: int
) -> Sequence[Artist]:
    """Draw the chip and the speed-ups of each kind; return what moves."""
    square, chart = axes
    chart.set(xlabel="size of the (large) core (base cores)")
    chart.set(ylabel="speed-up (times one base core)")
    chart.set_xscale("log", base=2)
    chart.minorticks_off()
    chart.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    moving = (*draw_cores(square), *_draw_chosen(chart), *_draw_curves(chart), *_draw_best(chart))
    chart.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, frameon=False)
    move_chips(moving, kind, serial, chip, core)
    return moving


def move_chips(moving: Sequence[Artist], kind: str, serial: float, chip: int, core: int) -> None:
    """Move what `draw_chips` returned to another chip or job."""
    *cores, chosen = moving[:4]
    move_cores(cores, kind, chip, core, COLOURS[LOOKS[kind][0]])
    chosen.set_data([core], [FORMULAS[kind](serial, chip, core)])
    places = np.geomspace(1, chip, 129)
    for curve, (each, formula) in zip(moving[4:7], FORMULAS.items(), strict=True):
        width = 3 if each == kind else 1.5
        curve.set(data=(places, formula(serial, chip, places)), linewidth=width)
    _set_limits(chosen.axes, serial, chip)
    _move_best(moving[7:], serial, chip)


def axis_top(serial: float, chip: int) -> int:
    """Upper end of the axis of the speed-ups: the least of `TOPS` that holds all of them."""
    most = chips.best("dynamic", serial, chip).speedup
    return next(top for top in TOPS[chip] if top > most)


def describe_chips(kind: str, serial: float, chip: int, core: int) -> str:
    """The picture of `draw_chips` in words."""
    found = {each: chips.best(each, serial, chip) for each in KINDS}
    times = figures(FORMULAS[kind](serial, chip, core))
    others = [
        f"the best {each} one {figures(found[each].speedup)}" for each in KINDS if each != kind
    ]
    return (
        f"With room for {chip} base cores, {_article(kind)} chip of "
        f"{in_words(kind, chip, core)} is {times} times as fast as one base core, "
        f"when {100 * serial:g} % of that one's time is serial. The best {kind} chip reaches "
        f"{figures(found[kind].speedup)} times, {_how(found[kind])}; {' and '.join(others)}."
    )


def chips_picture(
    serial: float = START["serial"],
    chip: int = START["chip"],
    kind: str = START["kind"],
    core: int = START["core"],
) -> Picture:
    """A chip, and the speed-ups of all kinds of chips of its size, with the sentences."""
    if kind not in KINDS:
        raise _validate.refuse("kind", kind, ", ".join(KINDS))
    if chip not in CHIPS:
        raise _validate.refuse("chip", chip, ", ".join(map(str, CHIPS)))
    if core not in sizes(chip):
        raise _validate.refuse("core", core, f"a power of two from 1 to {chip}")
    figure = new_figure(*SIZE)
    draw_chips(_two_axes(figure), kind, serial, chip, core)
    return Picture(figure, describe_chips(kind, serial, chip, core))


def chips_demo() -> Demo:
    """A chip and a job that the reader chooses."""
    figure = new_figure(*SIZE)
    moving = draw_chips(_two_axes(figure), **START)
    shares = [(f"{100 * serial:g}", serial) for serial in SERIALS]
    size = {"options": sizes(max(CHIPS)), "description": "Size of the (large) core (base cores)"}
    controls = {
        "kind": widgets.Dropdown(options=KINDS, description="Kind of chip"),
        "serial": widgets.SelectionSlider(options=shares, description="Serial share (%)"),
        "chip": widgets.Dropdown(options=CHIPS, description="Room on the chip (base cores)"),
        "core": widgets.SelectionSlider(**size, layout=WIDE),
    }
    for name, control in controls.items():
        control.value = START[name]

    def update(kind: str, serial: float, chip: int, core: int) -> str:
        if core > chip:
            controls["core"].value = core = chip
        move_chips(moving, kind, serial, chip, core)
        return describe_chips(kind, serial, chip, core)

    title = "Many small cores or few large ones?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _draw_chosen(chart: Axes) -> Sequence[Artist]:
    """Draw the marks that the legend explains; return that of the chosen chip."""
    style = {"markersize": 11, "markeredgecolor": "black", "zorder": 4}
    chosen = chart.plot([], [], "o", color=COLOURS["yellow"], **style, label="this chip")
    chart.plot([], [], "s", color="black", **HOLLOW, label="best of its kind")
    return chosen


def _draw_curves(chart: Axes) -> Sequence[Artist]:
    """A curve for each kind."""
    return [
        chart.plot([], [], dashes, color=COLOURS[colour])[0]
        for colour, dashes, _marker in LOOKS.values()
    ]


def _draw_best(chart: Axes) -> Sequence[Artist]:
    """A mark for the best, words and a line to the words, for each kind in turn."""
    drawn: list[Artist] = []
    for colour, _dashes, marker in LOOKS.values():
        drawn += chart.plot([], [], marker, color=COLOURS[colour], **HOLLOW)
        drawn += chart.plot([], [], "-", color=COLOURS[colour], linewidth=0.8)
        drawn.append(chart.text(1, 1, "", va="center", fontsize=10, linespacing=0.95))
    return drawn


def _move_best(drawn: Sequence[Artist], serial: float, chip: int) -> None:
    """Move what `_draw_best` returned to another job or chip."""
    ends = [formula(serial, chip, chip) for formula in FORMULAS.values()]
    heights = _spread(ends, top=drawn[0].axes.get_ylim()[1])
    for place, (kind, end) in enumerate(zip(KINDS, ends, strict=True)):
        mark, line, words = drawn[3 * place : 3 * place + 3]
        found = chips.best(kind, serial, chip)
        mark.set_data([found.core], [found.speedup])
        line.set_data([chip, chip**1.07], [end, heights[place]])
        words.set(x=chip**1.08, y=heights[place])
        words.set_text(f"{kind},\npeak {figures(found.speedup)}")


def _spread(ends: Sequence[float], top: float) -> np.ndarray:
    """Heights of words for rising ``ends`` of curves: near them, but apart and within the axes."""
    steps = APART * np.arange(len(ends))
    nearest = np.maximum.accumulate(np.asarray(ends) / top - steps)
    return top * (np.clip(nearest, APART / 2, 1 - APART / 2 - steps[-1]) + steps)


def _set_limits(chart: Axes, serial: float, chip: int) -> None:
    """Fit the axes to the chips and their job."""
    chart.set_ylim(0, axis_top(serial, chip))
    ends = (chip**-0.03, chip ** (1 + BEHIND))
    if chart.get_xlim() != ends:
        chart.set_xlim(ends)
        chart.set_xticks(sizes(chip)[::2], sizes(chip)[::2])
        chart.spines.bottom.set_bounds(ends[0], chip)


def _how(found: Best) -> str:
    """The cores of the best chip of a kind in words."""
    size = figures(found.core)
    if found.kind == "symmetric":
        return f"with {counted(found.cores, 'core')} of {size}"
    return f"with {size} joined" if found.kind == "dynamic" else f"with a large core of {size}"


def _article(kind: str) -> str:
    return f"{'an' if kind[0] == 'a' else 'a'} {kind}"


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the chip, and beside it for the speed-ups."""
    return figure.subplots(1, 2, width_ratios=[1, 1.6])
