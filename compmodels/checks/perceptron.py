"""Checks of the exercises of lesson 01: the perceptron.

The oracles are written with plain loops, apart from the model in ``compmodels.perceptron``, so
that a mistake in the model cannot hide here. How a check works lives in ``_core``.
"""

from __future__ import annotations

import math

import numpy as np

from compmodels.checks._core import Check, Misconception

SECONDS_A_DAY = 86_400
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


# predict: the answer of one unit


def _sum(weights, bias, x):
    return math.fsum(float(w) * float(v) for w, v in zip(weights, x, strict=True)) + bias


def _predict(weights, bias, x):
    return 1 if _sum(weights, bias, x) > 0 else -1


def _draw_unit(rng):
    inputs = rng.integers(1, 6)
    whole = rng.integers(-3, 4, (2, inputs)).astype(float)
    return whole[0], float(rng.integers(-3, 4)), whole[1]


predict = Check(
    name="predict",
    oracle=_predict,
    draw=_draw_unit,
    edges=(
        (np.array([1.0, 1.0]), -1.5, np.array([1.0, 1.0])),
        (np.array([1.0, 1.0]), -1.5, np.array([1.0, 0.0])),
        (np.array([2.0, -1.0]), 0.0, np.array([1.0, 2.0])),
        (np.array([0.0]), 0.0, np.array([5.0])),
    ),
    misconceptions=(
        Misconception(
            lambda weights, bias, x: 1 if _sum(weights, bias, x) >= 0 else -1,
            "What if the sum is exactly zero? It is not above zero, so the answer is -1.",
        ),
        Misconception(
            lambda weights, bias, x: int(np.sign(_sum(weights, bias, x))),
            "np.sign answers 0 when the sum is exactly zero, and a unit has no third answer: "
            "then it answers -1.",
        ),
        Misconception(
            lambda weights, bias, x: _predict(weights, 0, x),
            "Is the bias in your sum? It is added once, after the products.",
        ),
        Misconception(
            lambda weights, bias, x: int(_sum(weights, bias, x) > 0),
            "The two answers of this unit are +1 and -1, not 1 and 0.",
        ),
        Misconception(
            lambda weights, bias, x: bool(_sum(weights, bias, x) > 0),
            "A comparison gives True or False; the unit answers with the numbers +1 and -1.",
        ),
        Misconception(
            _sum,
            "This is the weighted sum. The answer says only whether it is above zero: +1 or -1.",
        ),
        Misconception(
            lambda weights, bias, x: 1 if _sum(weights, 0, x) > bias else -1,
            "The bias is added to the sum, and the sum is compared with zero. You compare the "
            "sum with the bias, as with a threshold, which has the opposite sign.",
        ),
    ),
)


# step: Rosenblatt's learning rule


def _moved(weights, bias, x, amount):
    return np.array([w + amount * v for w, v in zip(weights, x, strict=True)]), bias + amount


def _step(weights, bias, x, y, rate):
    wrong = _predict(weights, bias, x) != y
    return _moved(weights, bias, x, rate * y if wrong else 0)


def _until_right(weights, bias, x, y, rate):
    while _predict(weights, bias, x) != y:
        weights, bias = _step(weights, bias, x, y, rate)
    return weights, bias


def _bias_from_new_weights(weights, bias, x, y, rate):
    new, _ = _step(weights, bias, x, y, rate)
    return new, _step(new, bias, x, y, rate)[1]


def _draw_step(rng):
    weights, bias, x = _draw_unit(rng)
    return weights, bias, x, int(rng.choice([-1, 1])), float(rng.choice([0.5, 1.0, 2.0]))


