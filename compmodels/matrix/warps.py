"""What a warp makes of its threads: 32 of them go in lock-step, and their accesses are bundled.

A warp runs one line of the kernel at a time, for those of its threads that stand at this line.
Threads that stand elsewhere wait: that is divergence. Of the lines at which threads stand, the
first in the text goes next, so that threads which took different branches meet again behind them.

What the threads of a warp load or store in one step becomes one request. A request to global
memory costs a transaction for each sector of 32 bytes that it touches. A request to shared memory
costs a pass for each of the words that lie in the same bank, beyond the first: a bank conflict.

Sources: NVIDIA, "CUDA C++ Programming Guide" (SIMT architecture; global memory; shared memory).
Real machines go instruction by instruction and may choose another order of the branches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from compmodels.matrix.memory import KINDS, Log, kind_of

WARP = 32  # threads
SECTOR = 32  # bytes of global memory that one transaction moves
BANKS, WORD = 32, 4  # banks of shared memory, and bytes that a bank gives at a time
END = -1  # stands for the line after the last one


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
        How often threads that ran a line together went on to different lines.
    requests
        The addresses, in bytes, of which requests are made, by their kind (one of
        `memory.KINDS`): tables of shape (`WARP`, requests). Where a thread takes no part in a
        request, its place repeats an address of the same request.
    """

    steps: int = 0
    thread_steps: int = 0
    divergent_branches: int = 0
    requests: dict[str, list[np.ndarray]] = field(
        default_factory=lambda: {kind: [np.zeros((WARP, 0), dtype=int)] for kind in KINDS}
    )

    def add_block(self, logs: Sequence[Log]) -> None:
        """Count one turn of all threads of a block, warp by warp."""
        for start in range(0, len(logs), WARP):
            self.add(logs[start : start + WARP])

    def add(self, logs: Sequence[Log]) -> None:
        """Count one turn of the threads of one warp."""
        path = logs[0].path
        if all(log.path == path for log in logs[1:]):
            self._add_together(path, logs)
        else:
            self._add_divergent(logs)

    def _add_together(self, path: Sequence[int], logs: Sequence[Log]) -> None:
        """Count a turn in which all threads ran the same lines."""
        lines = sum(entry > 0 for entry in path)
        self.steps += lines
        self.thread_steps += lines * len(logs)
        kinds = np.array([kind_of(entry) for entry in path if entry < 0])
        addresses = np.array([log.addresses for log in [*logs, *logs[:1] * (WARP - len(logs))]])
        for kind in set(kinds.tolist()):
            self.requests[kind].append(addresses[:, kinds == kind])

    def _add_divergent(self, logs: Sequence[Log]) -> None:
        """Count a turn in which the threads' ways differ, step by step."""
        for active, following in lock_step([steps_of(log) for log in logs]):
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

    line: int
    codes: tuple[int, ...]
    addresses: tuple[int, ...]


def steps_of(log: Log) -> list[Step]:
    """The log of a thread, line by line."""
    starts = [place for place, entry in enumerate(log.path) if entry > 0]
    if not starts or starts[0] > 0:  # a turn may go on in the middle of the line of its barrier
        starts = [0, *starts]
    steps, used = [], 0
    for start, stop in zip(starts, [*starts[1:], len(log.path)], strict=True):
        line = max(log.path[start], 0) if log.path else 0
        codes = tuple(entry for entry in log.path[start:stop] if entry < 0)
        steps.append(Step(line, codes, tuple(log.addresses[used : used + len(codes)])))
        used += len(codes)
    return steps


def lock_step(threads: Sequence[list[Step]]) -> Iterator[tuple[list[Step], set[int]]]:
    """Each step of a warp: what its active threads do, and the lines that come next for them."""
    places = [0] * len(threads)
    while waiting := [n for n, steps in enumerate(threads) if places[n] < len(steps)]:
        line = min(threads[n][places[n]].line for n in waiting)
        active = [n for n in waiting if threads[n][places[n]].line == line]
        done = [threads[n][places[n]] for n in active]
        for n in active:
            places[n] += 1
        yield done, {_line_at(threads[n], places[n]) for n in active}


def bundled(active: Sequence[Step]) -> Iterator[tuple[int, list[int]]]:
    """The requests of one step: a code with `WARP` addresses, the first repeated as filling."""
    for turn in range(max(len(step.codes) for step in active)):
        taking_part = [step for step in active if len(step.codes) > turn]
        for code in {step.codes[turn] for step in taking_part}:
            own = [step.addresses[turn] for step in taking_part if step.codes[turn] == code]
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


def _line_at(steps: Sequence[Step], place: int) -> int:
    return steps[place].line if place < len(steps) else END


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """How many different numbers each column has."""
    return _first(np.sort(numbers, axis=0)).sum(axis=0)


def _first(in_order: np.ndarray) -> np.ndarray:
    """Where a number of a column in ascending order stands for the first time."""
    changes = np.diff(in_order, axis=0) != 0
    return np.concatenate([np.ones((1, in_order.shape[1]), dtype=bool), changes])
