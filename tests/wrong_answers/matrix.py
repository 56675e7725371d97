"""Answers that students could hand in to the exercises of lesson 03."""

from __future__ import annotations

import itertools
import math
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


# convolution_operations


def places_along(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) // stride + 1


@wrong("convolution_operations", hint="These are the multiply-adds")
def macs_of_a_layer(channels, side, outputs, kernel, stride, padding):
    places = places_along(side, kernel, stride, padding) ** 2
    return outputs * places * channels * kernel**2


@wrong("convolution_operations", hint="Where is the stride?")
def forgets_the_stride(channels, side, outputs, kernel, stride, padding):
    places = (side - kernel + 2 * padding + 1) ** 2
    return 2 * outputs * places * channels * kernel**2


@wrong("convolution_operations", hint="it counts twice")
def padding_on_one_side(channels, side, outputs, kernel, stride, padding):
    places = ((side - kernel + padding) // stride + 1) ** 2
    return 2 * outputs * places * channels * kernel**2


@wrong("convolution_operations", hint="Where is the padding?")
def forgets_the_padding(channels, side, outputs, kernel, stride, padding):
    places = len(range(0, side - kernel + 1, stride)) ** 2
    return 2 * outputs * places * channels * kernel**2


@wrong("convolution_operations", hint="add it before you divide")
def padding_after_the_stride(channels, side, outputs, kernel, stride, padding):
    along = (side - kernel) // stride + 1 + 2 * padding
    return 2 * outputs * along * along * channels * kernel**2


@wrong("convolution_operations", hint="Where are the channels?")
def forgets_the_channels(channels, side, outputs, kernel, stride, padding):
    return 2 * outputs * (places_along(side, kernel, stride, padding) * kernel) ** 2


@wrong("convolution_operations", hint="Where are the outputs?")
def one_output_only(channels, side, outputs, kernel, stride, padding):
    return 2 * channels * (places_along(side, kernel, stride, padding) * kernel) ** 2


@wrong("convolution_operations", hint="One place is missing")
def one_place_too_few(channels, side, outputs, kernel, stride, padding):
    along = (side + 2 * padding - kernel) // stride
    return 2 * outputs * along**2 * channels * kernel**2


@wrong("convolution_operations", hint="may not reach beyond the edge")
def rounds_places_up(channels, side, outputs, kernel, stride, padding):
    along = math.ceil((side + 2 * padding - kernel) / stride + 1)
    return 2 * outputs * along**2 * channels * kernel**2


@wrong("convolution_operations", hint="There is no half place")
def half_places(channels, side, outputs, kernel, stride, padding):
    along = (side + 2 * padding - kernel) / stride + 1
    return 2 * outputs * along**2 * channels * kernel**2


@wrong("convolution_operations", hint="after the division, not before")
def one_inside_the_division(channels, side, outputs, kernel, stride, padding):
    along = (side + 2 * padding - kernel + 1) // stride
    return 2 * outputs * along**2 * channels * kernel**2


@wrong("convolution_operations", hint="does not lie at each pixel")
def a_place_at_each_pixel(channels, side, outputs, kernel, stride, padding):
    return 2 * outputs * side**2 * channels * kernel**2


@wrong("convolution_operations", hint="A kernel has rows and columns")
def kernel_not_squared(channels, side, outputs, kernel, stride, padding):
    return 2 * outputs * places_along(side, kernel, stride, padding) ** 2 * channels * kernel


@wrong("convolution_operations", hint="goes across and down")
def places_not_squared(channels, side, outputs, kernel, stride, padding):
    return 2 * outputs * places_along(side, kernel, stride, padding) * channels * kernel**2


@wrong("convolution_operations", hint="the first one too")
def one_addition_less(channels, side, outputs, kernel, stride, padding):
    products = channels * kernel**2
    return outputs * places_along(side, kernel, stride, padding) ** 2 * (2 * products - 1)


@right("convolution_operations")
def by_laying_the_kernel(channels, side, outputs, kernel, stride, padding):
    along, left = 0, 0
    while left + kernel <= side + 2 * padding:
        along, left = along + 1, left + stride
    return np.int64(2) * along * along * outputs * channels * kernel * kernel


@right("convolution_operations")
def as_a_matrix_product(channels, side, outputs, kernel, stride, padding):
    inner, places = channels * kernel**2, places_along(side, kernel, stride, padding) ** 2
    return 2.0 * math.prod((outputs, inner, places))


# im2col_source


def across(side, kernel, stride, padding):
    return (side + 2 * padding - kernel) // stride + 1


@wrong("im2col_source", hint="Where is the stride?")
def moves_by_one_pixel(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    return channel, down + inside // kernel - padding, over + inside % kernel - padding


@wrong("im2col_source", hint="at -padding.")
def counts_in_the_padded_picture(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    return channel, down * stride + inside // kernel, over * stride + inside % kernel


@wrong("im2col_source", hint="subtracted, not added")
def adds_the_padding(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y + padding, x + padding


@wrong("im2col_source", hint="y and x are swapped")
def x_before_y(row, column, kernel, stride, padding, side):
    channel, y, x = with_divmod(row, column, kernel, stride, padding, side)
    return channel, x, y


@wrong("im2col_source", hint="Row and column in the kernel are swapped")
def kernel_column_by_column(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    y, x = down * stride + inside % kernel, over * stride + inside // kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="Row and column of the place are swapped")
def places_column_by_column(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    over, down = divmod(column, across(side, kernel, stride, padding))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="fewer places across than pixels")
def a_place_for_each_pixel(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    y = column // side * stride + inside // kernel
    x = column % side * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="With a stride there are fewer places")
def places_without_the_stride(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, side - kernel + 1 + 2 * padding)
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="With padding there are more places")
def places_without_the_padding(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, 0))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="in the number of places across it counts twice")
def places_with_padding_on_one_side(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side + padding, kernel, stride, 0))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="One place across is missing")
def one_place_across_too_few(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, max(1, across(side, kernel, stride, padding) - 1))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="The channels go slowest")
def channel_by_remainder(row, column, kernel, stride, padding, side):
    inside, channel = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="as the kernel is wide")
