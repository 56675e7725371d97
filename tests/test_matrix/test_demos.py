"""What the demos of lesson 03 draw and say, against what can be worked out by hand.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

import numpy as np
import pytest

from compmodels.demos.matrix import tiles

N = tiles.SIDE
THREADS = [(0, 0), (6, 9), (N - 1, 3)]


def tile_elements(width: int, row: int, column: int) -> set[tuple[str, int, int]]:
    """What the thread of one element of C has to load so that its block has all its tiles."""
    in_a = {("A", row, start + column % width) for start in range(0, N, width)}
    return in_a | {("B", start + row % width, column) for start in range(0, N, width)}


def row_and_column(row: int, column: int) -> set[tuple[str, int, int]]:
    """What the thread of one element of C needs."""
    return {("A", row, k) for k in range(N)} | {("B", k, column) for k in range(N)}


def shown(width: int, share: bool, row: int, column: int, shade: int) -> set[tuple[str, int, int]]:
    """The elements of A and B that the demo's picture shows in a shade."""
    demo = tiles.tiles_demo()
    chosen = {"width": width, "share": share, "row": row, "column": column}
    for name, value in chosen.items():
        demo.controls[name].value = value
    picture = demo._stage.figure.axes[0].images[0].get_array()
    corners = {name: tiles.PLACES[name] for name in "AB"}
    return {
        (name, down, across)
        for name, (top, left) in corners.items()
        for down, across in np.ndindex(N, N)
        if picture[top + down, left + across] == shade
    }


@pytest.mark.parametrize(("row", "column"), THREADS)
@pytest.mark.parametrize("width", tiles.WIDTHS)
def test_the_thread_that_shares_tiles_loads_its_part_of_each(width: int, row: int, column: int):
    expected = tile_elements(width, row, column)
    assert shown(width, True, row, column, tiles.BY_THREAD) == expected
    assert f"itself loads {len(expected)} elements" in tiles.describe_tiles(
        width, True, row, column
    )


@pytest.mark.parametrize("share", [True, False])
@pytest.mark.parametrize("width", tiles.WIDTHS)
def test_a_block_loads_the_rows_and_columns_of_its_part_of_c(width: int, share: bool):
    row, column = 6, 9
    top, left = row // width * width, column // width * width
    block = [(top + down, left + across) for down, across in np.ndindex(width, width)]
    needed = set().union(*(row_and_column(*place) for place in block))
    own = tile_elements(width, row, column) if share else row_and_column(row, column)
    assert shown(width, share, row, column, tiles.BY_BLOCK) == needed - own
    assert f"its block loads {len(needed)} different" in tiles.describe_tiles(
        width, share, row, column
    )


@pytest.mark.parametrize("width", tiles.WIDTHS)
def test_shared_tiles_divide_the_loads_by_their_width(width: int):
    said = {share: tiles.describe_tiles(width, share, 0, 0) for share in (True, False)}
    assert f"{2 * N**3:,} loads" in said[False] and f"loaded {N} times" in said[False]
    assert f"{2 * N**3 // width:,} loads" in said[True]
    times = "once" if width == N else f"{N // width} times"
    assert f"each element of A is loaded {times}," in said[True]


@pytest.mark.parametrize("share", [True, False])
def test_the_curves_are_the_counts_of_the_runs(share: bool):
    figure = tiles.new_figure(*tiles.SIZE)
    *_, loads, transactions, rings = tiles.draw_tiles(figure.subplots(1, 2), 4, share, 0, 0)
    expected = [2 * N**3 / (width if share else 1) for width in tiles.WIDTHS]
    assert list(loads.get_ydata()) == expected
    assert rings.get_xydata().tolist() == [
        [4, expected[2]],
        [4, transactions.get_ydata()[2]],
    ]


def test_transactions_are_the_sectors_that_warps_of_a_block_touch_together():
    # A 16 x 16 block has 8 warps of two rows each. A row of 16 elements has two sectors. With
    # tiles a warp loads two rows of each matrix once; without, for each k, one element of A in
    # each of two rows, and one row of B.
    assert tiles.product_run(16, True).counts.load_transactions == 8 * (2 * 2 + 2 * 2)
    assert tiles.product_run(16, False).counts.load_transactions == 8 * N * (2 + 2)
