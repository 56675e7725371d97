"""``compmodels release`` against its contract and against nbgrader's own command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.__main__ import main
from compmodels.grading import release
from tests.notebooks import build

ROOT = Path(__file__).parents[1]
NAME = "01-double"
EXERCISE = Path("exercises", NAME, f"{NAME}.ipynb")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with one sound source of exercises, as the working folder."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    store(tmp_path, build.solution())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def store(course: Path, source: NotebookNode) -> None:
    """Make ``source`` the course's exercises."""
    notebooks.write(source, course / "solutions" / NAME / f"{NAME}.ipynb")


def test_student_gets_stub_and_rubric_but_no_solution(course: Path):
    assert main(["release"]) == 0
    text = (course / EXERCISE).read_text()
    released = notebooks.read(course / EXERCISE)
    stub = build.cell(released, "double").source
    assert stub.endswith('"""Twice ``x``."""\n    raise NotImplementedError')
    assert "Rubric" in text
    for secret in ("return 2 * x", "SOLUTION", "Twice is a product", "Heat"):
        assert secret not in text
    kept = [cell.id for cell in build.solution().cells if cell.id != "double-why"]
    assert [cell.id for cell in released.cells] == kept


def test_outputs_and_counts_are_left_out(course: Path):
    source = build.solution()
    build.cell(source, "set-up").update(execution_count=7, outputs=[build.stream("4\n")])
    store(course, source)
    assert main(["release"]) == 0
    cells = notebooks.code_cells(notebooks.read(course / EXERCISE))
    assert all(cell.execution_count is None and not cell.outputs for cell in cells)


def test_same_bytes_every_time(course: Path):
    assert main(["release", NAME]) == 0
    first = (course / EXERCISE).read_bytes()
    (course / EXERCISE).unlink()
    assert main(["release"]) == 0
    assert (course / EXERCISE).read_bytes() == first
    assert first.endswith(b"}\n") and b"\r" not in first


