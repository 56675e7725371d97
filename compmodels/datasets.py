"""The pictures that the lessons read: printed letters, handwritten digits, marked cards.

Letters are rendered here from the fonts that matplotlib carries; digits are the 1,797 real
ones in scikit-learn. All pictures are made for the Mark I's retina: 20 x 20 cells, 1 for ink
and 0 for paper. What reads them does not live here.

Sources: the DejaVu and STIX fonts in the matplotlib package, whose licences lie beside them;
E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
Repository (1998), in the scikit-learn package. None of them is copied into this course.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

SIDE = 20  # cells of the retina in each direction
LETTERS = "ABCDEFGH"
FONTS = (
    "DejaVuSans",
    "DejaVuSans-Bold",
    "DejaVuSans-Oblique",
    "DejaVuSansMono",
    "DejaVuSansMono-Bold",
    "DejaVuSansMono-Oblique",
    "DejaVuSerif",
    "DejaVuSerif-Bold",
    "DejaVuSerif-Italic",
    "STIXGeneral",
    "STIXGeneralBol",
    "STIXGeneralItalic",
    "STIXGeneralBolIta",
)


@dataclass(frozen=True)
class Labelled:
    """``pictures`` (n, 400), cells of 0 or 1, and ``labels`` (n,), the class that each shows."""

    pictures: np.ndarray
    labels: np.ndarray


def letter(character: str, font: str = "DejaVuSans", size: int = 18) -> np.ndarray:
    """One printed character in the middle of the retina, shape (20, 20).

    Parameters
    ----------
    character
        A single character.
    font
        One of ``FONTS``.
    size
        Height of the font in cells; a capital is about three quarters as high.
    """
    from PIL import Image, ImageDraw

    if not (isinstance(font, str) and font in FONTS):
        raise _validate.refuse("font", font, "one of " + ", ".join(FONTS))
    if not (isinstance(character, str) and len(character) == 1 and character.isprintable()):
        raise _validate.refuse("character", character, "a single printable character")
    paper = Image.new("L", (SIDE, SIDE))
    middle = (SIDE / 2, SIDE / 2)
    typeface = _typeface(font, _validate.count("size", size, 4, 40))
    left, top, right, bottom = typeface.getbbox(character, anchor="mm")
    corner = (middle[0] - (left + right) / 2, middle[1] - (top + bottom) / 2)
    ImageDraw.Draw(paper).text(corner, character, fill=255, font=typeface, anchor="mm")
    return (np.asarray(paper) > 127).astype(float)


def letters(characters: str = LETTERS, fonts: Sequence[str] = FONTS, reach: int = 1) -> Labelled:
    """Every character in every font, shifted by up to ``reach`` cells in both directions.

    The labels are positions in ``characters``.

    Examples
    --------
    >>> letters("AB", fonts=["DejaVuSans"], reach=1).pictures.shape
    (18, 400)
    """
    if not (isinstance(characters, str) and characters and characters.isprintable()):
        raise _validate.refuse("characters", characters, "a text of printable characters")
    if not (
        isinstance(fonts, Sequence)
        and fonts
        and all(isinstance(f, str) and f in FONTS for f in fonts)
    ):
        raise _validate.refuse("fonts", fonts, "some of " + ", ".join(FONTS))
    reach = _validate.count("reach", reach, 0, SIDE - 1)
    moves = [
        (down, right) for down in range(-reach, reach + 1) for right in range(-reach, reach + 1)
    ]
    pictures = [
        shift(letter(character, font), *move).ravel()
        for character in characters
        for font in fonts
        for move in moves
    ]
    labels = np.repeat(np.arange(len(characters)), len(fonts) * len(moves))
    return Labelled(np.array(pictures), labels)


def shift(picture: ArrayLike, down: int, right: int) -> np.ndarray:
    """The picture moved by whole cells; what leaves the retina is lost, what enters is paper.

    Examples
    --------
    >>> shift(letter("A"), down=0, right=20).sum()
    np.float64(0.0)
    """
    picture = _validate.array("picture", picture, (SIDE, SIDE))
    down = _validate.count("down", down, -SIDE, SIDE)
    right = _validate.count("right", right, -SIDE, SIDE)
    wide = np.pad(picture, SIDE)
    return wide[SIDE - down : 2 * SIDE - down, SIDE - right : 2 * SIDE - right]


def noisy(pictures: ArrayLike, share: float, rng: np.random.Generator) -> np.ndarray:
    """The pictures with each cell inverted with probability ``share``, drawn anew for each cell.

    Examples
    --------
    >>> noisy([[0, 1, 1]], share=1, rng=np.random.default_rng(1))
    array([[1., 0., 0.]])
    """
    pictures = _validate.array("pictures", pictures, (None, None))
    share = _validate.share("share", share)
    flips = _validate.generator("rng", rng).random(pictures.shape) < share
    return np.where(flips, 1 - pictures, pictures)


@cache
def digits() -> Labelled:
    """The 1,797 handwritten digits on the retina, labels 0 to 9; the arrays are read-only.

    Each of the 8 x 8 picture elements fills 2 x 2 cells, which leaves an edge of two cells;
    an element darker than half is ink.

    Examples
    --------
    >>> digits().pictures.shape
    (1797, 400)
    """
    grey, labels = _grey_digits()
    ink = np.kron(grey >= 0.5, np.ones((1, 2, 2)))
    pictures = np.pad(ink, ((0, 0), (2, 2), (2, 2))).reshape(len(ink), -1)
    pictures.setflags(write=False)
    return Labelled(pictures, labels)


def zeros_and_threes(examples: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Handwritten zeros (y = +1) and threes (y = -1) with two measurements, in the set's order.

    Returns ``X`` of shape (examples, 2), the mean ink in the middle and at the sides of the
    picture's four middle rows, from -1 (white) to +1 (black), and ``y`` of shape (examples,).
    """
    half, odd = divmod(_validate.count("examples", examples, 2, 300), 2)
    if odd:
        raise _validate.refuse("examples", examples, "an even number, half for each digit")
    grey, labels = _grey_digits()
    chosen = np.sort(np.concatenate([np.flatnonzero(labels == k)[:half] for k in (0, 3)]))
    rows = 2 * grey[chosen, 2:6] - 1
    middle, sides = rows[:, :, 3:5], rows[:, :, [1, 2, 5, 6]]
    X = np.column_stack([middle.mean(axis=(1, 2)), sides.mean(axis=(1, 2))])
    return X, np.where(labels[chosen] == 0, 1, -1)


