"""Warps in lock-step, against a machine of masks that runs random programs in another way."""

from __future__ import annotations

import linecache
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.matrix import warps
from compmodels.matrix.results import Counts
from compmodels.matrix.simt import launch

ELEMENTS = 64
X = np.zeros(ELEMENTS, np.float32)
numbers = count()


def flag(number: int, thread: int, rounds: tuple[int, ...]) -> bool:
    """A choice that looks random: of a branch, for a thread, in the rounds of the loops around."""
    if number % 3 == 0:
        thread = 0  # a branch that all threads take alike
    return zlib.crc32(repr((number, thread, rounds)).encode()) % 2 == 0


def trips(number: int, thread: int, rounds: tuple[int, ...]) -> int:
    """How many rounds of a loop a thread makes, in the same way."""
    return sum(flag(number + 100 * place, thread, rounds) for place in (3, 1, 2))


# Programs: a list of statements, each a tuple of its kind and its parts.


def blocks_of(statements: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(statements, min_size=1, max_size=most)


branch = st.integers(0, 20)
simple = st.one_of(
    st.just(("work",)),
    st.tuples(st.just("load"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("leave"), branch, st.sampled_from(["break", "continue", "return"])),
)
statements = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.tuples(st.just("if"), branch, blocks_of(inner), st.just([]) | blocks_of(inner, 2)),
        st.tuples(st.just("for"), branch, blocks_of(inner), st.just([]) | blocks_of(inner, 1)),
        st.tuples(st.just("while"), branch, blocks_of(inner)),
        st.tuples(st.just("short if"), branch),
        st.tuples(st.just("short for"), branch),
    ),
    max_leaves=8,
)
programs = blocks_of(statements, 4)


@dataclass
class Writer:
    """A program as the text of a kernel."""

    may_return: bool = True
    lines: list[str] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)  # how each loop around calls its round

    def block(self, statements: list[tuple], depth: int) -> None:
        for statement in statements:
            kind, *parts = statement
            getattr(self, kind.replace(" ", "_"))(depth, *parts)

    def put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def asks(self, what: str, branch: int) -> str:
        return f"{what}({branch}, thread.x, ({''.join(name + ', ' for name in self.loops)}))"

    def work(self, depth: int) -> None:
        self.put(depth, "y = 1")

    def load(self, depth: int, stride: int, shift: int) -> None:
        self.put(depth, f"y = x[({stride} * thread.x + {shift}) % x.size]")

    def leave(self, depth: int, branch: int, word: str) -> None:
        word = word if self.loops or word == "return" else "return"
        self.put(depth, f"if {self.asks('flag', branch)}:")
        self.put(depth + 1, word if word != "return" or self.may_return else "pass")

    def barrier(self, depth: int) -> None:
        self.put(depth, "yield")

    def rounds(self, depth: int, number: int, body: list[tuple]) -> None:
        name = f"k{len(self.lines)}"
        self.put(depth, f"for {name} in range({number}):")
        self.loops.append(name)
        self.block(body, depth + 1)
        self.loops.pop()

    def short_if(self, depth: int, branch: int) -> None:
        self.put(depth, f"if {self.asks('flag', branch)}: y = 2")

    def short_for(self, depth: int, branch: int) -> None:
        self.put(depth, f"for j in range({self.asks('trips', branch)}): y = j")

    def if_(self, depth: int, branch: int, then: list[tuple], otherwise: list[tuple]) -> None:
        self.put(depth, f"if {self.asks('flag', branch)}:")
        self.block(then, depth + 1)
        if otherwise:
            self.put(depth, "else:")
            self.block(otherwise, depth + 1)

    def for_(self, depth: int, branch: int, body: list[tuple], otherwise: list[tuple]) -> None:
        name = f"k{len(self.lines)}"
        self.put(depth, f"for {name} in range({self.asks('trips', branch)}):")
        self.loops.append(name)
        self.block(body, depth + 1)
        self.loops.pop()
        if otherwise:
            self.put(depth, "else:")
            self.block(otherwise, depth + 1)

    def while_(self, depth: int, branch: int, body: list[tuple]) -> None:
        name = f"w{len(self.lines)}"
        self.put(depth, f"{name} = 0")
        self.put(depth, f"while {name} < {self.asks('trips', branch)}:")
        self.put(depth + 1, f"{name} += 1")
        self.loops.append(f"{name} - 1")
        self.block(body, depth + 1)
        self.loops.pop()

    locals().update({"if": if_, "for": for_, "while": while_})


