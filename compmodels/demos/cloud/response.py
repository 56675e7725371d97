"""What the time until an answer is made of, at several places, and whether it is in time.

It is computed in ``compmodels.cloud.distance``. Which place wins for which jobs is drawn in
``places``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch

from compmodels import _validate
from compmodels.cloud import distance
from compmodels.cloud.distance import Job, Place, Response
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import figures

MOST = 6  # places, since the map of them has so many colours
PARTS = {
    "fibre_s": ("way", {"facecolor": COLOURS["blue"]}),
    "transfer_s": ("transfer", {"facecolor": "#cfe8f7", "hatch": "////"}),
    "wait_s": ("wait", {"facecolor": COLOURS["vermillion"], "hatch": "xx"}),
    "service_s": ("work", {"facecolor": COLOURS["yellow"]}),
}
EDGE = {"edgecolor": "#303030", "linewidth": 0.7}
KEYS_ABOVE = {"loc": "lower left", "bbox_to_anchor": (0, 1.01), "frameon": False}
KEYS_ABOVE |= {"borderaxespad": 0, "columnspacing": 1.2, "handlelength": 1.6}
HALF = 0.25  # of the height of a bar
TICKS = (0, 0.25, 0.5, 0.75, 1)  # of the axis of time


def draw_response(ax: Axes, places: Sequence[Place], job: Job) -> Sequence[Artist]:
    """Draw for each place a bar of what the answer takes, and the deadline; return what moves.

    The axis goes from 0 to 1, and the times at its ticks move with the rest: so a new scale needs
    no new background.
    """
    ax.set(xlim=(0, 1), ylim=(len(places) - 0.4, -0.75))
    ax.set_xticks(TICKS, [" "] * len(TICKS))
    ax.set_xlabel("time until the answer is there")
    ax.set_yticks(range(len(places)), [place.name for place in places])
    ax.tick_params("y", length=0)
    moving = (*_draw_bars(ax, len(places)), *_draw_scale(ax, len(places)))
    _draw_parts(ax)
    move_response(moving, places, job)
    return moving


def move_response(moving: Sequence[Artist], places: Sequence[Place], job: Job) -> None:
    """Move what `draw_response` returned to another job or other places."""
    found = [distance.response(place, job) for place in places]
    end_s = axis_end(max(each.total_s for each in found), job.deadline_s)
    bars, totals = moving[: len(PARTS)], moving[len(PARTS) : -len(TICKS) - 2]
    line, words, *times = moving[-len(TICKS) - 2 :]
    lengths = np.array([parts(each) for each in found]) / end_s
    starts = np.cumsum(lengths, axis=1) - lengths
    for bar, start, length in zip(bars, starts.T, lengths.T, strict=True):
        bar.set_verts(_boxes(start, length))
    for each, total in zip(found, totals, strict=True):
        total.set(x=each.total_s / end_s + 0.015, text=in_seconds(each.total_s))
    for tick, text in zip(TICKS, times, strict=True):
        text.set_text(in_seconds(tick * end_s))
    _move_deadline(line, words, job.deadline_s, end_s)


def parts(found: Response) -> list[float]:
    """The parts of a response in seconds, in the order of the bars."""
    return [getattr(found, name) for name in PARTS]


def axis_end(longest_s: float, deadline_s: float) -> float:
    """Upper end of the axis of time in seconds: 1, 2, 4 or 8 times a power of ten.

    It leaves room for the longest bar with its words, and for the deadline if that is not far off.
    """
    wanted = 1.35 * longest_s
    if wanted < deadline_s < 2 * longest_s:
        wanted = deadline_s
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(next(power * step for step in (1, 2, 4, 8, 10) if power * step >= wanted))


def describe_response(places: Sequence[Place], job: Job) -> str:
    """The picture of `draw_response` in words."""
    won = distance.winner(places, job)
    limit = f"within {in_seconds(job.deadline_s)}" if isfinite(job.deadline_s) else "at any time"
    told = [_beside_winner(place, won, job) for place in places if place is not won]
    verdict = "no place is in time"
    if won is not None:
        took = in_seconds(distance.response(won, job).total_s)
        verdict = f"{won.name} wins, with an answer in {took} on average at {_price(won)}"
    return (
        f"A job of {in_bytes(job.data_bytes)} and {in_seconds(job.service_s)} of work, {limit}: "
        f"{verdict}.{''.join(f' {each}.' for each in told)}"
    )


def response_picture(places: Sequence[Place], job: Job) -> Picture:
    """What an answer takes at each place and the deadline, with the sentences.

    Parameters
    ----------
    places
        At most six, such as those of `los_angeles`.
    job
        Without a deadline no line is drawn for it.
    """
    sentence = describe_response(few_enough(places), job)
    figure = new_figure(640, 150 + 60 * len(places))
    draw_response(figure.add_subplot(), places, job)
    return Picture(figure, sentence)


def in_bytes(data_bytes: float) -> str:
    """An amount of data in words.

    Examples
    --------
    >>> in_bytes(1_000), in_bytes(2.5e8)
    ('1 kB', '250 MB')
    """
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if data_bytes >= 0.9999 * size:
            return f"{figures(data_bytes / size)} {unit}"
    return f"{figures(data_bytes)} B"


def in_seconds(seconds: float) -> str:
    """A time in words, in seconds or milliseconds.

    Examples
    --------
    >>> in_seconds(12), in_seconds(0.0025)
    ('12 s', '2.5 ms')
    """
    if seconds >= 0.9999:
        return f"{figures(seconds)} s"
    return f"{figures(1_000 * seconds)} ms" if seconds else "0"


def few_enough(places: object) -> Sequence[Place]:
    """``places``, if there are no more than `MOST`."""
    if not isinstance(places, list | tuple) or not 1 <= len(places) <= MOST:
        raise _validate.refuse("places", places, f"a list or tuple of 1 to {MOST} Place")
    return places


def _draw_bars(ax: Axes, places: int) -> Sequence[Artist]:
    """Draw the bars, part by part, and the times at their ends, as yet of nothing."""
    looks = [look for _name, look in PARTS.values()]
    bars = [ax.add_collection(PolyCollection([], **EDGE, **look)) for look in looks]
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    return *bars, *(ax.text(0, row, "", va="center", bbox=box) for row in range(places))


def _boxes(starts: np.ndarray, lengths: np.ndarray) -> list[list[tuple[float, float]]]:
    """The corners of one part of each place's bar, row by row."""
    rows = enumerate(zip(starts, starts + lengths, strict=True))
    return [
        [(a, row - HALF), (b, row - HALF), (b, row + HALF), (a, row + HALF)] for row, (a, b) in rows
    ]


