"""How a chip's room is best divided into cores: many small ones, few large ones, or both."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from compmodels import _validate
from compmodels.amdahl import chips
from compmodels.amdahl.chips import KINDS, Best
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import figures

CHIPS = (16, 64, 256)  # base cores that there is room for: squares with sides of powers of two
SERIALS = (0.001, 0.01, 0.025, 0.1, 0.5)
FORMULAS = dict(zip(KINDS, (chips.symmetric, chips.asymmetric, chips.dynamic), strict=True))
LOOKS = {
    "symmetric": ("blue", "-", "s"),
    "asymmetric": ("vermillion", "--", "^"),
    "dynamic": ("green", "-.", "D"),
}
OTHERS = "#d9d9d9"  # colour of the cores that have no serial part to do
BEHIND = 0.35  # of the axis of sizes lies behind the largest core, for words
APART = 0.13  # of the height of the axes, from words to words
MOVING = 7  # artists: three of the chip, the chosen mark and three curves
HOLLOW = {"markerfacecolor": "none", "markersize": 11, "markeredgewidth": 2}
START = {"kind": "symmetric", "serial": 0.025, "chip": 256, "core": 4}
SIZE = (840, 420)


def sizes(chip: int) -> tuple[int, ...]:
    """Sizes of a core that can be drawn, in base cores: the powers of two up to the chip's."""
    return tuple(2**power for power in range(int(log2(chip)) + 1))


def rectangles(kind: str, chip: int, core: int) -> np.ndarray:
    """Corners of every core on a chip of side 1, the one that does the serial part first.

    The axes of the array are core, corner, and x or y. A dynamic chip is all base cores; there,
    those that join come first.
    """
    side, (width, height) = int(chip**0.5), _width_and_height(core)
    large, base = _tiles(side, width, height), _tiles(side, 1, 1)
    if kind == "symmetric":
        return large / side
    joined = (base[:, 0] < [width, height]).all(axis=1)
    first = base[joined] if kind == "dynamic" else large[:1]
    return np.concatenate([first, base[~joined]]) / side


def draw_chips(
    axes: Sequence[Axes], kind: str, serial: float, chip: int, core: int
) -> Sequence[Artist]:
    """Draw the chip and the speed-ups of each kind; return what changes, and first what moves.

    The first `MOVING` artists move with every choice, the others only when the axes change too.
    """
    square, chart = axes
    chart.set(xlabel="size of the (large) core (base cores)")
    chart.set(ylabel="speed-up (times one base core)")
    chart.set_xscale("log", base=2)
    chart.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    artists = (*_draw_chip(square), *_draw_chosen(chart), *_draw_curves(chart), *_draw_best(chart))
    chart.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=2, frameon=False)
    move_chips(artists, kind, serial, chip, core)
    return artists


def move_chips(artists: Sequence[Artist], kind: str, serial: float, chip: int, core: int) -> bool:
    """Change what `draw_chips` returned; tell whether the axes of the speed-ups have changed."""
    cells, outline, words, chosen, *curves = artists[:MOVING]
    cores = rectangles(kind, chip, core)
    alone = core if kind == "dynamic" else 1
    cells.set_verts(cores)
    cells.set_facecolor([COLOURS[LOOKS[kind][0]]] * alone + [OTHERS] * (len(cores) - alone))
    outline.set_verts(_tiles(1, *_width_and_height(core)) / int(chip**0.5))
    words.set_text(_cores(kind, chip, core))
    chosen.set_data([core], [FORMULAS[kind](serial, chip, core)])
    sizes_drawn = np.geomspace(1, chip, 129)
    for curve, (each, formula) in zip(curves, FORMULAS.items(), strict=True):
        width = 3 if each == kind else 1.5
        curve.set(data=(sizes_drawn, formula(serial, chip, sizes_drawn)), linewidth=width)
    changed = _set_limits(chosen.axes, serial, chip)
    if changed:
        _move_best(artists[MOVING:], serial, chip)
    return changed


