"""What the picture of a chip and its speed-ups shows and says, against plain arithmetic.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.demos._demo import Demo
from compmodels.demos.amdahl import chips, cores
from tests.pictures import assert_background_is_fresh, assert_same

KINDS = ("symmetric", "asymmetric", "dynamic")
EACH = [(kind, chip, core) for kind in KINDS for chip in cores.CHIPS for core in cores.sizes(chip)]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return chips.chips_demo()


def set_to(**values: object) -> Demo:
    """The demo with its controls set to values."""
    for name, value in values.items():
        demo().controls[name].value = value
    return demo()


@cache
def drawn() -> tuple:
    """Axes with a picture, and its artists, drawn once for all tests that move them."""
    axes = chips.new_figure(*chips.SIZE).subplots(1, 2)
    return axes, chips.draw_chips(axes, **chips.START)


def moved(kind: str, serial: float, chip: int, core: int) -> tuple:
    """The axes of a picture that was moved to this chip and job."""
    axes, artists = drawn()
    chips.move_chips(artists, kind, serial, chip, core)
    return axes


def speedup(kind: str, serial: float, chip: int, core: float) -> float:
    """Hill and Marty's speed-up, from the time that each part of the job takes."""
    alone = core**0.5
    together = {
        "symmetric": chip / core * alone,
        "asymmetric": alone + chip - core,
        "dynamic": chip,
    }[kind]
    return 1 / (serial / alone + (1 - serial) / together)


def best(kind: str, serial: float, chip: int) -> float:
    """The highest speed-up of all whole numbers of cores, or sizes of the large core."""
    tried = [chip / n if kind == "symmetric" else n for n in range(1, chip + 1)]
    return max(speedup(kind, serial, chip, core) for core in tried)


def test_a_chip_has_all_powers_of_two_as_sizes():
    assert [cores.sizes(chip)[-1] for chip in cores.CHIPS] == list(cores.CHIPS)
    assert cores.sizes(16) == (1, 2, 4, 8, 16)


