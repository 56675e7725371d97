"""Answers to ``tiled_product``: threads that do not share well, and unusual right ones.

Those that take the wrong elements live in ``tile_places``.
"""

from __future__ import annotations

import itertools
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong
from tests.wrong_answers.matrix._place import own_column, own_row

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


@wrong("tiled_product", hint="This is the lesson's first kernel")
def the_lessons_product_without_tiles(block, thread, A, B, C):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    total = 0.0
    for k in range(A.shape[1]):
        total += A[row, k] * B[k, column]
    C[row, column] = total


@wrong("tiled_product", hint="as many times fewer loads as a tile is wide")
def product_without_tiles(block, thread, A, B, C):
    row, column = own_row(block, thread), own_column(block, thread)
    C[row, column] = sum(A[row, k] * B[column, k] for k in range(A.shape[1]))


@wrong("tiled_product", hint="each element of A: 2 loads")
def product_without_tiles_tells_its_loads(block, thread, A, B, C):
    row, column = own_row(block, thread), own_column(block, thread)
    total = 0
    for k in range(A.shape[1]):
        total = total + A[row, k] * B[column, k]
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
            total += tile[thread.y, k] * B[column, start + k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="A needs a tile as well")
def tiles_of_b_only(block, thread, A, B, C):
    size = block.dim.x
    tile = block.shared("tile", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        tile[thread.y, thread.x] = B[block.x * size + thread.y, start + thread.x]
        yield
        for k in range(size):
            total += A[row, start + k] * tile[thread.x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="All must wait (yield) between loading the tiles and using them")
def tiles_without_the_first_barrier(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="other threads have yet to load")
def tiles_without_barriers(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        for k in range(size):
            total += a[y, k] * b[x, k]
    C[row, column] = total


@wrong("tiled_product", hint="All must wait (yield) a second time")
def tiles_without_the_second_barrier(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
    C[row, column] = total


@wrong("tiled_product", hint="Threads get in each other's way")
def tiles_filled_by_everybody(block, thread, A, B, C):
    size = block.dim.x
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = block.y * size, block.x * size, 0
    for start in range(0, A.shape[1], size):
        for i, j in itertools.product(range(size), range(size)):
            a[i, j], b[i, j] = A[row + i, start + j], B[column + i, start + j]
        yield
        for k in range(size):
            total += a[thread.y, k] * b[thread.x, k]
        yield
    C[row + thread.y, column + thread.x] = total


@wrong("tiled_product", hint="keep yield out of an if")
def tiles_with_the_first_barrier_for_some(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        if x == 0 and y == 0:
            yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="keep yield out of an if")
def tiles_with_the_second_barrier_for_some(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        if y == 0:
            yield
    C[row, column] = total


@wrong("tiled_product", hint="The total begins anew with each tile")
def tiles_forget_the_ones_before(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        total = 0
        for k in range(size):
            total += a[y, k] * b[x, k]
        C[row, column] = total
        yield


@wrong("tiled_product", hint="Only the first tile counts")
def tiles_without_a_loop(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    a[y, x], b[y, x] = A[row, x], B[block.x * size + y, x]
    yield
    C[row, column] = sum(a[y, k] * b[x, k] for k in range(size))


@wrong("tiled_product", hint="as far as A has rows")
def tiles_along_the_rows_of_a(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(A.shape[0] // size):
        a[y, x], b[y, x] = A[row, tile * size + x], B[block.x * size + y, tile * size + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="as far as B has rows")
def tiles_along_the_grid(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(block.grid.x):
        a[y, x], b[y, x] = A[row, tile * size + x], B[block.x * size + y, tile * size + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="You add to what C held before")
def tiles_added_to_c(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            C[row, column] += a[y, k] * b[x, k]
        yield


@wrong("tiled_product", hint="comes from block.shared")
def tiles_of_numpy(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = np.zeros((size, size)), np.zeros((size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="comes from block.shared")
def tiles_of_lists(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = ([[0.0] * size for _ in range(size)] for _ in range(2))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y][x], b[y][x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y][k] * b[x][k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="Both tiles have the same name")
def tiles_of_one_name(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("tile", (size, size)), block.shared("tile", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@wrong("tiled_product", hint="no thread works for the others")
def tiles_added_up_by_one_thread(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    top, left, totals = block.y * size, block.x * size, [0.0] * (size * size)
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[top + y, start + x], B[left + y, start + x]
        yield
        if x == 0 and y == 0:
            for place in range(size * size):
                i, j = divmod(place, size)
                totals[place] += sum(a[i, k] * b[j, k] for k in range(size))
        yield
    if x == 0 and y == 0:
        for i, j in itertools.product(range(size), range(size)):
            C[top + i, left + j] = totals[i * size + j]


@wrong("tiled_product", hint="one thread: several stores")
def tiles_loaded_and_added_up_by_one_thread(block, thread, A, B, C):
    size = block.dim.x
    if thread.x or thread.y:
        return
    top, left = block.y * size, block.x * size
    totals = dict.fromkeys(itertools.product(range(size), range(size)), 0.0)
    for k in range(A.shape[1]):
        of_a = [A[top + i, k] for i in range(size)]
        of_b = [B[left + j, k] for j in range(size)]
        for i, j in totals:
            totals[i, j] += of_a[i] * of_b[j]
    for i, j in totals:
        C[top + i, left + j] = totals[i, j]


@wrong("tiled_product", hint="the sum is kept in a variable of the thread")
def tiles_added_in_c_from_zero(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    C[row, column] = 0.0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            C[row, column] += a[y, k] * b[x, k]
        yield


@wrong("tiled_product", hint="you store after each tile")
def tiles_stored_after_each(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        C[row, column] = total
        yield


@wrong("tiled_product", hint="You add to what C held before")
def tiles_added_to_c_at_the_end(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] += total


@wrong("tiled_product", hint="The total begins anew with each tile")
def tiles_forget_and_store_at_the_end(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column = own_row(block, thread), own_column(block, thread)
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        total = 0
        for k in range(size):
            total += a[y, k] * b[x, k]
        yield
    C[row, column] = total


@right("tiled_product")
def tiles_in_turn_with_one_barrier(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for tile in range(B.shape[1] // size):
        a = block.shared(f"a{tile % 2}", (size, size))
        b = block.shared(f"b{tile % 2}", (size, size))
        a[y, x], b[y, x] = A[row, tile * size + x], B[block.x * size + y, tile * size + x]
        yield
        total += sum(a[y, k] * b[x, k] for k in range(size))
    C[row, column] = total


@right("tiled_product")
def tiles_of_b_turned_while_loading(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[x, y] = A[row, start + x], B[block.x * size + y, start + x]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@right("tiled_product")
def tiles_loaded_down_the_rows_of_b(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    row, column, total = own_row(block, thread), own_column(block, thread), 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[row, start + x], B[column, start + y]
        yield
        for k in range(size):
            total += a[y, k] * b[k, x]
        yield
    C[row, column] = total


@right("tiled_product")
def tiles_whose_rows_of_c_and_b_change_places(block, thread, A, B, C):
    size, x, y = block.dim.x, thread.x, thread.y
    a, b = block.shared("a", (size, size)), block.shared("b", (size, size))
    top, left, total = block.y * size, block.x * size, 0
    for start in range(0, A.shape[1], size):
        a[y, x], b[y, x] = A[top + y, start + x], B[left + y, start + x]
        yield
        for k in range(size):
            total += a[x, k] * b[y, k]
        yield
    C[top + x, left + y] = total


@right("tiled_product")
def whole_rows_with_one_barrier(block, thread, A, B, C):
    size, x, y, long = block.dim.x, thread.x, thread.y, A.shape[1]
    a, b = block.shared("a", (size, long)), block.shared("b", (size, long))
    row, column = own_row(block, thread), own_column(block, thread)
    for k in range(x, long, size):
        a[y, k], b[y, k] = A[row, k], B[block.x * size + y, k]
    yield
    C[row, column] = sum(a[y, k] * b[x, k] for k in range(long))


@right("tiled_product")
def tiles_padded(block, thread, A, B, C):
    size = block.dim.y
    a, b = block.shared("a", (size, size + 1)), block.shared("b", (size, size + 1))
    row, column = own_row(block, thread), own_column(block, thread)
    start, total = 0, 0.0
    while start < A.shape[1]:
        a[thread.y, thread.x] = A[row, start + thread.x]
        b[thread.y, thread.x] = B[block.x * size + thread.y, start + thread.x]
        yield
        for k in range(size):
            total += a[thread.y, k] * b[thread.x, k]
        start += size
        yield
    C[row, column] = total


@right("tiled_product")
def tiles_in_flat_shared_memory(block, thread, A, B, C):
    size = block.dim.x
    both = block.shared("both", 2 * size * size)
    own = thread.y * size + thread.x
    row, column, total = own_row(block, thread), own_column(block, thread), 0.0
    for start in range(0, A.shape[1], size):
        both[own] = A[row, start + thread.x]
        both[size * size + own] = B[block.x * size + thread.y, start + thread.x]
        yield
        for k in range(size):
            total += both[thread.y * size + k] * both[size * (size + thread.x) + k]
        yield
    C[row, column] = total
