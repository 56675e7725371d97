"""What a run writes and says, for a class with everything in it."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import pty
import re
import shutil
import socket
import subprocess
import termios
import zipfile
from io import FileIO
from pathlib import Path

import pytest

from compmodels import notebooks
from compmodels.grading import engine
from compmodels.grading.report import file_stem
from tests.checkout import ROOT
from tests.class_room import ASSIGNMENT, READY, hand_in
from tests.grade import runs
from tests.grade.runs import FORMULA, RED, Ran, contents, grade, rows
from tests.notebooks import build

GRADES = ["student", "assignment", "points", "maximum", "status"]
DETAILS = ["student", "assignment", "exercise", "points", "maximum", "outcome", "message"]
MANUAL = ["student", "assignment", "exercise", "points", "maximum", "comment", "answer"]
TABLES = {"grades.csv": GRADES, "details.csv": DETAILS, "manual.csv": MANUAL}
FILES = {*TABLES, "summary.html", "manual.html", "canvas.csv", "moodle.csv", "moodle-feedback.zip"}
STUDENTS = {*READY, "dan", "eve", "fay", FORMULA, RED, "Jane Doe_12345"}


def test_a_run_writes_all_files(first: tuple[Path, Ran]):
    pages = {f"feedback/{file_stem(name)}.html" for name in STUDENTS}
    kept = {f"reports/{file_stem(f'{name} in {ASSIGNMENT}')}.json" for name in STUDENTS}
    assert contents(first[0]).keys() == FILES | pages | kept


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_just_these_columns(first: tuple[Path, Ran], name: str):
    header, *_ = (first[0] / name).read_text(encoding="utf-8-sig").splitlines()
    assert header.split(",") == TABLES[name]


def test_each_student_has_a_row_and_the_points_of_the_answers(first: tuple[Path, Ran]):
    points = {row["student"]: float(row["points"]) for row in rows(first[0] / "grades.csv")}
    assert len(points) == len(STUDENTS)
    for name, ready in READY.items():
        assert points[name] == sum(ready.points.values())
    assert {row["maximum"] for row in rows(first[0] / "grades.csv")} == {"10"}


def test_each_exercise_has_a_row(first: tuple[Path, Ran]):
    found = rows(first[0] / "details.csv")
    assert len(found) == 6 * len(STUDENTS)
    ben = {row["exercise"]: float(row["points"]) for row in found if row["student"] == "ben"}
    assert ben == READY["ben"].points


def test_what_cannot_be_graded_has_a_row_with_its_reason(first: tuple[Path, Ran]):
    status = {row["student"]: row["status"] for row in rows(first[0] / "grades.csv")}
    broken = "it is not a notebook: its JSON is broken at line 1"
    assert status["ada"] == "graded: 1 answer to be marked"
    assert status["cem"] == "graded"
    assert status["dan"] == f"not graded: dan.ipynb: {broken}"
    assert status["eve"] == "not graded: no notebook was handed in"
    assert re.fullmatch(r"graded: cell \d+ \(step\) ended its own process", status["fay"])


def test_the_exit_code_says_that_some_need_a_look(first: tuple[Path, Ran]):
    assert first[1].code == 1


def test_the_run_says_where_the_files_are_and_nothing_else_on_a_pipe(first: tuple[Path, Ran]):
    out, ran = first
    assert ran.out.startswith(f"{ASSIGNMENT}: 9 handed in, 7 graded\n")
    assert ran.out.endswith(f"\nwritten to {out}\n")
    assert ran.err == ""


def test_names_do_not_command_the_terminal(first: tuple[Path, Ran]):
    assert first[1].out.replace("\n", "").isprintable()


def test_moodle_takes_the_page_of_its_student_back(first: tuple[Path, Ran]):
    page = (first[0] / "feedback" / "Jane Doe_12345.html").read_bytes()
    with zipfile.ZipFile(first[0] / "moodle-feedback.zip") as archive:
        (name,) = archive.namelist()
        assert name.startswith("Jane Doe_12345_assignsubmission_file_")
        assert archive.read(name) == page


def test_no_table_has_a_cell_that_a_spreadsheet_runs(first: tuple[Path, Ran]):
    names = {row["student"] for row in rows(first[0] / "grades.csv")}
    assert f"'{FORMULA}" in names
    assert not {name for name in names if name.startswith(("=", "\x1b"))}


def test_nothing_tells_of_the_machine(first: tuple[Path, Ran], class_room: Path):
    private = {str(class_room.parent), str(ROOT), socket.gethostname()}
    found = b"\n".join(contents(first[0]).values()).decode("utf-8", "replace")
    assert [word for word in private if word in found] == []
    assert getpass.getuser() == "root" or getpass.getuser() not in found


def test_the_same_submissions_give_the_same_bytes(first, class_room: Path, tmp_path: Path):
    moved = shutil.copytree(class_room, tmp_path / "elsewhere")
    assert grade(moved, tmp_path / "marked", "--jobs", "1").code == 1
    assert contents(tmp_path / "marked") == contents(first[0])


# Other forms and parts


def test_tables_as_json_say_the_same(again: Path, class_room: Path, no_cluster):
    assert grade(class_room, again, "--resume", "--format", "json").code == 1
    for name in ("grades", "details"):
        found = json.loads((again / f"{name}.json").read_text(encoding="utf-8"))
        table = rows(again / f"{name}.csv")
        assert [list(row) for row in found] == [list(row) for row in table]
        assert [row["points"] for row in found] == [float(row["points"]) for row in table]


def test_only_some_students_are_marked_and_others_stay(class_room: Path, tmp_path: Path):
    out = tmp_path / "some"
    assert grade(class_room, out, "--students", "[bc]e?").code == 0
    assert students(out) == ["ben", "cem"]
    assert grade(class_room, out, "--students", "a*", "--resume").code == 0
    assert students(out) == ["ada", "ben", "cem"]


def test_who_is_gone_is_left_out_with_a_line(again: Path, class_room: Path, tmp_path, no_cluster):
    fewer = shutil.copytree(class_room, tmp_path / "fewer")
    (fewer / "ben.ipynb").unlink()
    ran = grade(fewer, again, "--resume")
    assert "left out, since they are no longer among the submissions: ben" in ran.out
    assert "ben" not in students(again)
    assert "ada" in students(again)


def students(out: Path) -> list[str]:
    """The students in the table of a run."""
    return [row["student"] for row in rows(out / "grades.csv")]


def test_limits_may_be_given(class_room: Path, tmp_path: Path):
    words = "--cell-seconds 20 --total-seconds 60.5 --memory-mb 512.5 --processes 9 --file-mb 7"
    out = tmp_path / "out"
    more = ("--reply-mb", "4", "--students", "ada", "--jobs", "1")
    assert grade(class_room, out, *words.split(), *more).code == 0
    assert [row["points"] for row in rows(out / "grades.csv")] == ["8"]


OPEN_ONLY = build.notebook(
    *(
        build.markdown(name, "", nbgrader=build.marks(name, grade=True, solution=True, points=5))
        for name in ("why", "when")
    )
)


@pytest.fixture
def course_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a course of two assignments, in both of which Ada has handed in."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "exercises" / ASSIGNMENT, tmp_path / "exercises" / ASSIGNMENT)
    notebooks.write(OPEN_ONLY, tmp_path / "exercises" / "02-open" / "02-open.ipynb")
    submitted = tmp_path / "submitted"
    hand_in(submitted, "ada", READY["ada"].make(), "nbgrader")
    notebooks.write(OPEN_ONLY, submitted / "ada" / "02-open" / "02-open.ipynb")
    monkeypatch.chdir(tmp_path)
    return submitted


def test_one_assignment_of_several(course_of_two: Path, monkeypatch: pytest.MonkeyPatch):
    out = course_of_two.with_name("out")
    assert grade(course_of_two, out, "--jobs", "1", assignment="").code == 0
    both = rows(out / "grades.csv")
    assert [(row["assignment"], row["points"]) for row in both] == [
        (ASSIGNMENT, "8"),
        ("02-open", "0"),
    ]
    assert {path.name for path in (out / "feedback").iterdir()} == {
        f"ada {ASSIGNMENT}.html",
        "ada 02-open.html",
    }
    monkeypatch.delattr(engine, "cluster")
    assert grade(course_of_two, out, "--resume", assignment="02-open").code == 0
    assert rows(out / "grades.csv") == both[1:]


def test_who_hands_in_none_of_several_assignments_has_a_row_all_the_same(course_of_two: Path):
    out = course_of_two.with_name("out")
    stray = build.notebook(build.code("own", "print('no exercise')"))
    notebooks.write(stray, course_of_two / "ben.ipynb")
    (course_of_two / "cem.ipynb").write_text("{", encoding="utf-8")
    assert grade(course_of_two, out, "--jobs", "1", assignment="").code == 1
    found = {row["student"]: row for row in rows(out / "grades.csv") if not row["assignment"]}
    assert {name: row["status"] for name, row in found.items()} == {
        "ben": "not graded: ben.ipynb: it has none of the exercises' cells; hand in the exercise "
        "notebook",
        "cem": "not graded: cem.ipynb: it is not a notebook: its JSON is broken at line 1",
    }
    pages = {path.name[:3]: path.read_text("utf-8") for path in (out / "feedback").iterdir()}
    assert "hand in the exercise notebook" in pages["ben"]


# On a terminal


def test_a_terminal_shows_how_far_the_run_is(class_room: Path, tmp_path: Path):
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with open(ours, "rb", buffering=0) as screen:
        run = runs.program(
            class_room,
            tmp_path / "out",
            "--students",
            "[ad]*",
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        printed, _ = run.communicate(timeout=120)
        shown = everything(screen)
    assert (run.returncode, printed.count("2 handed in")) == (1, 1)
    assert re.search(r"\r *0%\|.*\| 0/2 ", shown)
    assert re.search(r"\r100%\|.*\| 2/2 ", shown)


def everything(screen: FileIO) -> str:
    """All that was written to a terminal; where nobody writes any more, reading is an error."""
    parts = []
    with contextlib.suppress(OSError):
        while part := screen.read(4096):
            parts.append(part)
    return b"".join(parts).decode()
