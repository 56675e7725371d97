"""What the picture of the Bloch sphere shows and says, against matrices and a turn in space.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.spatial.transform import Rotation

from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.qubits import _sphere, bloch
from tests.pictures import assert_background_is_fresh, assert_readable, assert_same
from tests.test_qubits.oracles import FIXED, TURNS, X, Y, Z, random_state

AXES = {"H": (X + Z) / np.sqrt(2), "S": Z, "T": Z} | {name: FIXED[name.lower()] for name in "XYZ"}
AXES |= {name.upper(): axis for name, axis in TURNS.items()}
seeds = st.integers(0, 10**6)


@cache
def demo() -> Demo:
    """The demo, built once for all tests that press its buttons."""
    return bloch.bloch_demo()


def pressed(*words: str, angle_deg: int = 90) -> Demo:
    """The demo after these buttons, from the start."""
    demo().reset()
    demo().controls["angle_deg"].value = angle_deg
    for word in words:
        demo().controls["steps"].press(word)
    return demo()


def state(shown: Demo) -> np.ndarray:
    """The two amplitudes that a demo is at."""
    return np.array(shown.values["steps"][-1].state)


def point(amplitudes: np.ndarray) -> np.ndarray:
    """The mean values of X, Y and Z."""
    return np.array([np.vdot(amplitudes, pauli @ amplitudes).real for pauli in (X, Y, Z)])


def gate(name: str, angle_deg: float) -> np.ndarray:
    """The matrix of a gate."""
    fixed = FIXED.get(name.lower())
    return expm(-0.5j * np.deg2rad(angle_deg) * AXES[name]) if fixed is None else fixed


def drawn(shown: Demo) -> dict[str, np.ndarray]:
    """Where the lines that move are seen."""
    names = ("front", "behind", "jump", "start", "arrow", "tip")
    moving = [line for line in shown._stage.moving if hasattr(line, "get_xdata")]
    by_order = sorted(moving, key=shown._stage.figure.axes[0].lines.index)
    return {name: np.array(line.get_data()) for name, line in zip(names, by_order, strict=True)}


@given(seeds)
def test_a_point_is_the_mean_values_of_the_three_measurements(seed: int):
    amplitudes = random_state(1, np.random.default_rng(seed))
    assert _sphere.bloch_vector(amplitudes) == pytest.approx(point(amplitudes))


@given(seeds, st.floats(-10, 10))
def test_a_turn_is_that_of_scipy(seed: int, angle: float):
    rng = np.random.default_rng(seed)
    start, axis = rng.normal(size=(2, 3))
    axis /= np.linalg.norm(axis)
    expected = Rotation.from_rotvec(angle * axis).apply(start)
    assert _sphere.turned(start, axis, angle) == pytest.approx(expected)


@given(seeds, st.sampled_from(sorted(bloch.TURNS)), st.integers(-180, 180))
def test_an_arc_is_the_way_through_the_gates_of_smaller_angles(seed: int, name: str, angle: int):
    before = random_state(1, np.random.default_rng(seed))
    *_, last = bloch.after_gate([bloch.Step("start", 0, tuple(before))], name, angle)
    assert last.state == pytest.approx(gate(name, angle) @ before)
    way = bloch.arc(bloch.Step("start", 0, tuple(before)), last)
    for share in (0, 0.3, 0.5, 1):
        part = expm(-0.5j * share * np.deg2rad(last.angle_deg) * AXES[name]) @ before
        assert way[round(share * (len(way) - 1))] == pytest.approx(point(part), abs=1e-6)
    assert way[-1] == pytest.approx(point(np.array(last.state)), abs=1e-6)


def test_the_reader_sees_along_three_lines_at_right_angles():
    assert pytest.approx(np.eye(3)) == _sphere.VIEW @ _sphere.VIEW.T
    assert np.linalg.det(_sphere.VIEW) == pytest.approx(1)
    right, up, _towards = _sphere.seen([0, 0, 1])
    assert right == 0 and up > 0.9


@pytest.mark.parametrize("words", [("H",), ("H", "T"), ("X",), ("H", "Z"), ("RX", "RY", "H", "S")])
def test_arrow_trail_and_start_lie_where_the_states_do(words: tuple[str, ...]):
    lines = drawn(pressed(*words, angle_deg=-75))
    before, after = (point(np.array(step.state)) for step in demo().values["steps"][-2:])
    assert lines["arrow"] == pytest.approx(np.array([[0, 0], _sphere.seen(after)[:2]]).T)
    assert lines["tip"][:, 0] == pytest.approx(_sphere.seen(after)[:2])
    assert lines["start"][:, 0] == pytest.approx(_sphere.seen(before)[:2])
    assert lines["jump"].size == 0
    ends = [
        np.nanmax(np.stack([lines["front"], lines["behind"]]), axis=0)[:, end] for end in (0, -1)
    ]
    assert ends == pytest.approx(np.array([_sphere.seen(before)[:2], _sphere.seen(after)[:2]]))


def test_the_trail_of_a_half_turn_is_an_arc_and_no_chord():
    lines = drawn(pressed("X"))
    x, y = np.nanmax(np.stack([lines["front"], lines["behind"]]), axis=0)
    middle = len(x) // 2
    assert (x[middle], y[middle]) == pytest.approx(_sphere.seen([0, -1, 0])[:2])
    in_front, behind = (~np.isnan(lines[name][0]) for name in ("front", "behind"))
    assert (in_front[0], in_front[middle], behind[0], behind[middle]) == (True, False, False, True)
    assert (in_front | behind).all()


@pytest.mark.parametrize(("words", "near"), [(("H",), True), (("H", "Z"), False), ((), True)])
def test_an_arrow_that_points_away_is_dotted_and_hollow(words: tuple[str, ...], near: bool):
    shown = pressed(*words)
    (tip,) = [one for one in shown._stage.moving if getattr(one, "get_marker", str)() == "o"]
    (arrow,) = [
        one
        for one in shown._stage.figure.axes[0].lines
        if one.get_color() == tip.get_color() and one is not tip
    ]
    assert (arrow.get_linestyle(), tip.get_markerfacecolor() == "white") == (
        "-:"[not near],
        not near,
    )


def test_a_measurement_jumps_to_what_came_out_and_stays_there():
    lines = drawn(pressed("H", "Measure"))
    first = state(demo())
    (bit,) = np.flatnonzero(abs(first) > 0.5)
    end = _sphere.seen([0, 0, 1 - 2 * bit])[:2]
    start, stop = lines["jump"].T
    assert start == pytest.approx(_sphere.seen([1, 0, 0])[:2])
    assert stop == pytest.approx(end)
    assert lines["front"].size == lines["behind"].size == 0
    assert f"The measurement gave {bit}, whose probability was 50 %" in demo().sentence
    demo().controls["steps"].press("Measure")
    assert state(demo()) == pytest.approx(first)
    assert f"measured {bit}, measured {bit}. The measurement gave {bit}" in demo().sentence
    assert "whose probability was 100 %" in demo().sentence


def test_measuring_afresh_gives_now_this_and_now_that():
    seen = {tuple(abs(state(pressed("H", "Measure"))).round(6)) for _ in range(12)}
    assert seen == {(0, 1), (1, 0)}


def test_four_t_make_a_z_and_h_z_h_make_an_x():
    assert state(pressed("H", *"TTTT")) == pytest.approx(state(pressed("H", "Z")))
    assert state(pressed(*"HZH")) == pytest.approx(state(pressed("X")))
    assert "The point is at |1>." in demo().sentence


def test_the_sentence_tells_gate_state_point_and_the_phase_that_both_share():
    assert pressed("H", "T").sentence == (
        "2 steps so far: H, T. T turned the sphere by 45° about the z axis. |0> has length 0.707, "
        "phase 0°, probability 50 %; |1> has length 0.707, phase +45°, probability 50 %. The point "
        "is 90° down from |0>, on the side of |+> turned by +45°. It does not show the phase that "
        "both amplitudes share, here 0°. RX, RY and RZ turn by 90°."
    )
    told = pressed("H", "RX", angle_deg=60).sentence
    assert "RX turned the sphere by 60° about the x axis, and the point is where it was." in told
    assert "The point is at |+>. It does not show the phase that both amplitudes share" in told
    assert "share, here -30°." in told
    told = pressed("RX", angle_deg=0).sentence
    assert told.startswith("1 step so far: RX(0°). ") and told.endswith("turn by 0°.")


@pytest.mark.parametrize("amplitudes", [[1, 0], [0, 1j], [0.6, -0.8], [0.6j, 0.8]])
def test_a_picture_of_one_state_tells_it(amplitudes: list[complex]):
    told = bloch.bloch_picture(amplitudes).sentence
    assert told == bloch.describe_state(amplitudes)
    polar = np.rad2deg(np.arccos(abs(amplitudes[0]) ** 2 - abs(amplitudes[1]) ** 2))
    assert ("at |" in told) == (polar in (0, 180))
    assert "at |" in told or f"{polar:.4g}° down from |0>" in told


def test_a_picture_of_many_states_numbers_them():
    half = np.sqrt(0.5)
    told = bloch.bloch_picture([[1, 0], [half, -half], [half, 1j * half]]).sentence
    assert told == "States on the Bloch sphere: 1 is at |0>; 2 is at |->; 3 is at |+i>."
    ax = new_figure(*bloch.SPHERE_ONLY).add_subplot()
    bloch.draw_points(ax, [np.array([half, half]), np.array([0, 1])])
    numbers = [text for text in ax.texts if text.get_text() in "12"]
    there = np.array([text.get_position() for text in numbers])
    assert there == pytest.approx(_sphere.seen([[1, 0, 0], [0, 0, -1]])[:, :2])


@pytest.mark.parametrize(
    "states",
    [
        *([1, 1], [1, 0, 0, 0], [[1, 0], [1, 1]], [[1, 0, 0, 0]], 1, "0", [[1, 0]] * 13),
        *([[[1, 0]]], [], [[]], [[1, 0], [1, 0, 0]], [[1, 0], [1, None]]),
    ],
    ids=str,
)
def test_what_is_no_qubit_is_refused(states: object):
    with pytest.raises(ValueError, match=r"^states? is .*; allowed: "):
        bloch.bloch_picture(states)


PRESSED = [(), ("H",), ("X", "Measure"), ("RX",) * 4, ("RY", "RX", "H", "T") * 5, ("H", "Z", "H")]


@pytest.mark.parametrize("words", PRESSED, ids=len)
def test_a_moved_demo_looks_as_if_drawn_at_once(words: tuple[str, ...], angle_deg: int = -165):
    shown = pressed(*words, angle_deg=angle_deg)
    figure = new_figure(*bloch.SIZE)
    steps = shown.values["steps"]
    bloch.draw_bloch(bloch._axes(figure, bloch.PLACES), steps, angle_deg)
    assert_same(shown, Picture(figure, bloch.describe_bloch(steps, angle_deg)))
    assert_background_is_fresh(shown)


def test_names_lie_outside_of_the_sphere_where_no_point_can_cover_them():
    ax = new_figure(*bloch.SPHERE_ONLY).add_subplot()
    bloch.draw_points(ax, [np.array([1, 0])])
    ax.figure.canvas.draw()
    names = [text for text in ax.texts if text.get_text() != "1"]
    assert len(names) == 6
    (_x, y), (right, _y) = ax.transData.transform([(0, 1), (1, 0)])
    middle = ax.transData.transform((0, 0))
    for name in names:
        box = name.get_window_extent()
        nearest = np.clip(middle, [box.x0, box.y0], [box.x1, box.y1])
        assert np.linalg.norm(nearest - middle) > right - middle[0] == pytest.approx(y - middle[1])


@pytest.mark.parametrize("words", PRESSED, ids=len)
def test_words_and_names_do_not_overlap(words: tuple[str, ...]):
    figure = pressed(*words, angle_deg=-165)._stage.figure
    figure.canvas.draw()
    assert_readable([text for ax in figure.axes for text in ax.texts])
