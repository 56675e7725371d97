"""Which place wins, for each data volume and deadline: a map.

The cheapest place that answers in time wins; who that is, is computed in
``compmodels.cloud.distance``. The time at each place is drawn in ``response``. A user whose job and
places the reader sets lives in ``edge``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch, Rectangle

from compmodels.cloud import distance
from compmodels.cloud.distance import Job, Place
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import in_bytes, in_seconds
from compmodels.demos.cloud.response import KEYS_ABOVE, few_enough

CELLS = 151  # of the map, in each direction
BYTES, DEADLINES_S = np.geomspace(1e3, 1e9, CELLS), np.geomspace(1e-3, 100, CELLS)
SHADES = [COLOURS[name] for name in ("yellow", "sky", "green", "black")]  # apart in grey, too
NONE = {"facecolor": "white", "edgecolor": "#8a8a8a", "hatch": "////"}


def draw_places(ax: Axes, places: Sequence[Place], service_s: float) -> Sequence[Artist]:
    """Draw the map of who wins; return what moves: its colours and the mark of a job."""
    ax.set(xlabel="data volume", ylabel="deadline")
    _name_powers(ax)
    behind = {"transform": ax.transAxes, "linewidth": 0, "zorder": -1}
    ax.add_patch(Rectangle((0, 0), 1, 1, **NONE, **behind))
    colours = np.zeros((CELLS, CELLS, 4), dtype=np.uint8)
    style = {"origin": "lower", "aspect": "auto", "interpolation": "nearest"}
    image = ax.imshow(colours, extent=[*_edges(BYTES), *_edges(DEADLINES_S)], **style)
    ax.set(xlim=np.log10(BYTES[[0, -1]]), ylim=np.log10(DEADLINES_S[[0, -1]]))
    style = {"markersize": 11, "markerfacecolor": "white", "markeredgewidth": 3, "clip_on": False}
    (mark,) = ax.plot([], [], "o", color="black", **style)
    moving = (image, mark)
    move_places(moving, places, service_s)
    return moving


def move_places(
    moving: Sequence[Artist], places: Sequence[Place], service_s: float, job: Job | None = None
) -> None:
    """Move what `draw_places` returned to other places or work, and its mark to a job."""
    image, mark = moving
    won = distance.winners(places, BYTES, DEADLINES_S, service_s)
    image.set_data(_palette(len(places))[won])
    if job is not None:
        mark.set_data([np.log10(job.data_bytes)], [np.log10(job.deadline_s)])


def describe_places(places: Sequence[Place], service_s: float) -> str:
    """The picture of `draw_places` in words."""
    told = " ".join(
        f"For {in_bytes(size)}: {_listed_bounds(bounds(places, size, service_s))}."
        for size in (BYTES[0], 1e6, BYTES[-1])
    )
    work = in_seconds(service_s)
    return f"The cheapest place that is in time on average, for {work} of work on a server. {told}"


def bounds(places: Sequence[Place], data_bytes: float, service_s: float) -> list[tuple[float, str]]:
    """From which deadline in seconds on which place wins, for jobs of this volume and work.

    Examples
    --------
    >>> near, far = Place("near", 10, 1e9, 0.2, 1, 0), Place("far", 1000, 1e9, 0.1, 1, 0)
    >>> [(f"{seconds:.4f} s", name) for seconds, name in bounds([far, near], 1000, 0.01)]
    [('0.0101 s', 'near'), ('0.0198 s', 'far')]
    """
    totals = {distance.response(place, Job(data_bytes, service_s)).total_s for place in places}
    found = [
        (seconds, distance.winner(places, Job(data_bytes, service_s, seconds)).name)
        for seconds in sorted(totals)
    ]
    return found[:1] + [after for before, after in pairwise(found) if before[1] != after[1]]


def places_picture(places: Sequence[Place], service_s: float) -> Picture:
    """The map of who wins for each volume and deadline, with the sentences.

    Parameters
    ----------
    places
        At most four, such as those of `edge.los_angeles`.
    service_s
        Seconds of work on a server, for all jobs.
    """
    sentence = describe_places(few_enough(places), service_s)
    figure = new_figure(600, 430)
    ax = figure.add_subplot()
    draw_places(ax, places, service_s)
    draw_keys(ax, places)
    return Picture(figure, sentence)


def draw_keys(ax: Axes, places: Sequence[Place]) -> None:
    """Draw above the map what its colours mean."""
    keys = [Patch(facecolor=shade) for shade, _place in zip(SHADES, places, strict=False)]
    names = [place.name for place in places]
    ax.legend(
        [*keys, Patch(**NONE)],
        [*names, "none in time"],
        **KEYS_ABOVE,
        ncols=2 if len(places) < 4 else 4,
    )


def _name_powers(ax: Axes) -> None:
    """Name the powers of ten on the axes of the map, which count in them."""
    ax.set_xticks(range(3, 10, 2), [in_bytes(10.0**power) for power in range(3, 10, 2)])
    ax.set_yticks(range(-3, 3), [in_seconds(10.0**power) for power in range(-3, 3)])


def _edges(places: np.ndarray) -> tuple[float, float]:
    """Where the first cell begins and the last one ends, in powers of ten, if these are centres."""
    first, *_, before, last = np.log10(places)
    half = (last - before) / 2
    return first - half, last + half


def _palette(places: int) -> np.ndarray:
    """A colour for each place by its number, and for -1, the last, none."""
    colours = [to_rgba(shade) for shade in SHADES[:places]]
    return np.round(255 * np.array([*colours, (0, 0, 0, 0)])).astype(np.uint8)


def _listed_bounds(found: Sequence[tuple[float, str]]) -> str:
    (first, nearest), *others = found
    told = "".join(f", from {in_seconds(seconds)} {name}" for seconds, name in others)
    return f"none below {in_seconds(first)}, then {nearest}{told}"
