"""Erlang's formulas against their definitions, a chain of states, SciPy, and published tables."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm, poisson

from compmodels.cloud.queues import MOST, Queue, erlang_b, erlang_c, servers_needed
from tests.test_cloud.sums import erlangs_sums

few = st.integers(1, 40)
shares = st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50)
busy = st.floats(0.05, 0.99)


def chain(queue: Queue, longest: int = 300) -> np.ndarray:
    """The long-run share of time with 0, 1, ... customers, if no more than so many may wait."""
    size = queue.servers + longest + 1
    flow = np.zeros((size, size))
    for number in range(size - 1):
        flow[number, number + 1] = queue.arrivals_per_s
        flow[number + 1, number] = min(number + 1, queue.servers) / queue.service_s
    flow -= np.diag(flow.sum(axis=1))
    balance = np.vstack([flow.T[:-1], np.ones(size)])  # one equation is spare: they must add to 1
    return np.linalg.solve(balance, np.eye(size)[-1])


# the definitions


@given(few, shares)
def test_a_few_servers_give_what_the_definitions_give_exactly(servers, utilisation):
    offered = servers * utilisation
    b, c = erlangs_sums(offered, servers)
    assert erlang_b(float(offered), servers) == pytest.approx(float(b), rel=1e-12)
    assert erlang_c(float(offered), servers) == pytest.approx(float(c), rel=1e-12)


@pytest.mark.parametrize("servers", [1_000, 10_000])
@pytest.mark.parametrize("utilisation", ["0.8", "0.95", "0.99", "0.999"])
def test_thousands_of_servers_give_the_definitions_worked_out_to_sixty_digits(servers, utilisation):
    with localcontext(prec=60):
        offered = Decimal(utilisation) * servers
        b, c = erlangs_sums(offered, servers)
    assert erlang_b(float(offered), servers) == pytest.approx(float(b), rel=1e-10)
    assert erlang_c(float(offered), servers) == pytest.approx(float(c), rel=1e-10)


@given(st.integers(1, 400), st.floats(0, 500))
def test_erlang_b_is_the_last_share_of_a_poisson_distribution_cut_off_there(servers, offered):
    up_to = poisson.cdf(servers, offered)
    assume(up_to > 1e-200)
    expected = poisson.pmf(servers, offered) / up_to
    assert erlang_b(offered, servers) == pytest.approx(expected, rel=1e-9, abs=1e-290)


def test_nothing_overflows_on_the_way():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        lost = erlang_b([0, 1e-300, 1, 1e4, 1e6], 10_000)
    assert lost.tolist() == sorted(lost)
    assert lost[0] == lost[1] == 0
    assert lost[-1] == pytest.approx(0.99, abs=1e-3)


def test_a_queue_that_is_all_but_full_still_has_a_probability():
    for servers in (1, 3, 7, 100, 10_000):
        offered = np.nextafter(servers, 0)
        assert erlang_c(offered, servers) == pytest.approx(1, abs=1e-9)
        assert np.isfinite(Queue(offered, 1, servers).wait_s)


# published figures

OCTEL = {4: 31, 8: 112, 12: 211, 16: 319, 20: 433, 24: 550, 28: 671, 32: 793, 36: 918,
         40: 1044, 44: 1171, 48: 1299, 52: 1429, 56: 1559, 60: 1690, 64: 1821, 68: 1953,
         72: 2086}  # fmt: skip
"""Ports, and hundreds of call seconds an hour (36 are an erlang) of which they lose 1 % at most.

