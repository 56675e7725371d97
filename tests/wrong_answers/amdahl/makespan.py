"""Answers to ``makespan``."""

from __future__ import annotations

import heapq
import math
from collections import deque
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def chain_ends(durations, after):
    ends = []
    for i, duration in enumerate(durations):
        ends.append(max([ends[j] for j in after[i]] or [0]) + duration)
    return ends


# Limits and sums


@wrong("makespan", hint="This is the longest chain of tasks")
def longest_chain(durations, after, workers):
    return max(chain_ends(durations, after))


@wrong("makespan", hint="one after the other")
def all_the_work(durations, after, workers):
    return sum(durations)


@wrong("makespan", hint="You divide the work evenly")
def equal_shares(durations, after, workers):
    return np.mean(durations) * len(durations) / workers


@wrong("makespan", hint="Rounding up does not help")
def equal_shares_rounded_up(durations, after, workers):
    return math.ceil(sum(durations) / workers)


@wrong("makespan", hint="a limit that no plan can beat: the work of each worker")
def lower_limit(durations, after, workers):
    return max(sum(durations) / workers, longest_chain(durations, after, workers))


@wrong("makespan", hint="a limit that no plan can beat, rounded up")
def lower_limit_rounded_up(durations, after, workers):
    return max(math.ceil(sum(durations) / workers), longest_chain(durations, after, workers))


@wrong("makespan", hint="a limit above which the rule never comes")
def upper_limit(durations, after, workers):
    return longest_chain(durations, after, workers) + sum(durations) / workers


# Other rules, by a clock


def by_the_clock(durations, after, workers, pick, is_over=lambda end, now: end <= now):
    """When the last task ends if ``pick`` chooses among the numbers of those that are ready."""
    ends, now = {}, 0
    while len(ends) < len(durations):
        while sum(not is_over(end, now) for end in ends.values()) < workers:
            ready = [
                i
                for i in range(len(durations))
                if i not in ends and all(j in ends and is_over(ends[j], now) for j in after[i])
            ]
            if not ready:
                break
            chosen = pick(ready)
            ends[chosen] = now + durations[chosen]
        now += 1
    return max(ends.values())


@wrong("makespan", hint="You take the longest of the ready tasks")
def longest_first(durations, after, workers):
    return by_the_clock(
        durations, after, workers, lambda ready: max(ready, key=durations.__getitem__)
    )


@wrong("makespan", hint="You take the last of the ready tasks")
def last_of_the_list_first(durations, after, workers):
    return by_the_clock(durations, after, workers, lambda ready: ready[-1])


@wrong("makespan", hint="A minute is lost after each task")
def over_a_minute_later(durations, after, workers):
    return by_the_clock(durations, after, workers, min, lambda end, now: end < now)


@wrong("makespan", hint="an end that equals now is an end")
def seen_a_minute_later(durations, after, workers):
    end = [math.inf] * len(durations)
    now = 0
    while math.inf in end:
        for i in range(len(durations)):
            running = sum(now < e < math.inf for e in end)
            if end[i] == math.inf and running < workers and all(end[j] < now for j in after[i]):
                end[i] = now + durations[i]
        now += 1
    return max(end)


@wrong("makespan", hint="busy is one whose task ends later than now")
def busy_a_minute_longer(durations, after, workers):
    end = [math.inf] * len(durations)
    now = 0
    while math.inf in end:
        for i in range(len(durations)):
            running = sum(now <= e < math.inf for e in end)
            if end[i] == math.inf and running < workers and all(end[j] <= now for j in after[i]):
                end[i] = now + durations[i]
        now += 1
    return max(end)


@wrong("makespan", hint="Only one task begins in each of your minutes")
def one_task_a_minute(durations, after, workers):
    end = [math.inf] * len(durations)
    now = 0
    while math.inf in end:
        running = sum(now < e < math.inf for e in end)
        for i in range(len(durations)):
            if end[i] == math.inf and running < workers and all(end[j] <= now for j in after[i]):
                end[i] = now + durations[i]
                break
        now += 1
    return max(end)


