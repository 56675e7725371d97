"""One qubit as a point on a sphere: what gates and measurements do to it.

The sphere itself is drawn in ``_sphere``, the two amplitudes beside it in ``_phases``. Gates,
states and measurements are those of ``compmodels.qubits``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.demos._buttons import Buttons
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import Picture, Stage, new_figure
from compmodels.demos._words import counted
from compmodels.demos.qubits import _phases, _sphere
from compmodels.demos.qubits._phases import degrees, in_words, percent
from compmodels.demos.qubits._sphere import bloch_vector, turned
from compmodels.qubits import gates
from compmodels.qubits.measuring import measure
from compmodels.qubits.state import apply, vector

AXES = _sphere.AXES | {"the line half-way between x and z": (1 / sqrt(2), 0, 1 / sqrt(2))}
TURNS = {
    "H": ("the line half-way between x and z", 180),
    "X": ("x", 180),
    "Y": ("y", 180),
    "Z": ("z", 180),
    "S": ("z", 90),
    "T": ("z", 45),
    "RX": ("x", None),
    "RY": ("y", None),
    "RZ": ("z", None),
}
"""About what each gate turns the sphere, and by how many degrees, if that is not to be chosen."""
MEASURE = "measure"
ROOM = 72  # characters for the names of the last steps
MOST = 12  # states in one picture
SEED = 7  # of what is measured
ANGLE_DEG = 90
SIZE, ONE, SPHERE_ONLY = (760, 420), (760, 360), (430, 400)
PLACES = ("SB", "SD", "WW")  # of sphere, bars, disc and words
ONE_PLACES = PLACES[:2]
ALLOWED = "two amplitudes, or up to twelve such states"


class Step(NamedTuple):
    """A gate or a measurement, by how many degrees it turned the sphere, and the state after it."""

    name: str
    angle_deg: float
    state: tuple[complex, complex]


START = (Step("start", 0, (1, 0)),)


def after_gate(steps: Sequence[Step], name: str, angle_deg: float) -> tuple[Step, ...]:
    """The steps with one more: a gate by its name, which turns by the angle if it can be chosen.

    Examples
    --------
    >>> after_gate(START, "X", 90)[-1]
    Step(name='X', angle_deg=180, state=(0j, (1+0j)))
    """
    make, fixed_deg = getattr(gates, name.lower()), TURNS[name][1]
    gate = make(0) if fixed_deg else make(np.deg2rad(angle_deg), 0)
    state = np.array(steps[-1].state, dtype=complex)
    apply(state, gate)
    return *steps, Step(name, fixed_deg or angle_deg, tuple(state.tolist()))


def after_measuring(steps: Sequence[Step], rng: np.random.Generator) -> tuple[Step, ...]:
    """The steps with one more: a measurement, which leaves the state at what came out."""
    _outcome, state = measure(steps[-1].state, [0], rng)
    return *steps, Step(MEASURE, 0, tuple(state.tolist()))


def arc(before: Step, after: Step) -> np.ndarray:
    """The way of the point through space while a gate turns the sphere."""
    turn = np.linspace(0, np.deg2rad(after.angle_deg), _sphere.POINTS)
    return turned(bloch_vector(before.state), AXES[TURNS[after.name][0]], turn)


def draw_bloch(axes: Sequence[Axes], steps: Sequence[Step], angle_deg: float) -> Sequence[Artist]:
    """Draw sphere, amplitudes and the list of steps on three axes; return what moves."""
    sphere, bars, _disc, words = axes
    words.set(xlim=(0, 1), ylim=(0, 1))
    words.set_axis_off()
    moving = (
        *_sphere.draw_trail(sphere),
        *(words.text(0.01, y, "", va="center", in_layout=False) for y in (0.75, 0.25)),
        *draw_state(sphere, bars, steps[-1].state),
    )
    move_bloch(moving, steps, angle_deg)
    return moving


def move_bloch(moving: Sequence[Artist], steps: Sequence[Step], angle_deg: float) -> None:
    """Move what `draw_bloch` returned to other steps, or to another angle to choose next."""
    front, behind, jump, start, done, next_angle, arrow, tip, *bars = moving
    points = _sphere.seen([bloch_vector(step.state) for step in steps[-2:]])[:, :2]
    turning = steps[-1].name in TURNS
    way = arc(*steps[-2:]) if turning else np.empty((0, 3))
    _sphere.show_curve((front, behind), way)
    jump.set_data(*points[len(points) * turning :].T)
    start.set_data(*points[:-1].T)
    _sphere.show_point((arrow, tip), bloch_vector(steps[-1].state))
    done.set_text(_done(steps))
    next_angle.set_text(_choice(angle_deg))
    _phases.move_amplitudes(bars, steps[-1].state)


def describe_bloch(steps: Sequence[Step], angle_deg: float) -> str:
    """The picture of `draw_bloch` in words."""
    last = f"{_last_step(*steps[-2:])} " if len(steps) > 1 else ""
    return f"{_done(steps)}. {last}{describe_state(steps[-1].state)} {_choice(angle_deg)}"


def describe_state(state: ArrayLike) -> str:
    """A state of one qubit in words: its amplitudes, its point, and what the point leaves out."""
    zero, one = np.asarray(state, dtype=complex)
    shared = zero if abs(zero) > gates.ROUNDING else one
    return (
        f"{in_words(state)}. The point is {place(state)}. "
        f"It does not show the phase that both amplitudes share, here {degrees(np.angle(shared))}."
    )


def place(state: ArrayLike) -> str:
    """Where the point of a state lies, in words.

    Examples
    --------
    >>> place([0.6, 0.8j])
    '106.3° down from |0>, on the side of |+> turned by +90°'
    """
    point = bloch_vector(state)
    for name, there in _sphere.NAMED.items():
        if np.allclose(point, there, atol=1e-6):
            return f"at {name}"
    down = np.rad2deg(np.arccos(np.clip(point[2], -1, 1)))
    around = degrees(np.arctan2(point[1], point[0]))
    return f"{down:.4g}° down from |0>, on the side of |+>" + f" turned by {around}" * (
        around != "0°"
    )


def bloch_picture(states: ArrayLike) -> Picture:
    """A state with its amplitudes beside the sphere, or several, numbered, on the sphere alone.

    Parameters
    ----------
    states
        Two amplitudes, or up to twelve such states.
    """
    states = _validate.complexes("states", states, ALLOWED)
    if states.ndim == 1:
        state = _qubit(states)
        figure = new_figure(*ONE)
        sphere, bars, _disc = _axes(figure, ONE_PLACES)
        draw_state(sphere, bars, state)
        return Picture(figure, describe_state(state))
    if states.ndim != 2 or len(states) > MOST:
        raise _validate.refuse("states", states, ALLOWED)
    checked = [_qubit(state) for state in states]
    figure = new_figure(*SPHERE_ONLY)
    draw_points(figure.add_subplot(), checked)
    return Picture(figure, describe_points(checked))


def draw_state(sphere: Axes, bars: Axes, state: ArrayLike) -> Sequence[Artist]:
    """Draw a state on the sphere, and its amplitudes; return arrow, tip, bars and numbers."""
    _sphere.draw_sphere(sphere)
    arrow = _sphere.draw_point(sphere)
    _sphere.show_point(arrow, bloch_vector(state))
    return *arrow, *_phases.draw_amplitudes(bars, state)


def draw_points(ax: Axes, states: Sequence[np.ndarray]) -> None:
    """Draw the sphere with several states on it, numbered from 1."""
    _sphere.draw_sphere(ax)
    for number, state in enumerate(states, start=1):
        point = bloch_vector(state)
        arrow, tip = _sphere.draw_point(ax)
        _sphere.show_point((arrow, tip), point)
        tip.set(markersize=17, markerfacecolor="white")
        ax.text(*_sphere.seen(point)[:2], f"{number}", ha="center", va="center", fontsize=10)


def describe_points(states: Sequence[np.ndarray]) -> str:
    """The picture of `draw_points` in words."""
    told = "; ".join(f"{number} is {place(state)}" for number, state in enumerate(states, start=1))
    return f"States on the Bloch sphere: {told}."


def bloch_demo() -> Demo:
    """A qubit that the reader turns by gates and measures.

    To predict first: how many T make a Z? And what do H, Z and H do, one after the other?
    """
    angle = widgets.IntSlider(
        ANGLE_DEG, -180, 180, 15, description="Angle of RX, RY and RZ (degrees)", layout=WIDE
    )
    rng = np.random.default_rng(SEED)
    moves: dict[str, Callable] = {
        name: lambda steps, name=name: after_gate(steps, name, angle.value) for name in TURNS
    }
    moves["Measure"] = lambda steps: after_measuring(steps, rng)
    figure = new_figure(*SIZE)
    moving = draw_bloch(_axes(figure, PLACES), START, ANGLE_DEG)

    def update(angle_deg: int, steps: Sequence[Step]) -> str:
        move_bloch(moving, steps, angle_deg)
        return describe_bloch(steps, angle_deg)

    controls = {"angle_deg": angle, "steps": Buttons("Do to the qubit", moves, START)}
    title = "How many T make a Z? And what do H, Z and H do, one after the other?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _axes(figure: Figure, places: Sequence[str]) -> list[Axes]:
    """Axes for sphere, bars, disc and words, as far as they have a place; the disc is drawn."""
    heights = [1.35, 1, 0.4][: len(places)]
    axes = figure.subplot_mosaic([list(row) for row in places], height_ratios=heights)
    _phases.draw_disc(axes["D"])
    return [axes[name] for name in "SBDW" if name in axes]


def _qubit(state: ArrayLike) -> np.ndarray:
    """Two amplitudes, if that is what it is."""
    amplitudes = vector(state)
    if amplitudes.size != 2:
        raise _validate.refuse("states", state, ALLOWED)
    return amplitudes


def _done(steps: Sequence[Step]) -> str:
    """What has been done so far, the last steps by their names."""
    told, more = [_named(step) for step in steps[1:]], []
    while len(", ".join(told)) > ROOM:
        told, more = told[1:], ["..."]
    number = counted(len(steps) - 1, "step") if told else "No step"
    return f"{number} so far" + (": " + ", ".join([*more, *told]) if told else "")


def _named(step: Step) -> str:
    """A step as the list has it: a gate with its angle if that was chosen, or what came out."""
    if step.name == MEASURE:
        return f"measured {_outcome(step)}"
    return step.name if TURNS[step.name][1] else f"{step.name}({step.angle_deg:g}°)"


def _outcome(step: Step) -> int:
    """What a measurement gave."""
    return int(abs(step.state[1]) > 0.5)


def _last_step(before: Step, after: Step) -> str:
    """What the last step did, in words."""
    if after.name == MEASURE:
        bit = _outcome(after)
        return (
            f"The measurement gave {bit}, whose probability was "
            f"{percent(abs(before.state[bit]) ** 2)}, and left the qubit there."
        )
    axis = TURNS[after.name][0]
    stays = np.allclose(bloch_vector(before.state), bloch_vector(after.state), atol=1e-6)
    about = f"{after.name} turned the sphere by {after.angle_deg:g}° about {_axis_in_words(axis)}"
    return f"{about}, and the point is where it was." if stays else f"{about}."


def _axis_in_words(axis: str) -> str:
    return f"the {axis} axis" if len(axis) == 1 else axis


def _choice(angle_deg: float) -> str:
    return f"RX, RY and RZ turn by {angle_deg:g}°."
