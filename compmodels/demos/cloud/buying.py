"""What a machine has cost so far, month by month: owned, or rented for the hours in use.

Prices and the months after which owning has paid come from ``compmodels.cloud.owning``. How that is
drawn lives here: which lines leave the picture, and where words stand so that none hides another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from matplotlib.axes import Axes

from compmodels import _validate
from compmodels.cloud import owning
from compmodels.cloud.owning import Machine, Offer, Running
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import counted, figures

THOUSAND = 1000
ROOM = 1.08  # where the axis of money ends, in times of what owning costs in the end
TICKS = (1, 2, 3, 6, 12)  # months that may lie from one tick to the next
LOOKS = (
    ("blue", "-"),
    ("vermillion", "--"),
    ("green", "-."),
    ("purple", (0, (5, 1))),
    ("orange", ":"),
    ("sky", (0, (3, 1, 1, 1))),
)
OWNED = {"color": "black", "linewidth": 4}
MARK = {"color": "black", "markersize": 8, "markerfacecolor": "white", "markeredgewidth": 2}
MARK |= {"zorder": 4, "clip_on": False}
TIE = {"color": "grey", "linewidth": 0.8, "clip_on": False}
PAPER = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
# In shares of the width or height of the axes: how far words are from the next ones, ...
APART_ASIDE, APART_ABOVE, APART_BELOW = 0.075, 0.12, 0.16
# ... how far from the line that they belong to, and how high owning's line is above a month's.
ASIDE, ABOVE, BELOW, LEAST = 0.02, 0.03, 0.05, 0.14
WORD = 0.12  # what the word for a month takes of the width of the axes
HEAD, HEAD_ALONE = 42, 10  # points from the axes to the head, with names below it and without
SIZE = (640, 400)


def draw_buying(
    ax: Axes, machine: Machine, running: Running, offer: Offer, uses: Sequence[float]
) -> None:
    """Draw what owning has cost after each month, and what renting has, for several uses."""
    life = machine.life_months
    owned = [float(owning.owning_usd(machine, running, end)) / THOUSAND for end in (0, life)]
    top = ROOM * owned[1]
    _draw_axes(ax, life, top)
    aside, above = {"owning": (life, owned[1])}, {}
    for use, (colour, dashes) in zip(uses, LOOKS, strict=False):
        x, y = _end(offer, use, life, top)
        ax.plot([0, x], [0, y], color=COLOURS[colour], linestyle=dashes, linewidth=2)
        (aside if y < top else above)[f"rented {_percent(use)}"] = (x, y)
    ax.plot([0, life], owned, "-", **OWNED)
    _name_aside(ax, aside)
    _name_above(ax, above)
    _mark_crossings(ax, owned, crossings(machine, running, offer, uses))


def crossings(
    machine: Machine, running: Running, offer: Offer, uses: Sequence[float]
) -> list[tuple[float, int]]:
    """When renting has cost as much as owning, in months, and after which month owning has paid.

    They are in order of time. Uses with which owning never pays are left out.

    Examples
    --------
    >>> machine, running = Machine(8000, 500, 60), Running(0.12, 1.5, 100)
    >>> [(round(time, 2), month) for time, month in crossings(machine, running, Offer(1), [0.8])]
    [(19.13, 20)]
    """
    found = []
    for use in uses:
        month = owning.break_even_month(machine, running, offer, use)
        if month:
            saved = owning.renting_usd(offer, 1, use) - owning.monthly_usd(machine, running)
            # Rounding alone could make `saved` so small that the lines meet after the month.
            found.append((machine.price_usd / max(saved, machine.price_usd / month), month))
    return sorted(found)


def describe_buying(machine: Machine, running: Running, offer: Offer, uses: Sequence[float]) -> str:
    """The picture of `draw_buying` in words."""
    life = machine.life_months
    months = [owning.break_even_month(machine, running, offer, use) for use in uses]
    told = [f"at {_percent(use)}, {_after(month)}" for use, month in zip(uses, months, strict=True)]
    return (
        f"Owning costs {figures(float(machine.price_usd))} USD at once, and "
        f"{figures(owning.owning_usd(machine, running, life))} USD in all by the end of the "
        f"machine's life of {counted(life, 'month')}. Against renting on demand for "
        f"{float(offer.usd_per_h):,.6g} USD an hour, owning has paid, by the share of the hours in "
        f"which the machine is used: {'; '.join(told)}."
    )


def buying_picture(
    machine: Machine,
    running: Running,
    offer: Offer,
    uses: Sequence[float] = (0.1, 0.2, 0.3, 0.5, 1.0),
) -> Picture:
    """Money spent over the life of a machine, owned or rented on demand, with the sentences.

    Parameters
    ----------
    machine, running
        The machine that one could own, and what it takes to run it.
    offer
        The like of it for rent, on demand.
    uses
        Shares of the hours in which the machine is used, from 0 to 1: a line of renting for each.
    """
    _validate.instance("machine", machine, Machine, "such as Machine(8000, 500, life_months=60)")
    _validate.instance("offer", offer, Offer, "such as Offer(usd_per_h=1.2)")
    if offer.term_months:
        raise _validate.refuse("offer", offer, "an Offer on demand, that is, with term_months 0")
    uses = _different_shares(uses)
    figure = new_figure(*SIZE)
    draw_buying(figure.add_subplot(), machine, running, offer, uses)
    return Picture(figure, describe_buying(machine, running, offer, uses))


def _different_shares(uses: object) -> list[float]:
    shares = _validate.array("uses", uses, (None,), "shares from 0 to 1").tolist()
    if len({_percent(use) for use in shares}) < len(shares) or len(shares) > len(LOOKS):
        raise _validate.refuse("uses", uses, f"at most {len(LOOKS)} shares, clearly different")
    return [_validate.share("uses", use) for use in shares]


def _draw_axes(ax: Axes, life: int, top: float) -> None:
    """Axes for a life in months and for money up to ``top``, in thousands of US dollars."""
    apart = next((each for each in TICKS if life <= 12 * each), 12 * ceil(life / 144))
    ax.set(xlim=(0, life), xticks=range(0, life + 1, apart), xlabel="time (months)")
    ax.set(ylim=(0, top), ylabel="money spent so far (thousands of USD)")
    ax.yaxis.set_major_formatter("{x:,g}")


def _end(offer: Offer, use: float, life: int, top: float) -> tuple[float, float]:
    """Where the line of renting ends: with the machine's life, or before that at the top."""
    end = owning.renting_usd(offer, life, use) / THOUSAND
    return (life, end) if end < top else (life * top / end, top)