@wrong("makespan", hint="More of your tasks begin in one minute than workers are free")
def busy_counted_once_a_minute(durations, after, workers):
    ends, now = {}, 0
    while len(ends) < len(durations):
        busy = sum(end > now for end in ends.values())
        for i in range(len(durations)):
            is_ready = all(j in ends and ends[j] <= now for j in after[i])
            if i not in ends and is_ready and busy < workers:
                ends[i] = now + durations[i]
        now += 1
    return max(ends.values())


@wrong("makespan", hint="A task that has not begun counts as ended")
def ends_that_are_0_at_first(durations, after, workers):
    end, now = np.zeros(len(durations), dtype=int), 0
    while not end.all():
        for i in range(len(durations)):
            is_ready = all(end[j] <= now for j in after[i])
            if end[i] == 0 and is_ready and (end > now).sum() < workers:
                end[i] = now + durations[i]
        now += 1
    return end.max()


def last_minute(durations, after, workers, goes_on):
    """What the clock shows when ``goes_on``, told the ends, the time and all tasks, says no."""
    ends, now = {}, 0
    while goes_on(ends, now, durations):
        for i in range(len(durations)):
            busy = sum(end > now for end in ends.values())
            is_ready = all(j in ends and ends[j] <= now for j in after[i])
            if i not in ends and is_ready and busy < workers:
                ends[i] = now + durations[i]
        now += 1
    return now


@wrong("makespan", hint="Your clock stops when the last task has begun")
def clock_after_the_last_begin(durations, after, workers):
    return last_minute(durations, after, workers, lambda ends, now, tasks: len(ends) < len(tasks))


@wrong("makespan", hint="Your clock stops when the last task has begun")
def clock_at_the_last_begin(durations, after, workers):
    return clock_after_the_last_begin(durations, after, workers) - 1


@wrong("makespan", hint="one minute too many")
def clock_a_minute_too_long(durations, after, workers):
    return last_minute(
        durations,
        after,
        workers,
        lambda ends, now, tasks: len(ends) < len(tasks) or now <= max(ends.values()),
    )


@wrong("makespan", hint="one minute too few")
def last_minute_of_work(durations, after, workers):
    return clock_a_minute_too_long(durations, after, workers) - 2


@wrong("makespan", hint="but all of them must have")
def any_of_those_before(durations, after, workers):
    ends, now = {}, 0
    while len(ends) < len(durations):
        for i in range(len(durations)):
            over = [j in ends and ends[j] <= now for j in after[i]]
            is_free = sum(end > now for end in ends.values()) < workers
            if i not in ends and is_free and (any(over) or over == []):
                ends[i] = now + durations[i]
        now += 1
    return max(ends.values())


@wrong("makespan", hint="Task i takes durations[i]")
def one_minute_each(durations, after, workers):
    return by_the_clock([1 for _ in durations], after, workers, min)


# Other rules, by what each worker has


@wrong("makespan", hint="That they have begun is not enough")
def without_dependences(durations, after, workers):
    free = [0] * workers
    for duration in durations:
        heapq.heapreplace(free, free[0] + duration)
    return max(free)


@wrong("makespan", hint="That they have begun is not enough")
def begun_is_enough(durations, after, workers):
    begun, busy_until, now = set(), [], 0
    while len(begun) < len(durations):
        busy_until = [end for end in busy_until if end > now]
        for i, duration in enumerate(durations):
            if len(busy_until) < workers and i not in begun and begun.issuperset(after[i]):
                begun.add(i)
                busy_until.append(now + duration)
        now = min(busy_until)
    return max(busy_until)


@wrong("makespan", hint="does not hold up those behind it")
def strictly_in_order(durations, after, workers):
    busy_until, ends, now = [], [], 0
    for i, duration in enumerate(durations):
        while True:
            busy_until = [end for end in busy_until if end > now]
            if len(busy_until) < workers and all(ends[j] <= now for j in after[i]):
                break
            now = min(busy_until)
        ends.append(now + duration)
        busy_until.append(now + duration)
    return max(ends)


@wrong("makespan", hint="A worker of yours is kept for a task")
def worker_kept_for_a_task(durations, after, workers):
    free, ends = [0] * workers, []
    for i, duration in enumerate(durations):
        begin = max([heapq.heappop(free)] + [ends[j] for j in after[i]])
        ends.append(begin + duration)
        heapq.heappush(free, ends[i])
    return max(ends)


