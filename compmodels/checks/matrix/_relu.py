"""Check of ``bias_relu``: a kernel with one thread for each element of a table.

Its result is compared, and whether each thread stored once at most. The wrong ideas that it knows
live in ``_relu_ideas``.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check
from compmodels.checks.matrix._relu_ideas import IDEAS
from compmodels.checks.matrix._simulator import ONCE, SIMULATOR, UNTOUCHED, stores_in_words


def _expected(grid, block, picture, bias, out):
    return *np.where(picture + bias > 0, picture + bias, 0.0), ONCE


def _seen(value, *_case):
    """The rows of the table for the results, and in words how often a thread stored."""
    (_, out), _, most_stores = value
    return *out, stores_in_words(most_stores)


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
    view=_seen,
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
        _case((2, 2), (1, 1), (2, 2)),
    ),
    misconceptions=IDEAS,
)
