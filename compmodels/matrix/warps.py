"""What a warp makes of its threads: 32 of them go in lock-step, and their accesses are bundled.

A warp runs one line of the kernel at a time, for those of its threads that stand at this line.
Threads that stand elsewhere wait: that is divergence. Of the lines at which threads stand, the
first in the text goes next, and of the rounds of a loop the earlier one. So threads that took
different branches meet again behind them, and at the latest when the next round begins.

What the threads of a warp load or store in one step becomes one request. A request to global
memory costs a transaction for each sector of 32 bytes that it touches. A request to shared memory
costs a pass for each of the words that lie in the same bank, beyond the first: a bank conflict.

Sources: NVIDIA, "CUDA C++ Programming Guide" (SIMT architecture; global memory; shared memory).
Real machines go instruction by instruction and may choose another order of the branches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from compmodels.matrix.memory import KINDS, Log, kind_of

WARP = 32  # threads
SECTOR = 32  # bytes of global memory that one transaction moves
BANKS, WORD = 32, 4  # banks of shared memory, and bytes that a bank gives at a time
Place = tuple[int, ...]  # a line, after the first line and the round of each loop around it
END: Place = (-1,)  # stands for the place after the last one


@dataclass
class Tally:
    """What the warps did.

    Attributes
    ----------
    steps
        Lines that the warps ran, each counted once however many threads took part.
    thread_steps
        The same, counted once for each thread that took part.
    divergent_branches
        How often threads that ran a line together did different things in it, or went on to
        different lines.
    loops
        The lines of each loop of the kernel, by its first line.
    requests
        The addresses, in bytes, of which requests are made, by their kind (one of
        `memory.KINDS`): tables of shape (`WARP`, requests). Where a thread takes no part in a
        request, its place repeats an address of the same request.
    """

    steps: int = 0
    thread_steps: int = 0
    divergent_branches: int = 0
    loops: dict[int, range] = field(default_factory=dict)
    requests: dict[str, list[np.ndarray]] = field(
        default_factory=lambda: {kind: [np.zeros((WARP, 0), dtype=int)] for kind in KINDS}
    )

    def add_block(self, logs: Sequence[Log]) -> None:
        """Count one turn of all threads of a block, warp by warp."""
        for warp in warps_of(logs):
            self.add(warp)

    def add(self, logs: Sequence[Log]) -> None:
        """Count one turn of the threads of one warp."""
        if _are_together(logs):
            self._add_together(logs[0].path, logs)
        else:
            self._add_divergent(logs)

    def _add_together(self, path: Sequence[int], logs: Sequence[Log]) -> None:
        """Count a turn in which all threads ran the same lines."""
        lines = _lines_in(path)
        self.steps += lines
        self.thread_steps += lines * len(logs)
        kinds = np.array([kind_of(entry) for entry in path if entry < 0])
        addresses = np.array([log.addresses for log in [*logs, *logs[:1] * (WARP - len(logs))]])
        for kind in set(kinds.tolist()):
            self.requests[kind].append(addresses[:, kinds == kind])

    def _add_divergent(self, logs: Sequence[Log]) -> None:
        """Count a turn in which the threads' ways differ, step by step."""
        for active, following in lock_step([steps_of(log, self.loops) for log in logs]):
            self.steps += 1
            self.thread_steps += len(active)
            alike = len(following) == 1 and len({step.codes for step in active}) == 1
            self.divergent_branches += not alike
            for code, addresses in bundled(active):
                self.requests[kind_of(code)].append(np.array(addresses)[:, None])

    def table(self, kind: str) -> np.ndarray:
        """The addresses of all requests of one kind, shape (`WARP`, requests)."""
        return np.hstack(self.requests[kind])


@dataclass(frozen=True)
class Step:
    """One line that a thread ran, and its loads and stores there."""

    place: Place
    codes: tuple[int, ...]
    addresses: tuple[int, ...]


def warps_of(logs: Sequence[Log]) -> list[Sequence[Log]]:
    """The logs of a block's threads, warp by warp."""
    return [logs[start : start + WARP] for start in range(0, len(logs), WARP)]


def steps_of(log: Log, loops: dict[int, range]) -> list[Step]:
    """The log of a thread, line by line."""
    starts = [place for place, entry in enumerate(log.path) if entry > 0]
    if log.path[:1] and log.path[0] < 0:  # a turn may go on in the middle of its barrier's line
        starts = [0, *starts]
    places = places_of([max(log.path[start], 0) for start in starts], loops)
    steps, used = [], 0
    parts = pairwise([*starts, len(log.path)])
    for place, (start, stop) in zip(places, parts, strict=True):
        codes = tuple(entry for entry in log.path[start:stop] if entry < 0)
        steps.append(Step(place, codes, tuple(log.addresses[used : used + len(codes)])))
        used += len(codes)
    return steps


