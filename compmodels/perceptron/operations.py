"""How many operations a perceptron, the Mark I or a network needs, and for how long.

An operation is one addition or one multiplication of two numbers. Comparisons, tanh and the
moving of data are not counted: there are few of the first two, and the last depends on the
machine. The machines' speeds are measured elsewhere or given with their source.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compmodels import _validate
from compmodels.perceptron.mark1 import MarkI

IBM_704_OPERATIONS_PER_S = 12_000
"""Floating-point additions a second, at best, of the computer that ran the perceptron in 1958.

Source: IBM's figure, "up to 12,000 floating-point additions per second".
"""

UNITS_OF_TIME = (
    ("years", 365.25 * 86_400),
    ("days", 86_400),
    ("hours", 3_600),
    ("minutes", 60),
    ("seconds", 1),
    ("milliseconds", 1e-3),
    ("microseconds", 1e-6),
)


def layer(inputs: int, units: int) -> int:
    """Operations of one layer on one example: a multiplication and an addition for each weight.

    A unit with ``inputs`` weights multiplies each by its input, adds the products
    (``inputs`` - 1 additions) and adds the bias (one more).

    Examples
    --------
    >>> layer(400, 1)
    800
    """
    return 2 * _validate.count("inputs", inputs) * _validate.count("units", units)


def forward(widths: Sequence[int]) -> int:
    """Operations of a network with layers of ``widths`` (inputs first) on one example.

    Examples
    --------
    >>> forward([400, 64, 10])
    52480
    """
    widths = _validate.counts("widths", widths, shortest=2)
    return sum(layer(inputs, units) for inputs, units in pairwise(widths))


def training(widths: Sequence[int], examples: int, passes: int) -> int:
    """Operations of training by back-propagation: three times ``forward`` for each example shown.

    Once forward, once for the derivatives by the weights, once to carry the error back. It is
    the usual rule "6 operations per weight and example" (for example Brown et al. 2020,
    appendix D) and a little too high: the error need not be carried back to the inputs.
    """
    shown = _validate.count("examples", examples) * _validate.count("passes", passes)
    return 3 * forward(widths) * shown


def mark1(machine: MarkI) -> int:
    """Operations of the Mark I for one picture: one for each wire, then its response layer's."""
    _validate.instance("machine", machine, MarkI, "as mark1.build makes it")
    wires = int((machine.wiring != 0).sum())
    responses, associations = machine.weights.shape
    return wires + layer(associations, responses)


def duration_s(operations: float, operations_per_s: float) -> float:
    """Seconds that a machine of ``operations_per_s`` takes for ``operations``."""
    operations = _validate.number("operations", operations, above=0)
    return operations / _validate.number("operations_per_s", operations_per_s, above=0)


def in_words(seconds: float) -> str:
    """A duration to three digits, in the largest unit of which there are at least two.

    Examples
    --------
    >>> in_words(120_833)
    '33.6 hours'
    """
    seconds = _validate.number("seconds", seconds, above=0)
    name, length = next((u for u in UNITS_OF_TIME if seconds >= 2 * u[1]), UNITS_OF_TIME[-1])
    value = float(f"{seconds / length:.3g}")
    digits = max(0, 3 - len(str(int(value))))
    return f"{value:,.{digits}f} {name}"
