"""Answers to ``farthest_km``."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def reach(left_ms, us_per_km=4.9):
    """What light does in half of so many milliseconds."""
    return max(0.0, 1000 * left_ms / 2 / us_per_km)


# Too late


@wrong("farthest_km", hint="A distance cannot be negative")
def negative_if_too_late(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return left_ms / 0.0098


@wrong("farthest_km", hint="Where nothing is left for the way")
def nothing_if_too_late(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return left_ms / 0.0098 if left_ms >= 0 else None


@wrong("farthest_km", hint="Where nothing is left for the way")
def minus_one_if_too_late(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return left_ms / 0.0098 if left_ms >= 0 else -1


# The way


@wrong("farthest_km", hint="This is the way there and back")
def one_way_only(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return max(0, left_ms / 0.0049)


@wrong("farthest_km", hint="This is the way there and back")
def one_way_and_negative_if_too_late(deadline_ms, work_ms, megabytes, megabits_per_s):
    return (deadline_ms - work_ms - 8000 * megabytes / megabits_per_s) / 0.0049


@wrong("farthest_km", hint="You halve once too often")
def halved_twice(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return max(0, left_ms / 2 / 0.0098)


@wrong("farthest_km", hint="So fast is light in vacuum")
def light_in_vacuum(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms - 8000 * megabytes / megabits_per_s, 3.34)


@wrong("farthest_km", hint="So fast is light in vacuum")
def light_by_its_speed(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_s = (deadline_ms - work_ms) / 1000 - 8 * megabytes / megabits_per_s
    return max(0.0, 299_792.458 * left_s / 2)


@wrong("farthest_km", hint="A better value is given here")
def two_thirds_of_light(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_s = (deadline_ms - work_ms) / 1000 - 8 * megabytes / megabits_per_s
    return max(0.0, 200_000 * left_s / 2)


@wrong("farthest_km", hint="This is the time of one way")
def milliseconds_of_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return max(0.0, left_ms / 2)


@wrong("farthest_km", hint="This is the time that is left for the two ways")
def milliseconds_left(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0.0, deadline_ms - work_ms - 8000 * megabytes / megabits_per_s)


@wrong("farthest_km", hint="The distance is rounded")
def in_whole_kilometres(*job):
    return int(in_seconds(*job))


@wrong("farthest_km", hint="The distance is rounded")
def to_the_nearest_kilometre(*job):
    return round(in_seconds(*job))


# The transfer and the work


@wrong("farthest_km", hint="a byte has 8 bits")
def bytes_for_bits(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms - 1000 * megabytes / megabits_per_s)


@wrong("farthest_km", hint="a byte has 8 bits. This is the way there and back")
def bytes_for_bits_and_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 1000 * megabytes / megabits_per_s
    return max(0, left_ms / 0.0049)


@wrong("farthest_km", hint="a byte has 8 bits. This is the way there and back")
def bytes_for_bits_and_one_way_also_below_0(deadline_ms, work_ms, megabytes, megabits_per_s):
    return (deadline_ms - work_ms - 1000 * megabytes / megabits_per_s) / 0.0049


@wrong("farthest_km", hint="How long does that take? This is the way there and back")
def no_transfer_and_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0, deadline_ms - work_ms) / 0.0049


@wrong(
    "farthest_km", hint="That is a mebibyte; a megabyte is 1,000,000 bytes here. This is the way"
)
def mebibytes_and_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    transfer_ms = 1000 * megabytes * 2**20 * 8 / (megabits_per_s * 10**6)
    return max(0, deadline_ms - work_ms - transfer_ms) / 0.0049


@wrong("farthest_km", hint="time to be put on the line. This is the way there and back")
def transfer_there_and_back_and_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0, deadline_ms - work_ms - 16_000 * megabytes / megabits_per_s) / 0.0049


@wrong("farthest_km", hint="The other times are in milliseconds. This is the way there and back")
def transfer_in_seconds_and_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0, deadline_ms - work_ms - 8 * megabytes / megabits_per_s) / 0.0049


@wrong("farthest_km", hint="And a byte has 8 bits. This is the way there and back")
def megabytes_by_megabits_and_one_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    return max(0, deadline_ms - work_ms - megabytes / megabits_per_s) / 0.0049


@wrong("farthest_km", hint="a byte has 8 bits")
def eighths_of_bits(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms - 1000 * megabytes / 8 / megabits_per_s)


@wrong("farthest_km", hint="a byte has 8 bits")
def bytes_for_bits_and_negative_if_too_late(deadline_ms, work_ms, megabytes, megabits_per_s):
    return (deadline_ms - work_ms - 1000 * megabytes / megabits_per_s) / 0.0098


@wrong("farthest_km", hint="The transfer is missing")
def no_transfer(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms)


@wrong("farthest_km", hint="The work is missing")
def no_work(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - 8000 * megabytes / megabits_per_s)


@wrong("farthest_km", hint="You give light all of the time")
def light_alone(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms)


@wrong("farthest_km", hint="You count the transfer on both ways")
def transfer_there_and_back(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms - 2 * 8000 * megabytes / megabits_per_s)


@wrong("farthest_km", hint="You count the transfer on both ways")
def half_the_time_for_each_way(deadline_ms, work_ms, megabytes, megabits_per_s):
    one_way_ms = (deadline_ms - work_ms) / 2
    return max(0.0, (one_way_ms - 8000 * megabytes / megabits_per_s) / 0.0049)


@wrong("farthest_km", hint="You count the work on both ways")
def work_there_and_back(deadline_ms, work_ms, megabytes, megabits_per_s):
    one_way_ms = deadline_ms / 2 - work_ms - 4000 * megabytes / megabits_per_s
    return max(0.0, one_way_ms / 0.0049)


@wrong("farthest_km", hint="That is a mebibyte")
def two_to_the_twentieth(deadline_ms, work_ms, megabytes, megabits_per_s):
    bits = megabytes * 1024**2 * 8
    return reach(deadline_ms - work_ms - bits / megabits_per_s / 1000)


# Units


@wrong("farthest_km", hint="Megabits divided by megabits per second are seconds")
def transfer_in_seconds(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms - 8 * megabytes / megabits_per_s)


@wrong("farthest_km", hint="The other times are in milliseconds. And a byte has 8 bits.")
def megabytes_by_megabits(deadline_ms, work_ms, megabytes, megabits_per_s):
    return reach(deadline_ms - work_ms - megabytes / megabits_per_s)


@wrong("farthest_km", hint="microseconds are mixed")
def milliseconds_by_microseconds(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return max(0.0, left_ms / (2 * 4.9))


@wrong("farthest_km", hint="microseconds are mixed")
def milliseconds_by_seconds(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_ms = deadline_ms - work_ms - 8000 * megabytes / megabits_per_s
    return max(0.0, left_ms / (2 * 4.9e-6))


@wrong("farthest_km", hint="microseconds are mixed")
def distance_in_metres(*job):
    return 1000 * in_seconds(*job)


@right("farthest_km")
def in_seconds(deadline_ms, work_ms, megabytes, megabits_per_s):
    left_s = deadline_ms / 1e3 - work_ms / 1e3 - megabytes * 8e6 / (megabits_per_s * 1e6)
    return max(left_s, 0) / 2 / 4.9e-6


@right("farthest_km")
def exactly(deadline_ms, work_ms, megabytes, megabits_per_s):
    transfer_us = Fraction(megabytes) * 8 * 10**6 / megabits_per_s
    left_us = 1000 * (Fraction(deadline_ms) - Fraction(work_ms)) - transfer_us
    return float(left_us * 10 / 98) if left_us > 0 else 0


@right("farthest_km")
def by_halving(deadline_ms, work_ms, megabytes, megabits_per_s):
    def answered_ms(km):
        return work_ms + 8 * megabytes / megabits_per_s * 1000 + 2 * km * 4.9 / 1000

    near, far = 0.0, 1e6
    for _ in range(200):
        middle = (near + far) / 2
        near, far = (middle, far) if answered_ms(middle) <= deadline_ms else (near, middle)
    return near


@right("farthest_km")
def with_numpy(deadline_ms, work_ms, megabytes, megabits_per_s):
    spent_ms = np.array([work_ms, megabytes / (megabits_per_s / 8) * 1000])
    return np.clip(deadline_ms - spent_ms.sum(), 0, None) / 9.8 * 1000
