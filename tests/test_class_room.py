"""The sample class is what it says: honest, always the same, mixed, and as large as wanted."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.checks import Check, perceptron
from compmodels.grading import assignment
from tests import class_room
from tests.checkout import ROOT
from tests.notebooks import build


def check_of(exercise: str) -> Check:
    return getattr(perceptron, exercise.replace("-", "_"))


def passes(exercise: str, source: str) -> bool:
    """Whether the check of an exercise accepts a source that stands alone."""
    names = {"np": np, "predict": lambda weights, bias, x: 1 if weights @ x + bias > 0 else -1}
    exec(source, names)
    check = check_of(exercise)
    try:
        check(names[check.name])
    except AssertionError:
        return False
    return True


def sources(notebook: NotebookNode) -> dict[str, str]:
    return {cell.id: cell.source for cell in notebook.cells}


def test_points_are_those_of_the_exercises():
    released = assignment.load(ROOT)[class_room.ASSIGNMENT]
    worth = {exercise.name: exercise.maximum for exercise in released.exercises}
    assert worth == class_room.MAXIMUM
    assert [e.name for e in released.exercises if not e.is_open] == class_room.FUNCTIONS


@pytest.mark.parametrize("exercise", class_room.FUNCTIONS)
def test_right_answers_pass_and_wrong_ones_do_not(exercise: str):
    right, wrong = class_room.right_answers()[exercise], class_room.wrong_answers()[exercise]
    assert len(right) >= 3
    assert len(wrong) >= 5
    assert all(passes(exercise, source) for source in right)
    assert not any(passes(exercise, source) for source in wrong)


def test_answered_changes_the_named_cells_only():
    before, after = sources(class_room.untouched()), sources(class_room.answered({"step": "s = 1"}))
    assert after == before | {"step": "s = 1"}


def test_solutions_hold_no_marks_of_the_teacher():
    text = notebooks.text(class_room.all_right())
    assert "SOLUTION" not in text
    assert "raise NotImplementedError\n" not in "\n".join(sources(class_room.all_right()).values())


def test_a_class_is_always_the_same_and_grows_at_its_end():
    eight = list(class_room.varied(8))
    assert [name for name, _ in eight[:2]] == ["student-00000", "student-00001"]
    assert list(islice(class_room.varied(100), 8)) == eight
    assert list(class_room.varied(0)) == []


def test_students_of_a_class_differ_and_are_right_here_and_wrong_there():
    texts = [sources(notebook) for _, notebook in class_room.varied(60)]
    assert len({tuple(text.values()) for text in texts}) == 60
    right = class_room.right_answers()
    for exercise in class_room.FUNCTIONS:
        share = Counter(text[exercise] in right[exercise] for text in texts)
        assert share[True] > 20
        assert share[False] > 10


@pytest.mark.parametrize(
    ("layout", "place"),
    [
        ("folder", "zoe/01-perceptron.ipynb"),
        ("file", "zoe.ipynb"),
        ("nbgrader", "zoe/01-perceptron/01-perceptron.ipynb"),
    ],
)
def test_hands_in_to_each_layout(tmp_path: Path, layout: str, place: str):
    notebook = class_room.partly_right()
    path = class_room.hand_in(tmp_path, "zoe", notebook, layout)
    assert path == tmp_path / place
    assert notebooks.read(path) == notebook
    assert build.cell(notebook, "own-trial").source.startswith("%matplotlib")


def test_an_unknown_layout_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="layout is 'zip'; it must be one of folder, file, nbg"):
        class_room.hand_in(tmp_path, "zoe", class_room.untouched(), "zip")