step = Check(
    name="step",
    oracle=_step,
    draw=_draw_step,
    edges=(
        (np.array([0.0, 0.0]), 0.0, np.array([2.0, 1.0]), 1, 1.0),
        (np.array([1.0, -1.0]), 0.5, np.array([2.0, 1.0]), 1, 1.0),
        (np.array([1.0, -1.0]), 0.5, np.array([2.0, 1.0]), -1, 1.0),
        (np.array([1.0, -1.0]), 0.5, np.array([2.0, 1.0]), -1, 0.25),
        (np.array([1.0, 1.0]), -4.0, np.array([1.0, 1.0]), 1, 0.5),
        (np.array([0.0, 0.0]), 0.0, np.array([2.0, 1.0]), -1, 1.0),
    ),
    misconceptions=(
        Misconception(
            lambda weights, bias, x, y, rate: _moved(weights, bias, x, rate * y),
            "A right answer changes nothing. Ask the unit first, and learn only if it was wrong.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * y if y * _sum(weights, bias, x) <= 0 else 0
            ),
            "What does the unit answer when its sum is exactly zero? It says -1, so for y = -1 it "
            "is right and learns nothing. Compare its answer with y.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * y if y * _sum(weights, bias, x) < 0 else 0
            ),
            "What does the unit answer when its sum is exactly zero? It says -1, so for y = +1 it "
            "is wrong and must learn. Compare its answer with y.",
        ),
        Misconception(
            lambda *case: _until_right(*case),
            "You go on until the unit is right. One call is one step: use if, not while.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: (_step(weights, bias, x, y, rate)[0], bias),
            "The bias learns too, by rate * y: it is a weight whose input is always 1.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * (y - _predict(weights, bias, x))
            ),
            "y minus the answer is +2 or -2 when the answer is wrong, so your step is twice too "
            "long. The rule adds rate * y * x.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate if y == 1 and _predict(weights, bias, x) == -1 else 0
            ),
            "With answers 0 and 1 nothing would be added for y = 0. Here the answers are -1 and "
            "+1: when y is -1, the example is subtracted.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _step(weights, bias, x, y, -rate),
            "The step goes the wrong way: after it, the sum must be nearer to the side of y. "
            "The example is added with the sign of y.",
        ),
        Misconception(
            _bias_from_new_weights,
            "You ask the unit again after its weights have changed. Decide once, with the old "
            "weights and the old bias, whether the answer is wrong.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _step(weights, bias, x, y, rate)[0],
            "Return both, the weights and the bias: return weights, bias.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _step(weights, bias, x, y, 1),
            "Where is the rate? The step is rate * y * x, and rate * y for the bias.",
        ),
    ),
)


# mistake_bound: Novikoff's bound


def _lengthened(row):
    return math.sqrt(math.fsum([1.0, *(float(v) ** 2 for v in row)]))


def _bound(weights, bias, X, y, with_one=1, with_bias=1, power=2, nearest=min, longest=max):
    radius = longest(math.sqrt(_lengthened(row) ** 2 - 1 + with_one) for row in X)
    length = math.sqrt(math.fsum([with_bias * bias**2, *(float(w) ** 2 for w in weights)]))
    gap = nearest(abs(_sum(weights, bias, row)) for row in X) / length
    return (radius / gap) ** power


def _mistake_bound(weights, bias, X, y):
    return _bound(weights, bias, X, y)


def _draw_separated(rng):
    inputs, examples = rng.integers(2, 5), rng.integers(3, 9)
    weights, bias = rng.normal(size=inputs).round(2), round(rng.normal(), 2)
    X = rng.normal(scale=2, size=(4 * examples, inputs)).round(2)
    sums = X @ weights + bias
    clear = np.abs(sums) > 0.1
    return weights, bias, X[clear][:examples], np.where(sums[clear][:examples] > 0, 1, -1)


