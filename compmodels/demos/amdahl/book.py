"""An author with assistants: who does what when, and how many times as fast a book is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from compmodels.amdahl import examples, laws
from compmodels.amdahl.schedule import Schedule, run
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Stage, new_figure
from compmodels.demos._words import figures, padded
from compmodels.demos.amdahl.schedule import describe_schedule, draw_schedule, move_schedule

CHAPTERS, DAYS, MOST = 16, 100.0, 20  # chapters of the book, days for one person, people
TOPS = (8, 21)  # upper ends of the axis of the speed-up: the least that holds the limit
TYPING_STARTS = {False: "when all is looked up", True: "chapter by chapter"}
START = {"percent": 20, "people": 4, "overlap": False}
SIZE = (860, 470)


@cache
def book_schedule(percent: int, people: int, overlap: bool) -> Schedule:
    """The schedule of the book with this serial share, for so many people."""
    return run(examples.book(percent / 100, CHAPTERS, DAYS, overlap), people)


def draw_book(axes: Sequence[Axes], percent: int, people: int, overlap: bool) -> Sequence[Artist]:
    """Draw the schedule, and the speed-up of each number of people; return what moves."""
    sheet, chart = axes
    schedule = book_schedule(percent, people, overlap)
    moving = (*draw_schedule(sheet, schedule, "author", MOST, DAYS), *_draw_speedups(chart))
    move_book(moving, percent, people, overlap)
    return moving


def move_book(moving: Sequence[Artist], percent: int, people: int, overlap: bool) -> None:
    """Move what `draw_book` returned to another book or number of people."""
    *bars, limit, law, points, ring = moving
    move_schedule(bars, book_schedule(percent, people, overlap), "author")
    limit.set_ydata([laws.limit(percent / 100)] * 2)
    workers = np.linspace(1, people, 4 * people)
    law.set_data(workers, laws.amdahl(percent / 100, workers))
    each = range(1, people + 1)
    points.set_data(each, [float(book_schedule(percent, n, overlap).speedup) for n in each])
    ring.set_data([people], points.get_ydata()[-1:])
    ring.axes.set_ylim(0, top(percent))


def top(percent: int) -> int:
    """The upper end of the axis of the speed-up for a serial share."""
    return next((each for each in TOPS if each > laws.limit(percent / 100)), TOPS[-1])


def describe_book(percent: int, people: int, overlap: bool) -> str:
    """The picture of `draw_book` in words."""
    return (
        f"Of a book's work {percent} % is typing, which starts {TYPING_STARTS[overlap]}. "
        f"{describe_schedule(book_schedule(percent, people, overlap), 'author')} "
        f"Amdahl's law gives a speed-up of {figures(laws.amdahl(percent / 100, people))}; "
        f"{_limit_in_words(percent)}."
    )


def schedule_demo() -> Demo:
    """A book whose serial share, people and order of work the reader sets."""
    figure = new_figure(*SIZE)
    moving = draw_book(_two_axes(figure), **START)

    def update(percent: int, people: int, overlap: bool) -> str:
        move_book(moving, percent, people, overlap)
        return describe_book(percent, people, overlap)

    return Demo(Stage(figure, moving), update, _controls(), title="An author and assistants")


def _controls() -> dict[str, widgets.Widget]:
    """A slider or a menu for each of what `draw_book` is given, by name."""
    starts = [(words, overlap) for overlap, words in TYPING_STARTS.items()]
    return {
        "percent": widgets.IntSlider(
            START["percent"], 0, 100, step=5, description="Serial share: typing (%)", layout=WIDE
        ),
        "people": widgets.IntSlider(
            START["people"], 1, MOST, description="People (count)", layout=WIDE
        ),
        "overlap": widgets.Dropdown(
            options=starts, value=START["overlap"], description="Typing starts"
        ),
    }


def _limit_in_words(percent: int) -> str:
    if percent == 0:
        return "without a serial part it has no limit"
    return f"its limit is {figures(laws.limit(percent / 100))}"


def _draw_speedups(ax: Axes) -> Sequence[Artist]:
    """Draw the axes of the speed-up; return limit, curve, points, and a ring for one of them."""
    ax.set(xlim=(0, MOST + 1), ylim=(0, TOPS[0]), xticks=[1, 4, 8, 12, 16, 20])
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(lambda speedup, _: padded(speedup, 2))
    ax.set(xlabel="people (count)", ylabel="speed-up (times as fast as one person)")
    (limit,) = ax.plot([0, MOST + 1], [1, 1], "--", color=COLOURS["vermillion"], label="its limit")
    (law,) = ax.plot([], [], "-", color=COLOURS["blue"], linewidth=2, label="Amdahl's law")
    (points,) = ax.plot([], [], "o", color="black", markersize=5, label="schedules")
    style = {"markersize": 13, "markerfacecolor": "none", "markeredgewidth": 2}
    (ring,) = ax.plot([], [], "o", color="black", **style, label="shown")
    order = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0, "ncols": 2}
    ax.legend(handles=[law, limit, points, ring], frameon=False, columnspacing=1.2, **order)
    return limit, law, points, ring


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the schedule, and beside them for the speed-up."""
    return figure.subplots(1, 2, width_ratios=[1.55, 1])
