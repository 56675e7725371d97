"""AlexNet layer by layer: each layer is a matrix product, and that gives its multiply-adds.

The network won the contest of 2012 and was trained on two graphics processors (A. Krizhevsky,
I. Sutskever, G. Hinton, "ImageNet classification with deep convolutional neural networks", 2012).
Half of the kernels lived on each, and those of layers 2, 4 and 5 saw only their own half: two
groups. The paper says 224 pixels, but its 55 places along a side need 227, which is what later
versions have (Caffe, ``models/bvlc_alexnet/deploy.prototxt``).

Only the layers with weights are counted: no normalisation, no pooling, and no biases. A
multiply-add (MAC) is two operations (FLOP). How a convolution becomes a product lives in
``convolution``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, fields

from compmodels import _validate
from compmodels.matrix import convolution


class Layer(ABC):
    """What all layers share: one picture needs ``groups`` matrix products of the same shape."""

    name: str
    groups: int = 1

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'conv1'")
        for field in fields(self):
            if field.name != "name":
                least = 0 if field.name == "padding" else 1
                number = _validate.count(field.name, getattr(self, field.name), least)
                object.__setattr__(self, field.name, number)  # the only way while it is frozen

    @property
    @abstractmethod
    def product(self) -> tuple[int, int, int]:
        """(m, k, n) of one group's product for one picture: weights m x k, inputs k x n."""

    @property
    @abstractmethod
    def numbers_in(self) -> int:
        """How many numbers it reads for one picture, besides the weights."""

    @property
    @abstractmethod
    def numbers_out(self) -> int:
        """How many numbers it gives for one picture."""

    @property
    def macs(self) -> int:
        """Multiply-adds (MAC) for one picture."""
        m, k, n = self.product
        return self.groups * m * k * n

    @property
    def weights(self) -> int:
        """How many weights it has, without the biases."""
        m, k, _ = self.product
        return self.groups * m * k


@dataclass(frozen=True)
class Convolution(Layer):
    """Square kernels on a square picture; each group of outputs sees its share of the channels.

    Attributes
    ----------
    channels, side
        Of the picture; ``side`` in pixels, without padding.
    outputs, kernel
        How many kernels there are, and their side in pixels.
    stride, padding
        As in ``convolution``.
    groups
        In how many parts channels and outputs are divided.

    Examples
    --------
    >>> Convolution("conv1", channels=3, side=227, outputs=96, kernel=11, stride=4).macs
    105415200
    """

    name: str
    channels: int
    side: int
    outputs: int
    kernel: int
    stride: int = 1
    padding: int = 0
    groups: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.channels % self.groups or self.outputs % self.groups:
            numbers = f"{self.channels} channels and {self.outputs} outputs"
            raise _validate.refuse("groups", self.groups, f"a divisor of {numbers}")
        _validate.count("kernel", self.kernel, most=self.side + 2 * self.padding)

    @property
    def output_side(self) -> int:
        """Pixels along one side of what it gives."""
        return convolution.output_side(self.side, self.kernel, self.stride, self.padding)

    @property
    def product(self) -> tuple[int, int, int]:
        """(outputs, numbers in a kernel, places) of one group: its kernels times its im2col."""
        in_kernel = self.channels // self.groups * self.kernel**2
        return self.outputs // self.groups, in_kernel, self.output_side**2

    @property
    def numbers_in(self) -> int:
        """How many numbers the picture has, without padding."""
        return self.channels * self.side**2

    @property
    def numbers_out(self) -> int:
        """One number for each output and place."""
        return self.outputs * self.output_side**2


@dataclass(frozen=True)
class Dense(Layer):
    """Every output is a weighted sum of all inputs.

    Examples
    --------
    >>> Dense("fc8", inputs=4096, outputs=1000).macs
    4096000
    """

    name: str
    inputs: int
    outputs: int

    @property
    def product(self) -> tuple[int, int, int]:
        """(outputs, inputs, 1): the weights times one column."""
        return self.outputs, self.inputs, 1

    @property
    def numbers_in(self) -> int:
        """The inputs."""
        return self.inputs

    @property
    def numbers_out(self) -> int:
        """The outputs."""
        return self.outputs


