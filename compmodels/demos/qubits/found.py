"""How often a search found what was marked, beside the formula.

The search itself is drawn in ``search``.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import degrees

import numpy as np
from matplotlib.axes import Axes

from compmodels import _validate
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import counted
from compmodels.demos.qubits.search import chances, theta
from compmodels.qubits.algorithms import success

SIZE = (620, 360)


def draw_success(
    ax: Axes, n: int, measured: Mapping[int, float], marked_count: int, runs: int | None
) -> None:
    """Draw the formula's probabilities, and points for the shares that were found."""
    last = max(*measured, 1)
    ks = np.linspace(0, last, 40 * last + 1)
    ax.plot(ks, chances(n, marked_count, ks), "-", color="grey", linewidth=1)
    if runs is not None:
        draw_spread(ax, {k: success(n, marked_count, k) for k in measured}, runs)
    points = {
        "color": COLOURS["vermillion"],
        "markersize": 8,
        "linestyle": "none",
        "label": "found",
    }
    ax.plot(list(measured), list(measured.values()), "o", **points)
    ax.set(xlabel="iterations (count)", ylabel="probability", ylim=(-0.03, 1.08))
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0)


def draw_spread(ax: Axes, exact: Mapping[float, float], runs: int) -> None:
    """Draw how far chance carries the share of so many runs from each exact probability."""
    middle = np.array(list(exact.values()))
    spread = 2 * np.sqrt(middle * (1 - middle) / runs)
    style = {"color": "grey", "capsize": 4, "linestyle": "none"}
    ax.errorbar(list(exact), middle, spread, **style, label="formula, two standard deviations")


def describe_success(n: int, measured: Mapping[int, float], marked_count: int) -> str:
    """The picture of `draw_success` in words."""
    apart = {k: abs(share - success(n, marked_count, k)) for k, share in measured.items()}
    most = max(apart, key=apart.get)
    return (
        f"The share of runs that found a marked item, with {marked_count} of {2**n} marked, beside "
        f"the formula sin^2((2k + 1) theta) with theta = {degrees(theta(n, marked_count)):.1f} "
        f"degrees. They are farthest apart after {counted(most, 'iteration')}: "
        f"{measured[most]:.3f} found, {success(n, marked_count, most):.3f} by the formula."
    )


def success_picture(
    n: int, measured: Mapping[int, float], marked_count: int = 1, runs: int | None = None
) -> Picture:
    """Shares that were found beside the formula, with the sentences.

    Parameters
    ----------
    n
        Qubits.
    measured
        For each number of iterations, which share of the runs found a marked item.
    marked_count
        How many items are marked.
    runs
        How many runs each share is of; if given, two standard deviations are drawn.
    """
    if not isinstance(measured, Mapping) or not measured:
        raise _validate.refuse("measured", measured, "a dictionary of shares, by iterations")
    ks = _validate.counts("measured", measured, least=0, most=1000)
    shares = [_validate.share(f"measured[{k}]", measured[k]) for k in ks]
    measured = dict(zip(ks, shares, strict=True))
    runs = None if runs is None else _validate.count("runs", runs)
    sentence = describe_success(n, measured, marked_count)
    figure = new_figure(*SIZE)
    draw_success(figure.add_subplot(), n, measured, marked_count, runs)
    return Picture(figure, sentence)
