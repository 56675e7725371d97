"""Fleets against a diary of single servers, all fleets that there are, and sums done by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.cloud import scaling
from compmodels.cloud.load import Burst, Rhythm, Trace, day
from compmodels.cloud.scaling import (
    Fleet,
    Rule,
    Run,
    Server,
    autoscaled,
    fixed,
    foresight,
    servers_for,
)

SERVER = Server(requests_per_s=100, usd_per_h=0.25)
TRACE = Trace([150, 250], 60)
loads = st.lists(st.integers(0, 1500), min_size=1, max_size=60).filter(any)
seconds = st.one_of(st.integers(0, 6).map(lambda n: 60 * n), st.integers(0, 400))
percents = st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True).map(sorted)
rules = st.builds(
    lambda bounds, **rest: Rule(below=bounds[0] / 100, above=bounds[1] / 100, **rest),
    bounds=percents,
    change=st.integers(1, 4),
    start_s=seconds,
    cooldown_s=seconds,
    least=st.integers(1, 3),
)


def diary(loads: list[int], rule: Rule, first: int, minute_s: int = 60) -> list[tuple[int, int]]:
    """How many servers serve and how many are paid in each minute, from a diary of each server.

    An entry holds the second from which it is paid and that from which it serves; who stops is
    struck out. Thresholds are whole per cent and loads are whole, so that no float decides.
    """
    entries = [{"paid": 0, "serves": 0} for _ in range(first)]
    above, below = (Fraction(round(100 * x), 100) for x in (rule.above, rule.below))
    may_act_from, counted = 0, []
    for minute, load in enumerate(loads):
        now, then = minute * minute_s, (minute + 1) * minute_s
        serving = [entry for entry in entries if entry["serves"] <= now]
        counted.append((len(serving), sum(entry["paid"] <= now for entry in entries)))
        busy = min(Fraction(1), Fraction(load, 100 * len(serving)))
        if now < may_act_from or below <= busy <= above:
            continue
        may_act_from = now + rule.cooldown_s
        if busy > above:
            serves = max(then, now + rule.start_s)
            entries += [{"paid": then, "serves": serves} for _ in range(rule.change)]
            continue
        in_excess = [entry for entry in entries if entry["serves"] <= then][rule.least :]
        for entry in in_excess[: rule.change]:
            entries.remove(entry)
        if not in_excess:
            may_act_from = 0
    return counted


def lost(loads: list[float], servers: list[int]) -> float:
    """The rates of requests that find no room, added up over the steps."""
    return sum(load - 100 * n for load, n in zip(loads, servers, strict=True) if load > 100 * n)


# the rule


@given(loads, rules, st.integers(0, 6))
@settings(max_examples=300)
def test_a_run_by_the_rule_is_what_a_diary_of_each_server_gives(loads, rule, more):
    run = autoscaled(Trace(loads, 60), SERVER, rule, rule.least + more)
    expected = diary(loads, rule, rule.least + more)
    assert list(zip(run.ready, run.billed, strict=True)) == expected


def test_the_same_on_a_whole_day_of_minutes():
    trace = day(np.random.default_rng(2), Rhythm(), [Burst(9, 1, 1.8)])
    loads = trace.requests_per_s.round().astype(int).tolist()
    run = autoscaled(Trace(loads, 60), SERVER, Rule())
    expected = diary(loads, Rule(), first=servers_for(loads[0], SERVER))
    assert list(zip(run.ready, run.billed, strict=True)) == expected
    assert run.ready.max() > 2 * run.ready.min()
    assert 0 < run.unmet < 0.05


@given(loads, rules)
def test_each_step_follows_from_the_one_before_by_step(loads, rule):
    run = autoscaled(Trace(loads, 60), SERVER, rule)
    fleet = Fleet(max(rule.least, servers_for(loads[0], SERVER)))
    for load, ready, billed in zip(loads, run.ready, run.billed, strict=True):
        assert (fleet.ready, fleet.billed) == (ready, billed)
        fleet = scaling.step(fleet, min(1, load / (100 * fleet.ready)), rule, step_s=60)


@given(loads, rules)
def test_there_are_never_fewer_than_the_least_and_all_that_serve_are_paid(loads, rule):
    run = autoscaled(Trace(loads, 60), SERVER, rule)
    assert run.ready.min() >= rule.least
    assert (run.billed >= run.ready).all()


@pytest.mark.parametrize(
    ("start_s", "serves_after"),
    [(0, 1), (1, 1), (60, 1), (61, 2), (120, 2), (300, 5)],
)
def test_a_start_takes_its_time_rounded_up_to_steps_and_one_at_least(start_s, serves_after):
    rule = Rule(change=1, start_s=start_s, cooldown_s=3600)
    run = autoscaled(Trace([60, 60, *[150] * 10], 60), SERVER, rule, first=1)
    assert run.ready.tolist() == [1] * (2 + serves_after) + [2] * (10 - serves_after)
    assert run.billed.tolist() == [1] * 3 + [2] * 9


@pytest.mark.parametrize(
    ("cooldown_s", "steps"), [(0, 1), (60, 1), (61, 2), (120, 2), (300, 5), (10**6, 10**6)]
)
def test_the_rule_keeps_still_for_the_cool_down_rounded_up_to_steps(cooldown_s, steps):
    rule = Rule(change=1, start_s=0, cooldown_s=cooldown_s)
    rising = autoscaled(Trace([10_000] * 20, 60), SERVER, rule, first=1)
    assert rising.ready.tolist() == [1 + (k + steps - 1) // steps for k in range(20)]
    falling = autoscaled(Trace([1] * 20, 60), SERVER, rule, first=30)
    assert falling.ready.tolist() == [30 - (k + steps - 1) // steps for k in range(20)]


def test_time_goes_on_in_the_cool_down_but_nothing_is_begun():
    rule = Rule(change=3)
    for busy in (0, 0.6, 1):
        assert scaling.step(Fleet(2, (3, 1), quiet=2), busy, rule, 60) == Fleet(3, (2,), quiet=1)


def test_at_a_threshold_and_between_them_nothing_is_done():
    rule = Rule(above=0.8, below=0.5)
    for busy in (0.5, 0.65, 0.8):
        assert scaling.step(Fleet(4), busy, rule, 60) == Fleet(4)
    assert scaling.step(Fleet(4), 0.81, rule, 60).billed == 6
    assert scaling.step(Fleet(4), 0.49, rule, 60).billed == 2


def test_what_cannot_stop_begins_no_cool_down():
    assert scaling.step(Fleet(1), 0.1, Rule(), 60) == Fleet(1)
    assert scaling.step(Fleet(3), 0.1, Rule(change=9, least=2), 60) == Fleet(2, quiet=4)


def test_those_that_start_are_not_stopped():
    assert scaling.step(Fleet(5, (4, 4)), 0.1, Rule(change=9), 60) == Fleet(1, (3, 3), quiet=4)


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=40), st.integers(1, 3))
def test_a_rule_that_acts_at_once_by_the_right_number_is_foresight_one_step_late(moves, change):
    """The load makes work for 1 to 9 servers, each at 90 %, and moves as the rule can follow."""
    counts = [4]
    for move in moves:
        after = counts[-1] + move * change
        counts.append(after if 1 <= after <= 9 else counts[-1])
    trace = Trace([90 * count for count in counts], 60)
    rule = Rule(above=0.905, below=0.895, change=change, start_s=0, cooldown_s=0)
    run, best = autoscaled(trace, SERVER, rule), foresight(trace, SERVER)
    assert best.ready.tolist() == counts
    assert run.ready[1:].tolist() == best.ready[:-1].tolist()


@given(st.integers(0, 30), st.integers(1, 9), st.integers(1, 9))
def test_a_jump_loses_what_comes_before_the_servers_that_it_calls_for_are_ready(
    start_minutes, first, more
):
    """Servers that are busy but for 1 % meet a jump that needs ``more`` of them."""
    trace = Trace([99 * first] + [100 * (first + more)] * 40, 60)
    rule = Rule(above=0.995, below=0, change=more, start_s=60 * start_minutes, cooldown_s=7200)
    run = autoscaled(trace, SERVER, rule)
    late = max(start_minutes, 1)
    assert run.unmet * trace.requests == pytest.approx(60 * late * 100 * more)
    assert run.ready.tolist() == [first] * (1 + late) + [first + more] * (40 - late)


# what a run tells


@given(st.data(), loads, st.sampled_from([1, 60, 3600, 450.0]))
def test_cost_loss_and_idleness_are_what_counting_step_by_step_gives(data, loads, step_s):
    numbers = st.lists(st.integers(0, 16), min_size=len(loads), max_size=len(loads))
    ready, starting = data.draw(numbers), data.draw(numbers)
    billed = [a + b for a, b in zip(ready, starting, strict=True)]
    run = Run(Trace(loads, step_s), SERVER, ready, billed)
    hours = sum(Fraction(n) * Fraction(step_s) / 3600 for n in billed)
    assert run.cost_usd == pytest.approx(float(hours / 4))
    assert run.unmet == pytest.approx(lost(loads, ready) / sum(loads))
    served = sum(min(load, 100 * n) for load, n in zip(loads, ready, strict=True))
    paid = sum(100 * n for n in billed)
    assert run.idle == (pytest.approx(1 - served / paid, abs=1e-12) if paid else 0)
    assert run.lost_per_s.sum() == pytest.approx(lost(loads, ready))
    assert run.capacity_per_s.tolist() == [100 * n for n in ready]


@given(loads, st.integers(1, 16))
def test_a_fixed_fleet_is_the_same_in_each_step(loads, servers):
    run = fixed(Trace(loads, 60), SERVER, servers)
    assert run.ready.tolist() == run.billed.tolist() == [servers] * len(loads)


@given(st.integers(0, 1000))
@settings(max_examples=20)
def test_servers_for_the_peak_lose_nothing_and_those_for_the_mean_what_is_above_them(seed):
    trace = day(np.random.default_rng(seed))
    assert fixed(trace, SERVER, servers_for(trace.peak, SERVER)).unmet == 0
    count = servers_for(trace.mean, SERVER)
    by_hand = sum(max(0.0, rate - 100 * count) for rate in trace.requests_per_s.tolist())
    run = fixed(trace, SERVER, count)
    assert run.unmet == pytest.approx(by_hand / sum(trace.requests_per_s.tolist()))
    assert 0.1 < run.unmet < 0.2


# foresight


@given(st.lists(st.integers(0, 300), min_size=1, max_size=4).filter(any))
@settings(max_examples=50)
def test_foresight_is_the_cheapest_of_all_fleets_that_lose_nothing(loads):
    trace = Trace(loads, 3600)
    runs = [Run(trace, SERVER, ready, ready) for ready in product(range(5), repeat=len(loads))]
    best = foresight(trace, SERVER)
    assert best.unmet == 0
    assert best.cost_usd == min(run.cost_usd for run in runs if run.unmet == 0)


@given(loads, rules)
def test_no_rule_that_loses_nothing_costs_less_than_foresight(loads, rule):
    trace = Trace(loads, 60)
    run, best = autoscaled(trace, SERVER, rule), foresight(trace, SERVER)
    enough = np.maximum(run.ready, best.ready)  # the rule, helped where it loses
    helped = Run(trace, SERVER, enough, np.maximum(run.billed, enough))
    assert helped.unmet == 0
    assert helped.cost_usd >= best.cost_usd
    assert run.unmet > 0 or run.cost_usd >= best.cost_usd


@given(st.integers(0, 10**6), st.integers(1, 1000))
def test_servers_for_a_rate_are_the_fewest_that_suffice(rate, each):
    count = servers_for(rate, Server(each, 1))
    assert count * each >= rate
    assert rate == count == 0 or (count - 1) * each < rate


@given(st.integers(1, 10_000), st.sampled_from([0.1, 0.3, 0.7, 1.1, 1 / 3, 1e-6, 1e6]))
def test_a_rounding_buys_no_server(count, each):
    assert servers_for(count * each, Server(each, 1)) == count
    trace = Trace([count * each, each], 60)
    assert foresight(trace, Server(each, 1)).unmet == pytest.approx(0, abs=1e-12)


# arguments


def test_the_arguments_stay_as_they_are_and_the_results_cannot_be_changed():
    starting, ready = [2, 1], np.array([1, 2])
    fleet = Fleet(3, starting)
    scaling.step(fleet, 1, Rule(), 60)
    run = Run(TRACE, SERVER, ready, ready)
    ready[0] = 2
    assert starting == [2, 1] and fleet == Fleet(3, (2, 1)) and run.ready.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        run.ready[0] = 5


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Server(0, 1), "requests_per_s is 0; .* above 0"),
        (lambda: Server(1, 0), "usd_per_h is 0; .* above 0"),
        (lambda: Rule(above=80), "above is 80; allowed: a number from 0 to 1"),
        (lambda: Rule(above=0, below=0), "above is 0; allowed: a share above 0"),
        (lambda: Rule(above=0.4), "below is 0.5; allowed: a share less than above, 0.4"),
        (lambda: Rule(change=0), "change is 0; .* from 1"),
        (lambda: Rule(change=1.5), "change is 1.5; .*whole number"),
        (lambda: Rule(start_s=-1), "start_s is -1; .* from 0"),
        (lambda: Rule(cooldown_s=-1), "cooldown_s is -1; .* from 0"),
        (lambda: Rule(least=0), "least is 0; .* from 1"),
        (lambda: Fleet(-1), "ready is -1; .* from 0"),
        (lambda: Fleet(1, (0,)), r"starting is \(0,\); .*whole numbers from 1"),
        (lambda: Fleet(1, 2), "starting is 2; allowed: a list or tuple"),
        (lambda: Fleet(1, quiet=-1), "quiet is -1; .* from 0"),
        (lambda: Run(TRACE, SERVER, [1], [1, 1]), r"ready is .*one for each step of the trace"),
        (lambda: Run(TRACE, SERVER, [1, 1.5], [2, 2]), r"ready is \[1, 1.5\]; .*whole numbers"),
        (lambda: Run(TRACE, SERVER, [1, -1], [2, 2]), r"ready is \[1, -1\]; .*from 0"),
        (lambda: Run(TRACE, SERVER, [1, 2], [2, 1]), "billed is .*in each step at least those"),
        (lambda: servers_for(-1, SERVER), "rate is -1; .* from 0"),
        (lambda: servers_for(1, 100), r"server is 100; allowed: a Server, such as Server\(100"),
        (lambda: scaling.step(Fleet(1), 1.1, Rule(), 60), "utilisation is 1.1; .*0 to 1"),
        (lambda: scaling.step(Fleet(1), 1, Rule(), 0), "step_s is 0; .* above 0"),
        (lambda: scaling.step(1, 1, Rule(), 60), "fleet is 1; allowed: a Fleet, such as Fleet"),
        (lambda: fixed(TRACE, SERVER, 0), "servers is 0; .*whole number from 1"),
        (lambda: fixed([1, 2], SERVER, 1), r"trace is \[1, 2\]; allowed: a Trace, such as load"),
        (lambda: autoscaled(TRACE, SERVER, 0.8), r"rule is 0.8; allowed: a Rule, such as Rule"),
        (lambda: autoscaled(TRACE, SERVER, Rule(least=3), 2), "first is 2; .*number from 3"),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
