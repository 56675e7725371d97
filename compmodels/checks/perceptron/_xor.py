"""Check of ``xor_network``: two layers whose weights the student sets by hand."""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.perceptron._unit import answer

LARGEST = 1e6  # of a weight; what is not finite is not below it either
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


def _answers_at_corners(value) -> np.ndarray:
    """Answers of the two-layer network ``value`` at (0, 0), (0, 1), (1, 0) and (1, 1)."""
    hidden_weights, hidden_bias, output_weights, output_bias = _four_parts(value)
    hidden = [
        [answer(w, b, corner) for w, b in zip(hidden_weights, hidden_bias, strict=True)]
        for corner in CORNERS
    ]
    return np.array([answer(output_weights, output_bias, units) for units in hidden])


def _four_parts(value) -> list[np.ndarray]:
    """The parts of a network of two layers, if ``value`` has them in their shapes."""
    if not isinstance(value, (tuple, list)) or len(value) != 4:
        raise ValueError(
            "Expected are four things: hidden weights, hidden biases, output weights, output bias."
        )
    try:
        parts = [np.asarray(part) for part in value]
    except ValueError:
        raise ValueError("Expected are numbers, and rows of equal length.") from None
    if not all(part.dtype.kind in "biuf" and (abs(part) < LARGEST).all() for part in parts):
        raise ValueError("Expected are numbers between -1,000,000 and 1,000,000.")
    shapes = [part.shape for part in parts]
    if shapes != [(2, 2), (2,), (2,), ()]:
        raise ValueError(
            f"The shapes are {', '.join(map(str, shapes))}; expected are (2, 2) and (2,) for the "
            "hidden layer, (2,) and one number for the output."
        )
    return parts


def _network(hidden_weights, hidden_bias, output_weights, output_bias):
    return lambda: (hidden_weights, hidden_bias, output_weights, output_bias)


xor_network = Check(
    name="xor_network",
    oracle=lambda: np.array([-1, 1, 1, -1]),
    forbidden=COURSE_CODE,
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
