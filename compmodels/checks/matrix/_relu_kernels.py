"""Kernels of students who hold a wrong idea of ``bias_relu``.

Most are one right kernel with a part exchanged. The check itself lives in ``_relu``.
"""

from __future__ import annotations


def own_row(block, thread):
    return block.y * block.dim.y + thread.y


def own_column(block, thread):
    return block.x * block.dim.x + thread.x


def is_inside(row, column, block, shape):
    return row < shape[0] and column < shape[1]


def relu(number, bias):
    return max(0.0, number + bias)


def untransposed(row, column):
    return row, column


def transposed(row, column):
    return column, row


def exchanged(
    row=own_row,
    column=own_column,
    takes_part=is_inside,
    value=relu,
    own=untransposed,
    place=untransposed,
):
    """The right kernel with some of its parts exchanged."""

    def kernel(block, thread, picture, bias, out):
        i, j = row(block, thread), column(block, thread)
        if takes_part(i, j, block, picture.shape):
            out[place(i, j)] = value(picture[own(i, j)], bias)

    return kernel


def only_positive(block, thread, picture, bias, out):
    i, j = own_row(block, thread), own_column(block, thread)
    if is_inside(i, j, block, picture.shape) and picture[i, j] + bias > 0:
        out[i, j] = picture[i, j] + bias


def into_the_picture(block, thread, picture, bias, out):
    i, j = own_row(block, thread), own_column(block, thread)
    if is_inside(i, j, block, picture.shape):
        picture[i, j] = relu(picture[i, j], bias)


def one_thread_for_all(block, thread, picture, bias, out):
    if own_row(block, thread) == 0 and own_column(block, thread) == 0:
        each_thread_for_all(block, thread, picture, bias, out)


def each_thread_for_all(block, thread, picture, bias, out):
    for i in range(picture.shape[0]):
        for j in range(picture.shape[1]):
            out[i, j] = relu(picture[i, j], bias)


def each_thread_for_a_row(block, thread, picture, bias, out):
    i = own_row(block, thread)
    if i < picture.shape[0]:
        for j in range(picture.shape[1]):
            out[i, j] = relu(picture[i, j], bias)


def all_at_once(block, thread, picture, bias, out):
    i, j = own_row(block, thread), own_column(block, thread)
    if is_inside(i, j, block, picture.shape):
        out[:] = relu(picture[i, j], bias)


def row_at_once(block, thread, picture, bias, out):
    i, j = own_row(block, thread), own_column(block, thread)
    if is_inside(i, j, block, picture.shape):
        out[i, :] = relu(picture[i, j], bias)


def returned(block, thread, picture, bias, out):
    i, j = own_row(block, thread), own_column(block, thread)
    if is_inside(i, j, block, picture.shape):
        return relu(picture[i, j], bias)
    return None
