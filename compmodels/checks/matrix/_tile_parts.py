"""Students' kernels for ``tiled_product`` that are one right kernel with a part exchanged.

Those that go another way altogether live in ``_tile_kernels``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def own_row(block, thread):
    return block.y * block.dim.x + thread.y


def own_column(block, thread):
    return block.x * block.dim.x + thread.x


def row_of_b(block, thread):
    """The row of B of which a thread loads an element, not always for its own column of C."""
    return block.x * block.dim.x + thread.y


def from_a(block, thread, start):
    return own_row(block, thread), start + thread.x


def from_b(block, thread, start):
    return row_of_b(block, thread), start + thread.x


def from_b_as_in_the_lesson(block, thread, start):
    return start + thread.y, own_column(block, thread)


def two_tiles(block):
    width = block.dim.x
    return block.shared("a", (width, width)), block.shared("b", (width, width))


def one_tile_for_both(block):
    return two_tiles(block)[:1] * 2


def tiles_of_its_own(block):
    width = block.dim.x
    return zeros(width), zeros(width)


def zeros(width):
    return {(row, column): 0.0 for row in range(width) for column in range(width)}


def row_times_row(a, b, thread, k):
    return a[thread.y, k] * b[thread.x, k]


def row_times_column(a, b, thread, k):
    return a[thread.y, k] * b[k, thread.x]


@dataclass(frozen=True)
class Parts:
    """The parts of the right kernel that may be exchanged."""

    row: Callable = own_row
    column: Callable = own_column
    shared_side: Callable = lambda A, B: A.shape[1]
    of_a: Callable = from_a
    of_b: Callable = from_b
    tiles: Callable = two_tiles
    place: Callable = lambda thread: (thread.y, thread.x)
    term: Callable = row_times_row
    waits_before: Callable = lambda thread: True
    waits_behind: Callable = lambda thread: True
    kept: Callable = lambda total: total
    is_stored_each_time: bool = False
    element: Callable = lambda row, column: (row, column)
    old: Callable = lambda C, element: 0.0


def exchanged(**parts):
    """The right kernel with some of its parts exchanged."""
    part = Parts(**parts)

    def kernel(block, thread, A, B, C):
        width, total = block.dim.x, 0.0
        own = part.element(part.row(block, thread), part.column(block, thread))
        tile_a, tile_b = part.tiles(block)
        for start in range(0, part.shared_side(A, B), width):
            tile_a[part.place(thread)] = A[part.of_a(block, thread, start)]
            tile_b[part.place(thread)] = B[part.of_b(block, thread, start)]
            if part.waits_before(thread):
                yield
            total = part.kept(total)
            for k in range(width):
                total += part.term(tile_a, tile_b, thread, k)
            if part.is_stored_each_time:
                C[own] = part.old(C, own) + total
            if part.waits_behind(thread):
                yield
        if not part.is_stored_each_time:
            C[own] = part.old(C, own) + total

    return kernel
