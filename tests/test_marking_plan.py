"""Which cells of a notebook are run, in which order, and where its functions are asked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.asking import wire
from compmodels.grading import marking
from compmodels.grading.handed_in import Notebook
from tests.small_course import CASES, DOUBLING, SEED, WHOLE, Scripted, cell, notebook, offer_checks


def planned(handed_in: Notebook) -> list[str]:
    """The steps by name; a question has a question mark before its function."""
    return [
        f"?{step.exercise.function}" if isinstance(step, marking.Ask) else step.cell.name
        for step in marking.plan(handed_in, DOUBLING, SEED)
    ]


PLANS = {
    "in place": ("double double-check half half-check", "double ?double half ?half"),
    "with other cells": ("a double b double-check c half half-check d", "a double b ?double c half "
                         "?half d"),
    "no checks": ("double half", "double half ?double ?half"),
    "one check is gone": ("double half half-check", "double half ?half ?double"),
    "check before its answer": ("double-check double half half-check", "double half ?half ?double"),
    "check copied": ("double double-check double-check half half-check",
                     "double ?double half ?half"),
    "check copied to the end": ("double double-check half half-check double-check",
                                "double half ?half ?double"),
    "check before and after": ("double-check double double-check half half-check",
                               "double ?double half ?half"),
    "answer copied": ("double double double-check half half-check",
                      "double double ?double half ?half"),
    "answer copied below its check": ("double double-check double half half-check",
                                      "double double half ?half ?double"),
    "another order": ("half half-check double double-check", "half ?half double ?double"),
    "no answer": ("double-check half half-check", "?double half ?half"),
    "nothing of the exercises": ("a b", "a b ?double ?half"),
    "cells without a name": (" double", " double ?double ?half"),
    "open question in code": ("limit", "limit ?double ?half"),
}  # fmt: skip


@pytest.mark.parametrize("case", PLANS)
def test_plan(case: str):
    cells, steps = PLANS[case]
    assert planned(notebook(*cells.split(" "))) == steps.split(" ")


@pytest.mark.parametrize("kind", ["markdown", "raw", "heading", ""])
def test_only_code_is_run(kind: str):
    handed_in = notebook(cell("a", kind=kind), cell("double", kind=kind), "double-check", "b")
    assert planned(handed_in) == ["?double", "b", "?half"]


def test_a_check_that_was_made_text_keeps_its_place():
    handed_in = notebook("double", cell("double-check", kind="markdown"), "b")
    assert planned(handed_in) == ["double", "?double", "b", "?half"]


NAMES = ["", "a", "double", "double-check", "half", "half-check", "limit"]


@given(names=st.lists(st.sampled_from(NAMES), max_size=12))
def test_every_plan_runs_each_cell_once_in_order_and_asks_for_each_answer_once(names: list[str]):
    steps = planned(notebook(*names))
    assert [step for step in steps if not step.startswith("?")] == [
        name for name in names if not name.endswith("-check")
    ]
    assert sorted(step for step in steps if step.startswith("?")) == ["?double", "?half"]
    for function in ("double", "half"):
        assert function not in steps[steps.index(f"?{function}") :]


def test_the_sandbox_is_told_sources_and_cases_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
):
    offer_checks(monkeypatch)
    box = Scripted()
    marking.mark(WHOLE, DOUBLING, box, SEED)
    cases = [wire.pack(case) for case in CASES]
    assert json.loads(json.dumps(box.steps)) == [
        {"run": "# set-up", "name": "1 set-up"},
        {"run": "# double", "name": "2 double"},
        {"ask": "double", "cases": cases, "caller": ""},
        {"run": "# half", "name": "4 half"},
        {"ask": "half", "cases": cases, "caller": ""},
    ]