ALEXNET = (
    Convolution("conv1", channels=3, side=227, outputs=96, kernel=11, stride=4),
    Convolution("conv2", channels=96, side=27, outputs=256, kernel=5, padding=2, groups=2),
    Convolution("conv3", channels=256, side=13, outputs=384, kernel=3, padding=1),
    Convolution("conv4", channels=384, side=13, outputs=384, kernel=3, padding=1, groups=2),
    Convolution("conv5", channels=384, side=13, outputs=256, kernel=3, padding=1, groups=2),
    Dense("fc6", inputs=256 * 6 * 6, outputs=4096),
    Dense("fc7", inputs=4096, outputs=4096),
    Dense("fc8", inputs=4096, outputs=1000),
)
"""The layers with weights. Pooling (3 x 3, stride 2) follows conv1, conv2 and conv5."""

ALEXNET_PICTURES = 1_200_000
"""Pictures that it was trained on; 1.2 million in the paper."""

ALEXNET_PASSES = 90
"""How often it was shown them; "roughly 90 cycles" in the paper."""


def macs(layers: Iterable[Layer]) -> int:
    """Multiply-adds (MAC) of all layers together for one picture.

    Examples
    --------
    >>> macs(ALEXNET)
    724406816
    """
    return sum(layer.macs for layer in _layers(layers))


def operations(layers: Iterable[Layer]) -> int:
    """Operations (FLOP) of all layers together for one picture: two for each multiply-add."""
    return 2 * macs(layers)


def weights(layers: Iterable[Layer]) -> int:
    """How many weights all layers have together, without the biases.

    Examples
    --------
    >>> weights(ALEXNET)
    60954656
    """
    return sum(layer.weights for layer in _layers(layers))


def training_operations(layers: Iterable[Layer], examples: int, passes: int) -> int:
    """Operations (FLOP) of training: three times those of a picture, for each picture shown.

    Once forward, once for the derivatives by the weights, once to carry the error back. It is a
    little too high, since the error need not be carried back to the picture.

    Examples
    --------
    >>> f"{training_operations(ALEXNET, ALEXNET_PICTURES, ALEXNET_PASSES):.2e}"
    '4.69e+17'
    """
    shown = _validate.count("examples", examples) * _validate.count("passes", passes)
    return 3 * operations(layers) * shown


def as_product_shape(layer: Layer, batch: int = 1) -> tuple[int, int, int]:
    """(m, k, n) of the product m x k by k x n that each of the layer's groups does for a batch.

    Each picture of the batch brings its own columns; the weights serve all of them.

    Examples
    --------
    >>> as_product_shape(ALEXNET[0])
    (96, 363, 3025)
    >>> as_product_shape(ALEXNET[-1], batch=128)
    (1000, 4096, 128)
    """
    m, k, n = _validate.instance("layer", layer, Layer, "such as ALEXNET[0]").product
    return m, k, n * _validate.count("batch", batch)


def bytes_moved(layer: Layer, batch: int = 1, itemsize: int = 4) -> int:
    """Bytes of weights, inputs and outputs of a layer for a batch, each moved once.

    It is the least that can be moved: an im2col matrix in memory would add to it. A number has
    ``itemsize`` bytes; 4 is single precision.

    Examples
    --------
    >>> bytes_moved(ALEXNET[-1])
    16404384
    """
    _validate.instance("layer", layer, Layer, "such as ALEXNET[0]")
    batch, itemsize = _validate.count("batch", batch), _validate.count("itemsize", itemsize)
    return itemsize * (layer.weights + batch * (layer.numbers_in + layer.numbers_out))


def _layers(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """``layers``, at least one, as a tuple."""
    listed = tuple(layers) if isinstance(layers, Iterable) else ()
    if not listed or not all(isinstance(layer, Layer) for layer in listed):
        raise _validate.refuse("layers", layers, "at least one layer, such as ALEXNET")
    return listed
