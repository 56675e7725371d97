"""Answers that students could hand in to the exercises of lesson 07, one module an idea."""

from __future__ import annotations

from tests.wrong_answers.qubits import apply, entangle, factors, grover, memory, phase

ANSWERS = [
    *apply.ANSWERS,
    *entangle.ANSWERS,
    *grover.ANSWERS,
    *phase.ANSWERS,
    *factors.ANSWERS,
    *memory.ANSWERS,
]
