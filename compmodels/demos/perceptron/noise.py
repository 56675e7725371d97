"""How often the Mark I reads a letter correctly as more and more cells are inverted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import ipywidgets as widgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compmodels import datasets
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import COLOURS, Picture, Stage, new_figure
from compmodels.perceptron import mark1

STEP = 2
PERCENT = np.arange(0, 51, STEP)
LOOKS = {128: ("orange", ":", "^"), 512: ("blue", "-", "o"), 2048: ("vermillion", "--", "s")}
SEED, WIRING = 7, 1960  # of the noise, and of what the machines learn with
SIZE = (760, 340)


@cache
def letters() -> tuple[datasets.Labelled, datasets.Labelled]:
    """A to H in all fonts and places: 636 pictures to learn from, and 300 others for testing."""
    return datasets.split(datasets.letters(), 300, np.random.default_rng(WIRING))


@cache
def letter_machine(associations: int = 512) -> mark1.MarkI:
    """A Mark I with so many association units that has learned to read A to H."""
    machine = mark1.build(np.random.default_rng(WIRING), associations=associations)
    seen, _ = letters()
    return mark1.run(machine, seen.pictures, seen.labels, passes=10).machine


@cache
def accuracies(associations: int) -> np.ndarray:
    """Share of letters not seen before that are read correctly, at each noise of `PERCENT`."""
    machine, (_, test) = letter_machine(associations), letters()
    rng = np.random.default_rng(SEED)
    pictures, labels = np.tile(test.pictures, (2, 1)), np.tile(test.labels, 2)
    read = [mark1.predict(machine, datasets.noisy(pictures, p / 100, rng)) for p in PERCENT]
    return (np.array(read) == labels).mean(axis=1)


def draw_noise(axes: Sequence, noise_percent: int) -> Sequence[Artist]:
    """Draw noisy letters and the curves; return what moves: the letters and a marker a curve."""
    left, right = axes
    sheet = left.imshow(_sheet(noise_percent), cmap="gray_r", vmin=0, vmax=1)
    left.set(xticks=[], yticks=[], xlabel="A to H with this noise")
    left.spines[:].set_visible(True)
    right.set(xlabel="noise (% of cells inverted)", ylabel="letters read correctly (%)")
    right.set(xlim=(-1, 51), ylim=(0, 103))
    markers = [_draw_curve(right, associations) for associations in LOOKS]
    chance = 100 / len(datasets.LETTERS)
    right.axhline(chance, color="black", linestyle=":", linewidth=1.5, label="guessing")
    right.legend(loc="upper right", title="association units")
    moving = (sheet, *markers)
    move_noise(moving, noise_percent)
    return moving


def move_noise(moving: Sequence[Artist], noise_percent: int) -> None:
    """Move what `draw_noise` returned to another noise."""
    sheet, *markers = moving
    sheet.set_data(_sheet(noise_percent))
    for marker, associations in zip(markers, LOOKS, strict=True):
        marker.set_data([noise_percent], [100 * accuracies(associations)[noise_percent // STEP]])


def describe_noise(noise_percent: int) -> str:
    """The picture of `draw_noise` in words."""
    read = [f"{100 * accuracies(n)[noise_percent // STEP]:.0f} % with {n:,} units" for n in LOOKS]
    return (
        f"With {noise_percent} % of the cells inverted, new letters are read correctly in "
        f"{read[0]}, {read[1]} and {read[2]}."
    )


def noise_picture(noise_percent: int) -> Picture:
    """Letters with so much noise and both curves, with the sentence."""
    figure = new_figure(*SIZE)
    draw_noise(_two_axes(figure), noise_percent)
    return Picture(figure, describe_noise(noise_percent))


def noise_demo() -> Demo:
    """Noise that the reader sets, against accuracy."""
    figure = new_figure(*SIZE)
    moving = draw_noise(_two_axes(figure), noise_percent=10)
    noise = widgets.IntSlider(10, 0, 50, STEP, description="Noise (% of cells)", layout=WIDE)

    def update(noise_percent: int) -> str:
        move_noise(moving, noise_percent)
        return describe_noise(noise_percent)

    controls = {"noise_percent": noise}
    return Demo(Stage(figure, moving), update, controls, title="Noise against accuracy")


def _two_axes(figure: Figure) -> Sequence:
    return figure.subplots(1, 2, width_ratios=[1, 1.2])


def _draw_curve(ax: Axes, associations: int) -> Artist:
    """Draw the curve of one machine; return the marker that moves along it."""
    colour, dashes, marker = LOOKS[associations]
    style = {"color": COLOURS[colour], "linestyle": dashes, "label": f"{associations:,}"}
    ax.plot(PERCENT, 100 * accuracies(associations), **style)
    style = {"marker": marker, "color": COLOURS[colour], "linestyle": "none", "markersize": 10}
    return ax.plot([], [], **style)[0]


def _sheet(noise_percent: int) -> np.ndarray:
    """The eight letters with noise, in three rows, the last place left empty."""
    clean = np.array([datasets.letter(letter).ravel() for letter in datasets.LETTERS])
    cells = datasets.noisy(clean, noise_percent / 100, np.random.default_rng(SEED))
    framed = np.pad(cells.reshape(-1, 20, 20), ((0, 0), (1, 1), (1, 1)), constant_values=0.3)
    rows = [np.hstack(framed[start : start + 3]) for start in (0, 3)]
    last = np.hstack([*framed[6:], np.full_like(framed[0], 0)])
    return np.vstack([*rows, last])