def kernel_as_wide_as_the_picture(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    y, x = down * stride + inside // side, over * stride + inside % side
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="one goes pixel by pixel")
def stride_within_the_kernel(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    y, x = (down + inside // kernel) * stride, (over + inside % kernel) * stride
    return channel, y - padding, x - padding


@wrong("im2col_source", hint="The channel comes first")
def without_the_channel(row, column, kernel, stride, padding, side):
    return with_divmod(row, column, kernel, stride, padding, side)[1:]


@wrong("im2col_source", hint="first the channel, then y, then x")
def channel_last(row, column, kernel, stride, padding, side):
    channel, y, x = with_divmod(row, column, kernel, stride, padding, side)
    return y, x, channel


def with_divmod(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel**2)
    down, over = divmod(column, across(side, kernel, stride, padding))
    y, x = down * stride + inside // kernel, over * stride + inside % kernel
    return channel, y - padding, x - padding


@right("im2col_source")
def by_unravelling(row, column, kernel, stride, padding, side):
    places = across(side, kernel, stride, padding)
    channel, *inside = np.unravel_index(row, (row + 1, kernel, kernel))
    place = np.array(np.unravel_index(column, (places, places)))
    return [channel, *(place * stride + inside - padding)]


@right("im2col_source")
def from_a_numbered_picture(row, column, kernel, stride, padding, side):
    channels = row // kernel**2 + 1
    reach = range(-padding, side + padding)
    tops = [top for top in reach if (top + padding) % stride == 0 and top + kernel - 1 in reach]
    columns = [
        list(
            itertools.product(range(channels), range(top, top + kernel), range(left, left + kernel))
        )
        for top in tops
        for left in tops
    ]
    return columns[column][row]


# bias_relu


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


def own_row(block, thread):
    return block.y * block.dim.y + thread.y


def own_column(block, thread):
    return block.x * block.dim.x + thread.x


# tiled_product


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


# bound_by


@wrong("bound_by", hint="half as many operations for each byte")
def bound_by_macs(m, k, n, operations_per_s, bytes_per_s):
    intensity = m * k * n / (4 * (m * k + k * n + m * n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="have 4 bytes?")
def bound_by_double_precision(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (8 * (m * k + k * n + m * n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="The result is moved too")
def bound_by_without_the_result(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m * k + k * n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="The two factors are moved too")
def bound_by_the_result_alone(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * m * n)
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="These are elements")
def bound_by_elements(m, k, n, operations_per_s, bytes_per_s):
    seconds = 2 * m * k * n / operations_per_s, (m * k + k * n + m * n) / bytes_per_s
    return "compute" if seconds[0] >= seconds[1] else "memory"


@wrong("bound_by", hint="one by one")
def bound_by_sides_added_up(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m + k) * (k + n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="Where both take the same time")
def bound_by_memory_on_the_ridge(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m * k + k * n + m * n))
    return "memory" if intensity <= operations_per_s / bytes_per_s else "compute"


@wrong("bound_by", hint="The two words are swapped")
def bound_by_the_faster(m, k, n, operations_per_s, bytes_per_s):
    seconds = 2 * m * k * n / operations_per_s, 4 * (m * k + k * n + m * n) / bytes_per_s
    return "memory" if seconds[0] >= seconds[1] else "compute"


@wrong("bound_by", hint="not the other way round")
def bound_by_bytes_for_each_operation(m, k, n, operations_per_s, bytes_per_s):
    intensity = 4 * (m * k + k * n + m * n) / (2 * m * k * n)
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="The machine's side is upside down")
def bound_by_a_ridge_upside_down(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m * k + k * n + m * n))
    return "compute" if intensity >= bytes_per_s / operations_per_s else "memory"


@wrong("bound_by", hint="The limit is not 1")
def bound_by_an_intensity_of_one(m, k, n, operations_per_s, bytes_per_s):
    operations, moved = 2 * m * k * n, 4 * (m * k + k * n + m * n)
    return "compute" if operations >= moved else "memory"


@wrong("bound_by", hint="You compare the machine's two speeds")
def bound_by_the_machine_alone(m, k, n, operations_per_s, bytes_per_s):
    return "memory" if operations_per_s >= bytes_per_s else "compute"


@wrong("bound_by", hint="This is the intensity")
def bound_by_a_number(m, k, n, operations_per_s, bytes_per_s):
    return m * k * n / 2 / (m * k + k * n + m * n)


@wrong("bound_by", hint="What is printed is not returned")
def bound_by_printing(m, k, n, operations_per_s, bytes_per_s):
    print(bound_by_time(m, k, n, operations_per_s, bytes_per_s))


@right("bound_by")
def bound_by_time(m, k, n, operations_per_s, bytes_per_s):
    seconds = {
        "compute": 2 * m * k * n / operations_per_s,
        "memory": 4 * (m * k + k * n + m * n) / bytes_per_s,
    }
    return max(seconds, key=seconds.get)


@right("bound_by")
def bound_by_inverse_sides(m, k, n, operations_per_s, bytes_per_s):
    intensity = 1 / (2 / m + 2 / k + 2 / n)
    roof = min(operations_per_s, intensity * bytes_per_s * (1 + 1e-12))
    return np.array(["memory", "compute"])[int(roof == operations_per_s)]


# smallest_side


@wrong("smallest_side", hint="At this side both take the same time")
def side_where_it_is_not_later(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return max(1, math.ceil(12 / link_bytes_per_s / saved))


@wrong("smallest_side", hint="not yet sooner")
def side_rounded_down(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(12 / link_bytes_per_s / saved)


@wrong("smallest_side", hint="Rounding to the nearest number")
def side_rounded(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return round(12 / link_bytes_per_s / saved)


@wrong("smallest_side", hint="A side is a whole number")
def exact_side(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return 12 / link_bytes_per_s / saved


@wrong("smallest_side", hint="Three matrices go over the link")
def side_with_one_matrix(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(4 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="The result must come back")
def side_with_the_way_there(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(8 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="is each multiply-add two operations?")
def side_with_macs(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 1 / host_operations_per_s - 1 / device_operations_per_s
    return int(12 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="Does each matrix go over the link once")
def side_with_both_ways(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(2 * 12 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="You send a byte for each element")
def side_with_a_byte_an_element(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(3 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="These are bits")
def side_with_bits(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(12 * 8 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="The device needs time to compute as well")
def side_from_the_transfer_alone(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    return int(12 / link_bytes_per_s / (2 / host_operations_per_s)) + 1


@wrong("smallest_side", hint="after the matrices have arrived")
def side_with_all_at_once(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    side = 1
    while max(12 * side**2 / link_bytes_per_s, 2 * side**3 / device_operations_per_s) >= (
        2 * side**3 / host_operations_per_s
    ):
        side += 1
    return side


@wrong("smallest_side", hint="one too large")
def side_after_the_first(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    return side_by_formula(host_operations_per_s, device_operations_per_s, link_bytes_per_s) + 1


@wrong("smallest_side", hint="how many elements a matrix has")
def elements_of_the_matrix(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    side = side_by_formula(host_operations_per_s, device_operations_per_s, link_bytes_per_s)
    return side * side


def side_by_formula(host, device, link):
    return int(6 / (link * (1 / host - 1 / device))) + 1


@right("smallest_side")
def side_by_trying(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    side, on_host, on_device = 0, 0.0, 0.0
    while on_host <= on_device:
        side += 1
        on_host = 2 * side**3 / host_operations_per_s
        on_device = 12 * side**2 / link_bytes_per_s + 2 * side**3 / device_operations_per_s
    return side


@right("smallest_side")
def side_by_harmonic_difference(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    faster = device_operations_per_s - host_operations_per_s
    net = host_operations_per_s * device_operations_per_s / faster
    return np.floor(6 * net / link_bytes_per_s) + 1.0
