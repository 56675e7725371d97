"""Marking one submission: which of its files counts, and what becomes of those that do not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from compmodels.grading import work
from compmodels.grading.assignment import Assignment, Exercise
from compmodels.grading.report import MISSING, NOT_GRADED, SOLVED, Report
from compmodels.grading.work import Work
from compmodels.sandbox.box import Lost
from tests.small_course import COURSE, DOUBLING, SEED, Scripted, honest, offer_checks

NO_CELLS = "it has none of the exercises' cells; hand in the exercise notebook"
OTHER = Assignment(
    "02-tripling",
    (
        Exercise("why", "1. Why?", 4, True, "Say why.", ""),
        Exercise("when", "2. When?", 6, True, "Say when.", ""),
    ),
)
BOTH = COURSE | {OTHER.name: OTHER}


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of the small course."""
    offer_checks(monkeypatch)


def file_of(*names: str, kind: str = "code") -> bytes:
    """The file of a notebook with cells of these names."""
    cells = [{"cell_type": kind, "id": name, "source": f"# {name}"} for name in names]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


TWO_CELLS = file_of("double", "double-check")
OTHER_FILE = file_of("why", "when", kind="markdown")
BROKEN = b'{"nbformat"'


class Reader(Scripted):
    """A sandbox in which ``double`` is right if the notebook has a cell ``right``."""

    def _reply(self, step: dict[str, Any]) -> Any:
        if step.get("ask") != "double":
            return super()._reply(step)
        is_right = any("right" in other.get("run", "") for other in self.steps)
        return honest(lambda x: 2 * x if is_right else x)


RIGHT = file_of("right", "double", "double-check")


def reports(*files: tuple[str, bytes | str], **parts: Any) -> list[Report]:
    """The reports on what Ada handed in, in a course of two assignments."""
    handed_in = replace(Work("ada", "", files), **parts)
    return work.mark(handed_in, BOTH, Reader(), SEED)


def report(*files: tuple[str, bytes | str], **parts: Any) -> Report:
    """The only report on what Ada handed in."""
    (one,) = reports(*files, **parts)
    return one


def test_one_notebook_is_graded_without_a_note():
    one = report(("a.ipynb", RIGHT))
    assert (one.student, one.assignment, one.status) == ("ada", "01-doubling", "graded")
    assert [(mark.exercise, mark.points, mark.outcome) for mark in one.marks] == [
        ("double", 5, SOLVED),
        ("half", 0, MISSING),
        ("limit", 0, MISSING),
    ]


@pytest.mark.parametrize("assignment", ["", "01-doubling"])
def test_the_name_of_the_assignment_is_needed_only_if_cells_do_not_tell(assignment: str):
    assert report(("a.ipynb", RIGHT), assignment=assignment).assignment == "01-doubling"


def test_the_notebook_that_earns_most_counts():
    one = report(("a.ipynb", TWO_CELLS), ("b.ipynb", RIGHT), ("c.ipynb", TWO_CELLS))
    assert (one.points, one.status) == (5, "graded: 3 notebooks, the best counts: b.ipynb")


def test_the_first_counts_of_those_that_earn_the_same():
    one = report(("b.ipynb", RIGHT), ("a.ipynb", RIGHT))
    assert one.status == "graded: 2 notebooks, the best counts: b.ipynb"


def test_an_unreadable_file_beside_a_good_one_is_noted():
    one = report(("a.ipynb", BROKEN), ("b.ipynb", RIGHT), ("c.ipynb", "it is not an ordinary file"))
    assert one.points == 5
    assert one.status == (
        "graded: a.ipynb: it is not a notebook: its JSON is broken at line 1; "
        "c.ipynb: it is not an ordinary file"
    )


def test_two_assignments_in_one_submission_have_a_report_each():
    both = reports(("b.ipynb", OTHER_FILE), ("a.ipynb", RIGHT))
    assert [(one.assignment, one.maximum) for one in both] == [
        ("01-doubling", 10),
        ("02-tripling", 10),
    ]
    assert [one.status for one in both] == ["graded", "graded"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (BROKEN, "it is not a notebook: its JSON is broken at line 1"),
        ("it is 30 MB; the most is 20 MB", "it is 30 MB; the most is 20 MB"),
        (file_of("a", "b"), NO_CELLS),
        (file_of("double"), NO_CELLS),  # one cell may be called so by chance
        (OTHER_FILE, "it is 02-tripling, not 01-doubling"),
    ],
    ids=["empty", "broken", "reason", "unknown", "one cell", "another"],
)
def test_a_file_that_cannot_be_marked_says_why(content: bytes | str, reason: str):
    one = report(("a.ipynb", content), assignment="01-doubling")
    assert one.status == f"{NOT_GRADED}: a.ipynb: {reason}"
    assert (one.points, one.maximum) == (0, DOUBLING.maximum)
    assert [(mark.outcome, mark.message) for mark in one.marks] == [
        (MISSING, f"a.ipynb: {reason}")
    ] * 3


def test_where_nobody_can_tell_the_assignment_there_are_no_marks():
    one = report(("a.ipynb", file_of("x", "y")))
    assert (one.assignment, one.marks, one.is_graded) == ("", (), False)


def test_nothing_handed_in_is_not_graded():
    assert report(assignment="01-doubling").status == "not graded: nothing was handed in"
    assert report(note="no notebook was handed in").status == (
        "not graded: no notebook was handed in"
    )


def test_what_the_folder_says_comes_first():
    one = report(("a.ipynb", BROKEN), ("b.ipynb", RIGHT), note="a link is not followed")
    assert one.status.startswith("graded: a link is not followed; a.ipynb: it is not a notebook")


def test_many_notes_are_cut():
    files = [(f"{number}.ipynb", b"") for number in range(6)]
    shown = "; ".join(f"{number}.ipynb: the file is empty" for number in range(4))
    assert report(*files, ("x.ipynb", RIGHT)).status == f"graded: {shown}; and 2 more"
    assert report(*files).status == f"not graded: {shown}"


def test_a_long_or_odd_file_name_is_made_short_and_readable():
    status = report(("\x1b[2J" + "a" * 200, b"")).status
    assert status == "not graded: \N{REPLACEMENT CHARACTER}[2J" + "a" * 96 + (
        " ... (cut): the file is empty"
    )


def test_a_file_name_of_several_lines_stays_in_one():
    assert report(("a\n\tb.ipynb", b"")).status == "not graded: a b.ipynb: the file is empty"


def test_a_cell_that_was_stopped_is_noted():
    box = Scripted(cell_right=Lost("ended its own process"))
    (one,) = work.mark(Work("ada", "", (("a.ipynb", RIGHT),)), BOTH, box, SEED)
    assert one.status == "graded: cell 1 (right) ended its own process"
