"""How long the computer of 1958 would have needed for the work of later machines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.perceptron import operations

MARKS_S = {
    1: "second",
    60: "minute",
    3_600: "hour",
    86_400: "day",
    365.25 * 86_400: "year",
    1e3 * 365.25 * 86_400: "1,000 years",
    1e6 * 365.25 * 86_400: "a million years",
}


def draw_ladder(ax: Axes, seconds: Mapping[str, float]) -> None:
    """Draw a bar on a logarithmic time axis for each named job."""
    places = np.arange(len(seconds))
    ax.barh(places, seconds.values(), color=COLOURS["sky"], edgecolor="black")
    ax.set(yticks=places, yticklabels=seconds, xscale="log")
    ax.set_xlim(1e-2, max(seconds.values()) * 1e5)
    ax.set_xticks(list(MARKS_S), MARKS_S.values(), rotation=30, ha="right")
    ax.minorticks_off()
    ax.set_xlabel("time on the IBM 704 (logarithmic)")
    for place, duration in zip(places, seconds.values(), strict=True):
        ax.text(duration * 2, place, operations.in_words(duration), va="center")
    ax.invert_yaxis()


def ladder_picture(jobs: Mapping[str, float]) -> Picture:
    """The time that the IBM 704 would take for each of ``jobs`` (operations), with the sentence."""
    speed = operations.IBM_704_OPERATIONS_PER_S
    seconds = {job: operations.duration_s(count, speed) for job, count in jobs.items()}
    figure = new_figure(760, 110 + 45 * len(jobs))
    draw_ladder(figure.add_subplot(), seconds)
    told = "; ".join(f"{job}: {operations.in_words(s)}" for job, s in seconds.items())
    return Picture(figure, f"Time on the IBM 704, each bar on a logarithmic axis. {told}.")
