"""What becomes of every kind of reply that code which nobody has read may send."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.asking import wire
from compmodels.grading import marking
from compmodels.grading.report import ERROR, MISSING, OUTCOMES, SOLVED, STOPPED, Mark
from compmodels.sandbox.box import Lost
from tests.small_course import (
    CASES,
    DOUBLING,
    SEED,
    WHOLE,
    Scripted,
    honest,
    offer_checks,
)


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of the small course."""
    offer_checks(monkeypatch)


def double(**replies: Any) -> Mark:
    """The mark of the first exercise in a sandbox that gives these replies."""
    return marking.mark(WHOLE, DOUBLING, Scripted(**replies), SEED).marks[0]


def right(x: float) -> float:
    """The right answer to ``double``."""
    return x + x


def test_a_function_that_was_lost_says_how():
    mark = double(double=Lost("used more than 1024 MB of memory and was stopped"))
    assert (mark.points, mark.outcome) == (0, STOPPED)
    assert mark.message == "double used more than 1024 MB of memory and was stopped"


@pytest.mark.parametrize("answered", range(len(CASES)))
def test_a_function_that_took_too_long_says_in_which_call(answered: int):
    answers = honest(right)["answers"][:answered]
    mark = double(double={"answers": answers, "stopped": True})
    assert (mark.points, mark.outcome) == (0, STOPPED)
    call = f"double(x={CASES[answered][0]})"
    assert mark.message == f"double took more than 10 s and was stopped, in {call}"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_too_few_answers_earn_nothing(number: int):
    mark = double(double={"answers": honest(right)["answers"][:number]})
    assert (mark.points, mark.outcome) == (0, ERROR)


KEYS = ["answers", "stopped", "missing", "error", "message", "value", "arguments", "tuple"]
KEYS += ["printed", "raised_in", "array", "shape", "dtype", "foreign", "x"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=12,
)


def is_fair(mark: Mark) -> bool:
    """Whether a mark has a known outcome, and points just where that is ``solved``."""
    return mark.outcome in OUTCOMES and mark.points == mark.maximum * (mark.outcome == SOLVED)


@settings(max_examples=300, deadline=None)
@given(to_function=ANY_JSON, to_cell=ANY_JSON)
def test_no_reply_of_any_kind_earns_points_or_ends_the_marking(to_function: Any, to_cell: Any):
    mark = double(double=to_function, cell_double=to_cell)
    assert is_fair(mark)
    assert mark.outcome in (ERROR, STOPPED, MISSING)


PARTS = ["value", "arguments", "printed", "error", "message", "raised_in", "new"]


@settings(max_examples=300, deadline=None)
@given(case=st.integers(0, 2), part=st.sampled_from(PARTS), put=ANY_JSON, drop=st.booleans())
def test_an_odd_part_of_an_answer_ends_nothing(case: int, part: str, put: Any, drop: bool):
    reply, whole = honest(right), honest(right)
    reply["answers"][case][part] = put
    if drop:
        del reply["answers"][case][part]
    mark = double(double=reply)
    assert is_fair(mark)
    if mark.outcome == SOLVED:
        only_words = part in ("printed", "message", "raised_in") and isinstance(put, str)
        assert reply == whole or only_words or math.isclose(put, 2 * CASES[case][0], rel_tol=1e-5)


@pytest.mark.parametrize("depth", [50, 500, 900, 960, 990])
@pytest.mark.parametrize("form", ['{{"error": {}, "message": ""}}', '{{"answers": {}}}'])
def test_a_reply_nested_as_deeply_as_can_be_read_ends_nothing(depth: int, form: str):
    text = form.format("[" * depth + "]" * depth)
    try:
        reply = wire.parse(text)
    except ValueError:
        reply = Lost("sent back what cannot be read")
    mark = double(cell_double=reply, double={"missing": True} if "error" in form else reply)
    assert (mark.points, mark.outcome in (ERROR, STOPPED)) == (0, True)
