"""Answers to ``serial_share``."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def parts(workers_a, seconds_a, workers_b, seconds_b):
    parallel_s = (seconds_a - seconds_b) / (1 / workers_a - 1 / workers_b)
    return seconds_a - parallel_s / workers_a, parallel_s


@wrong("serial_share", hint="as if one of the runs had been on one worker")
def by_karp_and_flatt(workers_a, seconds_a, workers_b, seconds_b):
    speedup, workers = (
        max(seconds_a, seconds_b) / min(seconds_a, seconds_b),
        max(workers_a, workers_b),
    )
    return (1 / speedup - 1 / workers) / (1 - 1 / workers)


@wrong("serial_share", hint="You take the first run for one on one worker")
def by_karp_and_flatt_in_order(workers_a, seconds_a, workers_b, seconds_b):
    speedup = seconds_a / seconds_b
    return (1 / speedup - 1 / workers_b) / (1 - 1 / workers_b)


@wrong("serial_share", hint="the share of the run on more workers")
def of_the_larger_run(*timings):
    return parts(*timings)[0] / min(timings[1::2])


@wrong("serial_share", hint="the share of the run on fewer workers")
def of_the_smaller_run(*timings):
    return parts(*timings)[0] / max(timings[1::2])


@wrong("serial_share", hint="the seconds of the first run")
def by_karp_and_flatt_with_a_ratio_of_workers(workers_a, seconds_a, workers_b, seconds_b):
    speedup, ratio = seconds_a / seconds_b, workers_b / workers_a
    return (1 / speedup - 1 / ratio) / (1 - 1 / ratio)


@wrong("serial_share", hint="the seconds of the second run")
def of_the_second_run(workers_a, seconds_a, workers_b, seconds_b):
    serial_s = (workers_a * seconds_a - workers_b * seconds_b) / (workers_a - workers_b)
    return serial_s / seconds_b


@wrong("serial_share", hint="the others waited")
def of_all_that_was_paid(workers_a, seconds_a, workers_b, seconds_b):
    return parts(workers_a, seconds_a, workers_b, seconds_b)[0] / (workers_a * seconds_a)


@wrong("serial_share", hint="the others waited")
def of_all_that_was_paid_for_the_second_run(workers_a, seconds_a, workers_b, seconds_b):
    return parts(workers_a, seconds_a, workers_b, seconds_b)[0] / (workers_b * seconds_b)


@wrong("serial_share", hint="the others waited")
def by_karp_and_flatt_from_all_that_was_paid(workers_a, seconds_a, workers_b, seconds_b):
    speedup = workers_a * seconds_a / seconds_b
    return (1 / speedup - 1 / workers_b) / (1 - 1 / workers_b)


@wrong("serial_share", hint="the two are crossed")
def workers_crossed(workers_a, seconds_a, workers_b, seconds_b):
    serial_s, parallel_s = parts(workers_b, seconds_a, workers_a, seconds_b)
    return serial_s / (serial_s + parallel_s)


@wrong("serial_share", hint="the ratio of the times is upside down")
def ratio_of_times_upside_down(workers_a, seconds_a, workers_b, seconds_b):
    ratio = seconds_a / seconds_b  # where seconds_b / seconds_a belongs
    return (1 / workers_b - ratio / workers_a) / (ratio - 1 + 1 / workers_b - ratio / workers_a)


@wrong("serial_share", hint="neither of the runs need be on one worker")
def by_karp_and_flatt_upside_down(workers_a, seconds_a, workers_b, seconds_b):
    speedup = seconds_b / seconds_a
    return (1 / speedup - 1 / workers_b) / (1 - 1 / workers_b)


@wrong("serial_share", hint="This is the parallel share")
def parallel_share(*timings):
    serial_s, parallel_s = parts(*timings)
    return parallel_s / (serial_s + parallel_s)


@wrong("serial_share", hint="for each second of the parallel part")
def serial_by_parallel(*timings):
    serial_s, parallel_s = parts(*timings)
    return np.divide(serial_s, parallel_s) if parallel_s else float("inf")


@wrong("serial_share", hint="the seconds of the serial part")
def serial_seconds(*timings):
    return parts(*timings)[0]


@wrong("serial_share", hint="These are per cent")
def share_in_per_cent(*timings):
    serial_s, parallel_s = parts(*timings)
    return 100 * serial_s / (serial_s + parallel_s)


@wrong("serial_share", hint="a straight line through seconds and workers")
def line_through_workers(workers_a, seconds_a, workers_b, seconds_b):
    slope, serial_s = np.polyfit([workers_a, workers_b], [seconds_a, seconds_b], 1)
    return serial_s / (serial_s + slope)


@wrong("serial_share", hint="do not round")
def share_rounded(*timings):
    serial_s, parallel_s = parts(*timings)
    return round(serial_s / (serial_s + parallel_s), 2)


@wrong("serial_share", hint="do not round")
def share_in_per_cent_rounded_and_back(*timings):
    serial_s, parallel_s = parts(*timings)
    return round(100 * serial_s / (serial_s + parallel_s), 1) / 100


@wrong("serial_share", hint="The two runs may come in any order")
def workers_sorted_without_their_seconds(workers_a, seconds_a, workers_b, seconds_b):
    few, many = sorted([workers_a, workers_b])
    serial_s, parallel_s = parts(few, seconds_a, many, seconds_b)
    return serial_s / (serial_s + parallel_s)


@wrong("serial_share", hint="The two runs may come in any order")
def longer_time_first_without_its_workers(workers_a, seconds_a, workers_b, seconds_b):
    ratio = min(seconds_a, seconds_b) / max(seconds_a, seconds_b)
    above = ratio / workers_a - 1 / workers_b
    return above / (above + 1 - ratio)


@wrong("serial_share", hint="The two runs may come in any order")
def seconds_saved_made_positive(workers_a, seconds_a, workers_b, seconds_b):
    parallel_s = abs(seconds_a - seconds_b) / (1 / workers_a - 1 / workers_b)
    serial_s = seconds_a - parallel_s / workers_a
    return serial_s / (serial_s + parallel_s)


@wrong("serial_share", hint="The two runs may come in any order")
def workers_more_made_positive(workers_a, seconds_a, workers_b, seconds_b):
    more = abs(workers_b - workers_a)
    serial_s = (workers_b * seconds_b - workers_a * seconds_a) / more
    parallel_s = workers_b * (seconds_b - serial_s)
    return serial_s / (serial_s + parallel_s)


@wrong("serial_share", hint="The two runs may come in any order")
def one_part_with_workers_more_made_positive(workers_a, seconds_a, workers_b, seconds_b):
    more = abs(workers_b - workers_a)
    serial_s = (workers_b * seconds_b - workers_a * seconds_a) / more
    return serial_s / (serial_s + parts(workers_a, seconds_a, workers_b, seconds_b)[1])


def in_order(workers_a, seconds_a, workers_b, seconds_b, otherwise):
    share = from_the_ratio_alone(workers_a, seconds_a, workers_b, seconds_b)
    return share if workers_a < workers_b else otherwise(share)


@wrong("serial_share", hint="The two runs may come in any order")
def negative_in_the_other_order(*timings):
    return in_order(*timings, lambda share: -share)


@wrong("serial_share", hint="The two runs may come in any order")
def reciprocal_in_the_other_order(*timings):
    return in_order(*timings, lambda share: 1 / share)


@wrong("serial_share", hint="The two runs may come in any order")
def nothing_in_the_other_order(*timings):
    return in_order(*timings, lambda share: 0.0)


@wrong("serial_share", hint="The two runs may come in any order")
def all_in_the_other_order(*timings):
    return in_order(*timings, lambda share: 1.0)


@right("serial_share")
def by_solving_two_equations(workers_a, seconds_a, workers_b, seconds_b):
    rows = [[1, 1 / workers_a], [1, 1 / workers_b]]
    serial_s, parallel_s = np.linalg.solve(rows, [seconds_a, seconds_b])
    return serial_s / (serial_s + parallel_s)


@right("serial_share")
def from_the_ratio_alone(workers_a, seconds_a, workers_b, seconds_b):
    ratio = seconds_b / seconds_a
    above = ratio / workers_a - 1 / workers_b
    return above / (above + 1 - ratio)


@right("serial_share")
def by_a_line_through_one_over_n(workers_a, seconds_a, workers_b, seconds_b):
    line = np.polyfit([1 / workers_a, 1 / workers_b], [seconds_a, seconds_b], 1)
    return np.polyval(line, 0) / np.polyval(line, 1)
