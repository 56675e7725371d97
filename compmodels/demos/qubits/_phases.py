"""How amplitudes are drawn and said: length as a bar, phase as a colour and as a number.

The demos of this lesson share it. The colours go once around a circle in CIE Lab that keeps the
same distance between neighbours. It is tilted so that people with any common form of colour
blindness, too, see opposite phases differ: blue for 0 degrees and ochre for 180, pale green for
90 and dark red for -90. States themselves live in ``compmodels.qubits.state``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike

from compmodels.qubits.gates import ROUNDING

MIDDLE = (55, 0, 0)  # of the circle, as L, a and b of CIE Lab
RIGHT, UP = np.array([[0, 0, -42], [22, -36, 0]])  # from there to 0 degrees and to 90 degrees
WHITE = (0.95047, 1, 1.08883)  # X, Y and Z of the white D65
TO_SRGB = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
HALF = 0.36  # of the height of a bar; from one bar to the next is 1
PHASE_X, SHARE_X = 1.4, 1.93  # where the numbers beside the bars end
HOLE = 0.45  # of the radius of the disc
PIXELS = 121  # of the disc, across


def phase_colour(phase: ArrayLike) -> np.ndarray:
    """The colour of each phase in radians, as red, green and blue from 0 to 1.

    The formulas from Lab to XYZ are those of CIE 15, those from XYZ to sRGB of IEC 61966-2-1.

    Examples
    --------
    >>> (255 * phase_colour(0)).round()
    array([ 65., 135., 204.])
    """
    phase = np.asarray(phase, dtype=float)[..., None]
    lightness, a, b = np.moveaxis(MIDDLE + RIGHT * np.cos(phase) + UP * np.sin(phase), -1, 0)
    middle = (lightness + 16) / 116
    roots = np.stack([middle + a / 500, middle, middle - b / 200], axis=-1)
    xyz = np.where(roots > 6 / 29, roots**3, (roots - 4 / 29) * 3 * (6 / 29) ** 2) * WHITE
    linear = np.clip(xyz @ np.transpose(TO_SRGB), 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def degrees(phase: float) -> str:
    """A phase in radians, in words: above -180 degrees, and at most 180.

    Examples
    --------
    >>> degrees(0), degrees(np.pi / 8), degrees(-np.pi / 2), degrees(-np.pi)
    ('0°', '+22.5°', '-90°', '180°')
    """
    turned = round(float(np.rad2deg(phase)) % 360, 1)
    turned -= 360 * (turned > 180)
    return f"{turned:g}°" if turned in (0, 180) else f"{turned:+g}°"


def ket(index: int, n: int) -> str:
    """A basis state as pictures show it, the highest qubit left.

    Examples
    --------
    >>> ket(3, 3)
    '|011⟩'
    """
    return f"|{index:0{n}b}⟩"


def in_words(amplitudes: ArrayLike) -> str:
    """The amplitudes of a state that are not 0, each with its length, phase and probability.

    Examples
    --------
    >>> in_words([0, 1j])
    '|1> has length 1, phase +90°, probability 100 %'
    >>> in_words([0.5, 0.5, 0.5, -0.5]).split("; ")[0]
    '|00>, |01>, |10> have length 0.5, phase 0°, probability 25 % each'
    """
    digits, alike = np.asarray(amplitudes).size.bit_length() - 1, {}
    for index, (length, phase) in enumerate(_polar(amplitudes)):
        if length > ROUNDING:
            numbers = f"length {length:.3g}, phase {degrees(phase)}, probability"
            alike.setdefault((numbers, percent(length**2)), []).append(f"|{index:0{digits}b}>")
    return "; ".join(
        f"{', '.join(kets)} {'has' if len(kets) == 1 else 'have'} {numbers} {share}"
        + " each" * (len(kets) > 1)
        for (numbers, share), kets in alike.items()
    )


def percent(share: float) -> str:
    """A share of 1 in per cent, with one digit after the point where there is something.

    Examples
    --------
    >>> percent(0.5), percent(0.1464), percent(0.00001)
    ('50 %', '14.6 %', '0 %')
    """
    return f"{round(100 * share, 1):g} %"


def draw_amplitudes(ax: Axes, amplitudes: ArrayLike) -> Sequence[Artist]:
    """Draw a bar for each amplitude, from the top down, with its numbers; return what moves.

    Parameters
    ----------
    ax
        Empty axes.
    amplitudes
        Of a state.
    """
    amplitudes = np.asarray(amplitudes)
    size, n = amplitudes.size, amplitudes.size.bit_length() - 1
    ax.set(xlim=(0, SHARE_X + 0.02), ylim=(size - 0.4, -1.1), yticks=range(size))
    ax.set_yticklabels([ket(index, n) for index in range(size)])
    ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    ax.set_xlabel("length of the amplitude", x=0.5 / SHARE_X)
    ax.spines["bottom"].set_bounds(0, 1)
    style = {"ha": "right", "va": "center", "fontsize": 10}
    for x, name in ((PHASE_X, "phase"), (SHARE_X, "probability")):
        ax.text(x, -0.85, name, **style)
    bars = ax.add_collection(PolyCollection([], edgecolor="black", linewidth=0.8))
    numbers = [ax.text(x, y, "", **style) for y in range(size) for x in (PHASE_X, SHARE_X)]
    moving = (bars, *numbers)
    move_amplitudes(moving, amplitudes)
    return moving


def move_amplitudes(moving: Sequence[Artist], amplitudes: ArrayLike) -> None:
    """Let what `draw_amplitudes` returned show other amplitudes, just as many."""
    bars, *numbers = moving
    polar = _polar(amplitudes)
    bars.set_verts([_corners(row, length) for row, (length, _phase) in enumerate(polar)])
    bars.set_facecolor(phase_colour(polar[:, 1]))
    for (length, phase), of_phase, of_share in zip(polar, numbers[::2], numbers[1::2], strict=True):
        of_phase.set_text(degrees(phase) if length > ROUNDING else "")
        of_share.set_text(percent(length**2))


def draw_disc(ax: Axes) -> None:
    """Draw the circle of colours, with the phase at four of its points; nothing moves."""
    x, y = np.meshgrid(*[np.linspace(-1, 1, PIXELS)] * 2)
    inside = (np.hypot(x, y) <= 1) & (np.hypot(x, y) >= HOLE)
    colours = np.dstack([phase_colour(np.arctan2(y, x)), inside])
    ax.imshow(colours, extent=(-1, 1, -1, 1), origin="lower")
    ax.set(xlim=(-2.4, 2.4), ylim=(-1.6, 2.4), aspect="equal")
    ax.set_axis_off()
    style = {"ha": "center", "va": "center", "fontsize": 10}
    for x, y, words in ((1.5, 0, "0°"), (0, 1.3, "+90°"), (-1.75, 0, "180°"), (0, -1.35, "-90°")):
        ax.text(x, y, words, **style)
    ax.text(0, 2.1, "phase", **style)


def _polar(amplitudes: ArrayLike) -> np.ndarray:
    """Length and phase of each amplitude, a row for each; what is 0 has phase 0."""
    amplitudes = np.asarray(amplitudes, dtype=complex)
    lengths = np.abs(amplitudes)
    return np.stack([lengths, np.where(lengths > ROUNDING, np.angle(amplitudes), 0)], axis=1)


def _corners(row: int, length: float) -> list[tuple[float, float]]:
    """The corners of a bar."""
    low, high = row - HALF, row + HALF
    return [(0, low), (length, low), (length, high), (0, high)]
