"""Jobs to be scheduled: writing a book, adding numbers by pairs, and one where more is less.

Each function returns a task graph. How graphs are scheduled lives in ``schedule``; jobs that are
run and timed on this machine live in ``jobs``.
"""

from __future__ import annotations

from compmodels import _validate
from compmodels.amdahl.graph import Task, TaskGraph

GRAHAM_DURATIONS = (3, 2, 2, 2, 4, 4, 4, 4, 9)
GRAHAM_WAITS = {9: (1,), 5: (4,), 6: (4,), 7: (4,), 8: (4,)}
"""Which of the nine tasks wait for which."""


def book(
    serial: float = 0.2, chapters: int = 16, days: float = 100.0, overlap: bool = False
) -> TaskGraph:
    """Writing a book: many can look things up, but one chapter is typed after the other.

    Parameters
    ----------
    serial
        The share of the time of one worker that is typing.
    chapters
        Into how many equal tasks the looking up and the typing are each divided.
    days
        What one worker needs for the book.
    overlap
        False: typing begins when all is looked up. True: a chapter can be typed as soon as it is
        looked up and the one before is typed, and who can type does so before looking up more.

    Examples
    --------
    >>> [(task.name, task.duration) for task in book(serial=0.2, chapters=2, days=10).tasks]
    [('look up 1', 4.0), ('look up 2', 4.0), ('type 1', 1.0), ('type 2', 1.0)]
    """
    serial = _validate.share("serial", serial)
    chapters = _validate.count("chapters", chapters)
    days = _validate.number("days", days, above=0)
    _validate.instance("overlap", overlap, bool, "True or False")
    looking_up = [] if serial == 1 else _look_ups(chapters, (1 - serial) * days / chapters)
    names = tuple(task.name for task in looking_up)
    one_by_one = [names[i : i + 1] for i in range(chapters)]
    all_first = [names, *[()] * (chapters - 1)]
    waits = one_by_one if overlap else all_first
    typing = [] if serial == 0 else _typing(waits, serial * days / chapters)
    return TaskGraph(typing + looking_up if overlap else looking_up + typing)


def pairwise_sum(numbers: int) -> TaskGraph:
    """Adding 2, 4, 8, 16 ... numbers by pairs, then the sums by pairs, and so on.

    Each addition takes 1. There are ``numbers`` - 1 of them, as many as one after the other, but
    the longest chain has only log2(``numbers``).

    Examples
    --------
    >>> [task.name for task in pairwise_sum(4).tasks]
    ['sum 1-2', 'sum 3-4', 'sum 1-4']
    >>> pairwise_sum(1024).work, pairwise_sum(1024).span
    (1023, 10)
    """
    numbers = _validate.count("numbers", numbers, least=2)
    if numbers & (numbers - 1):
        raise _validate.refuse("numbers", numbers, "a power of two from 2")
    tasks, width = [], 2
    while width <= numbers:
        tasks += [_addition(first, width) for first in range(1, numbers, width)]
        width *= 2
    return TaskGraph(tasks)


def graham(shorter: float = 0, relaxed: bool = False) -> TaskGraph:
    """Graham's nine tasks, which take longer when workers are added or work is taken away.

    On three workers they take 12, and 15 on four. On three workers they take 13 when each is
    shorter by 1, and 16 when two of them wait for nothing.

    Parameters
    ----------
    shorter
        By how much each task is shorter than Graham's; below 2, which is the shortest.
    relaxed
        Whether the tasks 5 and 6 need not wait for task 4.

    Notes
    -----
    R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied
    Mathematics 17(2), 416-429 (1969).

    Examples
    --------
    >>> from compmodels.amdahl.schedule import run
    >>> run(graham(), 3).makespan, run(graham(), 4).makespan
    (12, 15)
    >>> run(graham(shorter=1), 3).makespan, run(graham(relaxed=True), 3).makespan
    (13, 16)
    """
    _validate.quantity("shorter", shorter, zero=True)
    _validate.instance("relaxed", relaxed, bool, "True or False")
    if shorter >= min(GRAHAM_DURATIONS):
        raise _validate.refuse(
            "shorter", shorter, f"a number from 0, below {min(GRAHAM_DURATIONS)}"
        )
    free = (5, 6) if relaxed else ()
    waits = {number: before for number, before in GRAHAM_WAITS.items() if number not in free}
    return TaskGraph(
        [
            Task(f"T{number}", duration - shorter, tuple(f"T{n}" for n in waits.get(number, ())))
            for number, duration in enumerate(GRAHAM_DURATIONS, start=1)
        ]
    )


def _look_ups(chapters: int, days: float) -> list[Task]:
    """Looking things up for each chapter, which waits for nothing."""
    return [Task(f"look up {number}", days) for number in range(1, chapters + 1)]


def _typing(waits: list[tuple[str, ...]], days: float) -> list[Task]:
    """Typing each chapter, which waits for the chapter before, and for what stands in ``waits``."""
    return [
        Task(f"type {number}", days, (*names, *([f"type {number - 1}"] if number > 1 else [])))
        for number, names in enumerate(waits, start=1)
    ]


def _addition(first: int, width: int) -> Task:
    """The sum of ``width`` numbers from number ``first`` on, from the sums of its two halves."""
    halves = ((first, width // 2), (first + width // 2, width // 2))
    return Task(_sum_name(first, width), 1, tuple(_sum_name(*h) for h in halves if width > 2))


def _sum_name(first: int, width: int) -> str:
    return f"sum {first}-{first + width - 1}"
