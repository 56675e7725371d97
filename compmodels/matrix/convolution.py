"""Convolution as deep learning uses it: directly, and as one matrix product.

A picture has the shape (channels, height, width), and kernels have the shape (outputs, channels,
rows, columns). A kernel is laid on the picture at each place, the numbers that meet are
multiplied, and the sum of the products is the output there. The kernel is not flipped:
mathematicians call this cross-correlation. A stride moves the kernel by several pixels at a time;
padding surrounds the picture with zeros.

Both ways do the same multiply-adds (MAC; one is two operations, FLOP). The second first copies
the picture into a larger matrix (im2col), so that a fast matrix product can do the rest; see
K. Chellapilla, S. Puri, P. Simard, "High performance convolutional neural networks for document
processing" (2006). Layers of a particular network live in ``networks``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate


def output_side(side: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """At how many places along one side of a picture a kernel can lie.

    Parameters
    ----------
    side, kernel
        Pixels along the side of the picture, without padding, and along that of the kernel.
    stride
        Pixels from one place to the next.
    padding
        Zeros before the first pixel, and as many after the last.

    Examples
    --------
    >>> output_side(227, kernel=11, stride=4)
    55
    """
    side, stride = _validate.count("side", side), _validate.count("stride", stride)
    padded = side + 2 * _validate.count("padding", padding, least=0)
    return (padded - _validate.count("kernel", kernel, most=padded)) // stride + 1


def direct(picture: ArrayLike, kernels: ArrayLike, stride: int = 1, padding: int = 0) -> np.ndarray:
    """The convolution, one output and place after another; shape (outputs, down, across).

    Examples
    --------
    >>> direct([[[1, 2, 3], [4, 5, 6], [7, 8, 9]]], [[[[1, 0], [0, -1]]]])
    array([[[-4., -4.],
            [-4., -4.]]])
    """
    picture, kernels = _checked(picture, kernels, padding)
    windows = _windows(picture, *kernels.shape[2:], stride, padding)
    result = np.empty((len(kernels), *windows.shape[1:3]), np.result_type(picture, kernels))
    for output, y, x in np.ndindex(result.shape):
        result[output, y, x] = (kernels[output] * windows[:, y, x]).sum()
    return result


def im2col(
    picture: ArrayLike, rows: int, columns: int, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """The matrix that has, for each place of the kernel, a column of the numbers that lie under it.

    Shape (channels * rows * columns, places). Down a column, the kernel's columns go quickest,
    then its rows, then the channels; from column to column, the kernel goes across, then down.

    Examples
    --------
    >>> im2col([[[1, 2, 3], [4, 5, 6]]], rows=2, columns=2)
    array([[1., 2.],
           [2., 3.],
           [4., 5.],
           [5., 6.]])
    """
    picture = _picture(picture)
    windows = _windows(picture, rows, columns, stride, padding)
    channels, down, across, rows, columns = windows.shape
    matrix = np.array(windows.transpose(0, 3, 4, 1, 2), order="C")
    return matrix.reshape(channels * rows * columns, down * across)


def im2col_index(
    row: int,
    column: int,
    rows: int,
    columns: int,
    places_across: int,
    stride: int = 1,
    padding: int = 0,
) -> tuple[int, int, int]:
    """Which number of the picture, as (channel, y, x), stands in one place of its im2col matrix.

    ``y`` and ``x`` are counted in the picture without padding, so they are negative, or beyond
    its end, where the padding is met.

    Parameters
    ----------
    row, column
        The place in the im2col matrix, from 0.
    rows, columns
        Of the kernel.
    places_across
        At how many places from left to right the kernel lies: ``output_side`` of the width.

    Examples
    --------
    The third row belongs to the kernel's second row and first column; the second column, to the
    second place:

    >>> im2col_index(2, 1, rows=2, columns=2, places_across=2)
    (0, 1, 1)
    """
    rows, columns = _validate.count("rows", rows), _validate.count("columns", columns)
    stride, padding = _validate.count("stride", stride), _validate.count("padding", padding, 0)
    places_across = _validate.count("places_across", places_across)
    channel, in_kernel = divmod(_validate.count("row", row, least=0), rows * columns)
    kernel_row, kernel_column = divmod(in_kernel, columns)
    place_y, place_x = divmod(_validate.count("column", column, least=0), places_across)
    y, x = place_y * stride + kernel_row, place_x * stride + kernel_column
    return channel, y - padding, x - padding


def as_product(
    picture: ArrayLike, kernels: ArrayLike, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """The convolution as one product: the kernels, a row each, times the im2col matrix.

    Examples
    --------
    >>> as_product([[[1, 2, 3], [4, 5, 6], [7, 8, 9]]], [[[[1, 0], [0, -1]]]])
    array([[[-4., -4.],
            [-4., -4.]]])
    """
    picture, kernels = _checked(picture, kernels, padding)
    outputs, _, rows, columns = kernels.shape
    product = kernels.reshape(outputs, -1) @ im2col(picture, rows, columns, stride, padding)
    down = output_side(picture.shape[1], rows, stride, padding)
    return product.reshape(outputs, down, -1)


def macs(outputs: int, places: int, channels: int, rows: int, columns: int) -> int:
    """Multiply-adds (MAC) of a convolution: at each place, one for each number of each kernel.

    Examples
    --------
    >>> macs(outputs=96, places=55 * 55, channels=3, rows=11, columns=11)
    105415200
    """
    in_kernel = _validate.count("rows", rows) * _validate.count("columns", columns)
    in_kernel *= _validate.count("channels", channels)
    return _validate.count("outputs", outputs) * _validate.count("places", places) * in_kernel


def growth(
    height: int, width: int, rows: int, columns: int, stride: int = 1, padding: int = 0
) -> float:
    """How many times as many bytes the im2col matrix has as the picture that it is made of.

    For a large picture it is about ``rows * columns / stride**2``.

    Examples
    --------
    >>> growth(27, 27, rows=5, columns=5, padding=2)
    25.0
    """
    rows, columns = _fitting(height, width, rows, columns, padding)
    down = output_side(height, rows, stride, padding)
    across = output_side(width, columns, stride, padding)
    return rows * columns * down * across / (height * width)


def _picture(picture: ArrayLike) -> np.ndarray:
    """``picture`` as numbers with three axes."""
    return _validate.floats("picture", picture, (None,) * 3, "(channels, height, width)")


def _checked(picture: ArrayLike, kernels: ArrayLike, padding: int) -> tuple[np.ndarray, np.ndarray]:
    """Picture and kernels, which must have as many channels and lie within the padded picture."""
    picture, padding = _picture(picture), _validate.count("padding", padding, least=0)
    wanted = (None, len(picture), None, None)
    kernels = _validate.floats("kernels", kernels, wanted, "(outputs, channels, rows, columns)")
    most = tuple(side + 2 * padding for side in picture.shape[1:])
    if any(side > room for side, room in zip(kernels.shape[2:], most, strict=True)):
        raise _validate.refuse("kernels", kernels, f"at most {most[0]} rows, {most[1]} columns")
    return picture, kernels


def _fitting(height: int, width: int, rows: int, columns: int, padding: int) -> tuple[int, int]:
    """Rows and columns of a kernel, which must lie within the padded picture."""
    padding = _validate.count("padding", padding, least=0)
    height, width = _validate.count("height", height), _validate.count("width", width)
    rows = _validate.count("rows", rows, most=height + 2 * padding)
    return rows, _validate.count("columns", columns, most=width + 2 * padding)


def _windows(picture: np.ndarray, rows: int, columns: int, stride: int, padding: int) -> np.ndarray:
    """What lies under the kernel, place by place: (channels, down, across, rows, columns)."""
    rows, columns = _fitting(*picture.shape[1:], rows, columns, padding)
    stride = _validate.count("stride", stride)
    padded = np.pad(picture, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(1, 2))
    return windows[:, ::stride, ::stride]
