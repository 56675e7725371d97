"""Who loads what in a matrix product: one thread, its block, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from compmodels.demos._demo import Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.matrix import kernels, simt
from compmodels.matrix.warps import SECTOR

SIDE = 16  # rows and columns of A, B and C
WIDTHS = (1, 2, 4, 8, 16)  # threads along a side of a block, and elements along one of a tile
FAR = SIDE + 3  # cells from the first row or column of one matrix to that of the next
PLACES = {"A": (FAR, 0), "B": (0, FAR), "C": (FAR, FAR)}  # row and column of each one's corner
OUTSIDE, NOT_LOADED, BY_BLOCK, BY_THREAD, RESULT = range(5)
SHADES = ("none", "#e6e6e6", "#9fcdec", "#004c80", "#fbe3b5")
KEYS = {
    BY_THREAD: "the thread loads it",
    BY_BLOCK: "its block loads it",
    NOT_LOADED: "other blocks",
    RESULT: "its block's results",
}
SIZE = (760, 420)
START = {"width": 4, "share": True, "row": 6, "column": 9}


@cache
def product_run(width: int, share: bool) -> simt.Run:
    """A 16 x 16 product in blocks of ``width`` by ``width`` threads that share tiles, or do not."""
    kernel = kernels.product_tiled if share else kernels.product_naive
    A, B = np.random.default_rng(SIDE).random((2, SIDE, SIDE), dtype=np.float32)
    grid, block = (SIDE // width,) * 2, (width, width)
    return simt.launch(kernel, grid, block, A, B, np.zeros_like(A), record=True)


@cache
def loads_by_thread(width: int, share: bool) -> dict[str, np.ndarray]:
    """How often each thread loads each element of A and of B.

    The axes of each array are the thread's row and column in C and the element's row and column.
    """
    loads = {name: np.zeros((SIDE,) * 4, dtype=int) for name in "AB"}
    for who in product_run(width, share).accesses:
        if not who.is_store:
            row, column = who.block.y * width + who.thread.y, who.block.x * width + who.thread.x
            loads[who.array][(row, column, *who.index)] += 1
    return loads


def draw_tiles(
    axes: Sequence[Axes], width: int, share: bool, row: int, column: int
) -> Sequence[Artist]:
    """Draw matrices and counts; return what moves or lies above it."""
    sheet, chart = axes
    moving = (*_draw_matrices(sheet), *_draw_counts(chart))
    move_tiles(moving, width, share, row, column)
    return moving


def move_tiles(moving: Sequence[Artist], width: int, share: bool, row: int, column: int) -> None:
    """Move what `draw_tiles` returned to another tile width, way to share or thread."""
    cells, dots, cross, loads, transactions, _expected, rings = moving
    picture = _sheet(width, share, row, column)
    cells.set_data(picture)
    dots.set_data(*np.nonzero(picture == BY_THREAD)[::-1])
    cross.set_data([PLACES["C"][1] + column], [PLACES["C"][0] + row])
    counts = {each: product_run(each, share).counts for each in WIDTHS}
    loads.set_ydata([each.global_loads for each in counts.values()])
    transactions.set_ydata([each.load_transactions for each in counts.values()])
    rings.set_data([width] * 2, [counts[width].global_loads, counts[width].load_transactions])


def describe_tiles(width: int, share: bool, row: int, column: int) -> str:
    """The picture of `draw_tiles` in words."""
    counts = product_run(width, share).counts
    loads = int(product_run(width, share).loads["A"].mean())
    own, by_block = (_elements(by) for by in _of_thread_and_block(width, share, row, column))
    size = f"blocks of {width} x {width} threads that {'share tiles' if share else 'share nothing'}"
    return (
        f"In {size}, the thread for row {row} and column {column} of C itself loads {own} "
        f"elements of A and B, and its block loads {by_block} different ones. In all each element "
        f"of A is loaded {_times(loads)}, which makes {counts.global_loads:,} loads of A "
        f"and B, in {counts.load_transactions:,} transactions of {SECTOR} bytes."
    )


def tiles_picture(width: int = 4, share: bool = True, row: int = 6, column: int = 9) -> Picture:
    """Who loads what with tiles of this width, with the sentence."""
    figure = new_figure(*SIZE)
    draw_tiles(_two_axes(figure), width, share, row, column)
    return Picture(figure, describe_tiles(width, share, row, column))


def tiles_demo() -> Demo:
    """Tiles and a thread that the reader chooses, and what is loaded from global memory."""
    figure = new_figure(*SIZE)
    moving = draw_tiles(_two_axes(figure), **START)
    sizes = [(f"{width} x {width}", width) for width in WIDTHS]
    controls = {
        "width": widgets.SelectionSlider(options=sizes, description="Block and tile (threads)"),
        "share": widgets.Checkbox(description="Threads of a block share tiles"),
        "row": widgets.IntSlider(max=SIDE - 1, description="Row in C (from 0)"),
        "column": widgets.IntSlider(max=SIDE - 1, description="Column in C (from 0)"),
    }
    for name, control in controls.items():
        control.value = START[name]
    for width in WIDTHS:
        loads_by_thread(width, share=False)  # now, so that no move of a control waits for it

    def update(width: int, share: bool, row: int, column: int) -> str:
        move_tiles(moving, width, share, row, column)
        return describe_tiles(width, share, row, column)

    return Demo(Stage(figure, moving), update, controls, title="Who loads what?")


def _of_thread_and_block(width: int, share: bool, row: int, column: int) -> Sequence[dict]:
    """Whether one thread, and whether its block, loads each element of A and of B."""
    top, left = row - row % width, column - column % width
    block = np.s_[top : top + width, left : left + width]
    loads = loads_by_thread(width, share)
    own = {name: loads[name][row, column] > 0 for name in loads}
    return own, {name: loads[name][block].any(axis=(0, 1)) for name in loads}


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _elements(loaded: dict[str, np.ndarray]) -> int:
    return sum(int(array.sum()) for array in loaded.values())


def _blank() -> np.ndarray:
    """The picture of the three matrices before anything is loaded."""
    picture = np.full((FAR + SIDE,) * 2, OUTSIDE)
    for top, left in PLACES.values():
        picture[top : top + SIDE, left : left + SIDE] = NOT_LOADED
    return picture


def _sheet(width: int, share: bool, row: int, column: int) -> np.ndarray:
    """The picture of the three matrices: who loads each element, and the block's part of C."""
    picture = _blank()
    own, by_block = _of_thread_and_block(width, share, row, column)
    for name in own:
        top, left = PLACES[name]
        part = picture[top : top + SIDE, left : left + SIDE]
        part[by_block[name]] = BY_BLOCK
        part[own[name]] = BY_THREAD
    top, left = FAR + row - row % width, FAR + column - column % width
    picture[top : top + width, left : left + width] = RESULT
    return picture


