"""AlexNet against published totals, sums by hand, and small layers that are really run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.matrix import convolution, networks
from compmodels.matrix.networks import ALEXNET, Convolution, Dense

BY_HAND = {
    "conv1": 55 * 55 * 96 * (11 * 11 * 3),
    "conv2": 27 * 27 * 256 * (5 * 5 * 48),
    "conv3": 13 * 13 * 384 * (3 * 3 * 256),
    "conv4": 13 * 13 * 384 * (3 * 3 * 192),
    "conv5": 13 * 13 * 256 * (3 * 3 * 192),
    "fc6": 9216 * 4096,
    "fc7": 4096 * 4096,
    "fc8": 4096 * 1000,
}
POOLED = {"conv1", "conv2", "conv5"}
NEURONS_IN_THE_PAPER = [253_440, 186_624, 64_896, 64_896, 43_264, 4096, 4096, 1000]


@st.composite
def convolutions(draw):
    groups = draw(st.integers(1, 3))
    padding = draw(st.integers(0, 2))
    side = draw(st.integers(1, 6))
    return Convolution(
        "small",
        channels=groups * draw(st.integers(1, 2)),
        side=side,
        outputs=groups * draw(st.integers(1, 2)),
        kernel=draw(st.integers(1, min(4, side + 2 * padding))),
        stride=draw(st.integers(1, 3)),
        padding=padding,
        groups=groups,
    )


def run(layer: Convolution, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Picture, kernels and output of a layer run group by group, number by number, and its MACs."""
    rng = np.random.default_rng(seed)
    channels, outputs = layer.channels // layer.groups, layer.outputs // layer.groups
    picture = rng.normal(size=(layer.groups, channels, layer.side, layer.side))
    kernels = rng.normal(size=(layer.groups, outputs, channels, layer.kernel, layer.kernel))
    padded = np.pad(picture, [(0, 0), (0, 0), *[(layer.padding,) * 2] * 2])
    starts = range(0, padded.shape[-1] - layer.kernel + 1, layer.stride)
    result, macs = np.zeros((layer.groups, outputs, len(starts), len(starts))), 0
    for g, o, i, j in np.ndindex(result.shape):
        for c, r, q in np.ndindex(kernels.shape[2:]):
            pixel = padded[g, c, starts[i] + r, starts[j] + q]
            result[g, o, i, j] += kernels[g, o, c, r, q] * pixel
            macs += 1
    return picture, kernels, result, macs


# layers


@given(convolutions())
@settings(max_examples=60, deadline=None)
def test_a_convolution_does_the_macs_of_a_counted_run(layer):
    picture, kernels, result, counted = run(layer)
    groups = [
        convolution.direct(*group, layer.stride, layer.padding)
        for group in zip(picture, kernels, strict=True)
    ]
    np.testing.assert_allclose(groups, result, atol=1e-12)
    assert layer.macs == counted
    assert layer.weights == kernels.size
    assert (layer.numbers_in, layer.numbers_out) == (picture.size, result.size)
    assert layer.output_side == result.shape[-1]


@given(convolutions())
@settings(max_examples=60, deadline=None)
def test_a_convolution_has_the_shape_of_its_product(layer):
    picture, kernels, _, _ = run(layer)
    options = layer.kernel, layer.kernel, layer.stride, layer.padding
    columns = convolution.im2col(picture[0], *options)
    rows = kernels[0].reshape(len(kernels[0]), -1)
    assert networks.as_product_shape(layer) == (*rows.shape, columns.shape[1])
    batch = np.hstack([columns] * 5)
    assert networks.as_product_shape(layer, batch=5) == (len(rows), *batch.shape)


def test_a_dense_layer_is_a_matrix_times_a_column():
    layer = Dense("fc", inputs=7, outputs=3)
    weights, inputs = np.ones((3, 7)), np.ones((7, 4))
    assert networks.as_product_shape(layer, batch=4) == (*weights.shape, inputs.shape[1])
    assert layer.macs == layer.weights == weights.size
    assert networks.bytes_moved(layer, batch=4) == 4 * (
        weights.size + inputs.size + (weights @ inputs).size
    )


