"""What the pictures of every demo must fulfil; the tests of several demos call it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import combinations

import numpy as np
from matplotlib.text import Text
from PIL import Image

from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture

CLEARLY = 40  # of 255 levels of grey by which two pixels differ clearly
EDGES = 0.002  # of all pixels may differ clearly, since an edge may lie above another one


def assert_background_is_fresh(demo: Demo) -> None:
    """Assert that the demo looks as it does with its background drawn anew."""
    shown = demo.png()
    demo._stage.redraw()
    assert demo.png() == shown, f"old background at {demo.values}"


def assert_same(demo: Demo, static: Picture) -> None:
    """Assert that the demo hides nothing that the static picture shows, and says the same."""
    assert demo.sentence == static.sentence
    assert (abs(_greys(demo.png()) - _greys(static.png)) > CLEARLY).mean() < EDGES


def assert_readable(texts: Iterable[Text]) -> None:
    """Assert that no text of a picture lies above another or outside, once it has been drawn."""
    boxes = {text: text.get_window_extent() for text in texts if text.get_text()}
    for (one, box), (other, its_box) in combinations(boxes.items(), 2):
        assert not box.overlaps(its_box), f"{one.get_text()!r} and {other.get_text()!r} overlap"
    for text, box in boxes.items():
        width, height = text.figure.canvas.get_width_height()
        inside = min(box.x0, box.y0) >= 0 and box.x1 <= width and box.y1 <= height
        assert inside, f"{text.get_text()!r} leaves the picture"


def _greys(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("L"), dtype=int)
