"""``nbgrader autograde`` with the course's settings gives the points of ``compmodels grade``."""

from __future__ import annotations

import contextlib
import csv
import html
from pathlib import Path

import pytest

from compmodels.__main__ import main
from tests.checkout import ROOT
from tests.class_room import ASSIGNMENT, READY
from tests.nbgrader.conftest import Course


@pytest.fixture(scope="module")
def ours(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """The points by student and exercise that ``compmodels grade`` gives the same folder."""
    out = tmp_path_factory.mktemp("marked")
    with contextlib.chdir(course.folder):
        assert main(["grade", str(course.submitted), "--out", str(out)]) == 0
    points: dict[str, dict[str, float]] = {}
    with (out / "details.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            points.setdefault(row["student"], {})[row["exercise"]] = float(row["points"])
    return points


def test_nbgrader_releases_what_the_course_releases(course: Course):
    exercise = Path("exercises", ASSIGNMENT, f"{ASSIGNMENT}.ipynb")
    assert (course.folder / exercise).read_bytes() == (ROOT / exercise).read_bytes()


@pytest.mark.parametrize("student", READY)
def test_points_are_those_that_the_answers_deserve(course: Course, student: str):
    assert course.points(student) == READY[student].points


@pytest.mark.parametrize("student", READY)
def test_points_are_those_of_compmodels_grade(course: Course, ours, student: str):
    assert ours[student] == course.points(student)


def test_both_mark_the_same_students(course: Course, ours):
    with course.gradebook() as book:
        marked = {submission.student.id for submission in book.assignment_submissions(ASSIGNMENT)}
    assert set(ours) == marked == set(READY)


def test_a_person_is_asked_to_read_what_somebody_wrote(course: Course):
    waiting = {student: course.unread(student) for student in READY}
    assert waiting == {"ada": ["open"], "ben": ["open"], "cem": []}


@pytest.mark.parametrize("student", READY)
def test_each_student_gets_a_feedback_page(course: Course, student: str):
    page = course.folder / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
    text = html.unescape(page.read_text(encoding="utf-8"))
    total = sum(READY[student].points.values())
    assert f"(Score: {total:.1f} / 10.0)" in text
    solved = [name for name, points in READY[student].points.items() if points]
    for name in solved:
        assert f"{name.replace('-', '_')}: solved" in text


def test_feedback_shows_the_counterexample_of_a_wrong_answer(course: Course):
    page = course.folder / "feedback" / "ben" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    text = page.read_text(encoding="utf-8")
    assert "mistake_bound is not right yet" in text
    assert "xor_network is not attempted yet" in text
