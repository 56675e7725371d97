"""Threads share arrays and nothing else, and what they do does not depend on who comes first."""

from __future__ import annotations

import importlib
import sys

import numpy as np
import pytest

from compmodels.matrix.blocks import BarrierError, Block, Index
from compmodels.matrix.memory import MOST_BARRIERS, DeviceArray, EndlessError, Recorder
from compmodels.matrix.simt import KernelError, launch, trial
from compmodels.matrix.texts import UNSEEN

FOUR = np.arange(4.0)
COUNTER = 0


def with_global(block, thread, x):
    global COUNTER
    COUNTER += 1


def with_nonlocal():
    total = 0.0

    def adding(block, thread, x):
        nonlocal total
        total += x[thread.x]

    return adding


def writes_to_the_block(block, thread, x):
    block.x += 1


def looks_inside(block, thread, x):
    x[thread.x] = x._values[0]


def forges_its_count(block, thread, x):
    x.loads[0] = 7


def loads_without_a_count(block, thread, x):
    x[thread.x] = x.to_numpy()[0]


def forgets_what_it_did(block, thread, x):
    block.recorder.path.clear()


@pytest.mark.parametrize(
    ("kernel", "named"),
    [
        (with_global, "no global COUNTER"),
        (with_nonlocal(), "no nonlocal total"),
        (writes_to_the_block, r"no block.x = ..."),
        (looks_inside, r"no x._values"),
        (forges_its_count, r"no x.loads"),
        (loads_without_a_count, r"no x.to_numpy"),
        (forgets_what_it_did, r"no block.recorder"),
    ],
)
def test_a_kernel_that_reaches_beyond_its_arguments_is_refused(kernel, named):
    with pytest.raises(ValueError, match=rf"^kernel is .*; allowed: {named}: threads share arrays"):
        launch(kernel, 1, 4, FOUR)


def test_all_that_is_for_the_simulator_alone_is_unseen():
    for_kernels = {"x", "y", "dim", "grid", "shared", "shape", "size"}
    recorder = Recorder()
    array = DeviceArray("x", (1,), [0.0], recorder, 0, 0, np.dtype("f4"), is_shared=False)
    block = Block(Index(0, 0), Index(1, 1), Index(1, 1), recorder)
    public = {name for one in (array, block) for name in dir(one) if not name.startswith("_")}
    assert public - for_kernels == UNSEEN


def keeps_a_sum(block, thread, x, sums=[0.0]):  # noqa: B006 (the mistake itself)
    sums[0] += 1.0
    x[thread.x] = sums[0]


SEEN: dict[int, float] = {}


def hands_on(block, thread, x):
    SEEN[thread.x] = x[thread.x]
    x[thread.x] = SEEN.get(thread.x - 1, 0.0)


def counts_blocks(block, thread, x, blocks=[]):  # noqa: B006
    blocks.append(block.x)
    if thread.x == 0:
        x[block.x] = len(blocks)


@pytest.mark.parametrize("kernel", [keeps_a_sum, hands_on, counts_blocks])
def test_a_trial_finds_what_depends_on_the_order_of_threads(kernel):
    SEEN.clear()
    grid = 4 if kernel is counts_blocks else 1
    with pytest.raises(KernelError, match="depends on which thread runs first"):
        trial(kernel, grid, 4, FOUR)


def test_the_order_of_threads_changes_nothing_in_a_kernel_that_shares_arrays():
    def turned(block, thread, x, out):
        part = block.shared("part", block.dim.x)
        part[thread.x] = x[thread.x]
        yield
        out[thread.x] = part[block.dim.x - 1 - thread.x]

    one, other = (launch(turned, 1, 40, np.arange(40.0), np.zeros(40), backwards=b) for b in (0, 1))
    assert one.arrays["out"].tolist() == other.arrays["out"].tolist() == list(range(39, -1, -1))
    assert one.counts == other.counts


def test_two_barriers_in_one_line_are_two():
    def either(block, thread):
        (yield) if thread.x == 0 else (yield)  # noqa: RUF034 (two barriers, not one)

    with pytest.raises(BarrierError, match=r"but thread \(1, 0\) waits at another one:"):
        launch(either, 1, 2)


def test_the_barriers_of_a_helper_are_told_apart():
    def wait(upper):
        if upper:
            yield
        else:
            yield

    def kernel(block, thread):
        yield from wait(thread.x == 0)

    with pytest.raises(BarrierError, match=r"but thread \(1, 0\) waits at the one in line"):
        launch(kernel, 1, 2)
    assert launch(kernel, 1, 1).counts.barriers == 1


