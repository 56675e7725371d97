"""One threshold unit, Rosenblatt's learning rule, and Novikoff's bound on its mistakes.

A unit has a weight for each input and a bias. It answers +1 when the weighted sum of its
inputs plus the bias is above zero, and -1 otherwise. When an answer is wrong, the rule adds
the example to the weights, with the sign that the answer should have had. That is all.
Machines made of many units live in ``mark1`` and ``network``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate


@dataclass(frozen=True)
class Run:
    """What a unit has learned, and from which mistakes.

    Attributes
    ----------
    weights, bias
        The unit after the last example; ``weights`` has shape (inputs,).
    mistakes
        Index of each example that was answered wrongly, in the order of the mistakes.
    passes
        How many times the examples were gone through.
    settled
        True when the last pass had no mistake, so that further passes change nothing.
    """

    weights: np.ndarray
    bias: float
    mistakes: np.ndarray
    passes: int
    settled: bool


def predict(weights: ArrayLike, bias: float, x: ArrayLike) -> np.ndarray:
    """The unit's answers: +1 where ``x @ weights + bias`` is above zero, -1 elsewhere.

    Parameters
    ----------
    weights
        Shape (inputs,).
    bias
        One number.
    x
        One example, shape (inputs,), or many, shape (examples, inputs).

    Examples
    --------
    >>> predict([1, 1], -1.5, [[0, 0], [0, 1], [1, 0], [1, 1]])
    array([-1, -1, -1,  1])
    """
    weights, bias = _unit(weights, bias)
    return _sign(_validate.one_or_many("x", x, len(weights)) @ weights + bias)


def step(weights: ArrayLike, bias: float, x: ArrayLike, y: int) -> tuple[np.ndarray, float]:
    """Weights and bias after the example ``x`` with the right answer ``y`` (+1 or -1) was seen.

    A right answer changes nothing. After a wrong one, ``y * x`` is added to the weights and
    ``y`` to the bias, so that the weighted sum moves towards the right side.

    Examples
    --------
    >>> step([0, 0], 0, [2, 1], 1)
    (array([2., 1.]), 1.0)
    """
    weights, bias = _unit(weights, bias)
    x = _validate.array("x", x, (len(weights),))
    (y,) = _validate.members("y", [y], 1, (-1, 1))
    if _sign(x @ weights + bias) == y:
        return weights.copy(), bias
    return weights + y * x, bias + float(y)


def run(X: ArrayLike, y: ArrayLike, passes: int = 100) -> Run:
    """The unit that starts from zero and goes through the examples until a pass has no mistake.

    Parameters
    ----------
    X
        Examples, shape (examples, inputs).
    y
        Right answers, +1 or -1, shape (examples,).
    passes
        At the most so many times through the examples.

    Examples
    --------
    >>> run([[0, 0], [0, 1], [1, 0], [1, 1]], [-1, 1, 1, 1]).settled
    True
    """
    X, y = _examples(X, y)
    passes = _validate.count("passes", passes)
    weights, bias, mistakes, made, settled = np.zeros(X.shape[1]), 0.0, [], 0, False
    while made < passes and not settled:
        weights, bias, wrong = _one_pass(weights, bias, X, y)
        mistakes, made, settled = mistakes + wrong, made + 1, not wrong
    return Run(weights, bias, np.array(mistakes, dtype=int), made, settled)


def after_mistakes(X: ArrayLike, y: ArrayLike, mistakes: Iterable[int]) -> tuple[np.ndarray, float]:
    """Weights and bias of a unit that started from zero and made ``mistakes``, indices into ``X``.

    They are the sum of the examples that it got wrong, each with the sign of its right answer.

    Examples
    --------
    >>> after_mistakes([[2, 1], [1, 3]], [1, -1], [0, 1])
    (array([ 1., -2.]), 0.0)
    """
    X, y = _examples(X, y)
    wrong = _validate.counts("mistakes", mistakes, least=0, most=len(X) - 1)
    return y[wrong] @ X[wrong], float(y[wrong].sum())


def margin(weights: ArrayLike, bias: float, X: ArrayLike, y: ArrayLike) -> float:
    """Distance from the boundary to the nearest example, negative if one is on the wrong side.

    The bias is learned like a weight whose input is always 1, so lengths are taken with that
    input included, as in ``radius``.

    Examples
    --------
    >>> margin([1], 0, [[2], [-1]], [1, -1])
    1.0
    """
    weights, bias = _unit(weights, bias)
    X, y = _examples(X, y, len(weights))
    length = np.hypot(np.linalg.norm(weights), bias)
    if length == 0:
        raise _validate.refuse("weights", weights, "not all zero, when the bias is zero too")
    return float((y * (X @ weights + bias)).min() / length)


def radius(X: ArrayLike) -> float:
    """Length of the longest example, the constant input 1 of the bias included.

    Examples
    --------
    >>> radius([[0, 2], [2, 2]])
    3.0
    """
    X = _validate.array("X", X, (None, None))
    return float(np.sqrt((X**2).sum(axis=1).max() + 1))


def mistake_bound(weights: ArrayLike, bias: float, X: ArrayLike, y: ArrayLike) -> float:
    """(R / margin)^2, which the number of mistakes on ``X`` and ``y`` never exceeds.

    It holds in whatever order and however often the examples come, for a unit that starts from
    zero. Any weights and bias that separate the examples give a bound; those with the widest
    margin give the smallest. Source: Novikoff (1962).

    Raises
    ------
    ValueError
        If ``weights`` and ``bias`` do not put every example on its right side.

    Examples
    --------
    >>> round(mistake_bound([1], 0, [[2], [-1]], [1, -1]), 9)
    5.0
    """
    gap = margin(weights, bias, X, y)
    if gap <= 0:
        raise _validate.refuse("weights", weights, "weights that separate the examples")
    return (radius(X) / gap) ** 2


def _one_pass(weights, bias, X, y) -> tuple[np.ndarray, float, list[int]]:
    """The unit after it has seen each example once, and the examples that it got wrong."""
    wrong = []
    for i, (x, wanted) in enumerate(zip(X, y, strict=True)):
        if _sign(x @ weights + bias) != wanted:
            weights, bias = weights + wanted * x, bias + float(wanted)
            wrong.append(i)
    return weights, bias, wrong


def _sign(sums):
    return np.where(sums > 0, 1, -1)


def _unit(weights, bias) -> tuple[np.ndarray, float]:
    return _validate.array("weights", weights, (None,)), _validate.number("bias", bias)


def _examples(X, y, inputs: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    X = _validate.array("X", X, (None, inputs))
    return X, _validate.members("y", y, len(X), (-1, 1))
