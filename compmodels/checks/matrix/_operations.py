"""Check of ``convolution_operations``: what a convolution costs, by counting its places."""

from __future__ import annotations

import math

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def starts(side, kernel, stride, padding):
    """Where along one side a kernel can begin, counted in the picture without padding."""
    return range(-padding, side + padding - kernel + 1, stride)


def _operations(channels, side, outputs, kernel, stride, padding):
    places = len(starts(side, kernel, stride, padding)) ** 2
    return _of(channels, outputs, kernel, places)


def _of(channels, outputs, kernel, places):
    """FLOP for so many places of the kernel."""
    return 2 * outputs * places * channels * kernel * kernel


def _with_side(places_along):
    """The same with another idea of how many places there are along a side of the picture."""
    return lambda channels, side, outputs, kernel, stride, padding: _of(
        channels, outputs, kernel, places_along(side, kernel, stride, padding) ** 2
    )


def _draw_layer(rng):
    channels, outputs, kernel = (int(rng.integers(1, most)) for most in (9, 33, 6))
    side = int(rng.integers(kernel, 30))
    return channels, side, outputs, kernel, int(rng.integers(1, 5)), int(rng.integers(0, 4))


convolution_operations = Check(
    name="convolution_operations",
    oracle=_operations,
    forbidden=COURSE_CODE,
    tolerance=1e-9,
    draw=_draw_layer,
    edges=(
        (1, 4, 1, 3, 1, 0),
        (2, 4, 5, 3, 2, 1),
        (3, 227, 96, 11, 4, 0),
        (3, 5, 2, 1, 1, 0),
        (1, 3, 2, 3, 2, 0),
    ),
    misconceptions=(
        Misconception(
            lambda *case: _operations(*case) // 2,
            "These are the multiply-adds. Each is two operations: a multiplication, an addition.",
        ),
        Misconception(
            _with_side(lambda side, kernel, stride, padding: side + 2 * padding - kernel + 1),
            "Where is the stride? The kernel moves by several pixels at a time, so there are "
            "fewer places: divide by the stride before you add 1.",
        ),
        Misconception(
            _with_side(
                lambda side, kernel, stride, padding: (side + padding - kernel) // stride + 1
            ),
            "The padding is added on both sides: it counts twice.",
        ),
        Misconception(
            _with_side(lambda side, kernel, stride, padding: (side - kernel) // stride + 1),
            "Where is the padding? It makes the picture wider, on both sides.",
        ),
        Misconception(
            _with_side(
                lambda side, kernel, stride, padding: (side - kernel) // stride + 1 + 2 * padding
            ),
            "The padding belongs to the picture: add it before you divide by the stride.",
        ),
        Misconception(
            lambda channels, *layer: _operations(1, *layer),
            "Where are the channels? A kernel has numbers for each channel of the picture.",
        ),
        Misconception(
            lambda channels, side, outputs, *layer: _operations(channels, side, 1, *layer),
            "Where are the outputs? Each output has a kernel of its own.",
        ),
        Misconception(
            _with_side(
                lambda side, kernel, stride, padding: (side + 2 * padding - kernel) // stride
            ),
            "One place is missing along each side: the kernel can also lie where it begins, so "
            "add 1 after the division.",
        ),
        Misconception(
            _with_side(
                lambda side, kernel, stride, padding: (
                    math.ceil((side + 2 * padding - kernel) / stride) + 1
                )
            ),
            "A kernel may not reach beyond the edge: round down.",
        ),
        Misconception(
            _with_side(
                lambda side, kernel, stride, padding: (side + 2 * padding - kernel) / stride + 1
            ),
            "There is no half place: round the division down to a whole number.",
        ),
        Misconception(
            _with_side(
                lambda side, kernel, stride, padding: (side + 2 * padding - kernel + 1) // stride
            ),
            "The 1 is added after the division, not before it.",
        ),
        Misconception(
            _with_side(lambda side, kernel, stride, padding: side),
            "The kernel does not lie at each pixel of the picture. Count its places along a side "
            "with the formula above.",
        ),
        Misconception(
            lambda channels, side, outputs, kernel, *more: (
                _operations(channels, side, outputs, kernel, *more) // kernel
            ),
            "A kernel has rows and columns: its side is squared.",
        ),
        Misconception(
            lambda channels, side, outputs, kernel, stride, padding: _of(
                channels, outputs, kernel, len(starts(side, kernel, stride, padding))
            ),
            "The kernel goes across and down: the number of places along a side is squared.",
        ),
        Misconception(
            lambda channels, side, outputs, kernel, stride, padding: (
                outputs
                * len(starts(side, kernel, stride, padding)) ** 2
                * (2 * channels * kernel**2 - 1)
            ),
            "You leave out the first addition of each sum. Here each multiply-add counts as two "
            "operations, the first one too.",
        ),
    ),
)
