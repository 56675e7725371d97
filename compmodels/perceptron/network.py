"""Two layers that both learn: back-propagation, which the Mark I did not have.

The first layer turns the inputs into hidden activities, the second turns those into outputs;
both apply tanh, a threshold made smooth, so that a small change of any weight shows in the
output. The error is carried back through the layers by the chain rule and says in which
direction to change each weight.

Source of the rule: D. Rumelhart, G. Hinton and R. Williams, "Learning representations by
back-propagating errors", Nature 323, 533-536 (1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate


@dataclass(frozen=True)
class Network:
    """Weights and biases of two layers; the derivatives of the error take the same form.

    Shapes: ``hidden_weights`` (hidden, inputs), ``hidden_bias`` (hidden,),
    ``output_weights`` (outputs, hidden), ``output_bias`` (outputs,).
    """

    hidden_weights: np.ndarray
    hidden_bias: np.ndarray
    output_weights: np.ndarray
    output_bias: np.ndarray


@dataclass(frozen=True)
class Run:
    """A trained network, and its mean squared error before each pass and after the last."""

    network: Network
    errors: np.ndarray


def build(rng: np.random.Generator, inputs: int, hidden: int, outputs: int = 1) -> Network:
    """A network with small random weights: standard deviation 1 / sqrt(inputs of the layer)."""
    _validate.generator("rng", rng)
    inputs = _validate.count("inputs", inputs)
    hidden = _validate.count("hidden", hidden)
    outputs = _validate.count("outputs", outputs)
    return Network(
        rng.normal(0, 1 / np.sqrt(inputs), (hidden, inputs)),
        np.zeros(hidden),
        rng.normal(0, 1 / np.sqrt(hidden), (outputs, hidden)),
        np.zeros(outputs),
    )


def forward(network: Network, X: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Activities of the hidden units and of the outputs, one row an example, each in (-1, 1)."""
    return _forward(network, _examples(network, X))


def predict(network: Network, X: ArrayLike) -> np.ndarray:
    """+1 or -1 for each example if there is one output, else the index of the largest output.

    Examples
    --------
    >>> same = Network(np.eye(2), np.zeros(2), np.eye(2), np.zeros(2))
    >>> predict(same, [[1, 0.5], [-2, 1]])
    array([0, 1])
    """
    outputs = forward(network, X)[1]
    if outputs.shape[1] == 1:
        return np.where(outputs[:, 0] > 0, 1, -1)
    return outputs.argmax(axis=1)


def error(network: Network, X: ArrayLike, targets: ArrayLike) -> float:
    """Mean over the examples of the squared distance from outputs to ``targets``."""
    X, targets = _learning(network, X, targets)
    return float(((_forward(network, X)[1] - targets) ** 2).sum(axis=1).mean())


def gradient(network: Network, X: ArrayLike, targets: ArrayLike) -> Network:
    """Derivative of ``error`` by each weight and bias, by the chain rule from the output back."""
    return _gradient(network, *_learning(network, X, targets))


def step(network: Network, X: ArrayLike, targets: ArrayLike, rate: float) -> Network:
    """The network after one step of length ``rate`` against the gradient."""
    X, targets = _learning(network, X, targets)
    return _step(network, X, targets, _validate.number("rate", rate, above=0))


def run(
    network: Network,
    X: ArrayLike,
    targets: ArrayLike,
    passes: int,
    rate: float,
    batch: int,
    rng: np.random.Generator,
) -> Run:
    """The network after ``passes`` through the examples, in random order, ``batch`` at a time.

    Examples
    --------
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[-1], [1], [1], [-1]]
    >>> rng = np.random.default_rng(7)
    >>> start = build(rng, inputs=2, hidden=3)
    >>> predict(run(start, X, y, passes=500, rate=0.5, batch=4, rng=rng).network, X)
    array([-1,  1,  1, -1])
    """
    X, targets = _learning(network, X, targets)
    rate = _validate.number("rate", rate, above=0)
    batch = _validate.count("batch", batch)
    _validate.generator("rng", rng)
    errors = [error(network, X, targets)]
    for _ in range(_validate.count("passes", passes)):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch):
            some = order[start : start + batch]
            network = _step(network, X[some], targets[some], rate)
        errors.append(error(network, X, targets))
    return Run(network, np.array(errors))


def one_hot(labels: ArrayLike, classes: int) -> np.ndarray:
    """Targets for class numbers: +1 in the column of the class, -1 in the others.

    Examples
    --------
    >>> one_hot([0, 2], 3)
    array([[ 1., -1., -1.],
           [-1., -1.,  1.]])
    """
    classes = _validate.count("classes", classes, least=2)
    labels = _validate.array("labels", labels, (None,))
    labels = _validate.members("labels", labels, len(labels), tuple(range(classes)))
    return 2 * np.eye(classes)[labels.astype(int)] - 1


def _forward(network: Network, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    hidden = np.tanh(X @ network.hidden_weights.T + network.hidden_bias)
    return hidden, np.tanh(hidden @ network.output_weights.T + network.output_bias)


def _gradient(network: Network, X: np.ndarray, targets: np.ndarray) -> Network:
    hidden, outputs = _forward(network, X)
    at_output = 2 / len(X) * (outputs - targets) * (1 - outputs**2)
    at_hidden = at_output @ network.output_weights * (1 - hidden**2)
    return Network(
        at_hidden.T @ X, at_hidden.sum(axis=0), at_output.T @ hidden, at_output.sum(axis=0)
    )


def _step(network: Network, X: np.ndarray, targets: np.ndarray, rate: float) -> Network:
    slope = _gradient(network, X, targets)
    return Network(
        network.hidden_weights - rate * slope.hidden_weights,
        network.hidden_bias - rate * slope.hidden_bias,
        network.output_weights - rate * slope.output_weights,
        network.output_bias - rate * slope.output_bias,
    )


def _examples(network: Network, X: ArrayLike) -> np.ndarray:
    _validate.instance("network", network, Network, "as build makes it")
    return _validate.array("X", X, (None, network.hidden_weights.shape[1]))


def _learning(network: Network, X: ArrayLike, targets: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    X = _examples(network, X)
    return X, _validate.array("targets", targets, (len(X), len(network.output_bias)))
