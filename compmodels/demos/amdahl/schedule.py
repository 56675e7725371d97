"""A schedule as a picture: which worker does which task when, and who waits.

Any schedule of ``compmodels.amdahl.schedule`` can be drawn. The demo in which a reader sets the
number of people lives in ``book``, and draws its schedules with what is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from compmodels._validate import refuse
from compmodels.amdahl.schedule import Placed, Schedule
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import figures

BAR = 0.76  # height, of the 1 from one worker's row to the next
PATH_BELOW = 0.22  # how far under the middle of a bar the critical path runs
LETTER = 8  # pixels that a letter in a bar takes
IDLE = {"facecolor": "#ececec", "edgecolor": "#b0b0b0", "linewidth": 0.5}
TASK = {"facecolor": COLOURS["sky"], "edgecolor": "#1d4e6b", "linewidth": 0.6}
TYPING = {"facecolor": COLOURS["orange"], "edgecolor": "#4d3500", "linewidth": 0.6, "hatch": "////"}
PATH = {"color": "black", "linewidth": 3, "solid_capstyle": "butt"}
WAIT = {"color": "black", "linewidth": 1.2, "linestyle": ":"}
COVER = {"color": "white", "clip_on": False, "zorder": 9}
END = {"color": COLOURS["vermillion"], "linewidth": 2, "linestyle": "--"}


@dataclass(frozen=True)
class Cast:
    """The words for those who work, and for the unit of the tasks' durations."""

    first: str
    other: str
    one: str
    many: str
    unit: str


CASTS = {
    "author": Cast("author", "assistant", "person", "people", "days"),
    "worker": Cast("worker 1", "worker", "worker", "workers", "units"),
}


def cast(people: str) -> Cast:
    """The words for a schedule's workers: an author with assistants, or workers with numbers."""
    if people not in CASTS:
        raise refuse("people", people, " or ".join(map(repr, CASTS)))
    return CASTS[people]


def draw_schedule(
    ax: Axes, schedule: Schedule, people: str, rows: int, until: float
) -> Sequence[Artist]:
    """Draw a schedule on axes with room for so many rows and so much time; return what moves."""
    words = cast(people)
    others = [f"{words.other} {row + (people == 'worker')}" for row in range(1, rows)]
    ax.set(xlim=(0, 1.02 * until), ylim=(rows - 0.45, -1.45), xlabel=f"time ({words.unit})")
    ax.set_yticks(range(rows), [words.first, *others])
    ax.tick_params("y", length=0)
    bars = [ax.add_collection(PolyCollection([], **look)) for look in (IDLE, TASK, TYPING)]
    (wait,), (path,), (end,) = (ax.plot([], [], **look) for look in (WAIT, PATH, END))
    done = ax.text(0, -0.95, "", va="center", color="#a34700")
    cover = ax.add_patch(Rectangle((-1, 0), 0.99, 1, **COVER, transform=ax.get_yaxis_transform()))
    cover.set_in_layout(False)
    _draw_keys(ax, people)
    moving = (*bars, wait, path, end, done, cover)
    move_schedule(moving, schedule, people)
    return moving


def move_schedule(moving: Sequence[Artist], schedule: Schedule, people: str) -> None:
    """Move what `draw_schedule` returned to another schedule."""
    idle, tasks, typing, wait, path, end, done, cover = moving
    length = float(schedule.makespan)
    idle.set_verts([_box(0, length, worker) for worker in range(schedule.workers)])
    for bars, typed in ((tasks, False), (typing, True)):
        bars.set_verts(_boxes(each for each in schedule.placed if is_typing(each) == typed))
    lines = critical_lines(schedule)
    wait.set_data(*lines.reshape(-1, 2).T)
    path.set_data(*_with_gaps(lines).T)
    end.set_data([length] * 2, [-0.6, schedule.workers - 0.5])
    below = cover.axes.get_ylim()[0] - schedule.workers + 0.5  # rows that are nobody's
    cover.set(y=schedule.workers - 0.5, height=below)
    early = length < done.axes.get_xlim()[1] / 2
    done.set(x=length, text=f" {figures(length)} {cast(people).unit} ")
    done.set_horizontalalignment("left" if early else "right")


def describe_schedule(schedule: Schedule, people: str = "worker") -> str:
    """The picture of `draw_schedule` in words."""
    words, graph = cast(people), schedule.graph
    length, work, span = (
        figures(float(each)) for each in (schedule.makespan, graph.work, graph.span)
    )
    path = f"The critical path ({in_short(graph.critical_path)}) takes {span} {words.unit}"
    if schedule.workers == 1:
        return f"Here 1 {words.one} needs {length} {words.unit}. {path}, however many work."
    return (
        f"Here {schedule.workers} {words.many} need {length} {words.unit} "
        f"for what takes one {work}: {figures(float(schedule.speedup))} times as fast. "
        f"They are busy {100 * float(schedule.utilisation):.3g} % of the time. "
        f"{path}, however many work."
    )


