"""Answers to ``phase_from_counts``."""

from __future__ import annotations

import cmath
import math
from collections import Counter
from fractions import Fraction
from functools import partial

import numpy as np
from scipy import stats

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def on_circle(counts, decode=lambda bits: int(bits, 2)):
    """How often each value came up, those that never did too."""
    often = np.zeros(2 ** len(counts[0][0]))
    for bits, times in counts:
        often[decode(bits)] = times
    return often


def steps(often, ahead=None):
    """The place of the phase in steps, by the rule; the way from the peak may be given."""
    peak, size = int(np.argmax(often)), len(often)
    if ahead is None:
        ahead = 1 if often[(peak + 1) % size] > often[peak - 1] else -1
    roots = np.sqrt(often)
    beside = roots[(peak + ahead) % size]
    return peak + ahead * beside / (roots[peak] + beside)


def peak_of(counts):
    return max(counts, key=lambda pair: pair[1])[0]


# The bits


@wrong("phase_from_counts", hint="You read the bits backwards. The highest digit stands left")
def bits_from_the_other_end(counts):
    often = on_circle(counts, lambda bits: int(bits[::-1], 2))
    return steps(often) / len(often) % 1


@wrong("phase_from_counts", hint="You read the bits backwards")
def peak_from_the_other_end(counts):
    bits = peak_of(counts)
    return sum(int(bit) * 2**place for place, bit in enumerate(bits)) / 2 ** len(bits)


@wrong("phase_from_counts", hint="You read the bits as a decimal number")
def decimal_peak(counts):
    bits = peak_of(counts)
    return int(bits) / 2 ** len(bits) % 1


@wrong("phase_from_counts", hint="You read the bits as a decimal number")
def decimal_values(counts):
    times, size = {int(bits): often for bits, often in counts}, 2 ** len(counts[0][0])
    most = max(times, key=times.get)
    before, after = (times.get((most + way) % size, 0) for way in (-1, 1))
    way, near = (1, after) if after > before else (-1, before)
    share = math.sqrt(near) / (math.sqrt(times[most]) + math.sqrt(near))
    return (most + way * share) / size % 1


@wrong("phase_from_counts", hint="You count the bits that are set")
def share_of_set_bits(counts):
    bits = peak_of(counts)
    return bits.count("1") / len(bits)


@wrong("phase_from_counts", hint="You count the bits that are set")
def set_bits_over_all_values(counts):
    bits = peak_of(counts)
    return sum(map(int, bits)) / 2 ** len(bits)


# The circle


@wrong("phase_from_counts", hint="You divide the circle into 2^t - 1 steps")
def highest_value_for_the_turn(counts):
    often = on_circle(counts)
    return steps(often) / (len(often) - 1) % 1


@wrong("phase_from_counts", hint="You divide the circle into 2^t - 1 steps")
def peak_over_the_highest_value(counts):
    bits = peak_of(counts)
    return int(bits, 2) / (2 ** len(bits) - 1) % 1


@wrong("phase_from_counts", hint="You divide by the number of values that came up")
def number_of_values_for_the_turn(counts):
    return int(peak_of(counts), 2) / len(counts) % 1


@wrong("phase_from_counts", hint="You divide by the number of values that came up")
def number_of_values_for_the_circle(counts):
    often, size = on_circle(counts), len(counts)
    peak = int(often.argmax())
    beside = [often[(peak + way) % size] for way in (-1, 1)]
    share = math.sqrt(max(beside)) / (math.sqrt(often[peak]) + math.sqrt(max(beside)))
    return (peak + (share if beside[1] > beside[0] else -share)) / size % 1


@wrong("phase_from_counts", hint="You divide by the number of values that came up")
def place_over_the_number_of_values(counts):
    often = on_circle(counts)
    return steps(often) % often.size / len(counts)


@wrong("phase_from_counts", hint="You divide by the number of digits")
def number_of_digits_for_the_turn(counts):
    return int(peak_of(counts), 2) / len(counts[0][0]) % 1


@wrong("phase_from_counts", hint="You divide by 16, whatever the number of digits")
def as_many_as_in_the_example(counts):
    return steps(on_circle(counts)) / 16 % 1


@wrong("phase_from_counts", hint="You divide by 16, whatever the number of digits")
def peak_over_16(counts):
    return int(peak_of(counts), 2) / 16


@wrong("phase_from_counts", hint="Before 0 on the circle comes the highest value")
def neighbours_in_a_list(counts):
    times, size = {int(bits, 2): often for bits, often in counts}, 2 ** len(counts[0][0])
    most = max(times, key=times.get)
    before, after = times.get(most - 1, 0), times.get(most + 1, 0)
    way, near = (1, after) if after > before else (-1, before)
    share = math.sqrt(near) / (math.sqrt(times[most]) + math.sqrt(near))
    return (most + way * share) / size % 1


