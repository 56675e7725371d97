"""The stage draws what a full redraw would, and the demo shows, describes and resets it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from compmodels.demos._demo import Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure, picture_html
from tests.sweeping import sweep
from tests.wave_demo import describe_wave, wave, wave_demo, wave_picture, wave_stage


def pixels(png: bytes) -> np.ndarray:
    """The red, green and blue of each pixel of a PNG."""
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def full_redraw(stage: Stage) -> np.ndarray:
    """The pixels of the stage's figure when matplotlib draws all of it."""
    for artist in stage.moving:
        artist.set_animated(False)
    stage.figure.canvas.draw()
    return np.asarray(stage.figure.canvas.buffer_rgba())[:, :, :3]


def counted_demo(**changes: Any) -> tuple[Demo, list[dict[str, int]]]:
    """A demo of two sliders, and the list of values that its update was called with."""
    figure = new_figure()
    (line,) = figure.add_subplot().plot([0, 1], [0, 1])
    calls: list[dict[str, int]] = []

    def update(a: int, b: int) -> str:
        calls.append({"a": a, "b": b})
        for name, change in changes.items():
            demo.controls[name].value = change(a, b)
        line.set_ydata([a / 10, b / 10])
        return f"a is {a}, b is {b}."

    sliders = {"a": widgets.IntSlider(1, 0, 9), "b": widgets.IntSlider(2, 0, 9)}
    demo = Demo.__new__(Demo)  # update refers to it before it is built
    demo.__init__(Stage(figure, [line]), update, sliders)
    calls.clear()
    return demo, calls


@pytest.mark.parametrize("frequency_hz", [1, 7, 80])
@pytest.mark.parametrize("shape", ["sine", "square"])
def test_a_move_gives_the_pixels_of_a_full_redraw(frequency_hz: int, shape: str) -> None:
    stage = wave_stage()
    stage.moving[0].set_ydata(wave(frequency_hz, shape))
    moved = pixels(stage.png())
    np.testing.assert_array_equal(moved, full_redraw(stage))


def test_a_move_leaves_no_trace_of_earlier_ones() -> None:
    stage = wave_stage()
    first = stage.png()
    stage.moving[0].set_ydata(wave(9, "square"))
    assert stage.png() != first
    stage.moving[0].set_ydata(wave(2, "sine"))
    assert stage.png() == first


def test_the_background_is_drawn_once_for_many_moves() -> None:
    demo = wave_demo()
    draws = []
    demo._stage.figure.canvas.mpl_connect("draw_event", draws.append)
    for frequency_hz in range(3, 9):
        demo.controls["frequency_hz"].value = frequency_hz
    assert not draws
    demo._stage.redraw()
    assert len(draws) == 1


def test_redraw_shows_new_limits() -> None:
    stage = wave_stage()
    stage.figure.axes[0].set_xlim(0, 0.5)
    stage.redraw()
    np.testing.assert_array_equal(pixels(stage.png()), full_redraw(stage))


def test_new_limits_are_shown_without_being_told_and_cost_one_drawing() -> None:
    stage = wave_stage()
    draws = []
    stage.figure.canvas.mpl_connect("draw_event", draws.append)
    stage.figure.axes[0].set_xlim(0, 0.5)
    shown = pixels(stage.png())
    assert np.array_equal(pixels(stage.png()), shown)
    assert len(draws) == 1
    np.testing.assert_array_equal(shown, full_redraw(stage))


def test_a_demo_can_be_swept() -> None:
    sweep(wave_demo())


def test_reset_redraws_once() -> None:
    demo, calls = counted_demo()
    demo.controls["a"].value, demo.controls["b"].value = 5, 6
    calls.clear()
    demo.reset()
    assert calls == [{"a": 1, "b": 2}]
    assert demo.sentence == "a is 1, b is 2."