@pytest.mark.parametrize(("kind", "chip", "core"), EACH)
def test_the_cores_cover_the_chip_once_and_the_serial_one_is_as_large_as_it_should_be(
    kind: str, chip: int, core: int
):
    side = int(chip**0.5)
    places = (cores.rectangles(kind, chip, core) * side).round(9)
    covered = np.zeros((side, side), dtype=int)
    sizes = []
    for (left, top), _, (right, bottom), _ in places.astype(int).tolist():
        covered[top:bottom, left:right] += 1
        sizes.append((bottom - top) * (right - left))
    assert (covered == 1).all()
    expected = {
        "symmetric": [core] * (chip // core),
        "asymmetric": [core] + [1] * (chip - core),
        "dynamic": [1] * chip,
    }[kind]
    assert sizes == expected


@pytest.mark.parametrize(("kind", "chip", "core"), EACH)
def test_the_cores_that_do_the_serial_part_are_coloured_and_outlined(
    kind: str, chip: int, core: int
):
    square, _ = moved(kind, 0.1, chip, core)
    cells, outline = square.collections
    colours = cells.get_facecolor()
    coloured = (colours != colours[-1]).any(axis=1) if core < chip else np.ones(len(colours), bool)
    assert coloured.sum() == (core if kind == "dynamic" else 1)
    corners = [path.vertices for path in cells.get_paths()]
    inside = np.concatenate([corners[place] for place in np.flatnonzero(coloured)])
    (around,) = (path.vertices for path in outline.get_paths())
    for ends in (np.min, np.max):
        assert ends(inside, axis=0) == pytest.approx(ends(around, axis=0))
    assert np.ptp(around, axis=0).prod() == pytest.approx(core / chip)


@pytest.mark.parametrize("serial", chips.SERIALS)
@pytest.mark.parametrize("chip", cores.CHIPS)
def test_curves_and_marks_are_those_of_plain_arithmetic(serial: float, chip: int):
    _, chart = moved("asymmetric", serial, chip, 4)
    curves = [line for line in chart.lines if len(line.get_xdata()) > 2]
    for kind, curve in zip(KINDS, curves, strict=True):
        assert [curve.get_xdata()[end] for end in (0, -1)] == pytest.approx([1, chip])
        assert curve.get_ydata() == pytest.approx(
            [speedup(kind, serial, chip, core) for core in curve.get_xdata()]
        )
        marker = chips.LOOKS[kind][2]
        marks = [line.get_xydata() for line in chart.lines if line.get_marker() == marker]
        ((core, height),) = np.concatenate(marks)
        assert height == pytest.approx(best(kind, serial, chip))
        assert height == pytest.approx(speedup(kind, serial, chip, core))


@pytest.mark.parametrize(("kind", "chip", "core"), EACH)
def test_the_chosen_chip_is_told_beside_the_best(kind: str, chip: int, core: int):
    _, chart = moved(kind, 0.025, chip, core)
    (mark,) = (line for line in chart.lines if line.get_label() == "this chip")
    reached = speedup(kind, 0.025, chip, core)
    assert mark.get_xydata().tolist() == [[core, pytest.approx(reached)]]
    said = chips.describe_chips(kind, 0.025, chip, core)
    assert f"{chips.figures(reached)} times as fast as one base core" in said
    assert f"best {kind} chip reaches {chips.figures(best(kind, 0.025, chip))} times" in said
    for other in set(KINDS) - {kind}:
        assert f"best {other} one {chips.figures(best(other, 0.025, chip))}" in said


def test_the_cores_of_a_chip_are_counted_in_words():
    for kind, core, told in (
        ("symmetric", 4, "64 cores of 4 is"),
        ("symmetric", 1, "256 base cores is"),
        ("symmetric", 256, "1 core of 256 is"),
        ("asymmetric", 128, "1 core of 128 and 128 base cores is"),
        ("dynamic", 64, "256 base cores, of which 64 can join is"),
        ("dynamic", 256, "256 base cores, of which all can join is"),
    ):
        assert f"chip of {told}" in chips.describe_chips(kind, 0.01, 256, core)


def test_a_core_is_never_larger_than_its_chip():
    set_to(kind="symmetric", chip=256, core=256)
    assert set_to(chip=16).values["core"] == 16
    assert "1 core of 16 is" in demo().sentence
    assert set_to(core=64).values["core"] == 16


@pytest.mark.parametrize("serial", (0, *chips.SERIALS, 1))
@pytest.mark.parametrize("chip", cores.CHIPS)
def test_all_speedups_lie_on_the_axes(serial: float, chip: int):
    _, chart = moved("dynamic", serial, chip, 1)
    (low, top), (left, right) = chart.get_ylim(), chart.get_xlim()
    assert low == 0 and left < 1 and right > chip
    assert max(best(kind, serial, chip) for kind in KINDS) < top


def test_the_axis_is_no_higher_than_four_times_the_highest_speedup():
    for serial in chips.SERIALS:
        for chip in cores.CHIPS:
            assert chips.axis_top(serial, chip) < 4 * best("dynamic", serial, chip)


@pytest.mark.parametrize("chip", cores.CHIPS)
def test_at_most_one_step_of_the_serial_share_changes_the_axis(chip: int):
    tops = [chips.axis_top(serial, chip) for serial in chips.SERIALS]
    assert sum(np.diff(tops) != 0) <= 1


def test_the_background_is_drawn_anew_when_the_axes_change():
    for serial, chip in ((0.001, 16), (0.5, 16), (0.5, 256)):
        assert_background_is_fresh(set_to(kind="dynamic", serial=serial, chip=chip, core=8))


@given(ends=st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted), top=st.floats(1e-3, 1e3))
def test_words_keep_apart_and_on_the_axes(ends: list[float], top: float):
    heights = chips._spread([end * top for end in ends], top) / top
    assert (np.diff(heights) >= chips.APART - 1e-9).all()
    half = chips.APART / 2
    assert half - 1e-9 <= min(heights) and max(heights) <= 1 - half + 1e-9
    if min(ends) >= half and max(ends) <= 1 - half and min(np.diff(ends)) >= chips.APART:
        assert heights == pytest.approx(ends)


def test_the_demo_hides_nothing_that_the_static_picture_shows():
    demo().reset()
    assert_same(demo(), chips.chips_picture())


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"serial": 1.5}, "serial"),
        ({"chip": 100}, "chip"),
        ({"kind": "square"}, "kind"),
        ({"core": 3}, "core"),
        ({"chip": 16, "core": 64}, "core"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: dict, named: str):
    with pytest.raises(ValueError, match=f"^{named} is "):
        chips.chips_picture(**arguments)
