"""Checks of ``predict`` and ``step``: the answer of one unit, and how it learns."""

from __future__ import annotations

import math

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def weighted_sum(weights, bias, x):
    """The sum of the inputs times their weights, and the bias, rounded once."""
    return math.fsum(float(w) * float(v) for w, v in zip(weights, x, strict=True)) + bias


def answer(weights, bias, x):
    """+1 if the weighted sum is above zero, else -1."""
    return 1 if weighted_sum(weights, bias, x) > 0 else -1


def _yes_at_zero(weights, bias, x):
    return 1 if weighted_sum(weights, bias, x) >= 0 else -1


def _draw_unit(rng):
    inputs = rng.integers(1, 6)
    whole = rng.integers(-3, 4, (2, inputs)).astype(float)
    return whole[0], float(rng.integers(-3, 4)), whole[1]


predict = Check(
    name="predict",
    oracle=answer,
    forbidden=COURSE_CODE,
    draw=_draw_unit,
    edges=(
        (np.array([1.0, 1.0]), -1.5, np.array([1.0, 1.0])),
        (np.array([1.0, 1.0]), -1.5, np.array([1.0, 0.0])),
        (np.array([2.0, -1.0]), 0.0, np.array([1.0, 2.0])),
        (np.array([0.0]), 0.0, np.array([5.0])),
    ),
    misconceptions=(
        Misconception(
            _yes_at_zero,
            "What if the sum is exactly zero? It is not above zero, so the answer is -1.",
        ),
        Misconception(
            lambda weights, bias, x: int(np.sign(weighted_sum(weights, bias, x))),
            "np.sign answers 0 when the sum is exactly zero, and a unit has no third answer: "
            "then it answers -1.",
        ),
        Misconception(
            lambda weights, bias, x: answer(weights, 0, x),
            "Is the bias in your sum? It is added once, after the products.",
        ),
        Misconception(
            lambda weights, bias, x: -answer(weights, bias, x),
            "Your +1 and -1 are swapped: above zero means +1.",
        ),
        Misconception(
            lambda weights, bias, x: answer(weights, len(x) * bias, x),
            "The bias is added once to the whole sum, not once for each input.",
        ),
        Misconception(
            lambda weights, bias, x: int(weighted_sum(weights, bias, x) > 0),
            "The two answers of this unit are +1 and -1, not 1 and 0.",
        ),
        Misconception(
            lambda weights, bias, x: bool(weighted_sum(weights, bias, x) > 0),
            "A comparison gives True or False; the unit answers with the numbers +1 and -1.",
        ),
        Misconception(
            weighted_sum,
            "This is the weighted sum. The answer says only whether it is above zero: +1 or -1.",
        ),
        Misconception(
            lambda weights, bias, x: 1 if weighted_sum(weights, 0, x) > bias else -1,
            "The bias is added to the sum, and the sum is compared with zero. You compare the "
            "sum with the bias, as with a threshold, which has the opposite sign.",
        ),
    ),
)


def _moved(weights, bias, x, amount):
    return np.array([w + amount * v for w, v in zip(weights, x, strict=True)]), bias + amount


def _step(weights, bias, x, y, rate):
    wrong = answer(weights, bias, x) != y
    return _moved(weights, bias, x, rate * y if wrong else 0)


def _changes(weights, bias, x, y, rate):
    new_weights, new_bias = _step(weights, bias, x, y, rate)
    return new_weights - weights, new_bias - bias


def _until_right(weights, bias, x, y, rate):
    while answer(weights, bias, x) != y:
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
    forbidden=COURSE_CODE,
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
                weights, bias, x, rate * y if y * weighted_sum(weights, bias, x) <= 0 else 0
            ),
            "What does the unit answer when its sum is exactly zero? It says -1, so for y = -1 it "
            "is right and learns nothing. Compare its answer with y.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * y if y * weighted_sum(weights, bias, x) < 0 else 0
            ),
            "What does the unit answer when its sum is exactly zero? It says -1, so for y = +1 it "
            "is wrong and must learn. Compare its answer with y.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * y if _yes_at_zero(weights, bias, x) != y else 0
            ),
            "Your unit says +1 when its sum is exactly zero. Zero is not above zero: it says -1.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * y if answer(weights, 0, x) != y else 0
            ),
            "Is the bias in the sum when you ask the unit for its answer?",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: (
                _step(weights, bias, x, y, rate)[0],
                _step(weights, bias, x, y, 1)[1],
            ),
            "The rate belongs to the bias too: it moves by rate * y.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate if answer(weights, bias, x) != y else 0
            ),
            "Where is y? When y is -1, the example is subtracted: the step is rate * y * x.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * y if answer(weights, bias, x) == y else 0
            ),
            "You learn from right answers and leave wrong ones: it is the other way round.",
        ),
        Misconception(
            _changes,
            "These are the changes. Add them to the weights and to the bias, and return those.",
        ),
        Misconception(
            _until_right,
            "You go on until the unit is right. One call is one step: use if, not while.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: (_step(weights, bias, x, y, rate)[0], bias),
            "The bias learns too, by rate * y: it is a weight whose input is always 1.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate * (y - answer(weights, bias, x))
            ),
            "y minus the answer is +2 or -2 when the answer is wrong, so your step is twice too "
            "long. The rule adds rate * y * x.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _moved(
                weights, bias, x, rate if y == 1 and answer(weights, bias, x) == -1 else 0
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
            lambda *case: _step(*case)[::-1],
            "The order is the other way round: first the weights, then the bias.",
        ),
        Misconception(
            lambda weights, bias, x, y, rate: _step(weights, bias, x, y, 1),
            "Where is the rate? The step is rate * y * x, and rate * y for the bias.",
        ),
    ),
)
