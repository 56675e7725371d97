"""What a machine has cost so far, month by month: owned, or rented for the hours in use.

Prices and the months after which owning has paid come from ``compmodels.cloud.owning``.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from compmodels.cloud import owning
from compmodels.cloud.owning import Machine, Offer, Running
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import counted, figures, hourly

THOUSAND = 1_000
LOOKS = {
    0.1: {"color": COLOURS["blue"], "linestyle": "-"},
    0.2: {"color": COLOURS["vermillion"], "linestyle": "--"},
    0.3: {"color": COLOURS["green"], "linestyle": "-."},
    0.5: {"color": COLOURS["purple"], "linestyle": (0, (5, 1))},
    1.0: {"color": COLOURS["orange"], "linestyle": ":"},
}  # of the lines of renting, by the share of the hours in use
OWNED = {"color": "black", "linewidth": 4}
MARK = {"color": "black", "markersize": 8, "markerfacecolor": "white", "markeredgewidth": 2}
MARK |= {"linestyle": "none"}
ROOM = 1.08  # where the axis of money ends, in times of what owning costs in the end
SIZE = (720, 380)


def draw_buying(ax: Axes, machine: Machine, running: Running, offer: Offer) -> None:
    """Draw what owning has cost after each month, and what renting has, for several uses."""
    life = machine.life_months
    months = np.array([0, life])
    for use, look in LOOKS.items():
        rented = owning.renting_usd(offer, months, use) / THOUSAND
        ax.plot(months, rented, **look, linewidth=2, label=f"rented, {100 * use:g} % of the hours")
    owned = owning.owning_usd(machine, running, months) / THOUSAND
    ax.plot(months, owned, "-", **OWNED, label="owned")
    found = crossings(machine, running, offer)
    times = [time for time, _month in found]
    paid = np.interp(times, months, owned)
    ax.plot(times, paid, marker="o", **MARK, label="owning has paid\n(after so many months)")
    for place, (_time, month) in zip(zip(times, paid, strict=True), found, strict=True):
        ax.annotate(str(month), place, (3, -8), textcoords="offset points", va="top")
    ax.set(xlim=(0, life), xticks=range(0, life + 1, max(1, life // 10)), xlabel="time (months)")
    ax.set(ylim=(0, ROOM * owned[1]), ylabel="money spent so far (thousands of USD)")
    ax.yaxis.set_major_formatter("{x:,g}")
    ax.legend(reverse=True, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)


def crossings(machine: Machine, running: Running, offer: Offer) -> list[tuple[float, int]]:
    """When renting has cost as much as owning, in months, and after which month owning has paid.

    They are in the order of the uses. Uses with which owning never pays are left out.

    Examples
    --------
    >>> machine, running = Machine(8000, 500, 60), Running(0.12, 1.5, 100)
    >>> [(round(time, 2), month) for time, month in crossings(machine, running, Offer(1))]
    [(40.14, 41), (14.18, 15)]
    """
    found = []
    for use, month in months_paid(machine, running, offer).items():
        if month:
            saved = owning.renting_usd(offer, 1, use) - owning.monthly_usd(machine, running)
            found.append((machine.price_usd / saved, month))
    return found


def months_paid(machine: Machine, running: Running, offer: Offer) -> dict[float, int | None]:
    """After how many months owning has paid, or None if it never does, for each use."""
    return {use: owning.break_even_month(machine, running, offer, use) for use in LOOKS}


def describe_buying(machine: Machine, running: Running, offer: Offer) -> str:
    """The picture of `draw_buying` in words."""
    # The months come first: where they are worked out, what cannot be compared is refused.
    told = [
        f"at {100 * use:g} %, " + (f"after {counted(month, 'month')}" if month else "never")
        for use, month in months_paid(machine, running, offer).items()
    ]
    life = machine.life_months
    return (
        f"Owning costs {figures(machine.price_usd)} USD at once, and "
        f"{figures(owning.owning_usd(machine, running, life))} USD in all by the end of the "
        f"machine's life of {counted(life, 'month')}. Against renting on demand for "
        f"{hourly(offer.usd_per_h)}, owning has paid, by the share of the hours in "
        f"which the machine is used: {'; '.join(told)}."
    )


def buying_picture(machine: Machine, running: Running, offer: Offer) -> Picture:
    """Money spent over the life of a machine, owned or rented on demand, with the sentences.

    Parameters
    ----------
    machine, running
        The machine that one could own, and what it takes to run it.
    offer
        The like of it for rent, on demand.
    """
    sentence = describe_buying(machine, running, offer)
    figure = new_figure(*SIZE)
    draw_buying(figure.add_subplot(), machine, running, offer)
    return Picture(figure, sentence)