def _draw_matrices(sheet: Axes) -> Sequence[Artist]:
    """Draw the frame of the three matrices; return cells, dots and a cross."""
    sheet.set_axis_off()
    cells = sheet.imshow(_blank(), ListedColormap(SHADES), vmin=0, vmax=RESULT)
    for name, (top, left) in PLACES.items():
        sheet.text(left + SIDE / 2 - 0.5, top - 1, name, ha="center", va="bottom", fontsize=12)
    (dots,) = sheet.plot([], [], "o", color="white", markersize=3)
    (cross,) = sheet.plot([], [], "X", color="black", markersize=10, clip_on=False)
    keys = {name: Patch(facecolor=SHADES[shade]) for shade, name in KEYS.items()}
    keys[KEYS[BY_THREAD]] = (keys[KEYS[BY_THREAD]], dots)
    keys["the thread's result"] = cross
    sheet.legend(keys.values(), keys, loc="upper left", bbox_to_anchor=(-0.05, 1), frameon=False)
    return cells, dots, cross


def _draw_counts(chart: Axes) -> Sequence[Artist]:
    """Draw the axes of the counts; return three curves and the rings of the chosen width."""
    chart.set(xlabel="side of a block and of a tile (threads)", ylabel="in all (count)")
    chart.set_xscale("log", base=2)
    chart.set(yscale="log", ylim=(6, 20_000), xlim=(0.85, 19))
    chart.set_xticks(WIDTHS, WIDTHS)
    blank = [1.0] * len(WIDTHS)
    (loads,) = chart.plot(WIDTHS, blank, "o-", color=COLOURS["blue"], label="loads of A and B")
    style = {"color": COLOURS["vermillion"], "label": f"transactions of {SECTOR} bytes"}
    (transactions,) = chart.plot(WIDTHS, blank, "s--", **style)
    counts = [2 * SIDE**3 / width for width in WIDTHS]
    (expected,) = chart.plot(WIDTHS, counts, ":", color="black", label="2n³ / side, n = 16")
    style = {"markersize": 16, "markerfacecolor": "none", "markeredgewidth": 2}
    (rings,) = chart.plot([], [], "o", color="black", **style, label="chosen")
    chart.legend(loc="lower left")
    return loads, transactions, expected, rings


def _two_axes(figure: Figure) -> Sequence[Axes]:
    return figure.subplots(1, 2, width_ratios=[1.25, 1])
