"""What the demos of lesson 03 draw and say, against what can be worked out by hand.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from math import gcd

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from compmodels.demos._demo import Demo
from compmodels.demos.matrix import divergence, pupils, roofline, tiles
from compmodels.matrix.roofline import Point, Roofs

N = tiles.SIDE
THREADS = [(0, 0), (6, 9), (N - 1, 3)]
LANES = 32
USED, MOVED, NOT_MOVED = range(3)
AT_WORK, WAITING, FINISHED = range(3)
# Lines of the kernel with the branch that the threads of each way run: five before it, those of
# its tests that they come to, three of their own, and one behind it.
LINES = {0: 5 + 1 + 3 + 1, 1: 5 + 2 + 3 + 1, 2: 5 + 3 + 3 + 1, 3: 5 + 3 + 3 + 1}
WARP_LINES = {1: 10, 2: 10 + 4, 4: 10 + 4 + 4 + 3}  # each test and each way once
WAYS = {
    "all the same way": [0] * 32,
    "two ways, one thread alone": [0] * 31 + [1],
    "two ways, in halves": [0] * 16 + [1] * 16,
    "two ways, in turn": [0, 1] * 16,
    "four ways, in quarters": [0] * 8 + [1] * 8 + [2] * 8 + [3] * 8,
    "four ways, in turn": [0, 1, 2, 3] * 8,
}
ROOFS = Roofs(operations_per_s=1e11, bytes_per_s=2e10)
POINTS = [
    Point("triad", 2 * 10**8, 12 * 10**8, 0.1),
    Point("thin, k = 1", 10**8, 10**8, 0.1),
    Point("thin, k = 2", 10**9, 5 * 10**8, 0.1),
    Point("square", 10**10, 10**8, 0.125),
]


@cache
def the(build: Callable[[], Demo]) -> Demo:
    """The demo that a function builds, built once for all tests that set its controls."""
    return build()


def set_to(build: Callable[[], Demo], **values: object) -> Demo:
    """The demo with its controls set to values."""
    for name, value in values.items():
        the(build).controls[name].value = value
    return the(build)


def tile_elements(width: int, row: int, column: int) -> set[tuple[str, int, int]]:
    """What the thread of one element of C has to load so that its block has all its tiles."""
    in_a = {("A", row, start + column % width) for start in range(0, N, width)}
    return in_a | {("B", start + row % width, column) for start in range(0, N, width)}


def row_and_column(row: int, column: int) -> set[tuple[str, int, int]]:
    """What the thread of one element of C needs."""
    return {("A", row, k) for k in range(N)} | {("B", k, column) for k in range(N)}


def shown(width: int, share: bool, row: int, column: int, shade: int) -> set[tuple[str, int, int]]:
    """The elements of A and B that the demo's picture shows in a shade."""
    demo = set_to(tiles.tiles_demo, width=width, share=share, row=row, column=column)
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
    *_, loads, transactions, theory, rings = tiles.draw_tiles(figure.subplots(1, 2), 4, share, 0, 0)
    expected = [2 * N**3 / (width if share else 1) for width in tiles.WIDTHS]
    assert list(loads.get_ydata()) == expected
    assert list(theory.get_ydata()) == [2 * N**3 / width for width in tiles.WIDTHS]
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


def images(stride: int, division: str) -> tuple[np.ndarray, np.ndarray]:
    """The shades of memory and of the lanes that the demo's picture shows."""
    demo = set_to(divergence.divergence_demo, stride=stride, division=division)
    return tuple(ax.images[0].get_array() for ax in demo._stage.figure.axes[:2])


