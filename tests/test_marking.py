"""Marking one notebook: what the answers are worth, and what is said of it.

Which steps are taken is tested in ``test_marking_plan``, what becomes of odd replies in
``test_marking_replies``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from compmodels.grading import marking
from compmodels.grading.handed_in import Notebook
from compmodels.grading.marking import Marked
from compmodels.grading.report import (
    ERROR,
    MISSING,
    NOT_ALLOWED,
    NOT_ATTEMPTED,
    SOLVED,
    STOPPED,
    UNMARKED,
    WRONG,
    Mark,
)
from compmodels.sandbox.box import Lost
from tests.small_course import (
    DOUBLE,
    DOUBLING,
    OPEN,
    SEED,
    STUB,
    WHOLE,
    Scripted,
    cell,
    honest,
    notebook,
    offer_checks,
)


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of the small course."""
    offer_checks(monkeypatch)


def marked(handed_in: Notebook = WHOLE, **replies: Any) -> Marked:
    """What a notebook earns in a sandbox that gives these replies."""
    return marking.mark(handed_in, DOUBLING, Scripted(**replies), SEED)


def double(handed_in: Notebook = WHOLE, **replies: Any) -> Mark:
    """The mark of the first exercise."""
    return marked(handed_in, **replies).marks[0]


def right(x: float) -> float:
    """The right answer to ``double``."""
    return x + x


def unsolved(x: float) -> float:
    """The stub of an exercise."""
    raise NotImplementedError


# What an answer is worth


def test_a_right_answer_earns_its_points_and_is_kept():
    mark = double(double=honest(right))
    assert mark == Mark(
        "double", 5, 5, SOLVED, "double: solved, all 3 cases are right.", "# double"
    )


@pytest.mark.parametrize(
    ("function", "outcome", "said"),
    [
        (lambda x: x, WRONG, "double(x=1.0)"),
        (lambda x: None, WRONG, "None"),
        (unsolved, NOT_ATTEMPTED, "not attempted yet"),
        (lambda x: x / 0, ERROR, "ZeroDivisionError: float division by zero, in double(x=1.0)"),
    ],
    ids=["wrong", "nothing", "stub", "error"],
)
def test_any_other_answer_earns_nothing(function, outcome: str, said: str):
    mark = double(double=honest(function))
    assert (mark.points, mark.maximum, mark.outcome) == (0, 5, outcome)
    assert said in mark.message


def test_each_exercise_has_its_mark_in_the_order_of_the_course():
    backwards = notebook("half", "half-check", OPEN, "double", "double-check")
    marks = marked(backwards, half=honest(lambda x: x / 2)).marks
    assert [(mark.exercise, mark.points, mark.maximum) for mark in marks] == [
        ("double", 0, 5),
        ("half", 3, 3),
        ("limit", 0, 2),
    ]


def test_the_last_of_several_cells_is_shown():
    handed_in = notebook(cell("double", "first"), "double-check", cell("double", "second"))
    result = marked(handed_in, double=honest(right))
    assert (result.marks[0].answer, result.marks[0].points) == ("second", 5)
    assert result.notes == ("2 cells double, the last counts",)


def test_what_is_forbidden_earns_nothing_even_if_it_is_right(monkeypatch: pytest.MonkeyPatch):
    offer_checks(monkeypatch, double=replace(DOUBLE, forbidden=("numpy.dot",)))
    used = "import numpy as np\ndef double(x):\n    return np.dot(2, x)"
    mark = double(notebook(cell("double", used), "double-check"), double=honest(right))
    assert (mark.points, mark.outcome) == (0, NOT_ALLOWED)
    assert "numpy.dot" in mark.message
    allowed = "def double(x):\n    return x + x"
    assert double(notebook(cell("double", allowed), "double-check"), double=honest(right)).points


def test_what_a_student_wrote_is_made_readable_and_cut():
    handed_in = notebook(cell("double", "\x1b[2J" + "x" * 30_000), "double-check")
    answer = double(handed_in).answer
    assert answer.startswith("\N{REPLACEMENT CHARACTER}[2Jxx")
    assert len(answer) < 20_100


# Open questions


@pytest.mark.parametrize("text", ["", " \n", STUB, f"\n{STUB} "])
def test_an_open_question_without_an_answer_is_not_attempted(text: str):
    *_, mark = marked(notebook(replace(OPEN, source=text))).marks
    assert mark == Mark("limit", 0, 2, NOT_ATTEMPTED, "there is no answer yet")


def test_an_open_question_without_a_cell_is_missing():
    *_, mark = marked(notebook("double")).marks
    assert mark == Mark("limit", 0, 2, MISSING, "there is no cell with an answer")


@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
def test_an_open_question_waits_for_a_person(kind: str):
    *_, mark = marked(notebook(replace(OPEN, kind=kind))).marks
    assert mark == Mark("limit", 0, 2, UNMARKED, "", "Heat ends it.")


# Functions that are not there


@pytest.mark.parametrize(
    ("reply", "outcome", "said"),
    [
        ({}, MISSING, "keep the name that the exercise gives it"),
        ({"error": "NameError", "message": "no np"}, ERROR, "its cell ended with NameError: no np"),
        ({"stopped": True}, STOPPED, "its cell took more than 10 s and was stopped"),
        (Lost("ended its own process"), STOPPED, "its cell ended its own process"),
        ({"x": 1}, STOPPED, "its cell gave back what cannot be read"),
        ({"error": 1}, ERROR, "its cell gave back what cannot be read"),
    ],
)
def test_a_missing_function_has_the_reason_of_its_cell(reply: Any, outcome: str, said: str):
    mark = double(cell_double=reply)
    assert (mark.points, mark.outcome) == (0, outcome)
    assert mark.message == f"double is not defined: {said}"


def test_the_reason_is_that_of_its_own_cell():
    assert double(cell_half={"error": "NameError", "message": "np"}).outcome == MISSING


# Notes


def test_an_honest_notebook_has_no_notes():
    error = {"error": "ValueError", "message": ""}
    assert marked(double=honest(right), cell_half=error).notes == ()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"stopped": True}, "took more than 10 s and was stopped"),
        (Lost("ended its own process"), "ended its own process"),
    ],
)
def test_a_cell_that_was_stopped_is_noted(reply: Any, said: str):
    result = marked(notebook("", "set-up", "double"), **{"cell_set-up": reply})
    assert result.notes == (f"cell 2 (set-up) {said}",)
    assert marked(notebook("", "double"), cell_=reply).notes == (f"cell 1 {said}",)


def test_a_long_or_odd_cell_name_is_made_short_and_readable():
    name = "a\nb\x1b" + "c" * 1000
    (note,) = marked(notebook(name), **{f"cell_{name}": {"stopped": True}}).notes
    assert note.startswith("cell 1 (a b\N{REPLACEMENT CHARACTER}ccc")
    assert len(note) < 200
