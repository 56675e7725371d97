"""Answers that students could hand in to the exercises of lesson 07, one module an idea."""

from __future__ import annotations

ANSWERS: list = []
