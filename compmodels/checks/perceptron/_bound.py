"""Check of ``mistake_bound``: Novikoff's bound."""

from __future__ import annotations

import math

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.perceptron._unit import weighted_sum


def _length(numbers, *more):
    return math.sqrt(math.fsum(float(number) ** 2 for number in (*numbers, *more)))


def _lengths(X):
    return [_length(row, 1) for row in X]


def _margins(weights, bias, X, y):
    length = _length(weights, bias)
    return [s * weighted_sum(weights, bias, row) / length for row, s in zip(X, y, strict=True)]


def _mistake_bound(weights, bias, X, y):
    return (max(_lengths(X)) / min(_margins(weights, bias, X, y))) ** 2


def _draw_separated(rng):
    inputs, examples = rng.integers(2, 5), rng.integers(3, 9)
    weights, bias = rng.normal(size=inputs).round(2), round(rng.normal(), 2)
    X = rng.normal(scale=2, size=(4 * examples, inputs)).round(2)
    sums = X @ weights + bias
    clear = np.abs(sums) > 0.1
    return weights, bias, X[clear][:examples], np.where(sums[clear][:examples] > 0, 1, -1)


# What students get wrong, each as the function that does it.


def _no_one_in_the_radius(weights, bias, X, y):
    return (max(map(_length, X)) / min(_margins(weights, bias, X, y))) ** 2


def _one_outside_the_root(weights, bias, X, y):
    return ((max(map(_length, X)) + 1) / min(_margins(weights, bias, X, y))) ** 2


def _no_bias_in_the_margin(weights, bias, X, y):
    longer = _length(weights, bias) / _length(weights)
    return _mistake_bound(weights, bias, X, y) / longer**2


def _neither(weights, bias, X, y):
    longer = _length(weights, bias) / _length(weights)
    return _no_one_in_the_radius(weights, bias, X, y) / longer**2


def _not_squared(weights, bias, X, y):
    return math.sqrt(_mistake_bound(weights, bias, X, y))


def _shortest_example(weights, bias, X, y):
    return (min(_lengths(X)) / min(_margins(weights, bias, X, y))) ** 2


def _farthest_example(weights, bias, X, y):
    return (max(_lengths(X)) / max(_margins(weights, bias, X, y))) ** 2


def _mean_margin(weights, bias, X, y):
    return (max(_lengths(X)) / np.mean(_margins(weights, bias, X, y))) ** 2


def _without_labels(weights, bias, X, y):
    return _mistake_bound(weights, bias, X, [1] * len(X))


def _worst_single_example(weights, bias, X, y):
    pairs = zip(_lengths(X), _margins(weights, bias, X, y), strict=True)
    return max(length / margin for length, margin in pairs) ** 2


def _sum_for_distance(weights, bias, X, y):
    return _mistake_bound(weights, bias, X, y) / _length(weights, bias) ** 2


def _rounded_down(weights, bias, X, y):
    return math.floor(_mistake_bound(weights, bias, X, y))


def _rounded(weights, bias, X, y):
    return round(_mistake_bound(weights, bias, X, y))


def _rounded_up(weights, bias, X, y):
    return math.ceil(_mistake_bound(weights, bias, X, y))


def _radius_squared_only(weights, bias, X, y):
    return max(_lengths(X)) ** 2 / min(_margins(weights, bias, X, y))


mistake_bound = Check(
    name="mistake_bound",
    oracle=_mistake_bound,
    forbidden=COURSE_CODE,
    draw=_draw_separated,
    edges=(
        (np.array([1.0]), 0.0, np.array([[2.0], [-1.0]]), np.array([1, -1])),
        (np.array([3.0]), -4.0, np.array([[2.0], [1.0]]), np.array([1, -1])),
        (
            np.array([1.0, 1.0]),
            -1.5,
            np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
            np.array([-1, -1, -1, 1]),
        ),
    ),
    misconceptions=(
        Misconception(
            _no_one_in_the_radius,
            "The constant input 1 of the bias belongs to each example: the squared length of an "
            "example is the sum of its squares plus 1.",
        ),
        Misconception(
            _one_outside_the_root,
            "The 1 of the bias is added under the root, to the squares: sqrt(x @ x + 1).",
        ),
        Misconception(
            _no_bias_in_the_margin,
            "The bias is one of the learned numbers: the squared length that you divide by is "
            "the sum of the squared weights plus the squared bias.",
        ),
        Misconception(
            _neither,
            "The bias counts as a weight with the constant input 1. Put that 1 into the length of "
            "an example, and the bias into the length of the weights.",
        ),
        Misconception(_not_squared, "This is R divided by the margin. The bound is its square."),
        Misconception(
            _shortest_example, "R is the length of the longest example, not of the shortest."
        ),
        Misconception(
            _farthest_example,
            "The margin is the distance of the nearest example from the boundary: the smallest, "
            "not the largest.",
        ),
        Misconception(
            _mean_margin,
            "The margin is the distance of the nearest example, not the mean over all of them.",
        ),
        Misconception(
            _without_labels,
            "Each sum is multiplied by its y, so that every example on its right side has a "
            "positive distance. The smallest of those is the margin.",
        ),
        Misconception(
            _worst_single_example,
            "The longest example and the nearest one are found separately: they may be two "
            "different examples.",
        ),
        Misconception(_rounded_down, "Return the bound as it is, without rounding it down."),
        Misconception(_rounded, "Return the bound as it is, do not round it."),
        Misconception(_rounded_up, "Return the bound as it is, without rounding it up."),
        Misconception(
            _radius_squared_only, "The margin is squared too: divide first, then square."
        ),
        Misconception(
            _sum_for_distance,
            "A weighted sum is not yet a distance: divide it by the length of (weights, bias).",
        ),
    ),
)
