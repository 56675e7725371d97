"""What came of a launch: the arrays, what it cost, and, if wanted, each access and step of it.

What is counted, and how, lives in ``memory`` and ``warps``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from compmodels.matrix.blocks import Block, Index
from compmodels.matrix.memory import KINDS, DeviceArray, Log, kind_of, number_of
from compmodels.matrix.warps import (
    WARP,
    Tally,
    bank_conflicts,
    lanes_at_work,
    transactions,
    warps_of,
)


@dataclass(frozen=True)
class Counts:
    """What a launch cost.

    Attributes
    ----------
    threads, warps
        How many there were.
    global_loads, global_stores, shared_loads, shared_stores
        Elements that threads loaded from and stored to the two kinds of memory.
    load_transactions, store_transactions
        Sectors of 32 bytes of global memory that the warps' requests touched.
    bank_conflicts
        Passes that the warps' requests to shared memory needed beyond one each.
    barriers
        How often a block waited at a barrier, over all blocks.
    steps, thread_steps
        Lines of the kernel that the warps ran, and the same counted for each thread taking part.
    divergent_branches
        How often threads of a warp that ran a line together did different things in it, or went
        on to different lines.
    """

    threads: int
    warps: int
    global_loads: int
    global_stores: int
    shared_loads: int
    shared_stores: int
    load_transactions: int
    store_transactions: int
    bank_conflicts: int
    barriers: int
    steps: int
    thread_steps: int
    divergent_branches: int

    @property
    def active_share(self) -> float:
        """Share of the lanes that took part in a step, on average.

        It is 1 where no warp parts and every warp has 32 threads.
        """
        return self.thread_steps / (WARP * self.steps) if self.steps else 1.0


class Access(NamedTuple):
    """A load or store of one element of global memory: who, between which barriers, and what."""

    block: Index
    thread: Index
    phase: int
    array: str
    index: tuple[int, ...]
    is_store: bool


class WarpStep(NamedTuple):
    """A line that a warp runs: in which block, as which warp, between which barriers, and where.

    ``lanes`` are the places in the warp, from 0, of the threads that take part.
    """

    block: Index
    warp: int
    phase: int
    lanes: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """What came of a launch.

    Attributes
    ----------
    arrays
        The arrays after it, by the names of the kernel's parameters.
    loads, stores
        How often each element was loaded and stored to, in arrays of the same shapes.
    counts
        What it cost.
    accesses
        Every load and store of global memory, if the launch was to record them.
    warp_steps
        Every step of every warp, if the launch was to record them.
    """

    arrays: dict[str, np.ndarray]
    loads: dict[str, np.ndarray]
    stores: dict[str, np.ndarray]
    counts: Counts
    accesses: tuple[Access, ...] = ()
    warp_steps: tuple[WarpStep, ...] = ()


@dataclass
class Record:
    """What is written down of a launch while it runs.

    Attributes
    ----------
    memory
        The arrays in global memory, by the names of the kernel's parameters.
    tally
        What the warps have done so far.
    is_whole
        Whether each access and each step is kept.
    blocks
        The blocks that have been run.
    """

    memory: dict[str, DeviceArray]
    tally: Tally
    is_whole: bool
    blocks: list[Block] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)
    warp_steps: list[WarpStep] = field(default_factory=list)

    def add(self, logs: Sequence[Log]) -> None:
        """Write down one turn of the threads of a block."""
        self.tally.add_block(logs)
        if self.is_whole:
            self.accesses += _accesses(logs, list(self.memory.values()))
            self.warp_steps += _warp_steps(logs, self.tally.loops)

    def result(self) -> Run:
        """What came of the launch."""
        arrays = self.memory.items()
        return Run(
            {name: array.to_numpy() for name, array in arrays},
            {name: np.reshape(array.loads, array.shape) for name, array in arrays},
            {name: np.reshape(array.stores, array.shape) for name, array in arrays},
            _counts(self.memory.values(), self.blocks, self.tally),
            tuple(self.accesses),
            tuple(self.warp_steps),
        )


def _accesses(logs: Sequence[Log], memory: Sequence[DeviceArray]) -> Iterator[Access]:
    """The accesses to global memory that are written down in the logs."""
    for log in logs:
        turn, codes = log.turn, (entry for entry in log.path if entry < 0)
        who = Index(turn.block.x, turn.block.y), Index(turn.thread.x, turn.thread.y), turn.phase
        for code, address in zip(codes, log.addresses, strict=True):
            kind, number = kind_of(code), number_of(code)
            if kind in ("global_loads", "global_stores"):
                array, is_store = memory[number], kind == "global_stores"
                yield Access(*who, array.name, array.index_of(address), is_store)


def _warp_steps(logs: Sequence[Log], loops: dict[int, range]) -> Iterator[WarpStep]:
    """The steps of the warps of a block, from what is written down in the logs of one turn."""
    for number, warp in enumerate(warps_of(logs)):
        turn = warp[0].turn
        for lanes in lanes_at_work(warp, loops):
            yield WarpStep(Index(turn.block.x, turn.block.y), number, turn.phase, lanes)


def _counts(memory: Collection[DeviceArray], blocks: Sequence[Block], tally: Tally) -> Counts:
    """What the launch cost, from what was written down."""
    shared = [array for block in blocks for array in block.arrays]
    tables = {kind: tally.table(kind) for kind in KINDS}
    threads = blocks[0].dim.x * blocks[0].dim.y
    return Counts(
        threads=threads * len(blocks),
        warps=-(-threads // WARP) * len(blocks),
        global_loads=sum(sum(array.loads) for array in memory),
        global_stores=sum(sum(array.stores) for array in memory),
        shared_loads=sum(sum(array.loads) for array in shared),
        shared_stores=sum(sum(array.stores) for array in shared),
        load_transactions=transactions(tables["global_loads"]),
        store_transactions=transactions(tables["global_stores"]),
        bank_conflicts=sum(map(bank_conflicts, (tables["shared_loads"], tables["shared_stores"]))),
        barriers=sum(block.barriers for block in blocks),
        steps=tally.steps,
        thread_steps=tally.thread_steps,
        divergent_branches=tally.divergent_branches,
    )
