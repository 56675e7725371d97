"""Check of ``makespan``: when a list of tasks is done, if no worker waits who could do something.

The oracle lets a clock tick. What students get wrong is played through with the same clock and
another rule, or worked out from the limits between which every such plan lies.
"""

from __future__ import annotations

import math

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _ends(durations, after, workers, take=min, needed=all, at_once=math.inf, pause=0, rest=0):
    """The tick in which each task ends, by its number.

    The rest is for other rules. ``take`` picks one of the tasks that are ready, listed in the order
    in which they became so; ``needed`` says of which tasks before it the end is needed; at most
    ``at_once`` tasks begin in one tick; so many ticks pass until a task's end is seen by the tasks
    after it (``pause``), and until its worker is free (``rest``).
    """
    ends, ready, now = {}, [], 0
    while len(ends) < len(durations):
        for task, before in enumerate(after):
            may_begin = not before or needed(i in ends and ends[i] + pause <= now for i in before)
            if may_begin and task not in ends and task not in ready:
                ready.append(task)
        busy = sum(now < end + rest for end in ends.values())
        for _ in range(min(workers - busy, len(ready), at_once)):
            task = take(ready)
            ready.remove(task)
            ends[task] = now + durations[task]
        now += 1
    return ends


def _makespan(durations, after, workers):
    return max(_ends(durations, after, workers).values())


def _by_rule(**rule):
    """What comes of another rule."""
    return lambda *case: max(_ends(*case, **rule).values())


# Limits: what is known before anything is played through.


def _alone(durations, after):
    """When each task ends with as many workers as tasks."""
    ends = []
    for duration, before in zip(durations, after, strict=True):
        ends.append(duration + max((ends[i] for i in before), default=0))
    return ends


def _span(durations, after, workers):
    return max(_alone(durations, after))


def _share(durations, after, workers):
    return sum(durations) / workers


