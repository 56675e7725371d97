"""Renting against owning: month by month in exact fractions, and against a search for the root."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from compmodels.cloud import owning
from compmodels.cloud.owning import Machine, Offer, Running

# Whole kilowatts, so that two sums that are not equal differ by a tenth of a cent at least.
watts = st.integers(0, 20).map(lambda kilowatts: 1000 * kilowatts)
machines = st.builds(Machine, st.integers(1, 10**6), watts, st.integers(1, 120))
runnings = st.builds(
    Running,
    st.integers(0, 50).map(lambda cents: cents / 100),
    st.integers(100, 250).map(lambda percent: percent / 100),
    st.integers(0, 5000),
)
prices_of_an_hour = st.integers(1, 10_000).map(lambda cents: cents / 100)
on_demand = st.builds(Offer, prices_of_an_hour)
committed = st.builds(Offer, prices_of_an_hour, st.integers(1, 48))
uses = st.integers(0, 100).map(lambda percent: percent / 100)


def exact(decimal: float) -> Fraction:
    """The decimal fraction that a float was written as."""
    return Fraction(str(decimal))


def owned(machine: Machine, running: Running) -> list[Fraction]:
    """What owning has cost at the end of each month of the machine's life, added up."""
    watts = Fraction(machine.power_w) * exact(running.pue)
    an_hour = watts / 1000 * exact(running.electricity_usd_per_kwh)
    spent, ends = Fraction(machine.price_usd), []
    for _ in range(machine.life_months):
        spent += 730 * an_hour
        spent += Fraction(running.staff_usd_per_month)
        ends.append(spent)
    return ends


def rented(offer: Offer, use: float, months: int) -> list[Fraction]:
    """What renting has cost at the end of each month, terms paid as they begin."""
    an_hour, spent, ends = exact(offer.usd_per_h), Fraction(0), []
    for month in range(months):
        if not offer.term_months:
            spent += 730 * exact(use) * an_hour
        elif month % offer.term_months == 0:
            spent += 730 * offer.term_months * an_hour
        ends.append(spent)
    return ends


def close(fractions: list[Fraction]) -> object:
    return pytest.approx([float(f) for f in fractions], rel=1e-9)


# what it costs


@given(machines, runnings)
def test_owning_is_the_price_and_each_month_added_up(machine, running):
    months = np.arange(1, machine.life_months + 1)
    assert owning.owning_usd(machine, running, months) == close(owned(machine, running))
    assert owning.owning_usd(machine, running, 0) == machine.price_usd


@given(on_demand | committed, uses, st.integers(1, 100))
def test_renting_is_each_month_or_each_term_added_up(offer, use, months):
    found = owning.renting_usd(offer, np.arange(1, months + 1), use)
    assert found == close(rented(offer, use, months))
    assert owning.renting_usd(offer, 0, use) == 0


@given(machines)
def test_the_book_value_falls_by_equal_steps_to_nothing(machine):
    months = np.arange(machine.life_months + 5)
    values = owning.book_value_usd(machine, months)
    step, left, expected = Fraction(machine.price_usd, machine.life_months), machine.price_usd, []
    for _ in months:
        expected.append(Fraction(left))
        left = max(left - step, 0)
    assert values == pytest.approx([float(value) for value in expected], rel=1e-9, abs=1e-6)
    assert values[0] == machine.price_usd and (values[machine.life_months :] == 0).all()


@given(machines, runnings)
def test_a_machine_that_is_sold_costs_its_depreciation_alone(machine, running):
    months = np.arange(machine.life_months + 1)
    kept = owning.owning_usd(machine, running, months)
    sold = owning.owning_usd(machine, running, months, sold=True)
    assert kept - sold == pytest.approx(owning.book_value_usd(machine, months), abs=1e-6)
    assert sold[0] == 0 and sold[-1] == kept[-1]


def test_electricity_by_hand():
    """1 kW at PUE 1.5 for 730 hours is 1,095 kWh; at 20 cents that is 219 dollars."""
    running = Running(0.20, 1.5, staff_usd_per_month=81)
    assert owning.monthly_usd(Machine(5000, 1000, 48), running) == pytest.approx(219 + 81)


def test_a_month_is_a_twelfth_of_a_year():
    assert owning.HOURS_A_MONTH * 12 == 365 * 24


@given(on_demand, uses, st.integers(1, 100))
def test_one_number_of_months_is_as_one_of_many(offer, use, months):
    one = owning.renting_usd(offer, months, use)
    assert type(one) is float
    assert one == owning.renting_usd(offer, [months], use)[0]


@pytest.mark.parametrize("sold", [False, True])
def test_costs_of_one_number_of_months_are_floats(sold):
    machine, running = Machine(6000, 500, 60), Running(0.12, 1.5, 100)
    assert type(owning.owning_usd(machine, running, 7, sold)) is float
    assert type(owning.book_value_usd(machine, 7)) is float
    assert type(owning.renting_usd(Offer(1, term_months=12), 7, 0.5)) is float


# the share of the hours


@given(machines, runnings, on_demand, st.data())
def test_at_the_break_even_share_owning_and_renting_cost_the_same(machine, running, offer, data):
    months = data.draw(st.integers(1, machine.life_months))
    use = owning.break_even_use(machine, running, offer, months)
    bought = float(owned(machine, running)[months - 1])
    an_hour = float(exact(offer.usd_per_h))
    searched = brentq(lambda share: share * 730 * months * an_hour - bought, 0, 1e9, rtol=1e-14)
    assert use == pytest.approx(searched, rel=1e-9)


