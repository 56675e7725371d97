"""What the time until an answer is made of, at several places, and whether it is in time.

It is computed in ``compmodels.cloud.distance``. Which place wins for which jobs is drawn in
``places``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import isfinite

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import LinearLocator

from compmodels import _validate
from compmodels.cloud import distance
from compmodels.cloud.distance import Job, Place, Response
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import capitalised, hourly, in_bytes, in_seconds

MOST = 4  # places, since the map of them has so many colours
PARTS = {
    "fibre_s": ("way", {"facecolor": COLOURS["blue"]}),
    "transfer_s": ("transfer", {"facecolor": "#cfe8f7", "hatch": "////"}),
    "wait_s": ("wait", {"facecolor": COLOURS["vermillion"], "hatch": "xx"}),
    "service_s": ("work", {"facecolor": "#d9d9d9"}),
}
OUTLINE = {"edgecolor": "#303030", "linewidth": 0.7}
KEYS_ABOVE = {"loc": "lower left", "bbox_to_anchor": (0, 1.01), "frameon": False}
KEYS_ABOVE |= {"borderaxespad": 0, "columnspacing": 1.2, "handlelength": 1.6}
TOTALS_AT = 1.03  # of the width of the axes: a column to the right, where no deadline stands


def draw_response(ax: Axes, places: Sequence[Place], job: Job) -> Sequence[Artist]:
    """Draw for each place a bar of what the answer takes, and the deadline; return what moves."""
    rows = range(len(places))
    ax.set(ylim=(len(places) - 0.4, -0.75), xlabel="mean time until the answer is there")
    ax.set_yticks(rows, [place.name for place in places])
    ax.tick_params("y", length=0)
    ax.xaxis.set_major_locator(LinearLocator(5))
    ax.xaxis.set_major_formatter(lambda seconds, _: in_seconds(seconds))
    bars = [ax.barh(rows, 0, 0.5, label=name, **OUTLINE, **look) for name, look in PARTS.values()]
    ax.legend(**KEYS_ABOVE, ncols=2)
    beside = {"transform": ax.get_yaxis_transform(), "va": "center", "fontsize": 10}
    totals = [ax.text(TOTALS_AT, row, "", **beside) for row in rows]
    style = {"color": "black", "linewidth": 2, "zorder": 2.5}
    (line,) = ax.plot([0, 0], [-0.45, len(places) - 0.4], "--", **style)
    words = ax.text(0, -0.5, "", va="bottom", fontsize=10)
    moving = (*chain(*bars), *totals, line, words)
    move_response(moving, places, job)
    return moving


def move_response(moving: Sequence[Artist], places: Sequence[Place], job: Job) -> None:
    """Move what `draw_response` returned to another job or other places."""
    *others, line, words = moving
    boxes, totals = others[: -len(places)], others[-len(places) :]
    found = [distance.response(place, job) for place in places]
    lengths = np.array([parts(each) for each in found]).T
    starts = np.cumsum(lengths, axis=0) - lengths
    for box, start, length in zip(boxes, starts.flat, lengths.flat, strict=True):
        box.set(x=start, width=length)
    for total, each in zip(totals, found, strict=True):
        total.set_text(_with_verdict(each.total_s, job.deadline_s))
    end_s = axis_end(max(each.total_s for each in found), job.deadline_s)
    line.axes.set_xlim(0, end_s)
    _move_deadline(line, words, job.deadline_s, end_s)


def parts(found: Response) -> list[float]:
    """The parts of a response in seconds, in the order of the bars."""
    return [getattr(found, name) for name in PARTS]


def axis_end(longest_s: float, deadline_s: float) -> float:
    """Upper end of the axis of time in seconds: 1, 2, 4 or 8 times a power of ten.

    It leaves room for the longest bar, and for the deadline if that is not far off.
    """
    wanted = deadline_s if longest_s < deadline_s < 2 * longest_s else longest_s
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(next(power * step for step in (1, 2, 4, 8, 10) if power * step >= wanted))


def describe_response(places: Sequence[Place], job: Job) -> str:
    """The picture of `draw_response` in words."""
    won = distance.winner(places, job)
    limit = "however long it takes on average"
    if isfinite(job.deadline_s):
        limit = f"within {in_seconds(job.deadline_s)} on average"
    told = [_beside_winner(place, won, job) for place in places if place is not won]
    verdict = "no place is in time"
    if won is not None:
        took = in_seconds(distance.response(won, job).total_s)
        verdict = f"{won.name} wins, with an answer in {took} at {hourly(won.usd_per_h)}"
    return (
        f"A job of {in_bytes(job.data_bytes)} and {in_seconds(job.service_s)} of work, {limit}: "
        f"{verdict}.{''.join(f' {each}.' for each in told)}"
    )


def response_picture(places: Sequence[Place], job: Job) -> Picture:
    """What an answer takes at each place and the deadline, with the sentences.

    Parameters
    ----------
    places
        At most four, such as those of `edge.los_angeles`.
    job
        Without a deadline no line is drawn for it.
    """
    sentence = describe_response(few_enough(places), job)
    figure = new_figure(640, 150 + 60 * len(places))
    draw_response(figure.add_subplot(), places, job)
    return Picture(figure, sentence)


def few_enough(places: object) -> Sequence[Place]:
    """``places``, if there are no more than `MOST`."""
    if not isinstance(places, list | tuple) or not 1 <= len(places) <= MOST:
        raise _validate.refuse("places", places, f"a list or tuple of 1 to {MOST} Place")
    return places


def _with_verdict(total_s: float, deadline_s: float) -> str:
    """A time, and below it whether it is in time if there is a deadline."""
    verdict = "late" if total_s > deadline_s else "in time" if isfinite(deadline_s) else ""
    return f"{in_seconds(total_s)}\n{verdict}".strip()


def _move_deadline(line: Artist, words: Artist, deadline_s: float, end_s: float) -> None:
    """Move the line of the deadline with its words, or say that it lies off the axis."""
    place = min(deadline_s, end_s)
    line.set(visible=deadline_s <= end_s, xdata=[place] * 2)
    text = f"deadline {in_seconds(deadline_s)}" if isfinite(deadline_s) else ""
    beyond = " \N{RIGHTWARDS ARROW}" if text and deadline_s > end_s else ""
    words.set(x=place, ha="left" if place < end_s / 2 else "right", text=text + beyond)


def _beside_winner(place: Place, won: Place | None, job: Job) -> str:
    """Why a place does not win, in words."""
    found = distance.response(place, job)
    total = in_seconds(found.total_s)
    took = f"{capitalised(place.name)} takes {total}, the longest part for {_most(found)}"
    if found.total_s > job.deadline_s:
        late = f"{took}: {in_seconds(found.total_s - job.deadline_s)} too late"
        return late if won is None else f"{late}, at {hourly(place.usd_per_h)}"
    if place.usd_per_h == won.usd_per_h:
        return f"{took}: in time and at the same price, but not sooner"
    return f"{took}: in time, but dearer, at {hourly(place.usd_per_h)}"


def _most(found: Response) -> str:
    """The name of the longest part of a response."""
    lengths = parts(found)
    name = list(PARTS)[lengths.index(max(lengths))]
    return f"the {PARTS[name][0]}"