def _share_rounded_up(durations, after, workers):
    return -(-sum(durations) // workers)


# Other plans.


def _independent(durations, after, workers):
    return _makespan(durations, [[] for _ in durations], workers)


def _longest_first(durations, after, workers):
    longest = _by_rule(take=lambda ready: max(ready, key=lambda task: (durations[task], -task)))
    return longest(durations, after, workers)


def _by_levels(durations, after, workers):
    levels = _alone([1] * len(durations), after)
    pairs = list(zip(levels, durations, strict=True))
    each = [[duration for at, duration in pairs if at == level] for level in set(levels)]
    return sum(_independent(level, [], workers) for level in each)


def _dealt(durations, after, workers, chosen=None, in_order=False):
    """When all is done if each task, in the order of the list, gets its worker beforehand.

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


def _draw_tasks(rng):
    """Tasks and workers that need to be played through: the lower limit is not the answer."""
    while True:
        tasks, workers, linked = rng.integers(4, 13), rng.integers(2, 6), rng.uniform(0.05, 0.4)
        durations = [int(duration) for duration in rng.integers(1, 10, tasks)]
        after = [[i for i in range(task) if rng.random() < linked] for task in range(tasks)]
        case = durations, after, int(workers)
        if _makespan(*case) > max(_share_rounded_up(*case), _span(*case)):
            return case


THE_LAST = "You take the last of the ready tasks. The rule asks for the first one in the list."
GRAHAM = [3, 2, 2, 2, 4, 4, 4, 4, 9], [[], [], [], [], [3], [3], [3], [3], [0]]

makespan = Check(
    name="makespan",
    oracle=_makespan,
    forbidden=COURSE_CODE,
    draw=_draw_tasks,
    edges=(
        ([1, 4, 4, 3, 2], [[], [0], [0], [], [1, 2]], 2),
        ([5], [[]], 3),
        ([2, 3, 1], [[], [], [1]], 1),
        ([3, 1, 2], [[], [0], [1]], 2),
        ([3, 3, 2, 4], [[], [], [], []], 2),
        ([2, 6, 3, 1], [[], [0], [0], [1, 2]], 9),
        (*GRAHAM, 3),
        (*GRAHAM, 4),
    ),
    misconceptions=(
        Misconception(
            _independent,
            "A task may begin only when the tasks in after[i] have ended. That they have begun is "
            "not enough.",
        ),
        Misconception(
            _span,
            "This is the longest chain of tasks, which is right for any number of workers that "
            "never lets a task wait. Here a ready task may have to wait for a free worker.",
        ),
        Misconception(
            lambda *case: sum(case[0]),
            "These are the minutes of all tasks together, one after the other. Several workers do "
            "several tasks at the same time.",
        ),
        Misconception(
            _share,
            "You divide the work evenly among the workers. A task is done by one worker, and one "
            "who has nothing ready waits.",
        ),
        Misconception(
            _share_rounded_up,
            "Rounding up does not help: the work is not divided evenly. A task is done by one "
            "worker, and one who has nothing ready waits.",
        ),
        Misconception(
            lambda *case: max(_share(*case), _span(*case)),
            "This is a limit that no plan can beat: the work of each worker or the longest chain, "
            "whichever is longer. The rule need not reach it: play it through.",
        ),
        Misconception(
            lambda *case: max(_share_rounded_up(*case), _span(*case)),
            "This is a limit that no plan can beat, rounded up. The rule need not reach it: play "
            "it through.",
        ),
        Misconception(
            lambda *case: _share(*case) + _span(*case),
            "This is a limit above which the rule never comes. Mostly it is done sooner: play it "
            "through.",
        ),
        Misconception(
            lambda *case: _dealt(*case, in_order=True),
            "You take the tasks strictly in the order of the list. A task that is not ready does "
            "not hold up those behind it: a free worker passes it over.",
        ),
        Misconception(
            _dealt,
            "A worker of yours is kept for a task that is not ready yet. Until it is, the worker "
            "takes another task that is ready, further down the list.",
        ),
        Misconception(
            lambda *case: _dealt(*case, chosen=lambda task, workers: task % workers),
            "You deal the tasks to the workers in turn. No task belongs to a worker beforehand: "
            "whoever is free takes the first that is ready.",
        ),
        Misconception(
            _by_rule(take=lambda ready: ready[0]),
            "Your ready tasks wait in a queue, and the one that became ready first goes first. The "
            "rule asks for the first of the list, however late it became ready.",
        ),
        Misconception(
            _by_rule(take=lambda ready: ready[-1]),
            THE_LAST,
        ),
        Misconception(
            _by_rule(take=max),
            THE_LAST,
        ),
        Misconception(
            _longest_first,
            "You take the longest of the ready tasks. That is often better, but the rule asks for "
            "the first of the list.",
        ),
        Misconception(
            _by_rule(needed=any),
            "One of the tasks in after[i] has ended, but all of them must have.",
        ),
        Misconception(
            _by_levels,
            "You wait until a whole level of tasks is done. A task may begin as soon as those in "
            "its own after[i] have ended, whatever the others do.",
        ),
        Misconception(
            _by_rule(pause=1),
            "A task may begin at the very moment when the last one in its after[i] ends: an end "
            "that equals now is an end.",
        ),
        Misconception(
            _by_rule(rest=1),
            "A worker is free at the very moment when its task ends: busy is one whose task ends "
            "later than now.",
        ),
        Misconception(
            _by_rule(pause=1, rest=1),
            "A minute is lost after each task. At the moment when it ends its worker is free, and "
            "the tasks after it may begin.",
        ),
        Misconception(
            _by_rule(at_once=1),
            "Only one task begins in each of your minutes. Every free worker takes one before the "
            "clock goes on.",
        ),
        Misconception(
            lambda durations, after, workers: _makespan([1] * len(durations), after, workers),
            "You count tasks, as if each took one minute. Task i takes durations[i].",
        ),
        Misconception(
            lambda *case: _ends(*case)[len(case[0]) - 1],
            "This is when the last task of the list ends. Another one may end later.",
        ),
    ),
)