@pytest.mark.parametrize("stride", [1, 2, 3, 7, 8, 16, 31, 32])
def test_the_memory_that_is_shown_is_that_of_the_stride(stride: int):
    elements = [stride * lane for lane in range(LANES)]
    moved = {sector * 8 + place for sector in {e // 8 for e in elements} for place in range(8)}
    memory = images(stride, "two ways, in turn")[0].ravel()
    assert np.flatnonzero(memory == USED).tolist() == elements
    assert set(np.flatnonzero(memory == MOVED)) == moved - set(elements)
    share = f"{100 * len(elements) / len(moved):.3g} % of the bytes"
    assert share in divergence.describe_divergence(stride, "two ways, in turn")


@pytest.mark.parametrize("stride", divergence.STRIDES)
def test_each_stride_costs_what_can_be_counted_by_hand(stride: int):
    sectors, passes = len({4 * stride * lane // 32 for lane in range(LANES)}), gcd(stride, 32)
    said = divergence.describe_divergence(stride, "all the same way")
    assert f"touch {sectors} sectors" in said
    assert f"takes {passes} pass" in said
    figure = the(divergence.divergence_demo)._stage.figure
    curves = [dict(line.get_xydata().tolist()) for line in figure.axes[2].lines[:2]]
    assert [curve[stride] for curve in curves] == [sectors, passes]


@pytest.mark.parametrize("division", WAYS)
def test_each_lane_is_at_work_for_the_lines_of_its_way(division: str):
    ways = WAYS[division]
    lanes = images(5, division)[1]
    assert (lanes == AT_WORK).sum(axis=1).tolist() == [LINES[way] for way in ways]
    steps = WARP_LINES[max(ways) + 1]
    assert (lanes != FINISHED).sum(axis=1).tolist() == [steps] * LANES
    at_work = 100 * sum(LINES[way] for way in ways) / (LANES * steps)
    said = divergence.describe_divergence(5, division)
    assert f"takes {steps} steps with {at_work:.0f} % of its lanes at work" in said
    assert f"parts at {max(ways)} branch" in said


@pytest.mark.parametrize("division", WAYS)
def test_lanes_of_different_ways_never_work_together_on_their_own_lines(division: str):
    ways, lanes = np.array(WAYS[division]), images(1, division)[1]
    own = lanes[:, 6 : WARP_LINES[max(ways) + 1] - 1] == AT_WORK
    together = [set(ways[column]) for column in own.T]
    alone = [group for group in together if len(group) == 1]
    assert len(alone) >= 3 * (max(ways) + 1)
    assert all(max(group) == max(ways) for group in together if len(group) > 1)


def time_by_turns_s(dependent: int, workers: int, sums_per_s: float) -> float:
    """Seconds that workers take who do the dependent sums one by one, then share the others."""
    alone = sum(1 / sums_per_s for _ in range(dependent))
    return alone + (10_000 - dependent) / workers / sums_per_s


@pytest.mark.parametrize("dependent", [1, 100, 2_000, 10_000])
@pytest.mark.parametrize(("count", "speed"), [(1, 1), (1_000, 20), (10_000, 1_000), (10, 500)])
def test_both_times_are_those_of_sums_done_by_turns(dependent: int, count: int, speed: int):
    expected = time_by_turns_s(dependent, 1, speed), time_by_turns_s(dependent, count, 1)
    assert pupils.times_s(dependent, count, speed) == pytest.approx(expected)
    said = pupils.describe_pupils(dependent, count, speed)
    if abs(expected[0] / expected[1] - 1) < 1e-9:
        assert "at the same time" in said
    else:
        assert ("The expert wins" in said) == (expected[0] < expected[1])
        assert ("The pupils win" in said) == (expected[0] > expected[1])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(pupils.STEPS), st.sampled_from(pupils.STEPS[:10]))
def test_the_mark_is_where_the_curves_cross(count: int, speed: int):
    demo = set_to(pupils.pupils_demo, pupils=count, speed=speed)
    (share,), (seconds,) = demo._stage.figure.axes[0].lines[-1].get_data()
    if share > 0:
        alone = 100 * share  # sums, of 10,000
        assert seconds == pytest.approx(10_000 / speed)
        assert seconds == pytest.approx(alone + (10_000 - alone) / count)
    else:
        assert count <= speed and "win at no share" in demo.sentence


def test_an_expert_loses_to_many_pupils_with_little_and_wins_with_much_dependent():
    little, much = (pupils.describe_pupils(n, 1_000, 20) for n in (100, 5_000))
    assert "takes 500 s; 1,000 pupils take 110 s. The pupils win by a factor of 4.55" in little
    assert "takes 500 s; 1,000 pupils take 5,005 s. The expert wins by a factor of 10" in much


def roofline_demo() -> Demo:
    """The demo of a machine with round numbers."""
    return roofline.roofline_demo(ROOFS, POINTS)


@pytest.mark.parametrize("machine", roofline.LOOKS)
@pytest.mark.parametrize(("rows", "side"), [(1, 16), (1, 4_096), (64, 64), (4_096, 16_384)])
def test_the_star_is_where_the_longer_of_both_times_puts_it(machine: str, rows: int, side: int):
    data_sheet = {
        roofline.THIS: (1e11, 2e10),
        "EPYC 9654": (96 * 32 * 2.4e9, 12 * 8 * 4.8e9),
        "H100 SXM5": (66.9e12, 3.35e12),
    }
    flop, moved = 2 * rows * side * side, 4 * (2 * rows * side + side * side)
    times_s = moved / data_sheet[machine][1], flop / data_sheet[machine][0]
    demo = set_to(roofline_demo, machine=machine, rows=rows, inner=side)
    star = next(line for line in demo._stage.figure.axes[0].lines if line.get_marker() == "*")
    expected = [flop / moved, flop / max(times_s)]
    assert star.get_xydata()[0].tolist() == pytest.approx(expected, rel=1e-3)
    waits = "memory" if times_s[0] > times_s[1] else "arithmetic"
    assert f"waits for the {waits}:" in demo.sentence
    bars = demo._stage.figure.axes[1].patches
    ends = [bar.get_x() + bar.get_width() for bar in bars]
    assert ends == pytest.approx(times_s, rel=1e-3)
    hatched = [bool(bar.get_hatch()) for bar in bars]
    assert hatched == [waits == "memory", waits == "arithmetic"]


def test_points_of_a_kind_share_a_marker_and_fade_under_the_roof_of_another_machine():
    demo = set_to(roofline_demo, machine=roofline.THIS)
    lines = {line.get_label(): line for line in demo._stage.figure.axes[0].lines}
    drawn = {kind: lines[kind].get_xydata().tolist() for kind in ("triad", "thin", "square")}
    assert drawn["triad"] == [[pytest.approx(1 / 6), pytest.approx(2e9)]]
    assert drawn["thin"] == [[1, pytest.approx(1e9)], [2, pytest.approx(1e10)]]
    assert drawn["square"] == [[100, pytest.approx(8e10)]]
    assert len({lines[kind].get_marker() for kind in drawn}) == 3
    assert {lines[kind].get_alpha() for kind in drawn} == {1}
    demo.controls["machine"].value = "H100 SXM5"
    assert {lines[kind].get_alpha() for kind in drawn} == {roofline.FADED}


def test_the_words_of_the_picture_name_the_lowest_and_the_highest_point():
    said = roofline.roofline_picture(ROOFS, POINTS).sentence
    assert "they meet at 5 FLOP per byte" in said
    assert "the lowest (thin, k = 1) reaches 5 % of the roof above it" in said
    assert "the highest (square) 80 %" in said


def test_no_product_of_the_sliders_lies_outside_the_axes():
    ends = [(roofline.ROWS[a], roofline.INNER[b]) for a in (0, -1) for b in (0, -1)]
    intensities = [2 * m * n * n / (4 * (2 * m * n + n * n)) for m, n in ends]
    assert min(intensities) > roofline.LEAST and max(intensities) < roofline.MOST
    for roofs in roofline.SHEETS.values():
        for m, n in ends:
            least_s, most_s = roofline.TIMES_S
            assert least_s < min(roofline.times_s(roofs, m, n))
            assert max(roofline.times_s(roofs, m, n)) < most_s


BOTH = {
    "tiles": (tiles.tiles_picture, tiles.tiles_demo),
    "divergence": (divergence.divergence_picture, divergence.divergence_demo),
    "pupils": (pupils.pupils_picture, pupils.pupils_demo),
    "roofline": (lambda: roofline.roofline_picture(ROOFS, POINTS), roofline_demo),
}


@pytest.mark.parametrize(("picture", "demo"), BOTH.values(), ids=BOTH)
def test_the_demo_hides_nothing_that_the_static_picture_shows(picture: Callable, demo: Callable):
    start, static = demo(), picture()
    assert static.sentence.endswith(start.sentence)
    pixels = [
        np.asarray(Image.open(BytesIO(png)).convert("L"), dtype=int)
        for png in (static.png, start.png())
    ]
    differing = (abs(pixels[0] - pixels[1]) > 40).mean()
    assert differing < 0.002  # an edge may lie above another one, but no word is covered
