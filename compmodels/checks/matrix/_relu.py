"""Check of ``bias_relu``: a kernel with one thread for each element of a table.

The imitations are kernels too, made of parts that can be exchanged.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.matrix._simulator import SIMULATOR, UNTOUCHED, last_array


def _expected(grid, block, picture, bias, out):
    return np.where(picture + bias > 0, picture + bias, 0.0)


def _row(block, thread):
    return block.y * block.dim.y + thread.y


def _column(block, thread):
    return block.x * block.dim.x + thread.x


def _is_inside(row, column, block, shape):
    return row < shape[0] and column < shape[1]


def _relu(number, bias):
    return max(0.0, number + bias)


def _imitation(row=_row, column=_column, takes_part=_is_inside, value=_relu):
    """A kernel with one of its parts exchanged."""

    def kernel(block, thread, picture, bias, out):
        i, j = row(block, thread), column(block, thread)
        if takes_part(i, j, block, picture.shape):
            out[i, j] = value(picture[i, j], bias)

    return kernel


def _only_positive(block, thread, picture, bias, out):
    i, j = _row(block, thread), _column(block, thread)
    if _is_inside(i, j, block, picture.shape) and picture[i, j] + bias > 0:
        out[i, j] = picture[i, j] + bias


def _into_the_picture(block, thread, picture, bias, out):
    i, j = _row(block, thread), _column(block, thread)
    if _is_inside(i, j, block, picture.shape):
        picture[i, j] = _relu(picture[i, j], bias)


def _case(grid, block, shape, rng=None, bias=0.5):
    """A case whose blocks reach so far; the picture counts up from below zero, or is random."""
    size = shape[0] * shape[1]
    numbers = np.arange(size) - size // 2 if rng is None else rng.integers(-9, 10, size)
    return grid, block, numbers.reshape(shape).astype(float), bias, np.full(shape, UNTOUCHED)


def _draw_picture(rng):
    block, shape = rng.integers(1, 5, 2), rng.integers(1, 9, 2)
    grid = -(-shape[::-1] // block)
    bias = float(rng.choice([-2.5, -1.0, 0.5, 2.0]))
    return _case(tuple(grid.tolist()), tuple(block.tolist()), shape, rng, bias)


bias_relu = Check(
    name="bias_relu",
    oracle=_expected,
    view=last_array,
    caller=SIMULATOR,
    forbidden=COURSE_CODE,
    draw=_draw_picture,
    edges=(
        _case((1, 1), (2, 2), (2, 2)),
        _case((2, 2), (2, 2), (4, 4)),
        _case((1, 1), (4, 2), (2, 3)),
        _case((1, 1), (2, 4), (3, 2)),
        _case((2, 3), (2, 2), (6, 4), bias=-1.0),
        _case((2, 2), (3, 2), (4, 6)),
        _case((2, 2), (2, 3), (6, 4)),
        _case((3, 2), (2, 2), (3, 5)),
        _case((2, 3), (4, 2), (3, 2)),
    ),
    misconceptions=(
        Misconception(
            _imitation(takes_part=lambda *_: True),
            "Blocks may reach beyond the edge. Let a thread go on only if row < number of rows "
            "and column < number of columns; both are counted from 0, so it is < and not <=.",
        ),
        Misconception(
            _imitation(takes_part=lambda row, column, block, shape: row < shape[0]),
            "Your thread asks whether its row exists. Its column may lie beyond the edge too.",
        ),
        Misconception(
            _imitation(takes_part=lambda row, column, block, shape: column < shape[1]),
            "Your thread asks whether its column exists. Its row may lie beyond the edge too.",
        ),
        Misconception(
            _imitation(
                takes_part=lambda row, column, block, shape: row < shape[1] and column < shape[0]
            ),
            "The two limits are swapped: picture.shape is (rows, columns), so the row is compared "
            "with shape[0] and the column with shape[1].",
        ),
        Misconception(
            _imitation(
                row=lambda block, thread: block.x * block.dim.x + thread.x,
                column=lambda block, thread: block.y * block.dim.y + thread.y,
            ),
            "x and y are swapped: x goes along a row, so it gives the column; y gives the row.",
        ),
        Misconception(
            _imitation(row=lambda block, thread: block.y * block.dim.x + thread.y),
            "A block need not be square: it has block.dim.y rows of threads, so the row begins at "
            "block.y * block.dim.y.",
        ),
        Misconception(
            _imitation(column=lambda block, thread: block.x * block.dim.y + thread.x),
            "A block need not be square: it has block.dim.x columns of threads, so the column "
            "begins at block.x * block.dim.x.",
        ),
        Misconception(
            _imitation(
                row=lambda block, thread: thread.y,
                column=lambda block, thread: thread.x,
            ),
            "thread.x and thread.y are counted from 0 in each block anew. Add where the block "
            "begins: block.x * block.dim.x, and block.y * block.dim.y.",
        ),
        Misconception(
            _imitation(
                row=lambda block, thread: block.y,
                column=lambda block, thread: block.x,
            ),
            "Several threads of a block come to the same element. Where the block begins is "
            "block.x * block.dim.x, and block.y * block.dim.y; add the thread's own place in it.",
        ),
        Misconception(
            _imitation(
                row=lambda block, thread: block.y * block.grid.y + thread.y,
                column=lambda block, thread: block.x * block.grid.x + thread.x,
            ),
            "block.grid says how many blocks there are. How many threads a block has is block.dim.",
        ),
        Misconception(
            _imitation(value=lambda number, bias: number + bias),
            "Where is the max? What is below zero becomes 0.",
        ),
        Misconception(
            _imitation(value=lambda number, bias: abs(number + bias)),
            "abs turns the sign round. What is below zero becomes 0: max(0, ...).",
        ),
        Misconception(
            _imitation(value=lambda number, bias: max(0.0, number) + bias),
            "The bias is added before the max is taken.",
        ),
        Misconception(
            _imitation(value=lambda number, bias: max(0.0, number)),
            "Where is the bias? It is added to the element before the max is taken.",
        ),
        Misconception(
            _imitation(value=lambda number, bias: min(0.0, number + bias)),
            "You keep what is below zero. The larger of the two is wanted: max, not min.",
        ),
        Misconception(
            _imitation(value=lambda number, bias: max(bias, number)),
            "The larger of 0 and the sum is wanted: add the bias to the element first.",
        ),
        Misconception(
            _imitation(
                takes_part=lambda row, column, block, shape: (
                    (block.y + 1) * block.dim.y <= shape[0]
                    and (block.x + 1) * block.dim.x <= shape[1]
                )
            ),
            "You leave out whole blocks that reach beyond the edge. Some of their threads have an "
            "element: let each thread ask for its own.",
        ),
        Misconception(
            _only_positive,
            "Where the sum is not above zero you store nothing, and what was in out before stays "
            "there. Store 0.",
        ),
        Misconception(
            _into_the_picture,
            "Nothing was stored in out: the result belongs there, and the picture stays as it is.",
        ),
    ),
)
