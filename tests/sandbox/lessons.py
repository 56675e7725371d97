"""A lesson's exercises, handed in with sources of a test's own. No tests live here."""

from __future__ import annotations

from collections.abc import Mapping

from compmodels import notebooks
from compmodels.checks._core import SEED
from compmodels.grading import handed_in, marking
from compmodels.grading.assignment import Assignment
from compmodels.grading.marking import Marked
from compmodels.sandbox.box import Box
from tests.checkout import ROOT
from tests.notebooks import build


def marked(lesson: Assignment, answers: Mapping[str, str], sandbox: Box) -> Marked:
    """What the exercises of a lesson earn with these sources in the cells of these names."""
    submitted = notebooks.read(ROOT / "exercises" / lesson.name / f"{lesson.name}.ipynb")
    for name, source in answers.items():
        build.cell(submitted, name).source = source
    cells = handed_in.parse(notebooks.text(submitted).encode())
    return marking.mark(cells, lesson, sandbox, SEED)


def solutions(lesson: Assignment) -> dict[str, str]:
    """The solution of each exercise of a lesson."""
    solved = notebooks.read(ROOT / "solutions" / lesson.name / f"{lesson.name}.ipynb")
    return {one.name: build.cell(solved, one.name).source for one in lesson.exercises}
