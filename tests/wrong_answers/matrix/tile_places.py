"""Answers to ``tiled_product`` that load, use or store the wrong elements."""

from __future__ import annotations

from functools import partial

from tests.wrong_answers import HandedIn, wrong
from tests.wrong_answers.matrix._place import own_column, own_row

ANSWERS: list[HandedIn] = []
wrong = partial(wrong, ANSWERS)


@wrong("tiled_product", hint="A @ B.T needs B's rows, not its columns")
def the_lessons_tiles(block, thread, A, B, C):
    width = block.dim.x
    tile_a = block.shared("tile_a", (width, width))
    tile_b = block.shared("tile_b", (width, width))
    row, column = block.y * width + thread.y, block.x * width + thread.x
    total = 0.0
    for start in range(0, A.shape[1], width):
        tile_a[thread.y, thread.x] = A[row, start + thread.x]
        tile_b[thread.y, thread.x] = B[start + thread.y, column]
        yield  # both tiles are complete
        for k in range(width):
            total += tile_a[thread.y, k] * tile_b[k, thread.x]
        yield  # nobody needs these tiles any more
    C[row, column] = total


@wrong("tiled_product", hint="A @ B.T needs B's rows, not its columns")
def the_lessons_tiles_filled_and_used_transposed(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + x, block.x * size + y]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="A @ B.T needs B's rows, not its columns")
def the_modules_tiles_with_guards(block, thread, A, B, C):
    width = block.dim.x
    tile_a = block.shared("tile_a", (width, width))
    tile_b = block.shared("tile_b", (width, width))
    row = block.y * width + thread.y
    column = block.x * width + thread.x
    total = 0.0
    for start in range(0, A.shape[1], width):
        inside_a = row < A.shape[0] and start + thread.x < A.shape[1]
        inside_b = start + thread.y < B.shape[0] and column < B.shape[1]
        tile_a[thread.y, thread.x] = A[row, start + thread.x] if inside_a else 0.0
        tile_b[thread.y, thread.x] = B[start + thread.y, column] if inside_b else 0.0
        yield
        for k in range(width):
            total += tile_a[thread.y, k] * tile_b[k, thread.x]
        yield
    if row < C.shape[0] and column < C.shape[1]:
        C[row, column] = total


@wrong("tiled_product", hint="the tiles come from the lesson's places")
def tiles_turned_inside_only(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="filled one way round and used the other")
def tiles_of_rows_used_as_columns(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="filled one way round and used the other")
def tiles_of_columns_used_as_rows(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[column, start + y]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="You load the same rows of B as of A")
def tiles_of_the_same_rows(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[row, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="All blocks load the first rows of B")
def tiles_of_the_first_rows_of_b(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="Only a diagonal of each tile of B is loaded")
def tiles_with_x_in_both_indices_of_b(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[column, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="Only a diagonal of each tile of B is loaded")
def tiles_with_x_in_both_indices_of_b_used_as_in_the_lesson(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[column, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="Each thread uses the row thread.y of both tiles")
def tiles_used_by_the_same_row(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[y, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="The tiles are stored transposed")
def tiles_stored_transposed(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[x, y], b[x, y] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="You go down a column of A's tile")
def tiles_column_of_a_times_row_of_b(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[k, y] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="x and y are swapped where the tiles are used")
def tiles_used_by_the_wrong_thread(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[x, k] * b[y, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="must load different columns of A")
def tiles_with_the_wrong_column_of_a(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + y], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="begins at t * width")
def tiles_that_overlap(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(A.shape[1] // size):
        a[y, x], b[y, x] = A[row, tile + x], B[block.x * size + y, tile + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="stored in the transposed place")
def tiles_into_the_transposed_place(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[column, row] = total


@wrong("tiled_product", hint="C[thread.y, thread.x] is a place in the block")
def tiles_into_the_first_block(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, total = own_row(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[y, x] = total


@wrong("tiled_product", hint="x and y are swapped: x goes along a row")
def tiles_with_the_blocks_swapped(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = block.x * size + y, block.y * size + x, 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.y * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="x and y are swapped: x goes along a row")
def tiles_with_x_and_y_swapped(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_column(block, thread), own_row(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[x, y], b[x, y] = A[row, start + y], B[block.y * size + x, start + y]
        yield
        for k in range(size):
            total += a[x, k] * b[y, k]
        yield
    C[row, column] = total