def places_of(lines: Sequence[int], loops: dict[int, range]) -> Iterator[Place]:
    """Where each line of a thread's way stands in the order in which a warp goes through them.

    Examples
    --------
    >>> list(places_of([1, 2, 3, 2, 3, 2, 4], {2: range(2, 4)}))
    [(1,), (2, 0), (2, 0, 3), (2, 1), (2, 1, 3), (2, 2), (4,)]
    """
    first = next(filter(None, lines), 0)
    around = [[head, 0] for head in sorted(loops) if head < first in loops[head]]
    for line in lines:
        while line and around and line not in loops[around[-1][0]]:
            around.pop()
        if around and around[-1][0] == line:
            around[-1][1] += 1
        elif line in loops:
            around.append([line, 0])
        rounds = tuple(number for loop in around for number in loop)
        yield rounds if line in loops else (*rounds, line)


def schedule(threads: Sequence[list[Step]]) -> Iterator[dict[int, int]]:
    """Each step of a warp: its active threads, each with the number of its own step that it does.

    Examples
    --------
    >>> ways = [[1, 2, 4], [1, 3, 4]]
    >>> threads = [[Step((line,), (), ()) for line in way] for way in ways]
    >>> list(schedule(threads))
    [{0: 0, 1: 0}, {0: 1}, {1: 1}, {0: 2, 1: 2}]
    """
    at = [0] * len(threads)
    while waiting := [n for n, steps in enumerate(threads) if at[n] < len(steps)]:
        place = min(threads[n][at[n]].place for n in waiting)
        active = {n: at[n] for n in waiting if threads[n][at[n]].place == place}
        for n in active:
            at[n] += 1
        yield active


def lanes_at_work(logs: Sequence[Log], loops: dict[int, range]) -> Iterator[tuple[int, ...]]:
    """The threads of a warp that take part in each of its steps, in one turn."""
    if _are_together(logs):  # as most are, and then nothing needs to be put in order
        yield from [tuple(range(len(logs)))] * _lines_in(logs[0].path)
    else:
        yield from map(tuple, schedule([steps_of(log, loops) for log in logs]))


def lock_step(threads: Sequence[list[Step]]) -> Iterator[tuple[list[Step], set[Place]]]:
    """Each step of a warp: what its active threads do, and the places that come next for them."""
    for active in schedule(threads):
        done = [threads[n][number] for n, number in active.items()]
        yield done, {_place_at(threads[n], number + 1) for n, number in active.items()}


def bundled(active: Sequence[Step]) -> Iterator[tuple[int, list[int]]]:
    """The requests of one step: a code with `WARP` addresses, the first repeated as filling.

    What the threads do to one array for the first time in the step goes into one request, what
    they do for the second time into the next.
    """
    together = defaultdict(list)
    for step in active:
        times = Counter()
        for code, address in zip(step.codes, step.addresses, strict=True):
            together[code, times[code]].append(address)
            times[code] += 1
    for (code, _), own in together.items():
        yield code, own + [own[0]] * (WARP - len(own))


def transactions(addresses: np.ndarray) -> int:
    """Sectors of 32 bytes that requests to global memory touch, in all.

    ``addresses`` has shape (threads, requests).

    Examples
    --------
    >>> neighbours = 4 * np.arange(32)[:, None]
    >>> transactions(neighbours), transactions(8 * neighbours)
    (4, 32)
    """
    return int(_distinct(addresses // SECTOR).sum())


def bank_conflicts(addresses: np.ndarray) -> int:
    """Passes beyond the first that requests to shared memory need, in all.

    ``addresses`` has shape (threads, requests). Threads that ask for the same word share it.

    Examples
    --------
    >>> row = 4 * np.arange(32)[:, None]
    >>> bank_conflicts(row), bank_conflicts(32 * row), bank_conflicts(33 * row)
    (0, 31, 0)
    """
    if addresses.size == 0:
        return 0
    words = np.sort(addresses // WORD, axis=0)
    first = _first(words)
    passes = [(first & (words % BANKS == bank)).sum(axis=0) for bank in range(BANKS)]
    return int((np.max(passes, axis=0) - 1).sum())


def _are_together(logs: Sequence[Log]) -> bool:
    """Whether all threads of a warp ran the same lines and did the same in them."""
    return all(log.path == logs[0].path for log in logs[1:])


def _lines_in(path: Sequence[int]) -> int:
    """Steps of one thread: its lines, and the rest of the line of a barrier that it began with."""
    return sum(entry > 0 for entry in path) + any(entry < 0 for entry in path[:1])


def _place_at(steps: Sequence[Step], number: int) -> Place:
    return steps[number].place if number < len(steps) else END


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """How many different numbers each column has."""
    return _first(np.sort(numbers, axis=0)).sum(axis=0)


def _first(in_order: np.ndarray) -> np.ndarray:
    """Where a number of a column in ascending order stands for the first time."""
    changes = np.diff(in_order, axis=0) != 0
    return np.concatenate([np.ones((1, in_order.shape[1]), dtype=bool), changes])
