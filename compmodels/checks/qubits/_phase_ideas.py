"""Phases read from a histogram: the right one, and what students read instead.

The right one comes from an array as long as the circle. A student goes the way of the rule with a
dictionary, and some of its steps may be replaced. What is asked of students and which of their
ideas the check knows lives in ``_phase``.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np


def right_phase(counts):
    """The phase in turns, by the roots of the counts in an array as long as the circle."""
    roots = np.zeros(2 ** len(counts[0][0]))
    for bits, often in counts:
        roots[sum(2**place for place, bit in enumerate(reversed(bits)) if bit == "1")] = often**0.5
    peak = int(roots.argmax())
    before, after = roots[peak - 1], roots[(peak + 1) % roots.size]
    step = after / (roots[peak] + after) if after > before else -before / (roots[peak] + before)
    return float((peak + step) % roots.size / roots.size)


# What students do. Each step of the rule may be another one.


def number(bits):
    return int(bits, 2)


def marks(counts):
    return 2 ** len(counts[0][0])


def most_frequent(times):
    return max(times, key=times.get)


def ahead(times, peak, size):
    """Which way to go from the peak: 1 or -1."""
    return 1 if times.get((peak + 1) % size, 0) > times.get((peak - 1) % size, 0) else -1


def ahead_in_a_list(times, peak, size):
    return 1 if times.get(peak + 1, 0) > times.get(peak - 1, 0) else -1


def by_roots(most, near):
    return math.sqrt(near) / (math.sqrt(most) + math.sqrt(near))


def nothing(most, near):
    return 0


def between(times, peak, size, way=ahead, share=by_roots):
    """The place in steps, by the rule or something like it."""
    side = way(times, peak, size)
    near = peak + side if way is ahead_in_a_list else (peak + side) % size
    return peak + side * share(times[peak], times.get(near, 0))


def answer(
    counts: list,
    read: Callable = number,
    circle: Callable = marks,
    turn: Callable = marks,
    peak: Callable = most_frequent,
    place: Callable = between,
    name: Callable = lambda phase: phase % 1,
) -> float:
    """The phase of a student who goes the way of the rule, with some steps replaced.

    ``circle`` says after how many values the circle closes, ``turn`` how many steps are a turn.
    """
    times = {read(bits): often for bits, often in counts}
    return name(place(times, peak(times), circle(counts)) / turn(counts))


def mean_of_two(times, peak, size, weight):
    """The mean of the peak and its neighbour as numbers in a list, not as places on the circle."""
    near = (peak + ahead(times, peak, size)) % size
    weights = weight(times[peak]), weight(times.get(near, 0))
    return (peak * weights[0] + near * weights[1]) / sum(weights)


def with_second(way):
    """The place that the two values that came up most often give, wherever they are.

    ``way`` says how many steps up it is from the one to the other, or what is taken for that.
    """

    def place(times, peak, size):
        second = max((value for value in times if value != peak), key=times.get, default=None)
        if second is None:
            return peak
        return peak + way(peak, second, size) * by_roots(times[peak], times[second])

    return place


def shorter(peak, second, size):
    """The shorter way on the circle."""
    return (second - peak + size // 2) % size - size // 2


WAYS = (
    shorter,
    lambda peak, second, size: second - peak,
    lambda peak, second, size: 1 if shorter(peak, second, size) > 0 else -1,
    lambda peak, second, size: 1 if second > peak else -1,
    lambda peak, second, size: 1 if second == (peak + 1) % size else -1,
    lambda peak, second, size: -1 if second == (peak - 1) % size else 1,
)


def with_sign(sign):
    """The place as far from the peak as the rule says, with a sign of its own."""

    def place(times, peak, size):
        side = ahead(times, peak, size)
        near = times.get((peak + side) % size, 0)
        return peak + sign(side) * by_roots(times[peak], near)

    return place


def on_circle(times, peak, size):
    """The place by the rule, brought back onto the circle before it is divided."""
    return between(times, peak, size) % size


def plain_mean(times, peak, size):
    return sum(value * often for value, often in times.items()) / sum(times.values())


def mean_of_arrows(times, peak, size):
    """The direction of all values together, each an arrow as long as its count."""
    arrows = sum(often * np.exp(2j * np.pi * value / size) for value, often in times.items())
    return float(np.angle(arrows)) / (2 * math.pi) * size


def share_of_all(times, peak, size, change=float):
    """The place, if the share is that of the neighbour's runs in all runs, or its change."""
    way = ahead(times, peak, size)
    near = times.get((peak + way) % size, 0)
    return peak + way * change(near / sum(times.values()))


def weighed(weight):
    """The share of the way, if the two are weighed by something else than the roots."""
    return lambda most, near: weight(near) / (weight(most) + weight(near))
