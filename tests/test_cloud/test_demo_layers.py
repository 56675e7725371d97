"""What the picture of layers and stacks shows and says, against the chart as it is printed.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.cloud import layers
from tests.pictures import assert_background_is_fresh, assert_same
from tests.test_cloud.chart import ROWS, STACKS

PLACES = [(row, column) for row in range(len(ROWS)) for column in range(len(STACKS))]
PAIRS = [(layer, stack) for layer in ROWS for stack in STACKS]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return layers.layers_demo()


def set_to(layer: str, stack: str) -> Demo:
    """The demo with its controls set to values."""
    demo().controls["layer"].value, demo().controls["stack"].value = layer, stack
    return demo()


@cache
def whole() -> Axes:
    """Axes with the static picture."""
    ax = new_figure(*layers.SIZE).add_subplot()
    layers.draw_layers(ax)
    return ax


def words(texts) -> dict[tuple[int, int], str]:
    """The words in the cells, by row and column."""
    at = {text.get_position(): text.get_text() for text in texts}
    cells = {(row, column): (column + 0.5, row + 0.5) for row, column in PLACES}
    return {cell: at[place] for cell, place in cells.items() if place in at}


def shades(cells) -> dict[tuple[int, int], str]:
    """The colours of cells, by row and column."""
    corners = [path.vertices[:4].mean(axis=0) - 0.5 for path in cells.get_paths()]
    colours = [to_hex(colour) for colour in cells.get_facecolor()]
    return {(round(y), round(x)): c for (x, y), c in zip(corners, colours, strict=True)}


def manager(row: int, column: int) -> str:
    """What the chart says about a cell."""
    return list(ROWS.values())[row][column]


def test_every_cell_has_the_word_of_the_chart():
    assert words(whole().texts) == {cell: manager(*cell) for cell in PLACES}


def test_layers_and_stacks_have_their_names_in_order():
    named = {text.get_text(): text.get_position() for text in whole().texts}
    assert [named[layer][1] for layer in ROWS] == [row + 0.5 for row in range(len(ROWS))]
    assert [named[stack][0] for stack in STACKS] == [each + 0.5 for each in range(len(STACKS))]


def test_a_colour_means_the_same_as_a_word():
    found = shades(whole().collections[0])
    pairs = {(found[cell], manager(*cell)) for cell in PLACES}
    assert len(found) == len(PLACES) and len(pairs) == 2
    assert len({colour for colour, _word in pairs}) == 2


@pytest.mark.parametrize(("layer", "stack"), PAIRS)
def test_a_row_and_a_column_light_up(layer: str, stack: str):
    row, column = list(ROWS).index(layer), STACKS.index(stack)
    _cells, lit = set_to(layer, stack)._stage.figure.axes[0].collections
    crossed = {cell for cell in PLACES if cell[0] == row or cell[1] == column}
    strong = shades(whole().collections[0])
    assert shades(lit) == {cell: strong[cell] for cell in crossed}
    moved = [artist for artist in demo()._stage.moving if hasattr(artist, "get_text")]
    assert words(moved) == {cell: manager(*cell) for cell in crossed}
    of_layer, of_stack = lit.axes.patches
    assert (of_layer.get_y(), of_layer.get_height()) == (row, 1)
    assert (of_stack.get_x(), of_stack.get_width()) == (column, 1)


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ("data", "Who manages the data? You on-premises and in IaaS and PaaS, the provider"),
        ("runtime", "You on-premises and in IaaS, the provider in PaaS and SaaS."),
        ("servers", "You on-premises, the provider in IaaS, PaaS and SaaS."),
    ],
)
def test_the_sentence_tells_who_manages_a_layer(layer: str, said: str):
    assert said in layers.describe_layer(layer, "IaaS")


@pytest.mark.parametrize(
    ("stack", "said"),
    [
        ("on-premises", "left to you on-premises: all 10 layers. The provider manages 0 of the 10"),
        ("PaaS", "left to you in PaaS: application and data. The provider manages 8 of the 10"),
        ("SaaS", "left to you in SaaS: nothing. The provider manages 10 of the 10"),
    ],
)
def test_the_sentence_tells_what_is_left_in_a_stack(stack: str, said: str):
    assert said in layers.describe_layer("storage", stack)


def test_the_static_picture_tells_what_is_left_in_each_stack():
    assert layers.layers_picture().sentence == (
        "Of 10 layers, from application down to building and power, you manage: on-premises, all "
        "10 layers; in IaaS, application, data, runtime, middleware and operating system; in "
        "PaaS, application and data; in SaaS, nothing. The provider manages the others."
    )


@pytest.mark.parametrize(("layer", "stack"), [("application", "on-premises"), ("storage", "PaaS")])
def test_a_moved_demo_looks_as_if_drawn_at_once(layer: str, stack: str):
    figure = new_figure(*layers.SIZE)
    ax = figure.add_subplot()
    layers.draw_layers(ax, layers.PALE)
    layers.draw_light(ax, layer, stack)
    assert_same(set_to(layer, stack), Picture(figure, layers.describe_layer(layer, stack)))
    assert_background_is_fresh(demo())


def test_the_buttons_stand_in_the_order_of_the_picture_and_each_of_them_does_something_at_first():
    controls = layers.layers_demo().controls
    assert list(controls["layer"].options) == list(ROWS)
    assert tuple(controls["stack"].options) == STACKS
    # Somebody who presses one after the other, from the first on, sees each of them move the light.
    for control in controls.values():
        assert control.value == control.options[-1]