@wrong("makespan", hint="You deal the tasks to the workers in turn")
def dealt_in_turn(durations, after, workers):
    free, ends = np.zeros(workers, dtype=int), np.zeros(len(durations), dtype=int)
    for i, duration in enumerate(durations):
        begin = max(free[i % workers], ends[after[i]].max() if after[i] else 0)
        free[i % workers] = ends[i] = begin + duration
    return ends.max()


@wrong("makespan", hint="You wait until a whole level of tasks is done")
def level_by_level(durations, after, workers):
    done, total = set(), 0
    while len(done) < len(durations):
        level = [i for i in range(len(durations)) if i not in done and done.issuperset(after[i])]
        total += without_dependences([durations[i] for i in level], after, workers)
        done.update(level)
    return total


# Other rules, from one end to the next


def by_ends(durations, after, workers, take):
    """The end of each task, if ``take`` removes one from the queue of those that are ready."""
    missing = [len(before) for before in after]
    ready = deque(i for i, count in enumerate(missing) if count == 0)
    running, ends, now = [], {}, 0
    while ready or running:
        while ready and len(running) < workers:
            i = take(ready)
            ends[i] = now + durations[i]
            heapq.heappush(running, (ends[i], i))
        now = running[0][0]
        over = set()
        while running and running[0][0] == now:
            over.add(heapq.heappop(running)[1])
        for i, before in enumerate(after):
            missing[i] -= len(over.intersection(before))
            if over.intersection(before) and missing[i] == 0:
                ready.append(i)
    return ends


@wrong("makespan", hint="Your ready tasks wait in a queue")
def queue_of_ready_tasks(durations, after, workers):
    return max(by_ends(durations, after, workers, deque.popleft).values())


@wrong("makespan", hint="You take the last of the ready tasks")
def stack_of_ready_tasks(durations, after, workers):
    return max(by_ends(durations, after, workers, deque.pop).values())


def take_first(ready):
    ready.remove(first := min(ready))
    return first


@wrong("makespan", hint="when the last task of the list ends")
def end_of_the_last_task(durations, after, workers):
    return by_ends(durations, after, workers, take_first)[len(durations) - 1]


@wrong("makespan", hint="What is printed is not returned")
def makespan_printed(durations, after, workers):
    print(max(by_ends(durations, after, workers, take_first).values()))


@wrong("makespan", hint="The argument durations was changed")
def makespan_using_durations_up(durations, after, workers):
    now, running = 0, []
    while any(durations):
        for i in range(len(durations)):
            is_ready = durations[i] > 0 and not any(durations[j] for j in after[i])
            if is_ready and i not in running and len(running) < workers:
                running.append(i)
        for i in running:
            durations[i] -= 1
        running = [i for i in running if durations[i] > 0]
        now += 1
    return now


# Unusual right ones


@right("makespan")
def makespan_from_one_end_to_the_next(durations, after, workers):
    return max(by_ends(durations, after, workers, take_first).values())


@right("makespan")
def makespan_by_what_is_left(durations, after, workers):
    return makespan_using_durations_up(list(durations), after, workers)


@right("makespan")
def makespan_of_workers_with_clocks(durations, after, workers):
    """The worker whose clock shows least takes a task, or moves its clock on to the next end."""
    clocks, ends, rest = [0] * workers, {}, list(range(len(durations)))
    while rest:
        worker = np.argmin(clocks)
        now = clocks[worker]
        ready = [i for i in rest if all(ends.get(j, np.inf) <= now for j in after[i])]
        if ready:
            rest.remove(ready[0])
            clocks[worker] = ends[ready[0]] = now + durations[ready[0]]
        else:
            clocks[worker] = min(end for end in ends.values() if end > now)
    return float(max(ends.values()))


@right("makespan")
def makespan_by_recursion(durations, after, workers, now=0, ends=()):
    ends = ends or (math.inf,) * len(durations)
    if math.inf not in ends:
        return max(ends)
    if sum(now < end < math.inf for end in ends) < workers:
        for i, before in enumerate(after):
            if ends[i] == math.inf and all(ends[j] <= now for j in before):
                ends = (*ends[:i], now + durations[i], *ends[i + 1 :])
                return makespan_by_recursion(durations, after, workers, now, ends)
    later = min(end for end in ends if end > now)
    return makespan_by_recursion(durations, after, workers, later, ends)
