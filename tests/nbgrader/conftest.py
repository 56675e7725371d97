"""A course folder in which nbgrader has marked a class, once for all tests here.

It holds what a teacher's checkout holds for nbgrader: its settings and the solutions. nbgrader
itself makes the exercises, marks and writes feedback; the class is that of ``tests.class_room``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.checkout import ROOT, clean_environment
from tests.class_room import ASSIGNMENT, READY, hand_in


@dataclass(frozen=True)
class Course:
    """A course folder for nbgrader; ``home`` keeps the settings of this machine's user out."""

    folder: Path
    home: Path

    @property
    def submitted(self) -> Path:
        """What the class has handed in."""
        return self.folder / "submitted"

    def nbgrader(self, *words: str) -> None:
        """Run an nbgrader command in the course folder; it must end well."""
        environment = clean_environment(self.home, Path(sys.prefix))
        command = [sys.executable, "-m", "nbgrader", *words]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def gradebook(self) -> Gradebook:
        """The points that nbgrader keeps; to be closed."""
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}", "compmodels")

    def points(self, student: str) -> dict[str, float]:
        """The points of one student by exercise, named as in `READY`."""
        with self.gradebook() as book:
            notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
            return {grade.name.removesuffix("-check"): grade.score for grade in notebook.grades}

    def unread(self, student: str) -> list[str]:
        """The exercises of one student that wait for a person."""
        with self.gradebook() as book:
            notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
            return [grade.name for grade in notebook.grades if grade.needs_manual_grade]


@pytest.fixture(scope="package")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose class nbgrader has marked; a test leaves it as it is."""
    made = Course(tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("home"))
    shutil.copy(ROOT / "nbgrader_config.py", made.folder)
    leftovers = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "solutions", made.folder / "solutions", ignore=leftovers)
    made.nbgrader("generate_assignment", ASSIGNMENT)
    for name, ready in READY.items():
        hand_in(made.submitted, name, ready.make(), "nbgrader")
    made.nbgrader("autograde", ASSIGNMENT)
    made.nbgrader("generate_feedback", ASSIGNMENT)
    return made
