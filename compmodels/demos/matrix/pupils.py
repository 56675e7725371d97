"""One expert or a thousand pupils: who is sooner done when some sums wait for the one before?"""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import figures
from compmodels.matrix.machines import Team, expert_wins_from, job_time_s

SUMS = 10_000
PUPIL_SUMS_PER_S = 1.0  # what the other speeds are multiples of
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
DEPENDENT = np.geomspace(1, SUMS, 401)  # sums, for the curves
START = {"dependent": 100, "pupils": 1_000, "speed": 20}
SIZE = (680, 400)


def teams(pupils: int, speed: int) -> tuple[Team, Team]:
    """The expert, who is ``speed`` times as fast as a pupil, and so many pupils."""
    return Team(1, speed * PUPIL_SUMS_PER_S), Team(pupils, PUPIL_SUMS_PER_S)


def times_s(dependent: float, pupils: int, speed: int) -> tuple[float, float]:
    """Seconds of the expert and of the pupils, if so many sums depend on the one before."""
    return tuple(job_time_s(team, SUMS, dependent / SUMS) for team in teams(pupils, speed))


def draw_pupils(ax: Axes, dependent: int, pupils: int, speed: int) -> Sequence[Artist]:
    """Draw both times over the dependent share; return what moves: curves, marks and a gap."""
    ax.set(xscale="log", yscale="log", xlim=(0.008, 125), ylim=(0.8, 25_000))
    ax.set(xlabel="sums that depend on the one before (%)", ylabel="time until all are done (s)")
    ax.set_xticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    (gap,) = ax.plot([], [], ":", color="black", linewidth=2)
    moving = [gap]
    for name, colour, dashes, marker in (
        ("one expert", "vermillion", "--", "s"),
        ("the pupils", "blue", "-", "o"),
    ):
        style = {"color": COLOURS[colour], "linewidth": 2}
        moving += ax.plot([], [], dashes, label=name, **style)
        moving += ax.plot([], [], marker, markersize=10, **style)
    style = {"markersize": 14, "markerfacecolor": "none", "markeredgewidth": 2}
    moving += ax.plot([], [], "D", color="black", label="equally fast", **style)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    move_pupils(moving, dependent, pupils, speed)
    return moving


def move_pupils(moving: Sequence[Artist], dependent: int, pupils: int, speed: int) -> None:
    """Move what `draw_pupils` returned to another job or other teams."""
    gap, expert_curve, expert_mark, pupils_curve, pupils_mark, crossing = moving
    both = times_s(dependent, pupils, speed)
    share = 100 * dependent / SUMS
    gap.set_data([share] * 2, both)
    expert, crowd = np.array([times_s(sums, pupils, speed) for sums in DEPENDENT]).T
    for curve, seconds in ((expert_curve, expert), (pupils_curve, crowd)):
        curve.set_data(100 * DEPENDENT / SUMS, seconds)
    for mark, seconds in zip((expert_mark, pupils_mark), both, strict=True):
        mark.set_data([share], [seconds])
    equal = expert_wins_from(*teams(pupils, speed))
    crossing.set_data([100 * equal], [times_s(equal * SUMS, pupils, speed)[0]])


def describe_pupils(dependent: int, pupils: int, speed: int) -> str:
    """The picture of `draw_pupils` in words."""
    expert_s, pupils_s = times_s(dependent, pupils, speed)
    return (
        f"Of {SUMS:,} sums, {100 * dependent / SUMS:g} % depend on the one before. One expert, "
        f"{_times(speed)} as fast as a pupil, takes {figures(expert_s)} s; "
        f"{'1 pupil takes' if pupils == 1 else f'{pupils:,} pupils take'} {figures(pupils_s)} s. "
        f"{_winner(expert_s, pupils_s)} {_from_where(pupils, speed)}"
    )


def pupils_picture(
    dependent: int = START["dependent"],
    pupils: int = START["pupils"],
    speed: int = START["speed"],
) -> Picture:
    """Both times for this job and these teams, with the sentence."""
    figure = new_figure(*SIZE)
    draw_pupils(figure.add_subplot(), dependent, pupils, speed)
    return Picture(figure, describe_pupils(dependent, pupils, speed))


def pupils_demo() -> Demo:
    """A job and teams that the reader chooses."""
    figure = new_figure(*SIZE)
    moving = draw_pupils(figure.add_subplot(), **START)
    shares = [(f"{100 * sums / SUMS:g}", sums) for sums in STEPS]
    counts = [(f"{number:,}", number) for number in STEPS]
    speeds = [(f"{number:,}", number) for number in STEPS if number <= 1_000]
    sliders = {
        "dependent": ("Dependent sums (%)", shares),
        "pupils": ("Pupils (count)", counts),
        "speed": ("Expert's speed (times a pupil's)", speeds),
    }
    controls = {
        name: widgets.SelectionSlider(
            options=options, value=START[name], description=label, layout=WIDE
        )
        for name, (label, options) in sliders.items()
    }

    def update(dependent: int, pupils: int, speed: int) -> str:
        move_pupils(moving, dependent, pupils, speed)
        return describe_pupils(dependent, pupils, speed)

    title = "One expert or a thousand pupils?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _winner(expert_s: float, pupils_s: float) -> str:
    """Who is done first, and by what factor."""
    if np.isclose(expert_s, pupils_s):
        return "Both are done at the same time."
    winner = "The expert wins" if expert_s < pupils_s else "The pupils win"
    ratio = max(expert_s, pupils_s) / min(expert_s, pupils_s)
    return f"{winner} by a factor of {figures(ratio)}."


def _from_where(pupils: int, speed: int) -> str:
    """From which dependent share on the expert wins."""
    equal = expert_wins_from(*teams(pupils, speed))
    if equal == 0:
        return "So few pupils win at no share."
    return f"They are equally fast where {100 * equal:.3g} % depend on the one before."


def _times(speed: int) -> str:
    return "just" if speed == 1 else f"{speed:,} times"