def test_same_cells_as_nbgrader(course: Path):
    assert main(["release"]) == 0
    ours = notebooks.read(course / EXERCISE)
    (course / EXERCISE).unlink()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME, "--force"]
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    outcome = subprocess.run(
        command,
        cwd=course,
        env=os.environ | {"PATH": programs},  # it starts alembic by its bare name
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert notebooks.read(course / EXERCISE) == ours


def test_check_is_silent_when_nothing_differs(course: Path, capsys: pytest.CaptureFixture[str]):
    main(["release"])
    capsys.readouterr()
    assert main(["release", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_check_names_what_is_missing_differs_or_is_left_over(
    course: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["release", "--check"]) == 1
    assert f"{EXERCISE.as_posix()}: missing" in capsys.readouterr().out
    assert not (course / EXERCISE).exists()
    main(["release"])
    (course / EXERCISE).write_text("{}")
    old = course / "exercises" / "00-old.txt"
    old.write_text("mine")
    capsys.readouterr()
    assert main(["release", "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[1].split()[0] for line in lines] == ["differs", "left"]
    assert (course / EXERCISE).read_text() == "{}"


def test_release_deletes_nothing(course: Path, capsys: pytest.CaptureFixture[str]):
    old = course / "exercises" / "00-old.txt"
    old.parent.mkdir()
    old.write_text("mine")
    assert main(["release"]) == 1
    assert "00-old.txt: left over" in capsys.readouterr().out
    assert old.read_text() == "mine"


def test_unknown_name_cannot_be_released(course: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["release", "99-nothing"]) == 2
    assert "there is no such notebook" in capsys.readouterr().err


def test_file_beside_the_notebook_is_refused(course: Path, capsys: pytest.CaptureFixture[str]):
    (course / "solutions" / NAME / "answers.csv").write_text("6")
    assert main(["release"]) == 1
    assert "answers.csv would leak" in capsys.readouterr().err
    assert not (course / EXERCISE).exists()


def edit(name: str, **change: object) -> Callable[[NotebookNode], None]:
    """A change of a cell's fields."""
    return lambda source: build.cell(source, name).update(change)


def mark(name: str, **change: object) -> Callable[[NotebookNode], None]:
    """A change of a cell's nbgrader metadata."""
    return lambda source: build.cell(source, name).metadata.nbgrader.update(change)


def remove(name: str) -> Callable[[NotebookNode], None]:
    """The removal of a cell."""
    return lambda source: source.cells.remove(build.cell(source, name))


SOLVED = build.STUB.replace("    ### BEGIN", "    return x + x\n    ### BEGIN")
UNMARKED = "def double(x):\n    return 2 * x"
FAULTS = {
    "empty hint": (
        edit("double-hint", source="<details><summary>Hint</summary>\n\n</details>"),
        "double-hint",
        "hint is missing or empty",
    ),
    "no hint": (remove("double-hint"), "double-hint", "hint is missing or empty"),
    "unmarked solution": (edit("double", source=UNMARKED), "double", "BEGIN SOLUTION"),
    "solved outside": (edit("double", source=SOLVED), "double", "already solved"),
    "function inside the marks": (
        edit("double", source=f"### BEGIN SOLUTION\n{UNMARKED}\n### END SOLUTION"),
        "double",
        "already solved",
    ),
    "no function": (
        edit("double", source="### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
        "double",
        "does not define double",
    ),
    "syntax error": (
        edit("double", source=build.STUB.replace("->", ">")),
        "double",
        "does not define double",
    ),
    "no points": (mark("double-check", points=0), "double-check", "has no points"),
    "wrong total": (mark("double-check", points=7), "(all)", "add up to 9, not 10"),
    "commented out": (
        edit("double-check", source="# checks.double(double)"),
        "double-check",
        "not the one live call",
    ),
    "check hidden in if": (
        edit("double-check", source="if False: checks.double(double)"),
        "double-check",
        "not the one live call",
    ),
    "check of another function": (
        edit("double-check", source="checks.double(print)"),
        "double-check",
        "not the one live call checks.double(double)",
    ),
    "another check": (
        edit("double-check", source="checks.other(double)"),
        "double-check",
        "not the one live call checks.double(double)",
    ),
    "no check": (remove("double-check"), "double", "has no check"),
    "orphan check": (remove("double"), "double-check", "checks no stub"),
    "same id": (edit("double-hint", id="set-up"), "set-up", "two cells have this id"),
    "two names": (
        mark("double-check", grade_id="other-check"),
        "double-check",
        "make it the same as the id",
    ),
    "same grade_id": (
        mark("double-check", grade_id="double"),
        "double",
        "this grade_id",
    ),
    "no statement": (
        remove("double-statement"),
        "double-statement",
        "statement is missing",
    ),
    "open, no statement": (
        remove("doubling-statement"),
        "doubling-statement",
        "is missing",
    ),
    "no explanation": (
        remove("double-why"),
        "double-why",
        "say why the solution works",
    ),
    "explanation leaks": (edit("double-why", metadata={}), "double-why", "not tagged"),
}


@pytest.mark.parametrize(("change", "name", "reason"), FAULTS.values(), ids=FAULTS.keys())
def test_fault_is_refused(
    course: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[NotebookNode], None],
    name: str,
    reason: str,
):
    source = build.solution()
    change(source)
    store(course, source)
    assert main(["release"]) == 1
    lines = capsys.readouterr().err.splitlines()
    start = f"solutions/{NAME}/{NAME}.ipynb: cell {name}: "
    assert any(line.startswith(start) and reason in line for line in lines), lines
    assert not (course / EXERCISE).exists()


def test_what_nbgrader_refuses_is_named(course: Path, capsys: pytest.CaptureFixture[str]):
    source = build.solution()
    build.cell(source, "double").source = build.STUB.replace("### END SOLUTION", "")
    store(course, source)
    assert main(["release"]) == 1
    assert "nbgrader: no end solution statement" in capsys.readouterr().err


def test_nothing_to_release(course: Path, capsys: pytest.CaptureFixture[str]):
    shutil.rmtree(course / "solutions")
    assert main(["release"]) == 2
    assert "holds no exercise" in capsys.readouterr().err


def test_the_course_is_released():
    wanted = release.generate(ROOT, [])
    assert release.differences(ROOT, wanted, everything=True) == []
