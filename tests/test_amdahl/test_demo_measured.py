"""What the pictures of measured times show and say, for times that were made up."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes

from compmodels.amdahl.fitting import Fit
from compmodels.amdahl.measuring import Measurement
from compmodels.demos.amdahl import measured, pieces

SECONDS = np.array([[8.0, 5.0, 4.0], [8.0, 4.0, 2.0], [6.0, 4.0, 3.0]])  # three rounds
SPEEDUPS = [[1, 1.6, 2], [1, 2, 4], [1, 1.5, 2]]
FIT = Fit(serial=0.2134, low=0.2079, high=0.22, coverage=0.9609375)


def made_up(parts: tuple[int, ...] = (1, 2, 4)) -> Measurement:
    """A measurement with so many of the columns of `SECONDS`."""
    seconds = SECONDS[:, : len(parts)]
    return Measurement(parts, seconds, seconds / 5)


def drawn(*arguments: object) -> Axes:
    """The axes with the picture of what was measured."""
    ax = measured.new_figure(*measured.SIZE).add_subplot()
    measured.draw_measured(ax, *arguments)
    return ax


def legend(ax: Axes) -> list[str]:
    """The words of the legend."""
    return [text.get_text() for text in ax.get_legend().get_texts()]


def points(ax: Axes, size: float) -> list[list[float]]:
    """Places of all marks of a size."""
    marks = [line for line in ax.lines if line.get_marker() not in ("", "None")]
    return np.concatenate([m.get_xydata() for m in marks if m.get_markersize() == size]).tolist()


def test_medians_stand_at_their_workers_and_each_round_beside_them():
    ax = drawn({0.2: made_up()}, {})
    assert points(ax, 9) == [[1, 1], [2, pytest.approx(1.6)], [4, 2]]
    rounds = points(ax, 4)
    expected = [
        [workers * measured.BESIDE, row[column]]
        for row in SPEEDUPS
        for column, workers in ((1, 2), (2, 4))
    ]
    assert np.array(rounds) == pytest.approx(np.array(expected))


def test_the_line_is_amdahls_for_the_share_that_was_set_and_reaches_eight_workers():
    ax = drawn({0.2: made_up((1, 2))}, {0.2: FIT}, [0.5])
    lines = [line.get_xydata() for line in ax.lines if len(line.get_xdata()) > 10]
    for serial, line in zip((0.2, 0.5), lines, strict=True):
        assert line[[0, -1], 0] == pytest.approx([1, 8])
        assert line[:, 1] == pytest.approx([1 / (serial + (1 - serial) / n) for n in line[:, 0]])


def test_the_axis_reaches_as_far_as_the_workers():
    assert drawn({0.2: made_up((1, 2, 32))}, {}).get_xlim()[1] > 32 * measured.BESIDE


def test_every_mark_lies_inside_the_axes():
    slow = Measurement((1, 2), np.array([[1.0, 4.0], [1.0, 0.05]]), np.ones((2, 2)))
    low, high = drawn({0.9: slow}, {}).get_ylim()
    assert low < 0.25 and high > 20


def test_legend_and_sentence_set_what_was_fitted_beside_what_was_set():
    measurements, fits = {0.2: made_up(), 0.05: made_up()}, {0.2: FIT}
    words = legend(drawn(measurements, fits, [0.5]))
    assert words == ["5 %", "set 20 %\nfitted 21.3 % (20.8 to 22.0)", "50 %", "small: each round"]
    assert measured.measured_picture(measurements, fits).sentence == (
        "Set 5 % serial: 4 workers reached a speed-up of 2 (Amdahl's law: 3.48). "
        "Set 20 % serial: 4 workers reached a speed-up of 2 (Amdahl's law: 2.5), "
        "fitted 21.3 % (20.8 to 22.0). "
        "In brackets: where the median lies, with 96 % confidence."
    )


def test_one_core_gets_the_lines_and_is_told_why_nothing_was_measured():
    ax, said = drawn({}, {}, [0.2, 0.5]), measured.measured_picture({}, {}, [0.2, 0.5]).sentence
    assert legend(ax) == ["20 %", "50 %"] and len(ax.lines) == 2
    assert "one core cannot show a speed-up" in said
    assert said.endswith("a speed-up of 3.33 with 20 % serial, 1.78 with 50 % serial.")


def test_with_nothing_to_draw_the_picture_is_refused():
    with pytest.raises(ValueError, match=r"^shares is \(\); allowed: at least one"):
        measured.measured_picture({}, {})
    with pytest.raises(ValueError, match=r"^serial is 1\.5"):
        measured.measured_picture({}, {}, [1.5])


def test_the_time_is_drawn_over_the_number_of_tasks():
    ax = measured.new_figure(*pieces.SIZE).add_subplot()
    pieces.draw_pieces(ax, [2, 20, 2_000], np.array([0.5, 0.4, 1]))
    (line,) = ax.lines
    assert line.get_xydata().tolist() == [[2, 0.5], [20, 0.4], [2_000, 1]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2", "20", "2,000"]
    assert ax.get_ylim()[0] == 0 and ax.get_ylim()[1] > 1


def test_many_small_tasks_are_told_to_be_slower():
    rounds = [[0.5, 0.4, 1], [0.6, 0.5, 1.2], [0.5, 0.4, 1]]
    for seconds in ([0.5, 0.4, 1], rounds):
        assert pieces.pieces_picture([2, 20, 2_000], seconds).sentence == (
            "The same work takes 0.5 s in 2 tasks, 0.4 s in 20 tasks, 1 s in 2,000 tasks. "
            "It is fastest in 20 tasks; in 2,000 it takes 2.5 times as long."
        )
    said = pieces.pieces_picture([1, 20], [0.5, 0.4]).sentence
    assert said.endswith("It is fastest in 20 tasks, the most that were tried.")


@pytest.mark.parametrize(
    ("parts", "seconds", "named"),
    [([], [], "parts"), ([2, 20], [0.5], "seconds"), ([0, 2], [1, 1], "parts")],
)
def test_times_that_do_not_fit_are_refused(parts: list, seconds: list, named: str):
    with pytest.raises(ValueError, match=f"^{named} is "):
        pieces.pieces_picture(parts, seconds)
