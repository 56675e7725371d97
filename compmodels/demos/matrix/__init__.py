"""Pictures and demos of lesson 03, one module each; the lesson calls what is named here.

``tiles``       which elements a thread and its block load, with tiles of any width
"""

from compmodels.demos.matrix.tiles import tiles_demo, tiles_picture

__all__ = [
    "tiles_demo",
    "tiles_picture",
]
