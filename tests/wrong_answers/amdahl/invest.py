"""Answers to ``better_investment``."""

from __future__ import annotations

from functools import partial

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def word(for_serial, for_workers):
    if for_serial == for_workers:
        return "either"
    return "serial" if for_serial > for_workers else "workers"


@wrong("better_investment", hint='the answer is "either"')
def serial_on_a_tie(serial_s, parallel_s, workers):
    return "serial" if serial_s >= parallel_s / workers else "workers"


@wrong("better_investment", hint='the answer is "either"')
def workers_on_a_tie(serial_s, parallel_s, workers):
    with_half = serial_s / 2 + parallel_s / workers
    with_twice = serial_s + parallel_s / (2 * workers)
    return "serial" if with_half < with_twice else "workers"


@wrong("better_investment", hint="as one worker has them")
def the_larger_part(serial_s, parallel_s, workers):
    return word(serial_s, parallel_s)


@wrong("better_investment", hint="as one worker has them")
def half_of_either_part(serial_s, parallel_s, workers):
    return word(serial_s - serial_s / 2, parallel_s - parallel_s / 2)


@wrong("better_investment", hint="with those there are, not with one")
def twice_as_many_against_one(serial_s, parallel_s, workers):
    return word(serial_s / 2, parallel_s - parallel_s / (2 * workers))


@wrong("better_investment", hint="More workers are not always better")
def more_hands(serial_s, parallel_s, workers):
    return "workers"


@wrong("better_investment", hint="It doubles the limit")
def the_higher_limit(serial_s, parallel_s, workers):
    return "serial"


@wrong("better_investment", hint="The two words are swapped")
def the_longer_time(serial_s, parallel_s, workers):
    with_half = serial_s / 2 + parallel_s / workers
    return word(with_half, serial_s + parallel_s / (2 * workers))


@wrong("better_investment", hint="You compare speed-ups over one worker")
def each_over_its_own_worker(serial_s, parallel_s, workers):
    def speedup(serial_s, workers):
        return (serial_s + parallel_s) / (serial_s + parallel_s / workers)

    return word(speedup(serial_s / 2, workers), speedup(serial_s, 2 * workers))


@wrong("better_investment", hint="You halve the serial share")
def half_the_share(serial_s, parallel_s, workers):
    def speedup(share, workers):
        return 1 / (share + (1 - share) / workers)

    share = serial_s / (serial_s + parallel_s)
    return word(speedup(share / 2, workers), speedup(share, 2 * workers))


@wrong("better_investment", hint="and all that the parallel part takes now")
def half_a_part_against_a_whole_one(serial_s, parallel_s, workers):
    return word(serial_s / 2, parallel_s / workers)


@wrong("better_investment", hint="You take all of the serial part")
def a_whole_part_against_half_a_one(serial_s, parallel_s, workers):
    return word(serial_s, parallel_s / (2 * workers))


@wrong("better_investment", hint="You add one worker")
def one_worker_more(serial_s, parallel_s, workers):
    saved_s = parallel_s / workers - parallel_s / (workers + 1)
    return word(serial_s / 2, saved_s)


@wrong("better_investment", hint="with those there are, not with one")
def saved_since_the_first_worker(serial_s, parallel_s, workers):
    saved_s = serial_s + parallel_s - (serial_s + parallel_s / (2 * workers))
    return word(serial_s / 2, saved_s)


@wrong("better_investment", hint="the answer is one of the words")
def in_capitals(serial_s, parallel_s, workers):
    return word(serial_s, parallel_s / workers).capitalize()


@wrong("better_investment", hint="the answer is one of the words")
def in_capitals_but_for_a_tie(serial_s, parallel_s, workers):
    if serial_s * workers == parallel_s:
        return "either"
    return word(serial_s, parallel_s / workers).upper()


@wrong("better_investment", hint="the answer is one of the words")
def neither(serial_s, parallel_s, workers):
    return word(serial_s, parallel_s / workers).replace("either", "neither")


@wrong("better_investment", hint="the answer is one of the words")
def both_in_capitals(serial_s, parallel_s, workers):
    return word(serial_s, parallel_s / workers).replace("either", "both").capitalize()


@wrong("better_investment", hint="the answer is one of the words")
def whether_the_serial_part(serial_s, parallel_s, workers):
    return serial_s > parallel_s / workers


@wrong("better_investment", hint="the answer is one of the words")
def whether_more_workers(serial_s, parallel_s, workers):
    return serial_s / 2 + parallel_s / workers >= serial_s + parallel_s / (2 * workers)


@right("better_investment")
def by_shares_of_one_worker(serial_s, parallel_s, workers):
    serial = serial_s / (serial_s + parallel_s)
    return word(serial, (1 - serial) / workers)


@right("better_investment")
def by_speedups_over_the_same_worker(serial_s, parallel_s, workers):
    total_s = serial_s + parallel_s
    with_half = total_s / (serial_s / 2 + parallel_s / workers)
    return word(with_half, total_s / (serial_s + parallel_s / (2 * workers)))


@right("better_investment")
def by_whole_products(serial_s, parallel_s, workers):
    difference = serial_s * workers - parallel_s
    return ("either", "serial", "workers")[(difference > 0) - (difference < 0)]
