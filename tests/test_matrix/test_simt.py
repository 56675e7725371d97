"""What a launch gives and refuses: indices, races, barriers, shared memory, kernels of any form."""

from __future__ import annotations

import functools
import itertools
import traceback
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compmodels.matrix.blocks import BarrierError
from compmodels.matrix.memory import (
    EndlessError,
    KernelError,
    OutOfBoundsError,
    RaceError,
    UnwrittenError,
)
from compmodels.matrix.simt import launch, trial

FOUR = np.arange(4.0)
STEP = 10.0


def line_of(mark: str) -> int:
    """The number of the line of this file that ends with a mark."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    (number,) = (n for n, line in enumerate(lines, start=1) if line.endswith(f"# {mark}"))
    return number


# kernels of any form


def test_the_result_has_the_arrays_by_name_and_leaves_the_arguments_alone():
    def double(block, thread, a, x, out):
        x[thread.x] *= a
        out[thread.x] = x[thread.x]

    x, out = FOUR.copy(), np.zeros(4, np.float32)
    run = launch(double, 1, 4, 2, x, out)
    assert list(run.arrays) == list(run.loads) == list(run.stores) == ["x", "out"]
    assert run.arrays["x"].tolist() == run.arrays["out"].tolist() == [0, 2, 4, 6]
    assert (run.arrays["x"].dtype, run.arrays["out"].dtype) == (np.float64, np.float32)
    assert x.tolist() == [0, 1, 2, 3] and not out.any()
    assert run.loads["x"].tolist() == [2] * 4 and run.stores["x"].tolist() == [1] * 4
    arrays, loads, most_stores = trial(double, 1, 4, 2, x, out)
    assert most_stores == 2  # each thread stores to x and to out
    assert [a.tolist() for a in arrays] == [a.tolist() for a in run.arrays.values()]
    assert [a.tolist() for a in loads] == [[2] * 4, [0] * 4]


@pytest.mark.parametrize("grid", [1, 3, (2, 3)])
@pytest.mark.parametrize("block", [1, 5, (3, 2), (2, 3), (1, 4)])
def test_each_thread_of_the_grid_runs_once_and_knows_its_place(grid, block):
    def place(block, thread, seen):
        row = block.y * block.dim.y + thread.y
        column = block.x * block.dim.x + thread.x
        seen[row, column] = 1 + row * (block.grid.x * block.dim.x) + column

    (across, down), (wide, high) = (p if type(p) is tuple else (p, 1) for p in (grid, block))
    run = launch(place, grid, block, np.zeros((down * high, across * wide)))
    numbers = np.arange(1, down * high * across * wide + 1).reshape(run.arrays["seen"].shape)
    np.testing.assert_array_equal(run.arrays["seen"], numbers)
    assert run.counts.threads == numbers.size
    assert run.counts.warps == across * down
    assert (run.stores["seen"] == 1).all()


def test_a_kernel_uses_what_is_around_it():
    shift = 3.0

    def helper(x, i):
        return x[i] + shift

    def around(block, thread, x):
        x[thread.x] = STEP * helper(x, thread.x) + np.sqrt(4.0)

    run = launch(around, 1, 4, FOUR)
    assert run.arrays["x"].tolist() == [32, 42, 52, 62]
    assert run.counts.steps == 1


def test_a_kernel_uses_what_its_names_mean_now(monkeypatch):
    def scaled(block, thread, x):
        x[thread.x] *= STEP

    assert launch(scaled, 1, 1, [1.0]).arrays["x"].tolist() == [10]
    monkeypatch.setitem(globals(), "STEP", 3.0)
    assert launch(scaled, 1, 1, [1.0]).arrays["x"].tolist() == [3]


def test_defaults_are_those_of_the_kernel():
    def kernel_for(n):
        def filled(block, thread, x, value=n, *, more=2 * n):
            x[thread.x] = value + more

        return filled

    assert launch(kernel_for(5), 1, 4, FOUR).arrays["x"].tolist() == [15] * 4
    assert launch(kernel_for(5), 1, 4, FOUR, 1).arrays["x"].tolist() == [11] * 4


def listed(function):
    """A decorator that gives back what it got."""
    KERNELS.append(function)
    return function


KERNELS: list = []


@listed
def decorated(block, thread, x):
    x[thread.x] = 1 / x[thread.x]  # reciprocal


def wrapping(function):
    @functools.wraps(function)
    def halved(block, thread, *arrays):
        function(block, thread, *arrays)
        arrays[0][thread.x] /= 2

    return halved


@wrapping
def doubly(block, thread, x):
    x[thread.x] += 1


def test_decorated_kernels_do_what_their_decorators_make_of_them():
    assert launch(decorated, 1, 2, [2.0, 4.0]).arrays["x"].tolist() == [0.5, 0.25]
    assert [decorated] == KERNELS
    assert launch(doubly, 1, 2, [1.0, 3.0]).arrays["x"].tolist() == [1, 2]


def test_comments_and_texts_at_the_margin_do_no_harm():
    # fmt: off
    def at_the_margin(block, thread, x):
        """Two lines,
