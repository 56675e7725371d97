"""Answers to ``speedup``."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


@wrong("speedup", hint="This is the limit")
def the_limit_for_any_number(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) / serial_s


@wrong("speedup", hint="which is 1 / (1 - s)")
def one_over_the_parallel_share(serial_s, parallel_s, workers):
    share = serial_s / (serial_s + parallel_s)
    return 1 / (1 - share)


@wrong("speedup", hint="The two parts are swapped")
def serial_part_divided(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) / (serial_s / workers + parallel_s)


@wrong("speedup", hint="The two parts are swapped")
def share_and_rest_swapped(serial_s, parallel_s, workers):
    share = parallel_s / (serial_s + parallel_s)
    return 1 / (share + (1 - share) / workers)


@wrong("speedup", hint="mean of the speeds 1 and n")
def mean_of_the_speeds(serial_s, parallel_s, workers):
    share = serial_s / (serial_s + parallel_s)
    return share * 1 + (1 - share) * workers


@wrong("speedup", hint="Gustafson's formula")
def by_gustafson(serial_s, parallel_s, workers):
    return workers - serial_s / (serial_s + parallel_s) * (workers - 1)


@wrong("speedup", hint="You divide the whole job")
def everything_is_divided(serial_s, parallel_s, workers):
    total_s = serial_s + parallel_s
    return total_s / (total_s / workers)


@wrong("speedup", hint="`/` keeps it")
def parallel_part_in_whole_seconds(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) / (serial_s + parallel_s // workers)


@wrong("speedup", hint="`/` keeps it")
def whole_numbers_all_the_way(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) // (serial_s + parallel_s // workers)


@wrong("speedup", hint="without rounding")
def rounded_to_two_places(serial_s, parallel_s, workers):
    return round((serial_s + parallel_s) / (serial_s + parallel_s / workers), 2)


@wrong("speedup", hint="without rounding")
def rounded_to_a_whole_number(serial_s, parallel_s, workers):
    return round((serial_s + parallel_s) / (serial_s + parallel_s / workers))


@wrong("speedup", hint="need not be a whole number")
def speedup_in_whole_numbers(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) // (serial_s + parallel_s / workers)


@wrong("speedup", hint="This is a time")
def seconds_of_all_workers(serial_s, parallel_s, workers):
    return serial_s + parallel_s / workers


@wrong("speedup", hint="the seconds saved")
def seconds_that_are_saved(serial_s, parallel_s, workers):
    return parallel_s - parallel_s / workers


@wrong("speedup", hint="upside down")
def new_time_by_old(serial_s, parallel_s, workers):
    return (serial_s + parallel_s / workers) / (serial_s + parallel_s)


@wrong("speedup", hint="This is the efficiency")
def for_each_worker(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) / (serial_s * workers + parallel_s)


@wrong("speedup", hint="one worker too many")
def author_not_counted(serial_s, parallel_s, workers):
    return (serial_s + parallel_s) / (serial_s + parallel_s / (workers + 1))


@wrong("speedup", hint="these are seconds")
def seconds_in_place_of_shares(serial_s, parallel_s, workers):
    return 1 / (serial_s + (1 - serial_s) / workers)


@wrong("speedup", hint="With 1 above the line")
def one_over_the_new_time(serial_s, parallel_s, workers):
    return 1 / (serial_s + parallel_s / workers)


@wrong("speedup", hint="What is printed is not returned")
def speedup_printed(serial_s, parallel_s, workers):
    print((serial_s + parallel_s) / (serial_s + parallel_s / workers))


@right("speedup")
def from_the_parallel_share(serial_s, parallel_s, workers):
    share = parallel_s / (serial_s + parallel_s)
    return 1 / (1 - share * (1 - 1 / workers))


@right("speedup")
def by_efficiency(serial_s, parallel_s, workers):
    efficiency = (serial_s + parallel_s) / (workers * serial_s + parallel_s)
    return np.float64(workers) * efficiency


@right("speedup")
def share_by_share(serial_s, parallel_s, workers):
    shares = np.array([serial_s, parallel_s]) / (serial_s + parallel_s)
    return 1 / (shares / [1, workers]).sum()
