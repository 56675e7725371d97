"""Check of ``cheapest_plan``: how many servers to reserve, and how many to have at most.

In the drawn cases no plan loses nearly what it may, and no server costs nearly the same in both
ways. Edges in which that is so have prices and limits that are exact in floating point. The plans
themselves live in ``_plan_ideas``.
"""

from __future__ import annotations

import math

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.cloud import _plan_ideas as ideas

ROUNDINGS = (math.ceil, math.floor, round)
NEAR = 1e-6  # two shares that decide are no nearer to each other than this


def _one_fewer(its):
    return max(0, ideas.fewest(its) - 1)


def _less_than_allowed(its):
    at_most = ideas.fewest(its)
    is_just_allowed = ideas.of_requests(its, at_most) == its.most_unmet > 0
    return at_most + is_just_allowed


def _all_or_none(its, at_most):
    return min((0, at_most), key=lambda reserved: its.cost_usd(reserved, at_most, its.needs))


def _added(*case):
    reserved, at_most = ideas.cheapest_plan(*case)
    return reserved, at_most - reserved


def _is_clear(its):
    """Whether floating point cannot change what a plan loses or which server pays."""
    servers = range(1, max(its.needs) + 1)
    unmet = [ideas.of_requests(its, server - 1) for server in servers]
    used = [its.hours_with(server) for server in servers]
    pairs = [(its.most_unmet, share) for share in unmet] + [
        (its.pays_from, share) for share in used
    ]
    return all(abs(one - other) > NEAR for one, other in pairs)


def _draw_load(rng, hours, per_server):
    """A load that rises and falls once, with a peak of 3 to 14 servers, and somewhat uneven."""
    peak, swing = per_server * rng.uniform(3, 14), rng.uniform(0.4, 0.95)
    wave = np.cos(2 * np.pi * (np.arange(hours) / hours - rng.random()))
    shape = (1 - swing / 2 + swing / 2 * wave) ** rng.choice([1, 3]) * rng.uniform(0.8, 1.2, hours)
    return np.rint(peak * shape).astype(int).tolist()


def _draw_shop(rng):
    while True:
        per_server = int(rng.integers(20, 130))
        load = _draw_load(rng, int(rng.choice([8, 12, 24])), per_server)
        on_demand_usd = int(rng.integers(80, 400)) / 1000
        reserved_usd = round(on_demand_usd * rng.uniform(0.15, 1.1), 3)
        most_unmet = float(rng.choice([0, 0.01, 0.02, 0.05, 0.1, 0.2]))
        case = load, per_server, reserved_usd, on_demand_usd, most_unmet
        if _is_clear(ideas.shop(*case)):
            return case


MEAN = (
    "You reserve for the mean load. How many servers pay depends on the two prices: for each of "
    "them ask in which share of the hours it is used."
)
ROUNDED = (
    "An hour that needs a part of a server needs a whole one, and pays for it: the needs are "
    "rounded up."
)
INVERTED = (
    "Your break-even share is the wrong way round. A reserved server is paid in every hour: does "
    "that suit one that is used often, or rarely?"
)
NOT_FEWER = "This is one server too few: it loses more than the limit allows."

