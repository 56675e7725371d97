"""Schedules against a simulation that goes tick by tick, all orders, and bounds that are proved."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.amdahl import examples
from compmodels.amdahl.graph import Task, TaskGraph
from compmodels.amdahl.schedule import Placed, Schedule, bounds, run
from tests.test_amdahl.test_graph import graphs

workers = st.integers(1, 5)


def tick_by_tick(graph: TaskGraph, workers: int) -> dict[str, tuple[int, int]]:
    """The worker and the start of each task, if time goes by in steps of 1."""
    left = {task.name: task.duration for task in graph.tasks}
    doing: list[str | None] = [None] * workers
    begun, now = {}, 0
    while any(left.values()):
        for number in range(workers):
            if doing[number] is None:
                for task in graph.tasks:
                    if task.name not in begun and not any(left[name] for name in task.after):
                        doing[number], begun[task.name] = task.name, (number, now)
                        break
        for number, name in enumerate(doing):
            if name is not None:
                left[name] -= 1
                if left[name] == 0:
                    doing[number] = None
        now += 1
    return begun


def scaled(graph: TaskGraph, factor: float) -> TaskGraph:
    return TaskGraph([Task(t.name, t.duration * factor, t.after) for t in graph.tasks])


def places(schedule: Schedule) -> dict[str, tuple[int, float]]:
    return {one.task.name: (one.worker, one.start) for one in schedule.placed}


@given(graphs(most=12), workers)
def test_a_run_is_what_going_tick_by_tick_gives(graph, workers):
    schedule, begun = run(graph, workers), tick_by_tick(graph, workers)
    assert places(schedule) == begun
    ends = [begun[task.name][1] + task.duration for task in graph.tasks]
    assert schedule.makespan == max(ends)


@given(graphs(most=12), workers)
def test_the_makespan_lies_within_the_bounds_and_grahams_sharper_one(graph, workers):
    makespan = run(graph, workers).makespan
    low, high = bounds(graph, workers)
    assert low <= makespan <= high
    assert low == pytest.approx(max(Fraction(graph.work, workers), graph.span))
    assert high == pytest.approx(Fraction(graph.work, workers) + graph.span)
    assert workers * makespan <= graph.work + (workers - 1) * graph.span


@given(graphs())
def test_one_worker_needs_the_work_and_very_many_need_the_span(graph):
    assert run(graph, 1).makespan == graph.work
    assert run(graph, 10**9).makespan == graph.span


@given(graphs(most=5), st.integers(2, 3))
@settings(max_examples=40, deadline=None)
def test_no_order_of_the_list_beats_the_lower_bound_or_half_of_any_other(graph, workers):
    makespans = [run(TaskGraph(order), workers).makespan for order in permutations(graph.tasks)]
    assert min(makespans) >= bounds(graph, workers)[0]
    assert max(makespans) * workers <= (2 * workers - 1) * min(makespans)


@given(graphs(most=12), workers, st.sampled_from([0.1, 0.3, 1 / 3, 0.7, 1e-6, 1e6]))
def test_floats_that_should_be_equal_give_the_schedule_of_whole_numbers(graph, workers, unit):
    exact, floats = run(graph, workers), run(scaled(graph, unit), workers)
    assert floats.makespan == pytest.approx(exact.makespan * unit)
    for name, (worker, start) in places(exact).items():
        assert places(floats)[name] == (worker, pytest.approx(start * unit))


def test_a_rounding_does_not_let_a_worker_begin_with_what_should_come_last():
    """0.1 + 0.1 + 0.1 is more than 0.3, so that the second worker would be free before the first.

    It would then take the last task, since the two before it wait for the first worker.
    """
    steps = [Task("a", 0.1), Task("b", 0.1, ("a",)), Task("c", 0.1, ("b",)), Task("d", 0.3)]
    rest = [Task("e", 0.5, ("c",)), Task("f", 1.0, ("c",)), Task("g", 0.5, ("d",))]
    assert run(TaskGraph(steps), 2).makespan > 0.3
    schedule = run(TaskGraph([*steps, *rest]), 2)
    assert places(schedule)["f"] == (1, pytest.approx(0.3))
    assert schedule.makespan == pytest.approx(1.3)


@given(graphs(most=8, durations=st.fractions(Fraction(1, 9), 9, max_denominator=9)), workers)
def test_fractions_are_reckoned_with_exactly(graph, workers):
    whole = run(scaled(graph, 2520), workers)
    assert run(graph, workers).makespan * 2520 == whole.makespan
    assert isinstance(run(graph, workers).makespan, Fraction)


def test_whole_numbers_are_told_apart_however_long_the_job_is():
    graph = TaskGraph([Task("a", 10**12), Task("b", 10**12 + 1), Task("c", 1, ("a",))])
    assert places(run(graph, 2))["c"] == (0, 10**12)


@given(graphs(most=12), workers)
def test_speed_up_and_utilisation_follow_from_the_makespan(graph, workers):
    schedule = run(graph, workers)
    busy = sum(one.end - one.start for one in schedule.placed)
    assert schedule.utilisation == pytest.approx(busy / (workers * schedule.makespan))
    assert schedule.speedup == pytest.approx(schedule.utilisation * workers)
    assert 0 < schedule.utilisation <= 1


@pytest.mark.parametrize("size", [1, 2, 5, 16, 40])
def test_independent_tasks_of_one_length_take_as_many_rounds_as_are_needed(size):
    graph = TaskGraph([Task(str(i), 7) for i in range(size)])
    for workers in range(1, 20):
        assert run(graph, workers).makespan == 7 * -(-size // workers)


# schedules that are not what run makes

A, B, C = Task("a", 2), Task("b", 3, ("a",)), Task("c", 1)
ABC = TaskGraph([A, B, C])


def test_any_possible_schedule_is_one():
    lazy = Schedule(ABC, 4, [Placed(B, 2, 7), Placed(A, 3, 5), Placed(C, 3, 4)])
    assert lazy.makespan == 10
    assert lazy.speedup == 0.6
    assert lazy.utilisation == 0.15


def test_a_rounding_is_forgiven():
    tenths = TaskGraph([Task("a", 0.3), Task("b", 0.1, ("a",))])
    a, b = tenths.tasks
    assert Schedule(tenths, 1, [Placed(a, 0, 0.1), Placed(b, 0, 0.4 - 1e-12)]).makespan < 0.5
    with pytest.raises(ValueError, match=r"^placed is .*; allowed: one task of a worker"):
        Schedule(tenths, 1, [Placed(a, 0, 0.1), Placed(b, 0, 0.4 - 1e-6)])


@pytest.mark.parametrize(
    ("placed", "allowed"),
    [
        ([Placed(A, 0, 0), Placed(B, 0, 2)], "each task of the job once, and no other"),
        ([Placed(A, 0, 0), Placed(B, 0, 2), Placed(C, 1, 0), Placed(C, 1, 5)], "each task of"),
        ([Placed(A, 0, 0), Placed(A, 1, 0), Placed(B, 0, 2)], "each task of the job once"),
        ([Placed(A, 0, 0), Placed(B, 0, 2), Placed(Task("c", 2), 1, 0)], "each task of the job"),
        ([Placed(A, 0, 0), Placed(B, 1, 1), Placed(C, 0, 2)], "no task that begins before those"),
        ([Placed(A, 0, 0), Placed(B, 0, 2), Placed(C, 0, 4)], "one task of a worker at a time"),
        ([Placed(A, 0, 0), Placed(B, 1, 2), Placed(C, 0, 0)], "one task of a worker at a time"),
        ([Placed(A, 0, 0), Placed(B, 0, 2), Placed(C, 2, 0)], "workers from 0 to 1"),
        ([Placed(A, 0, 0), Placed(B, 0, 2), C], "a list or tuple of Placed"),
        ([], "each task of the job once, and no other"),
    ],
)
def test_an_impossible_schedule_is_refused(placed, allowed):
    with pytest.raises(ValueError, match=f"^placed is .*; allowed: {allowed}"):
        Schedule(ABC, 2, placed)


@given(graphs(most=8), workers, st.data())
def test_no_task_of_a_schedule_without_gaps_can_begin_earlier(graph, workers, data):
    """In what run makes, moving one task forward by a bit always breaks a rule, alone."""
    schedule = run(graph, workers)
    one = data.draw(st.sampled_from(schedule.placed))
    if one.start == 0:
        return
    earlier = Placed(one.task, one.worker, Fraction(one.start) - Fraction(1, 2))
    others = [other for other in schedule.placed if other is not one]
    with pytest.raises(ValueError, match=r"^placed is .*; allowed: (one task of|no task that)"):
        Schedule(graph, workers, [*others, earlier])


def test_the_arguments_stay_as_they_are():
    graph = examples.book()
    before = graph.tasks
    run(graph, 3)
    assert graph.tasks is before
