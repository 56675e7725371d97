"""Check of ``smallest_side``: from which size a product is done sooner on another device.

The oracle searches with fractions, so that no rounding decides. Where floating point could come to
another answer than it there is no case.
"""

from __future__ import annotations

import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _saved_s(side, host, device):
    """Seconds that the device saves in computing."""
    return 2 * side**3 / Fraction(host) - 2 * side**3 / Fraction(device)


def _smallest(is_sooner):
    """The least number from 1 of which this is so, if it is then so of all larger ones."""
    high = 1
    while not is_sooner(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_sooner(middle) else (middle, high)
    return high


def _side(host, device, link, elements=3, itemsize=4, at_once=False):
    """The oracle, and what comes of other numbers: the least side that is sooner on the device.

    With ``at_once`` as soon as not later will do.
    """

    def is_sooner(side):
        moving = Fraction(itemsize * elements * side**2) / Fraction(link)
        saved = _saved_s(side, host, device)
        return saved > moving or (at_once and saved == moving)

    return _smallest(is_sooner)


def _smallest_side(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    return _side(host_operations_per_s, device_operations_per_s, link_bytes_per_s)


def _exact_side(host, device, link):
    """The side at which both take the same time, with its fraction."""
    return Fraction(6) / Fraction(link) / (1 / Fraction(host) - 1 / Fraction(device))


def _draw_machines(rng):
    while True:
        host, link = float(rng.integers(100, 9_999)) * 1e9, float(rng.integers(8, 999)) * 1e9
        device = host * float(rng.integers(3, 100)) / 2
        exact = 24 * float(_exact_side(host, device, link))
        if abs(exact - round(exact)) > 1e-3:  # nor is twice, half or a third of it a whole number
            return host, device, link


POWER = 2.0**30  # ties are exact in floating point where all is a power of two

smallest_side = Check(
    name="smallest_side",
    oracle=_smallest_side,
    forbidden=COURSE_CODE,
    tolerance=1e-9,
    draw=_draw_machines,
    edges=(
        (1e9, 8e9, 1e9),
        (POWER, 2 * POWER, POWER),
        (7.4e12, 66.9e12, 63.0e9),
        (1e9, 16e9, 100e9),
        (2.6e12, 82.5e12, 63.0e9),
        (POWER, 4 * POWER, POWER / 4),
    ),
    misconceptions=(
        Misconception(
            lambda *case: _side(*case, at_once=True),
            "At this side both take the same time. The device must be sooner: one more.",
        ),
        Misconception(
            lambda *case: math.floor(_exact_side(*case)),
            "At this side the device is not yet sooner. The smallest whole number above the exact "
            "one is wanted.",
        ),
        Misconception(
            lambda *case: round(_exact_side(*case)),
            "Rounding to the nearest number can give a side that is too small.",
        ),
        Misconception(
            lambda *case: float(_exact_side(*case)),
            "A side is a whole number: the smallest one above this.",
        ),
        Misconception(
            lambda *case: _side(*case, elements=1),
            "Three matrices go over the link: two there, and the result back.",
        ),
        Misconception(
            lambda *case: _side(*case, elements=2),
            "The result must come back: three matrices go over the link.",
        ),
        Misconception(
            lambda *case: _side(*case, itemsize=8),
            "You have twice as many bytes for each operation as there are. Does each matrix go "
            "over the link once, with 4 bytes an element, and is each multiply-add two operations?",
        ),
        Misconception(
            lambda *case: _side(*case, itemsize=1),
            "You send a byte for each element. An element in single precision (float32) has 4.",
        ),
        Misconception(
            lambda *case: _side(*case, itemsize=32),
            "These are bits. The link's speed is given in bytes, and an element has 4.",
        ),
        Misconception(
            lambda host, device, link: (
                math.floor(Fraction(6) * Fraction(host) / Fraction(link)) + 1
            ),
            "The device needs time to compute as well, after the matrices have arrived.",
        ),
        Misconception(
            lambda *case: _smallest_side(*case) + 1,
            "This side is one too large: at the one below the device is sooner already.",
        ),
        Misconception(
            lambda *case: _smallest_side(*case) ** 2,
            "This is how many elements a matrix has. Its side is asked for.",
        ),
    ),
)
