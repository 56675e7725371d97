"""Simulated queues against steps of time, Lindley's recursion, and formulas of queueing theory.

Seeds are fixed, so that no test fails by chance. Should a new NumPy draw other numbers, a test that
asks whether a mean lies within an interval fails with the probability that stands there.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from compmodels.cloud import simulation
from compmodels.cloud.queues import Queue
from compmodels.cloud.simulation import Waits, estimate, run, serve

SURE = 0.999  # so an interval misses once in a thousand seeds


@st.composite
def customers(draw, most: int = 25) -> tuple[list[int], list[int]]:
    """When some customers come, and how long each is served, in whole seconds."""
    number = draw(st.integers(1, most))
    gaps = draw(st.lists(st.integers(0, 5), min_size=number, max_size=number))
    services = draw(st.lists(st.integers(1, 12), min_size=number, max_size=number))
    return np.cumsum(gaps).tolist(), services


def second_by_second(arrivals: list[int], services: list[int], servers: int) -> list[int]:
    """When each customer's service starts, if one looks at everybody once a second."""
    left, starts, waiting, now = [0] * servers, {}, [], 0
    while len(starts) < len(arrivals):
        waiting += [who for who, arrival in enumerate(arrivals) if arrival == now]
        for number in range(servers):
            if left[number] == 0 and waiting:
                who = waiting.pop(0)
                starts[who], left[number] = now, services[who]
        left, now = [max(seconds - 1, 0) for seconds in left], now + 1
    return [starts[who] for who in range(len(arrivals))]


def t_interval(means: list[float], coverage: float) -> tuple[float, float]:
    """The interval for a mean, from SciPy."""
    return stats.t.interval(coverage, len(means) - 1, np.mean(means), stats.sem(means))


# who is served when


@given(customers(), st.integers(1, 6))
def test_service_starts_as_going_second_by_second_gives(them, servers):
    assert serve(*them, servers).tolist() == second_by_second(*them, servers)


@given(st.integers(0, 2**32))
def test_one_server_follows_lindleys_recursion(seed):
    """W' = max(0, W + S - A): the next waits for what is left when A seconds have passed."""
    rng = np.random.default_rng(seed)
    gaps, services = rng.exponential(1.1, 50), rng.exponential(1, 50)
    arrivals, waits = gaps.cumsum(), [0.0]
    for service, gap in zip(services[:-1], gaps[1:], strict=True):
        waits.append(max(0, waits[-1] + service - gap))
    np.testing.assert_allclose(serve(arrivals, services, 1) - arrivals, waits, atol=1e-10)


@given(customers(), st.integers(1, 6))
def test_customers_start_in_the_order_in_which_they_came_and_one_at_each_server(them, servers):
    (arrivals, services), starts = them, serve(*them, servers)
    assert (starts >= arrivals).all() and (np.diff(starts) >= 0).all()
    ends = starts + services
    assert max(((starts <= now) & (now < ends)).sum() for now in starts) <= servers


@given(customers())
def test_with_a_server_for_each_nobody_waits(them):
    arrivals, services = them
    assert serve(arrivals, services, len(arrivals)).tolist() == arrivals
    assert serve(arrivals, services, 10**9).tolist() == arrivals
    assert serve(arrivals, [0] * len(arrivals), 1).tolist() == arrivals


def test_times_before_zero_are_times_too():
    assert serve([-10, -9], [3, 3], 1).tolist() == [-10, -7]


def test_the_arguments_stay_as_they_are():
    arrivals, services = np.array([0.0, 1, 1]), np.array([2.0, 2, 2])
    serve(arrivals, services, 2)
    assert (arrivals.tolist(), services.tolist()) == ([0, 1, 1], [2, 2, 2])


# how many wait


@given(customers(), st.integers(1, 4), st.lists(st.floats(-5, 200), min_size=1))
def test_queue_lengths_are_those_who_are_counted(them, servers, times):
    arrivals, services = them
    starts = serve(arrivals, services, servers)
    waits = Waits(arrivals, starts - arrivals, services)
    pairs = list(zip(arrivals, starts, strict=True))
    moments = [*times, *arrivals, *starts]
    counted = [sum(came <= now < start for came, start in pairs) for now in moments]
    assert waits.queue_lengths(moments).tolist() == counted


