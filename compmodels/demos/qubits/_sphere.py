"""The Bloch sphere as a flat drawing: where a state lies on it, and how a turn moves it.

It is seen from far away (an orthographic projection), from a little above. What stands beside it
and what the reader does with it lives in ``bloch``.

Source of the sphere: M. A. Nielsen and I. L. Chuang, "Quantum Computation and Quantum Information",
Cambridge (2000), section 1.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from compmodels.demos._stage import COLOURS

ASIDE, ABOVE = radians(25), radians(15)  # from where it is seen: from the x axis, and the equator
VIEW = np.array(
    [
        [-sin(ASIDE), cos(ASIDE), 0],
        [-sin(ABOVE) * cos(ASIDE), -sin(ABOVE) * sin(ASIDE), cos(ABOVE)],
        [cos(ABOVE) * cos(ASIDE), cos(ABOVE) * sin(ASIDE), sin(ABOVE)],
    ]
)
"""Rows: the unit vectors that the reader sees as right, as up, and as towards the eye."""

NAMED = {
    "|0>": (0, 0, 1),
    "|1>": (0, 0, -1),
    "|+>": (1, 0, 0),
    "|->": (-1, 0, 0),
    "|+i>": (0, 1, 0),
    "|-i>": (0, -1, 0),
}
"""The six points with names, at the ends of the axes z, x and y."""
AXES = {"x": (1, 0, 0), "y": (0, 1, 0), "z": (0, 0, 1)}
NAMED_AT, LINKED_TO = 1.2, 1.08  # radii from the middle to a name, and to the end of its line
LINK = {"color": "#8c8c8c", "linewidth": 0.6, "markersize": 5}  # from an axis to its name
REACH = 1.36  # radii that the picture shows to each side
POINTS = 91  # of a curve
NEAR = 1e-9  # radii from the middle: neither in front nor behind
FAINT = {"color": "#8c8c8c", "linewidth": 0.9}


def bloch_vector(state: ArrayLike) -> np.ndarray:
    """The point of a state on the sphere: what X, Y and Z give on average.

    Examples
    --------
    >>> bloch_vector([0.6, 0.8j]).round(2)
    array([ 0.  ,  0.96, -0.28])
    """
    zero, one = np.asarray(state, dtype=complex)
    both = 2 * zero.conjugate() * one
    return np.array([both.real, both.imag, abs(zero) ** 2 - abs(one) ** 2])


def turned(point: ArrayLike, axis: ArrayLike, angle: ArrayLike) -> np.ndarray:
    """The point after a turn about a unit vector by each angle in radians, by Rodrigues' formula.

    Examples
    --------
    >>> turned([1, 0, 0], axis=[0, 0, 1], angle=np.pi / 2).round(3)
    array([0., 1., 0.])
    """
    point, axis = np.asarray(point, dtype=float), np.asarray(axis, dtype=float)
    angle = np.asarray(angle, dtype=float)[..., None]
    along = axis * (axis @ point)
    return along + np.cos(angle) * (point - along) + np.sin(angle) * np.cross(axis, point)


def seen(points: ArrayLike) -> np.ndarray:
    """Where points are seen: to the right, up, and how far in front of the middle."""
    return np.asarray(points) @ VIEW.T


def draw_sphere(ax: Axes) -> None:
    """Draw outline, equator, the circles through the poles, and the axes with their names."""
    ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
    ax.set_axis_off()
    turn = np.linspace(0, 2 * np.pi, 2 * POINTS)
    ax.plot(np.cos(turn), np.sin(turn), "-", color="#595959", linewidth=1.2)
    for axis, start in (("z", "x"), ("x", "z"), ("y", "z")):
        show_curve(_curve(ax, **FAINT), turned(AXES[start], AXES[axis], turn))
    for name, end in NAMED.items():
        x, y, depth = seen(end)
        right, up = np.array([x, y]) / np.hypot(x, y)
        ax.plot([0, x], [0, y], "-" if depth >= 0 else ":", **FAINT)
        ax.plot([x, LINKED_TO * right], [y, LINKED_TO * up], ".-", markevery=[0], **LINK)
        style = {"ha": "center", "va": "center", "fontsize": 11}
        ax.text(NAMED_AT * right, NAMED_AT * up, name.replace(">", "⟩"), **style)


def draw_point(ax: Axes, colour: str = "vermillion") -> Sequence[Artist]:
    """Draw the arrow of a state and its tip, as yet of nothing; return both."""
    style = {"color": COLOURS[colour], "linewidth": 2.5}
    (arrow,) = ax.plot([], [], "-", **style)
    (tip,) = ax.plot([], [], "o", markersize=11, markeredgewidth=2.5, **style)
    return arrow, tip


def show_point(moving: Sequence[Artist], point: ArrayLike) -> None:
    """Let an arrow of `draw_point` end at a point; one that points away is dotted and hollow."""
    arrow, tip = moving
    x, y, depth = seen(point)
    arrow.set(data=([0, x], [0, y]), linestyle="-" if depth >= -NEAR else ":")
    tip.set_data([x], [y])
    tip.set_markerfacecolor(tip.get_markeredgecolor() if depth >= -NEAR else "white")


def draw_trail(ax: Axes) -> Sequence[Line2D]:
    """Draw a curve in front, one behind, a jump and where they start; return them, as yet empty."""
    style = {"color": COLOURS["blue"], "linewidth": 2.5}
    curve = _curve(ax, **style)
    (jump,) = ax.plot([], [], "-.", **style)
    (start,) = ax.plot([], [], "s", markersize=8, markerfacecolor="white", **style)
    return *curve, jump, start


def show_curve(lines: Sequence[Line2D], points: ArrayLike) -> None:
    """Let two lines show points in space, one those in front and one those behind the middle."""
    x, y, depth = seen(points).T
    for line, hidden in zip(lines, (depth < -NEAR, depth > NEAR), strict=True):
        line.set_data(np.where(hidden, np.nan, x), y)


def _curve(ax: Axes, **style: object) -> Sequence[Line2D]:
    """A solid line for what is in front and a dotted one for what is behind, as yet of nothing."""
    (front,), (behind,) = ax.plot([], [], "-", **style), ax.plot([], [], ":", **style)
    return front, behind
