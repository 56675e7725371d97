"""Plans for a shop's servers: the cheapest one, and what students plan instead.

Everything is worked out with fractions, for one plan after another. What is asked of students and
which of their ideas the check knows lives in ``_plan``.
"""

from __future__ import annotations

import functools
import math
import statistics
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Shop:
    """The arguments of a case, in whole numbers and fractions."""

    load: tuple[int, ...]
    per_server: int
    reserved_usd: Fraction
    on_demand_usd: Fraction
    most_unmet: Fraction

    @property
    def exact_needs(self):
        """The servers that each hour needs, with what is left over."""
        return [Fraction(requests, self.per_server) for requests in self.load]

    @functools.cached_property
    def needs(self):
        """The servers that each hour needs."""
        return [-(-requests // self.per_server) for requests in self.load]

    @property
    def mean(self):
        """The servers that the mean load needs, with what is left over."""
        return statistics.mean(self.exact_needs)

    @property
    def pays_from(self):
        """The share of the hours above which a reserved server is the cheaper one."""
        return self.reserved_usd / self.on_demand_usd

    def lost(self, at_most):
        """What so many servers leave undone in each hour."""
        return [max(0, requests - at_most * self.per_server) for requests in self.load]

    def hours_with(self, server):
        """The share of the hours that use the server of this number, from 1."""
        return Fraction(sum(need >= server for need in self.needs), len(self.load))

    def cost_usd(self, reserved, at_most, needs):
        """What a plan costs if the hours need so many servers."""
        added = sum(max(0, min(need, at_most) - reserved) for need in needs)
        return len(self.load) * reserved * self.reserved_usd + added * self.on_demand_usd


def shop(load, per_server, *numbers):
    """The shop of a case."""
    return Shop(tuple(load), per_server, *map(Fraction, numbers))


# Shares of something that so many servers lose. The first one is what is asked for.


def of_requests(its, at_most):
    return Fraction(sum(its.lost(at_most)), sum(its.load))


def of_hours(its, at_most):
    return its.hours_with(at_most + 1)


def of_the_peak(its, at_most):
    return Fraction(max(its.lost(at_most)), max(its.load))


def of_requests_done(its, at_most):
    lost = sum(its.lost(at_most))
    return Fraction(lost, sum(its.load) - lost) if at_most else math.inf


def of_requests_in_whole_hours(its, at_most):
    lost = zip(its.load, its.lost(at_most), strict=True)
    return Fraction(sum(requests for requests, beyond in lost if beyond), sum(its.load))


def of_servers(its, at_most):
    return Fraction(sum(max(0, need - at_most) for need in its.needs), sum(its.needs))


def mean_of_hours(its, at_most):
    pairs = zip(its.lost(at_most), its.load, strict=True)
    return statistics.mean(Fraction(lost, requests or 1) for lost, requests in pairs)


def in_per_cent(its, at_most):
    return 100 * of_requests(its, at_most)


# Plans


def fewest(its, share=of_requests):
    """The smallest number of servers that loses no larger share of something than allowed."""
    numbers = range(max(its.needs) + 1)
    return next(n for n in numbers if share(its, n) <= its.most_unmet)


def cheapest_reserved(its, at_most, needs):
    """How many of so many servers to reserve, if the hours need so many."""
    return min(range(at_most + 1), key=lambda n: its.cost_usd(n, at_most, needs))


@functools.cache
def _cheapest(its):
    plans = [
        (its.cost_usd(reserved, at_most, its.needs), at_most, reserved)
        for at_most in range(max(its.needs) + 1)
        if of_requests(its, at_most) <= its.most_unmet
        for reserved in range(at_most + 1)
    ]
    _, at_most, reserved = min(plans)
    return reserved, at_most


def cheapest_plan(load, per_server, reserved_usd, on_demand_usd, most_unmet):
    """The cheapest of all plans that lose no more than they may."""
    return _cheapest(shop(load, per_server, reserved_usd, on_demand_usd, most_unmet))


def with_at_most(idea):
    """The plan with another number of servers at most, of which the best number is reserved."""

    def plan(*case):
        its = shop(*case)
        at_most = idea(its)
        return cheapest_reserved(its, at_most, its.needs), at_most

    return plan


def with_share(share):
    """The plan if the limit is one for a share of something else."""
    return with_at_most(lambda its: fewest(its, share))


def with_reserved(idea):
    """The plan with the right number at most, of which another number is reserved."""

    def plan(*case):
        its = shop(*case)
        at_most = fewest(its)
        return idea(its, at_most), at_most

    return plan


def with_needs(rounding):
    """The plan with the right number at most, and needs that are rounded in another way."""
    return with_reserved(
        lambda its, at_most: cheapest_reserved(its, at_most, [*map(rounding, its.exact_needs)])
    )


def without_a_cap(*case):
    """The plan if servers on demand are also paid for where there may be no more of them."""
    its = shop(*case)
    reserved = cheapest_reserved(its, max(its.needs), its.needs)
    return reserved, max(reserved, fewest(its))


def with_each_server(pays, most=fewest):
    """The plan that reserves as many servers as pay, told from the share of hours that use them."""

    def reserved(its, at_most):
        return sum(pays(its, its.hours_with(server)) for server in range(1, most(its) + 1))

    return with_reserved(reserved)
