"""Points from the sandbox are those that the notebook's own check cells give.

The oracles are ``Check.judge`` on functions of this process, and a notebook run in a real kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.checks._core import SEED
from compmodels.commands import check
from compmodels.grading import assignment, exercise, handed_in, marking, work
from compmodels.grading.marking import Marked
from compmodels.grading.report import UNMARKED
from compmodels.grading.work import Work
from compmodels.sandbox import box
from compmodels.sandbox.box import Box
from compmodels.sandbox.limits import Limits
from tests.checkout import ROOT
from tests.class_room import ASSIGNMENT, FUNCTIONS, READY, varied
from tests.notebooks import build

COURSE = assignment.load(ROOT)
VARIED = dict(varied(12))
IN_A_KERNEL: dict[str, Callable[[], NotebookNode]] = {
    **{name: ready.make for name, ready in READY.items()},
    "varied": lambda: VARIED["student-00003"],
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Box]:
    """A real sandbox, the best that this machine has."""
    limits = Limits()
    with Box(limits, box.best_isolation(limits)) as real:
        yield real


def marked(submitted: NotebookNode, sandbox: Box) -> Marked:
    """What a notebook earns in the sandbox."""
    cells = handed_in.parse(notebooks.text(submitted).encode())
    return marking.mark(cells, COURSE[ASSIGNMENT], sandbox, SEED)


def points(result: Marked) -> dict[str, float]:
    """The points by exercise."""
    return {mark.exercise: mark.points for mark in result.marks}


def outcomes(result: Marked) -> dict[str, str]:
    """The outcomes by exercise, of functions only."""
    return {mark.exercise: mark.outcome for mark in result.marks if mark.exercise in FUNCTIONS}


def in_this_process(submitted: NotebookNode) -> dict[str, str]:
    """The outcomes by exercise of the functions that a notebook defines, run without a sandbox."""
    names: dict[str, object] = {}
    found = {}
    for cell in notebooks.code_cells(submitted):
        if not exercise.is_check(cell):
            exec(cell.source, names)
            continue
        answer = exercise.answer_name(cell)
        one = next(one for one in COURSE[ASSIGNMENT].exercises if one.name == answer)
        judge = COURSE[ASSIGNMENT].check(one)
        cases = judge.cases()
        answers = [judge.ask(names[one.function], case) for case in cases]
        found[answer] = judge.judge(cases, answers).outcome
    return found


@pytest.mark.parametrize("student", READY)
def test_points_are_those_that_the_answers_deserve(student: str, sandbox: Box):
    assert points(marked(READY[student].make(), sandbox)) == READY[student].points


@pytest.mark.parametrize("student", VARIED)
def test_outcomes_are_those_of_the_check_without_a_sandbox(student: str, sandbox: Box):
    result = marked(VARIED[student], sandbox)
    assert outcomes(result) == in_this_process(VARIED[student])
    assert result.marks[-1].outcome == UNMARKED
    assert result.notes == ()


def test_the_class_has_right_and_wrong_answers_to_every_exercise():
    found = [in_this_process(submitted) for submitted in VARIED.values()]
    for name in FUNCTIONS:
        assert {"solved", "wrong"} <= {each[name] for each in found}


@pytest.mark.parametrize("student", IN_A_KERNEL)
def test_points_are_those_of_the_notebooks_own_checks(student: str, sandbox: Box, tmp_path: Path):
    submitted = IN_A_KERNEL[student]()
    told = check.results(notebooks.run(submitted, tmp_path))
    own = {one.name.removesuffix("-check"): (one.earned, one.outcome) for one in told}
    result = marked(submitted, sandbox)
    assert own == {name: (points(result)[name], outcomes(result)[name]) for name in FUNCTIONS}


def test_a_submission_is_marked_from_its_files_to_its_reports(sandbox: Box):
    shuffled = READY["ben"].make()
    del build.cell(shuffled, "step").metadata["nbgrader"]
    shuffled.cells = [c for c in shuffled.cells if c.id != "predict-check"]
    files = {"mine.ipynb": shuffled, "empty.ipynb": READY["cem"].make()}
    contents = tuple((name, notebooks.text(one).encode()) for name, one in files.items())
    (report,) = work.mark(Work("ben", "", contents), COURSE, sandbox, SEED)
    assert report.status == "graded: 2 notebooks, the best counts: mine.ipynb"
    assert {mark.exercise: mark.points for mark in report.marks} == READY["ben"].points
