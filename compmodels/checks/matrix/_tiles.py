"""Check of ``tiled_product``: a matrix product whose threads share tiles.

Its result is compared, and how often it loads the elements of A and B from global memory. The
imitations are kernels too, most of them made of parts that can be exchanged.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.matrix._simulator import SIMULATOR, UNTOUCHED


def _expected(grid, block, A, B, C):
    width = block[0]
    loads = _loads("A", B.shape[1] // width), _loads("B", A.shape[0] // width)
    return A @ B, *loads


def _seen(value):
    """C, and in words how often the elements of A and B were loaded."""
    (_, _, product), (of_a, of_b, _) = value
    return product, _in_words("A", of_a), _in_words("B", of_b)


def _in_words(name, loads):
    least, most = int(np.min(loads)), int(np.max(loads))
    return _loads(name, least) if least == most else f"elements of {name}: {least} to {most} loads"


def _loads(name, times):
    """How often each element is loaded, in as few letters as a message shows of a text."""
    return f"each element of {name}: {times} load{'s' if times != 1 else ''}"


def _own_row(block, thread):
    return block.y * block.dim.x + thread.y


def _own_column(block, thread):
    return block.x * block.dim.x + thread.x


def _of_a(block, thread, start):
    return _own_row(block, thread), start + thread.x


def _of_b(block, thread, start):
    return start + thread.y, _own_column(block, thread)


def _own_place(thread):
    return thread.y, thread.x


def _term(tile_a, tile_b, thread, k):
    return tile_a[thread.y, k] * tile_b[k, thread.x]


def _imitation(
    shared_side=lambda A, B: A.shape[1],
    of_a=_of_a,
    of_b=_of_b,
    place=_own_place,
    term=_term,
    waits_before=lambda thread: True,
    waits_behind=lambda thread: True,
    kept=lambda total: total,
    stored=lambda row, column: (row, column),
    old=lambda C, row, column: 0.0,
):
    """A kernel with one of its parts exchanged."""

    def kernel(block, thread, A, B, C):
        width = block.dim.x
        tile_a, tile_b = block.shared("a", (width, width)), block.shared("b", (width, width))
        total = 0.0
        for start in range(0, shared_side(A, B), width):
            tile_a[place(thread)] = A[of_a(block, thread, start)]
            tile_b[place(thread)] = B[of_b(block, thread, start)]
            if waits_before(thread):
                yield
            total = kept(total)
            for k in range(width):
                total += term(tile_a, tile_b, thread, k)
            if waits_behind(thread):
                yield
        row, column = _own_row(block, thread), _own_column(block, thread)
        C[stored(row, column)] = old(C, row, column) + total

    return kernel


def _naive(block, thread, A, B, C):
    row, column = _own_row(block, thread), _own_column(block, thread)
    total = 0.0
    for k in range(A.shape[1]):
        total += A[row, k] * B[k, column]
    C[row, column] = total


def _only_a_is_shared(block, thread, A, B, C):
    width = block.dim.x
    tile = block.shared("a", (width, width))
    row, column = _own_row(block, thread), _own_column(block, thread)
    total = 0.0
    for start in range(0, A.shape[1], width):
        tile[thread.y, thread.x] = A[row, start + thread.x]
        yield
        for k in range(width):
            total += tile[thread.y, k] * B[start + k, column]
        yield
    C[row, column] = total


def _only_b_is_shared(block, thread, A, B, C):
    width = block.dim.x
    tile = block.shared("b", (width, width))
    row, column = _own_row(block, thread), _own_column(block, thread)
    total = 0.0
    for start in range(0, A.shape[1], width):
        tile[thread.y, thread.x] = B[start + thread.y, column]
        yield
        for k in range(width):
            total += A[row, start + k] * tile[k, thread.x]
        yield
    C[row, column] = total


def _each_fills_the_tiles(block, thread, A, B, C):
    width = block.dim.x
    tile_a, tile_b = block.shared("a", (width, width)), block.shared("b", (width, width))
    row, column = block.y * width, block.x * width
    total = 0.0
    for start in range(0, A.shape[1], width):
        for i in range(width):
            for j in range(width):
                tile_a[i, j] = A[row + i, start + j]
                tile_b[i, j] = B[start + i, column + j]
        yield
        for k in range(width):
            total += _term(tile_a, tile_b, thread, k)
        yield
    C[row + thread.y, column + thread.x] = total


def _case(tiles, width, rng):
    """A case with so many tiles along m, k and n."""
    m, k, n = (width * number for number in tiles)
    A, B = rng.integers(-5, 6, (m, k)).astype(float), rng.integers(-5, 6, (k, n)).astype(float)
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
            _naive,
            "The product is right, but each thread loads a whole row of A and a whole column of B "
            "from global memory. With tiles, each thread loads one element of either tile, and all "
            "use what the others have loaded: as many times fewer loads as a tile is wide.",
        ),
        Misconception(
            _only_a_is_shared,
            "The tile of A is shared, but each thread loads its own column of B from global "
            "memory. B needs a tile as well.",
        ),
        Misconception(
            _only_b_is_shared,
            "The tile of B is shared, but each thread loads its own row of A from global memory. "
            "A needs a tile as well.",
        ),
        Misconception(
            _imitation(waits_before=lambda thread: False),
            "A thread uses elements of the tiles that other threads have yet to load. All must "
            "wait (yield) between loading the tiles and using them.",
        ),
        Misconception(
            _imitation(waits_behind=lambda thread: False),
            "A fast thread loads the next tiles while others still use these. All must wait "
            "(yield) a second time, behind the loop that uses the tiles.",
        ),
        Misconception(
            _each_fills_the_tiles,
            "Threads get in each other's way at the tiles. Let each thread store to one element of "
            "either tile, the one at [thread.y, thread.x], and let all threads come to the barrier "
            "(yield) before any of them uses the tiles.",
        ),
        Misconception(
            _imitation(waits_behind=lambda thread: thread.x == 0),
            "All threads of a block must come to the same barrier: keep yield out of an if.",
        ),
        Misconception(
            _imitation(kept=lambda total: 0.0),
            "The total begins anew with each tile, so that only the last tile counts. Set it to "
            "zero once, before the loop over the tiles.",
        ),
        Misconception(
            _imitation(shared_side=lambda A, B: 1),
            "Only the first tile counts. Go on along the row of A and down the column of B, tile "
            "by tile, in a loop.",
        ),
        Misconception(
            _imitation(shared_side=lambda A, B: A.shape[0]),
            "The loop over the tiles goes as far as A has rows. The side that A and B share is "
            "A.shape[1], the columns of A.",
        ),
        Misconception(
            _imitation(shared_side=lambda A, B: B.shape[1]),
            "The loop over the tiles goes as far as B has columns. The side that A and B share is "
            "B.shape[0], the rows of B.",
        ),
        Misconception(
            _imitation(place=lambda thread: (thread.x, thread.y)),
            "The tiles are stored transposed: row thread.y, column thread.x.",
        ),
        Misconception(
            _imitation(term=lambda a, b, thread, k: a[thread.y, k] * b[thread.x, k]),
            "You go along a row of B's tile. Go down its column thread.x: k comes first there.",
        ),
        Misconception(
            _imitation(term=lambda a, b, thread, k: a[k, thread.y] * b[k, thread.x]),
            "You go down a column of A's tile. Go along its row thread.y: k comes second there.",
        ),
        Misconception(
            _imitation(term=lambda a, b, thread, k: a[thread.x, k] * b[k, thread.y]),
            "x and y are swapped where the tiles are used: the thread's own element has the row "
            "thread.y and the column thread.x.",
        ),
        Misconception(
            _imitation(
                of_b=lambda block, thread, start: (start + thread.x, _own_column(block, thread))
            ),
            "Threads of one column of the tile must load different rows of B: the row is "
            "start + thread.y.",
        ),
        Misconception(
            _imitation(
                of_a=lambda block, thread, start: (_own_row(block, thread), start + thread.y)
            ),
            "Threads of one row of the tile must load different columns of A: the column is "
            "start + thread.x.",
        ),
        Misconception(
            _imitation(
                of_a=lambda block, thread, start: (
                    _own_row(block, thread),
                    start // block.dim.x + thread.x,
                ),
                of_b=lambda block, thread, start: (
                    start // block.dim.x + thread.y,
                    _own_column(block, thread),
                ),
            ),
            "A tile is several elements wide: the tile with the number t begins at t * width.",
        ),
        Misconception(
            _imitation(stored=lambda row, column: (column, row)),
            "The result is stored in the transposed place: C[row, column].",
        ),
        Misconception(
            _imitation(old=lambda C, row, column: C[row, column]),
            "You add to what C held before. What stands there at the start does not count.",
        ),
    ),
)
