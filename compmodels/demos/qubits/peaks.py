"""What order finding measures: peaks at multiples of 2^t / r, and which of them give the factors.

How probable each value is, and what it leads to, lives in ``_readings``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from numbers import Integral

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels import _validate
from compmodels.demos._buttons import Buttons
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos._words import counted
from compmodels.demos.qubits._readings import bases, chances, measured, order, useful
from compmodels.qubits.shor import convergents, factors_from, order_from

NUMBERS = (15, 21, 35)
DIGITS = (4, 12)  # the fewest and the most; twice the bits of 35 are 12
MOST_PEAKS = 12  # the largest order of any base below any of these numbers
SHOWN = 1e-4  # values less probable than this are too low to be seen
LOOKS = {
    True: {"color": COLOURS["green"], "marker": "o", "label": "leads to the factors"},
    False: {"color": COLOURS["vermillion"], "marker": "x", "label": "does not"},
}
TOP = 1.5  # how high the axis is; a peak as sharp as can be has height 1, and stands for 1/r
MARKS, NAMES = 1.2, 1.37  # where marks and names of the peaks stand
ROOM = 28  # points for numbers beside an axis
START = {"N": 21, "a": 2, "digits": 10, "presses": 0}
SIZE = (780, 450)


def draw_peaks(axes: Sequence[Axes], a: int, N: int, digits: int, presses: int) -> Sequence[Artist]:
    """Draw the probability of each value, and what a measured one leads to; return what moves."""
    chart, words = axes
    moving = [*_draw_lines(chart), *_draw_scales(chart)]
    words.set_axis_off()
    table = {"va": "top", "family": "monospace", "fontsize": 10, "transform": words.transAxes}
    moving.append(words.text(0, 1, "", **table))
    style = {"ha": "center", "va": "center", "fontsize": 10}
    moving += [chart.text(0, NAMES, "", **style) for _ in range(MOST_PEAKS)]
    for artist in moving:
        artist.set_in_layout(False)  # so that the axes have their place whatever is drawn
    move_peaks(moving, a, N, digits, presses)
    return moving


def move_peaks(moving: Sequence[Artist], a: int, N: int, digits: int, presses: int) -> None:
    """Move what `draw_peaks` returned to another base, number, count of digits or measurement."""
    good, good_marks, bad, bad_marks, guides, star = moving[:6]
    scale, table, names = moving[6:13], moving[13], moving[14:]
    r, size = order(a, N), 2**digits
    shares, leads = chances(r, digits), useful(a, N, digits)
    peaks = np.arange(r) / r
    reached = leads[np.round(size * peaks).astype(int)]
    for line, marks, wanted in ((good, good_marks, True), (bad, bad_marks, False)):
        values = np.flatnonzero((leads == wanted) & (shares > SHOWN))
        line.set_data(*_stems(values / size, r * shares[values]))
        there = peaks[reached == wanted]
        marks.set_data(there, np.full(len(there), MARKS))
    guides.set_data(*_stems(peaks, np.full(r, MARKS - 0.05)))
    for s, name in enumerate(names):
        name.set(x=s / r if s < r else 0, text=f"{s}/{r}" if s < r else "")
    last = measured(a, N, digits, presses)[-1:]
    star.set_data(last / size, r * shares[last])
    ends = [f"{size * part // 4}" for part in range(5)]
    for tick, text in zip(scale, [*ends, f"1/{2 * r}", f"1/{r}"], strict=True):
        tick.set_text(text)
    table.set_text("\n".join(_rows(a, N, digits, presses)))


def describe_peaks(a: int, N: int, digits: int, presses: int) -> str:
    """The picture of `draw_peaks` in words."""
    r, size = order(a, N), 2**digits
    leads = useful(a, N, digits)
    number = sum(leads[round(size * s / r)] for s in range(r))
    share = chances(r, digits)[leads].sum()
    told = [
        f"The order of {a} modulo {N} is {_right(a, N)}.",
        f"With {digits} digits, {number} of {counted(r, 'peak')} "
        f"{'leads' if number == 1 else 'lead'} to the factors, and a measured value does with "
        f"probability {share:.3f}.",
    ]
    if digits < 2 * N.bit_length():
        told.append(f"So few digits blur the peaks: it takes {2 * N.bit_length()} for {N}.")
    if presses:
        told.append(f"{_last(a, N, digits, presses)}.")
    return " ".join(told)


def peaks_picture(a: int, N: int, digits: int | None = None) -> Picture:
    """What the digits of order finding read, and which values lead to the factors.

    Parameters
    ----------
    a
        The base, a number from 2 on that has no factor in common with N.
    N
        The number to be factored: 15, 21 or 35.
    digits
        From 4 to 12; without it, twice as many as N has bits.
    """
    N = _one_of("N", N, NUMBERS, f"one of {', '.join(map(str, NUMBERS))}")
    a = _one_of("a", a, bases(N), f"a whole number from 2 to {N - 1} without a factor of {N}")
    digits = 2 * N.bit_length() if digits is None else _validate.count("digits", digits, *DIGITS)
    figure = new_figure(*SIZE)
    draw_peaks(_two_axes(figure), a, N, digits, 0)
    return Picture(figure, describe_peaks(a, N, digits, 0))


def peaks_demo() -> Demo:
    """A number, a base and a count of digits that the reader sets, and measurements one by one."""
    figure = new_figure(*SIZE)
    moving = draw_peaks(_two_axes(figure), **START)
    controls = _controls()
    controls["N"].observe(lambda change: _offer(controls["a"], change["new"]), names="value")

    def forget(_change: object) -> None:
        controls["presses"].value = 0

    for name in ("N", "a", "digits"):
        controls[name].observe(forget, names="value")

    def update(N: int, a: int, digits: int, presses: int) -> str:
        move_peaks(moving, a, N, digits, presses)
        return describe_peaks(a, N, digits, presses)

    title = "Which measured values give the factors?"
    return Demo(Stage(figure, moving), update, controls, title=title)


def _one_of(name: str, value: object, options: Sequence[int], allowed: str) -> int:
    """A whole number, if it is one of the options."""
    if not isinstance(value, Integral) or value not in options:
        raise _validate.refuse(name, value, allowed)
    return int(value)


def _draw_lines(ax: Axes) -> Sequence[Artist]:
    """Draw stems and marks for values that lead to factors and for others, as yet of nothing."""
    moving = []
    for look in LOOKS.values():
        style = {"color": look["color"], "linestyle": "none", "markeredgewidth": 2.5}
        moving += ax.plot([], [], "-", color=look["color"], linewidth=2)
        moving += ax.plot([], [], look["marker"], **style, markersize=8, label=look["label"])
    moving += ax.plot([], [], ":", color="grey", linewidth=1)
    star = {"color": COLOURS["yellow"], "markersize": 15, "markeredgecolor": "black"}
    moving += ax.plot([], [], "*", **star, linestyle="none", label="measured")
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "frameon": False, "borderaxespad": 0}
    ax.legend(**place, ncols=3)
    return moving


def _draw_scales(ax: Axes) -> Sequence[Artist]:
    """Draw the axes; return the numbers on them, of which all but a 0 depend on what is drawn."""
    quarters, heights = [0, 0.25, 0.5, 0.75, 1], [0.5, 1]
    ax.set(xlim=(-0.03, 1.03), ylim=(0, TOP))
    ax.set_xticks(quarters, [" "] * 5)
    ax.set_yticks([0, *heights], ["0", "", ""])
    ax.set_xlabel("measured value")
    ax.set_ylabel("probability", labelpad=ROOM)
    below = {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "top", "fontsize": 10}
    left = {"transform": ax.get_yaxis_transform(), "ha": "right", "va": "center", "fontsize": 10}
    return [ax.text(x, -0.03, "", **below) for x in quarters] + [
        ax.text(-0.012, y, "", **left) for y in heights
    ]


def _controls() -> dict[str, widgets.Widget]:
    """The controls, by the name of what they set."""
    more = {"Measure": lambda times: times + 1, "Measure 10 times": lambda times: times + 10}
    number, base = (widgets.Dropdown(options=options) for options in (NUMBERS, bases(START["N"])))
    number.description, base.description = "Number to factor (N)", "Base (a)"
    number.value, base.value = START["N"], START["a"]
    label = "Digits that are measured (count)"
    return {
        "N": number,
        "a": base,
        "digits": widgets.IntSlider(START["digits"], *DIGITS, description=label, layout=WIDE),
        "presses": Buttons("Order", more | {"Forget": lambda _times: 0}, START["presses"]),
    }


def _offer(base: widgets.Dropdown, N: int) -> None:
    """Let the reader choose among the bases of N; the first of them, 2, is chosen now."""
    base.options = bases(N)


def _right(a: int, N: int) -> str:
    """The order of a base, and what it is good for."""
    r = order(a, N)
    return f"{r}; {_use(a, r, N)}"


def _use(a: int, r: int, N: int) -> str:
    """What comes of an order, the right one or a guess, in words."""
    if r % 2:
        return "it is odd, so no factors"
    half = pow(a, r // 2, N)
    power = f"{a}^{r // 2} = {half} mod {N}"
    found = factors_from(a, r, N)
    if found:
        return f"{power}; {half - 1} and {N} share the factor {gcd(half - 1, N)}: {_times(found)}"
    if half == N - 1:
        return f"{power}, which is -1, so no factors"
    return f"{power}; {half - 1} and {N} share only {gcd(half - 1, N)}, so no factors"


def _times(found: tuple[int, int]) -> str:
    return f"{found[0]} x {found[1]}"


def _rows(a: int, N: int, digits: int, presses: int) -> list[str]:
    """The text below the chart, line by line."""
    rows = [f"the order of {a} mod {N} is {_right(a, N)}"]
    if not presses:
        return rows
    value = int(measured(a, N, digits, presses)[-1])
    near = ", ".join(f"{s}/{r}" for s, r in convergents(value, 2**digits) if r < N)
    guess = order_from(value, digits, N)
    return [
        *rows,
        f"measurement {presses} reads {value}: {value}/{2**digits} = {value / 2**digits:.4f}",
        f"cut off where denominators are below {N}: {near}",
        f"is the order {guess}? {_use(a, guess, N)}",
    ]


def _last(a: int, N: int, digits: int, presses: int) -> str:
    """The last measurement, in words."""
    value = int(measured(a, N, digits, presses)[-1])
    guess = order_from(value, digits, N)
    good = useful(a, N, digits)[measured(a, N, digits, presses)].sum()
    right = "which is right" if guess == order(a, N) else "which is not right"
    return (
        f"Measurement {presses} reads {value}, and {value}/{2**digits} points to the order "
        f"{guess}, {right} ({_use(a, guess, N)}). So far {good} of "
        f"{counted(presses, 'measurement')} led to the factors"
    )


def _stems(places: np.ndarray, heights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A line from 0 up to each height at its place, as one line with gaps."""
    rows = np.full((len(places), 3), [0, 0, np.nan])
    rows[:, 1] = heights
    return np.repeat(places, 3), rows.ravel()


def _two_axes(figure: Figure) -> Sequence[Axes]:
    """Axes for the chart, and below it for words."""
    return figure.subplots(2, 1, height_ratios=[3, 1])