def marked_cards(
    rng: np.random.Generator, cards: int, mark: int = 8
) -> tuple[np.ndarray, np.ndarray]:
    """Cards with one square mark, y = -1 if it is in the left half and +1 if in the right one.

    Returns ``X`` of shape (cards, 400) and ``y``. Side and place of the mark are random.
    """
    cards = _validate.count("cards", cards)
    mark = _validate.count("mark", mark, 1, SIDE // 2)
    _validate.generator("rng", rng)
    X, y = np.zeros((cards, SIDE, SIDE)), rng.choice([-1, 1], cards)
    tops = rng.integers(0, SIDE - mark + 1, cards)
    lefts = rng.integers(0, SIDE // 2 - mark + 1, cards) + (y > 0) * SIDE // 2
    for card, top, left in zip(X, tops, lefts, strict=True):
        card[top : top + mark, left : left + mark] = 1
    return X.reshape(cards, -1), y


def split(data: Labelled, test: int, rng: np.random.Generator) -> tuple[Labelled, Labelled]:
    """``data`` in random order, as a training set and a set of ``test`` pictures for testing."""
    _validate.instance("data", data, Labelled, "as digits gives it")
    if len(data.pictures) != len(data.labels):
        raise _validate.refuse("data", data, "as many pictures as labels")
    test = _validate.count("test", test, 1, len(data.labels) - 1)
    order = _validate.generator("rng", rng).permutation(len(data.labels))
    parts = order[:-test], order[-test:]
    return tuple(Labelled(data.pictures[part], data.labels[part]) for part in parts)


@cache
def _grey_digits() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits

    raw = load_digits()
    grey = raw.images / 16
    grey.setflags(write=False)
    raw.target.setflags(write=False)
    return grey, raw.target


@cache
def _typeface(font: str, size: int):
    import matplotlib
    from PIL import ImageFont

    file = Path(matplotlib.get_data_path(), "fonts", "ttf", f"{font}.ttf")
    return ImageFont.truetype(str(file), size)
