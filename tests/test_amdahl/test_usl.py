"""The Universal Scalability Law against Amdahl's, exact fractions and a numeric search."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from compmodels.amdahl import laws, usl

shares = st.floats(0, 1)
costs = st.floats(1e-6, 0.1)


@given(shares, st.floats(1, 1e6))
def test_without_coherency_it_is_amdahls_law(contention, workers):
    speedup = usl.speedup(workers, contention, 0)
    assert speedup == pytest.approx(laws.amdahl(contention, workers), rel=1e-12)


@given(st.integers(1, 30), st.integers(0, 100), st.integers(0, 100))
def test_it_is_the_time_of_workers_that_queue_and_then_talk_to_each_other(
    workers, percent, permille
):
    contention, coherency = Fraction(percent, 100), Fraction(permille, 1000)
    time = contention + (1 - contention) / workers
    for _ in range(1, workers):  # the others
        time += coherency
    speedup = usl.speedup(workers, float(contention), float(coherency))
    assert speedup == pytest.approx(float(1 / time), rel=1e-12)


@given(shares, st.floats(0, 10))
def test_one_worker_has_speed_up_one_exactly(contention, coherency):
    assert usl.speedup(1, contention, coherency) == 1


@given(st.floats(0, 0.999), costs)
def test_the_peak_is_where_a_search_finds_the_greatest_speed_up(contention, coherency):
    """In log(workers), where the time for each of them has one valley."""
    found = minimize_scalar(
        lambda x: -usl.speedup(np.exp(x), contention, coherency),
        bounds=(0, np.log(1e4)), method="bounded", options={"xatol": 1e-10},
    )  # fmt: skip
    best = usl.speedup(usl.peak(contention, coherency), contention, coherency)
    assert best == pytest.approx(-found.fun, rel=1e-9)
    assert usl.peak(contention, coherency) == pytest.approx(np.exp(found.x), rel=1e-3)


@given(shares, costs, st.floats(0.01, 0.5))
def test_on_either_side_of_the_peak_it_is_slower(contention, coherency, step):
    peak = usl.peak(contention, coherency)
    around = np.array([max(1, peak * (1 - step)), peak, peak * (1 + step)])
    below, top, above = usl.speedup(around, contention, coherency)
    assert above < top and below <= top * (1 + 1e-12)


def test_where_there_is_no_peak_inside():
    assert usl.peak(0.1, 0) == usl.peak(0, 0) == np.inf
    assert usl.peak(1, 0.5) == usl.peak(0.5, 5) == 1
    assert usl.peak(0.19, 0.01) == pytest.approx(9)


@given(st.integers(0, 100), st.integers(1, 500))
def test_the_best_whole_number_is_the_last_of_the_fastest_of_all(percent, permyriad):
    contention, coherency = Fraction(percent, 100), Fraction(permyriad, 10_000)

    def time(workers):
        return contention + (1 - contention) / workers + coherency * (workers - 1)

    fastest = min(range(1, 150), key=lambda n: (time(n), -n))
    assert usl.best_workers(float(contention), float(coherency)) == fastest


@pytest.mark.parametrize("larger", range(2, 60))
@pytest.mark.parametrize("contention", [0, 0.1, 0.3, 0.7])
def test_of_two_equal_numbers_the_best_is_the_larger(contention, larger):
    coherency = (1 - contention) / (larger * (larger - 1))
    two = [usl.speedup(n, contention, coherency) for n in (larger - 1, larger)]
    assert two[0] == pytest.approx(two[1], rel=1e-12)
    assert usl.best_workers(contention, coherency) == larger


def test_the_best_number_is_infinite_where_each_further_worker_helps():
    assert usl.best_workers(0.1, 0) == usl.best_workers(1, 0) == np.inf
    assert usl.best_workers(0, 5e-324) == np.inf
    assert usl.best_workers(0, 1e-12) == pytest.approx(1e6, abs=1)
    assert type(usl.best_workers(1, 0.5)) is int


def test_many_numbers_of_workers_are_as_one_by_one():
    together = usl.speedup([1, 2.5, 40], 0.1, 0.01)
    one_by_one = [usl.speedup(n, 0.1, 0.01) for n in (1, 2.5, 40)]
    assert isinstance(together, np.ndarray) and together.tolist() == one_by_one
    assert {type(value) for value in one_by_one} == {float}
