"""Answers to ``mean_wait_min``."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial

import numpy as np
from scipy import special, stats

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def blocked(erlangs, servers):
    """Erlang's B, by his recursion."""
    share = 1.0
    for n in range(1, servers + 1):
        share = erlangs * share / (n + erlangs * share)
    return share


def waiting(erlangs, servers):
    """Erlang's C."""
    share = blocked(erlangs, servers)
    return share / (1 - erlangs / servers * (1 - share))


def by_a_sum(erlangs, servers, terms):
    """Erlang's C, if the sum has so many terms, each made from the one before it."""
    term, below = Decimal(1), Decimal(0)
    for k in range(servers):
        below += term if k < terms else 0
        term *= Decimal(erlangs) / (k + 1)
    below += term if terms > servers else 0
    busy = term / (1 - Decimal(erlangs) / servers)
    return float(busy / (below + busy))


# Another share


@wrong("mean_wait_min", hint="The share in your answer is Erlang's B")
def share_that_is_turned_away(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    return blocked(a, servers) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="The share in your answer is Erlang's B")
def share_of_the_time_in_which_just_all_are_busy(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    states = stats.poisson(a)
    all_busy = states.pmf(servers) / states.cdf(servers)
    return all_busy * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="Your sum has one term too many")
def sum_with_all_servers_busy(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    return by_a_sum(a, servers, servers + 1) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="Your sum has one term too few")
def sum_that_ends_too_soon(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    return by_a_sum(a, servers, servers - 1) * minutes_each / (servers - a)


def by_this_recursion(calls_per_h, minutes_each, servers, numbers):
    """The mean wait, if Erlang's recursion goes through these numbers."""
    a, share = calls_per_h * minutes_each / 60, 1.0
    if a >= servers:
        return math.inf
    for n in numbers:
        share = a * share / (n + a * share)
    return servers * share / (servers - a * (1 - share)) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="Your recursion ends one step too soon")
def recursion_from_0(calls_per_h, minutes_each, servers):
    return by_this_recursion(calls_per_h, minutes_each, servers, range(servers))


@wrong("mean_wait_min", hint="Your recursion ends one step too soon")
def recursion_without_its_end(calls_per_h, minutes_each, servers):
    return by_this_recursion(calls_per_h, minutes_each, servers, range(1, servers))


@wrong("mean_wait_min", hint="Your recursion goes one step too far")
def recursion_beyond_its_end(calls_per_h, minutes_each, servers):
    return by_this_recursion(calls_per_h, minutes_each, servers, range(1, servers + 2))


@wrong("mean_wait_min", hint="You put the utilisation a / c where the formula has a")
def utilisation_everywhere(calls_per_h, minutes_each, servers):
    utilisation = calls_per_h * minutes_each / 60 / servers
    if utilisation >= 1:
        return math.inf
    return waiting(utilisation, servers) * minutes_each / (servers - utilisation)