mistake_bound = Check(
    name="mistake_bound",
    oracle=_mistake_bound,
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
            lambda weights, bias, X, y: _bound(weights, bias, X, y, with_one=0),
            "The constant input 1 of the bias belongs to each example: the squared length of an "
            "example is the sum of its squares plus 1.",
        ),
        Misconception(
            lambda weights, bias, X, y: _bound(weights, bias, X, y, with_bias=0),
            "The bias is one of the learned numbers: the squared length that you divide by is "
            "the sum of the squared weights plus the squared bias.",
        ),
        Misconception(
            lambda weights, bias, X, y: _bound(weights, bias, X, y, with_one=0, with_bias=0),
            "The bias counts as a weight with the constant input 1. Put that 1 into the length of "
            "an example, and the bias into the length of the weights.",
        ),
        Misconception(
            lambda weights, bias, X, y: _bound(weights, bias, X, y, power=1),
            "This is R divided by the margin. The bound is its square.",
        ),
        Misconception(
            lambda weights, bias, X, y: _bound(weights, bias, X, y, nearest=max),
            "The margin is the distance of the nearest example from the boundary: the smallest, "
            "not the largest.",
        ),
        Misconception(
            lambda weights, bias, X, y: _bound(weights, bias, X, y, nearest=_mean),
            "The margin is the distance of the nearest example, not the mean over all of them.",
        ),
        Misconception(
            lambda weights, bias, X, y: _bound(weights, bias, X, y, longest=min),
            "R is the length of the longest example, not of the shortest.",
        ),
        Misconception(
            lambda weights, bias, X, y: _without_labels(weights, bias, X),
            "Each sum is multiplied by its y, so that every example on its right side has a "
            "positive distance. The smallest of those is the margin.",
        ),
        Misconception(
            lambda weights, bias, X, y: max(
                _bound(weights, bias, [row], y, nearest=min) for row in X
            ),
            "The longest example and the nearest one are found separately: they may be two "
            "different examples.",
        ),
        Misconception(
            lambda weights, bias, X, y: (
                (math.sqrt(_bound(weights, bias, X, y, with_one=0, longest=_longest_plus_one))) ** 2
            ),
            "The 1 of the bias is added under the root, to the squares: sqrt(x @ x + 1).",
        ),
        Misconception(
            lambda weights, bias, X, y: (
                (max(map(_lengthened, X)) / min(abs(_sum(weights, bias, row)) for row in X)) ** 2
            ),
            "A weighted sum is not yet a distance: divide it by the length of (weights, bias).",
        ),
    ),
)


def _longest_plus_one(lengths):
    return max(lengths) + 1


def _without_labels(weights, bias, X):
    length = math.sqrt(math.fsum([bias**2, *(float(w) ** 2 for w in weights)]))
    gap = min(_sum(weights, bias, row) for row in X) / length
    return (max(map(_lengthened, X)) / gap) ** 2


def _mean(values):
    values = list(values)
    return math.fsum(values) / len(values)


# xor_network: two layers by hand


def _answers_at_corners(value) -> np.ndarray:
    """Answers of the two-layer network ``value`` at (0, 0), (0, 1), (1, 0) and (1, 1)."""
    hidden_weights, hidden_bias, output_weights, output_bias = _four_parts(value)
    hidden = [
        [_predict(w, b, corner) for w, b in zip(hidden_weights, hidden_bias, strict=True)]
        for corner in CORNERS
    ]
    return np.array([_predict(output_weights, output_bias, units) for units in hidden])


def _four_parts(value) -> list[np.ndarray]:
    """The parts of a network of two layers, if ``value`` has them in their shapes."""
    if not isinstance(value, (tuple, list)) or len(value) != 4:
        raise ValueError(
            "Expected are four things: hidden weights, hidden biases, output weights, output bias."
        )
    try:
        parts = [np.asarray(part, dtype=float) for part in value]
    except (TypeError, ValueError):
        raise ValueError("Expected are numbers, and rows of equal length.") from None
    shapes = [part.shape for part in parts]
    if shapes != [(2, 2), (2,), (2,), ()]:
        raise ValueError(
            f"The shapes are {', '.join(map(str, shapes))}; expected are (2, 2) and (2,) for the "
            "hidden layer, (2,) and () for the output."
        )
    return parts


def _network(hidden_weights, hidden_bias, output_weights, output_bias):
    return lambda: (hidden_weights, hidden_bias, output_weights, output_bias)


