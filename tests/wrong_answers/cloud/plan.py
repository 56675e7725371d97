"""Answers to ``cheapest_plan``."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def needed(load, per_server):
    return [-(-requests // per_server) for requests in load]


def lost(load, per_server, at_most):
    """Requests beyond what so many servers do."""
    return sum(max(0, requests - at_most * per_server) for requests in load)


def enough(load, per_server, most_unmet):
    """The fewest servers that lose few enough."""
    at_most = 0
    while lost(load, per_server, at_most) > most_unmet * sum(load):
        at_most += 1
    return at_most


def paying(needs, at_most, reserved_usd, on_demand_usd):
    """How many of so many servers pay if they are reserved."""
    hours = [sum(need > number for need in needs) for number in range(at_most)]
    return sum(used * on_demand_usd > len(needs) * reserved_usd for used in hours)


def plan_for(at_most, load, per_server, reserved_usd, on_demand_usd):
    """The plan with so many servers at most."""
    needs = needed(load, per_server)
    return paying(needs, at_most, reserved_usd, on_demand_usd), at_most


# Another number at most


@wrong("cheapest_plan", hint="You have enough servers for the peak")
def for_the_peak(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = max(needed(load, per_server))
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You have enough servers for the mean load")
def for_the_mean(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = math.ceil(np.mean(load) / per_server)
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You have enough servers for the mean load")
def for_the_mean_rounded_down(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = sum(load) // (len(load) * per_server)
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You count the hours in which something is lost")
def share_of_the_hours(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while np.mean(np.array(load) > at_most * per_server) > most_unmet:
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You let each hour lose so large a share")
def share_of_the_peak(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while max(load) - at_most * per_server > most_unmet * max(load):
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You let each hour lose so large a share")
def share_of_each_hour(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while any(r - at_most * per_server > most_unmet * r for r in load):
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You take the mean of the hours' shares")
def mean_of_the_shares(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    def share(at_most):
        parts = [1 - at_most * per_server / r if r > at_most * per_server else 0 for r in load]
        return sum(parts) / len(parts)

    at_most = next(n for n in itertools.count() if share(n) <= most_unmet)
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You lose all requests of an hour that has too many")
def whole_hours_lost(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while sum(r for r in load if r > at_most * per_server) > most_unmet * sum(load):
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You compare what is lost with what is done")
def share_of_what_is_done(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while True:
        done = sum(min(requests, at_most * per_server) for requests in load)
        if sum(load) - done <= most_unmet * done:
            return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)
        at_most += 1


@wrong("cheapest_plan", hint="You count servers that are missing")
def share_of_the_servers(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    needs = np.array(needed(load, per_server))
    at_most = 0
    while (needs - at_most).clip(0).sum() > most_unmet * needs.sum():
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="You take the limit for per cent")
def limit_in_per_cent(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet / 100)
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="A plan that loses just as much as it may is allowed")
def less_than_allowed(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while lost(load, per_server, at_most) >= max(most_unmet * sum(load), 1e-9):
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


@wrong("cheapest_plan", hint="This is one server too few")
def the_last_that_is_too_few(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = 0
    while lost(load, per_server, at_most + 1) > most_unmet * sum(load):
        at_most += 1
    return plan_for(at_most, load, per_server, reserved_usd, on_demand_usd)


# Another number reserved


@wrong("cheapest_plan", hint="You reserve all servers")
def all_reserved(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    return at_most, at_most


@wrong("cheapest_plan", hint="You reserve none")
def none_reserved(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    return 0, enough(load, per_server, most_unmet)


@wrong("cheapest_plan", hint="You compare the prices of an hour")
def by_the_lower_price(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    return (at_most if reserved_usd < on_demand_usd else 0), at_most


@wrong("cheapest_plan", hint="You compare the prices of an hour")
def reserved_paid_only_when_used(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    needs = needed(load, per_server)
    costs = [
        sum(min(need, n) for need in needs) * reserved_usd
        + sum(max(0, min(need, at_most) - n) for need in needs) * on_demand_usd
        for n in range(at_most + 1)
    ]
    return costs.index(min(costs)), at_most


@wrong("cheapest_plan", hint="You reserve all or none")
def all_or_none(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    used = sum(min(need, at_most) for need in needed(load, per_server))
    is_used_well = used / (at_most * len(load)) > reserved_usd / on_demand_usd
    return at_most * is_used_well, at_most


@wrong("cheapest_plan", hint="You reserve for the mean load")
def mean_reserved(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    return min(at_most, round(sum(load) / len(load) / per_server)), at_most


@wrong("cheapest_plan", hint="You reserve for the mean load")
def mean_reserved_rounded_up(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    return min(at_most, math.ceil(sum(load) / len(load) / per_server)), at_most


@wrong("cheapest_plan", hint="You reserve what is needed in every hour")
def base_reserved(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    return min(at_most, *needed(load, per_server)), at_most


@wrong("cheapest_plan", hint="the needs are rounded up")
def needs_rounded_down(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    needs = [requests // per_server for requests in load]
    return paying(needs, at_most, reserved_usd, on_demand_usd), at_most


@wrong("cheapest_plan", hint="the needs are rounded up")
def needs_rounded(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    needs = [round(requests / per_server) for requests in load]
    return paying(needs, at_most, reserved_usd, on_demand_usd), at_most


@wrong("cheapest_plan", hint="the needs are rounded up")
def parts_of_servers(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    needs = np.minimum(np.array(load) / per_server, at_most)
    costs = [
        n * len(load) * reserved_usd + (needs - n).clip(0).sum() * on_demand_usd
        for n in range(at_most + 1)
    ]
    return int(np.argmin(np.round(costs, 9))), at_most


@wrong("cheapest_plan", hint="is one server too many for an hour that needs a whole number")
def needs_one_more_than_rounded_down(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    needs = [requests // per_server + 1 for requests in load]
    return paying(needs, at_most, reserved_usd, on_demand_usd), at_most


@wrong("cheapest_plan", hint="You pay on demand for all that an hour needs")
def all_that_is_needed_paid_for(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    needs, plans = needed(load, per_server), []
    for at_most in range(enough(load, per_server, most_unmet), max(needs) + 1):
        for reserved in range(at_most + 1):
            added = sum(max(0, need - reserved) for need in needs)
            cost = reserved * len(load) * reserved_usd + added * on_demand_usd
            plans.append((round(cost, 9), at_most, reserved))
    _, at_most, reserved = min(plans)
    return reserved, at_most


@wrong("cheapest_plan", hint="Your break-even share is the wrong way round")
def the_rarely_used_reserved(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    used = [np.mean([need > n for need in needed(load, per_server)]) for n in range(at_most)]
    return sum(share < reserved_usd / on_demand_usd for share in used), at_most


@wrong("cheapest_plan", hint="Your break-even share is the wrong way round")
def prices_the_wrong_way_round(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    used = [np.mean([need > n for need in needed(load, per_server)]) for n in range(at_most)]
    return sum(share > on_demand_usd / reserved_usd for share in used), at_most


@wrong("cheapest_plan", hint="with what is saved in an hour")
def by_the_discount(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    used = [np.mean([need > n for need in needed(load, per_server)]) for n in range(at_most)]
    return sum(share > 1 - reserved_usd / on_demand_usd for share in used), at_most


@wrong("cheapest_plan", hint="Where a server costs the same in both ways")
def reserved_on_a_tie(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    at_most = enough(load, per_server, most_unmet)
    needs, reserved = needed(load, per_server), 0
    while reserved < at_most:
        hours = sum(need > reserved for need in needs)
        if hours * on_demand_usd < len(load) * reserved_usd:
            break
        reserved += 1
    return reserved, at_most


@wrong("cheapest_plan", hint="more servers reserved than there may be at most")
def reserved_without_a_limit(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    needs = needed(load, per_server)
    reserved = paying(needs, max(needs), reserved_usd, on_demand_usd)
    return reserved, enough(load, per_server, most_unmet)


# The right plan, said in another way


@wrong("cheapest_plan", hint="Your second number is of those added on demand")
def added_on_demand(*case):
    reserved, at_most = all_pairs(*case)
    return reserved, at_most - reserved


@wrong("cheapest_plan", hint="The two numbers are swapped")
def at_most_first(*case):
    reserved, at_most = all_pairs(*case)
    return at_most, reserved


@right("cheapest_plan")
def all_pairs(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    needs, best = needed(load, per_server), None
    for at_most in range(max(needs) + 1):
        if lost(load, per_server, at_most) > most_unmet * sum(load):
            continue
        for reserved in range(at_most + 1):
            added = sum(max(0, min(need, at_most) - reserved) for need in needs)
            cost = reserved * len(load) * reserved_usd + added * on_demand_usd
            if best is None or cost < best[0]:
                best = cost, reserved, at_most
    return best[1:]


@right("cheapest_plan")
def by_counting_hours(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    hours_at = Counter(needed(load, per_server))
    at_most = max(hours_at)
    while at_most and lost(load, per_server, at_most - 1) / sum(load) <= most_unmet:
        at_most -= 1
    used, reserved = len(load) - hours_at[0], 0
    while reserved < at_most and used / len(load) > reserved_usd / on_demand_usd:
        reserved += 1
        used -= hours_at[reserved]
    return [reserved, at_most]


@right("cheapest_plan")
def from_the_sorted_needs(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    needs = np.sort(-(-np.array(load) // per_server))
    capacities = per_server * np.arange(needs[-1] + 1)
    done = np.minimum(np.array(load)[:, None], capacities).sum(axis=0)
    at_most = np.argmax(done >= (1 - most_unmet) * sum(load))
    idle_hours = len(load) * (1 - reserved_usd / on_demand_usd)  # fewer than that, and it pays
    idle = np.searchsorted(needs, np.arange(1, at_most + 1))
    return np.array([np.count_nonzero(idle < idle_hours), at_most])
