"""The drawing that all demos share: figures in the course's style, fast redraws, static pictures.

``new_figure`` makes a figure without pyplot, ``Stage`` redraws only what moves in it, and
``Picture`` shows one as it is, with its sentence. Controls and what happens when one is moved
live in ``_demo``; what the pictures show lives in the module of each lesson.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from io import BytesIO
from typing import Any

from cycler import cycler
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

DPI = 100
FAST, SMALL = 1, 9  # PNG compression levels: for a picture that follows a hand, for a stored one

# Okabe and Ito's palette, which people with any common form of colour blindness can tell apart.
COLOURS = {
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "green": "#009E73",
    "orange": "#E69F00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "black": "#000000",
    "yellow": "#F0E442",
}

_DASHES = ["-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 2))]

STYLE = {
    "axes.prop_cycle": cycler(color=list(COLOURS.values())[:7]) + cycler(linestyle=_DASHES),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.labelsize": 11,
    "axes.titlesize": 12,
    "font.size": 11,
    "legend.fontsize": 10,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
}


class _CourseFigure(Figure):
    """A figure whose axes are made in the course's style, whatever the reader's settings are."""

    def add_subplot(self, *args: Any, **kwargs: Any) -> Axes:
        with rc_context(STYLE):
            return super().add_subplot(*args, **kwargs)


def new_figure(width: int = 600, height: int = 350) -> Figure:
    """An empty white figure of ``width`` by ``height`` pixels that pyplot knows nothing of."""
    size = (width / DPI, height / DPI)
    figure = _CourseFigure(figsize=size, dpi=DPI, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _freeze_layout(figure: Figure) -> None:
    """Lay the figure out once, so that later drawings neither shift nor pay for a layout."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def _encode(figure: Figure, level: int) -> bytes:
    """PNG of what the canvas holds; the same pixels give the same bytes."""
    canvas = figure.canvas
    pixels = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    file = BytesIO()
    pixels.convert("RGB").save(file, "PNG", compress_level=level)
    return file.getvalue()


def picture_html(png: bytes, sentence: str) -> str:
    """A figure in HTML: the image with ``sentence`` as alternative text and as caption."""
    source = "data:image/png;base64," + base64.b64encode(png).decode("ascii")
    text = escape(sentence)
    image = f'<img alt="{text}" src="{source}">'
    return f'<figure style="margin: 0">{image}<figcaption>{text}</figcaption></figure>'


class Stage:
    """A figure that redraws only the artists that move.

    Axes, ticks, labels and all fixed artists are drawn once and kept as the background, which is
    drawn anew when the limits of an axis have changed. The moving artists are drawn above the
    fixed ones of their axes.

    Parameters
    ----------
    figure
        A figure from `new_figure`, with everything drawn on it.
    moving
        The artists on its axes that later change. None of them may be an axis or a tick.
    """

    def __init__(self, figure: Figure, moving: Iterable[Artist]) -> None:
        self.figure = figure
        self.moving = sorted(moving, key=lambda artist: artist.get_zorder())
        top = max((a.get_zorder() for axes in figure.axes for a in axes.get_children()), default=0)
        for artist in self.moving:
            artist.set_zorder(artist.get_zorder() + top + 1)
            artist.set_animated(True)  # matplotlib's word for "left out of the background"
        _freeze_layout(figure)
        self.redraw()

    def redraw(self) -> None:
        """Draw the background anew; needed when ticks, labels or fixed artists change."""
        self.figure.canvas.draw()
        self._background = self.figure.canvas.copy_from_bbox(self.figure.bbox)
        self._limits_drawn = self._limits()

    def png(self, level: int = FAST) -> bytes:
        """The picture as it is now, as a PNG with compression ``level`` (0 to 9)."""
        if self._limits() != self._limits_drawn:
            self.redraw()
        self.figure.canvas.restore_region(self._background)
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        return _encode(self.figure, level)

    def _limits(self) -> list[tuple]:
        """Where the axes begin and end."""
        return [(*axes.get_xlim(), *axes.get_ylim()) for axes in self.figure.axes]


class Picture:
    """A figure for a plain cell, shown with ``sentence`` as alternative text and caption.

    The plain-text form of the cell's output is the sentence.
    """

    def __init__(self, figure: Figure, sentence: str) -> None:
        self.sentence = sentence
        figure.canvas.draw()
        self.png = _encode(figure, SMALL)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": picture_html(self.png, self.sentence), "text/plain": self.sentence}
