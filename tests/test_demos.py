"""The demos of every lesson without a browser: each control swept; and what lesson 01's say."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import matplotlib.pyplot as plt
import numpy as np
import pytest

from compmodels import datasets, demos
from compmodels.demos.perceptron import line, noise, retina
from compmodels.matrix.roofline import Point, Roofs
from compmodels.perceptron import mark1, unit
from tests.sweeping import sweep

LESSONS = [m.name for m in pkgutil.iter_modules(demos.__path__) if not m.name.startswith("_")]
DEMOS = [
    pytest.param(value, id=f"{lesson}-{name}")
    for lesson in LESSONS
    for name, value in vars(importlib.import_module(f"compmodels.demos.{lesson}")).items()
    if name.endswith("_demo")
]


def letter_machine() -> mark1.MarkI:
    return noise.letter_machine(512)


MADE_UP = [Point("triad", 10**9, 6 * 10**9, 0.5), Point("square", 10**10, 10**8, 0.2)]
NEEDED = {  # what the lessons give to their demos, by the name of the parameter
    "machine": letter_machine,
    "roofs": lambda: Roofs(operations_per_s=1e11, bytes_per_s=2e10),
    "points": lambda: MADE_UP,
}


def built(build):
    """The demo, with what it needs."""
    return build(*[NEEDED[name]() for name in inspect.signature(build).parameters])


@pytest.mark.parametrize("build", DEMOS)
def test_every_control_changes_picture_and_sentence(build):
    sweep(built(build))
    assert plt.get_fignums() == []


@pytest.mark.parametrize("build", DEMOS)
def test_every_control_has_a_label(build):
    for name, control in built(build).controls.items():
        assert getattr(control, "description", "") or getattr(control, "label", ""), name


def test_the_coloured_region_is_where_the_unit_says_yes():
    X, y = datasets.zeros_and_threes()
    demo = line.line_demo()
    region = demo._stage.figure.axes[0].patches[0]
    for made in range(13):
        demo.controls["mistakes_made"].value = made
        weights, bias = unit.after_mistakes(X, y, unit.run(X, y).mistakes[:made])
        inside = region.get_path().contains_points(X)
        assert (np.where(inside, 1, -1) == unit.predict(weights, bias, X)).all()
        signs = [1 if x @ weights + bias > 0 else -1 for x in X]
        right = sum(sign == answer for sign, answer in zip(signs, y, strict=True))
        assert f"{right} of 40" in demo.sentence


def test_the_retina_demo_reads_every_clean_letter_and_follows_the_paint():
    demo = retina.retina_demo(letter_machine())
    for letter in datasets.LETTERS:
        demo.controls["letter"].value = letter
        assert demo.sentence.startswith(f"The machine reads {letter},")
    demo.controls["letter"].value = "none"
    assert "The retina is empty" in demo.sentence
    demo.controls["pixels"].show(datasets.letter("C").astype(int))
    assert demo.sentence.startswith("The machine reads C,")


def test_the_pictures_of_the_retina_demo_are_those_it_was_asked_for():
    demo = retina.retina_demo(letter_machine())
    demo.controls["letter"].value, demo.controls["right"].value = "E", 3
    wanted = np.roll(datasets.letter("E"), 3, axis=1)
    np.testing.assert_array_equal(demo.controls["pixels"].image, wanted)
    demo.controls["noise_percent"].value = 25
    flipped = (demo.controls["pixels"].image != wanted).mean()
    assert 0.18 < flipped < 0.32


def test_noise_takes_reading_from_good_to_guessing():
    for associations in noise.LOOKS:
        read = noise.accuracies(associations)
        assert read[0] > 0.65 and abs(read[-1] - 1 / 8) < 0.06
    assert noise.accuracies(128)[0] < noise.accuracies(512)[0]


def test_no_letter_for_testing_is_among_those_learned_from():
    seen, test = noise.letters()
    assert len(seen.labels) + len(test.labels) == len(datasets.letters().labels)
    machine = letter_machine()
    learned = (mark1.predict(machine, seen.pictures) == seen.labels).mean()
    assert learned > (mark1.predict(machine, test.pictures) == test.labels).mean() > 0.8
