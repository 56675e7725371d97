"""Wrong ideas of ``bias_relu``, each with the kernel that it leads to and its hint."""

from __future__ import annotations

from compmodels.checks._core import Misconception
from compmodels.checks.matrix import _relu_kernels as kernels
from compmodels.checks.matrix._relu_kernels import exchanged

ROW_FIRST = (
    "An element is named by its row first and its column second: picture[row, column] and "
    "out[row, column]."
)
IDEAS = (
    Misconception(
        exchanged(takes_part=lambda *_: True),
        "Blocks may reach beyond the edge. Let a thread go on only if row < number of rows "
        "and column < number of columns; both are counted from 0, so it is < and not <=.",
    ),
    Misconception(
        exchanged(takes_part=lambda row, column, block, shape: row < shape[0]),
        "Your thread asks whether its row exists. Its column may lie beyond the edge too.",
    ),
    Misconception(
        exchanged(takes_part=lambda row, column, block, shape: column < shape[1]),
        "Your thread asks whether its column exists. Its row may lie beyond the edge too.",
    ),
    Misconception(
        exchanged(
            takes_part=lambda row, column, block, shape: row < shape[1] and column < shape[0]
        ),
        "The two limits are swapped: picture.shape is (rows, columns), so the row is compared "
        "with shape[0] and the column with shape[1].",
    ),
    Misconception(
        exchanged(
            row=lambda block, thread: block.x * block.dim.x + thread.x,
            column=lambda block, thread: block.y * block.dim.y + thread.y,
        ),
        "x and y are swapped: x goes along a row, so it gives the column; y gives the row.",
    ),
    Misconception(
        exchanged(row=lambda block, thread: block.y * block.dim.x + thread.y),
        "A block need not be square: it has block.dim.y rows of threads, so the row begins at "
        "block.y * block.dim.y.",
    ),
    Misconception(
        exchanged(column=lambda block, thread: block.x * block.dim.y + thread.x),
        "A block need not be square: it has block.dim.x columns of threads, so the column "
        "begins at block.x * block.dim.x.",
    ),
    Misconception(
        exchanged(
            row=lambda block, thread: thread.y,
            column=lambda block, thread: thread.x,
        ),
        "thread.x and thread.y are counted from 0 in each block anew. Add where the block "
        "begins: block.x * block.dim.x, and block.y * block.dim.y.",
    ),
    Misconception(
        exchanged(
            row=lambda block, thread: block.y,
            column=lambda block, thread: block.x,
        ),
        "Several threads of a block come to the same element. Where the block begins is "
        "block.x * block.dim.x, and block.y * block.dim.y; add the thread's own place in it.",
    ),
    Misconception(
        exchanged(
            row=lambda block, thread: block.y * block.grid.y + thread.y,
            column=lambda block, thread: block.x * block.grid.x + thread.x,
        ),
        "block.grid says how many blocks there are. How many threads a block has is block.dim.",
    ),
    Misconception(
        exchanged(value=lambda number, bias: number + bias),
        "Where is the max? What is below zero becomes 0.",
    ),
    Misconception(
        exchanged(value=lambda number, bias: abs(number + bias)),
        "abs turns the sign round. What is below zero becomes 0: max(0, ...).",
    ),
    Misconception(
        exchanged(value=lambda number, bias: max(0.0, number) + bias),
        "The bias is added before the max is taken.",
    ),
    Misconception(
        exchanged(value=lambda number, bias: max(0.0, number)),
        "Where is the bias? It is added to the element before the max is taken.",
    ),
    Misconception(
        exchanged(value=lambda number, bias: min(0.0, number + bias)),
        "You keep what is below zero. The larger of the two is wanted: max, not min.",
    ),
    Misconception(
        exchanged(value=lambda number, bias: max(bias, number)),
        "The larger of 0 and the sum is wanted: add the bias to the element first.",
    ),
    Misconception(
        exchanged(
            takes_part=lambda row, column, block, shape: (
                (block.y + 1) * block.dim.y <= shape[0] and (block.x + 1) * block.dim.x <= shape[1]
            )
        ),
        "You leave out whole blocks that reach beyond the edge. Some of their threads have an "
        "element: let each thread ask for its own.",
    ),
    Misconception(
        kernels.only_positive,
        "Where the sum is not above zero you store nothing, and what was in out before stays "
        "there. Store 0.",
    ),
    Misconception(
        kernels.into_the_picture,
        "Nothing was stored in out: the result belongs there, and the picture stays as it is.",
    ),
    Misconception(
        kernels.one_thread_for_all,
        "Each thread handles one element only and stores to it once: no loop is needed. Work out "
        "the value first, then store it.",
    ),
    Misconception(
        kernels.each_thread_for_all,
        "Each thread handles one element only: no loop is needed. Yours goes through elements that "
        "belong to other threads as well.",
    ),
    Misconception(
        kernels.each_thread_for_a_row,
        "Each thread handles one element only: no loop is needed. Yours goes through a whole row, "
        "and so do the other threads of that row.",
    ),
    Misconception(
        kernels.all_at_once,
        "A kernel is about one element. Name it by its row and its column: out[row, column] = ...",
    ),
    Misconception(
        kernels.row_at_once,
        "A kernel is about one element, so there is no slice (:) in an index. Name the thread's "
        "own element: out[row, column] = ...",
    ),
    Misconception(
        kernels.returned,
        "A kernel returns nothing. Store the value in the thread's own element: "
        "out[row, column] = ...",
    ),
    Misconception(
        exchanged(own=kernels.transposed, place=kernels.transposed),
        ROW_FIRST,
    ),
    Misconception(exchanged(place=kernels.transposed), ROW_FIRST),
    Misconception(exchanged(own=kernels.transposed), ROW_FIRST),
)