of which one stands at the margin."""
    # a comment as well
        x[thread.x] = len("""
""")
    # fmt: on

    assert launch(at_the_margin, 1, 1, [0.0]).arrays["x"].tolist() == [1]


def test_loops_with_else_break_and_continue_run_as_in_python():
    def searching(block, thread, x, found):
        for k in range(x.size):
            if x[k] < thread.x:
                continue
            if x[k] > 8:
                break
            found[thread.x, 0] = k
        else:
            found[thread.x, 1] = 1
        left = thread.x
        while left:
            left -= 1
            found[thread.x, 2] += left
        else:
            found[thread.x, 3] = 1

    x, found = [0.0, 5.0, 2.0, 3.0, 1.0], np.zeros((4, 4))
    by_hand = [[4, 1, 0, 1], [4, 1, 0, 1], [3, 1, 1, 1], [3, 1, 3, 1]]
    assert launch(searching, 1, 4, x, found).arrays["found"].tolist() == by_hand
    stopped = launch(searching, 1, 4, [0.0, 9.0, 2.0], found).arrays["found"]
    assert stopped[:, 1].tolist() == [0, 0, 0, 0] and stopped[:, 3].tolist() == [1, 1, 1, 1]


def test_an_array_is_gone_through_element_by_element():
    def added(block, thread, x, out):
        out[thread.x] = sum(x) + max(x) + len(x)

    run = launch(added, 1, 1, FOUR, [0.0])
    assert run.arrays["out"].tolist() == [6 + 3 + 4]
    assert run.loads["x"].tolist() == [2] * 4


def test_arrays_of_whole_numbers_hold_whole_numbers():
    def stored(block, thread, x, y):
        x[0] = 2.75
        y[0] = x[0]

    run = launch(stored, 1, 1, [0], [0.0])
    assert run.arrays["x"].tolist() == [2] and run.arrays["y"].tolist() == [2.0]


# indices


@pytest.mark.parametrize(
    ("index", "said"),
    [(4, r"x\[4\]"), (-1, r"x\[-1\]"), (10**9, r"x\[1000000000\]"), (np.int64(-5), r"x\[-5\]")],
)
def test_an_index_outside_a_row_is_refused(index, said):
    def loads(block, thread, x, A):
        if (block.x, thread.x, thread.y) == (1, 2, 1):
            x[index]

    def stores(block, thread, x, A):
        x[index] = 1.0

    where = r"^thread \(2, 1\) of block \(1, 0\), in line \d+, loads "
    with pytest.raises(OutOfBoundsError, match=where + said + r", but x has the shape \(4,\)"):
        launch(loads, 2, (4, 2), FOUR, np.zeros((2, 2)))
    with pytest.raises(IndexError, match=r"stores to " + said):
        launch(stores, 1, 1, FOUR, np.zeros((2, 2)))


@pytest.mark.parametrize("index", [(2, 0), (0, 3), (-1, 0), (0, -1), (5, 5)])
def test_an_index_outside_a_table_is_refused(index):
    def loads(block, thread, A):
        tile = block.shared("tile", (2, 3))
        tile[index] = A[0, 0]

    def stores(block, thread, A):
        A[index] = 1.0

    for kernel, name in ((loads, "tile"), (stores, "A")):
        with pytest.raises(OutOfBoundsError, match=rf"stores to {name}\[{index[0]}, {index[1]}\]"):
            launch(kernel, 1, 1, np.zeros((2, 3)))


def test_too_many_and_too_few_indices_are_refused():
    def one(block, thread, x, A):
        A[1]

    def two(block, thread, x, A):
        x[1, 0] = 1.0

    def rows(block, thread, x, A):
        for row in A:
            x[0] = row

    with pytest.raises(OutOfBoundsError, match=r"A\[1\].* so an element of it is A\[row, col"):
        launch(one, 1, 1, FOUR, np.eye(2))
    with pytest.raises(OutOfBoundsError, match=r"x\[1, 0\].* so an element of it is x\[i\]$"):
        launch(two, 1, 1, FOUR, np.eye(2))
    with pytest.raises(
        OutOfBoundsError, match=r"A\[0\].* so an element of it is A\[row, column\]$"
    ):
        launch(rows, 1, 1, FOUR, np.eye(2))


@pytest.mark.parametrize("index", [0.0, 1.5, slice(None), "0", None])
def test_an_index_that_is_no_whole_number_is_refused(index):
    def loads(block, thread, x):
        x[index]

    with pytest.raises(KernelError, match="its indices are whole numbers") as error:
        launch(loads, 1, 1, FOUR)
    assert str(error.value).startswith("thread (0, 0) of block (0, 0), in line ")


@pytest.mark.parametrize("value", [None, "2", [1.0], 1j])
def test_only_numbers_are_stored(value):
    def stores(block, thread, x):
        x[0] = value

    with pytest.raises(TypeError, match="an element of x holds a number, not"):
        launch(stores, 1, 1, FOUR)


def test_a_whole_array_is_not_stored_in_an_element():
    def stores(block, thread, x, y):
        x[0] = y

    with pytest.raises(TypeError, match="an element of x holds a number, not"):
        launch(stores, 1, 1, FOUR, FOUR)


def test_an_error_counts_though_the_kernel_catches_it():
    def careless(block, thread, x):
        try:
            x[thread.x] = 1.0
        except IndexError:
            return

    assert launch(careless, 1, 4, FOUR).arrays["x"].tolist() == [1] * 4
    with pytest.raises(OutOfBoundsError, match=r"thread \(4, 0\)"):
        launch(careless, 1, 5, FOUR)


def test_a_recorded_launch_lists_each_access_to_global_memory():
    def moved(block, thread, A, x):
        part = block.shared("part", 4)
        part[thread.x] = A[block.x, thread.x]
        yield
        x[thread.x + 2 * block.x] = part[1 - thread.x]

    run = launch(moved, 2, 2, [[1.0, 2.0], [3.0, 4.0]], FOUR, record=True)
    assert run.arrays["x"].tolist() == [2, 1, 4, 3]
    both = [(0, 0), (1, 0)]
    assert [tuple(access) for access in run.accesses] == [
        ((b, 0), (t, 0), phase, *what)
        for b in range(2)
        for phase in range(2)
        for t in range(2)
        for what in [[("A", (b, t), False)], [("x", (t + 2 * b,), True)]][phase]
    ]
    assert [tuple(step)[:3] for step in run.warp_steps] == [
        (place, 0, phase) for place in both for phase in [0, 0, 0, 1]
    ]
    assert {step.lanes for step in run.warp_steps} == {(0, 1)}
    assert launch(moved, 2, 2, [[1.0, 2.0], [3.0, 4.0]], FOUR).accesses == ()


# races


def shifted(block, thread, x):
    part = block.shared("part", block.dim.x)
    part[thread.x] = x[thread.x]
    x[thread.x] = part[(thread.x + 1) % block.dim.x]


def test_a_forgotten_barrier_is_found():
    with pytest.raises(UnwrittenError, match=r"thread \(0, 0\).*loads part\[1\] of shared memory"):
        launch(shifted, 1, 4, FOUR)


def test_threads_that_store_to_one_element_race():
    def all_store(block, thread, x):
        x[0] = thread.x

    with pytest.raises(RaceError) as error:
        launch(all_store, 1, 4, FOUR)
    assert str(error.value) == (
        f"thread (1, 0) of block (0, 0), in line {line_of_code(all_store, 1)}, stores to x[0], "
        "which thread (0, 0) of block (0, 0) also stored to, in an order that is left to chance: "
        "put a barrier (yield) between the two, or let each thread use elements of its own"
    )


def line_of_code(kernel, below: int) -> int:
    """The number of the line that stands so far below the first line of the kernel."""
    return kernel.__code__.co_firstlineno + below


def test_blocks_race_with_each_other():
    def first(block, thread, x):
        if block.x == 1:
            x[0] = 1.0
        else:
            x[0]
        yield

    with pytest.raises(RaceError, match="no barrier orders threads of different blocks"):
        launch(first, 2, 1, FOUR)
    with pytest.raises(RaceError, match="another thread also loaded"):
        launch(first_then_store, 3, 2, FOUR)


def first_then_store(block, thread, x):
    if block.x < 2:
        x[0]
    else:
        x[0] = 1.0


def test_what_a_barrier_orders_is_no_race():
    def turning(block, thread, x):
        part = block.shared("part", block.dim.x)
        for _ in range(3):
            part[thread.x] = x[thread.x]
            yield
            x[thread.x] = part[(thread.x + 1) % block.dim.x]
            yield

    run = launch(turning, 1, 4, FOUR)
    assert run.arrays["x"].tolist() == [3, 0, 1, 2]
    assert run.counts.barriers == 6


LOAD, STORE = (0, False), (0, True)  # which element, and whether it is stored to
accesses = st.tuples(st.integers(0, 2), st.sampled_from([False, False, False, True]))
plans = st.integers(1, 3).flatmap(  # for each block and thread, what it does before each barrier
    lambda phases: st.lists(
        st.lists(
            st.lists(st.lists(accesses, max_size=2), min_size=phases, max_size=phases),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=2,
    )
)


def races(plan: list, is_shared: bool) -> bool:
    """Whether two accesses of the plan are a race, by comparing each with each."""
    made = [
        (block, thread, phase, element, stores)
        for block, threads in enumerate(plan)
        for thread, turns in enumerate(threads)
        for phase, turn in enumerate(turns)
        for element, stores in turn
    ]
    for one, other in itertools.combinations(made, 2):
        same_block, same_thread = one[0] == other[0], one[:2] == other[:2]
        ordered = same_thread or (same_block and one[2] != other[2])
        apart = is_shared and not same_block
        if one[3] == other[3] and (one[4] or other[4]) and not (ordered or apart):
            return True
    return False


def plan(*turns: tuple[int, int, int, tuple[int, bool]]) -> list:
    """A plan for two blocks with one access for each (block, thread, phase, access)."""
    made = [[[[], []] for _ in range(3)] for _ in range(2)]
    for block, thread, phase, access in turns:
        made[block][thread][phase].append(access)
    return made


@example(plan((0, 0, 0, LOAD), (0, 1, 0, LOAD), (0, 2, 0, STORE)))
@example(plan((0, 0, 0, LOAD), (0, 1, 1, STORE)))
@example(plan((0, 0, 0, STORE), (1, 0, 1, LOAD)))
@example(plan((0, 0, 0, LOAD), (1, 0, 1, STORE)))
@example(plan((0, 0, 0, LOAD), (1, 0, 0, LOAD), (1, 1, 1, STORE)))
@example(plan((0, 0, 0, LOAD), (0, 1, 0, LOAD), (0, 0, 1, STORE), (1, 1, 1, LOAD)))
@given(plans)
@settings(max_examples=150, deadline=None)
def test_races_in_global_memory_are_those_of_the_definition(plan):
    def planned(block, thread, x):
        for turn in plan[block.x][thread.x]:
            for element, stores in turn:
                if stores:
                    x[element] = 1.0
                else:
                    x[element]
            yield

    if races(plan, is_shared=False):
        with pytest.raises(RaceError):
            launch(planned, len(plan), 3, FOUR)
    else:
        made = [turn for threads in plan for turns in threads for turn in turns]
        run = launch(planned, len(plan), 3, FOUR)
        assert run.counts.global_stores == sum(stores for turn in made for _, stores in turn)
        assert run.counts.global_loads == sum(not stores for turn in made for _, stores in turn)


@given(plans)
@settings(max_examples=150, deadline=None)
def test_races_in_shared_memory_are_those_of_the_definition(plan):
    def planned(block, thread):
        x = block.shared("x", 3)
        x[thread.x] = 0.0
        yield
        for turn in plan[block.x][thread.x]:
            for element, stores in turn:
                if stores:
                    x[element] = 1.0
                else:
                    x[element]
            yield

    if races(plan, is_shared=True):
        with pytest.raises(RaceError):
            launch(planned, len(plan), 3)
    else:
        launch(planned, len(plan), 3)


# shared memory


def test_shared_memory_is_one_for_each_block_and_empty_at_the_start():
    def numbered(block, thread, out):
        mine = block.shared("mine", 1)
        if thread.x == 0:
            mine[0] = block.x
        yield
        out[block.x, thread.x] = mine[0]

    run = launch(numbered, 3, 2, np.zeros((3, 2)))
    assert run.arrays["out"].tolist() == [[0, 0], [1, 1], [2, 2]]

    def unwritten(block, thread):
        block.shared("mine", (2, 2))[1, thread.x]

    with pytest.raises(UnwrittenError, match=r"loads mine\[1, 0\] of shared memory, to which no"):
        launch(unwritten, 1, 2)


def test_shared_memory_has_48_kilobytes():
    def takes(block, thread, rows, more):
        block.shared("table", (rows, 1024))
        if more:
            block.shared("more", more)

    assert launch(takes, 1, 1, 12, 0).counts.threads == 1
    assert launch(takes, 1, 1, 11, 1024).counts.threads == 1
    for rows, more in ((13, 0), (12, 1), (11, 1025)):
        with pytest.raises(ValueError, match=r"shape is .*; allowed: .*49,152 bytes"):
            launch(takes, 1, 1, rows, more)


@pytest.mark.parametrize("shape", [0, (2, 0), (2, 2, 2), 2.5, None, (), -1, [2, 2]])
def test_shapes_that_shared_memory_cannot_have(shape):
    def takes(block, thread):
        block.shared("tile", shape)

    with pytest.raises(ValueError, match=r"^shape is .*; allowed: "):
        launch(takes, 1, 1)


def test_a_name_in_shared_memory_has_one_shape():
    def takes(block, thread):
        block.shared("tile", 2 + thread.x)

    with pytest.raises(ValueError, match=r"shape is \(3,\); allowed: \(2,\), with which tile was"):
        launch(takes, 1, 2)


# barriers


def test_a_barrier_that_some_do_not_reach_is_named():
    def some(block, thread):
        if thread.x < 3:
            yield  # the only barrier
        block.shared("x", 1)

    line = line_of("the only barrier")
    with pytest.raises(BarrierError) as error:
        launch(some, 1, 5)
    assert str(error.value).startswith(
        f"thread (0, 0) waits at the barrier (yield) in line {line}, but thread (3, 0) has "
        "finished without coming to one: "
    )


def test_different_barriers_are_named():
    def either(block, thread):
        if thread.y == 0:
            yield  # the upper barrier
        else:
            yield  # the lower barrier

    upper, lower = line_of("the upper barrier"), line_of("the lower barrier")
    with pytest.raises(BarrierError, match=rf"thread \(0, 1\) waits at the one in line {lower}:"):
        launch(either, 1, (2, 2))
    with pytest.raises(BarrierError, match=rf"^thread \(0, 0\) waits at .* in line {upper}, but"):
        launch(either, 1, (2, 2))
    assert launch(either, 1, (2, 1)).counts.barriers == 1


def test_an_early_return_before_a_barrier_is_refused():
    def early(block, thread, n):
        if thread.x >= n:
            return
        yield

    assert launch(early, 2, 4, 4).counts.barriers == 2
    assert launch(early, 2, 4, 0).counts.barriers == 0
    with pytest.raises(BarrierError, match=r"but thread \(3, 0\) has finished"):
        launch(early, 2, 4, 3)


# errors of the kernel's own


@pytest.mark.parametrize("error", [ZeroDivisionError, NotImplementedError, KeyError])
def test_the_kernels_own_error_keeps_its_type_and_gets_a_note(error):
    def failing(block, thread, x):
        if (block.x, thread.x) == (1, 2):
            raise error  # its own error

    with pytest.raises(error) as raised:
        launch(failing, 2, 4, FOUR)
    assert raised.value.__notes__ == ["This happened in thread (2, 0) of block (1, 0)."]
    last = traceback.extract_tb(raised.value.__traceback__)[-1]
    assert (last.name, last.lineno, last.filename) == (
        "failing",
        line_of("its own error"),
        __file__,
    )
    assert last.line == "raise error  # its own error"
    assert (last.colno, last.end_colno) == (12, 23)


def test_the_traceback_of_a_refused_access_shows_the_line_of_the_kernel():
    with pytest.raises(ZeroDivisionError) as raised:
        launch(decorated, 1, 4, [1.0, 0.0, 1.0, 1.0])
    (frame,) = (
        f for f in traceback.extract_tb(raised.value.__traceback__) if f.name == "decorated"
    )
    assert frame.lineno == line_of("reciprocal")
    with pytest.raises(
        OutOfBoundsError, match=f"in line {line_of('reciprocal')}, loads x"
    ) as raised:
        launch(decorated, 1, 4, [1.0])
    (frame,) = (
        f for f in traceback.extract_tb(raised.value.__traceback__) if f.name == "decorated"
    )
    assert frame.lineno == line_of("reciprocal")


def test_a_loop_that_does_not_end_is_named():
    def spinning(block, thread, x):
        while x.size:
            thread.x  # noqa: B018

    def counting(block, thread, x):
        for _ in itertools.count():
            thread.x  # noqa: B018

    for kernel in (spinning, counting):
        line = line_of_code(kernel, 1)
        with pytest.raises(EndlessError, match=rf"^thread \(0, 0\) .* in the loop of line {line} "):
            launch(kernel, 1, 1, FOUR)


def test_a_kernel_that_returns_something_is_refused():
    def returning(block, thread, x):
        return x[thread.x]

    def waiting(block, thread, x):
        yield
        return 1

    def passing_on(block, thread, x):
        return waiting(block, thread, x)

    for kernel, kind in ((returning, "float"), (waiting, "int"), (passing_on, "generator")):
        with pytest.raises(
            KernelError, match=rf"\(0, 0\) returns {kind}, but a kernel returns not"
        ):
            launch(kernel, 1, 1, FOUR)


def test_barriers_of_a_helper_are_waited_for():
    def loaded(block, thread, x):
        part = block.shared("part", block.dim.x)
        part[thread.x] = x[thread.x]
        yield

    def mirrored(block, thread, x):
        yield from loaded(block, thread, x)
        x[thread.x] = block.shared("part", block.dim.x)[block.dim.x - 1 - thread.x]

    run = launch(mirrored, 1, 4, FOUR)
    assert (run.arrays["x"].tolist(), run.counts.barriers) == ([3, 2, 1, 0], 1)


# arguments


def good(block, thread, x):
    x[thread.x] = 1.0


def with_global(block, thread, x):
    global FOUR
    FOUR = x[0]


class Callable:
    def __call__(self, block, thread, x):
        pass


def made_from_text():
    made: dict = {}
    exec("def hidden(block, thread, x):\n    x[0] = 1.0", made)
    return made["hidden"]


@pytest.mark.parametrize(
    "kernel", [lambda block, thread, x: None, len, Callable(), None, "good", made_from_text()]
)
def test_what_is_no_kernel_is_refused(kernel):
    with pytest.raises(ValueError, match=r"^kernel is .*; allowed: a function of \(block, thread,"):
        launch(kernel, 1, 1, FOUR)


@pytest.mark.parametrize("size", [0, -1, 1.5, None, "4", (2, 0), (1, 2, 3), (), [[1]], np.ones(2)])
def test_grids_and_blocks_are_one_or_two_whole_numbers(size):
    with pytest.raises(ValueError, match=r"^grid is .*; allowed: a whole number above 0, or two"):
        launch(good, size, 1, FOUR)
    with pytest.raises(ValueError, match=r"^block is .*; allowed: a whole number above 0, or two"):
        launch(good, 1, size, FOUR)


@pytest.mark.parametrize("block", [1025, (32, 33), (1, 1025)])
def test_a_block_has_at_most_1024_threads(block):
    def nothing(block, thread):
        pass

    assert launch(nothing, 1, (32, 32)).counts.warps == 32
    with pytest.raises(ValueError, match=r"^block is .*; allowed: at most 1,024 threads in all"):
        launch(nothing, 1, block)


@pytest.mark.parametrize("arguments", [(), (FOUR, FOUR)])
def test_a_kernel_gets_as_many_arguments_as_it_takes(arguments):
    with pytest.raises(
        ValueError,
        match=r"^arguments is .*; allowed: as many as good has after block and thread: x",
    ):
        launch(good, 1, 1, *arguments)


@pytest.mark.parametrize(
    "bad",
    [None, "x", [], [[]], [[1.0], [2.0, 3.0]], np.zeros((1, 1, 1)), [1j], {}, np.zeros((2, 0))],
)
def test_arguments_are_numbers_or_arrays(bad):
    with pytest.raises(
        ValueError, match=r"^x is .*; allowed: a number, or numbers with one or two"
    ):
        launch(good, 1, 1, bad)


def test_a_number_without_room_in_its_element_is_refused_with_its_thread():
    def stores(block, thread, x):
        x[thread.x] = 300

    with pytest.raises(OverflowError) as error:
        launch(stores, 1, 1, np.zeros(1, dtype=np.uint8))
    assert error.value.__notes__ == ["This happened in thread (0, 0) of block (0, 0)."]
