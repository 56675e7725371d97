"""Check of ``break_even_month``: when a machine that is bought has cost no more than a rented one.

The oracle adds up both bills month by month in whole dollars. A student may take another offer for
the one that was asked about, and look for its month in another way: by a division, before which two
things have to be asked, whether anything is saved and whether the machine lasts so long.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from compmodels.checks._core import COURSE_CODE, Check, Misconception

HOURS_A_MONTH = 730


class Offer(NamedTuple):
    """The arguments of a case."""

    price_usd: int
    running_usd: int
    rent_usd: int
    hours: int
    life_months: int
    spent_usd: int

    @property
    def saved_usd(self):
        """What a month saves if the machine was bought, below 0 if it makes buying dearer."""
        return self.rent_usd * self.hours - self.running_usd


def _break_even_month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    for month in range(1, life_months + 1):
        if price_usd + running_usd * month <= rent_usd * hours * month:
            return month
    return None


# What students take for the month. Some of them have another offer in mind.


def _looked_for(other, *case):
    """The month of a student who tries one after the other."""
    return _break_even_month(*other(Offer(*case)))


def _divided(other, *case, rounding=math.ceil, asks_sign=True, asks_life=True):
    """The month of a student who divides, and perhaps does not ask what has to be asked."""
    its = other(Offer(*case))
    if its.saved_usd == 0 or (asks_sign and its.saved_usd < 0):
        return None
    month = rounding(Fraction(its.price_usd, its.saved_usd))
    return None if asks_life and month > its.life_months else month


def _told(its):
    return its


def _without_sign(its):
    return its._replace(running_usd=0, rent_usd=abs(its.saved_usd), hours=1)


def _before_end(*case):
    month = _break_even_month(*case)
    return None if month == Offer(*case).life_months else month


def _whole_life_only(*case):
    """The last month of the life, if buying has paid by then."""
    return None if _break_even_month(*case) is None else Offer(*case).life_months


def _if_never(answer):
    """The right month, and what is made of the offer where there is none."""

    def month(*case):
        right = _break_even_month(*case)
        return answer(Offer(*case)) if right is None else right

    return month


def _draw_offer(rng):
    """Amounts of a machine that mostly pays in its life, and of a study that would change when."""
    rent_usd, hours = int(rng.integers(3, 40)), int(rng.integers(40, 700))
    life_months = int(rng.integers(24, 85))
    rented = rent_usd * hours
    running_usd = int(rented * rng.uniform(0.1, 0.7))
    if rng.random() < 0.15:
        running_usd = rented + int(rng.integers(0, 500))
    saved = max(rented - running_usd, 100)
    price_usd = max(int(saved * life_months * rng.uniform(0.1, 1.15)), 1000)
    spent_usd = int(saved * rng.uniform(1.2, 4.5))
    return price_usd, running_usd, rent_usd, hours, life_months, spent_usd


SUNK = (
    "What was spent last year is gone whether you buy or rent. It is on both bills or on neither, "
    "and changes nothing."
)
OTHER_OFFERS = (
    (lambda its: its._replace(price_usd=its.price_usd + its.spent_usd), SUNK),
    (lambda its: its._replace(price_usd=its.price_usd - its.spent_usd), SUNK),
    (
        lambda its: its._replace(running_usd=0),
        "You leave out what the bought machine costs to run in each month: power, space and "
        "somebody to look after it.",
    ),
    (
        lambda its: its._replace(price_usd=its.price_usd + its.running_usd, running_usd=0),
        "You count the running cost once. It is paid in every month.",
    ),
    (
        lambda its: its._replace(running_usd=Fraction(its.running_usd * its.hours, HOURS_A_MONTH)),
        "You count the running cost for the hours of use alone. It is paid for the whole month, "
        "whether the machine is in use or not.",
    ),
    (
        lambda its: its._replace(hours=HOURS_A_MONTH),
        "You rent for all the hours of a month. Renting costs only in the `hours` in which the "
        "machine is wanted; that is its point.",
    ),
    (
        lambda its: its._replace(hours=1),
        "rent_usd is for an hour, and you take it for a month. How many hours is it paid for?",
    ),
    (
        lambda its: its._replace(rent_usd=Fraction(its.rent_usd, 100)),
        "You take the rent for cents. All amounts are in dollars.",
    ),
    (
        lambda its: its._replace(
            price_usd=0, running_usd=its.running_usd + Fraction(its.price_usd, its.life_months)
        ),
        "You spread the price over the life of the machine. It is paid on the first day, all of "
        "it.",
    ),
)
ROUND_UP = (
    "At the end of that month buying has still cost more. The first month at whose end it has not "
    "is wanted."
)
ROUNDINGS = (
    (math.ceil, ""),
    (math.floor, ROUND_UP),
    (round, ROUND_UP),
    (
        lambda exact: math.floor(exact) + 1,
        "Where both have cost the same at the end of a month, buying has cost no more: that month "
        "is the answer.",
    ),
    (float, "Bills are compared at the end of a month: which whole number of months is it?"),
    (
        lambda exact: math.ceil(exact) - 1,
        "Your months begin with 0. The first month is month 1, and the bills are those at its end.",
    ),
)
PAYS_NEVER = (
    "Where a month's rent is less than the running cost, every month makes buying dearer still: a "
    "negative number of months is no month, and its size means nothing."
)
WORN_OUT = "The machine is worn out before: a month after life_months is no answer, and None is."
UNASKED = (  # before a division
    ({}, ""),
    ({"asks_life": False}, WORN_OUT),
    ({"asks_sign": False}, PAYS_NEVER),
    ({"asks_life": False, "asks_sign": False}, f"{WORN_OUT} {PAYS_NEVER}"),
)
NEVER = "Where buying does not come to cost so little within life_months, the answer is None."

break_even_month = Check(
    name="break_even_month",
    oracle=_break_even_month,
    forbidden=COURSE_CODE,
    draw=_draw_offer,
    edges=(
        (55_000, 1_150, 12, 325, 60, 4_000),
        (55_000, 1_150, 12, 325, 20, 4_000),
        (55_000, 1_150, 12, 325, 19, 4_000),
        (55_001, 1_150, 12, 325, 60, 4_000),
        (54_999, 1_150, 12, 325, 60, 0),
        (55_000, 1_150, 12, 100, 60, 4_000),
        (55_000, 1_200, 12, 100, 60, 4_000),
        (55_000, 1_150, 12, 90, 60, 4_000),
        (9_000, 300, 10, 0, 36, 500),
        (9_000, 0, 10, 0, 36, 500),
        (9_000, 0, 10, 90, 36, 1_000),
        (2_000, 300, 10, 600, 36, 7_000),
        (5_700, 300, 10, 600, 36, 5_700),
        (5_701, 300, 10, 600, 1, 0),
        (5_701, 300, 10, 600, 2, 0),
        (100_000, 2_000, 8, 500, 48, 3_000),
        (90, 0, 10, 200, 36, 100),
    ),
    misconceptions=(
        *(
            Misconception(partial(way, other), hint)
            for other, hint in OTHER_OFFERS
            for way in (_looked_for, *(partial(_divided, **unasked) for unasked, _ in UNASKED))
        ),
        *(
            Misconception(
                partial(_divided, _told, rounding=rounding, **unasked), f"{hint} {also}".strip()
            )
            for rounding, hint in ROUNDINGS
            for unasked, also in UNASKED
            if hint or also
        ),
        Misconception(
            _before_end,
            "The last month of its life counts too: at its end buying may have cost no more.",
        ),
        Misconception(partial(_looked_for, _without_sign), PAYS_NEVER),
        Misconception(
            _whole_life_only,
            "You compare the two bills at the end of the machine's life. In which month does "
            "buying first cost no more?",
        ),
        *(
            Misconception(_if_never(lambda its, answer=answer: answer), NEVER)
            for answer in (0, -1, math.inf, "None", "never", False)
        ),
        *(
            Misconception(_if_never(lambda its, later=later: its.life_months + later), NEVER)
            for later in (0, 1)
        ),
    ),
)
