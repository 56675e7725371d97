"""What the timed jobs compute, their counts, and how the best times become roofs and points.

Nothing here asserts how fast anything is: times come from a clock that the test sets.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import threadpoolctl
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import correlate

from compmodels.matrix import jobs, measuring
from compmodels.matrix.jobs import Job, Sizes

TINY = Sizes(memory=2 * 12_288, small=5, square=7, thin=100, inner=(1, 3))


def built() -> dict[str, Job]:
    """All jobs of tiny sizes, by name."""
    of_roofs, of_points = jobs.build(TINY)
    return {job.name: job for job in of_roofs + of_points}


NAMES = list(built())
CALCULATING = [name for name, job in built().items() if job.operations]


def arrays_of(job: Job) -> list[np.ndarray]:
    """The arrays that a job reads or writes."""
    if job.name == "read":
        return [job.run.__self__]
    given = (*job.run.args, *job.run.keywords.values())
    return [value for value in given if isinstance(value, np.ndarray)]


def inputs_of(job: Job) -> list[np.ndarray]:
    """The arrays that a job reads."""
    if job.name == "copy":
        return [job.run.args[1]]
    out = job.run.keywords.get("out") if job.name != "read" else None
    return [array for array in arrays_of(job) if array is not out]


def expected(job: Job, inputs: list[np.ndarray]) -> np.ndarray:
    """What a job must compute, in double precision or by SciPy."""
    first, *rest = (array.astype(float) for array in inputs)
    if job.name == "read":
        return first.max()
    if job.name == "copy":
        return first
    if job.name == "triad":
        return first + rest[0] / 2
    if job.name.startswith("layer"):
        return np.array([correlate(first, kernel, "valid")[0] for kernel in rest[0]])
    if job.name == "dot product":
        return (first * rest[0]).sum()
    return np.einsum("ij,j...->i...", first, rest[0])


@pytest.mark.parametrize("name", NAMES)
def test_each_job_computes_what_its_name_says(name):
    job, rng = built()[name], np.random.default_rng(1)
    for array in arrays_of(job):
        array[...] = rng.normal(size=array.shape)
    wanted = expected(job, inputs_of(job))
    got = job.run()
    got = job.run.args[0] if name == "copy" else got
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, wanted, rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("name", CALCULATING)
def test_a_job_on_ones_adds_up_to_its_multiply_adds(name):
    job = built()[name]
    for array in inputs_of(job):
        array[...] = 1
    total = np.sum(job.run(), dtype=float)
    macs = total / 1.5 if name == "triad" else total  # each number of the triad is 1 + 0.5 x 1
    assert job.operations == 2 * macs


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_are_those_of_all_arrays_once(name):
    job = built()[name]
    moved = sum(array.nbytes for array in arrays_of(job))
    written_anew = 4 * 8 * 28 * 28 if name.startswith("layer") else 0
    assert job.bytes_moved == moved + written_anew


def test_the_passes_go_over_all_of_the_memory():
    for name in ("read", "copy", "triad", "dot product"):
        assert built()[name].bytes_moved == 4 * TINY.memory


def test_thin_products_write_to_different_parts_of_the_memory():
    all_jobs = built()
    results = [all_jobs[f"thin, k = {k}"].run.keywords["out"] for k in TINY.inner]
    memory = all_jobs["read"].run.__self__
    assert not np.shares_memory(*results)
    assert all(np.shares_memory(result, memory) for result in results)


def test_thin_products_begin_anew_where_the_memory_ends():
    _, points = jobs.build(replace(TINY, inner=(1, 2, 3, 4)))
    results = [job.run.keywords["out"] for job in points if job.name.startswith("thin")]
    assert len(results) == 4 and np.shares_memory(results[0], results[2])


class Clock:
    """A clock that shows what the test sets."""

    def __init__(self):
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=8), st.floats(0.1, 10))
def test_the_best_time_is_the_least_of_all_rounds(times, always):
    clock, left = Clock(), list(times)

    def changing():
        clock.now += left.pop(0)

    def steady():
        clock.now += always

    best = measuring.best_times_s(
        [("changing", changing), ("steady", steady)], len(times), clock=clock
    )
    assert left == []
    assert best == pytest.approx({"changing": min(times), "steady": always})


def test_runs_take_turns_and_one_named_twice_keeps_its_best():
    clock, seen, progress = Clock(), [], []

    def run(name, seconds):
        def timed():
            seen.append(name)
            clock.now += seconds

        return name, timed

    runs = [run("a", 3.0), run("b", 2.0), run("a", 1.0)]
    best = measuring.best_times_s(runs, 2, clock, lambda *done: progress.append(done))
    assert seen == ["a", "b", "a"] * 2
    assert best == {"a": 1.0, "b": 2.0}
    assert progress == [(done, 6) for done in range(1, 7)]


def test_blas_has_one_thread_while_it_is_timed_and_its_own_number_after():
    def threads():
        pools = threadpoolctl.threadpool_info()
        return [pool["num_threads"] for pool in pools if pool["user_api"] == "blas"]

    seen = []
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        before = threads()
        measuring.best_times_s([("look", lambda: seen.append(threads()))], 1)
        assert threads() == before
    assert seen == [[1] * len(before)]
    assert set(before) == {2}


def steady_times(monkeypatch, seconds: dict[str, float]) -> list[list[str]]:
    """Have each job take the time that stands there; the names that ran are kept."""
    asked: list[list[str]] = []

    def best_times_s(runs, rounds, progress=None):
        asked.append([name for name, _ in runs])
        return {name: seconds.get(name, 1.0) for name, _ in runs}

    monkeypatch.setattr(measuring, "best_times_s", best_times_s)
    return asked


def test_the_roofs_are_the_fastest_product_and_the_fastest_pass(monkeypatch):
    steady_times(monkeypatch, {"square": 2**-10, "small product": 1.0, "copy": 2**-6})
    roofs, points = measuring.measured(1, TINY)
    assert roofs.operations_per_s == 2 * 7**3 * 2**10
    assert roofs.bytes_per_s == 4 * TINY.memory * 2**6
    assert {p.name: p.seconds for p in points}["square"] == 2**-10


def test_only_points_that_calculate_are_returned_each_once(monkeypatch):
    asked = steady_times(monkeypatch, {})
    _, points = measuring.measured(1, TINY)
    names = [point.name for point in points]
    assert len(set(names)) == len(names)
    assert set(names) == set(CALCULATING) - {"small product"}
    once = [name for name in asked[0] if name != "small product"]
    assert sorted(once) == sorted(set(NAMES) - {"small product"})
    assert asked[0].count("small product") > len(NAMES)


def test_all_is_measured_for_real_at_tiny_sizes():
    seen = []
    roofs, points = measuring.measured(1, TINY, lambda *done: seen.append(done))
    assert roofs.operations_per_s > 0 and roofs.bytes_per_s > 0
    assert [p.name for p in points] == [job.name for job in jobs.build(TINY)[1]]
    done, of = zip(*seen, strict=True)
    assert done == tuple(range(1, of[0] + 1)) and set(of) == {len(seen)}


def test_every_way_to_a_product_gives_the_same_product():
    rng = np.random.default_rng(2)
    A, B = rng.normal(size=(2, 6, 6)).astype(np.float32)
    ways = dict(measuring._ways(A, B))
    assert set(measuring.measured_ways(6, 1)) == set(ways)
    for way in ways.values():
        np.testing.assert_allclose(way(), A.astype(float) @ B, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("value", [None, "many", float("nan"), -1, 0], ids=repr)
@pytest.mark.parametrize("field", ["memory", "small", "square", "thin", "inner"])
def test_sizes_of_nonsense_are_refused(field, value):
    with pytest.raises(ValueError, match=rf"{field} is .*allowed: "):
        replace(TINY, **{field: value})


@pytest.mark.parametrize("sizes", [{"memory": 12_289}, {"memory": 12_288, "thin": 111}])
def test_sizes_that_do_not_fit_are_refused(sizes):
    with pytest.raises(ValueError, match="allowed: "):
        replace(TINY, **sizes)


@pytest.mark.parametrize("runs", [[], [1], [("a", 1)], [(1, print)], "many", None], ids=repr)
def test_runs_of_nonsense_are_refused(runs):
    with pytest.raises(ValueError, match=r"runs is .*allowed: at least one pair"):
        measuring.best_times_s(runs)