@given(convolutions(), st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_bytes_are_those_of_the_arrays(layer, batch):
    picture, kernels, result, _ = run(layer)
    arrays = [kernels] + [picture] * batch + [result] * batch
    assert networks.bytes_moved(layer, batch, itemsize=8) == sum(array.nbytes for array in arrays)


# AlexNet


def test_each_layer_takes_what_the_one_before_gives():
    side, numbers = 227, 3 * 227**2
    for layer in ALEXNET:
        assert layer.numbers_in == numbers
        if isinstance(layer, Convolution):
            assert layer.side == side
            side = layer.output_side
            if layer.name in POOLED:
                side = (side - 3) // 2 + 1
            numbers = layer.outputs * side**2
        else:
            numbers = layer.outputs
    assert numbers == 1000


def test_the_sides_are_those_of_the_paper():
    assert [layer.output_side for layer in ALEXNET[:5]] == [55, 27, 13, 13, 13]


def test_each_layer_but_the_first_has_as_many_neurons_as_in_the_paper():
    assert [layer.numbers_out for layer in ALEXNET][1:] == NEURONS_IN_THE_PAPER[1:]
    assert ALEXNET[0].numbers_out == 96 * 55 * 55  # the paper's own number is no square times 96


def test_macs_are_those_by_hand():
    assert {layer.name: layer.macs for layer in ALEXNET} == BY_HAND
    assert networks.macs(ALEXNET) == sum(BY_HAND.values()) == 724_406_816


def test_the_total_lies_where_published_counts_lie():
    assert 0.72e9 <= networks.macs(ALEXNET) <= 0.73e9  # facts 15j
    assert f"{networks.operations(ALEXNET):.2e}" == "1.45e+09"


def test_weights_are_the_60_million_of_the_paper():
    biases = sum(layer.outputs for layer in ALEXNET)
    assert round(networks.weights(ALEXNET) + biases, -6) == 61e6
    assert networks.weights(ALEXNET) == pytest.approx(60e6, rel=0.02)


def test_training_took_what_epoch_ai_says():
    shown = networks.ALEXNET_PICTURES, networks.ALEXNET_PASSES
    took = networks.training_operations(ALEXNET, *shown)
    assert took == 6 * sum(BY_HAND.values()) * 1_200_000 * 90
    assert f"{took:.1e}" == "4.7e+17"  # facts 15d


def test_without_groups_layers_2_4_and_5_do_twice_as_much():
    whole = [replace(x, groups=1) if isinstance(x, Convolution) else x for x in ALEXNET]
    ratios = [after.macs / before.macs for before, after in zip(ALEXNET, whole, strict=True)]
    assert ratios == [1, 2, 1, 2, 2, 1, 1, 1]


def intensity(layer: networks.Layer, batch: int) -> float:
    """Operations (FLOP) for each byte moved."""
    return 2 * batch * layer.macs / networks.bytes_moved(layer, batch)


def test_with_one_picture_only_convolutions_use_a_number_often():
    for layer in ALEXNET:
        if isinstance(layer, Dense):
            assert intensity(layer, batch=1) == pytest.approx(0.5, rel=0.01)
        else:
            assert intensity(layer, batch=1) > 50


def test_a_batch_lets_dense_layers_use_their_weights_often():
    intensities = [intensity(ALEXNET[5], batch) for batch in (1, 2, 8, 128)]
    np.testing.assert_allclose(intensities, [0.5, 1, 4, 64], rtol=0.08)


# bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Convolution("c", 3, 8, 4, 3, groups=2), "groups is 2; .* of 3 channels and 4 out"),
        (lambda: Convolution("c", 4, 8, 3, 3, groups=2), "groups is 2; .* of 4 channels and 3 out"),
        (lambda: Convolution("c", 3, 8, 4, 9), "kernel is 9; .* from 1 to 8"),
        (lambda: Convolution("c", 3, 8, 4, 3, padding=-1), "padding is -1; .* from 0"),
        (lambda: Dense("d", 0, 3), "inputs is 0; .* from 1"),
        (lambda: Dense(5, 2, 3), "name is 5; allowed: a str"),
        (lambda: networks.macs(["conv1"]), r"layers is \['conv1'\]; allowed: at least one layer"),
        (lambda: networks.weights(()), r"layers is \(\); allowed: at least one layer"),
        (lambda: networks.bytes_moved("conv1"), "layer is 'conv1'; allowed: a Layer"),
        (lambda: networks.training_operations(ALEXNET, 10, 0), "passes is 0"),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_layer_counts_without_overflow():
    layer = Convolution("c", *np.array([100, 100, 100, 100], dtype=np.int8))
    assert layer.macs == 100 * 100 * 100**2
