"""Kernels of students who hold a wrong idea of ``tiled_product``.

Most are one right kernel with a part exchanged. The check itself lives in ``_tiles``.
"""

from __future__ import annotations


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


def row_times_row(a, b, thread, k):
    return a[thread.y, k] * b[thread.x, k]


def row_times_column(a, b, thread, k):
    return a[thread.y, k] * b[k, thread.x]


def exchanged(
    shared_side=lambda A, B: A.shape[1],
    of_a=from_a,
    of_b=from_b,
    place=lambda thread: (thread.y, thread.x),
    term=row_times_row,
    waits_before=lambda thread: True,
    waits_behind=lambda thread: True,
    kept=lambda total: total,
    stored=lambda row, column: (row, column),
    old=lambda C, row, column: 0.0,
):
    """The right kernel with some of its parts exchanged."""

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
        row, column = own_row(block, thread), own_column(block, thread)
        C[stored(row, column)] = old(C, row, column) + total

    return kernel


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
    tile_a, tile_b = block.shared("a", (width, width)), block.shared("b", (width, width))
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
    tile_a, tile_b = block.shared("a", (width, width)), block.shared("b", (width, width))
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