def test_a_conditional_load_does_not_divide_the_store_behind_it():
    def line(block, thread, x, out):
        out[thread.x] = x[thread.x] if thread.x % 2 == 0 else 0.0

    def column(block, thread, x):
        tile = block.shared("tile", (32, 32))
        tile[thread.x, 0] = x[thread.x] if thread.x % 2 == 0 else 0.0

    x = np.zeros(32, dtype=np.float32)
    assert launch(line, 1, 32, x, x).counts.store_transactions == 4
    assert launch(column, 1, 32, x).counts.bank_conflicts == 31


def test_what_a_loop_loads_to_begin_belongs_to_its_first_line():
    def rows(block, thread, ends, out):
        total = 0.0
        if thread.x % 2 == 0:
            total = 1.0
        for _ in range(ends[thread.x]):
            total += 1.0
        out[thread.x] = total

    ends = np.full(32, 2, dtype=np.int32)
    run = launch(rows, 1, 32, ends, np.zeros(32, dtype=np.float32))
    assert run.arrays["out"].tolist() == [3.0, 2.0] * 16
    assert run.counts.load_transactions == 4
    assert run.counts.divergent_branches == 1


def test_a_kernel_whose_text_has_changed_is_refused(tmp_path, monkeypatch):
    text = "def kernel(block, thread, x):\n    x[thread.x] = {}\n"
    path = tmp_path / "stored_kernel.py"
    path.write_text(text.format("1.0"))
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("stored_kernel")
    assert launch(module.kernel, 1, 4, FOUR).arrays["x"].tolist() == [1, 1, 1, 1]
    path.write_text("# a line more\n" + text.format("777.0"))
    fresh = {"__name__": "again"}
    exec(compile(text.format("2.0"), str(path), "exec"), fresh)
    with pytest.raises(ValueError, match="whose text is still there; run its cell again"):
        launch(fresh["kernel"], 1, 4, FOUR)
    del sys.modules["stored_kernel"]


def test_the_most_stores_of_a_thread_are_counted_over_all_its_turns():
    def alone(block, thread, x):
        if thread.x == 0 and block.x == 1:
            x[0] = 1.0
            for i in range(1, x.size):
                x[i] = 1.0

    def each(block, thread, x):
        i = block.x * block.dim.x + thread.x
        if i < x.size:
            x[i] = 1.0

    for kernel, most in ((alone, 4), (each, 1)):
        arrays, loads, stores = trial(kernel, 2, 2, FOUR)
        assert (arrays[0].tolist(), loads[0].tolist(), stores) == ([1] * 4, [0] * 4, most)


def doubled(kernel):
    return kernel


@doubled
@doubled
def decorated(block, thread, x):
    yield
    x[thread.x] = 2.0


def test_decorators_are_not_taken_for_a_change():
    assert launch(decorated, 1, 4, FOUR).arrays["x"].tolist() == [2] * 4


# fmt: off
@doubled
def in_one_line(block, thread, x): x[thread.x] = 3.0
# fmt: on


def test_a_decorated_kernel_in_one_line_is_read():
    assert launch(in_one_line, 1, 4, FOUR).arrays["x"].tolist() == [3] * 4


def test_a_block_that_comes_to_barriers_for_ever_is_stopped():
    def waits(block, thread, rounds):
        for _ in range(rounds):
            yield

    assert launch(waits, 1, 2, MOST_BARRIERS).counts.barriers == MOST_BARRIERS
    with pytest.raises(EndlessError, match=r"^block \(0, 0\) waits at the barrier .* 500 barriers"):
        launch(waits, 1, 2, MOST_BARRIERS + 1)


def test_an_endless_loop_ends_the_launch_even_if_the_kernel_catches_its_error():
    def catches(block, thread, x):
        try:
            while True:
                pass
        except Exception:
            x[thread.x] = 1.0

    with pytest.raises(EndlessError):
        launch(catches, 1, 1, FOUR)


def test_what_is_no_number_is_no_sign_of_disorder():
    def undefined(block, thread, x):
        x[thread.x] = float("nan")

    (x,), _, _ = trial(undefined, 1, 4, FOUR)
    assert np.isnan(x).all()


def test_a_trial_names_the_thread_that_a_launch_names():
    def beyond(block, thread, x):
        x[thread.x + 2] = 1.0

    for run in (launch, trial):
        with pytest.raises(KernelError, match=r"^thread \(2, 0\) of block \(0, 0\)"):
            run(beyond, 1, 4, FOUR)