cheapest_plan = Check(
    name="cheapest_plan",
    oracle=ideas.cheapest_plan,
    forbidden=COURSE_CODE,
    draw=_draw_shop,
    edges=(
        ([120, 80, 200, 450, 300, 50], 100, 0.06, 0.10, 0.05),
        ([120, 80, 200, 450, 300, 50], 100, 0.06, 0.10, 0.0),
        ([0, 0, 30, 410, 395, 0, 0, 15], 40, 0.05, 0.08, 0.02),
        ([70, 75, 71, 74], 10, 0.11, 0.12, 0.3),
        ([100, 200, 300, 400], 100, 0.25, 0.5, 0.0),
        ([100, 200, 300, 400], 100, 0.5, 0.5, 0.25),
        ([400, 150, 150, 100], 50, 0.25, 0.5, 0.25),
        ([160, 40, 90, 110], 10, 0.75, 0.5, 0.125),
        ([7], 3, 0.3, 0.2, 0.0),
        ([7], 3, 0.2, 0.3, 0.5),
    ),
    misconceptions=(
        Misconception(
            ideas.with_at_most(lambda its: max(its.needs)),
            "You have enough servers for the peak. How many requests may be lost?",
        ),
        *(
            Misconception(
                ideas.with_at_most(lambda its, rounding=rounding: rounding(its.mean)),
                "You have enough servers for the mean load. In the hours above it too much is "
                "lost, and the hours below it do not make up for that.",
            )
            for rounding in ROUNDINGS
        ),
        Misconception(
            ideas.with_share(ideas.of_hours),
            "You count the hours in which something is lost. The limit is for requests: an hour "
            "may lose a few of many.",
        ),
        Misconception(
            ideas.with_share(ideas.of_the_peak),
            "You let each hour lose so large a share, also the busiest one. The limit is for all "
            "requests of all hours together.",
        ),
        Misconception(
            ideas.with_share(ideas.mean_of_hours),
            "You take the mean of the hours' shares, as if each hour had as many requests. Add up "
            "the requests first.",
        ),
        Misconception(
            ideas.with_share(ideas.of_requests_in_whole_hours),
            "You lose all requests of an hour that has too many. Only those beyond the capacity "
            "are lost.",
        ),
        Misconception(
            ideas.with_share(ideas.of_requests_done),
            "You compare what is lost with what is done. The limit is a share of all requests.",
        ),
        Misconception(
            ideas.with_share(ideas.of_servers),
            "You count servers that are missing. The limit is for requests, and the last server "
            "of an hour may have little to do.",
        ),
        Misconception(
            ideas.with_share(ideas.in_per_cent),
            "You take the limit for per cent. It is a share: 0.05 stands for 5 %.",
        ),
        Misconception(
            ideas.with_at_most(_less_than_allowed),
            "A plan that loses just as much as it may is allowed.",
        ),
        Misconception(ideas.with_at_most(_one_fewer), NOT_FEWER),
        Misconception(
            ideas.with_reserved(lambda its, at_most: at_most),
            "You reserve all servers. Those for the peak stand idle in most hours, and are paid.",
        ),
        Misconception(
            ideas.with_reserved(lambda its, at_most: 0),
            "You reserve none. A server that is used in nearly every hour is cheaper reserved.",
        ),
        Misconception(
            ideas.with_reserved(
                lambda its, at_most: at_most if its.reserved_usd < its.on_demand_usd else 0
            ),
            "You compare the prices of an hour. A reserved server is paid in every hour, one on "
            "demand only where it is needed.",
        ),
        Misconception(
            ideas.with_reserved(_all_or_none),
            "You reserve all or none, whichever is cheaper. It may be cheapest to reserve some.",
        ),
        *(
            Misconception(
                ideas.with_reserved(
                    lambda its, at_most, rounding=rounding: min(at_most, rounding(its.mean))
                ),
                MEAN,
            )
            for rounding in ROUNDINGS
        ),
        Misconception(
            ideas.with_reserved(lambda its, at_most: min(at_most, *its.needs)),
            "You reserve what is needed in every hour. A server that is idle in a few hours may "
            "still be cheaper reserved.",
        ),
        *(
            Misconception(ideas.with_needs(rounding), ROUNDED)
            for rounding in (math.floor, round, lambda need: need)
        ),
        Misconception(
            ideas.with_needs(lambda need: math.floor(need) + 1),
            "`//` + 1 is one server too many for an hour that needs a whole number of them, such "
            "as one without load.",
        ),
        Misconception(
            ideas.without_a_cap,
            "You pay on demand for all that an hour needs. Servers beyond at_most are never added, "
            "and cost nothing; their requests are lost.",
        ),
        Misconception(ideas.with_each_server(lambda its, share: share < its.pays_from), INVERTED),
        Misconception(
            ideas.with_each_server(lambda its, share: share > 1 / its.pays_from), INVERTED
        ),
        Misconception(
            ideas.with_each_server(lambda its, share: share > 1 - its.pays_from),
            "You compare the share of the hours with what is saved in an hour. A server is worth "
            "reserving from the ratio of the two prices on.",
        ),
        Misconception(
            ideas.with_each_server(lambda its, share: share >= its.pays_from),
            "Where a server costs the same in both ways, it is not reserved: of equally cheap "
            "plans the one with the smaller numbers is wanted.",
        ),
        Misconception(
            ideas.with_each_server(
                lambda its, share: share > its.pays_from, most=lambda its: max(its.needs)
            ),
            "There are more servers reserved than there may be at most.",
        ),
        Misconception(
            _added,
            "Your second number is of those added on demand. It should count all servers, the "
            "reserved ones too.",
        ),
        Misconception(
            lambda *case: ideas.cheapest_plan(*case)[::-1],
            "The two numbers are swapped: reserved comes first.",
        ),
    ),
)