@given(machines, runnings, on_demand)
def test_the_break_even_share_is_for_the_whole_life_if_not_said(machine, running, offer):
    for_life = owning.break_even_use(machine, running, offer, machine.life_months)
    assert owning.break_even_use(machine, running, offer) == for_life


@given(machines, runnings, on_demand)
def test_the_longer_it_is_kept_the_less_it_must_be_used(machine, running, offer):
    months = range(1, machine.life_months + 1)
    shares = [owning.break_even_use(machine, running, offer, m) for m in months]
    assert all(later <= earlier * (1 + 1e-12) for earlier, later in pairwise(shares))


def test_a_share_above_one_says_that_owning_never_pays():
    machine, running, offer = Machine(10_000, 0, 10), Running(0, 1, 0), Offer(1)
    assert owning.break_even_use(machine, running, offer) == pytest.approx(10_000 / 7300)
    assert owning.break_even_month(machine, running, offer, use=1) is None


# the month


@given(machines, runnings, on_demand, uses)
def test_the_break_even_month_is_the_first_of_the_months_added_up(machine, running, offer, use):
    both = zip(owned(machine, running), rented(offer, use, machine.life_months), strict=True)
    first = next((month for month, (own, rent) in enumerate(both, start=1) if own <= rent), None)
    assert owning.break_even_month(machine, running, offer, use) == first


@given(st.integers(1, 120), st.integers(1, 500), st.integers(0, 300))
def test_costs_that_are_equal_to_the_cent_count_as_no_more(month, hour_cents, staff_usd):
    """The price is what renting costs up to that month, so only there the two are equal."""
    saved = Fraction(730 * hour_cents, 100) - staff_usd
    if saved > 0:
        machine = Machine(float(saved * month), 0, 120)
        found = owning.break_even_month(
            machine, Running(0, 1, staff_usd), Offer(hour_cents / 100), 1
        )
        assert found == month


@given(machines, runnings, on_demand, uses)
def test_there_is_a_month_just_when_the_share_is_reached(machine, running, offer, use):
    month = owning.break_even_month(machine, running, offer, use)
    share = exact(use) * rented(offer, 1, machine.life_months)[-1]
    assert (month is not None) == (owned(machine, running)[-1] <= share)


def test_eight_gpus_always_on_are_paid_for_in_the_ninth_month():
    """149,000 dollars are 6,087 hours at 24.48 dollars, or 8.3 months; running costs nothing."""
    machine, offer = Machine(149_000, 3500, 60), Offer(24.48)
    assert owning.break_even_month(machine, Running(0, 1, 0), offer, use=1) == 9


# commitment


@given(prices_of_an_hour, prices_of_an_hour, st.sampled_from([12, 36]))
def test_a_commitment_pays_from_the_share_at_which_both_cost_the_same(full, reduced, term):
    share = owning.commitment_pays_from(Offer(full), Offer(reduced, term))
    assert share == pytest.approx(float(exact(reduced) / exact(full)))
    if share <= 1:
        both = (
            owning.renting_usd(Offer(full), term, share),
            owning.renting_usd(Offer(reduced, term), term, 0),
        )
        assert both[0] == pytest.approx(both[1])


@given(committed, uses, uses)
def test_a_commitment_costs_the_same_however_much_it_is_used(offer, one, other):
    months = [1, 12, 30]
    costs = [owning.renting_usd(offer, months, use) for use in (one, other)]
    assert (costs[0] == costs[1]).all()


# wrong input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, r: Offer(0), "usd_per_h is 0; allowed: a finite number above 0"),
        (lambda m, r: Offer(1, 0.5), "term_months is 0.5; allowed: a whole number from 0"),
        (lambda m, r: Machine(1000, -1, 60), "power_w is -1; allowed: a finite number from 0"),
        (lambda m, r: Machine(1000, 500, 0), "life_months is 0; allowed: a whole number from 1"),
        (lambda m, r: Running(0.1, 0.9, 0), "pue is 0.9; allowed: a finite number from 1"),
        (lambda m, r: owning.owning_usd(m, r, 61), "months is 61; allowed: .* from 0 to 60"),
        (lambda m, r: owning.owning_usd(m, r, [1, -1]), r"months is \[1, -1\]; .* from 0 to 60"),
        (lambda m, r: owning.owning_usd(m, r, 1, sold="yes"), "sold is 'yes'; allowed: a bool"),
        (lambda m, r: owning.monthly_usd(r, m), "machine is Running.*; allowed: a Machine"),
        (lambda m, r: owning.renting_usd(Offer(1), 1, 1.5), "use is 1.5; allowed: .* 0 to 1"),
        (lambda m, r: owning.renting_usd(24.48, 1, 1), "offer is 24.48; allowed: an? Offer"),
        (lambda m, r: owning.break_even_use(m, r, Offer(1), 0), "months is 0; .* above 0"),
        (lambda m, r: owning.break_even_use(m, r, Offer(1), 70), "months is 70.*; .* from 0 to 60"),
        (
            lambda m, r: owning.break_even_use(m, r, Offer(1, 12)),
            "offer is .*; allowed: an Offer on d",
        ),
        (
            lambda m, r: owning.commitment_pays_from(Offer(2), Offer(1)),
            "committed is .*term_months a",
        ),
        (
            lambda m, r: owning.commitment_pays_from(Offer(2, 12), Offer(1, 12)),
            "on_demand is .*on de",
        ),
    ],
)
def test_what_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call(Machine(6000, 500, 60), Running(0.12, 1.5, 100))