@wrong("phase_from_counts", hint="You average 0 and the highest value as numbers")
def mean_of_two_numbers(counts):
    often = on_circle(counts)
    peak, size = int(often.argmax()), often.size
    near = max((peak - 1) % size, (peak + 1) % size, key=lambda value: often[value])
    return np.average([peak, near], weights=np.sqrt(often[[peak, near]])) / size


@wrong("phase_from_counts", hint="as numbers, which gives a place in the middle of all. On the")
def mean_of_two_numbers_by_counts(counts):
    often = on_circle(counts)
    peak, size = int(often.argmax()), often.size
    near = max((peak - 1) % size, (peak + 1) % size, key=lambda value: often[value])
    return np.average([peak, near], weights=often[[peak, near]]) / size


@wrong("phase_from_counts", hint="After a whole turn the phase begins anew")
def below_0(counts):
    often = on_circle(counts)
    return steps(often) / len(often)


@wrong("phase_from_counts", hint="After a whole turn the phase begins anew")
def not_below_0(counts):
    return max(0, below_0(counts))


@wrong("phase_from_counts", hint="After a whole turn the phase begins anew")
def without_sign(counts):
    return abs(below_0(counts))


@wrong("phase_from_counts", hint="After a whole turn the phase begins anew")
def at_most_half_a_turn(counts):
    phase = by_fractions(counts)
    return phase - 1 if phase >= 0.5 else phase


@wrong("phase_from_counts", hint="roots of the counts first. After a whole turn")
def weighed_by_counts_and_below_0(counts):
    often = on_circle(counts) ** 2
    return steps(often) / len(often)


# Which values


@wrong("phase_from_counts", hint="how often the better neighbour came up says how far from it")
def nearest_mark(counts):
    bits = peak_of(counts)
    return int(bits, 2) / 2 ** len(bits)


@wrong("phase_from_counts", hint="You take the first value in the list")
def first_value(counts):
    bits = counts[0][0]
    return int(bits, 2) / 2 ** len(bits)


@wrong("phase_from_counts", hint="You take the largest value")
def largest_value(counts):
    bits, _ = max(counts)
    return int(bits, 2) / 2 ** len(bits)


@wrong("phase_from_counts", hint="You average over all values")
def plain_mean(counts):
    often = on_circle(counts)
    return np.average(np.arange(often.size), weights=often) / often.size


@wrong("phase_from_counts", hint="You average over all values")
def mean_of_arrows(counts):
    size = 2 ** len(counts[0][0])
    arrows = sum(often * cmath.exp(2j * cmath.pi * int(bits, 2) / size) for bits, often in counts)
    return cmath.phase(arrows) / (2 * cmath.pi) % 1


