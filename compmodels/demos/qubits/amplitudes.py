"""The amplitudes of any state as a picture; how bars and colours are drawn lives in ``_phases``."""

from __future__ import annotations

from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.qubits import _phases
from compmodels.qubits.state import vector

MOST = 32  # bars
WIDTH, BAR, REST = 560, 24, 90  # in pixels: of the picture, of a bar's row, and above and below


def amplitudes_picture(state: ArrayLike) -> Picture:
    """A state of up to five qubits, a bar for each amplitude, with the sentence."""
    amplitudes = vector(state)
    if amplitudes.size > MOST:
        raise _validate.refuse("state", state, f"at most {MOST} amplitudes, to be told apart")
    figure = new_figure(WIDTH, max(REST + BAR * amplitudes.size, 190))
    bars, disc = figure.subplots(1, 2, width_ratios=[3.2, 1])
    _phases.draw_amplitudes(bars, amplitudes)
    _phases.draw_disc(disc)
    return Picture(figure, f"Amplitudes: {_phases.in_words(amplitudes)}.")