@wrong("mean_wait_min", hint="You put the utilisation a / c where the formula has a")
def utilisation_in_the_recursion(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    return waiting(a / servers, servers) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="You put the utilisation a / c where the formula has a")
def utilisation_below_the_line(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    return waiting(a, servers) * minutes_each / (servers - a / servers)


@wrong("mean_wait_min", hint="You put the utilisation a / c where the formula has a")
def utilisation_in_the_powers(calls_per_h, minutes_each, servers):
    utilisation = calls_per_h * minutes_each / 60 / servers
    if utilisation >= 1:
        return math.inf
    share = blocked(utilisation, servers)  # for the powers of rho, without c / (c - a)
    busy = share / (1 - share) / (1 - utilisation)
    return busy / (1 + busy) * minutes_each / (servers * (1 - utilisation))


# Another queue


@wrong("mean_wait_min", hint="one server who is c times as fast")
def one_fast_server(calls_per_h, minutes_each, servers):
    arrivals, services = calls_per_h / 60, servers / minutes_each
    if arrivals >= services:
        return math.inf
    return arrivals / services / (services - arrivals)


@wrong("mean_wait_min", hint="a line of its own")
def a_line_for_each(calls_per_h, minutes_each, servers):
    arrivals, services = calls_per_h / 60 / servers, 1 / minutes_each
    if calls_per_h * minutes_each >= 60 * servers:
        return math.inf
    return arrivals / (services * (services - arrivals))


@wrong("mean_wait_min", hint="do not come like clockwork")
def like_clockwork(calls_per_h, minutes_each, servers):
    return 0 if calls_per_h * minutes_each < 60 * servers else math.inf


# Something else than the mean wait


@wrong("mean_wait_min", hint="You count the call itself too")
def until_the_call_is_over(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    return minutes_each + waiting(a, servers) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="This is how long those wait who have to")
def of_those_who_wait(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    return minutes_each / (servers - a) if a < servers else math.inf


@wrong("mean_wait_min", hint="This is how many calls wait")
def length_of_the_line(calls_per_h, minutes_each, servers):
    utilisation = calls_per_h * minutes_each / 60 / servers
    if utilisation >= 1:
        return math.inf
    return waiting(utilisation * servers, servers) * utilisation / (1 - utilisation)


@wrong("mean_wait_min", hint="This is the share of calls that have to wait")
def share_that_waits(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    return waiting(a, servers) if a < servers else math.inf


@wrong("mean_wait_min", hint="the calls that came before take their turn first")
def until_the_first_is_free(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    return waiting(a, servers) * minutes_each / servers if a < servers else math.inf


@wrong("mean_wait_min", hint="The wait is rounded")
def in_tenths_of_a_minute(calls_per_h, minutes_each, servers):
    return round(by_recursion(calls_per_h, minutes_each, servers), 1)


@wrong("mean_wait_min", hint="The wait is rounded")
def in_whole_minutes(calls_per_h, minutes_each, servers):
    return np.round(by_recursion(calls_per_h, minutes_each, servers))


# Units


@wrong("mean_wait_min", hint="Calls come by the hour and last minutes")
def hours_times_minutes(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each
    return waiting(a, servers) * minutes_each / (servers - a) if a < servers else math.inf


@wrong("mean_wait_min", hint="Calls come by the hour and last minutes")
def minutes_taken_for_seconds(calls_per_h, minutes_each, servers):
    a = calls_per_h / 3600 * minutes_each
    return waiting(a, servers) * minutes_each / (servers - a) if a < servers else math.inf


@wrong("mean_wait_min", hint="Calls come by the hour and last minutes")
def both_converted(calls_per_h, minutes_each, servers):
    a = (calls_per_h / 60) * (minutes_each / 60)
    return waiting(a, servers) * minutes_each / (servers - a) if a < servers else math.inf


@wrong("mean_wait_min", hint="This is the wait in hours")
def wait_in_hours(calls_per_h, minutes_each, servers):
    hours_each = minutes_each / 60
    a = calls_per_h * hours_each
    return waiting(a, servers) * hours_each / (servers - a) if a < servers else math.inf


@wrong("mean_wait_min", hint="This is the wait in seconds")
def wait_in_seconds(calls_per_h, minutes_each, servers):
    seconds_each = 60 * minutes_each
    a = calls_per_h / 3600 * seconds_each
    return waiting(a, servers) * seconds_each / (servers - a) if a < servers else math.inf


# Too many calls, and too many servers


@wrong("mean_wait_min", hint="the line grows without end")
def formula_for_any_load(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    return waiting(a, servers) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="the line grows without end")
def no_wait_if_too_many(calls_per_h, minutes_each, servers):
    wait = by_recursion(calls_per_h, minutes_each, servers)
    return wait if wait < math.inf else 0.0


@wrong("mean_wait_min", hint="the line grows without end")
def nothing_if_too_many(calls_per_h, minutes_each, servers):
    wait = by_recursion(calls_per_h, minutes_each, servers)
    return wait if wait < math.inf else None


@wrong("mean_wait_min", hint="the line grows without end")
def no_number_if_too_many(calls_per_h, minutes_each, servers):
    wait = by_recursion(calls_per_h, minutes_each, servers)
    return wait if wait < math.inf else float("nan")


@wrong("mean_wait_min", hint="the line grows without end")
def minus_one_if_too_many(calls_per_h, minutes_each, servers):
    wait = by_recursion(calls_per_h, minutes_each, servers)
    return wait if wait < math.inf else -1


@wrong("mean_wait_min", hint="larger than any float")
def running_sum(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    term, below = 1.0, 0.0
    for k in range(servers):
        below += term
        term *= a / (k + 1)
    busy = term * servers / (servers - a)
    return busy / (below + busy) * minutes_each / (servers - a)


@wrong("mean_wait_min", hint="larger than any float")
def powers_and_factorials(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    with np.errstate(all="ignore"):
        terms = np.float64(a) ** np.arange(servers + 1) / special.factorial(np.arange(servers + 1))
        busy = terms[-1] * servers / (servers - a)
        return busy / (terms[:-1].sum() + busy) * minutes_each / (servers - a)


@right("mean_wait_min")
def by_recursion(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    return waiting(a, servers) * minutes_each / (servers - a) if a < servers else math.inf


@right("mean_wait_min")
def by_a_sum_of_decimals(calls_per_h, minutes_each, servers):
    arrivals, services = calls_per_h / 60, 1 / minutes_each
    if arrivals >= servers * services:
        return float("inf")
    share = by_a_sum(arrivals / services, servers, servers)
    return share / (servers * services - arrivals)


@right("mean_wait_min")
def by_the_distribution_of_poisson(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return np.inf
    share = stats.poisson.pmf(servers, a) / stats.poisson.cdf(servers - 1, a)
    return minutes_each / (servers - a) / (1 + (1 - a / servers) / share)


@right("mean_wait_min")
def by_logarithms(calls_per_h, minutes_each, servers):
    hours_each = minutes_each / 60
    a = calls_per_h * hours_each
    if servers - a <= 0:
        return math.inf
    logs = np.arange(servers + 1) * math.log(a) - special.gammaln(np.arange(servers + 1) + 1)
    logs[-1] -= math.log1p(-a / servers)
    return math.exp(logs[-1] - special.logsumexp(logs)) * 60 * hours_each / (servers - a)


@right("mean_wait_min")
def backwards_from_the_last_term(calls_per_h, minutes_each, servers):
    a = calls_per_h * minutes_each / 60
    if a >= servers:
        return math.inf
    term, below = 1 - a / servers, 0.0  # the last term stands for all that wait
    for k in range(servers, 0, -1):
        term *= k / a
        below += term
    return minutes_each / (servers - a) / (1 + below)