Lucent Technologies, "Octel Unified Messenger Concepts and Planning Guide", 101-1620-005, table B-1.
"""


@pytest.mark.parametrize(("ports", "hundreds"), OCTEL.items())
def test_erlang_b_gives_the_table_of_a_telephone_system(ports, hundreds):
    assert erlang_b(hundreds / 36, ports) <= 0.01 < erlang_b((hundreds + 1) / 36, ports)


def test_erlang_b_gives_the_examples_of_a_calculators_manual():
    """Westbay's calculator: 15 lines lose 1 % of 8.108 erlangs; 158.333 need 168 lines for 3 %.

    Sources: erlang.com/calculatormanual, howmuchtrafficcanatrunkgrouphandle.htm and
    minutes_howmanylines.htm.
    """
    assert erlang_b(8.1075, 15) < 0.01 < erlang_b(8.1085, 15)
    assert erlang_b(158.333, 168) <= 0.03 < erlang_b(158.333, 167)


@pytest.mark.parametrize(
    ("servers", "offered", "waiting", "beyond_service"),
    [(8, 3.87, 0.05, 0.016), (10, 4.08, 0.01, None), (10, 3.87, None, 0.0022)],
)
def test_erlang_c_gives_the_example_of_a_textbooks_table(servers, offered, waiting, beyond_service):
    """8 channels for 3.87 erlangs let 5 % wait, 10 for 4.08 let 1 % wait.

    Of those who wait, 1.6 % and 0.22 % wait for longer than the mean call lasts.
    Source: "Digital Mobile Communications and the TETRA System", A.4, page 424.
    """
    if waiting is not None:
        least, most = (erlang_c(offered + by, servers) for by in (-0.005, 0.005))
        assert least < waiting < most
    if beyond_service is not None:
        queue = Queue(offered, 1, servers)
        assert queue.waits_longer_than(1) / queue.waiting == pytest.approx(beyond_service, rel=0.02)


@pytest.mark.parametrize(
    ("servers", "waiting", "in_time"),
    [
        (13, 0.285270453036493, 0.7955947884177831),
        (14, 0.1741319335950498, 0.8883500191794669),
        (15, 0.10204236700798798, 0.9414528428690223),
    ],
)
def test_a_queue_gives_the_printed_results_of_a_staffing_package(servers, waiting, in_time):
    """100 calls of 3 minutes in half an hour; who waits up to 20 s is served in time.

    Source: pyworkforce 0.5.1 on PyPI, what its README prints.
    """
    queue = Queue(arrivals_per_s=100 / 1800, service_s=180, servers=servers)
    assert queue.waiting == pytest.approx(waiting, rel=1e-12)
    assert 1 - queue.waits_longer_than(20) == pytest.approx(in_time, rel=1e-12)


@pytest.mark.parametrize(("servers", "length", "response"), [(2, 7.674, 1.053), (4, 0.105, 0.212)])
def test_a_queue_gives_the_figures_of_a_course(servers, length, response):
    """9 customers a second, 5 of whom a server can serve in one.

    Source: ETH Zurich, Advanced Systems Lab 2017, as the tests of GNU Octave's package queueing
    quote it (inst/qsmmm.m).
    """
    queue = Queue(arrivals_per_s=9, service_s=1 / 5, servers=servers)
    assert queue.queue_length == pytest.approx(length, abs=5e-4)
    assert queue.response_s == pytest.approx(response, abs=5e-4)


# a queue


@pytest.mark.parametrize("servers", [1, 2, 5, 12])
@pytest.mark.parametrize("utilisation", [0.1, 0.5, 0.8, 0.9])
def test_a_queue_is_what_its_chain_of_states_gives(servers, utilisation):
    queue = Queue(utilisation * servers / 0.2, 0.2, servers)
    share, number = chain(queue), np.arange(servers + 301)
    assert queue.waiting == pytest.approx(share[servers:].sum(), rel=1e-9)
    waiting = np.maximum(number - servers, 0) @ share
    assert queue.queue_length == pytest.approx(waiting, rel=1e-9)
    assert queue.offered == pytest.approx(np.minimum(number, servers) @ share, rel=1e-9)
    everybody = number @ share  # by Little's law for all who are there
    assert queue.response_s == pytest.approx(everybody / queue.arrivals_per_s, rel=1e-9)


@given(st.floats(0.01, 100), busy)
def test_one_server_has_its_closed_forms(service_s, utilisation):
    rate, arrivals = 1 / service_s, utilisation / service_s
    queue = Queue(arrivals, service_s)
    assert queue.utilisation == pytest.approx(utilisation)
    assert queue.waiting == pytest.approx(utilisation)
    assert queue.wait_s == pytest.approx(utilisation / (rate - arrivals))
    assert queue.response_s == pytest.approx(1 / (rate - arrivals))
    assert queue.queue_length == pytest.approx(utilisation**2 / (1 - utilisation))
    tail = utilisation * np.exp(-(rate - arrivals) * service_s)
    assert queue.waits_longer_than(service_s) == pytest.approx(tail)


@pytest.mark.parametrize("servers", [1, 4, 20])
def test_the_mean_wait_is_the_area_under_the_shares_that_wait_longer(servers):
    queue = Queue(0.9 * servers, 1, servers)
    area, _ = quad(queue.waits_longer_than, 0, np.inf)
    assert queue.wait_s == pytest.approx(area)
    assert queue.waits_longer_than(0) == queue.waiting


@given(few)
def test_nobody_comes_nobody_waits(servers):
    queue = Queue(0, 1, servers)
    assert queue.waiting == queue.wait_s == queue.queue_length == queue.utilisation == 0
    assert queue.response_s == 1


# what more load and more servers do


@given(few, st.floats(0, 0.999))
def test_more_must_wait_than_would_be_turned_away(servers, utilisation):
    lost = erlang_b(utilisation * servers, servers)
    assert 0 <= lost <= erlang_c(utilisation * servers, servers) * (1 + 1e-12) <= 1 + 1e-9


@given(few, busy, busy)
def test_more_load_makes_more_wait_for_longer(servers, one, other):
    assume(abs(one - other) > 1e-6)
    quiet, loud = (Queue(share * servers, 1, servers) for share in sorted([one, other]))
    assert quiet.waiting < loud.waiting
    assert quiet.wait_s < loud.wait_s
    assert erlang_b(quiet.offered, servers) < erlang_b(loud.offered, servers)


@given(few, busy)
def test_one_more_server_makes_fewer_wait(servers, utilisation):
    offered = utilisation * servers
    assert erlang_c(offered, servers + 1) < erlang_c(offered, servers)
    assert erlang_b(offered, servers + 1) < erlang_b(offered, servers)


@given(few, busy)
def test_one_queue_of_all_servers_is_shorter_than_two_queues_of_half(servers, utilisation):
    half = Queue(utilisation * servers, 1, servers)
    together = Queue(2 * utilisation * servers, 1, 2 * servers)
    assert together.wait_s < half.wait_s
    assert together.waiting < half.waiting


@given(st.integers(2, 40), busy)
def test_one_server_as_fast_as_all_answers_sooner_though_more_wait(servers, utilisation):
    slow = Queue(utilisation * servers, 1, servers)
    quick = Queue(utilisation * servers, 1 / servers)
    assert quick.response_s < slow.response_s
    assert quick.waiting > slow.waiting


# how many servers are needed


@given(st.fractions(0, 30, max_denominator=10), st.floats(0.001, 1))
def test_the_servers_needed_are_enough_and_one_fewer_is_not(offered, most_waiting):
    servers = servers_needed(float(offered), most_waiting)
    assert servers > offered
    assert erlangs_sums(offered, servers)[1] <= most_waiting * (1 + 1e-9)
    if servers - 1 > offered:
        assert erlangs_sums(offered, servers - 1)[1] > most_waiting * (1 - 1e-9)


@pytest.mark.parametrize("offered", [10, 100, 1_000, 10_000, 100_000])
@pytest.mark.parametrize("most_waiting", [0.01, 0.2, 0.5, 0.9])
def test_the_servers_needed_are_close_to_the_square_root_rule(offered, most_waiting):
    """a + x sqrt(a), where 1 / (1 + x cdf(x) / pdf(x)) = P, by Halfin and Whitt (1981).

    It holds in the limit of many servers; two servers to either side is a band that it keeps.
    """
    spare = brentq(lambda x: 1 / (1 + x * norm.cdf(x) / norm.pdf(x)) - most_waiting, 1e-9, 9)
    rule = offered + spare * offered**0.5
    assert abs(servers_needed(offered, most_waiting) - rule) < 2


def test_with_any_share_allowed_to_wait_there_are_just_more_servers_than_erlangs():
    assert [servers_needed(a, 1) for a in (0, 0.5, 1, 5, 5.5)] == [1, 1, 2, 6, 6]
    assert servers_needed(0, 0.001) == 1


def test_just_as_many_waiting_as_are_allowed_are_not_too_many():
    for offered, servers in ((1, 2), (3.5, 6), (95, 100)):
        assert servers_needed(offered, erlang_c(offered, servers)) == servers


# one number or many, and what is refused


@pytest.mark.parametrize("formula", [erlang_b, erlang_c])
def test_many_loads_are_as_one_by_one(formula):
    loads = [0, 2.5, 7]
    together, one_by_one = formula(loads, 8), [formula(load, 8) for load in loads]
    assert isinstance(together, np.ndarray) and together.tolist() == one_by_one
    assert {type(value) for value in one_by_one} == {float}
    assert loads == [0, 2.5, 7]


def test_many_times_are_as_one_by_one():
    queue, times = Queue(7, 1, 8), np.array([0, 1, 2.5])
    together, one_by_one = queue.waits_longer_than(times), map(queue.waits_longer_than, times)
    assert together.tolist() == list(one_by_one)
    assert type(queue.waits_longer_than(1)) is float


@pytest.mark.parametrize("bad", [-1, np.nan, np.inf, "long", None, [], [[1]], [1, -1]])
def test_a_time_to_wait_that_is_none_is_refused(bad):
    with pytest.raises(ValueError, match=r"^seconds is .*; allowed: a finite number from 0"):
        Queue(7, 1, 8).waits_longer_than(bad)


@given(few, st.floats(1, 1000))
def test_as_much_load_as_servers_or_more_is_refused(servers, times):
    offered = servers * times
    least = servers_needed(offered, 1)
    told = f"below {servers} erlangs, the number of servers; this load needs {least} servers$"
    with pytest.raises(ValueError, match=f"^offered is .*; allowed: {told}"):
        erlang_c(offered, servers)
    with pytest.raises(ValueError, match=f"^offered is .*; allowed: {told}"):
        erlang_c([0, offered], servers)
    with pytest.raises(ValueError, match=f"^arrivals_per_s is .*; allowed: fewer than .*{told}"):
        Queue(offered, 1, servers)


def test_a_load_beyond_all_servers_that_there_can_be_is_refused():
    with pytest.raises(ValueError, match="this load needs more servers"):
        Queue(1e308, 1e10, MOST)
