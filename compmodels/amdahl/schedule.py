"""Who does what when: the tasks of a job given to workers, and how long they take together.

``run`` gives out the tasks by Graham's rule: whenever a worker is free, it takes the first task
of the list that can begin. That is not always the best that can be done, but never far from it:
``bounds`` says how far. What a job is made of lives in ``graph``. Nothing is run here in earnest;
jobs that are live in ``jobs`` and ``measuring``.

Source: R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied
Mathematics 17(2), 416-429 (1969).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from numbers import Rational

from compmodels import _validate
from compmodels.amdahl.graph import Task, TaskGraph

ROUNDING = 1e-9
"""Share of a job's work by which two moments may differ in floats and still count as one."""


@dataclass(frozen=True)
class Placed:
    """A task, the worker who does it (numbered from 0), and when that worker begins."""

    task: Task
    worker: int
    start: float

    def __post_init__(self) -> None:
        _validate.instance("task", self.task, Task, "such as Task('type 1', 2)")
        _validate.count("worker", self.worker, least=0)
        _validate.quantity("start", self.start, zero=True)

    @property
    def end(self) -> float:
        """When the task is done."""
        return self.start + self.task.duration


@dataclass(frozen=True)
class Schedule:
    """All tasks of a job, each given to one of the workers; one that is impossible is refused.

    Each task must be placed once, on a worker that is there, who does nothing else meanwhile,
    and not before all that it waits for is done.

    Attributes
    ----------
    graph
        The job.
    workers
        How many workers there are, idle ones included.
    placed
        Each task with its worker and its start, in any order.
    """

    graph: TaskGraph
    workers: int
    placed: tuple[Placed, ...]

    def __post_init__(self) -> None:
        _graph_and_workers(self.graph, self.workers)
        _refuse_other_things(self.placed)
        object.__setattr__(self, "placed", tuple(self.placed))
        _refuse_other_tasks(self.placed, self.graph)
        _refuse_missing_workers(self.placed, self.workers)
        slack = _slack(self.graph)
        _refuse_two_at_once(self.placed, slack)
        _refuse_too_early(self.placed, slack)

    @property
    def makespan(self) -> float:
        """When the last task is done."""
        return max(one.end for one in self.placed)

    @property
    def speedup(self) -> float:
        """How many times as fast this is as one worker, who needs the job's work as time."""
        return self.graph.work / self.makespan

    @property
    def utilisation(self) -> float:
        """The share of their time, up to the makespan, in which the workers are busy: 0 to 1."""
        return self.graph.work / (self.workers * self.makespan)


def run(graph: TaskGraph, workers: int) -> Schedule:
    """The schedule in which each free worker takes the first task of the list that can begin.

    Of several free workers that with the lowest number goes first. Floats that should be equal
    may differ by a rounding, as 0.1 + 0.1 + 0.1 and 0.3 do. A worker would then be free too early
    by that little, and take a task from behind in the list before a better one can begin. So ends
    within a billionth of the work (`ROUNDING`) after the next one count as one moment, the latest
    of them. With whole numbers and Fractions nothing is rounded, and nothing is forgiven.

    Examples
    --------
    >>> tea = TaskGraph([Task("boil", 3), Task("cups", 1), Task("pour", 1, after=("boil",))])
    >>> [(one.task.name, one.worker, one.start) for one in run(tea, 2).placed]
    [('boil', 0, 0), ('cups', 1, 0), ('pour', 0, 3)]
    """
    _graph_and_workers(graph, workers)
    waiting, running, placed, done, now = list(graph.tasks), [], [], set(), 0
    slack = _slack(graph)
    while waiting:
        pairs = zip(_free(running, workers), _ready(waiting, done), strict=False)
        begun = [Placed(task, worker, now) for worker, task in pairs]
        for new in begun:
            waiting.remove(new.task)
        placed += begun
        running += begun
        now = _next_end(running, slack)
        done.update(one.task.name for one in running if one.end <= now)
        running = [one for one in running if one.end > now]
    return Schedule(graph, workers, tuple(placed))


def bounds(graph: TaskGraph, workers: int) -> tuple[float, float]:
    """Times between which ``run`` lies: max(work / workers, span) and work / workers + span.

    No schedule can end before the first. ``run`` ends before the second, since at any time either
    all workers are busy or the longest chain of what is left is becoming shorter. (Graham shows
    slightly more: the span counts only (workers - 1) / workers times.) The second is at most
    twice the first, and so ``run`` takes at most twice as long as the best schedule.

    Examples
    --------
    >>> bounds(TaskGraph([Task("a", 4), Task("b", 2, after=("a",)), Task("c", 3)]), 2)
    (6, 10.5)
    """
    _graph_and_workers(graph, workers)
    evenly = graph.work / workers
    return max(evenly, graph.span), evenly + graph.span


def _free(running: Sequence[Placed], workers: int) -> Iterator[int]:
    """The numbers of the workers who do nothing, in ascending order."""
    busy = {one.worker for one in running}
    return (worker for worker in range(workers) if worker not in busy)


def _ready(waiting: Sequence[Task], done: set[str]) -> Iterator[Task]:
    """The tasks that can begin, in the order of the list."""
    return (task for task in waiting if done.issuperset(task.after))


def _next_end(running: Sequence[Placed], slack: float) -> float:
    """When the next task ends, or the latest of those that end with it."""
    ends = [one.end for one in running]
    return max(end for end in ends if end <= min(ends) + slack)


def _slack(graph: TaskGraph) -> float:
    """How far apart two moments may lie that count as one: nothing where numbers are exact."""
    return 0 if isinstance(graph.work, Rational) else ROUNDING * graph.work


def _graph_and_workers(graph: object, workers: object) -> None:
    _validate.instance("graph", graph, TaskGraph, "such as examples.book()")
    _validate.count("workers", workers)


def _refuse_other_things(placed: object) -> None:
    right = isinstance(placed, list | tuple) and all(isinstance(one, Placed) for one in placed)
    if not right:
        raise _validate.refuse("placed", placed, "a list or tuple of Placed")


def _refuse_other_tasks(placed: Sequence[Placed], graph: TaskGraph) -> None:
    tasks = [one.task for one in placed]
    if len(tasks) != len(graph.tasks) or set(tasks) != set(graph.tasks):
        names = sorted(task.name for task in tasks)
        raise _validate.refuse("placed", names, "each task of the job once, and no other")


def _refuse_missing_workers(placed: Sequence[Placed], workers: int) -> None:
    for one in placed:
        if one.worker >= workers:
            raise _validate.refuse("placed", one, f"workers from 0 to {workers - 1}")


def _refuse_two_at_once(placed: Sequence[Placed], slack: float) -> None:
    in_order = sorted(placed, key=lambda one: (one.worker, one.start, one.end))
    for _, own in groupby(in_order, key=lambda one: one.worker):
        for before, after in pairwise(own):
            if after.start < before.end - slack:
                both = [(one.task.name, one.worker, one.start) for one in (before, after)]
                raise _validate.refuse("placed", both, "one task of a worker at a time")


def _refuse_too_early(placed: Sequence[Placed], slack: float) -> None:
    ends = {one.task.name: one.end for one in placed}
    for one in placed:
        if any(one.start < ends[name] - slack for name in one.task.after):
            allowed = "no task that begins before those that it waits for have ended"
            raise _validate.refuse("placed", (one.task.name, one.worker, one.start), allowed)