def _name_aside(ax: Axes, ends: dict[str, tuple[float, float]]) -> None:
    """Write names beside lines, to the right of where they end."""
    heights = [y / ax.get_ylim()[1] for _x, y in ends.values()]
    places = spread(heights, APART_ASIDE, 0.02, 0.98)
    for name, height, place in zip(ends, heights, places, strict=True):
        style = {"va": "center", "fontweight": "bold" if name == "owning" else "normal"}
        _tie(ax, (1, height), (1 + ASIDE, place))
        _write(ax, (1 + ASIDE, place), f" {name}", **style)


def _name_above(ax: Axes, ends: dict[str, tuple[float, float]]) -> None:
    """Write names above lines, where they leave the picture, and a head for all names."""
    widths = [x / ax.get_xlim()[1] for x, _y in ends.values()]
    places = spread(widths, APART_ABOVE, 0.05, 0.95)
    for name, width, place in zip(ends, widths, places, strict=True):
        _tie(ax, (width, 1), (place, 1 + ABOVE))
        _write(ax, (place, 1 + ABOVE), name.replace(" ", "\n", 1), ha="center", va="bottom")
    style = {"loc": "left", "fontsize": 10, "pad": HEAD if ends else HEAD_ALONE}
    ax.set_title("rented: on demand, by the share of the hours in use (%)", **style)


def _mark_crossings(ax: Axes, owned: Sequence[float], found: Sequence[tuple[float, int]]) -> None:
    """Mark where renting comes to cost as much as owning, and write the months below."""
    life, top = ax.get_xlim()[1], ax.get_ylim()[1]
    heights = np.array(owned) / top
    low = max(0.01, np.interp(LEAST, heights, [0, 1]))
    wanted = {month: time / life for time, month in reversed(found)}  # a month's first time
    places = spread(list(wanted.values()), APART_BELOW, low, 1 - APART_BELOW)
    at = {
        month: (place, np.interp(place, [0, 1], heights) - BELOW)
        for month, place in zip(wanted, places, strict=True)
    }
    for time, month in found:
        x, height = time / life, np.interp(time / life, [0, 1], heights)
        left, below = at[month]
        _tie(ax, (x, height), (np.clip(x, left, left + WORD), below))
        ax.plot([time], [height * top], "o", **MARK)
    for month, place in at.items():
        _write(ax, place, f"month {month}", ha="left", va="top", bbox=PAPER)


def _tie(ax: Axes, end: tuple[float, float], place: tuple[float, float]) -> None:
    """Draw a thin line from what is named to its name; both places are in shares of the axes."""
    ax.plot(*zip(end, place, strict=True), "-", transform=ax.transAxes, **TIE)


def _write(ax: Axes, place: tuple[float, float], words: str, **style: object) -> None:
    """Write words at a place, in shares of the axes."""
    ax.text(*place, words, transform=ax.transAxes, fontsize=10, **style)


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> np.ndarray:
    """Places near the wanted ones and in their order, but apart and from ``low`` to ``high``.

    Examples
    --------
    >>> spread([0.5, 0.1, 0.54], 0.1, 0, 1).round(2)
    array([0.47, 0.1 , 0.57])
    """
    order = np.argsort(wanted, kind="stable")
    steps = apart * np.arange(len(order))
    spare = np.asarray(wanted, float)[order] - steps
    pushed_up = np.maximum.accumulate(spare)
    pushed_down = np.minimum.accumulate(spare[::-1])[::-1]
    places = np.empty(len(order))
    middle = np.clip((pushed_up + pushed_down) / 2, low, high - apart * (len(order) - 1))
    places[order] = middle + steps
    return places


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _after(month: int | None) -> str:
    return f"after {counted(month, 'month')}" if month else "never"