def test_values_that_update_itself_makes_stale_are_not_shown() -> None:
    demo, calls = counted_demo(b=lambda a, b: a)
    sentences = []
    demo._screen.observe(lambda change: sentences.append(change.new), names="sentence")
    demo.controls["a"].value = 7
    assert calls == [{"a": 7, "b": 1}, {"a": 7, "b": 7}]
    assert sentences == ["a is 7, b is 7."]


def test_a_control_that_moves_another_makes_one_picture() -> None:
    figure = new_figure()
    (line,) = figure.add_subplot().plot([0, 1], [0, 1])
    calls: list[tuple[int, int]] = []
    a, b = widgets.IntSlider(description="a"), widgets.IntSlider(description="b")
    a.observe(lambda change: setattr(b, "value", change["new"]), names="value")

    def update(a: int, b: int) -> str:
        calls.append((a, b))
        return f"a is {a} and b is {b}."

    demo = Demo(Stage(figure, [line]), update, {"a": a, "b": b})
    calls.clear()
    a.value = 7
    assert calls == [(7, 7)]
    assert demo.sentence == "a is 7 and b is 7."


def test_an_error_is_raised_and_shown_until_a_good_value() -> None:
    def fail_at_five(a: int, b: int) -> int:
        if a == 5:
            raise ZeroDivisionError("a is 5")
        return b

    demo, _calls = counted_demo(b=fail_at_five)
    with pytest.raises(ZeroDivisionError):
        demo.controls["a"].value = 5
    assert demo._screen.problem == "ZeroDivisionError: a is 5"
    assert not demo._screen.busy
    demo.reset()
    assert demo._screen.problem == ""
    assert demo.sentence == "a is 1, b is 2."


def test_a_slow_demo_says_that_it_works() -> None:
    demo = wave_demo(pause_s=0.12)
    states = []
    demo._screen.observe(lambda change: states.append(change.new), names="busy")
    demo.controls["frequency_hz"].value = 3
    assert states == [True, False]


def test_a_control_without_a_value_is_refused() -> None:
    stage = wave_stage()
    with pytest.raises(TypeError, match="controls: VBox has no value"):
        Demo(stage, lambda box: "", {"box": widgets.VBox()})


def test_a_demo_shows_a_picture_where_no_kernel_runs() -> None:
    bundle = wave_demo()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == describe_wave(2, "sine")
    assert 'alt="A sine wave that rises &amp; falls 2 times' in bundle["text/html"]


def test_the_sentence_cannot_break_the_page() -> None:
    html = picture_html(b"", 'a < b & "c" > d')
    assert html.count("a &lt; b &amp; &quot;c&quot; &gt; d") == 2
    assert html.count("<") == 5


def test_a_picture_is_the_same_bytes_each_time_and_carries_no_metadata() -> None:
    first, second = wave_picture(), wave_picture()
    assert first._repr_mimebundle_() == second._repr_mimebundle_()
    assert first._repr_mimebundle_()["text/plain"] == describe_wave(2, "sine")
    assert Image.open(BytesIO(first.png)).info == {}


def test_figures_are_unknown_to_pyplot() -> None:
    wave_demo()
    wave_picture()
    assert plt.get_fignums() == []


def test_the_style_does_not_depend_on_the_readers_settings() -> None:
    with plt.style.context("dark_background"):
        figure = new_figure(width=500, height=300)
        axes = figure.add_subplot()
        (line,) = axes.plot([0, 1], [0, 1])
    assert figure.canvas.get_width_height() == (500, 300)
    assert line.get_color() == COLOURS["blue"]
    assert axes.xaxis.label.get_fontsize() >= 10
    assert all(label.get_fontsize() >= 10 for label in axes.get_xticklabels())


def test_a_picture_is_white_whatever_the_readers_settings() -> None:
    with plt.style.context("dark_background"):
        figure = new_figure()
        figure.add_subplot()
        picture = Picture(figure, "Empty axes.")
    assert (pixels(picture.png)[0, 0] == 255).all()
