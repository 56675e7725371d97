"""The retina: a grid of photocells that a reader paints on with mouse, finger or keyboard.

Painting itself happens in the browser (``_retina.js``), so that it follows the hand at once;
Python gets the painted cells at most 30 times a second. What reads the retina lives in the lesson.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray


class Retina(anywidget.AnyWidget):
    """A grid of cells that are 0 (light) or 1 (painted).

    Parameters
    ----------
    rows, columns
        Size of the grid, 1 to 64 each.
    **traits
        ``label``, the name of the grid for the reader, and ``pixels``, the cells row by row.

    Raises
    ------
    ValueError
        When a size or the pixels are not as said here; also on a later change of ``pixels``.

    Examples
    --------
    >>> retina = Retina(rows=2, columns=3)
    >>> retina.show([[0, 1, 0], [1, 1, 1]])
    >>> retina.pixels
    [0, 1, 0, 1, 1, 1]
    """

    _esm = Path(__file__).with_name("_retina.js")
    rows = traitlets.Int(20, read_only=True).tag(sync=True)
    columns = traitlets.Int(20, read_only=True).tag(sync=True)
    pixels = traitlets.List(traitlets.Any()).tag(sync=True)
    label = traitlets.Unicode("Retina").tag(sync=True)

    def __init__(self, rows: int = 20, columns: int = 20, **traits: Any) -> None:
        for name, value in {"rows": rows, "columns": columns}.items():
            if value not in range(1, 65):
                raise ValueError(f"{name} is {value!r}; allowed is a whole number from 1 to 64")
            self.set_trait(name, int(value))
        super().__init__(**{"pixels": [0] * (rows * columns)} | traits)

    @traitlets.validate("pixels")
    def _check_pixels(self, proposal: dict[str, Any]) -> list[int]:
        pixels, size = proposal["value"], self.rows * self.columns
        if len(pixels) != size:
            raise ValueError(f"pixels has {len(pixels)} values; allowed are {size}, row by row")
        for pixel in pixels:
            if pixel not in (0, 1):
                raise ValueError(f"pixels holds {pixel!r}; allowed are 0 and 1")
        return [int(pixel) for pixel in pixels]

    @property
    def image(self) -> NDArray[np.int64]:
        """The cells as an array of shape (rows, columns), 0 or 1."""
        return np.array(self.pixels, dtype=np.int64).reshape(self.rows, self.columns)

    def show(self, image: ArrayLike) -> None:
        """Paint ``image``, an array of shape (rows, columns) that holds only 0 and 1."""
        cells = np.asarray(image)
        if cells.shape != (self.rows, self.columns):
            allowed = (self.rows, self.columns)
            raise ValueError(f"image has shape {cells.shape}; allowed is {allowed}")
        self.pixels = cells.ravel().tolist()
