"""What the reader's own machine did: the speed-ups that were measured, beside Amdahl's law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from compmodels import _validate
from compmodels.amdahl import laws
from compmodels.amdahl.fitting import Fit
from compmodels.amdahl.measuring import Measurement
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import counted, figures

SHOWN = 8  # workers on the axis, even where there are fewer
LOOKS = (
    ("blue", "-", "o"),
    ("vermillion", "--", "s"),
    ("green", "-.", "^"),
    ("purple", ":", "D"),
    ("orange", (0, (5, 1)), "v"),
    ("sky", (0, (3, 1, 1, 1)), "P"),
)
BESIDE = 1.05  # how far to the right of the medians each round's points lie, as a factor
ONE_CORE = (
    "Nothing could be measured: this process has one core, and one core cannot show a speed-up, "
    "since its workers take turns. The lines are Amdahl's law alone."
)
EACH_ROUND = {"marker": "o", "linestyle": "none", "markersize": 4, "alpha": 0.6}
SIZE = (800, 400)


def draw_measured(
    ax: Axes,
    measurements: Mapping[float, Measurement],
    fits: Mapping[float, Fit],
    shares: Sequence[float] = (),
) -> None:
    """Draw Amdahl's line for each set share, and each round's speed-ups with their medians."""
    most = _most_workers(measurements)
    workers = np.geomspace(1, most, 129)
    handles = {}
    for serial, look in zip(_all_shares(measurements, shares), cycle(LOOKS), strict=False):
        style = {"color": COLOURS[look[0]], "linestyle": look[1]}
        (line,) = ax.plot(workers, laws.amdahl(serial, workers), **style)
        marks = _draw_rounds(ax, measurements[serial], look) if serial in measurements else []
        handles[_legend_words(serial, fits.get(serial))] = (line, *marks)
    if measurements:
        handles["small: each round"] = Line2D([], [], color="gray", **EACH_ROUND)
    ax.legend(
        handles.values(),
        handles,
        title="serial share (line: Amdahl's law)",
        loc="upper left",
        bbox_to_anchor=(1.01, 1.03),
        alignment="left",
        frameon=False,
        labelspacing=0.9,
    )
    _scale(ax, most)


def describe_measured(
    measurements: Mapping[float, Measurement],
    fits: Mapping[float, Fit],
    shares: Sequence[float] = (),
) -> str:
    """The picture of `draw_measured` in words."""
    if not measurements:
        return f"{ONE_CORE} {_promised(shares)}"
    told = [_found(serial, one, fits.get(serial)) for serial, one in sorted(measurements.items())]
    if fits:
        sure = min(fit.coverage for fit in fits.values())
        told.append(f"In brackets: where the median lies, with {100 * sure:.0f} % confidence.")
    return " ".join(told)


def measured_picture(
    measurements: Mapping[float, Measurement],
    fits: Mapping[float, Fit],
    shares: Sequence[float] = (),
) -> Picture:
    """Speed-ups that were measured for jobs of set serial shares, with the sentences.

    Parameters
    ----------
    measurements
        By the serial share that was set; empty where one core is all there is.
    fits
        What was fitted to them, by the same shares.
    shares
        Further serial shares of which Amdahl's line is drawn.
    """
    if not _all_shares(measurements, shares):
        raise _validate.refuse("shares", shares, "at least one where there are no measurements")
    figure = new_figure(*SIZE)
    draw_measured(figure.add_subplot(), measurements, fits, shares)
    return Picture(figure, describe_measured(measurements, fits, shares))


def _all_shares(measurements: Mapping[float, object], shares: Sequence[float]) -> list[float]:
    return sorted({*measurements, *shares})


def _most_workers(measurements: Mapping[float, Measurement]) -> int:
    """The largest number of workers in the picture."""
    return max([SHOWN, *(number for one in measurements.values() for number in one.parts)])


def _draw_rounds(ax: Axes, measurement: Measurement, look: tuple) -> list[Line2D]:
    """Draw medians, and each round's speed-ups beside them; return the marks of the medians."""
    colour, _dashes, marker = look
    beside = [BESIDE * number for number in measurement.parts[1:]]
    ax.plot(beside, measurement.speedups[:, 1:].T, color=COLOURS[colour], **EACH_ROUND)
    medians = np.median(measurement.speedups, axis=0)
    style = {"color": COLOURS[colour], "markeredgecolor": "black", "markersize": 9}
    return ax.plot(measurement.parts, medians, marker, **style)


def _scale(ax: Axes, most: int) -> None:
    """Give both axes doublings, so that equal distances are equal factors."""
    ax.set(xlabel="workers (count)", ylabel="speed-up (times one worker)")
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", base=2)
    ax.set_xlim(0.93, 1.1 * most)
    low, high = ax.get_ylim()
    ax.set_ylim(min(low, 0.93), max(high, 2.1))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda number, _place: f"{number:g}"))


def _legend_words(serial: float, fit: Fit | None) -> str:
    """The share that was set, and below it the one that was fitted."""
    return _percent(serial) if fit is None else f"set {_percent(serial)}\n{_fitted(fit)}"


def _found(serial: float, measurement: Measurement, fit: Fit | None) -> str:
    """What was measured for one share, in words, for the most workers."""
    most = measurement.parts[-1]
    times = figures(float(np.median(measurement.speedups[:, -1])))
    found = (
        f"Set {_percent(serial)} serial: {counted(most, 'worker')} reached a "
        f"speed-up of {times} "
        f"(Amdahl's law: {figures(laws.amdahl(serial, most))})"
    )
    return f"{found}." if fit is None else f"{found}, {_fitted(fit)}."


def _promised(shares: Sequence[float]) -> str:
    """What Amdahl's law promises for the most workers on the axis, in words."""
    told = [f"{figures(laws.amdahl(s, SHOWN))} with {_percent(s)} serial" for s in sorted(shares)]
    return f"For {SHOWN} workers it promises a speed-up of {', '.join(told)}."


def _fitted(fit: Fit) -> str:
    return f"fitted {100 * fit.serial:.1f} % ({100 * fit.low:.1f} to {100 * fit.high:.1f})"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
