"""A retina to paint on, and the Mark I that reads it: association units and response units."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from compmodels import datasets
from compmodels.demos._demo import Demo
from compmodels.demos._retina import Retina
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.demos.perceptron.cards import draw_retina
from compmodels.perceptron import mark1

SHELF = (16, 32)  # how the 512 association units are laid out in the picture
SEED = 5  # of the noise
EMPTY = "none"


def read(machine: mark1.MarkI, picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the association units (512,) and the response units (8,) do for ``picture`` (400,)."""
    return mark1.activity(machine, [picture])[0], mark1.sums(machine, [picture])[0]


def draw_reading(
    shelf: Axes, chart: Axes, machine: mark1.MarkI, picture: np.ndarray
) -> Sequence[Artist]:
    """Draw what the units do for ``picture``; return what moves: the units and the bars."""
    units = shelf.imshow(np.zeros(SHELF), cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    shelf.set(xticks=[], yticks=[], xlabel="512 association units (black: active)")
    shelf.spines[:].set_visible(True)
    places, reach = np.arange(len(datasets.LETTERS)), _largest_sum(machine)
    bars = chart.barh(places, np.zeros(len(places)), color=COLOURS["sky"])
    chart.set(yticks=places, yticklabels=datasets.LETTERS, xlim=(-reach, reach))
    chart.set(xlabel="weighted sum (above zero: yes)", ylabel="response unit")
    chart.invert_yaxis()
    chart.axvline(0, color="black", linewidth=1)
    moving = (units, *bars)
    move_reading(moving, *read(machine, picture))
    return moving


def move_reading(moving: Sequence[Artist], active: np.ndarray, sums: np.ndarray) -> None:
    """Show what the units do with the artists that `draw_reading` returned."""
    units, *bars = moving
    units.set_data(active.reshape(SHELF))
    for bar, height, winner in zip(bars, sums, sums == sums.max(), strict=True):
        bar.set_width(height)
        bar.set(facecolor=COLOURS["blue" if winner else "sky"], hatch="//" if winner else None)


def describe_reading(picture: np.ndarray, active: np.ndarray, sums: np.ndarray) -> str:
    """The picture of `draw_reading` in words."""
    if not np.any(picture):
        return "The retina is empty: no association unit is active, and there is nothing to read."
    best, second = np.argsort(-sums)[:2]
    above = ", ".join(datasets.LETTERS[i] for i in np.flatnonzero(sums > 0)) or "no unit"
    return (
        f"The machine reads {datasets.LETTERS[best]}, with {datasets.LETTERS[second]} second: "
        f"{int(active.sum())} of 512 association units are active, and above zero is {above}."
    )


def retina_picture(machine: mark1.MarkI, picture: np.ndarray) -> Picture:
    """A picture on the retina and what the machine makes of it, with its sentence."""
    figure = new_figure(760, 300)
    retina, shelf, chart = figure.subplots(1, 3, width_ratios=[1, 1.6, 1.3])
    draw_retina(retina, picture, "retina")
    draw_reading(shelf, chart, machine, picture.ravel())
    return Picture(figure, describe_reading(picture, *read(machine, picture.ravel())))


def retina_demo(machine: mark1.MarkI) -> Demo:
    """A retina that the reader paints on, or puts a letter on, and ``machine`` reads live."""
    retina = Retina(datasets.SIDE, datasets.SIDE, label="Retina, 20 by 20 photocells")
    knobs = {
        "letter": widgets.Dropdown(options=[*datasets.LETTERS, EMPTY], description="Letter"),
        "right": widgets.IntSlider(0, -6, 6, description="Shift right (cells)"),
        "noise_percent": widgets.IntSlider(0, 0, 40, description="Noise (% of cells)"),
    }

    def put_letter(_change=None) -> None:
        retina.show(_letter_on_retina(*(knob.value for knob in knobs.values())))

    def update(pixels: Sequence[int], **_letter) -> str:
        picture = np.array(pixels, dtype=float)
        active, sums = read(machine, picture)
        move_reading(moving, active, sums)
        return describe_reading(picture, active, sums)

    for knob in knobs.values():
        knob.observe(put_letter, names="value")
    put_letter()
    figure = new_figure(410, 450)
    axes = figure.subplots(2, 1, height_ratios=[1, 1.25])
    moving = draw_reading(*axes, machine, retina.image.ravel())
    controls = {**knobs, "pixels": retina}
    return Demo(Stage(figure, moving), update, controls, title="Paint a letter for the Mark I")


def _letter_on_retina(letter: str, right: int, noise_percent: int) -> np.ndarray:
    paper = np.zeros((datasets.SIDE, datasets.SIDE))
    picture = paper if letter == EMPTY else datasets.shift(datasets.letter(letter), 0, right)
    rng = np.random.default_rng(SEED)
    return datasets.noisy(picture, noise_percent / 100, rng).astype(int)


def _largest_sum(machine: mark1.MarkI) -> float:
    """The largest weighted sum, in size, for any of the printed letters, rounded up to tens."""
    sums = mark1.sums(machine, datasets.letters().pictures)
    return float(np.ceil(abs(sums).max() / 10) * 10)