xor_network = Check(
    name="xor_network",
    oracle=lambda: np.array([-1, 1, 1, -1]),
    edges=((),),
    view=_answers_at_corners,
    misconceptions=(
        Misconception(
            _network([[1, 1], [1, 1]], [-0.5, -1.5], [0, 0], -1),
            "Your network answers -1 everywhere. Work out the two hidden answers at each "
            "corner by hand: is the output's sum ever above zero?",
        ),
        Misconception(
            _network([[1, 1], [1, 1]], [-0.5, -1.5], [1, 0], 0),
            "This is OR: it answers +1 for (1, 1) too. One hidden unit must veto that corner.",
        ),
        Misconception(
            _network([[1, 1], [1, 1]], [-0.5, -1.5], [0, 1], 0),
            "This is AND: it answers +1 only for (1, 1), the very corner that XOR leaves out.",
        ),
        Misconception(
            _network([[1, 1], [1, 1]], [-0.5, -1.5], [-1, 1], 1),
            "This is XOR upside down. Change the sign of the output's weights and of its bias.",
        ),
        Misconception(
            _network([[1, 1], [1, 1]], [-0.5, -1.5], [1, -2], -0.5),
            "Your network answers +1 for (0, 0) too, which makes it NAND. Have you counted a "
            "hidden unit that is off as 0? It answers -1: work out the output's sum at (0, 0).",
        ),
    ),
)


# largest_hidden_layer: operations, time, and an engineering question


def _hidden_units(
    inputs, outputs, examples, passes, operations_per_s, days, per_weight=6, a_day=SECONDS_A_DAY
):
    for_one_unit = per_weight * (inputs + outputs) * examples * passes
    return (operations_per_s * days * a_day) // for_one_unit


def _largest_hidden_layer(inputs, outputs, examples, passes, operations_per_s, days):
    return _hidden_units(inputs, outputs, examples, passes, operations_per_s, days)


def _draw_budget(rng):
    return tuple(
        int(rng.integers(low, high))
        for low, high in ((10, 1000), (1, 50), (100, 5000), (1, 100), (5_000, 50_000), (1, 2000))
    )


largest_hidden_layer = Check(
    name="largest_hidden_layer",
    oracle=_largest_hidden_layer,
    draw=_draw_budget,
    edges=(
        (9, 1, 100, 1, 1_000, 1),
        (400, 10, 1297, 20, 12_000, 1),
        (1000, 50, 5000, 100, 5_000, 1),
    ),
    misconceptions=(
        Misconception(
            lambda *case: _hidden_units(*case, per_weight=1),
            "Each weight costs 6 operations for each example shown, not one.",
        ),
        Misconception(
            lambda *case: max(1, _hidden_units(*case)),
            "If not even one hidden unit can be trained in time, the answer is 0.",
        ),
        Misconception(
            lambda *case: _hidden_units(case[0] + 1, *case[1:]),
            "Biases are not counted: a hidden unit has inputs + outputs weights.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case[:5], 1),
            "The machine may be used for more than one day: multiply by the days.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, per_weight=3),
            "Each weight costs a multiplication and an addition: two operations, not one.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, per_weight=2),
            "You count the way forward only. Training goes forward and back, which costs three "
            "times as much: 6 operations for each weight and example.",
        ),
        Misconception(
            lambda *case: _hidden_units(case[0], 0, *case[2:]),
            "A hidden unit has weights on both sides: one for each input, and one to each output.",
        ),
        Misconception(
            lambda *case: -(-_largest_exact(*case) // 1),
            "One unit more does not fit into the time: round down.",
        ),
        Misconception(
            lambda *case: round(_largest_exact(*case)),
            "Rounding to the nearest number can give one unit too many: round down.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case[:3], 1, *case[4:]),
            "The examples are shown once in every pass: multiply by the passes too.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, a_day=3_600),
            "A day has 86,400 seconds; 3,600 is an hour.",
        ),
        Misconception(
            lambda *case: _largest_exact(*case),
            "Part of a unit cannot be built: round down to a whole number.",
        ),
    ),
)


def _largest_exact(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * SECONDS_A_DAY / (6 * (inputs + outputs) * examples * passes)
