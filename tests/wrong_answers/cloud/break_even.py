"""Answers to ``break_even_month``."""

from __future__ import annotations

import math
from functools import partial
from itertools import accumulate, repeat

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def looked_for(bought, a_month, rented, months):
    """The first month by whose end the bill of buying has been reached by that of renting."""
    for month in months:
        bought += a_month
        if bought <= rented * month:
            return month
    return None


def solved(price_usd, saved, life_months):
    """The month by a division, if a month of buying saves anything."""
    if saved <= 0:
        return None
    month = math.ceil(price_usd / saved)
    return month if month <= life_months else None


# What is on the bills


@wrong("break_even_month", hint="What was spent last year is gone")
def study_on_the_bill_of_buying(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    paid = price_usd + spent_usd
    return looked_for(paid, running_usd, rent_usd * hours, range(1, life_months + 1))


@wrong("break_even_month", hint="What was spent last year is gone")
def study_taken_off(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    paid = price_usd - spent_usd
    return looked_for(paid, running_usd, rent_usd * hours, range(1, life_months + 1))


@wrong("break_even_month", hint="What was spent last year is gone")
def study_on_the_bill_of_renting(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    for month in range(1, life_months + 1):
        if price_usd + running_usd * month <= spent_usd + rent_usd * hours * month:
            return month
    return None


@wrong("break_even_month", hint="What was spent last year is gone")
def study_divided_too(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return math.ceil((price_usd + spent_usd) / (rent_usd * hours - running_usd))


@wrong("break_even_month", hint="What was spent last year is gone")
def study_divided_too_within_the_life(
    price_usd, running_usd, rent_usd, hours, life_months, spent_usd
):
    month = math.ceil((price_usd + spent_usd) / (rent_usd * hours - running_usd))
    return month if month <= life_months else None


@wrong("break_even_month", hint="What was spent last year is gone")
def study_taken_off_and_divided(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    return math.ceil((price_usd - spent_usd) / saved) if saved > 0 else None


@wrong("break_even_month", hint="You leave out what the bought machine costs to run")
def price_over_rent(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return math.ceil(price_usd / (rent_usd * hours))


@wrong("break_even_month", hint="You leave out what the bought machine costs to run")
def bought_and_done(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return solved(price_usd, rent_usd * hours, life_months)


@wrong("break_even_month", hint="You leave out what the bought machine costs to run")
def run_at_home_and_in_the_cloud(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    rented = running_usd + rent_usd * hours
    return looked_for(price_usd, running_usd, rented, range(1, life_months + 1))


@wrong("break_even_month", hint="You count the running cost once")
def run_for_one_month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return solved(price_usd + running_usd, rent_usd * hours, life_months)


@wrong("break_even_month", hint="You count the running cost for the hours of use alone")
def run_when_used(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    an_hour = running_usd / 730
    return solved(price_usd, (rent_usd - an_hour) * hours, life_months)


@wrong("break_even_month", hint="You rent for all the hours of a month")
def rented_day_and_night(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return solved(price_usd, rent_usd * 730 - running_usd, life_months)


@wrong("break_even_month", hint="rent_usd is for an hour, and you take it for a month")
def rented_for_a_month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return looked_for(price_usd, running_usd, rent_usd, range(1, life_months + 1))


@wrong("break_even_month", hint="All amounts are in dollars")
def rented_for_cents(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    rented = rent_usd * hours / 100
    return looked_for(price_usd, running_usd, rented, range(1, life_months + 1))


@wrong("break_even_month", hint="You spread the price over the life")
def written_off_evenly(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return 1 if price_usd / life_months + running_usd <= rent_usd * hours else None


@wrong("break_even_month", hint="at the end of the machine's life")
def at_the_end_of_its_life(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    bought = price_usd + life_months * running_usd
    return life_months if bought <= life_months * rent_usd * hours else None


# Which month


@wrong("break_even_month", hint="buying has cost no more: that month is the answer")
def when_it_costs_less(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    for month in range(1, life_months + 1):
        if price_usd + running_usd * month < rent_usd * hours * month:
            return month
    return None


@wrong("break_even_month", hint="buying has cost no more: that month is the answer")
def one_more_than_rounded_down(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    month = price_usd // saved + 1 if saved > 0 else life_months + 1
    return month if month <= life_months else None


@wrong("break_even_month", hint="Your months begin with 0")
def counted_from_zero(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    for month in range(life_months):
        price_usd += running_usd - rent_usd * hours
        if price_usd <= 0:
            return month
    return None


@wrong("break_even_month", hint="The first month at whose end it has not is wanted")
def rounded_down(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    if saved <= 0 or price_usd > life_months * saved:
        return None
    return price_usd // saved


@wrong("break_even_month", hint="The first month at whose end it has not is wanted")
def rounded_to_the_nearest(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    if saved <= 0 or price_usd / saved > life_months:
        return None
    return round(price_usd / saved)


@wrong("break_even_month", hint="end it has not is wanted. The machine is worn out before")
def rounded_down_and_nothing_asked(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return price_usd // (rent_usd * hours - running_usd)


@wrong("break_even_month", hint="which whole number of months is it? The machine is worn out")
def divided_and_nothing_asked(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return price_usd / (rent_usd * hours - running_usd)


@wrong("break_even_month", hint="which whole number of months is it")
def with_a_part_of_a_month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    if saved <= 0 or price_usd / saved > life_months:
        return None
    return price_usd / saved


# When it never happens


@wrong("break_even_month", hint="The machine is worn out before")
def however_long_it_takes(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    return math.ceil(price_usd / saved) if saved > 0 else None


@wrong("break_even_month", hint="The last month of its life counts too")
def last_month_left_out(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return looked_for(price_usd, running_usd, rent_usd * hours, range(1, life_months))


@wrong("break_even_month", hint="and None is. Where a month's rent is less")
def rounded_up_and_nothing_asked(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return math.ceil(price_usd / (rent_usd * hours - running_usd))


@wrong("break_even_month", hint="a negative number of months is no month")
def solved_below_zero(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = rent_usd * hours - running_usd
    month = math.ceil(price_usd / saved) if saved else math.inf
    return month if month <= life_months else None


@wrong("break_even_month", hint="a negative number of months is no month")
def solved_without_the_sign(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    saved = abs(rent_usd * hours - running_usd)
    return solved(price_usd, saved, life_months)


@wrong("break_even_month", hint="the answer is None")
def never_is_infinite(*case):
    month = by_division(*case)
    return math.inf if month is None else month


@wrong("break_even_month", hint="the answer is None")
def never_is_zero(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    for month in range(1, life_months + 1):
        if price_usd + running_usd * month <= rent_usd * hours * month:
            return month
    return 0


@wrong("break_even_month", hint="the answer is None")
def never_is_a_word(*case):
    return by_division(*case) or "None"


@wrong("break_even_month", hint="the answer is None")
def never_is_one_month_later(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    month = 1
    while month <= life_months and price_usd > (rent_usd * hours - running_usd) * month:
        month += 1
    return month


@wrong("break_even_month", hint="What is printed is not returned")
def month_printed(*case):
    print(by_division(*case))


@right("break_even_month")
def by_division(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return solved(price_usd, rent_usd * hours - running_usd, life_months)


@right("break_even_month")
def with_the_study_on_both_bills(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    bought = accumulate(repeat(running_usd, life_months), initial=spent_usd + price_usd)
    rented = accumulate(repeat(rent_usd * hours, life_months), initial=spent_usd)
    return next((m for m, (b, r) in enumerate(zip(bought, rented, strict=True)) if b <= r), None)


@right("break_even_month")
def with_all_months_at_once(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    months = np.arange(1, life_months + 1)
    pays = price_usd + running_usd * months <= np.float64(rent_usd) * hours * months
    return months[pays.argmax()] if pays.any() else None
