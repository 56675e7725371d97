"""Answers that students could hand in to the exercises of lesson 04, one module an idea."""

from __future__ import annotations

from tests.wrong_answers.amdahl import enough, invest, makespan, run, share, speedup

ANSWERS = [
    *speedup.ANSWERS,
    *enough.ANSWERS,
    *share.ANSWERS,
    *invest.ANSWERS,
    *run.ANSWERS,
    *makespan.ANSWERS,
]