def schedule_picture(schedule: Schedule, people: str = "worker") -> Picture:
    """Who does what when, with the sentence.

    Parameters
    ----------
    schedule
        Any schedule; its tasks named "type ..." are shown as the serial part of a book.
    people
        "worker" for numbered workers and durations in units; "author" for an author with
        assistants and durations in days.
    """
    figure = new_figure(720, 150 + 32 * schedule.workers)
    ax = figure.add_subplot()
    draw_schedule(ax, schedule, people, schedule.workers, float(schedule.makespan))
    name_bars(ax, schedule)
    return Picture(figure, describe_schedule(schedule, people))


def name_bars(ax: Axes, schedule: Schedule) -> None:
    """Write into the bars of each kind their names, or their numbers where names do not fit."""
    ax.figure.draw_without_rendering()  # only now is the scale of the time known
    (left, _), (right, _) = ax.transData.transform([(0, 0), (1, 0)])
    for typed in (True, False):
        bars = [placed for placed in schedule.placed if is_typing(placed) == typed]
        for short in (str, _number):
            names = [short(placed.task.name) for placed in bars]
            if all(map(partial(_fits, scale=right - left), names, bars)):
                _write(ax, names, bars)
                break


def is_typing(placed: Placed) -> bool:
    """Whether a task is one of those that the author of a book types, one after the other."""
    return placed.task.name.startswith("type ")


def critical_lines(schedule: Schedule) -> np.ndarray:
    """For each task of the critical path where its line begins and ends: time and row."""
    placed = {each.task.name: each for each in schedule.placed}
    path = [placed[name] for name in schedule.graph.critical_path]
    rows = [each.worker + PATH_BELOW for each in path]
    ends = [((each.start, row), (each.end, row)) for each, row in zip(path, rows, strict=True)]
    return np.array(ends, dtype=float)


def in_short(names: Sequence[str]) -> str:
    """Names of tasks in one phrase, where those that are numbered one after the other share one.

    Examples
    --------
    >>> in_short(["look up 1", "type 1", "type 2", "type 3"])
    'look up 1, type 1 to 3'
    """
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {_number(run[-1])}" for run in runs)


def _follows(before: str, name: str) -> bool:
    """Whether a name is another one with a number that is greater by one."""
    kind, _, number = before.rpartition(" ")
    return number.isdecimal() and name == f"{kind} {int(number) + 1}"


def _number(name: str) -> str:
    return name.rpartition(" ")[2]


def _box(start: float, end: float, row: int) -> list[tuple[float, float]]:
    low, high = row - BAR / 2, row + BAR / 2
    return [(start, low), (end, low), (end, high), (start, high)]


def _boxes(placed: Iterable[Placed]) -> list[list[tuple[float, float]]]:
    return [_box(float(each.start), float(each.end), each.worker) for each in placed]


def _with_gaps(lines: np.ndarray) -> np.ndarray:
    """The points of the lines one after the other, with a gap after each line."""
    gaps = np.full((len(lines), 1, 2), np.nan)
    return np.concatenate([lines, gaps], axis=1).reshape(-1, 2)


def _draw_keys(ax: Axes, people: str) -> None:
    """Draw above ``ax`` what the bars and lines mean."""
    keys = {"task": Patch(**TASK)}
    if people == "author":
        keys = {"looking up": Patch(**TASK), "typing, in order": Patch(**TYPING)}
    keys |= {"idle": Patch(**IDLE), "critical path": Line2D([], [], **PATH)}
    keys["its waits"] = Line2D([], [], **WAIT)
    style = {"frameon": False, "borderaxespad": 0, "columnspacing": 1.2, "handlelength": 1.8}
    ax.legend(keys.values(), keys, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, **style)


def _fits(name: str, placed: Placed, scale: float) -> bool:
    """Whether a bar of so many pixels for each unit of time has room for a name."""
    return LETTER * (len(name) + 1) < scale * float(placed.task.duration)


def _write(ax: Axes, names: Iterable[str], bars: Iterable[Placed]) -> None:
    for name, placed in zip(names, bars, strict=True):
        middle, row = float(placed.start + placed.end) / 2, placed.worker - 0.08
        colour = "white" if is_typing(placed) else TASK["facecolor"]
        box = {"facecolor": colour, "edgecolor": "none", "pad": 0.5, "alpha": 0.8}
        ax.text(middle, row, name, ha="center", va="center", fontsize=10, bbox=box)
