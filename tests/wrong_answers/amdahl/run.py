"""Answers to ``speedup_of_run``."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


@wrong("speedup_of_run", hint="as if the parts had been timed on one worker")
def run_by_amdahl(serial_s, parallel_s, measured_on, workers):
    s = serial_s / (serial_s + parallel_s)
    return 1 / (s + (1 - s) / workers)


@wrong("speedup_of_run", hint="Multiplying both parts changes nothing")
def run_with_both_parts_scaled(serial_s, parallel_s, measured_on, workers):
    serial_s, parallel_s = serial_s * measured_on, parallel_s * measured_on
    return (serial_s + parallel_s) / (serial_s + parallel_s / workers)


@wrong("speedup_of_run", hint="as if the run had been timed on as many")
def run_by_gustafson(serial_s, parallel_s, measured_on, workers):
    s = serial_s / (serial_s + parallel_s)
    return workers - s * (workers - 1)


@wrong("speedup_of_run", hint="One way through the time of one worker does for all runs")
def run_by_either_formula(serial_s, parallel_s, measured_on, workers):
    s = serial_s / (serial_s + parallel_s)
    if measured_on > 1:
        return s + (1 - s) * workers
    return 1 / (s + (1 - s) / workers)


@wrong("speedup_of_run", hint="on the machine where the job was timed")
def run_without_other_workers(serial_s, parallel_s, measured_on, workers):
    return (serial_s + measured_on * parallel_s) / (serial_s + parallel_s)


@wrong("speedup_of_run", hint="multiply in place of dividing")
def run_divided_on_the_way_back(serial_s, parallel_s, measured_on, workers):
    alone = parallel_s / measured_on
    return (serial_s + alone) / (serial_s + alone / workers)


@wrong("speedup_of_run", hint="multiply the parallel part only")
def run_times_all_workers(serial_s, parallel_s, measured_on, workers):
    alone = measured_on * (serial_s + parallel_s)
    return alone / (serial_s + measured_on * parallel_s / workers)


@wrong("speedup_of_run", hint="You share the whole job among the workers")
def run_shared_whole(serial_s, parallel_s, measured_on, workers):
    alone = serial_s + parallel_s * measured_on
    return alone / (alone / workers)


@wrong("speedup_of_run", hint="Your one worker has more to do than your many")
def run_with_less_work_together(serial_s, parallel_s, measured_on, workers):
    return (serial_s + parallel_s * measured_on) / (serial_s + parallel_s / workers)


@wrong("speedup_of_run", hint="You compare with the run that was timed")
def run_against_the_timed_one(serial_s, parallel_s, measured_on, workers):
    more = workers / measured_on
    return (serial_s + parallel_s) / (serial_s + parallel_s / more)


@wrong("speedup_of_run", hint="measured_on and workers are swapped")
def run_swapped(serial_s, parallel_s, measured_on, workers):
    alone = serial_s + parallel_s * workers
    return alone / (serial_s + parallel_s * workers / measured_on)


@wrong("speedup_of_run", hint="Gustafson's speed-up for measured_on times Amdahl's")
def run_by_gustafson_times_amdahl(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return run_by_gustafson(*run, measured_on) * run_by_amdahl(*run, workers)


@wrong("speedup_of_run", hint="You multiply two speed-ups")
def run_by_gustafson_twice(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return run_by_gustafson(*run, measured_on) * run_by_gustafson(*run, workers)


@wrong("speedup_of_run", hint="You multiply two speed-ups")
def run_by_amdahl_twice(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return run_by_amdahl(*run, measured_on) * run_by_amdahl(*run, workers)


@wrong("speedup_of_run", hint="You multiply two speed-ups")
def run_by_amdahl_times_gustafson(serial_s, parallel_s, measured_on, workers):
    run = serial_s, parallel_s, measured_on
    return run_by_amdahl(*run, measured_on) * run_by_gustafson(*run, workers)


@wrong("speedup_of_run", hint="You let the speed-up grow in proportion")
def run_in_proportion(serial_s, parallel_s, measured_on, workers):
    timed = run_without_other_workers(serial_s, parallel_s, measured_on, workers)
    return timed * (workers / measured_on)


@wrong("speedup_of_run", hint="the limit for very many workers")
def run_at_its_limit(serial_s, parallel_s, measured_on, workers):
    if serial_s == 0:
        return float("inf")
    return 1 + measured_on * parallel_s / serial_s


@wrong("speedup_of_run", hint="the seconds that `workers` workers need")
def run_in_seconds(serial_s, parallel_s, measured_on, workers):
    return serial_s + parallel_s / workers * measured_on


@wrong("speedup_of_run", hint="the seconds of one worker. Divide them")
def run_of_one_worker(serial_s, parallel_s, measured_on, workers):
    return serial_s + parallel_s * measured_on


@wrong("speedup_of_run", hint="Upside down")
def run_upside_down(serial_s, parallel_s, measured_on, workers):
    alone = serial_s + parallel_s * measured_on
    return (serial_s + parallel_s * measured_on / workers) / alone


@wrong("speedup_of_run", hint="This is the efficiency")
def run_for_each_worker(serial_s, parallel_s, measured_on, workers):
    alone = serial_s + parallel_s * measured_on
    return alone / (workers * serial_s + parallel_s * measured_on)


@wrong("speedup_of_run", hint="need not be a whole number: divide with `/`")
def run_in_whole_numbers(serial_s, parallel_s, measured_on, workers):
    alone = serial_s + parallel_s * measured_on
    return alone // (serial_s + parallel_s * measured_on / workers)


@wrong("speedup_of_run", hint="`//` loses what is left over")
def run_in_whole_seconds(serial_s, parallel_s, measured_on, workers):
    work = parallel_s * measured_on
    return (serial_s + work) / (serial_s + work // workers)


@wrong("speedup_of_run", hint="What is printed is not returned")
def run_printed(serial_s, parallel_s, measured_on, workers):
    print(run_by_shares(serial_s, parallel_s, measured_on, workers))


@right("speedup_of_run")
def run_by_shares(serial_s, parallel_s, measured_on, workers):
    of_the_run = serial_s / (serial_s + parallel_s)
    of_one = of_the_run / (of_the_run + (1 - of_the_run) * measured_on)
    return 1 / (of_one + (1 - of_one) / workers)


@right("speedup_of_run")
def run_by_two_ratios(serial_s, parallel_s, measured_on, workers):
    """Gustafson's speed-up of the run that was timed, times what the other machine brings."""
    timed = serial_s + parallel_s
    brought = measured_on - serial_s / timed * (measured_on - 1)
    return brought * timed / (serial_s + parallel_s / (workers / measured_on))


@right("speedup_of_run")
def run_by_dot_products(serial_s, parallel_s, measured_on, workers):
    parts = np.array([serial_s, parallel_s * measured_on], dtype=float)
    return parts.sum() / (parts @ np.array([1, 1 / workers]))
