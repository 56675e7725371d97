"""Answers to ``enough_workers``."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def faster(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) / (serial_s + parallel_s / workers)


def needed(serial_s, parallel_s, percent):
    return percent * parallel_s / ((100 - percent) * serial_s)


@wrong("enough_workers", hint="You round down")
def rounded_down(serial_s, parallel_s, percent):
    return int(needed(serial_s, parallel_s, percent))


@wrong("enough_workers", hint="You round down")
def rounded_down_but_somebody(serial_s, parallel_s, percent):
    return max(1, int(needed(serial_s, parallel_s, percent)))


@wrong("enough_workers", hint="the largest number that is not enough")
def the_last_below(serial_s, parallel_s, percent):
    limit, workers = (serial_s + parallel_s) / serial_s, 0
    while faster(serial_s, parallel_s, workers + 1) < percent / 100 * limit:
        workers += 1
    return workers


@wrong("enough_workers", hint="at least so much is wanted, not more")
def more_than_enough(serial_s, parallel_s, percent):
    limit, workers = (serial_s + parallel_s) / serial_s, 1
    while faster(serial_s, parallel_s, workers) <= percent / 100 * limit:
        workers += 1
    return workers


@wrong("enough_workers", hint="at least so much is wanted, not more")
def rounded_down_and_one(serial_s, parallel_s, percent):
    return int(needed(serial_s, parallel_s, percent)) + 1


@wrong("enough_workers", hint="one worker too many")
def rounded_up_and_one(serial_s, parallel_s, percent):
    return max(1, math.ceil(needed(serial_s, parallel_s, percent))) + 1


@wrong("enough_workers", hint="You double the number of workers until it is enough")
def doubled_until_enough(serial_s, parallel_s, percent):
    limit, workers = (serial_s + parallel_s) / serial_s, 1
    while faster(serial_s, parallel_s, workers) < percent / 100 * limit:
        workers *= 2
    return workers


@wrong("enough_workers", hint="Rounding to the nearest number")
def rounded_to_the_nearest(serial_s, parallel_s, percent):
    return round(needed(serial_s, parallel_s, percent))


@wrong("enough_workers", hint="Somebody must do the job")
def perhaps_nobody(serial_s, parallel_s, percent):
    return math.ceil(needed(serial_s, parallel_s, percent))


@wrong("enough_workers", hint="no part of a worker")
def not_rounded(serial_s, parallel_s, percent):
    return needed(serial_s, parallel_s, percent)


@wrong("enough_workers", hint="the speed-up that so many workers have")
def speedup_there(serial_s, parallel_s, percent):
    return faster(serial_s, parallel_s, by_trying(serial_s, parallel_s, percent))


@wrong("enough_workers", hint="the speed-up that is wanted")
def part_of_the_limit(serial_s, parallel_s, percent):
    return percent / 100 * (serial_s + parallel_s) / serial_s


@wrong("enough_workers", hint="if n workers were n times as fast")
def as_if_all_were_parallel(serial_s, parallel_s, percent):
    return -(-percent * (serial_s + parallel_s) // (100 * serial_s))


@wrong("enough_workers", hint="if n workers were n times as fast")
def as_if_all_were_parallel_rounded_down(serial_s, parallel_s, percent):
    return int(percent * (serial_s + parallel_s) / (100 * serial_s))


@wrong("enough_workers", hint="how well each worker is used")
def until_used_badly(serial_s, parallel_s, percent):
    workers = 1
    while faster(serial_s, parallel_s, workers) / workers >= percent / 100:
        workers += 1
    return workers


@wrong("enough_workers", hint="how well each worker is used")
def while_used_well(serial_s, parallel_s, percent):
    workers = 1
    while faster(serial_s, parallel_s, workers + 1) >= percent / 100 * (workers + 1):
        workers += 1
    return workers


@wrong("enough_workers", hint="takes twice the time")
def time_not_much_above_the_serial_part(serial_s, parallel_s, percent):
    workers = 1
    while parallel_s / workers > (100 - percent) / 100 * serial_s:
        workers += 1
    return workers


@wrong("enough_workers", hint="of the parallel part's time are saved")
def saves_of_the_parallel_part(serial_s, parallel_s, percent):
    return next(n for n in itertools.count(1) if 100 * (n - 1) >= percent * n)


@wrong("enough_workers", hint="The two parts are swapped")
def of_the_other_limit(serial_s, parallel_s, percent):
    return math.ceil(percent * serial_s / ((100 - percent) * parallel_s))


@right("enough_workers")
def by_trying(serial_s, parallel_s, percent):
    limit, workers = (serial_s + parallel_s) / serial_s, 1
    while faster(serial_s, parallel_s, workers) < percent / 100 * limit:
        workers += 1
    return workers


@right("enough_workers")
def by_shares(serial_s, parallel_s, percent):
    serial, wanted = serial_s / (serial_s + parallel_s), percent / 100
    return max(math.ceil(wanted * (1 - serial) / (serial * (1 - wanted))), 1)


@right("enough_workers")
def by_halving(serial_s, parallel_s, percent):
    serial, wanted = Fraction(serial_s), Fraction(percent, 100)
    low, high = 0, 1
    while serial / (serial + Fraction(parallel_s) / high) < wanted:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = serial / (serial + Fraction(parallel_s) / middle) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return high


@right("enough_workers")
def all_at_once(serial_s, parallel_s, percent):
    serial = serial_s / (serial_s + parallel_s)
    workers = np.arange(1, 100_000)
    return 1 + np.argmax(1 / (serial + (1 - serial) / workers) >= percent / 100 / serial)
