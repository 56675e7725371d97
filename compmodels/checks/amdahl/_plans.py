"""Ways of carrying out a list of tasks: the rule of ``makespan``, and what students do instead.

A clock ticks minute by minute. What is asked of students and which of their ideas the check knows
lives in ``_makespan``.
"""

from __future__ import annotations


def ends_of(durations, after, workers, take=min, needed=all, begun=min, pause=0, rest=0):
    """The tick in which each task ends, by its number.

    The rest is for other rules. ``take`` picks one of the tasks that are ready, listed in the order
    in which they became so; ``needed`` says of which tasks before it the end is needed; ``begun``
    says how many tasks begin in one tick, given how many workers are free and how many tasks are
    ready; so many ticks pass until a task's end is seen by the tasks after it (``pause``), and
    until its worker is free (``rest``).
    """
    ends, ready, now = {}, [], 0
    while len(ends) < len(durations):
        for task, before in enumerate(after):
            may_begin = not before or needed(i in ends and ends[i] + pause <= now for i in before)
            if may_begin and task not in ends and task not in ready:
                ready.append(task)
        busy = sum(now < end + rest for end in ends.values())
        for _ in range(begun(workers - busy, len(ready))):
            task = take(ready)
            ready.remove(task)
            ends[task] = now + durations[task]
        now += 1
    return ends


def makespan(durations, after, workers):
    """When the last task ends by the rule that is asked for."""
    return max(ends_of(durations, after, workers).values())


def by_rule(**rule):
    """What comes of another rule."""
    return lambda *case: max(ends_of(*case, **rule).values())


def last_begin(durations, after, workers):
    """When the last task begins."""
    return max(end - durations[task] for task, end in ends_of(durations, after, workers).items())


# Limits: what is known before anything is played through.


def alone(durations, after):
    """When each task ends with as many workers as tasks."""
    ends = []
    for duration, before in zip(durations, after, strict=True):
        ends.append(duration + max((ends[i] for i in before), default=0))
    return ends


def span(durations, after, workers):
    """The longest chain of tasks."""
    return max(alone(durations, after))


def share(durations, after, workers):
    """The work of each worker if it is divided evenly."""
    return sum(durations) / workers


def share_rounded_up(durations, after, workers):
    """The same in whole minutes."""
    return -(-sum(durations) // workers)


# Other plans: when the last task ends.


def independent(durations, after, workers):
    """The end if no task waits for another."""
    return makespan(durations, [[] for _ in durations], workers)


def longest_first(durations, after, workers):
    """The end if the longest of the ready tasks begins first."""
    longest = by_rule(take=lambda ready: max(ready, key=lambda task: (durations[task], -task)))
    return longest(durations, after, workers)


def by_levels(durations, after, workers):
    """The end if all tasks of one level are done before one of the next level begins."""
    levels = alone([1] * len(durations), after)
    pairs = list(zip(levels, durations, strict=True))
    each = [[duration for at, duration in pairs if at == level] for level in set(levels)]
    return sum(independent(level, [], workers) for level in each)


def dealt(durations, after, workers, chosen=None, in_order=False):
    """The end if each task, in the order of the list, gets its worker beforehand.

    The worker is the one that is free first, or else the one that ``chosen`` names; with
    ``in_order`` no task begins sooner than those that come before it in the list.
    """
    free, ends, begin = [0] * workers, [], 0
    for task, duration in enumerate(durations):
        worker = chosen(task, workers) if chosen else free.index(min(free))
        soonest = begin if in_order else 0
        begin = max([soonest, free[worker], *(ends[i] for i in after[task])])
        ends.append(begin + duration)
        free[worker] = ends[-1]
    return max(ends)


def over_before_it_begins(durations, after, workers):
    """The end if a task that has not begun counts as ended, since its end is noted as 0."""
    ends, now = [0] * len(durations), 0
    while 0 in ends:
        for task, duration in enumerate(durations):
            is_free = sum(end > now for end in ends) < workers
            if is_free and ends[task] == 0 and all(ends[i] <= now for i in after[task]):
                ends[task] = now + duration
        now += 1
    return max(ends)
