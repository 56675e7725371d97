"""Pictures and demos of lesson 06, one module each; the lesson calls what is named here.

``layers``  who manages which layer, in one's own rooms and in each service model
``day``     a day's load, the servers that a rule starts and stops for it, and the bill
"""

from compmodels.demos._progress import progress
from compmodels.demos.cloud.day import bill_picture, day_demo, day_demo_of, day_picture
from compmodels.demos.cloud.layers import layers_demo, layers_picture

__all__ = [
    "bill_picture",
    "day_demo",
    "day_demo_of",
    "day_picture",
    "layers_demo",
    "layers_picture",
    "progress",
]
