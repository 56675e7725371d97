"""Who manages which layer: of a computer in one's own rooms, and in each model of service.

The layers, the stacks and who manages what are data in ``compmodels.cloud.nist``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as widgets
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from compmodels.cloud.nist import LAYERS, PROVIDER, STACKS, YOU, managed, manager
from compmodels.demos._demo import Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import capitalised

OWN = STACKS[0]  # the one that is no cloud
WORDS = {YOU: "you", PROVIDER: "provider"}  # in the cells
LIT = {YOU: COLOURS["orange"], PROVIDER: COLOURS["sky"]}
PALE = {YOU: "#fbeccb", PROVIDER: "#e3f2fb"}  # the same colours where nothing is lit up
GAP = 0.03  # from the edge of a cell to the edge of its row and column
NAMES = 1.6  # columns that the names of the layers take, to the left of the first
HEAD = 0.8  # rows that the names of the stacks take, above the first
CENTRED = {"ha": "center", "va": "center"}
PANEL = "160px"  # width of the controls: short lines, so that the picture has room beside them
START = {"layer": LAYERS[-1], "stack": STACKS[-1]}
SIZE = (580, 360)


def draw_layers(ax: Axes, shades: Mapping[str, str] = LIT) -> None:
    """Draw who manages each layer in each stack, in a shade for each manager."""
    ax.set(xlim=(-NAMES - 0.05, len(STACKS) + 0.05), ylim=(len(LAYERS) + 0.1, -HEAD - 0.1))
    ax.set_axis_off()
    for column, stack in enumerate(STACKS):
        ax.text(column + 0.5, -HEAD / 2, stack, **CENTRED)
    for row, layer in enumerate(LAYERS):
        ax.text(-0.08, row + 0.5, layer, ha="right", va="center")
    rows, columns = range(len(LAYERS)), range(len(STACKS))
    cells = [(row, column) for row in rows for column in columns]
    _shade(ax.add_collection(PolyCollection([])), cells, shades)
    for row, column in cells:
        ax.text(column + 0.5, row + 0.5, WORDS[_who(row, column)], **CENTRED)


def draw_light(ax: Axes, layer: str, stack: str) -> Sequence[Artist]:
    """Draw the row of a layer and the column of a stack lit up; return cells, frames and words."""
    cells = ax.add_collection(PolyCollection([]))
    frame = {"facecolor": "none", "edgecolor": "black", "zorder": 4}
    of_layer = Rectangle((-NAMES, 0), NAMES + len(STACKS), 1, linewidth=3, **frame)
    of_stack = Rectangle((0, -HEAD), 1, HEAD + len(LAYERS), linewidth=2, linestyle="--", **frame)
    words = [ax.text(0, 0, "", **CENTRED) for _cell in _lit(0, 0)]
    moving = (cells, ax.add_patch(of_layer), ax.add_patch(of_stack), *words)
    move_light(moving, layer, stack)
    return moving


def move_light(moving: Sequence[Artist], layer: str, stack: str) -> None:
    """Move what `draw_light` returned to another layer or stack."""
    cells, of_layer, of_stack, *words = moving
    lit = _lit(LAYERS.index(layer), STACKS.index(stack))
    _shade(cells, lit, LIT)
    for word, (row, column) in zip(words, lit, strict=True):
        word.set(x=column + 0.5, y=row + 0.5, text=WORDS[_who(row, column)])
    of_layer.set_y(LAYERS.index(layer))
    of_stack.set_x(STACKS.index(stack))


def describe_layers() -> str:
    """The picture of `draw_layers` in words."""
    told = "; ".join(f"{_within(stack)}, {_layers_in_words(stack)}" for stack in STACKS)
    return (
        f"Of {len(LAYERS)} layers, from {LAYERS[0]} down to {LAYERS[-1]}, you manage: {told}. "
        "The provider manages the others."
    )


def describe_layer(layer: str, stack: str) -> str:
    """What is lit up in the picture of the demo, in words."""
    theirs = len(managed(stack, by=PROVIDER))
    return (
        f"Who manages the {layer}? {_owners(layer)}. "
        f"What is left to you {_within(stack)}: {_layers_in_words(stack)}. "
        f"The provider manages {theirs} of the {len(LAYERS)} layers there."
    )


def layers_picture() -> Picture:
    """Who manages each layer in each stack, with the sentences."""
    figure = new_figure(*SIZE)
    draw_layers(figure.add_subplot())
    return Picture(figure, describe_layers())


def layers_demo() -> Demo:
    """A layer and a stack that the reader picks.

    To predict first: going from the left column to the right, which layer changes hands first,
    and which last?
    """
    figure = new_figure(*SIZE)
    ax = figure.add_subplot()
    draw_layers(ax, PALE)
    moving = draw_light(ax, **START)
    controls = {
        name: widgets.RadioButtons(
            options=options, value=START[name], description=label, layout={"width": PANEL}
        )
        for name, label, options in (("layer", "Layer", LAYERS), ("stack", "Stack", STACKS))
    }

    def update(layer: str, stack: str) -> str:
        move_light(moving, layer, stack)
        return describe_layer(layer, stack)

    title = "Which layer changes hands first, which last?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _who(row: int, column: int) -> str:
    return manager(LAYERS[row], STACKS[column])


def _lit(row: int, column: int) -> list[tuple[int, int]]:
    """The cells of a row and a column."""
    across = [(row, each) for each in range(len(STACKS))]
    return across + [(each, column) for each in range(len(LAYERS)) if each != row]


def _shade(
    collection: PolyCollection, cells: Sequence[tuple[int, int]], shades: Mapping[str, str]
) -> None:
    """Let a collection be these cells, in the shade of who manages each."""
    collection.set_verts([_corners(*cell) for cell in cells])
    collection.set_facecolor([shades[_who(*cell)] for cell in cells])


def _corners(row: int, column: int) -> list[tuple[float, float]]:
    """The corners of a cell, from the left upper one on."""
    left, right, top, low = column + GAP, column + 1 - GAP, row + GAP, row + 1 - GAP
    return [(left, top), (right, top), (right, low), (left, low)]


def _owners(layer: str) -> str:
    """Who manages a layer in which stacks, in words."""
    told = []
    for who in (YOU, PROVIDER):
        stacks = [stack for stack in STACKS if manager(layer, stack) == who]
        if stacks:
            told.append(f"{who} {_places(stacks)}")
    return capitalised(", ".join(told))


def _places(stacks: Sequence[str]) -> str:
    """In which of the stacks, in words."""
    clouds = [stack for stack in stacks if stack != OWN]
    told = [OWN] if OWN in stacks else []
    return " and ".join([*told, f"in {_listed(clouds)}"] if clouds else told)


def _within(stack: str) -> str:
    return _places([stack])


def _layers_in_words(stack: str) -> str:
    """The layers that the customer manages in a stack."""
    yours = managed(stack)
    if len(yours) == len(LAYERS):
        return f"all {len(LAYERS)} layers"
    return _listed(yours) if yours else "nothing"


def _listed(words: Sequence[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last
