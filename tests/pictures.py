"""What the pictures of every demo must fulfil; the tests of several demos call it."""

from __future__ import annotations

from io import BytesIO

import numpy as np
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


def _greys(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("L"), dtype=int)
