"""How a job is divided and timed. Nothing asserts speed: the tests set the clock."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor

import numpy as np
import pytest
import threadpoolctl
from hypothesis import given
from hypothesis import strategies as st

from compmodels.amdahl import jobs, measuring
from compmodels.amdahl.jobs import Job
from compmodels.amdahl.measuring import Measurement


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self):
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class AtOnce(Executor):
    """Does each task when it is handed over, and keeps a list of the tasks' arguments.

    With a clock, the tasks of one call of ``map`` take as long as the longest of them, a second
    for each piece: as if there were a worker for each.
    """

    def __init__(self, clock: Clock | None = None):
        self.tasks: list[tuple] = []
        self.clock = clock

    def submit(self, function, /, *args, **keywords) -> Future:
        self.tasks.append(args)
        future: Future = Future()
        future.set_result(function(*args, **keywords))
        return future

    def map(self, function, *iterables, **keywords):
        tasks = list(zip(*iterables, strict=True))
        if self.clock is not None:
            self.clock.now += max(len(pieces) for (pieces,) in tasks)
        return iter([self.submit(function, *task).result() for task in tasks])


@given(st.integers(1, 60), st.data())
def test_pieces_are_divided_in_order_and_as_equally_as_possible(pieces, data):
    parts = data.draw(st.integers(1, pieces))
    executor, job = AtOnce(), Job([(-i,) for i in range(pieces)], abs, list)
    assert measuring.run(job, executor, parts) == list(range(pieces))
    tasks = [task for (task,) in executor.tasks]
    assert len(tasks) == parts
    assert [piece for task in tasks for piece in task] == list(job.pieces)
    assert {len(task) for task in tasks} <= {pieces // parts, -(-pieces // parts)}


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_a_run_on_threads_has_the_result_of_a_plain_loop(parts):
    job = jobs.chains(0.3, pieces=7, steps=50)
    with ThreadPoolExecutor(3) as executor:
        got = measuring.run(job, executor, parts)
    assert got == job.finish([job.work(*piece) for piece in job.pieces])


def by_the_clock(pieces: int, finish_s: float, rounds: int, parts: tuple[int, ...]) -> Measurement:
    """A job with pieces of a second each, measured by a clock of its own."""
    clock = Clock()

    def finish(results):
        clock.now += finish_s

    job = Job([(i,) for i in range(pieces)], abs, finish)
    return measuring.measured(job, AtOnce(clock), parts, rounds, clock=clock)


def test_times_are_those_of_the_clock():
    measurement = by_the_clock(pieces=8, finish_s=2, rounds=3, parts=(1, 2, 3, 8))
    assert measurement.parts == (1, 2, 3, 8)
    assert measurement.seconds.tolist() == [[10, 6, 5, 3]] * 3
    assert measurement.serial_s.tolist() == [[2, 2, 2, 2]] * 3
    np.testing.assert_allclose(measurement.speedups, [[1, 10 / 6, 2, 10 / 3]] * 3, rtol=1e-15)
    assert measurement.serial == pytest.approx(0.2)


def test_speedups_are_taken_within_a_round_and_the_serial_share_is_the_median():
    seconds = np.array([[10.0, 6.0], [20.0, 16.0], [30.0, 15.0]])
    measurement = Measurement((1, 2), seconds, np.array([[2.0, 3.0], [12.0, 3.0], [9.0, 3.0]]))
    assert measurement.speedups.tolist() == [[1, 10 / 6], [1, 1.25], [1, 2]]
    assert measurement.serial == pytest.approx(0.3)


def test_numbers_of_parts_take_turns_after_a_run_that_does_not_count():
    executor, progress = AtOnce(), []
    job = Job([(i,) for i in range(6)], abs, sum)
    measuring.measured(job, executor, (1, 3), 2, progress=lambda *done: progress.append(done))
    lengths = [len(task) for (task,) in executor.tasks]
    assert lengths == [2, 2, 2, *[6, 2, 2, 2] * 2]
    assert progress == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_run_before_does_not_count():
    clock, left = Clock(), [50.0, 1.0, 2.0, 3.0, 4.0]

    def finish(results):
        clock.now += left.pop(0)

    job = Job([(1,), (2,)], abs, finish)
    measurement = measuring.measured(job, AtOnce(), [1, 2], 2, clock=clock)
    assert measurement.serial_s.tolist() == [[1, 2], [3, 4]]
    assert measurement.seconds.tolist() == [[1, 2], [3, 4]]


def threads(_=None) -> list[int]:
    """How many threads each loaded BLAS has."""
    pools = threadpoolctl.threadpool_info()
    return [pool["num_threads"] for pool in pools if pool["user_api"] == "blas"]


def test_blas_has_one_thread_in_the_finish_too_and_its_own_number_after():
    seen = []
    job = Job([(1,)], abs, lambda results: seen.append(threads()))
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        before = threads()
        measuring.measured(job, AtOnce(), [1], 1)
        assert threads() == before
    assert seen == [[1] * len(before)] * 2
    assert set(before) == {2}


def test_blas_has_one_thread_in_pieces_that_threads_do_at_the_same_time():
    job = Job([(), (), (), ()], threads, lambda results: seen.extend(results))
    seen: list[list[int]] = []
    with threadpoolctl.threadpool_limits(2, user_api="blas"), ThreadPoolExecutor(2) as executor:
        before = threads()
        measuring.measured(job, executor, [1, 2, 4], 3)
        assert threads() == before
    assert seen == [[1] * len(before)] * 4 * (1 + 3 * 3)
    assert set(before) == {2}


def test_an_empty_task_costs_the_least_of_all_rounds():
    clock = Clock()

    class Slow(AtOnce):
        left = [5.0, 2.0, 3.0]  # noqa: RUF012

        def map(self, function, *iterables, **keywords):
            clock.now += self.left.pop(0)
            return super().map(function, *iterables, **keywords)

    executor = Slow()
    assert measuring.overhead_s(executor, tasks=8, rounds=3, clock=clock) == 0.25
    assert len(executor.tasks) == 3 * 8


@pytest.mark.parametrize("parts", [[], [2, 4], [1, 4, 2], [1, 1], [1, 7], [0, 1], [1, 2.5], 1])
def test_parts_must_begin_with_one_and_rise_up_to_the_pieces(parts):
    with pytest.raises(ValueError, match=r"parts is .*; allowed: "):
        measuring.measured(jobs.chains(0.2, 6, 1), AtOnce(), parts, 1)


def test_an_error_in_a_piece_reaches_the_caller():
    job = Job([(1,), ("a",)], abs, sum)
    with ThreadPoolExecutor(2) as executor, pytest.raises(TypeError, match="bad operand"):
        measuring.run(job, executor, 2)
