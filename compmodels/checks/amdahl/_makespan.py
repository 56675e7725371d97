"""Check of ``makespan``: when a list of tasks is done, if no worker waits who could do something.

The oracle lets a clock tick. What students get wrong is played through with the same clock and
another rule, or worked out from the limits between which every such plan lies: see ``_plans``.
"""

from __future__ import annotations

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.amdahl import _plans


def _draw_tasks(rng):
    """Tasks and workers that need to be played through: the lower limit is not the answer."""
    while True:
        tasks, workers, linked = rng.integers(4, 13), rng.integers(2, 6), rng.uniform(0.05, 0.4)
        durations = [int(duration) for duration in rng.integers(1, 10, tasks)]
        after = [[i for i in range(task) if rng.random() < linked] for task in range(tasks)]
        case = durations, after, int(workers)
        if _plans.makespan(*case) > max(_plans.share_rounded_up(*case), _plans.span(*case)):
            return case


THE_LAST = "You take the last of the ready tasks. The rule asks for the first one in the list."
LAST_BEGUN = (
    "Your clock stops when the last task has begun, and some are still being worked on. Wanted is "
    "when the last one ends."
)
GRAHAM = [3, 2, 2, 2, 4, 4, 4, 4, 9], [[], [], [], [], [3], [3], [3], [3], [0]]

makespan = Check(
    name="makespan",
    oracle=_plans.makespan,
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
            _plans.independent,
            "A task may begin only when the tasks in after[i] have ended. That they have begun is "
            "not enough.",
        ),
        Misconception(
            _plans.span,
            "This is the longest chain of tasks, which is right for any number of workers that "
            "never lets a task wait. Here a ready task may have to wait for a free worker.",
        ),
        Misconception(
            lambda *case: sum(case[0]),
            "These are the minutes of all tasks together, one after the other. Several workers do "
            "several tasks at the same time.",
        ),
        Misconception(
            _plans.share,
            "You divide the work evenly among the workers. A task is done by one worker, and one "
            "who has nothing ready waits.",
        ),
        Misconception(
            _plans.share_rounded_up,
            "Rounding up does not help: the work is not divided evenly. A task is done by one "
            "worker, and one who has nothing ready waits.",
        ),
        Misconception(
            lambda *case: max(_plans.share(*case), _plans.span(*case)),
            "This is a limit that no plan can beat: the work of each worker or the longest chain, "
            "whichever is longer. The rule need not reach it: play it through.",
        ),
        Misconception(
            lambda *case: max(_plans.share_rounded_up(*case), _plans.span(*case)),
            "This is a limit that no plan can beat, rounded up. The rule need not reach it: play "
            "it through.",
        ),
        Misconception(
            lambda *case: _plans.share(*case) + _plans.span(*case),
            "This is a limit above which the rule never comes. Mostly it is done sooner: play it "
            "through.",
        ),
        Misconception(
            lambda *case: _plans.dealt(*case, in_order=True),
            "You take the tasks strictly in the order of the list. A task that is not ready does "
            "not hold up those behind it: a free worker passes it over.",
        ),
        Misconception(
            _plans.dealt,
            "A worker of yours is kept for a task that is not ready yet. Until it is, the worker "
            "takes another task that is ready, further down the list.",
        ),
        Misconception(
            lambda *case: _plans.dealt(*case, chosen=lambda task, workers: task % workers),
            "You deal the tasks to the workers in turn. No task belongs to a worker beforehand: "
            "whoever is free takes the first that is ready.",
        ),
        Misconception(
            _plans.by_rule(take=lambda ready: ready[0]),
            "Your ready tasks wait in a queue, and the one that became ready first goes first. The "
            "rule asks for the first of the list, however late it became ready.",
        ),
        Misconception(
            _plans.by_rule(take=lambda ready: ready[-1]),
            THE_LAST,
        ),
        Misconception(
            _plans.by_rule(take=max),
            THE_LAST,
        ),
        Misconception(
            _plans.longest_first,
            "You take the longest of the ready tasks. That is often better, but the rule asks for "
            "the first of the list.",
        ),
        Misconception(
            _plans.by_rule(needed=any),
            "One of the tasks in after[i] has ended, but all of them must have.",
        ),
        Misconception(
            _plans.by_levels,
            "You wait until a whole level of tasks is done. A task may begin as soon as those in "
            "its own after[i] have ended, whatever the others do.",
        ),
        Misconception(
            _plans.by_rule(pause=1),
            "A task may begin at the very moment when the last one in its after[i] ends: an end "
            "that equals now is an end.",
        ),
        Misconception(
            _plans.by_rule(rest=1),
            "A worker is free at the very moment when its task ends: busy is one whose task ends "
            "later than now.",
        ),
        Misconception(
            _plans.by_rule(pause=1, rest=1),
            "A minute is lost after each task. At the moment when it ends its worker is free, and "
            "the tasks after it may begin.",
        ),
        Misconception(
            _plans.by_rule(begun=lambda free, ready: min(free, ready, 1)),
            "Only one task begins in each of your minutes. Every free worker takes one before the "
            "clock goes on.",
        ),
        Misconception(
            _plans.by_rule(begun=lambda free, ready: ready if free > 0 else 0),
            "More of your tasks begin in one minute than workers are free. Whoever has taken a "
            "task is busy from then on, for the next task of the same minute as well.",
        ),
        Misconception(
            _plans.over_before_it_begins,
            "A task that has not begun counts as ended, as if it had ended at 0. Only one that has "
            "begun can have ended.",
        ),
        Misconception(
            lambda durations, after, workers: _plans.makespan([1] * len(durations), after, workers),
            "You count tasks, as if each took one minute. Task i takes durations[i].",
        ),
        Misconception(
            lambda *case: _plans.ends_of(*case)[len(case[0]) - 1],
            "This is when the last task of the list ends. Another one may end later.",
        ),
        Misconception(_plans.last_begin, LAST_BEGUN),
        Misconception(lambda *case: _plans.last_begin(*case) + 1, LAST_BEGUN),
        Misconception(
            lambda *case: _plans.makespan(*case) + 1,
            "This is one minute too many: your clock ticks once more after the last task has "
            "ended.",
        ),
        Misconception(
            lambda *case: _plans.makespan(*case) - 1,
            "This is one minute too few: a task that begins at 4 and takes 3 minutes ends at 7, "
            "when minute 6 is over.",
        ),
    ),
)
