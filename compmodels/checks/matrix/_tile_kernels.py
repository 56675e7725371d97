"""Students' kernels for ``tiled_product`` that hold a wrong idea and go another way altogether.

Those that are one right kernel with a part exchanged live in ``_tile_parts``.
"""

from __future__ import annotations

from compmodels.checks.matrix._tile_parts import (
    from_a,
    from_b,
    own_column,
    own_row,
    row_of_b,
    row_times_column,
    row_times_row,
    two_tiles,
    zeros,
)


def naive(block, thread, A, B, C):
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0.0
    for k in range(A.shape[1]):
        total += A[row, k] * B[column, k]
    C[row, column] = total


def naive_as_in_the_lesson(block, thread, A, B, C):
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0.0
    for k in range(A.shape[1]):
        total += A[row, k] * B[k, column]
    C[row, column] = total


def guarded_as_in_the_lesson(block, thread, A, B, C):
    width = block.dim.x
    tile_a, tile_b = two_tiles(block)
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0.0
    for start in range(0, A.shape[1], width):
        tile_a[thread.y, thread.x] = A[row, start + thread.x]
        is_inside = start + thread.y < B.shape[0] and column < B.shape[1]
        tile_b[thread.y, thread.x] = B[start + thread.y, column] if is_inside else 0.0
        yield
        for k in range(width):
            total += row_times_column(tile_a, tile_b, thread, k)
        yield
    C[row, column] = total


def only_a_is_shared(block, thread, A, B, C):
    width = block.dim.x
    tile = block.shared("a", (width, width))
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0.0
    for start in range(0, A.shape[1], width):
        tile[thread.y, thread.x] = A[row, start + thread.x]
        yield
        for k in range(width):
            total += tile[thread.y, k] * B[column, start + k]
        yield
    C[row, column] = total


def only_b_is_shared(block, thread, A, B, C):
    width = block.dim.x
    tile = block.shared("b", (width, width))
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0.0
    for start in range(0, A.shape[1], width):
        tile[thread.y, thread.x] = B[row_of_b(block, thread), start + thread.x]
        yield
        for k in range(width):
            total += A[row, start + k] * tile[thread.x, k]
        yield
    C[row, column] = total


def each_fills_the_tiles(block, thread, A, B, C):
    width = block.dim.x
    tile_a, tile_b = two_tiles(block)
    row, column = block.y * width, block.x * width
    total = 0.0
    for start in range(0, A.shape[1], width):
        for i in range(width):
            for j in range(width):
                tile_a[i, j] = A[row + i, start + j]
                tile_b[i, j] = B[column + i, start + j]
        yield
        for k in range(width):
            total += row_times_row(tile_a, tile_b, thread, k)
        yield
    C[row + thread.y, column + thread.x] = total


def one_thread_adds_up(block, thread, A, B, C):
    width = block.dim.x
    tile_a, tile_b = two_tiles(block)
    totals = zeros(width)
    for start in range(0, A.shape[1], width):
        tile_a[thread.y, thread.x] = A[from_a(block, thread, start)]
        tile_b[thread.y, thread.x] = B[from_b(block, thread, start)]
        yield
        if thread.x == thread.y == 0:
            for i, j in totals:
                totals[i, j] += sum(tile_a[i, k] * tile_b[j, k] for k in range(width))
        yield
    if thread.x == thread.y == 0:
        for i, j in totals:
            C[block.y * width + i, block.x * width + j] = totals[i, j]


def added_to_c(block, thread, A, B, C):
    tile_a, tile_b = two_tiles(block)
    own = own_row(block, thread), own_column(block, thread)
    for start in range(0, A.shape[1], block.dim.x):
        tile_a[thread.y, thread.x] = A[from_a(block, thread, start)]
        tile_b[thread.y, thread.x] = B[from_b(block, thread, start)]
        yield
        for k in range(block.dim.x):
            C[own] += row_times_row(tile_a, tile_b, thread, k)
        yield
