"""Answers that students could hand in to the exercises of lesson 07, one module an idea."""

from __future__ import annotations

from tests.wrong_answers.qubits import apply, entangle, grover

ANSWERS = [
    *apply.ANSWERS,
    *entangle.ANSWERS,
    *grover.ANSWERS,
]
