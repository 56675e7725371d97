"""Answers to ``tiled_product``."""

from __future__ import annotations

import itertools
from functools import partial

from tests.wrong_answers import HandedIn, right, wrong
from tests.wrong_answers.matrix._place import own_column, own_row

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


@wrong("tiled_product", hint="as many times fewer loads as a tile is wide")
def product_without_tiles(block, thread, A, B, C):
    row, column = own_row(block, thread), own_column(block, thread)
    C[row, column] = sum(A[row, k] * B[k, column] for k in range(len(B)))


@wrong("tiled_product", hint="each element of A: 2 loads")
def product_without_tiles_tells_its_loads(block, thread, A, B, C):
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0
    for k in range(A.shape[1]):
        total = total + A[row, k] * B[k, column]
    C[row, column] = total


@wrong("tiled_product", hint="B needs a tile as well")
def tiles_of_a_only(block, thread, A, B, C):
    size = block.dim.x
    tile = block.shared("tile", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        tile[thread.y, thread.x] = A[row, start + thread.x]
        yield
        for k in range(size):
            total += tile[thread.y, k] * B[start + k, column]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="A needs a tile as well")
def tiles_of_b_only(block, thread, A, B, C):
    size = block.dim.x
    tile = block.shared("tile", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        tile[thread.y, thread.x] = B[start + thread.y, column]
        yield
        for k in range(size):
            total += A[row, start + k] * tile[k, thread.x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="All must wait (yield) between loading the tiles and using them")
def tiles_without_the_first_barrier(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="other threads have yet to load")
def tiles_without_barriers(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        for k in range(size):
            total += a[y, k] * b[k, x]
    C[row, column] = total


@wrong("tiled_product", hint="All must wait (yield) a second time")
def tiles_without_the_second_barrier(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
    C[row, column] = total


@wrong("tiled_product", hint="Threads get in each other's way")
def tiles_filled_by_everybody(block, thread, A, B, C):
    size = block.dim.x
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = block.y * size, block.x * size, 0
    for start in range(0, A.shape[1], size):
        for i, j in itertools.product(range(size), range(size)):
            a[i, j], b[i, j] = A[row + i, start + j], B[start + i, column + j]
        yield
        for k in range(size):
            total += a[thread.y, k] * b[k, thread.x]
        yield
    C[row + thread.y, column + thread.x] = total


@wrong("tiled_product", hint="let all threads come to the barrier")
def tiles_with_the_first_barrier_for_some(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        if x == 0 and y == 0:
            yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="keep yield out of an if")
def tiles_with_the_second_barrier_for_some(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        if y == 0:
            yield
    C[row, column] = total


@wrong("tiled_product", hint="The total begins anew with each tile")
def tiles_forget_the_ones_before(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        total = 0
        for k in range(size):
            total += a[y, k] * b[k, x]
        C[row, column] = total
        yield


@wrong("tiled_product", hint="Only the first tile counts")
def tiles_without_a_loop(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    a[y, x], b[y, x] = A[row, x], B[y, column]
    yield
    C[row, column] = sum(a[y, k] * b[k, x] for k in range(size))


@wrong("tiled_product", hint="as far as A has rows")
def tiles_along_the_rows_of_a(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(A.shape[0] // size):
        a[y, x], b[y, x] = A[row, tile * size + x], B[tile * size + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="as far as B has columns")
def tiles_along_the_grid(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(block.grid.x):
        a[y, x], b[y, x] = A[row, tile * size + x], B[tile * size + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="The tiles are stored transposed")
def tiles_stored_transposed(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[x, y], b[x, y] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="You go along a row of B's tile")
def tiles_row_times_row(block, thread, A, B, C):
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


@wrong("tiled_product", hint="You go down a column of A's tile")
def tiles_column_times_column(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[k, y] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="x and y are swapped where the tiles are used")
def tiles_used_by_the_wrong_thread(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[x, k] * b[k, y]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="must load different rows of B")
def tiles_with_the_wrong_row_of_b(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + x, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="must load different columns of A")
def tiles_with_the_wrong_column_of_a(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + y], B[start + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="begins at t * width")
def tiles_that_overlap(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(A.shape[1] // size):
        a[y, x], b[y, x] = A[row, tile + x], B[tile + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="stored in the transposed place")
def tiles_into_the_transposed_place(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[column, row] = total


@wrong("tiled_product", hint="You add to what C held before")
def tiles_added_to_c(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[start + y, column]
        yield
        for k in range(size):
            C[row, column] += a[y, k] * b[k, x]
        yield


@right("tiled_product")
def tiles_in_turn_with_one_barrier(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(len(B) // size):
        a = block.shared(f"a{tile % 2}", (size, size))
        b = block.shared(f"b{tile % 2}", (size, size))
        a[y, x], b[y, x] = A[row, tile * size + x], B[tile * size + y, column]
        yield
        total += sum(a[y, k] * b[k, x] for k in range(size))
    C[row, column] = total


@right("tiled_product")
def tiles_padded_transposed_and_added_in_c(block, thread, A, B, C):
    size = block.dim.y
    a, b = block.shared("a", (size, size + 1)), block.shared("b", (size, size + 1))
    row, column = own_row(block, thread), own_column(block, thread)
    C[row, column] = 0.0
    start = 0
    while start < A.shape[1]:
        a[thread.y, thread.x] = A[row, start + thread.x]
        b[thread.x, thread.y] = B[start + thread.y, column]
        yield
        for k in range(size):
            C[row, column] += a[thread.y, k] * b[thread.x, k]
        start += size
        yield


@right("tiled_product")
def tiles_in_flat_shared_memory(block, thread, A, B, C):
    size = block.dim.x
    both = block.shared("both", 2 * size * size)
    own = thread.y * size + thread.x
    row, column, total = own_row(block, thread), own_column(block, thread), 0.0
    for start in range(0, A.shape[1], size):
        both[own] = A[row, start + thread.x]
        both[size * size + own] = B[start + thread.y, column]
        yield
        for k in range(size):
            total += both[thread.y * size + k] * both[size * (size + k) + thread.x]
        yield
    C[row, column] = total
