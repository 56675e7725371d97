"""Pictures and demos of lesson 01, one module each; the lesson calls what is named here.

``line``     the boundary of one unit, mistake by mistake
``cards``    marked cards, and the weights that tell left from right
``retina``   the Mark I reads what the reader paints
``noise``    how often it reads correctly as the pictures get worse
``xor``      what one unit cannot do and two layers can
``ladder``   how long the computer of 1958 would have needed
"""

from compmodels.demos.perceptron.cards import cards_picture
from compmodels.demos.perceptron.ladder import ladder_picture
from compmodels.demos.perceptron.line import line_demo, line_picture
from compmodels.demos.perceptron.noise import noise_demo, noise_picture
from compmodels.demos.perceptron.retina import retina_demo, retina_picture
from compmodels.demos.perceptron.xor import xor_picture

__all__ = [
    "cards_picture",
    "ladder_picture",
    "line_demo",
    "line_picture",
    "noise_demo",
    "noise_picture",
    "retina_demo",
    "retina_picture",
    "xor_picture",
]
