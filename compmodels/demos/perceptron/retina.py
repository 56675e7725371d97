"""A retina to paint on, and the Mark I that reads it: association units and response units."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist

from compmodels import datasets
from compmodels.demos._demo import Demo
from compmodels.demos._retina import Retina
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos.perceptron.cards import draw_retina
from compmodels.perceptron import mark1

SHELF = (16, 32)  # how the 512 association units are laid out in the picture
SEED = 1960
OWN = "my own"


@cache
def letters() -> tuple[datasets.Labelled, datasets.Labelled]:
    """A to H in all fonts and places: 636 pictures to learn from, and 300 others for testing."""
    return datasets.split(datasets.letters(), 300, np.random.default_rng(SEED))


@cache
def letter_machine(associations: int = 512) -> mark1.MarkI:
    """A Mark I with so many association units that has learned to read A to H."""
    machine = mark1.build(np.random.default_rng(SEED), associations=associations)
    seen, _ = letters()
    return mark1.run(machine, seen.pictures, seen.labels, passes=10).machine


def draw_reading(axes: Sequence, picture: np.ndarray) -> Sequence[Artist]:
    """Draw on two ``axes`` what the units do for ``picture``; return what moves: units and bars."""
    left, right = axes
    units = left.imshow(np.zeros(SHELF), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    left.set(xticks=[], yticks=[], xlabel="512 association units (black: active)")
    left.spines[:].set_visible(True)
    places = np.arange(len(datasets.LETTERS))
    bars = right.barh(places, np.zeros(len(places)), color=COLOURS["sky"])
    reach = _largest_sum()
    right.set(yticks=places, yticklabels=datasets.LETTERS, xlim=(-reach, reach))
    right.set(xlabel="weighted sum", ylabel="response unit")
    right.invert_yaxis()
    right.axvline(0, color="black", linewidth=1)
    moving = (units, *bars)
    move_reading(moving, picture)
    return moving


def move_reading(moving: Sequence[Artist], picture: np.ndarray) -> None:
    """Show what the units do for ``picture`` with the artists that `draw_reading` returned."""
    units, *bars = moving
    machine = letter_machine()
    units.set_data(mark1.activity(machine, [picture])[0].reshape(SHELF))
    (sums,) = mark1.sums(machine, [picture])
    for bar, height, winner in zip(bars, sums, sums == sums.max(), strict=True):
        bar.set_width(height)
        bar.set(facecolor=COLOURS["blue" if winner else "sky"], hatch="//" if winner else None)


def describe_reading(picture: np.ndarray) -> str:
    """The picture of `draw_reading` in words."""
    if not np.any(picture):
        return "The retina is empty: no association unit is active, and there is nothing to read."
    machine = letter_machine()
    active = int(mark1.activity(machine, [picture]).sum())
    (sums,) = mark1.sums(machine, [picture])
    best, second = np.argsort(-sums)[:2]
    above = ", ".join(datasets.LETTERS[i] for i in np.flatnonzero(sums > 0)) or "no unit"
    return (
        f"The machine reads {datasets.LETTERS[best]}, then {datasets.LETTERS[second]}: {active} "
        f"of 512 association units are active, and above zero is {above}."
    )


def retina_picture(picture: np.ndarray) -> Picture:
    """A picture on the retina and what the machine makes of it, with its sentence."""
    figure = new_figure(900, 300)
    retina, *rest = figure.subplots(1, 3, width_ratios=[1, 1.6, 1.4])
    draw_retina(retina, picture, "retina")
    draw_reading(rest, picture.ravel())
    return Picture(figure, describe_reading(picture.ravel()))


def retina_demo() -> Demo:
    """A retina that the reader paints on, or puts a letter on, and the machine reads live."""
    retina = Retina(datasets.SIDE, datasets.SIDE, label="Retina, 20 by 20 photocells")
    controls = {
        "letter": widgets.Dropdown(options=[*datasets.LETTERS, OWN], description="Letter"),
        "right": widgets.IntSlider(0, -6, 6, description="Shift to the right (cells)"),
        "noise_percent": widgets.IntSlider(0, 0, 40, description="Noise (% of cells)"),
    }

    def put_letter(_change=None) -> None:
        if controls["letter"].value != OWN:
            retina.show(_letter_on_retina(*(control.value for control in controls.values())))

    def update(pixels: Sequence[int], **_letter) -> str:
        picture = np.array(pixels, dtype=float)
        move_reading(moving, picture)
        return describe_reading(picture)

    for control in controls.values():
        control.observe(put_letter, names="value")
    put_letter()
    figure = new_figure(560, 300)
    axes = figure.subplots(1, 2, width_ratios=[1.15, 1])
    moving = draw_reading(axes, retina.image.ravel())
    controls["pixels"] = retina
    return Demo(Stage(figure, moving), update, controls, title="Paint a letter for the Mark I")


def _letter_on_retina(letter: str, right: int, noise_percent: int) -> np.ndarray:
    picture = datasets.shift(datasets.letter(letter), 0, right)
    rng = np.random.default_rng(SEED)
    return datasets.noisy(picture, noise_percent / 100, rng).astype(int)


@cache
def _largest_sum() -> float:
    sums = mark1.sums(letter_machine(), letters()[0].pictures)
    return float(np.ceil(abs(sums).max() / 10) * 10)
