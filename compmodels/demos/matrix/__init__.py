"""Pictures and demos of lesson 03, one module each; the lesson calls what is named here.

``tiles``       which elements a thread and its block load, with tiles of any width
``divergence``  what a warp does when its threads reach far apart, and when they part
``pupils``      one fast worker against many slow ones, when some sums wait for others
``roofline``    what a product waits for on a machine: its memory, or its arithmetic
"""

from compmodels.demos._progress import progress
from compmodels.demos.matrix.divergence import divergence_demo, divergence_picture
from compmodels.demos.matrix.pupils import pupils_demo, pupils_picture
from compmodels.demos.matrix.roofline import roofline_demo, roofline_picture
from compmodels.demos.matrix.tiles import tiles_demo, tiles_picture

__all__ = [
    "divergence_demo",
    "divergence_picture",
    "progress",
    "pupils_demo",
    "pupils_picture",
    "roofline_demo",
    "roofline_picture",
    "tiles_demo",
    "tiles_picture",
]
