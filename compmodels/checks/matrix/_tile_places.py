"""Wrong ideas of ``tiled_product`` about which elements are loaded, used or stored."""

from __future__ import annotations

from compmodels.checks._core import Misconception
from compmodels.checks.matrix import _tile_kernels as kernels
from compmodels.checks.matrix import _tile_parts as parts
from compmodels.checks.matrix._tile_parts import exchanged

COLUMNS = (
    "This is A @ B, the lesson's product. A @ B.T needs B's rows, not its columns: each element "
    "of C is a row of A times a row of B, and k counts along both rows."
)
DIAGONAL = (
    "Only a diagonal of each tile of B is loaded, since the same coordinate of the thread stands "
    "in both indices of B. One index has thread.x in it, the other thread.y."
)
IDEAS = (
    Misconception(
        exchanged(of_b=parts.from_b_as_in_the_lesson, term=parts.row_times_column),
        COLUMNS,
    ),
    Misconception(kernels.guarded_as_in_the_lesson, COLUMNS),
    Misconception(
        exchanged(of_b=parts.from_b_as_in_the_lesson),
        "Inside a tile you take B's rows, but the tiles come from the lesson's places, one "
        "below the other. They follow each other along B's rows, so start belongs to the "
        "second index of B, and the block's place to the first.",
    ),
    Misconception(
        exchanged(term=parts.row_times_column),
        "B's tile is filled one way round and used the other. Write down for a tile of 2 x 2 "
        "which element of B lies where, and which of them thread (1, 0) needs.",
    ),
    Misconception(
        exchanged(of_b=parts.from_a),
        "You load the same rows of B as of A. B's rows belong to the columns of C, so those "
        "that a block needs begin at block.x * width.",
    ),
    Misconception(
        exchanged(of_b=lambda block, thread, start: (thread.y, start + thread.x)),
        "All blocks load the first rows of B. Those that a block needs begin at block.x * width.",
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
                parts.own_column(block, thread),
                start + thread.x,
            )
        ),
        DIAGONAL,
    ),
    Misconception(
        exchanged(
            of_b=lambda block, thread, start: (
                parts.row_of_b(block, thread),
                start + thread.y,
            )
        ),
        DIAGONAL,
    ),
    Misconception(
        exchanged(
            of_a=lambda block, thread, start: (parts.own_row(block, thread), start + thread.y)
        ),
        "Threads of one row of the tile must load different columns of A: the column is "
        "start + thread.x.",
    ),
    Misconception(
        exchanged(
            of_a=lambda block, thread, start: parts.from_a(block, thread, start // block.dim.x),
            of_b=lambda block, thread, start: parts.from_b(block, thread, start // block.dim.x),
        ),
        "A tile is several elements wide: the tile with the number t begins at t * width.",
    ),
    Misconception(
        exchanged(element=lambda row, column: (column, row)),
        "The result is stored in the transposed place: C[row, column].",
    ),
    Misconception(
        exchanged(row=lambda block, thread: thread.y, column=lambda block, thread: thread.x),
        "C[thread.y, thread.x] is a place in the block. The block's part of C begins at row "
        "block.y * width and column block.x * width: add the two.",
    ),
    Misconception(
        exchanged(
            row=lambda block, thread: block.x * block.dim.x + thread.y,
            column=lambda block, thread: block.y * block.dim.x + thread.x,
            of_a=lambda block, thread, start: (
                block.x * block.dim.x + thread.y,
                start + thread.x,
            ),
            of_b=lambda block, thread, start: (
                block.y * block.dim.x + thread.y,
                start + thread.x,
            ),
        ),
        "x and y are swapped: x goes along a row, so the column of C comes from block.x and "
        "thread.x, and its row from block.y and thread.y.",
    ),
)
