"""Answers to ``convolution_operations`` and ``im2col_source``."""

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
