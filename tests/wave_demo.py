"""A small demo in the three layers of a lesson's demo; the tests of the stage and the benchmark
use it. It runs in the browser's kernel too, so it imports nothing of the tests."""

from __future__ import annotations

import time
from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from compmodels.demos._demo import Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure

TIMES_S = np.linspace(0, 1, 400)
START = {"frequency_hz": 2, "shape": "sine"}


def wave(frequency_hz: float, shape: str) -> NDArray[np.float64]:
    """Height in metres at `TIMES_S`."""
    height_m = np.sin(2 * np.pi * frequency_hz * TIMES_S)
    return np.sign(height_m) if shape == "square" else height_m


def draw_wave(ax: Axes, frequency_hz: float, shape: str) -> Sequence[Artist]:
    """Draw a wave and 60 fixed points on ``ax``; return the artists that move."""
    points = np.random.default_rng(0).uniform(-1, 1, size=(2, 60))
    ax.plot(abs(points[0]), points[1], "o", color=COLOURS["orange"], label="fixed points")
    ax.set(xlabel="time (s)", ylabel="height (m)", xlim=(0, 1), ylim=(-1.1, 1.1))
    ax.grid(True, alpha=0.3)
    return ax.plot(TIMES_S, wave(frequency_hz, shape), color=COLOURS["blue"], linewidth=2)


def describe_wave(frequency_hz: float, shape: str) -> str:
    """The picture of `draw_wave` in one sentence."""
    return f"A {shape} wave that rises & falls {frequency_hz} times in one second."


def wave_picture() -> Picture:
    """The wave with which the demo starts."""
    figure = new_figure()
    draw_wave(figure.add_subplot(), **START)
    return Picture(figure, describe_wave(**START))


def wave_stage() -> Stage:
    """The wave, ready to move."""
    figure = new_figure()
    return Stage(figure, draw_wave(figure.add_subplot(), **START))


def wave_demo(pause_s: float = 0) -> Demo:
    """A wave whose frequency and shape the reader sets; each update takes ``pause_s`` more."""
    stage = wave_stage()
    (line,) = stage.moving
    controls = {
        "frequency_hz": widgets.IntSlider(2, 1, 80, description="Frequency (Hz)"),
        "shape": widgets.Dropdown(options=["sine", "square"], description="Shape"),
    }

    def update(frequency_hz: float, shape: str) -> str:
        time.sleep(pause_s)
        line.set_ydata(wave(frequency_hz, shape))
        return describe_wave(frequency_hz, shape)

    return Demo(stage, update, controls, title="A wave")
