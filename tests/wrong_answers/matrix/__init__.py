"""Answers that students could hand in to the exercises of lesson 03, one module an idea."""

from __future__ import annotations

from tests.wrong_answers.matrix import convolution, limits, relu, tile_places, tiles

ANSWERS = [
    *convolution.ANSWERS,
    *relu.ANSWERS,
    *tile_places.ANSWERS,
    *tiles.ANSWERS,
    *limits.ANSWERS,
]