@wrong("phase_from_counts", hint="The value that came up second most often need not be beside")
def two_most_frequent(counts):
    size = 2 ** len(counts[0][0])
    ranked = Counter(dict(counts)).most_common(2)
    (first, most), (second, near) = ranked if len(ranked) > 1 else (*ranked, (ranked[0][0], 0))
    start, end = int(first, 2), int(second, 2)
    way = (end - start + size // 2) % size - size // 2
    return (start + way * math.sqrt(near) / (math.sqrt(most) + math.sqrt(near))) / size % 1


def by_the_second(counts, side):
    """The phase of a student whose neighbour is the second most frequent value."""
    size = 2 ** len(counts[0][0])
    ranked = sorted(((times, int(bits, 2)) for bits, times in counts), key=lambda one: -one[0])
    if len(ranked) == 1:
        return ranked[0][1] / size
    (most, peak), (near, second) = ranked[:2]
    share = math.sqrt(near) / (math.sqrt(most) + math.sqrt(near))
    return (peak + side(peak, second, size) * share) / size % 1


@wrong("phase_from_counts", hint="second most often need not be beside the peak")
def second_for_the_neighbour(counts):
    return by_the_second(counts, lambda peak, second, size: 1 if second > peak else -1)


@wrong("phase_from_counts", hint="second most often need not be beside the peak")
def second_for_the_neighbour_on_the_circle(counts):
    return by_the_second(
        counts, lambda peak, second, size: 1 if (second - peak) % size == 1 else -1
    )


@wrong("phase_from_counts", hint="second most often need not be beside the peak")
def second_and_all_the_way_to_it(counts):
    return by_the_second(counts, lambda peak, second, size: second - peak)


@wrong("phase_from_counts", hint="second most often need not be beside the peak")
def second_by_the_nearer_side(counts):
    return by_the_second(
        counts, lambda peak, second, size: 1 if (second - peak) % size < size / 2 else -1
    )


@wrong("phase_from_counts", hint="The phase may lie on either side of the peak")
def better_neighbour_but_always_added(counts):
    often = on_circle(counts)
    peak, size = int(often.argmax()), often.size
    root = math.sqrt(max(often[peak - 1], often[(peak + 1) % size]))
    return (peak + root / (math.sqrt(often[peak]) + root)) / size % 1


@wrong("phase_from_counts", hint="The phase may lie on either side of the peak")
def step_the_other_way(counts):
    often = on_circle(counts)
    return (2 * int(often.argmax()) - steps(often)) / often.size % 1


@wrong("phase_from_counts", hint="The phase may lie on either side of the peak")
def always_upwards(counts):
    often = on_circle(counts)
    return steps(often, ahead=1) / len(often) % 1


@wrong("phase_from_counts", hint="The phase may lie on either side of the peak")
def always_downwards(counts):
    often = on_circle(counts)
    return steps(often, ahead=-1) / len(often) % 1


# How far


@wrong("phase_from_counts", hint="Counts go with probabilities")
def weighed_by_counts(counts):
    often = on_circle(counts) ** 2  # whose roots are the counts
    return steps(often) / len(often) % 1


@wrong("phase_from_counts", hint="Counts go with probabilities")
def share_of_all_runs(counts):
    often = on_circle(counts)
    peak = int(often.argmax())
    beside = {-1: often[peak - 1], 1: np.roll(often, -1)[peak]}
    way = max(beside, key=beside.get)
    return (peak + way * beside[way] / often.sum()) / often.size % 1


def by(counts, share):
    """The phase, if it lies such a share of a step from the peak."""
    often = on_circle(counts)
    peak, size = int(often.argmax()), often.size
    way = 1 if often[(peak + 1) % size] > often[(peak - 1) % size] else -1
    return (peak + way * share(often[peak], often[(peak + way) % size])) / size % 1


@wrong("phase_from_counts", hint="The share is exchanged")
def nearer_to_the_lower(counts):
    return by(counts, lambda most, near: np.sqrt(most) / (np.sqrt(most) + np.sqrt(near)))


@wrong("phase_from_counts", hint="the sum of both roots stands below")
def one_root_over_the_other(counts):
    return by(counts, lambda most, near: np.sqrt(near / most))


@wrong("phase_from_counts", hint="You take the root of a sum")
def root_of_the_share(counts):
    return by(counts, lambda most, near: np.sqrt(near / (most + near)))


@wrong("phase_from_counts", hint="This is how large the neighbour's amplitude is")
def amplitude_of_the_neighbour(counts):
    runs = sum(often for _, often in counts)
    return by(counts, lambda most, near: np.sqrt(near / runs))


@wrong("phase_from_counts", hint="You go to the middle between the two")
def half_way(counts):
    return by(counts, lambda most, near: 0.5 * (near > 0))


# Units


@wrong("phase_from_counts", hint="This is the angle in radians")
def in_radians(counts):
    return 2 * np.pi * by_fractions(counts)


@wrong("phase_from_counts", hint="This is the angle in radians")
def peak_in_radians(counts):
    return 2 * np.pi * nearest_mark(counts)


@wrong("phase_from_counts", hint="This is the angle in degrees")
def in_degrees(counts):
    return 360 * by_fractions(counts)


@wrong("phase_from_counts", hint="This is the place in steps")
def in_steps(counts):
    return steps(on_circle(counts)) % 2 ** len(counts[0][0])


@wrong("phase_from_counts", hint="This is the value that came up most often")
def value_of_the_peak(counts):
    return int(peak_of(counts), 2)


@wrong("phase_from_counts", hint="You turn the wrong way")
def the_other_way_round(counts):
    return -by_fractions(counts) % 1


@wrong("phase_from_counts", hint="The phase is rounded")
def three_places(counts):
    return round(by_fractions(counts), 3)


@right("phase_from_counts")
def by_fractions(counts):
    size = 2 ** len(counts[0][0])
    times = {Fraction(int(bits, 2), size): often for bits, often in counts}
    most, peak = max((often, mark) for mark, often in times.items())
    sides = [
        (times.get((peak + side) % 1, 0), side) for side in (Fraction(1, size), Fraction(-1, size))
    ]
    near, side = max(sides)
    return (
        float((peak + side / (1 + Fraction(math.sqrt(most / near)))) % 1) if near else float(peak)
    )


@right("phase_from_counts")
def with_an_array(counts):
    often = on_circle(counts)
    return np.mod(steps(often), often.size) / often.size


@right("phase_from_counts")
def turned_to_the_middle(counts):
    often = on_circle(counts)
    half, peak = often.size // 2, int(stats.rankdata(often, "ordinal").argmax())
    left, middle, right_of = np.sqrt(np.roll(often, half - peak)[half - 1 : half + 2])
    step = right_of / (middle + right_of) if right_of > left else -left / (middle + left)
    return ((peak + step) / often.size + 1) % 1


@right("phase_from_counts")
def with_texts(counts):
    times, digits = dict(counts), len(counts[0][0])
    ranked = sorted(times, key=lambda bits: (-times[bits], bits))
    most = int(ranked[0], 2)
    around = [f"{(most + way) % 2**digits:0{digits}b}" for way in (1, -1)]
    near = max(around, key=lambda bits: times.get(bits, 0))
    way = 1 if near == around[0] else -1
    parts = math.sqrt(times[ranked[0]]), math.sqrt(times.get(near, 0))
    phase = (most + way * parts[1] / sum(parts)) / 2**digits
    return phase + 1 if phase < 0 else phase
