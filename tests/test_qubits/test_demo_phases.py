"""What bars of amplitudes show, and whether their colours can be told apart, with other formulas.

How people with a colour blindness see is simulated with the matrices for severity 1 of G. M.
Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for simulation of
color vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009).
"""

from __future__ import annotations

import cmath

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from compmodels.demos._buttons import Buttons
from compmodels.demos._stage import new_figure
from compmodels.demos.qubits import _phases
from compmodels.demos.qubits.amplitudes import amplitudes_picture
from tests.pictures import assert_readable
from tests.test_qubits.oracles import random_state

BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # of red, green and blue, as columns: IEC 61966-2-1
TURN = np.linspace(-np.pi, np.pi, 361)


def linear(colours: np.ndarray) -> np.ndarray:
    """The light that a colour on the screen stands for."""
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """L, a and b of light in red, green and blue."""
    relative = np.clip(light, 0, 1) @ XYZ.T / XYZ.sum(axis=1)
    x, y, z = np.where(
        relative > 216 / 24389, np.cbrt(relative), (24389 / 27 * relative + 16) / 116
    ).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def looks(phases: np.ndarray, blindness: str = "none") -> np.ndarray:
    """Where the colours of phases lie in Lab, for a kind of colour blindness."""
    return lab(linear(_phases.phase_colour(phases)) @ np.transpose(BLINDNESS[blindness]))


def apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How different colours in Lab look."""
    return np.linalg.norm(one - other, axis=1)


def bars(amplitudes: np.ndarray) -> tuple[Axes, list]:
    """Axes with bars, and what moves on them."""
    ax = new_figure(520, 300).add_subplot()
    return ax, _phases.draw_amplitudes(ax, amplitudes)


def test_colours_go_around_evenly():
    steps = apart(looks(TURN[1:]), looks(TURN[:-1]))
    assert steps.std() < 0.03 * steps.mean()
    assert apart(looks(TURN[:1]), looks(TURN[-1:])) < 0.01


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_everybody_can_tell_phases_apart(blindness: str):
    eighths = np.arange(8) * np.pi / 4
    here = looks(eighths, blindness)
    assert apart(here, np.roll(here, 4, axis=0)).min() > 30
    assert apart(here, np.roll(here, 1, axis=0)).min() > 5
    white = lab(np.ones((1, 3)))
    assert apart(looks(TURN, blindness), white).min() > 20


@given(st.floats(-50, 50))
def test_a_phase_and_whole_turns_have_one_name(phase: float):
    words = _phases.degrees(phase)
    number = float(words.removesuffix("°"))
    assert -180 < number <= 180
    assert abs(cmath.exp(1j * np.deg2rad(number)) - cmath.exp(1j * phase)) < np.deg2rad(0.051)
    assert words[0] in "+-" or number in (0, 180)


def test_bars_and_numbers_say_length_phase_and_probability():
    state = random_state(3, np.random.default_rng(1))
    ax, (drawn, *numbers) = bars(state)
    corners = [path.vertices[:4] for path in drawn.get_paths()]
    assert [corner[:, 0].max() for corner in corners] == pytest.approx(abs(state))
    assert [corner[:, 1].mean() for corner in corners] == pytest.approx(range(8))
    colours = [_phases.phase_colour(cmath.phase(a)) for a in state]
    assert drawn.get_facecolor()[:, :3] == pytest.approx(np.array(colours))
    shown = [(text.get_position()[1], text.get_text()) for text in numbers]
    for row, a in enumerate(state):
        (_, phase), (_, share) = [text for text in shown if text[0] == row]
        assert float(phase.removesuffix("°")) == pytest.approx(
            np.rad2deg(cmath.phase(a)), abs=0.051
        )
        assert float(share.removesuffix(" %")) == pytest.approx(100 * abs(a) ** 2, abs=0.051)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [f"|{a}{b}{c}⟩" for a in "01" for b in "01" for c in "01"]


def test_an_amplitude_of_zero_has_no_phase():
    _ax, (_drawn, *numbers) = bars(np.array([0, -1j]))
    assert [text.get_text() for text in numbers] == ["", "0 %", "-90°", "100 %"]


def test_moved_bars_are_those_drawn_at_once():
    one, other = (random_state(2, np.random.default_rng(seed)) for seed in (1, 2))
    _ax, moved = bars(one)
    _phases.move_amplitudes(moved, other)
    _ax, (drawn, *numbers) = bars(other)
    assert moved[0].get_facecolor() == pytest.approx(drawn.get_facecolor())
    assert [text.get_text() for text in moved[1:]] == [text.get_text() for text in numbers]


def test_the_disc_has_each_colour_at_its_phase():
    ax = new_figure().add_subplot()
    _phases.draw_disc(ax)
    (image,) = ax.images
    colours, half = image.get_array(), _phases.PIXELS // 2
    for phase in TURN[::30]:
        row, column = (round(half * (1 + 0.8 * part(phase))) for part in (np.sin, np.cos))
        there = np.arctan2(row - half, column - half)
        assert colours[row, column].tolist() == pytest.approx([*_phases.phase_colour(there), 1])
    assert colours[half, half, 3] == colours[0, 0, 3] == 0


@pytest.mark.parametrize("n", [1, 3, 5])
def test_pictures_of_amplitudes_are_readable_and_told(n: int):
    state = np.exp(2j * np.arange(2**n)) / np.sqrt(2**n)
    figure = new_figure(_phases.PIXELS * 4, 90 + 24 * 2**n + 100)
    ax, disc = figure.subplots(1, 2, width_ratios=[3.2, 1])
    _phases.draw_amplitudes(ax, state)
    _phases.draw_disc(disc)
    figure.canvas.draw()
    assert_readable([*ax.texts, *disc.texts, *ax.get_yticklabels(), ax.xaxis.label])
    told = amplitudes_picture(state).sentence
    assert told.count("phase") == 2**n


def test_alike_amplitudes_are_told_together():
    assert amplitudes_picture(np.array([1, 1, 1, -1j]) / 2).sentence == (
        "Amplitudes: |00>, |01>, |10> have length 0.5, phase 0°, probability 25 % each; "
        "|11> has length 0.5, phase -90°, probability 25 %."
    )


@pytest.mark.parametrize("state", [[1, 1], "0", np.eye(1, 64)[0], [[1, 0]]])
def test_what_is_no_state_or_a_large_one_is_refused(state: object):
    with pytest.raises(ValueError, match=r"^state is .*; allowed: "):
        amplitudes_picture(state)


def test_buttons_change_their_value_by_their_rules():
    steps = Buttons("Steps", {"more": lambda n: n + 1, "none": lambda _n: 0}, value=2)
    label, more, none = steps.children
    assert label.value == steps.label == "Steps"
    seen = []
    steps.observe(lambda change: seen.append(change.new), names="value")
    for button in (more, more, none):
        button.click()
    steps.press("more")
    assert seen == [3, 4, 0, 1]
