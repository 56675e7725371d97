"""Wrong ideas of ``tiled_product`` about tiles, barriers, sums, and who stores what."""

from __future__ import annotations

from compmodels.checks._core import Misconception
from compmodels.checks.matrix import _tile_kernels as kernels
from compmodels.checks.matrix import _tile_parts as parts
from compmodels.checks.matrix._tile_parts import exchanged

BEGINS_ANEW = (
    "The total begins anew with each tile, so that only the last tile counts. Set it to zero once, "
    "before the loop over the tiles."
)
IN_AN_IF = "All threads of a block must come to the same barrier: keep yield out of an if."
OLD = "You add to what C held before. What stands there at the start does not count."
IDEAS = (
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
        exchanged(waits_before=lambda thread: thread.x == thread.y == 0),
        IN_AN_IF,
    ),
    Misconception(
        exchanged(waits_behind=lambda thread: thread.x == 0),
        IN_AN_IF,
    ),
    Misconception(
        exchanged(kept=lambda total: 0.0),
        BEGINS_ANEW,
    ),
    Misconception(
        exchanged(kept=lambda total: 0.0, is_stored_each_time=True),
        BEGINS_ANEW,
    ),
    Misconception(
        exchanged(old=lambda C, element: C[element]),
        OLD,
    ),
    Misconception(
        exchanged(
            kept=lambda total: 0.0, old=lambda C, element: C[element], is_stored_each_time=True
        ),
        OLD,
    ),
    Misconception(
        kernels.added_to_c,
        OLD,
    ),
    Misconception(
        exchanged(is_stored_each_time=True),
        "The result is right, but you store after each tile. Store the total once, behind the loop "
        "over the tiles.",
    ),
    Misconception(
        kernels.one_thread_adds_up,
        "Each thread stores once, to its own element of C. So no thread works for the others, and "
        "the sum is kept in a variable of the thread until it is complete.",
    ),
    Misconception(
        exchanged(tiles=parts.tiles_of_its_own),
        "Each thread has filled a tile of its own, in which the others' elements are missing. A "
        "tile that all threads of a block share comes from block.shared.",
    ),
    Misconception(
        exchanged(tiles=parts.one_tile_for_both),
        "Both tiles have the same name, so they are one array, and B's elements replace A's. Give "
        "block.shared two names.",
    ),
)
