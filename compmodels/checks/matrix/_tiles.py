"""Check of ``tiled_product``: rows of A times rows of B, by threads that share tiles.

Its result is compared, and how often it loads the elements of A and B from global memory. The
kernels that imitate misconceptions live in ``_tile_kernels``.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.matrix import _tile_kernels as kernels
from compmodels.checks.matrix._simulator import SIMULATOR, UNTOUCHED
from compmodels.checks.matrix._tile_kernels import exchanged

COLUMNS = (
    "This is A @ B, the lesson's product. A @ B.T needs B's rows, not its columns: each element "
    "of C is a row of A times a row of B, and k counts along both rows."
)
DIAGONAL = (
    "Only a diagonal of each tile of B is loaded, since the same coordinate of the thread stands "
    "in both indices of B. One index has thread.x in it, the other thread.y."
)


def _expected(grid, block, A, B, C):
    width = block[0]
    loads = _loads("A", B.shape[0] // width), _loads("B", A.shape[0] // width)
    return A @ B.T, *loads


def _seen(value):
    """C, and in words how often the elements of A and B were loaded."""
    (_, _, product), (of_a, of_b, _), _ = value
    return product, _in_words("A", of_a), _in_words("B", of_b)


def _in_words(name, loads):
    least, most = int(np.min(loads)), int(np.max(loads))
    return _loads(name, least) if least == most else f"elements of {name}: {least} to {most} loads"


def _loads(name, times):
    """How often each element is loaded, in as few letters as a message shows of a text."""
    return f"each element of {name}: {times} load{'s' if times != 1 else ''}"


def _case(tiles, width, rng):
    """A case with so many tiles along m, k and n."""
    m, k, n = (width * number for number in tiles)
    A, B = rng.integers(-5, 6, (m, k)).astype(float), rng.integers(-5, 6, (n, k)).astype(float)
    return (n // width, m // width), (width, width), A, B, np.full((m, n), UNTOUCHED)


def _edge(*tiles, width=2):
    return _case(tiles, width, np.random.default_rng(sum(tiles)))


def _draw_matrices(rng):
    return _case(rng.integers(1, 4, 3).tolist(), int(rng.integers(2, 4)), rng)


tiled_product = Check(
    name="tiled_product",
    oracle=_expected,
    view=_seen,
    caller=SIMULATOR,
    forbidden=COURSE_CODE,
    draw=_draw_matrices,
    edges=(
        _edge(1, 1, 1),
        _edge(1, 2, 1),
        _edge(2, 2, 2),
        _edge(1, 1, 2),
        _edge(2, 1, 1),
        _edge(2, 3, 1),
        _edge(1, 2, 3, width=3),
        _edge(2, 2, 1, width=4),
    ),
    misconceptions=(
        Misconception(
            exchanged(of_b=kernels.from_b_as_in_the_lesson, term=kernels.row_times_column),
            COLUMNS,
        ),
        Misconception(kernels.guarded_as_in_the_lesson, COLUMNS),
        Misconception(
            exchanged(of_b=kernels.from_b_as_in_the_lesson),
            "Inside a tile you take B's rows, but the tiles come from the lesson's places, one "
            "below the other. They follow each other along B's rows, so start belongs to the "
            "second index of B, and the block's place to the first.",
        ),
        Misconception(
            exchanged(term=kernels.row_times_column),
            "B's tile is filled one way round and used the other. Write down for a tile of 2 x 2 "
            "which element of B lies where, and which of them thread (1, 0) needs.",
        ),
        Misconception(
            exchanged(of_b=kernels.from_a),
            "You load the same rows of B as of A. B's rows belong to the columns of C, so those "
            "that a block needs begin at block.x * width.",
        ),
        Misconception(
            exchanged(of_b=lambda block, thread, start: (thread.y, start + thread.x)),
            "All blocks load the first rows of B. Those that a block needs begin at "
            "block.x * width.",
        ),
        Misconception(
            kernels.naive,
            "The product is right, but each thread loads a whole row of A and a whole row of B "
            "from global memory. With tiles, each thread loads one element of either tile, and all "
            "use what the others have loaded: as many times fewer loads as a tile is wide.",
        ),
        Misconception(
            kernels.naive_as_in_the_lesson,
            "This is the lesson's first kernel, and two things differ here: B's rows are wanted "
            "in place of its columns, and the threads of a block are to share tiles.",
        ),
        Misconception(
            kernels.only_a_is_shared,
            "The tile of A is shared, but each thread loads its own row of B from global memory. "
            "B needs a tile as well.",
        ),
        Misconception(
            kernels.only_b_is_shared,
            "The tile of B is shared, but each thread loads its own row of A from global memory. "
            "A needs a tile as well.",
        ),
        Misconception(
            exchanged(waits_before=lambda thread: False),
            "A thread uses elements of the tiles that other threads have yet to load. All must "
            "wait (yield) between loading the tiles and using them.",
        ),
        Misconception(
            exchanged(waits_behind=lambda thread: False),
            "A fast thread loads the next tiles while others still use these. All must wait "
            "(yield) a second time, behind the loop that uses the tiles.",
        ),
        Misconception(
            kernels.each_fills_the_tiles,
            "Threads get in each other's way at the tiles. Let each thread store to one element of "
            "either tile, the one at [thread.y, thread.x], and let all threads come to the barrier "
            "(yield) before any of them uses the tiles.",
        ),
        Misconception(
            exchanged(waits_behind=lambda thread: thread.x == 0),
            "All threads of a block must come to the same barrier: keep yield out of an if.",
        ),
        Misconception(
            exchanged(kept=lambda total: 0.0),
            "The total begins anew with each tile, so that only the last tile counts. Set it to "
            "zero once, before the loop over the tiles.",
        ),
        Misconception(
            exchanged(shared_side=lambda A, B: 1),
            "Only the first tile counts. Go on along the rows of A and B, tile by tile, in a loop.",
        ),
        Misconception(
            exchanged(shared_side=lambda A, B: A.shape[0]),
            "The loop over the tiles goes as far as A has rows. The side that A and B share is "
            "A.shape[1], the columns of A.",
        ),
        Misconception(
            exchanged(shared_side=lambda A, B: B.shape[0]),
            "The loop over the tiles goes as far as B has rows. The side that A and B share is "
            "B.shape[1], the columns of B.",
        ),
        Misconception(
            exchanged(place=lambda thread: (thread.x, thread.y)),
            "The tiles are stored transposed: row thread.y, column thread.x.",
        ),
        Misconception(
            exchanged(term=lambda a, b, thread, k: a[k, thread.y] * b[thread.x, k]),
            "You go down a column of A's tile. Go along its row thread.y: k comes second there.",
        ),
        Misconception(
            exchanged(term=lambda a, b, thread, k: a[thread.x, k] * b[thread.y, k]),
            "x and y are swapped where the tiles are used: the thread's own element of C has the "
            "row thread.y, which is A's, and the column thread.x, which is B's row.",
        ),
        Misconception(
            exchanged(term=lambda a, b, thread, k: a[thread.y, k] * b[thread.y, k]),
            "Each thread uses the row thread.y of both tiles. That is right for A; which row of "
            "B's tile belongs to the thread's column of C?",
        ),
        Misconception(
            exchanged(
                of_b=lambda block, thread, start: (
                    kernels.own_column(block, thread),
                    start + thread.x,
                )
            ),
            DIAGONAL,
        ),
        Misconception(
            exchanged(
                of_b=lambda block, thread, start: (
                    kernels.row_of_b(block, thread),
                    start + thread.y,
                )
            ),
            DIAGONAL,
        ),
        Misconception(
            exchanged(
                of_a=lambda block, thread, start: (kernels.own_row(block, thread), start + thread.y)
            ),
            "Threads of one row of the tile must load different columns of A: the column is "
            "start + thread.x.",
        ),
        Misconception(
            exchanged(
                of_a=lambda block, thread, start: kernels.from_a(
                    block, thread, start // block.dim.x
                ),
                of_b=lambda block, thread, start: kernels.from_b(
                    block, thread, start // block.dim.x
                ),
            ),
            "A tile is several elements wide: the tile with the number t begins at t * width.",
        ),
        Misconception(
            exchanged(stored=lambda row, column: (column, row)),
            "The result is stored in the transposed place: C[row, column].",
        ),
        Misconception(
            exchanged(old=lambda C, row, column: C[row, column]),
            "You add to what C held before. What stands there at the start does not count.",
        ),
    ),
)
