"""Convolutions against SciPy, loops over single numbers, and each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from compmodels.matrix import convolution

each_way = pytest.mark.parametrize("convolve", [convolution.direct, convolution.as_product])


@st.composite
def layers(draw):
    """A random picture with kernels that fit it, a stride and a padding."""
    channels, outputs = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    height, width = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    stride, padding = draw(st.integers(1, 4)), draw(st.integers(0, 3))
    rows = draw(st.integers(1, min(5, height + 2 * padding)))
    columns = draw(st.integers(1, min(5, width + 2 * padding)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    picture = rng.normal(size=(channels, height, width))
    return picture, rng.normal(size=(outputs, channels, rows, columns)), stride, padding


def by_scipy(picture, kernels, stride, padding) -> np.ndarray:
    """The convolution, as the sum over the channels of SciPy's correlation, strided."""
    around = ((0, 0), (padding, padding), (padding, padding))
    padded = np.pad(picture, around)
    whole = [
        sum(correlate2d(*pair, mode="valid") for pair in zip(padded, kernel, strict=True))
        for kernel in kernels
    ]
    return np.array(whole)[:, ::stride, ::stride]


def by_single_numbers(picture, kernels, stride, padding) -> tuple[np.ndarray, int]:
    """The convolution by loops that ask for each pixel whether it is padding, and their MACs."""
    (_, height, width), (outputs, channels, rows, columns) = picture.shape, kernels.shape
    down = len(range(-padding, height + padding - rows + 1, stride))
    across = len(range(-padding, width + padding - columns + 1, stride))
    result, macs = np.zeros((outputs, down, across)), 0
    for o, i, j in np.ndindex(result.shape):
        for c, r, q in np.ndindex(channels, rows, columns):
            y, x = i * stride + r - padding, j * stride + q - padding
            inside = 0 <= y < height and 0 <= x < width
            result[o, i, j] += kernels[o, c, r, q] * (picture[c, y, x] if inside else 0.0)
            macs += 1
    return result, macs


@each_way
@given(layers())
@settings(max_examples=80, deadline=None)
def test_it_is_scipys_correlation(convolve, layer):
    before = [part.copy() for part in layer[:2]]
    np.testing.assert_allclose(convolve(*layer), by_scipy(*layer), atol=1e-12)
    for part, unchanged in zip(layer, before, strict=False):
        np.testing.assert_array_equal(part, unchanged)


@each_way
def test_the_kernel_is_not_flipped(convolve):
    picture, kernels = np.zeros((1, 3, 3)), np.arange(9.0).reshape(1, 1, 3, 3)
    picture[0, 0, 0] = 1
    assert convolve(picture, kernels).item() == kernels[0, 0, 0, 0]


@each_way
def test_single_precision_stays_single(convolve):
    picture, kernels = np.ones((2, 4, 4), np.float32), np.ones((1, 2, 3, 3), np.float32)
    assert convolve(picture, kernels).dtype == np.float32
    assert convolve(picture, kernels.astype(float)).dtype == np.float64


@given(layers())
@settings(max_examples=60, deadline=None)
def test_the_macs_are_those_of_a_counted_run(layer):
    picture, kernels, stride, padding = layer
    result, counted = by_single_numbers(*layer)
    np.testing.assert_allclose(convolution.direct(*layer), result, atol=1e-12)
    places = result[0].size
    assert convolution.macs(len(kernels), places, *kernels.shape[1:]) == counted
    sides = zip(picture.shape[1:], kernels.shape[2:], strict=True)
    got = tuple(convolution.output_side(*pair, stride, padding) for pair in sides)
    assert got == result.shape[1:]


@given(layers())
@settings(max_examples=60, deadline=None)
def test_the_index_says_what_stands_in_each_place_of_im2col(layer):
    picture, kernels, stride, padding = layer
    rows, columns = kernels.shape[2:]
    numbered = np.arange(1.0, picture.size + 1).reshape(picture.shape)
    matrix = convolution.im2col(numbered, rows, columns, stride, padding)
    across = convolution.output_side(picture.shape[2], columns, stride, padding)
    for row, column in np.ndindex(matrix.shape):
        channel, y, x = convolution.im2col_index(
            row, column, rows, columns, across, stride, padding
        )
        inside = 0 <= y < picture.shape[1] and 0 <= x < picture.shape[2]
        assert matrix[row, column] == (numbered[channel, y, x] if inside else 0)


@given(layers())
@settings(max_examples=60, deadline=None)
def test_im2col_grows_as_is_said(layer):
    picture, kernels, stride, padding = layer
    rows, columns = kernels.shape[2:]
    matrix = convolution.im2col(picture, rows, columns, stride, padding)
    said = convolution.growth(*picture.shape[1:], rows, columns, stride, padding)
    assert matrix.nbytes == pytest.approx(said * picture.nbytes)


def test_a_large_picture_grows_by_kernel_over_stride_squared():
    assert convolution.growth(10_000, 8_000, 6, 9, stride=3) == pytest.approx(6, rel=0.01)


def test_im2col_is_a_copy():
    picture = np.arange(4.0).reshape(1, 2, 2)
    convolution.im2col(picture, 1, 1)[:] = -1
    assert picture.min() == 0


def test_im2col_goes_through_columns_rows_and_channels():
    matrix = convolution.im2col([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], rows=2, columns=2)
    assert matrix[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: convolution.output_side(3, 4), "kernel is 4; allowed: .* from 1 to 3"),
        (lambda: convolution.output_side(3, 6, padding=1), "kernel is 6; allowed: .* from 1 to 5"),
        (
            lambda: convolution.direct(np.ones((2, 3, 3)), np.ones((1, 1, 2, 2))),
            r"kernels is .*allowed: .*\(any, 2, any, any\), \(outputs, channels, rows, columns\)",
        ),
        (
            lambda: convolution.as_product(np.ones((1, 3, 3)), np.ones((1, 1, 2, 6)), padding=1),
            r"kernels is .* of shape \(1, 1, 2, 6\); allowed: at most 5 rows, 5 columns",
        ),
        (lambda: convolution.im2col(np.ones((3, 3)), 1, 1), r"picture is .*channels, height"),
        (lambda: convolution.im2col(np.ones((1, 2, 3)), 3, 1), "rows is 3; .* from 1 to 2"),
        (lambda: convolution.im2col(np.ones((1, 2, 3)), 1, 4), "columns is 4; .* from 1 to 3"),
        (lambda: convolution.direct(np.ones((1, 2, 2)), np.ones((1, 1, 1, 1)), 0), "stride is 0"),
        (lambda: convolution.im2col_index(0, -1, 2, 2, 2), "column is -1; .* from 0"),
        (lambda: convolution.growth(2, 2, 1, 4, 1, 0), "columns is 4; .* from 1 to 2"),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
