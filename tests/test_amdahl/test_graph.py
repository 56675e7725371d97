"""Task graphs against all of their paths, gone through one by one, and against bad ones."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.amdahl.graph import Task, TaskGraph

durations = st.integers(1, 9)


@st.composite
def graphs(draw, most: int = 9, durations: st.SearchStrategy = durations) -> TaskGraph:
    """Task graphs whose list is in any order, so that a task may stand before those it needs."""
    size = draw(st.integers(1, most))
    tasks = [
        Task(f"t{i}", draw(durations), tuple(f"t{j}" for j in range(i) if draw(st.booleans())))
        for i in range(size)
    ]
    return TaskGraph(draw(st.permutations(tasks)))


def paths(graph: TaskGraph, ends_with: str) -> list[list[str]]:
    """Every chain of tasks that begins with one that waits for nothing."""
    after = {task.name: task.after for task in graph.tasks}[ends_with]
    before = [path for name in after for path in paths(graph, name)] or [[]]
    return [[*path, ends_with] for path in before]


def all_paths(graph: TaskGraph) -> list[list[str]]:
    return [path for task in graph.tasks for path in paths(graph, task.name)]


def length(graph: TaskGraph, path: list[str]) -> float:
    return sum(task.duration for task in graph.tasks if task.name in path)


@given(graphs())
def test_the_span_is_the_length_of_the_longest_of_all_paths(graph):
    assert graph.span == max(length(graph, path) for path in all_paths(graph))


@given(graphs())
def test_the_critical_path_is_a_path_as_long_as_the_span(graph):
    path = list(graph.critical_path)
    assert path in all_paths(graph)
    assert length(graph, path) == graph.span


@given(graphs())
def test_the_work_is_at_least_the_span_and_counts_each_task_once(graph):
    assert graph.work == sum(task.duration for task in graph.tasks) >= graph.span


@given(graphs())
def test_each_task_ends_at_the_earliest_after_its_longest_chain(graph):
    for name, end in graph.earliest_ends.items():
        assert end == max(length(graph, path) for path in paths(graph, name))
    assert set(graph.earliest_ends) == {task.name for task in graph.tasks}


def test_fractions_stay_exact():
    third = Fraction(1, 3)
    graph = TaskGraph([Task("a", third), Task("b", third, ("a",)), Task("c", third, ("b",))])
    assert graph.work == graph.span == 1


def test_lists_become_tuples_so_that_nobody_changes_a_graph():
    after, tasks = ["a"], [Task("a", 1)]
    tasks.append(Task("b", 1, after))
    graph = TaskGraph(tasks)
    after.append("c")
    tasks.clear()
    assert [task.name for task in graph.tasks] == ["a", "b"]
    assert graph.by_name["b"].after == ("a",)
    assert hash(graph) == hash(TaskGraph((Task("a", 1), Task("b", 1, ("a",)))))


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ([Task("a", 1), Task("b", 1), Task("a", 2)], r"^tasks is \['a'\]; allowed: each name once"),
        ([Task("a", 1, ("x",))], r"^tasks is Task\(name='a'.*; allowed: tasks that wait only for"),
        ([Task("a", 1, ("a",))], r"^tasks is \['a', 'a'\]; allowed: tasks that do not wait for th"),
        (
            [Task("a", 1, ("b",)), Task("b", 1, ("c",)), Task("c", 1, ("a",)), Task("d", 1)],
            r"^tasks is \['[abc]', '[abc]', '[abc]', '[abc]'\]; allowed: tasks that do not wait",
        ),
        ([], r"^tasks is \[\]; allowed: one Task or more"),
        ([Task("a", 1), "b"], r"^tasks is \[Task.*; allowed: one Task or more, in a list or tuple"),
    ],
)
def test_a_graph_that_nobody_could_work_off_is_refused(tasks, message):
    with pytest.raises(ValueError, match=message):
        TaskGraph(tasks)


@pytest.mark.parametrize("duration", [0, -1, float("nan"), float("inf"), "1", None, 1j])
def test_a_task_takes_some_time(duration):
    with pytest.raises(ValueError, match=r"^duration is .*; allowed: a finite number above 0"):
        Task("a", duration)


def test_the_name_of_one_task_is_not_taken_for_the_names_of_several():
    with pytest.raises(ValueError, match=r"^after is 'ab'; allowed: names of tasks"):
        Task("c", 1, "ab")
