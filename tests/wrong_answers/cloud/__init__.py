"""Answers that students could hand in to the exercises of lesson 06, one module an idea."""

from __future__ import annotations

from tests.wrong_answers.cloud import (
    autoscaler,
    break_even,
    distance,
    model,
    plan,
    wait,
)

ANSWERS = [
    *model.ANSWERS,
    *autoscaler.ANSWERS,
    *break_even.ANSWERS,
    *wait.ANSWERS,
    *distance.ANSWERS,
    *plan.ANSWERS,
]
