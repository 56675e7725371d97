"""Check of ``tiled_product``: rows of A times rows of B, by threads that share tiles.

Its result is compared, how often it loads the elements of A and B from global memory, and whether
each thread stored there once at most. The wrong ideas that it knows live in ``_tile_places`` and
``_tile_sharing``.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check
from compmodels.checks.matrix import _tile_places, _tile_sharing
from compmodels.checks.matrix._simulator import ONCE, SIMULATOR, UNTOUCHED, stores_in_words


def _expected(grid, block, A, B, C):
    width = block[0]
    loads = _loads("A", B.shape[0] // width), _loads("B", A.shape[0] // width)
    return *(A @ B.T), *loads, ONCE


def _seen(value, *_case):
    """C's rows, and in words the loads of elements of A and B and how often a thread stored."""
    (_, _, product), (of_a, of_b, _), most_stores = value
    return *product, _in_words("A", of_a), _in_words("B", of_b), stores_in_words(most_stores)


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
    misconceptions=(*_tile_places.IDEAS, *_tile_sharing.IDEAS),
)
