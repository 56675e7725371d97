"""The jobs that lesson 04 schedules: Amdahl's time for the book, log2 steps, Graham's anomalies."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.amdahl.examples import book, graham, pairwise_sum
from compmodels.amdahl.graph import TaskGraph
from compmodels.amdahl.schedule import bounds, run

shares = st.floats(0, 1) | st.sampled_from([0, 0.05, 0.2, 0.35, 0.5, 1])
# a share so near to an end that its tasks take no time, in floats, makes no book
shares = shares.filter(lambda serial: serial in (0, 1) or 1e-9 < serial < 1 - 1e-9)


def amdahls_time(serial: float, workers: int, days: float) -> float:
    """What is serial takes as long as ever, the rest is divided evenly."""
    return days * serial + days * (1 - serial) / workers


# the book


@given(shares, st.integers(1, 20), st.integers(1, 20))
def test_a_book_takes_amdahls_time_if_the_chapters_can_be_shared_out_evenly(serial, each, workers):
    graph = book(serial, chapters=each * workers, days=60)
    assert run(graph, workers).makespan == pytest.approx(amdahls_time(serial, workers, 60))


@given(shares, st.integers(1, 20), st.integers(1, 20))
def test_a_book_never_takes_less_than_amdahls_time(serial, chapters, workers):
    makespan = run(book(serial, chapters, days=60), workers).makespan
    rounds = -(-chapters // workers)
    assert makespan == pytest.approx(60 * serial + 60 * (1 - serial) * rounds / chapters)
    assert makespan >= amdahls_time(serial, workers, 60) * (1 - 1e-12)


def test_a_fifth_of_typing_keeps_the_book_under_five_times_as_fast():
    speedups = [run(book(serial=0.2, chapters=128), n).speedup for n in (1, 2, 4, 8, 128)]
    np.testing.assert_allclose(speedups, [1, 1 / 0.6, 2.5, 1 / 0.3, 1 / (0.2 + 0.8 / 128)])
    assert max(speedups) < 5


@given(shares, st.integers(1, 20), st.booleans())
def test_a_book_is_as_much_work_as_it_is_said_to_be(serial, chapters, overlap):
    graph = book(serial, chapters, days=30, overlap=overlap)
    typing = [task for task in graph.tasks if task.name.startswith("type")]
    looking_up = [task for task in graph.tasks if task.name.startswith("look up")]
    assert len(typing) == (chapters if serial > 0 else 0)
    assert len(looking_up) == (chapters if serial < 1 else 0)
    assert sum(task.duration for task in typing) == pytest.approx(30 * serial)
    assert graph.work == pytest.approx(30)


@given(shares, st.integers(1, 16), st.booleans(), st.integers(1, 20))
def test_chapters_are_typed_one_by_one_after_what_they_need(serial, chapters, overlap, workers):
    graph = book(serial, chapters, overlap=overlap)
    placed = {one.task.name: one for one in run(graph, workers).placed}
    numbers = range(1, chapters + 1)
    types = [placed[f"type {i}"] for i in numbers if f"type {i}" in placed]
    ups = [placed[f"look up {i}"] for i in numbers if f"look up {i}" in placed]
    rounding = 1e-6
    for i in range(1, len(types)):
        assert types[i].start >= types[i - 1].end - rounding
    for i in range(min(len(types), len(ups))):
        needed = [ups[i]] if overlap else ups
        assert types[i].start >= max(up.end for up in needed) - rounding


@given(shares, st.integers(1, 16), st.integers(1, 20))
def test_starting_to_type_early_costs_nothing_and_may_beat_amdahls_time(serial, chapters, workers):
    early = run(book(serial, chapters, overlap=True), workers).makespan
    assert early <= run(book(serial, chapters), workers).makespan * (1 + 1e-9)
    assert early >= bounds(book(serial, chapters, overlap=True), workers)[0] * (1 - 1e-9)


def test_with_overlap_the_first_chapter_alone_is_waited_for():
    graph = book(serial=0.2, chapters=16, days=100, overlap=True)
    assert graph.span == 5 + 16 * 1.25
    assert run(graph, 16).speedup == 4
    assert run(graph, 5).makespan == 25 < amdahls_time(0.2, 5, 100)


# the sum


@pytest.mark.parametrize("k", range(1, 9))
def test_a_sum_by_pairs_is_as_much_work_but_only_k_steps_long(k):
    graph = pairwise_sum(2**k)
    assert (graph.work, graph.span) == (2**k - 1, k)
    assert run(graph, 2 ** (k - 1)).makespan == k
    assert run(graph, 1).makespan == 2**k - 1


@given(st.integers(1, 6), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_the_additions_done_as_scheduled_give_the_sum(k, workers, seed):
    numbers = np.random.default_rng(seed).integers(-99, 99, 2**k)
    sums = {str(i): int(number) for i, number in enumerate(numbers, start=1)}
    for one in sorted(run(pairwise_sum(2**k), workers).placed, key=lambda one: one.start):
        first, last = map(int, one.task.name.removeprefix("sum ").split("-"))
        halves = one.task.after or [str(first), str(last)]
        sums[one.task.name] = sums[halves[0]] + sums[halves[1]]
    assert sums[f"sum 1-{2**k}"] == numbers.sum()


@pytest.mark.parametrize("numbers", [0, 1, 3, 6, 1023, 2.0])
def test_only_a_power_of_two_is_added_by_pairs(numbers):
    with pytest.raises(ValueError, match=r"^numbers is .*; allowed: a "):
        pairwise_sum(numbers)


# Graham's nine tasks


@pytest.mark.parametrize(
    ("shorter", "relaxed", "workers", "makespan"),
    [(0, False, 3, 12), (0, False, 4, 15), (1, False, 3, 13), (0, True, 3, 16)],
)
def test_more_workers_or_less_to_do_can_take_longer(shorter, relaxed, workers, makespan):
    assert run(graham(shorter, relaxed), workers).makespan == makespan


def test_twelve_is_the_best_that_three_workers_can_do():
    assert bounds(graham(), 3)[0] == 12 == graham().span
    assert graham().critical_path == ("T1", "T9")


def test_another_list_needs_less_than_fifteen_with_four_workers():
    tasks = graham().tasks
    lists = ([last, *rest] for last in tasks for rest in permutations(tasks[:3]))
    makespans = set()
    for beginning in lists:
        order = list(dict.fromkeys([*beginning, *tasks]))
        makespans.add(run(TaskGraph(order), 4).makespan)
    assert min(makespans) == 12 < 15


@given(st.booleans(), st.booleans(), st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=200)
def test_no_change_makes_it_worse_than_graham_proved(shorter, relaxed, workers, others):
    """Makespans of a job and the same or less of it differ by at most 1 + (n - 1) / m."""
    before = run(graham(), workers).makespan
    after = run(graham(int(shorter), relaxed), others).makespan
    assert after <= before * (1 + (workers - 1) / others) + 1e-9


def test_shorter_tasks_are_shorter_and_relaxed_ones_wait_for_less():
    usual, changed = graham().by_name, graham(shorter=1, relaxed=True).by_name
    assert [usual[name].duration - changed[name].duration for name in usual] == [1] * 9
    assert {name for name in usual if usual[name].after != changed[name].after} == {"T5", "T6"}
    assert [name for name in changed if changed[name].after] == ["T7", "T8", "T9"]


@pytest.mark.parametrize("shorter", [-1, 2, 9, float("nan"), "1"])
def test_no_task_can_be_shorter_than_nothing(shorter):
    with pytest.raises(ValueError, match=r"^shorter is .*; allowed: a "):
        graham(shorter)
