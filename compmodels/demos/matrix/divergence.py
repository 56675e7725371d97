"""What a warp does when its threads reach far apart, and when they part at a branch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.matrix import simt
from compmodels.matrix.blocks import Block, Thread
from compmodels.matrix.memory import DeviceArray
from compmodels.matrix.warps import SECTOR, WARP

STRIDES = range(1, WARP + 1)
ROWS, COLUMNS = 16, 64  # of the picture of memory, which has room for the largest stride
DIVISIONS = {  # neighbours that go the same way, and how many ways there are
    "all the same way": (32, 1),
    "two ways, one thread alone": (31, 2),
    "two ways, in halves": (16, 2),
    "two ways, in turn": (1, 2),
    "four ways, in quarters": (8, 4),
    "four ways, in turn": (1, 4),
}
MOVED = {"used": "#004c80", "moved but not used": "#f3c98b", "not moved": "#ffffff"}
LANES = {"at work": "#00674b", "waiting": "#d9d9d9", "finished": "#ffffff"}
START = {"stride": 2, "division": "two ways, in turn"}
SIZE = (760, 540)


def reach_and_part(
    block: Block,
    thread: Thread,
    stride: int,
    neighbours: int,
    ways: int,
    x: DeviceArray,
    out: DeviceArray,
) -> None:
    """Load and store with a stride, then go one of up to four ways, each of them three lines."""
    i = thread.x
    part = block.shared("part", x.size)
    value = x[stride * i]
    part[stride * i] = value
    way = i // neighbours % ways
    if way == 0:
        value = value + 1
        value = value * 2
        value = value - 3
    elif way == 1:
        value = value - 1
        value = value * 3
        value = value + 2
    elif way == 2:
        value = value + 2
        value = value * 4
        value = value - 1
    else:
        value = value - 2
        value = value * 5
        value = value + 3
    out[i] = value


@cache
def warp_run(stride: int, division: str) -> simt.Run:
    """`reach_and_part` for one warp, with all that it did."""
    x, out = np.ones(ROWS * COLUMNS, dtype=np.float32), np.zeros(WARP, dtype=np.float32)
    return simt.launch(reach_and_part, 1, WARP, stride, *DIVISIONS[division], x, out, record=True)


def draw_divergence(axes: Sequence[Axes], stride: int, division: str) -> Sequence[Artist]:
    """Draw memory, lanes and costs; return what moves or lies above it."""
    memory, lanes, costs = axes
    moving = (_draw_memory(memory), _draw_lanes(lanes), _draw_costs(costs), _draw_sectors(memory))
    move_divergence(moving, stride, division)
    return moving


def move_divergence(moving: Sequence[Artist], stride: int, division: str) -> None:
    """Move what `draw_divergence` returned to another stride or division of the threads."""
    memory, lanes, rings, _sectors = moving
    run = warp_run(stride, division)
    memory.set_data(memory_shades(run))
    lanes.set_data(lane_shades(run))
    rings.set_data([stride] * 2, _costs(run))


def describe_divergence(stride: int, division: str) -> str:
    """The picture of `draw_divergence` in words."""
    run = warp_run(stride, division)
    sectors, passes = _costs(run)
    used = run.loads["x"].astype(bool).sum() * run.arrays["x"].itemsize / (SECTOR * sectors)
    branches = run.counts.divergent_branches
    return (
        f"With a stride of {stride}, the {WARP} loads touch {sectors} sectors of {SECTOR} bytes "
        f"and use {100 * used:.3g} % of the bytes moved; in shared memory the same stride takes "
        f"{_counted(passes, 'pass', 'passes')}. Where the threads go {division}, the warp takes "
        f"{run.counts.steps} steps with {100 * run.counts.active_share:.0f} % of its lanes at "
        f"work, and parts at {_counted(branches, 'branch', 'branches')}."
    )


def divergence_picture(stride: int = START["stride"], division: str = START["division"]) -> Picture:
    """What a warp does with this stride and division, with the sentence."""
    figure = new_figure(*SIZE)
    draw_divergence(_three_axes(figure), stride, division)
    return Picture(figure, describe_divergence(stride, division))


def divergence_demo() -> Demo:
    """A warp whose threads the reader sends far apart, and different ways."""
    figure = new_figure(*SIZE)
    moving = draw_divergence(_three_axes(figure), **START)
    controls = {
        "stride": widgets.IntSlider(
            START["stride"], 1, max(STRIDES), description="Stride (elements)", layout=WIDE
        ),
        "division": widgets.Dropdown(
            options=list(DIVISIONS), value=START["division"], description="Threads go"
        ),
    }

    def update(stride: int, division: str) -> str:
        move_divergence(moving, stride, division)
        return describe_divergence(stride, division)

    title = "A warp whose threads reach far, and part"
    return Demo(Stage(figure, moving), update, controls, title=title)


def memory_shades(run: simt.Run) -> np.ndarray:
    """For each element of x which of the shades in `MOVED` it has, by number."""
    used = run.loads["x"] > 0
    in_sector = used.reshape(-1, SECTOR // run.arrays["x"].itemsize)
    moved = np.repeat(in_sector.any(axis=1), in_sector.shape[1])
    return np.where(used, 0, np.where(moved, 1, 2)).reshape(ROWS, COLUMNS)


def lane_shades(run: simt.Run) -> np.ndarray:
    """For each lane and step which of the shades in `LANES` it has, by number."""
    shades = np.full((WARP, most_steps()), 2)
    shades[:, : len(run.warp_steps)] = 1
    for number, step in enumerate(run.warp_steps):
        shades[list(step.lanes), number] = 0
    return shades


@cache
def most_steps() -> int:
    """The steps of the warp when its threads part most."""
    return max(warp_run(1, division).counts.steps for division in DIVISIONS)


def _costs(run: simt.Run) -> tuple[int, int]:
    """Sectors of global memory that the loads touch, and passes over the shared memory."""
    return run.counts.load_transactions, run.counts.bank_conflicts + 1


def _draw_memory(ax: Axes) -> Artist:
    """Draw the axes of the memory; return the image of its elements."""
    shape, shades = (ROWS, COLUMNS), ListedColormap(MOVED.values())
    image = ax.imshow(np.zeros(shape), shades, vmin=0, vmax=2, aspect="auto")
    ax.set(xlabel="element in the row", ylabel="row's first element")
    ax.set(xticks=range(0, COLUMNS, 8), yticks=range(0, ROWS, 5))
    ax.set_yticklabels(range(0, ROWS * COLUMNS, 5 * COLUMNS))
    ax.set_title(f"memory in sectors of {SECTOR} bytes", loc="left")
    _draw_keys(ax, MOVED)
    return image


def _draw_sectors(ax: Axes) -> Artist:
    """Draw the frames of the sectors."""
    wide = SECTOR // np.dtype(np.float32).itemsize
    right, low = COLUMNS - 0.5, ROWS - 0.5
    down = [[(x - 0.5, -0.5), (x - 0.5, low)] for x in range(0, COLUMNS + 1, wide)]
    across = [[(-0.5, y - 0.5), (right, y - 0.5)] for y in range(ROWS + 1)]
    return ax.add_collection(LineCollection(down + across, colors="grey", linewidths=0.7))


def _draw_lanes(ax: Axes) -> Artist:
    """Draw the axes of the lanes; return the image of what each does in each step."""
    shape, shades = (WARP, most_steps()), ListedColormap(LANES.values())
    frame = (0.5, most_steps() + 0.5, WARP - 0.5, -0.5)  # so that the first step has the number 1
    image = ax.imshow(np.zeros(shape), shades, vmin=0, vmax=2, aspect="auto", extent=frame)
    ax.set(xlabel="step of the warp (a line of the kernel)", ylabel="lane (thread)")
    ax.set(xticks=[1, *range(5, most_steps(), 5)], yticks=range(0, WARP, 8))
    ax.set_title("lanes", loc="left")
    _draw_keys(ax, {name: LANES[name] for name in ("at work", "waiting")})
    return image


def _draw_keys(ax: Axes, shades: dict[str, str]) -> None:
    """Draw above the right end of ``ax`` what the shades mean."""
    patches = [Patch(facecolor=colour, edgecolor="grey") for colour in shades.values()]
    style = {"frameon": False, "borderaxespad": 0.2, "columnspacing": 1, "handlelength": 1.2}
    ax.legend(patches, shades, loc="lower right", bbox_to_anchor=(1, 1), ncols=3, **style)


def _draw_costs(ax: Axes) -> Artist:
    """Draw what each stride costs; return the rings around the chosen one."""
    costs = [_costs(warp_run(stride, "all the same way")) for stride in STRIDES]
    sectors, passes = zip(*costs, strict=True)
    ax.plot(STRIDES, sectors, "o-", color=COLOURS["blue"], markersize=4, label="sectors")
    style = {"color": COLOURS["vermillion"], "markersize": 4, "label": "passes, shared memory"}
    ax.plot(STRIDES, passes, "s--", **style)
    ax.set(xlabel="stride (elements)", ylabel="for 32 threads (count)")
    ax.set(xticks=[1, 8, 16, 24, 32], yticks=[1, 8, 16, 24, 32], ylim=(-1, 35))
    style = {"markersize": 13, "markerfacecolor": "none", "markeredgewidth": 2}
    (rings,) = ax.plot([], [], "o", color="black", **style)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, columnspacing=1)
    return rings


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _three_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for memory above, and for lanes and costs below."""
    rows = figure.add_gridspec(2, 2, height_ratios=[1, 1.4], width_ratios=[1.2, 1])
    places = rows[0, :], rows[1, 0], rows[1, 1]
    return [figure.add_subplot(place) for place in places]
