"""Answers to ``bias_relu``."""

from __future__ import annotations

from functools import partial

from tests.wrong_answers import HandedIn, right, wrong
from tests.wrong_answers.matrix._place import own_column, own_row

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


@wrong("bias_relu", hint="Blocks may reach beyond the edge")
def relu_without_a_guard(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="it is < and not <=")
def relu_one_too_far(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row <= picture.shape[0] and column <= picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Your thread asks whether its row exists")
def relu_guards_rows(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < len(picture):
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Your thread asks whether its column exists")
def relu_guards_columns(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="The two limits are swapped")
def relu_limits_swapped(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if column < picture.shape[0] and row < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="x and y are swapped")
def relu_row_from_x(block, thread, picture, bias, out):
    row = block.x * block.dim.x + thread.x
    column = block.y * block.dim.y + thread.y
    rows, columns = picture.shape
    if row < rows and column < columns:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="it has block.dim.y rows")
def relu_rows_of_square_blocks(block, thread, picture, bias, out):
    size = block.dim.x
    row, column = block.y * size + thread.y, block.x * size + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="it has block.dim.x columns")
def relu_columns_of_square_blocks(block, thread, picture, bias, out):
    size = block.dim.y
    row, column = block.y * size + thread.y, block.x * size + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="counted from 0 in each block anew")
def relu_first_block_only(block, thread, picture, bias, out):
    if thread.y < picture.shape[0] and thread.x < picture.shape[1]:
        out[thread.y, thread.x] = max(0, picture[thread.y, thread.x] + bias)


@wrong("bias_relu", hint="Several threads of a block come to the same element")
def relu_one_element_a_block(block, thread, picture, bias, out):
    row, column = block.y, block.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="block.grid says how many blocks")
def relu_grid_for_dim(block, thread, picture, bias, out):
    row = block.y * block.grid.y + thread.y
    column = block.x * block.grid.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Where is the max?")
def relu_without_max(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = picture[row, column] + bias


@wrong("bias_relu", hint="abs turns the sign round")
def relu_with_abs(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        total = picture[row, column] + bias
        out[row, column] = total if total > 0 else -total


@wrong("bias_relu", hint="The bias is added before the max")
def relu_then_bias(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column]) + bias


@wrong("bias_relu", hint="Where is the bias?")
def relu_without_bias(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column])


@wrong("bias_relu", hint="max, not min")
def relu_with_min(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = min(0, picture[row, column] + bias)


@wrong("bias_relu", hint="add the bias to the element first")
def relu_bias_as_floor(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(bias, picture[row, column])


@wrong("bias_relu", hint="You leave out whole blocks")
def relu_complete_blocks_only(block, thread, picture, bias, out):
    top, left = block.y * block.dim.y, block.x * block.dim.x
    if top + block.dim.y > picture.shape[0] or left + block.dim.x > picture.shape[1]:
        return
    row, column = top + thread.y, left + thread.x
    out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Store 0.")
def relu_stores_what_is_positive(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        total = picture[row, column] + bias
        if total > 0:
            out[row, column] = total


@wrong("bias_relu", hint="Nothing was stored in out")
def relu_in_place(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        picture[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Each thread handles one element only and stores to it once")
def relu_by_the_first_thread(block, thread, picture, bias, out):
    if (block.x, block.y, thread.x, thread.y) == (0, 0, 0, 0):
        for row in range(len(picture)):
            for column in range(picture.shape[1]):
                out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="one thread: several stores")
def relu_by_the_last_thread(block, thread, picture, bias, out):
    is_last = block.x == block.grid.x - 1 and block.y == block.grid.y - 1
    if is_last and thread.x == block.dim.x - 1 and thread.y == block.dim.y - 1:
        rows, columns = picture.shape
        for place in range(rows * columns):
            row, column = divmod(place, columns)
            out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Each thread handles one element only and stores to it once")
def relu_by_one_thread_a_row(block, thread, picture, bias, out):
    row = own_row(block, thread)
    if row < picture.shape[0] and own_column(block, thread) == 0:
        for column in range(picture.shape[1]):
            out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Work out the value first, then store it")
def relu_stored_in_two_steps(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = 0
        out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="goes through elements that belong to other threads")
def relu_by_every_thread(block, thread, picture, bias, out):
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            total = picture[row, column] + bias
            out[row, column] = total if total > 0 else 0


@wrong("bias_relu", hint="Yours goes through a whole row")
def relu_row_by_row(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    if row < picture.shape[0]:
        for column in range(picture.shape[1]):
            out[row, column] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="Name it by its row and its column")
def relu_of_the_whole_table(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        out[:] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="there is no slice (:) in an index")
def relu_of_a_slice(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, :] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="A kernel returns nothing")
def relu_returned(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        return max(0, picture[row, column] + bias)
    return None


@wrong("bias_relu", hint="named by its row first and its column second")
def relu_columns_first(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        out[column, row] = max(0, picture[column, row] + bias)


@wrong("bias_relu", hint="named by its row first and its column second")
def relu_stored_transposed(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        out[column, row] = max(0, picture[row, column] + bias)


@wrong("bias_relu", hint="named by its row first and its column second")
def relu_loaded_transposed(block, thread, picture, bias, out):
    row, column = own_row(block, thread), own_column(block, thread)
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[column, row] + bias)


@right("bias_relu")
def relu_returns_early(block, thread, picture, bias, out):
    rows, columns = picture.shape
    column = thread.x + block.dim.x * block.x
    row = thread.y + block.dim.y * block.y
    if column >= columns:
        return
    if row >= rows:
        return
    total = picture[row, column] + bias
    if total < 0:
        total = 0
    out[row, column] = total


@right("bias_relu")
def relu_with_a_grid_stride(block, thread, picture, bias, out):
    for row in range(own_row(block, thread), picture.shape[0], block.dim.y * block.grid.y):
        for column in range(
            own_column(block, thread), picture.shape[1], block.dim.x * block.grid.x
        ):
            out[row, column] = (picture[row, column] + bias > 0) * (picture[row, column] + bias)


@right("bias_relu")
def relu_that_waits(block, thread, picture, bias, out):
    inside = own_row(block, thread) < out.shape[0] and own_column(block, thread) < out.shape[1]
    yield
    if inside:
        place = own_row(block, thread), own_column(block, thread)
        out[place] = max(0.0, bias + picture[place])
