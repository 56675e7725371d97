"""A job as tasks, some of which wait for others: how much there is to do, how long at best.

The work is the time of all tasks together, which is what one worker needs. The span is the time
of the longest chain of tasks that wait for each other, which no number of workers can shorten.
Which worker does what when lives in ``schedule``, and ready-made jobs live in ``examples``.

Durations are in one unit, whichever. Whole numbers and Fractions are reckoned with exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from compmodels import _validate


@dataclass(frozen=True)
class Task:
    """One piece of a job, which one worker does without a break.

    Attributes
    ----------
    name
        What the other tasks of the job call it.
    duration
        How long one worker takes for it.
    after
        Names of the tasks that must have ended before it can begin.
    """

    name: str
    duration: float
    after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'type 1'")
        _validate.quantity("duration", self.duration)
        object.__setattr__(self, "after", _several("after", self.after, str, "names of tasks"))


@dataclass(frozen=True)
class TaskGraph:
    """A job: tasks, in the order in which workers prefer them, with what each waits for.

    Examples
    --------
    >>> bread = TaskGraph([
    ...     Task("knead", 1), Task("heat oven", 3), Task("bake", 2, after=("knead", "heat oven")),
    ... ])
    >>> bread.work, bread.span, bread.critical_path
    (6, 5, ('heat oven', 'bake'))
    """

    tasks: tuple[Task, ...]

    def __post_init__(self) -> None:
        tasks = _several("tasks", self.tasks, Task, "one Task or more")
        if not tasks:
            raise _validate.refuse("tasks", self.tasks, "one Task or more")
        object.__setattr__(self, "tasks", tasks)
        _refuse_names_used_twice(tasks)
        _refuse_unknown_names(tasks)
        _refuse_cycles(tasks)

    @cached_property
    def work(self) -> float:
        """The time that one worker needs: the durations of all tasks together."""
        return sum(task.duration for task in self.tasks)

    @cached_property
    def span(self) -> float:
        """The time that any number of workers needs: the duration of the critical path."""
        return max(self.earliest_ends.values())

    @cached_property
    def critical_path(self) -> tuple[str, ...]:
        """Names of the longest chain of tasks each of which waits for the one before."""
        task = max(self.tasks, key=self._earliest_end)
        path = [task]
        while task.after:
            task = max((self.by_name[name] for name in task.after), key=self._earliest_end)
            path.append(task)
        return tuple(task.name for task in reversed(path))

    @cached_property
    def by_name(self) -> dict[str, Task]:
        """Each task under its name."""
        return {task.name: task for task in self.tasks}

    @cached_property
    def earliest_ends(self) -> dict[str, float]:
        """When each task ends if it never has to wait for a worker."""
        ends: dict[str, float] = {}
        for name in _predecessors_first(self.tasks):
            task = self.by_name[name]
            ends[name] = max((ends[other] for other in task.after), default=0) + task.duration
        return ends

    def _earliest_end(self, task: Task) -> float:
        return self.earliest_ends[task.name]


def _several(name: str, values: object, kind: type, allowed: str) -> tuple:
    """``values`` as a tuple, if they are a list or tuple of ``kind``."""
    right = isinstance(values, list | tuple) and all(isinstance(value, kind) for value in values)
    if not right:
        raise _validate.refuse(name, values, allowed + ", in a list or tuple")
    return tuple(values)


def _predecessors_first(tasks: Sequence[Task]) -> list[str]:
    """The names of the tasks in an order in which each comes after all that it waits for."""
    return list(TopologicalSorter({task.name: task.after for task in tasks}).static_order())


def _refuse_names_used_twice(tasks: Sequence[Task]) -> None:
    times_used = Counter(task.name for task in tasks)
    twice = sorted(name for name, times in times_used.items() if times > 1)
    if twice:
        raise _validate.refuse("tasks", twice, "each name once")


def _refuse_unknown_names(tasks: Sequence[Task]) -> None:
    names = {task.name for task in tasks}
    for task in tasks:
        if not names.issuperset(task.after):
            raise _validate.refuse("tasks", task, "tasks that wait only for tasks of this job")


def _refuse_cycles(tasks: Sequence[Task]) -> None:
    try:
        _predecessors_first(tasks)
    except CycleError as error:
        circle = error.args[1]
        raise _validate.refuse("tasks", circle, "tasks that do not wait for themselves") from None
