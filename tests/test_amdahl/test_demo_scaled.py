"""What the picture of both questions shows and says, against what can be worked out by hand.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from compmodels.demos._demo import Demo
from compmodels.demos.amdahl import scaled
from tests.pictures import assert_same

SHARES = [Fraction(percent).limit_denominator(10) / 100 for percent in scaled.PERCENTS]
CREWS = (1, 2, 16, 1024)


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return scaled.scaled_demo()


def axes(share: Fraction, workers: int):
    """The axes of the demo with its controls set to values."""
    controls = demo().controls
    controls["workers"].value = workers
    controls["serial"].value = next(v for _, v in controls["serial"].options if v == float(share))
    return demo()._stage.figure.axes


def lengths(share: Fraction, workers: int) -> list[Fraction]:
    """How long each bar is: parts that one does, and parts that all do, added up."""
    of_one = sum([(1 - share) / workers] * workers)  # the parallel part, by worker
    same = share + of_one, share + of_one / workers
    larger = share + (1 - share), share + sum([1 - share] * workers)
    return [*same, *larger]


@pytest.mark.parametrize("workers", CREWS)
@pytest.mark.parametrize("share", SHARES, ids=float)
def test_the_bars_are_as_long_as_the_jobs_take(share: Fraction, workers: int):
    times = axes(share, workers)[0]
    first, second = times.patches[::2], times.patches[1::2]
    expected = [float(length) for length in lengths(share, workers)]
    ends = [bar.get_x() + bar.get_width() for bar in second]
    assert [bar.get_width() for bar in first] == pytest.approx([float(share)] * 4)
    assert [bar.get_x() for bar in second] == pytest.approx([float(share)] * 4)
    assert ends == pytest.approx([min(length, 2) for length in expected])
    words = [text.get_text().split("\n") for text in times.texts[2:]]
    totals = [float(total.replace(",", "")) for total, *_cut in words]
    assert totals == pytest.approx(expected, rel=5e-3)
    assert ["(cut)" in each for each in words] == [length > 2 for length in expected]
    assert times.lines[0].get_visible() == (expected[-1] > 2)


@pytest.mark.parametrize("workers", CREWS)
@pytest.mark.parametrize("share", SHARES, ids=float)
def test_the_marks_are_the_ratios_of_the_bars(share: Fraction, workers: int):
    same_one, same_all, larger_all, larger_one = map(float, lengths(share, workers))
    expected = [same_one / same_all, larger_one / larger_all]
    chart = axes(share, workers)[1]
    limit, *curves, fixed, larger = chart.lines
    for mark, curve, speedup in zip((fixed, larger), curves, expected, strict=True):
        assert mark.get_xydata()[0] == pytest.approx([workers, speedup])
        near = np.interp(workers, *curve.get_data())
        assert near == pytest.approx(speedup, rel=2e-3)
        low, high = chart.get_ylim()
        assert low < speedup < high
    assert limit.get_ydata()[0] == (pytest.approx(float(1 / share)) if share else np.inf)


def test_the_words_give_the_number_of_each_question():
    said = scaled.describe_scaled(0.2, 16)
    assert "If 20 % of one worker's time is serial, the speed-up of 16 workers is 4," in said
    assert "no number of workers passes 5." in said
    assert "20 % of the time of the run on 16 workers is serial" in said
    assert "one worker would take 13 times as long" in said
    assert "and 1.54 % of that longer time would be serial" in said  # 0.2 of 13


def test_a_thousand_workers_and_four_in_a_thousand():
    said = scaled.describe_scaled(0.004, 1024)
    assert "the speed-up of 1,024 workers is 201," in said  # 1 / (0.004 + 0.996 / 1024) = 201.1
    assert "passes 250." in said
    assert "one worker would take 1,020 times as long" in said  # 0.004 + 0.996 * 1024 = 1019.9


def test_without_a_serial_part_both_questions_have_one_answer():
    said = scaled.describe_scaled(0, 64)
    assert "the speed-up of 64 workers is 64, and nothing limits" in said
    assert "take 64 times as long" in said


def test_the_demo_hides_nothing_that_the_static_picture_shows():
    assert_same(scaled.scaled_demo(), scaled.scaled_picture())
