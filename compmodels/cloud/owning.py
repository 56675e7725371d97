"""Rent or own: what a machine costs either way, and from when on owning is cheaper.

An owner pays for the machine at once, and month by month for its electricity and for the people who
look after it, busy or idle. Who rents on demand pays for the hours in use alone; who commits
oneself to a term pays less for each hour, but for all of them. So it turns on the share of the
hours in which the machine is used: the break-even share. Interest, taxes and room are left out.
Prices to compute with live in ``prices``; how many machines a load needs lives in ``scaling``.

An owned machine is taken to be on all the time and to draw its greatest power, which is an upper
bound. Money is in US dollars.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

HOURS_A_MONTH = 730  # 365 x 24 / 12

ROUNDING = 1e-12  # so that two sums of money are equal although 0.1 is no float


@dataclass(frozen=True)
class Offer:
    """A machine for rent, on demand or with a commitment.

    Attributes
    ----------
    usd_per_h
        Price of an hour.
    term_months
        0 is on demand: hours in use are paid, and no others. Otherwise one commits oneself to so
        many months at a time, and pays for all their hours.
    """

    usd_per_h: float
    term_months: int = 0

    def __post_init__(self) -> None:
        _validate.quantity("usd_per_h", self.usd_per_h)
        _validate.count("term_months", self.term_months, least=0)


@dataclass(frozen=True)
class Machine:
    """A machine to buy: its price, the greatest power that it draws, and how long it lives."""

    price_usd: float
    power_w: float
    life_months: int

    def __post_init__(self) -> None:
        _validate.quantity("price_usd", self.price_usd)
        _validate.quantity("power_w", self.power_w, zero=True)
        _validate.count("life_months", self.life_months)


@dataclass(frozen=True)
class Running:
    """What it takes to run a machine of one's own.

    Attributes
    ----------
    electricity_usd_per_kwh
        Price of electricity.
    pue
        Power usage effectiveness: what the whole building draws for each watt that the machines
        draw, cooling and losses included. It is at least 1.
    staff_usd_per_month
        Pay for the time that people spend on this machine.
    """

    electricity_usd_per_kwh: float
    pue: float
    staff_usd_per_month: float

    def __post_init__(self) -> None:
        _validate.quantity("electricity_usd_per_kwh", self.electricity_usd_per_kwh, zero=True)
        _validate.number("pue", self.pue, least=1)
        _validate.quantity("staff_usd_per_month", self.staff_usd_per_month, zero=True)


def monthly_usd(machine: Machine, running: Running) -> float:
    """What an owned machine costs in a month, its price left out: electricity and staff.

    Examples
    --------
    >>> round(monthly_usd(Machine(8000, 500, 60), Running(0.12, 1.5, 100)), 2)
    165.7
    """
    _machine(machine), _running(running)
    kwh = machine.power_w / 1000 * HOURS_A_MONTH * running.pue
    return kwh * running.electricity_usd_per_kwh + running.staff_usd_per_month


def book_value_usd(machine: Machine, month: ArrayLike) -> float | np.ndarray:
    """What is left of the price in the books at the end of one month, or of many.

    It falls by the same amount in each month of the machine's life (straight-line depreciation),
    and then stays at 0.

    Examples
    --------
    >>> book_value_usd(Machine(6000, 500, 60), [0, 20, 60, 80])
    array([6000., 4000.,    0.,    0.])
    """
    _machine(machine)
    month = _validate.numbers("month", month, least=0)
    left = np.maximum(machine.life_months - month, 0)
    value = machine.price_usd * left / machine.life_months
    return value if np.ndim(month) else float(value)


def owning_usd(
    machine: Machine, running: Running, months: ArrayLike, sold: bool = False
) -> float | np.ndarray:
    """What it costs to buy a machine and run it for ``months``, one number or many.

    Parameters
    ----------
    months
        From 0 to the machine's life. After that one would have to buy another.
    sold
        Whether it is sold in the end, at its book value.

    Examples
    --------
    >>> machine, running = Machine(6000, 500, 60), Running(0.12, 1.5, 100)
    >>> owning_usd(machine, running, [12, 60]).round()
    array([ 7988., 15942.])
    >>> owning_usd(machine, running, [12, 60], sold=True).round()
    array([ 3188., 15942.])
    """
    running_usd = monthly_usd(machine, running)
    months = _validate.numbers("months", months, least=0, most=machine.life_months)
    _validate.instance("sold", sold, bool, "True or False")
    back = book_value_usd(machine, months) if sold else 0
    return machine.price_usd + running_usd * months - back


def renting_usd(offer: Offer, months: ArrayLike, use: float) -> float | np.ndarray:
    """What it costs to rent a machine for ``months``, one number or many.

    Parameters
    ----------
    months
        From 0, whole or not. Of an offer with a term, each term that has begun is paid as a whole.
    use
        The share of the hours in which the machine is used. Without a term only these are paid.

    Examples
    --------
    >>> renting_usd(Offer(2), 6, use=0.5), renting_usd(Offer(1.5, term_months=12), 6, use=0.5)
    (4380.0, 13140.0)
    """
    _offer("offer", offer)
    months = _validate.numbers("months", months, least=0)
    use = _validate.share("use", use)
    if offer.term_months:
        begun = -(-months // offer.term_months)  # rounded up
        paid_months = begun * offer.term_months
    else:
        paid_months = months * use
    return offer.usd_per_h * HOURS_A_MONTH * paid_months


def break_even_use(
    machine: Machine, running: Running, offer: Offer, months: float | None = None
) -> float:
    """The share of the hours from which on owning costs no more than renting on demand.

    It is above 1 when owning never pays, however much the machine is used.

    Parameters
    ----------
    offer
        One on demand.
    months
        For how long, above 0 and up to the machine's life, which it is if left out.

    Examples
    --------
    >>> machine, running = Machine(8000, 500, 60), Running(0.12, 1.5, 100)
    >>> f"{break_even_use(machine, running, Offer(1.00)):.0%}"
    '41%'
    >>> f"{break_even_use(machine, running, Offer(1.00), months=12):.0%}"
    '114%'
    """
    _on_demand("offer", offer)
    _machine(machine)
    months = machine.life_months if months is None else _validate.number("months", months, above=0)
    return owning_usd(machine, running, months) / renting_usd(offer, months, use=1)


def break_even_month(machine: Machine, running: Running, offer: Offer, use: float) -> int | None:
    """The first month at whose end owning has cost no more than renting, or None.

    What is counted is money spent: the machine is not sold. The offer is one on demand. None says
    that owning costs more at the end of each month of the machine's life.

    Examples
    --------
    >>> machine, running = Machine(8000, 500, 60), Running(0.12, 1.5, 100)
    >>> break_even_month(machine, running, Offer(1.00), use=0.8)
    20
    >>> print(break_even_month(machine, running, Offer(1.00), use=0.4))
    None
    """
    _on_demand("offer", offer)
    _machine(machine)
    months = np.arange(1, machine.life_months + 1)
    rented = renting_usd(offer, months, use)
    pays = owning_usd(machine, running, months) <= rented * (1 + ROUNDING)
    return int(months[pays][0]) if pays.any() else None


def commitment_pays_from(on_demand: Offer, committed: Offer) -> float:
    """The share of the hours from which on a commitment costs no more than renting on demand.

    It is the ratio of the two prices of an hour: all hours at the lower one cost as much as that
    share of them at the higher. It holds for whole terms.

    Examples
    --------
    >>> f"{commitment_pays_from(Offer(2.00), Offer(1.26, term_months=12)):.0%}"
    '63%'
    """
    _on_demand("on_demand", on_demand)
    _offer("committed", committed)
    if not committed.term_months:
        raise _validate.refuse("committed", committed, "an Offer with term_months above 0")
    return committed.usd_per_h / on_demand.usd_per_h


def _machine(machine: object) -> None:
    _validate.instance("machine", machine, Machine, "such as Machine(8000, 500, life_months=60)")


def _running(running: object) -> None:
    _validate.instance("running", running, Running, "such as Running(0.12, 1.5, 100)")


def _offer(name: str, offer: object) -> None:
    _validate.instance(name, offer, Offer, "such as Offer(usd_per_h=1.2)")


def _on_demand(name: str, offer: object) -> None:
    _offer(name, offer)
    if offer.term_months:
        raise _validate.refuse(name, offer, "an Offer on demand, that is, with term_months 0")