def describe_chips(kind: str, serial: float, chip: int, core: int) -> str:
    """The picture of `draw_chips` in words."""
    found = {each: chips.best(each, serial, chip) for each in KINDS}
    times = figures(FORMULAS[kind](serial, chip, core))
    others = [
        f"the best {each} one {figures(found[each].speedup)}" for each in KINDS if each != kind
    ]
    return (
        f"With room for {chip} base cores, {_article(kind)} chip of {_cores(kind, chip, core)} is "
        f"{times} times as fast as one base core, when {100 * serial:g} % of that one's time is "
        f"serial. The best {kind} chip reaches {figures(found[kind].speedup)} times, "
        f"{_how(found[kind])}; {' and '.join(others)}."
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
    artists = draw_chips(_two_axes(figure), **START)
    stage = Stage(figure, artists[:MOVING])
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
        if move_chips(artists, kind, serial, chip, core):
            stage.redraw()
        return describe_chips(kind, serial, chip, core)

    return Demo(stage, update, controls, title="Many small cores or few large ones?")


def _width_and_height(core: int) -> tuple[int, int]:
    """Sides of a core of a power of two base cores: equal, or one twice the other."""
    power = int(log2(core))
    return 2 ** (power - power // 2), 2 ** (power // 2)


def _tiles(side: int, width: int, height: int) -> np.ndarray:
    """Corners of tiles that cover a square, row by row; the last may reach beyond it."""
    down, across = np.mgrid[0:side:height, 0:side:width].reshape(2, -1, 1)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]])
    return corners + np.stack([across, down], axis=-1)


def _draw_chip(square: Axes) -> Sequence[Artist]:
    """Draw the frame of the chip; return cores, an outline of the serial one, and words."""
    square.set(xlim=(-0.01, 1.01), ylim=(1.01, -0.01), aspect="equal")
    square.set_axis_off()
    cells = square.add_collection(PolyCollection([], edgecolor="white", linewidth=1.2))
    outline = PolyCollection([], facecolor="none", edgecolor="black", linewidth=2.5)
    square.add_collection(outline)
    words = square.text(0.5, -0.03, "", ha="center", va="bottom")
    told = "outlined: does the serial part\n(all cores do the parallel part)"
    square.text(0.5, 1.03, told, ha="center", va="top", fontsize=10)
    return cells, outline, words


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
        words.set_text(f"{kind},\nat best {figures(found.speedup)}")


def _spread(ends: Sequence[float], top: float) -> np.ndarray:
    """Heights of words for rising ``ends`` of curves: near them, but apart and within the axes."""
    steps = APART * np.arange(len(ends))
    nearest = np.maximum.accumulate(np.asarray(ends) / top - steps)
    return top * (np.clip(nearest, APART / 2, 1 - APART / 2 - steps[-1]) + steps)


def _set_limits(chart: Axes, serial: float, chip: int) -> bool:
    """Fit the axes to the chips and their job; tell whether that changed them."""
    limits = (0, 1.1 * chips.best("dynamic", serial, chip).speedup)
    ends = (chip**-0.03, chip ** (1 + BEHIND))
    changed = chart.get_ylim() != limits or chart.get_xlim() != ends
    if changed:
        chart.set(ylim=limits, xlim=ends)
        chart.set_xticks(sizes(chip)[::2], sizes(chip)[::2])
        chart.spines.bottom.set_bounds(ends[0], chip)
    return changed


def _cores(kind: str, chip: int, core: int) -> str:
    """The cores of a chip in words."""
    if core == 1:
        return _count(chip, "base core")
    if core == chip and kind != "dynamic":
        return f"1 core of {core}"
    joining = "all" if core == chip else core
    return {
        "symmetric": f"{chip // core} cores of {core}",
        "asymmetric": f"1 core of {core} and {_count(chip - core, 'base core')}",
        "dynamic": f"{chip} base cores, of which {joining} can join",
    }[kind]


def _how(found: Best) -> str:
    """The cores of the best chip of a kind in words."""
    size = figures(found.core)
    if found.kind == "symmetric":
        return f"with {_count(found.cores, 'core')} of {size}"
    return f"with {size} joined" if found.kind == "dynamic" else f"with a large core of {size}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _article(kind: str) -> str:
    return f"{'an' if kind[0] == 'a' else 'a'} {kind}"


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the chip, and beside it for the speed-ups."""
    return figure.subplots(1, 2, width_ratios=[1, 1.6])