def _draw_scale(ax: Axes, places: int) -> Sequence[Artist]:
    """Draw the line of the deadline, its words, and the times at the ticks, as yet of nothing."""
    style = {"color": "black", "linewidth": 2, "zorder": 2.5}
    (line,) = ax.plot([0, 0], [-0.45, places - 0.4], "--", **style)
    words = ax.text(0, -0.5, "", va="bottom", fontsize=10)
    below = {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "top", "fontsize": 10}
    return line, words, *(ax.text(tick, -0.03, "", **below) for tick in TICKS)


def _draw_parts(ax: Axes) -> None:
    """Draw above the bars what their parts mean."""
    keys = [Patch(**EDGE, **look) for _name, look in PARTS.values()]
    ax.legend(keys, [name for name, _look in PARTS.values()], **KEYS_ABOVE, ncols=2)


def _move_deadline(line: Artist, words: Artist, deadline_s: float, end_s: float) -> None:
    """Move the line of the deadline with its words, or say that it lies off the axis."""
    place = min(deadline_s / end_s, 1)
    line.set(visible=deadline_s <= end_s, xdata=[place] * 2)
    text = f"deadline {in_seconds(deadline_s)}" if isfinite(deadline_s) else ""
    beyond = " \N{RIGHTWARDS ARROW}" if text and deadline_s > end_s else ""
    words.set(x=place, ha="left" if place < 0.5 else "right", text=text + beyond)


def _beside_winner(place: Place, won: Place | None, job: Job) -> str:
    """Why a place does not win, in words."""
    found = distance.response(place, job)
    total, name = in_seconds(found.total_s), place.name
    took = f"{name[:1].upper()}{name[1:]} takes {total}, the longest part for {_most(found)}"
    if found.total_s > job.deadline_s:
        late = f"{took}: {in_seconds(found.total_s - job.deadline_s)} too late"
        return late if won is None else f"{late}, at {_price(place)}"
    if place.usd_per_h == won.usd_per_h:
        return f"{took}: in time and at the same price, but not sooner"
    return f"{took}: in time, but dearer, at {_price(place)}"


def _most(found: Response) -> str:
    """The name of the longest part of a response."""
    lengths = parts(found)
    name = list(PARTS)[lengths.index(max(lengths))]
    return f"the {PARTS[name][0]}"


def _price(place: Place) -> str:
    return f"{place.usd_per_h:g} USD an hour"