def test_the_queue_over_time_adds_up_to_the_waits_of_all():
    """Little's law without chance: the area under the queue is the sum of the waits."""
    waits = run(Queue(3.8, 1, 4), 2_000, np.random.default_rng(1))
    moments = np.sort(np.r_[waits.arrivals_s, waits.arrivals_s + waits.waits_s])
    middles, lengths = (moments[1:] + moments[:-1]) / 2, np.diff(moments)
    area = waits.queue_lengths(middles) @ lengths
    assert area == pytest.approx(waits.waits_s.sum(), rel=1e-9)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (([1, 0], [0, 0], [1, 1]), "arrivals_s is .*; allowed: .*none is before that in front"),
        (([0, 1], [0], [1, 1]), "waits_s is .* of shape .2., one from 0 for each arrival"),
        (([0, 1], [0, -1], [1, 1]), "waits_s is .*; allowed: numbers from 0"),
        (([0, 1], [0, 0], [1, 1, 1]), "services_s is .* of shape .2."),
        (([0, 1], [0, 0], [1, -1]), "services_s is .*; allowed: numbers from 0"),
    ],
)
def test_waits_that_cannot_be_are_refused(fields, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        Waits(*fields)


@pytest.mark.parametrize("bad", [None, 3, [], [[1]], [np.nan], "now"])
def test_a_moment_that_is_none_is_refused(bad):
    with pytest.raises(ValueError, match=r"^times_s is .*; allowed: finite numbers of shape"):
        Waits([0], [0], [1]).queue_lengths(bad)


# chance


def test_customers_come_at_random_and_are_served_for_exponential_times():
    """By Kolmogorov's and Smirnov's test; one seed in a thousand gives less than 0.001."""
    waits = run(Queue(8, 0.1), 5_000, np.random.default_rng(1))
    gaps = np.diff(waits.arrivals_s, prepend=0)
    assert stats.kstest(gaps, stats.expon(scale=1 / 8).cdf).pvalue > 0.001
    assert stats.kstest(waits.services_s, stats.expon(scale=0.1).cdf).pvalue > 0.001
    assert stats.spearmanr(gaps, waits.services_s).pvalue > 0.001


def test_the_same_seed_gives_the_same_and_the_next_draw_another():
    rng = np.random.default_rng(1)
    first, second = run(Queue(8, 0.1), 50, rng), run(Queue(8, 0.1), 50, rng)
    again = run(Queue(8, 0.1), 50, np.random.default_rng(1))
    assert first.waits_s.tolist() == again.waits_s.tolist() != second.waits_s.tolist()


def test_constant_service_has_the_wait_of_pollaczek_and_khinchine():
    """rho s / (2 (1 - rho)): half of the wait of exponential service."""
    rng, means = np.random.default_rng(1), []
    for _ in range(20):
        arrivals = rng.exponential(1 / 0.8, 20_000).cumsum()
        waits = serve(arrivals, np.ones(20_000), 1) - arrivals
        means.append(waits[2_000:].mean())
    low, high = t_interval(means, SURE)
    expected = 0.8 / (2 * (1 - 0.8))
    assert low < expected < high
    assert high - low < 0.15 * expected


@pytest.mark.parametrize(
    ("servers", "utilisation"), [(1, 0.5), (1, 0.8), (4, 0.5), (4, 0.8), (20, 0.9)]
)
def test_the_mean_wait_is_that_of_erlangs_formula(servers, utilisation):
    """The interval is at most 0.3 of the wait wide."""
    queue = Queue(utilisation * servers, 1, servers)
    found = estimate(queue, 20_000, np.random.default_rng(1), coverage=SURE)
    assert found.low < queue.wait_s < found.high
    assert found.high - found.low < 0.3 * queue.wait_s


def test_as_many_wait_longer_than_a_time_as_the_formula_gives():
    """Each share with the interval of 20 runs, which is at most 0.4 of the share wide."""
    queue, rng = Queue(3.2, 1, 4), np.random.default_rng(1)
    runs = [run(queue, 10_000, rng).waits_s[1_000:] for _ in range(20)]
    for seconds in (0, 0.5, 2):
        low, high = t_interval([(waits > seconds).mean() for waits in runs], SURE)
        assert low < queue.waits_longer_than(seconds) < high
        assert high - low < 0.4 * queue.waits_longer_than(seconds)


# how sure one can be


@pytest.mark.parametrize("warm_up", [0, 0.1, 0.5])
@pytest.mark.parametrize("coverage", [0.5, 0.95])
def test_an_estimate_is_the_mean_of_runs_with_students_interval(warm_up, coverage):
    queue = Queue(8, 0.1)
    found = estimate(queue, 30, np.random.default_rng(1), 7, coverage, warm_up)
    rng, first = np.random.default_rng(1), int(30 * warm_up)
    means = [run(queue, 30, rng).waits_s[first:].mean() for _ in range(7)]
    low, high = t_interval(means, coverage)
    assert (found.mean, found.coverage) == (pytest.approx(np.mean(means)), coverage)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("coverage", [0.5, 0.95])
def test_intervals_hold_the_formula_as_often_as_they_say(coverage):
    """Of 200 intervals so many as a coin of that probability would give, but for one in 1,000."""
    queue, rng = Queue(0.4, 1), np.random.default_rng(1)
    found = [estimate(queue, 400, rng, runs=10, coverage=coverage) for _ in range(200)]
    hits = Counter(one.low < queue.wait_s < one.high for one in found)
    low, high = stats.binom.interval(SURE, 200, coverage)
    assert low <= hits[True] <= high


@pytest.mark.parametrize("bad", [0, 1])
def test_an_interval_that_holds_nothing_or_everything_is_refused(bad):
    with pytest.raises(
        ValueError, match=f"^coverage is {bad}; allowed: a number above 0 and below"
    ):
        estimate(Queue(8, 0.1), 10, np.random.default_rng(1), coverage=bad)


def test_a_warm_up_that_leaves_nobody_is_refused():
    with pytest.raises(ValueError, match=r"^warm_up is 1; allowed: a number from 0 to below 1"):
        estimate(Queue(8, 0.1), 10, np.random.default_rng(1), warm_up=1)


@pytest.mark.parametrize("played", [simulation.run, simulation.estimate])
def test_a_queue_to_which_nobody_comes_is_refused(played):
    with pytest.raises(
        ValueError, match=r"^queue is Queue.*; allowed: a Queue whose arrivals_per_s"
    ):
        played(Queue(0, 1), 10, np.random.default_rng(1))
