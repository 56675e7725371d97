"""Answers to ``autoscaler_step``."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def needed(load, per_server, target):
    return max(1, math.ceil(load / (per_server * target / 100)))


def passed(ready, starting):
    return ready + starting.count(1), [steps - 1 for steps in starting if steps > 1]


def decided(ready, starting, wanted, start_steps):
    missing = wanted - ready - len(starting)
    if missing > 0:
        return ready, starting + [start_steps] * missing
    return max(ready + missing, min(1, ready)), starting


def with_need(need, *case):
    ready, starting, load, per_server, target, start_steps = case
    wanted = need(load, per_server, target)
    return decided(*passed(ready, starting), wanted, start_steps)


# The number that is wanted


@wrong("autoscaler_step", hint="round up")
def need_rounded_down(*case):
    return with_need(lambda load, rate, target: max(1, 100 * load // (rate * target)), *case)


@wrong("autoscaler_step", hint="round up")
def need_rounded_to_the_nearest(*case):
    return with_need(lambda load, rate, target: max(1, round(load / rate / target * 100)), *case)


@wrong("autoscaler_step", hint="at or below it")
def need_one_more_than_rounded_down(*case):
    return with_need(lambda load, rate, target: 100 * load // (rate * target) + 1, *case)


@wrong("autoscaler_step", hint="at or below it")
def need_one_more_than_rounded_down_twice(*case):
    return with_need(lambda load, rate, target: load // (rate * target // 100) + 1, *case)


@wrong("autoscaler_step", hint="You round what each server should have")
def need_of_whole_requests(*case):
    return with_need(
        lambda load, rate, target: max(1, math.ceil(load / (rate * target // 100))), *case
    )


@wrong("autoscaler_step", hint="You let the servers be busy up to 100 %")
def need_without_the_target(*case):
    return with_need(lambda load, rate, target: max(1, math.ceil(load / rate)), *case)


@wrong("autoscaler_step", hint="It is in per cent")
def need_with_per_cent_as_a_number(*case):
    return with_need(lambda load, rate, target: max(1, math.ceil(load / (rate * target))), *case)


@wrong("autoscaler_step", hint="You multiply the load by the target")
def need_with_the_target_upside_down(*case):
    return with_need(
        lambda load, rate, target: max(1, math.ceil(load * (target / 100) / rate)), *case
    )


@wrong("autoscaler_step", hint="you add 20 % to the load")
def need_with_a_surcharge(*case):
    return with_need(
        lambda load, rate, target: max(1, math.ceil(load * (1 + (100 - target) / 100) / rate)),
        *case,
    )


@wrong("autoscaler_step", hint="At least one server is wanted")
def need_of_nobody(*case):
    return with_need(lambda load, rate, target: -(-100 * load // (rate * target)), *case)


@wrong("autoscaler_step", hint="At least one server is wanted")
def all_stop_at_night(ready, starting, load, per_server, target, start_steps):
    if load == 0:
        return 0, passed(ready, starting)[1]
    return in_plain_steps(ready, starting, load, per_server, target, start_steps)


@wrong("autoscaler_step", hint="At least one server is wanted")
def need_of_nobody_and_nobody_stays(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted, there = math.ceil(100 * load / (per_server * target)), ready + len(starting)
    if wanted > there:
        return ready, starting + [start_steps] * (wanted - there)
    return ready - (there - wanted), starting


@wrong("autoscaler_step", hint="At least one server is wanted")
def need_of_nobody_and_none_below_0(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = math.ceil(100 * load / (per_server * target)) - ready - len(starting)
    return max(0, ready + min(0, missing)), starting + [start_steps] * missing


# Time


@wrong("autoscaler_step", hint="Time passes first")
def decision_before_time(ready, starting, load, per_server, target, start_steps):
    wanted = needed(load, per_server, target)
    return passed(*decided(ready, starting, wanted, start_steps))


@wrong("autoscaler_step", hint="No time passes in your step")
def time_stands_still(ready, starting, load, per_server, target, start_steps):
    return decided(ready, starting, needed(load, per_server, target), start_steps)


@wrong("autoscaler_step", hint="with a 0, and so counts twice")
def zeros_stay_in_the_list(ready, starting, load, per_server, target, start_steps):
    starting = [steps - 1 for steps in starting]
    ready += sum(steps == 0 for steps in starting)
    return decided(ready, starting, needed(load, per_server, target), start_steps)


@wrong("autoscaler_step", hint="leaves the list and counts as ready in this very step")
def ready_below_zero(ready, starting, load, per_server, target, start_steps):
    wanted = needed(load, per_server, target)
    ready += sum(steps < 1 for steps in starting)
    return decided(ready, [steps - 1 for steps in starting if steps > 0], wanted, start_steps)


@wrong("autoscaler_step", hint="one step too early")
def ready_with_one_step_to_go(ready, starting, load, per_server, target, start_steps):
    left = [steps - 1 for steps in starting if steps - 1 > 1]
    ready += len(starting) - len(left)
    return decided(ready, left, needed(load, per_server, target), start_steps)


@wrong("autoscaler_step", hint="are not added to the ready ones")
def started_ones_get_lost(ready, starting, load, per_server, target, start_steps):
    left = [steps - 1 for steps in starting if steps > 1]
    return decided(ready, left, needed(load, per_server, target), start_steps)


# What is started and stopped


@wrong("autoscaler_step", hint="have been asked for already")
def starting_ones_forgotten(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted = needed(load, per_server, target)
    if wanted > ready:
        starting = starting + [start_steps] * (wanted - ready)
    return min(ready, wanted), starting


@wrong("autoscaler_step", hint="have been asked for already")
def starting_ones_forgotten_upwards(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted = needed(load, per_server, target)
    if ready < wanted:
        return ready, starting + [start_steps] * (wanted - ready)
    surplus = ready + len(starting) - wanted
    return max(ready - surplus, min(ready, 1)), starting


@wrong("autoscaler_step", hint="A server that is asked for now is not ready now")
def new_ones_ready_at_once(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    return max(ready + missing, min(ready, 1)), starting


@wrong("autoscaler_step", hint="A server that is asked for now is not ready now")
def as_many_as_wanted(ready, starting, load, per_server, target, start_steps):
    return needed(load, per_server, target), []


@wrong("autoscaler_step", hint="Only ready servers stop")
def newest_stop_first(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted = needed(load, per_server, target)
    while starting and ready + len(starting) > wanted:
        starting = starting[:-1]
    return decided(ready, starting, wanted, start_steps)


@wrong("autoscaler_step", hint="Only ready servers stop")
def oldest_stop_first(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted = needed(load, per_server, target)
    while starting and ready + len(starting) > wanted:
        starting.pop(0)
    return decided(ready, starting, wanted, start_steps)


@wrong("autoscaler_step", hint="Only ready servers stop")
def all_starts_called_off(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted = needed(load, per_server, target)
    if ready + len(starting) > wanted:
        starting = []
    return decided(ready, starting, wanted, start_steps)


@wrong("autoscaler_step", hint="If a server is ready, one stays so")
def nobody_stays(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    return max(0, ready + min(0, missing)), starting + [start_steps] * missing


@wrong("autoscaler_step", hint="More servers stop in your step than are ready")
def fewer_than_none(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    return ready + min(0, missing), starting + [start_steps] * missing


@wrong("autoscaler_step", hint="Where no server is ready, none becomes so")
def one_ready_out_of_nothing(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    if missing > 0:
        return ready, starting + [start_steps] * missing
    return max(1, ready + missing), starting


@wrong("autoscaler_step", hint="Where no server is ready, none becomes so")
def one_ready_in_any_case(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    return max(1, ready + min(0, missing)), starting + [start_steps] * missing


@wrong("autoscaler_step", hint="Where servers are too many, those that start count as well")
def starting_ones_forgotten_downwards(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted = needed(load, per_server, target)
    if ready > wanted:
        return wanted, starting
    return ready, starting + [start_steps] * (wanted - ready - len(starting))


@wrong("autoscaler_step", hint="You start or stop one server in a step")
def one_at_a_time(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    wanted, there = needed(load, per_server, target), ready + len(starting)
    if wanted > there:
        return ready, [*starting, start_steps]
    return (ready - 1, starting) if wanted < there and ready > 1 else (ready, starting)


@wrong("autoscaler_step", hint="Nothing ever stops")
def only_upwards(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    return ready, starting + [start_steps] * missing


@wrong("autoscaler_step", hint="Nothing ever starts")
def only_downwards(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    surplus = ready + len(starting) - needed(load, per_server, target)
    return (max(ready - surplus, min(1, ready)) if surplus > 0 else ready), starting


# What is returned


@wrong("autoscaler_step", hint="The list is in order")
def sorted_downwards(*case):
    ready, starting = in_plain_steps(*case)
    return ready, sorted(starting, reverse=True)


@wrong("autoscaler_step", hint="The list is in order")
def new_ones_in_front(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    if missing < 0:
        return max(ready + missing, min(1, ready)), starting
    return ready, [start_steps] * missing + starting


@wrong("autoscaler_step", hint="a number for each server that starts")
def one_entry_for_all(ready, starting, load, per_server, target, start_steps):
    ready, starting = passed(ready, starting)
    missing = needed(load, per_server, target) - ready - len(starting)
    if missing > 0:
        starting.append(start_steps)
    return max(ready + min(missing, 0), min(1, ready)), starting


@wrong("autoscaler_step", hint="The order is swapped")
def list_first(*case):
    ready, starting = in_plain_steps(*case)
    return starting, ready


@wrong("autoscaler_step", hint="You return how many servers start")
def number_that_starts(*case):
    ready, starting = in_plain_steps(*case)
    return ready, len(starting)


@wrong("autoscaler_step", hint="The argument starting was changed; work on a copy of it.")
def changed_in_place(ready, starting, load, per_server, target, start_steps):
    for i in range(len(starting)):
        starting[i] -= 1
    while starting and starting[0] == 0:
        starting.pop(0)
        ready += 1
    return decided(ready, starting, needed(load, per_server, target), start_steps)


@wrong("autoscaler_step", hint="What is printed is not returned")
def fleet_printed(*case):
    print(in_plain_steps(*case))


def in_plain_steps(ready, starting, load, per_server, target, start_steps):
    starting = [steps - 1 for steps in starting]
    while 0 in starting:
        starting.remove(0)
        ready += 1
    wanted = 1
    while 100 * load > target * wanted * per_server:
        wanted += 1
    while ready + len(starting) < wanted:
        starting.append(start_steps)
    while ready + len(starting) > wanted and ready > 1:
        ready -= 1
    return ready, starting


right("autoscaler_step")(in_plain_steps)


@right("autoscaler_step")
def with_arrays(ready, starting, load, per_server, target, start_steps):
    left = np.array(starting, dtype=int) - 1
    ready, left = ready + np.count_nonzero(left == 0), left[left > 0]
    missing = max(1, -(-load * 100 // (per_server * target))) - ready - left.size
    if missing >= 0:
        return ready, np.append(left, np.full(missing, start_steps))
    return np.maximum(ready + missing, min(1, ready)), left


@right("autoscaler_step")
def by_the_ratio_to_the_target(ready, starting, load, per_server, target, start_steps):
    """As Kubernetes says it: the servers there are, times their utilisation over the target."""
    ready, starting = passed(ready, starting)
    there = ready + len(starting)
    if there:
        utilisation = 100 * load / (there * per_server)
        wanted = max(1, math.ceil(there * (utilisation / target)))
    else:
        wanted = needed(load, per_server, target)
    return [*decided(ready, starting, wanted, start_steps)]


@right("autoscaler_step")
def in_floating_point(*case):
    return with_need(
        lambda load, rate, target: max(1, math.ceil(load / rate / target * 100)), *case
    )