@dataclass
class Masks:
    """A machine that runs a program for a set of threads, as nested masks say who takes part.

    Each branch is run to its end before the threads go on together, and each round of a loop.
    """

    may_return: bool = True
    steps: int = 0
    thread_steps: int = 0
    divergent: int = 0
    sectors: int = 0
    loads: int = 0
    rounds_now: list[int] = field(default_factory=list)
    left: list[dict[str, set[int]]] = field(default_factory=list)

    def block(self, statements: list[tuple], active: set[int]) -> set[int]:
        for statement in statements:
            if active:
                kind, *parts = statement
                active = getattr(self, kind.replace(" ", "_"))(active, *parts)
        return active

    def step(self, active: set[int]) -> set[int]:
        self.steps += 1
        self.thread_steps += len(active)
        return active

    def choose(self, active: set[int], takes: Callable[[int], bool]) -> tuple[set[int], set[int]]:
        """The threads that take a branch, and the others, after all have asked."""
        self.step(active)
        chosen = {thread for thread in active if takes(thread)}
        self.divergent += bool(chosen) and chosen != active
        return chosen, active - chosen

    def asked(self, branch: int) -> Callable[[int], bool]:
        return lambda thread: flag(branch, thread, tuple(self.rounds_now))

    def work(self, active: set[int]) -> set[int]:
        return self.step(active)

    barrier = work

    def load(self, active: set[int], stride: int, shift: int) -> set[int]:
        self.loads += len(active)
        self.sectors += len({(stride * t + shift) % ELEMENTS * 4 // 32 for t in active})
        return self.step(active)

    def leave(self, active: set[int], branch: int, word: str) -> set[int]:
        word = word if self.left or word == "return" else "return"
        chosen, others = self.choose(active, self.asked(branch))
        if chosen:
            self.step(chosen)
        if word == "return":
            return others if self.may_return else active
        self.left[-1][word] |= chosen
        return others

    def short_if(self, active: set[int], branch: int) -> set[int]:
        chosen, _ = self.choose(active, self.asked(branch))
        self.block([("work",)], chosen)
        return active

    def if_(self, active: set[int], branch: int, then: list, otherwise: list) -> set[int]:
        chosen, others = self.choose(active, self.asked(branch))
        return self.block(then, chosen) | self.block(otherwise, others)

    def short_for(self, active: set[int], branch: int) -> set[int]:
        return self.for_(active, branch, [("work",)], [])

    def for_(self, active: set[int], branch: int, body: list, otherwise: list) -> set[int]:
        return self.loop(active, self.wanted(branch), body, otherwise)

    def while_(self, active: set[int], branch: int, body: list) -> set[int]:
        return self.loop(self.step(active), self.wanted(branch), [("work",), *body], [])

    def rounds(self, active: set[int], number: int, body: list) -> set[int]:
        return self.loop(active, lambda thread: number, body, [])

    def wanted(self, branch: int) -> Callable[[int], int]:
        around = tuple(self.rounds_now)
        return lambda thread: trips(branch, thread, around)

    def loop(
        self, active: set[int], wanted: Callable[[int], int], body: list, otherwise: list
    ) -> set[int]:
        self.rounds_now.append(0)
        self.left.append({"break": set(), "continue": set()})
        ended: set[int] = set()
        while active:
            now = self.rounds_now[-1]
            active, done = self.choose(active, lambda thread, now=now: now < wanted(thread))
            ended |= done
            active = self.block(body, active) | self.left[-1]["continue"]
            self.left[-1]["continue"] = set()
            self.rounds_now[-1] += 1
        self.rounds_now.pop()
        left = self.left.pop()
        return self.block(otherwise, ended) | left["break"]

    locals().update({"if": if_, "for": for_, "while": while_})


def kernel_of(text: str) -> Callable:
    """The kernel that a text defines, with its text where Python looks for it."""
    name = f"<program {next(numbers)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    made: dict[str, Callable] = {"flag": flag, "trips": trips}
    exec(compile(text, name, "exec"), made)
    return made["program"]


def written(program: list[tuple], may_return: bool = True) -> str:
    """A program as the text of a kernel."""
    writer = Writer(may_return, ["def program(block, thread, x):"])
    writer.block(program, 1)
    return "\n".join(writer.lines) + "\n"


def counted(program: list[tuple], threads: int, may_return: bool = True) -> Counts:
    """What a warp costs that runs the program in the simulator."""
    return launch(kernel_of(written(program, may_return)), 1, threads, X).counts


def masked(program: list[tuple], threads: int, may_return: bool = True) -> Masks:
    """The same on the machine of masks, warp by warp."""
    masks = Masks(may_return)
    for first in range(0, threads, 32):
        masks.block(program, set(range(first, min(first + 32, threads))))
    return masks


def assert_alike(counts: Counts, masks: Masks, text: str) -> None:
    assert counts.steps == masks.steps, text
    assert counts.thread_steps == masks.thread_steps, text
    assert counts.divergent_branches == masks.divergent, text
    assert counts.load_transactions == masks.sectors, text
    assert counts.global_loads == masks.loads, text


@given(programs, st.integers(1, 40))
@settings(max_examples=120, deadline=None)
def test_a_random_program_costs_what_a_machine_of_masks_says(program, threads):
    assert_alike(counted(program, threads), masked(program, threads), written(program))


@given(programs, programs, programs, st.integers(1, 4), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_barriers_change_nothing_in_what_the_threads_do(before, inside, after, rounds, threads):
    inner = [("barrier",), *inside, ("barrier",), *after]
    program = [("rounds", rounds, [("work",), *inner]), ("barrier",), *before]
    program = without_leaving_the_outer_loop(program)
    masks = masked(program, threads, may_return=False)
    assert_alike(counted(program, threads, may_return=False), masks, written(program, False))


def without_leaving_the_outer_loop(program: list[tuple]) -> list[tuple]:
    """The program, but work where a thread would leave the loop that has barriers in it."""
    return [_stays(statement) for statement in program]


def _stays(statement: tuple) -> tuple:
    kind, *parts = statement
    if kind == "leave":
        return ("work",)
    if kind == "for":  # what stands in its else is no longer inside it
        *inside, otherwise = parts
        return (kind, *inside, without_leaving_the_outer_loop(otherwise))
    if kind in ("if", "rounds"):
        outer = without_leaving_the_outer_loop
        return (kind, *(outer(part) if isinstance(part, list) else part for part in parts))
    return statement


@given(programs, st.integers(1, 32))
@settings(max_examples=30, deadline=None)
def test_steps_lie_between_the_longest_way_and_the_sum_of_all(program, threads):
    alone = []
    for thread in range(threads):
        masks = Masks()
        masks.block(program, {thread})
        alone.append(masks.steps)
    counts = counted(program, threads)
    assert max(alone) <= counts.steps <= sum(alone) == counts.thread_steps
    assert counts.active_share == pytest.approx(sum(alone) / counts.steps / 32)


@given(programs, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_threads_in_a_warp_changes_nothing(program, random):
    order = random.sample(range(32), 32)
    text = written(program).replace("thread.x", "order[thread.x]")
    shuffled = kernel_of(text)
    shuffled.__globals__["order"] = order
    assert launch(shuffled, 1, 32, X).counts == counted(program, 32)


@given(programs, st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_a_recorded_launch_lists_what_is_counted(program, threads):
    run = launch(kernel_of(written(program)), 1, threads, X, record=True)
    assert len(run.warp_steps) == run.counts.steps
    assert sum(len(step.lanes) for step in run.warp_steps) == run.counts.thread_steps
    loads = np.zeros(X.shape, dtype=int)
    for access in run.accesses:
        assert (access.array, access.is_store, access.phase) == ("x", False, 0)
        loads[access.index] += 1
    np.testing.assert_array_equal(loads, run.loads["x"])


# branches and loops by hand


def costs(kernel: Callable, threads: int = 32, *arguments: object) -> tuple[int, int, int]:
    """Steps, steps of threads, and divergent branches of one block."""
    counts = launch(kernel, 1, threads, *arguments).counts
    return counts.steps, counts.thread_steps, counts.divergent_branches


@pytest.mark.parametrize("k", [0, 1, 7, 31, 32])
def test_two_branches_are_run_one_after_the_other(k):
    def either(block, thread):
        if thread.x < k:
            y = 1
            y += 1
        else:
            y = 2
        y += 3

    parts = 0 < k < 32
    steps = 2 + 2 * (k > 0) + (k < 32)
    assert costs(either) == (steps, 64 + 2 * k + (32 - k), int(parts))


def test_a_guard_divides_the_last_warp_only():
    def guarded(block, thread, n):
        if block.x * block.dim.x + thread.x < n:
            y = 1
            y += 1

    counts = launch(guarded, 2, 64, 100).counts
    assert (counts.warps, counts.steps) == (4, 12)
    assert counts.thread_steps == 128 + 2 * 100
    assert counts.divergent_branches == 1


def test_a_loop_is_run_as_often_as_by_its_slowest_thread():
    def rounds(block, thread):
        y = 0
        for k in range(thread.x):
            y += k

    # thread t asks t + 1 times and works t times; at each but the last question one thread leaves
    asked, worked = sum(range(1, 33)), sum(range(32))
    assert costs(rounds) == (1 + 32 + 31, 32 + asked + worked, 31)


def test_threads_meet_again_in_each_round_though_a_branch_ends_it():
    def round_by_round(block, thread, x):
        for k in range(10):
            if thread.x % 2:
                x[k]

    counts = launch(round_by_round, 1, 32, X).counts
    assert counts.steps == 3 * 10 + 1
    assert counts.load_transactions == counts.divergent_branches == 10


def test_branches_in_branches():
    def nested(block, thread):
        if thread.x < 16:
            y = 1
            if thread.x < 8:
                y = 2
            else:
                y += 2
        else:
            y = 3
        y += 1

    assert costs(nested) == (7, 32 + 16 + 16 + 8 + 8 + 16 + 32, 2)


def test_who_returns_early_takes_no_part_any_more():
    def early(block, thread):
        if thread.x >= 5:
            return
        y = 1
        y += 1

    assert costs(early) == (4, 32 + 27 + 5 + 5, 1)


# fmt: off
def test_a_branch_on_one_line_is_two_steps():
    def one_line(block, thread):
        y = 1
        if thread.x < 5: y += 1  # noqa: E701

    assert costs(one_line) == (3, 32 + 32 + 5, 1)
# fmt: on


def test_a_choice_within_a_line_divides_a_warp_when_only_some_load():
    def some_load(block, thread, x):
        y = x[thread.x] if thread.x < 9 else 0.0
        y += 1

    counts = launch(some_load, 1, 32, X).counts
    assert (counts.steps, counts.divergent_branches) == (2, 1)
    assert counts.load_transactions == 2


def test_threads_that_load_from_different_arrays_part():
    def either(block, thread, x, y):
        z = x[thread.x] if thread.x % 2 else y[thread.x]
        z += 1

    counts = launch(either, 1, 32, X, X).counts
    assert (counts.steps, counts.divergent_branches, counts.load_transactions) == (2, 1, 8)


def test_the_rest_of_a_line_with_a_barrier_is_a_step_of_those_that_do_something():
    def resumed(block, thread, x, n):
        _ = (yield), x[thread.x] if thread.x < n else 0.0

    assert costs(resumed, 32, X, 32) == (2, 64, 0)
    assert costs(resumed, 32, X, 5) == (2, 32 + 5, 0)
    assert costs(resumed, 32, X, 0) == (1, 32, 0)


def test_docstrings_and_functions_of_the_kernel_are_no_steps():
    def talkative(block, thread, x):
        """Say what it does."""

        def at(i):
            double = 2 * i
            return x[double]

        y = at(thread.x)
        y += at(thread.x)

    counts = launch(talkative, 1, 4, X).counts
    assert (counts.steps, counts.global_loads) == (3, 8)


def test_what_does_nothing_keeps_all_threads():
    def nothing(block, thread):
        """Nothing."""

    counts = launch(nothing, 1, 32).counts
    assert (counts.steps, counts.active_share) == (0, 1.0)


def test_the_rows_of_a_block_follow_each_other_in_its_warps():
    def by_row(block, thread):
        y = 1
        if thread.y < 2:
            y += 1

    assert launch(by_row, 1, (16, 4)).counts.divergent_branches == 0
    assert launch(by_row, 1, (8, 4)).counts.divergent_branches == 1
    assert launch(by_row, 1, (24, 4)).counts.divergent_branches == 1


# transactions and bank conflicts

requests = st.lists(st.integers(0, 5000), min_size=1, max_size=32)


def filled(addresses: list[int]) -> np.ndarray:
    """A request as a column of 32 addresses."""
    return np.array(addresses + addresses[:1] * (32 - len(addresses)))[:, None]


@given(st.lists(requests, max_size=5))
@settings(deadline=None)
def test_transactions_are_the_sets_of_sectors(several):
    table = np.hstack([np.zeros((32, 0), dtype=int), *map(filled, several)])
    assert warps.transactions(table) == sum(len({a // 32 for a in one}) for one in several)


@given(st.lists(requests, max_size=5))
@settings(deadline=None)
def test_bank_conflicts_are_the_fullest_banks(several):
    table = np.hstack([np.zeros((32, 0), dtype=int), *map(filled, several)])
    assert warps.bank_conflicts(table) == sum(map(passes_beyond_one, several))


def passes_beyond_one(addresses: list[int]) -> int:
    words = {address // 4 for address in addresses}
    banks = [word % 32 for word in words]
    return max(banks.count(bank) for bank in banks) - 1


@pytest.mark.parametrize("stride", [1, 2, 3, 4, 7, 8, 9, 16, 31, 32, 33])
def test_a_stride_costs_a_sector_for_each_that_it_reaches(stride):
    def strided(block, thread, x):
        x[stride * thread.x]

    counts = launch(strided, 1, 32, np.zeros(32 * stride, np.float32)).counts
    assert counts.load_transactions == len({4 * stride * t // 32 for t in range(32)})
    if stride in (1, 2, 4, 8, 16, 32):
        assert counts.load_transactions == min(4 * stride, 32)


@pytest.mark.parametrize(
    ("shift", "dtype", "sectors"),
    [(0, np.float32, 4), (1, np.float32, 5), (8, np.float32, 4), (0, np.float64, 8),
     (1, np.float64, 9), (0, np.uint8, 1), (1, np.uint8, 2), (0, np.float16, 2)],
)  # fmt: skip
def test_shifted_neighbours_reach_one_sector_more(shift, dtype, sectors):
    def shifted(block, thread, x):
        x[thread.x + shift] = 1

    counts = launch(shifted, 1, 32, np.zeros(64, dtype)).counts
    assert (counts.load_transactions, counts.store_transactions) == (0, sectors)


def test_each_array_begins_at_a_sector_of_its_own():
    def both(block, thread, x, y):
        y[thread.x] = x[thread.x]

    counts = launch(both, 1, 32, np.zeros(33, np.float32), np.zeros(33, np.float32)).counts
    assert (counts.load_transactions, counts.store_transactions) == (4, 4)


@pytest.mark.parametrize("stride", [0, 1, 2, 3, 4, 6, 8, 16, 17, 31, 32, 33])
def test_a_stride_in_shared_memory_fills_banks(stride):
    def strided(block, thread):
        part = block.shared("part", 1100)
        if thread.x == 0:
            for place in range(part.size):
                part[place] = 0.0
        yield
        part[stride * thread.x]

    conflicts = launch(strided, 1, 32).counts.bank_conflicts
    assert conflicts == (np.gcd(stride, 32) - 1 if stride else 0)


def test_stores_to_one_bank_conflict_too():
    def column(block, thread, padding):
        tile = block.shared("tile", (32, 32 + padding))
        tile[thread.x, 0] = 1.0

    assert launch(column, 1, 32, 0).counts.bank_conflicts == 31
    assert launch(column, 1, 32, 1).counts.bank_conflicts == 0
    assert launch(column, 3, 64 // 2, 0).counts.bank_conflicts == 93


def walk(lines: list[int], *loops: range) -> list[tuple[int, ...]]:
    """The places of a way through lines and loops."""
    return list(warps.places_of(lines, {loop.start: loop for loop in loops}))


def test_places_never_go_back():
    inner, outer = range(3, 5), range(2, 7)
    way = walk([1, 2, 3, 4, 3, 4, 3, 5, 6, 2, 3, 5, 6, 2, 7], inner, outer)
    assert way == sorted(way)
    assert walk([4, 3, 5, 2], inner, outer) == [(2, 0, 3, 0, 4), (2, 0, 3, 1), (2, 0, 5), (2, 1)]
