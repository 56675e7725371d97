"""A class of hostile submissions is marked, each as it deserves, and nothing else is touched."""

from __future__ import annotations

import compileall
import contextlib
import csv
import io
import os
import re
import socket
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from compmodels.__main__ import main
from tests import class_room
from tests.checkout import ROOT
from tests.hostile.case import ANY, ANY_STATUS, WAITING, Case, Expected
from tests.hostile.crowding import LEFT
from tests.hostile.machine import Listening, Watching, digests
from tests.hostile.submissions import CASES

SECRET = "the-secret-of-the-teacher"
HONEST = {"ada": "ada", "ben": "ben", "cem": "cem", "kim": "ada", "raj": "ben", "zoe": "ada"}
COURSE = ("solutions", "exercises", "compmodels", "tests", "lessons")
LIMITS = {"--cell-seconds": "2", "--memory-mb": "256", "--processes": "16", "--jobs": "2"}
Row = dict[str, str]


@dataclass(frozen=True)
class Marked:
    """What came of marking the class."""

    code: int
    out: Path
    printed: str
    connections: list[str]
    never_running: set[str]
    left_running: list[str]
    before: dict[str, str]
    after: dict[str, str]

    def grades(self, student: str) -> Row:
        """The row of a student, by the name that tables show."""
        return next(row for row in rows(self.out / "grades.csv") if alike(row, student))

    def details(self, student: str) -> dict[str, Row]:
        """The rows of a student's exercises."""
        found = [row for row in rows(self.out / "details.csv") if alike(row, student)]
        return {row["exercise"]: row for row in found}


def rows(path: Path) -> list[Row]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def alike(row: Row, shown: str) -> bool:
    """Whether this is the row of the student; ``(?)`` stands for the digest of a name."""
    name, digest = row["student"], r"\([0-9a-f]{6}\)"
    return name == shown or bool(re.fullmatch(re.escape(shown).replace(r"\(\?\)", digest), name))


def hand_in_all(folder: Path, host: dict[str, Any]) -> None:
    """Write the submissions of the whole class."""
    folder.mkdir()
    for case in CASES:
        case.hand_in(folder, host)
    for student, model in HONEST.items():
        class_room.hand_in(folder, student, class_room.READY[model].make())


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """The class, marked once for all tests."""
    place = tmp_path_factory.mktemp("hostile")
    folder, out, canary = place / "submitted", place / "graded", place / "canary"
    canary.write_text("sings")
    listening = Listening(place)
    secrets = [
        class_room.SOLUTION,
        class_room.EXERCISE,
        ROOT / "gradebook.db",
        ROOT / "compmodels" / "checks" / "perceptron" / "_unit.py",
        ROOT / "compmodels" / "grading" / "marking.py",
        ROOT / "tests" / "wrong_answers" / "perceptron.py",
        folder / "ada" / f"{class_room.ASSIGNMENT}.ipynb",
        out / "grades.csv",
        out / "reports" / "ada.json",
        canary,
    ]
    hand_in_all(folder, {**listening.names, "secrets": [str(path) for path in secrets]})
    touchable = [*(ROOT / name for name in COURSE), folder, canary]
    compileall.compile_dir(ROOT / "compmodels", quiet=2)
    before = digests(*touchable)
    total = f"{8 + os.getpid() * 1e-10}"  # told from all others by its command line
    words = ["--assignment", class_room.ASSIGNMENT, "--total-seconds", total]
    words += [word for pair in LIMITS.items() for word in pair]
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
    watching = Watching(total, LEFT)
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed), watching:
        patch.setenv("SECRET_OF_THE_TEACHER", SECRET)
        code = main(["grade", str(folder), "--out", str(out), *words])
    printed.seek(0)
    return Marked(
        code,
        out,
        printed.read(),
        listening.reached(),
        {total, LEFT} - watching.seen,
        watching.left(),
        before,
        digests(*touchable),
    )


@pytest.mark.parametrize("case", CASES, ids=[repr(case.shown)[1:60].rstrip("'") for case in CASES])
def test_row(marked: Marked, case: Case):
    grades, details = marked.grades(case.shown), marked.details(case.shown)
    if case.status != ANY_STATUS:
        assert grades["status"] == case.shown_status
    for exercise in class_room.MAXIMUM:
        expected, row = case.expected(exercise), details[exercise]
        told = Expected(row["outcome"], row["message"])
        if expected != ANY:
            assert (exercise, told.outcome) == (exercise, expected.outcome)
            assert expected.message in told.message
        assert float(row["points"]) == told.points(exercise)
    assert float(grades["points"]) == sum(float(row["points"]) for row in details.values())


@pytest.mark.parametrize("student", HONEST)
def test_honest_row(marked: Marked, student: str):
    expected = class_room.READY[HONEST[student]].points
    attempted = marked.details(student)["open"]["outcome"] != "not attempted"
    assert marked.grades(student)["status"] == ("graded: " + WAITING if attempted else "graded")
    details = marked.details(student)
    assert {name: float(row["points"]) for name, row in details.items()} == expected


def test_the_run_ends_and_says_that_some_need_a_look(marked: Marked):
    assert marked.code == 1
    assert len(rows(marked.out / "grades.csv")) == len(CASES) + len(HONEST)


def test_nothing_outside_of_the_output_folder_has_changed(marked: Marked):
    changed = {path for path, _ in marked.before.items() ^ marked.after.items()}
    assert changed == set()
    assert {path.name for path in marked.out.parent.iterdir()} == {
        "submitted",
        "graded",
        "canary",
        "socket",
    }


def test_no_server_was_reached(marked: Marked):
    assert marked.connections == []


def test_no_process_is_left(marked: Marked):
    assert marked.never_running == set()
    assert marked.left_running == []


def test_no_secret_got_out(marked: Marked):
    for path in marked.out.rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()


def test_what_is_printed_is_plain(marked: Marked):
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", marked.printed)


class Dangers(HTMLParser):
    """The parts of a page that come from students and could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        for name, value in attrs:
            if (
                name.startswith("on")
                or "alert(1)" in (value or "")
                or (name, value) == ("src", "x")
            ):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style") and "alert(1)" in data:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def test_no_page_does_what_a_student_wrote(marked: Marked):
    pages = list(marked.out.rglob("*.html"))
    assert len(pages) == len(CASES) + len(HONEST) + 2
    for path in pages:
        dangers = Dangers()
        dangers.feed(path.read_text(encoding="utf-8"))
        assert (path.name, dangers.found) == (path.name, [])


def test_dangers_are_seen_where_there_are_any():
    for page in (
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">',
    ):
        dangers = Dangers()
        dangers.feed(page)
        assert dangers.found


def test_names_of_files_are_harmless(marked: Marked):
    for path in marked.out.rglob("*"):
        assert path.name.isprintable()
        assert not set('<>:"/\\|?*') & set(path.name)
        assert len(path.name.encode()) <= 255


def test_servers_notice_whoever_connects(tmp_path: Path):
    listening = Listening(tmp_path)
    socket.create_connection(("127.0.0.1", listening.names["port"])).close()
    for address in (listening.names["socket"], "\0" + listening.names["abstract"]):
        socket.socket(socket.AF_UNIX).connect(address)
    assert listening.reached() == ["port", "socket", "abstract"]


def test_digests_notice_what_changes(tmp_path: Path):
    (tmp_path / "file").write_text("a")
    before = digests(tmp_path)
    (tmp_path / "file").write_text("b")
    (tmp_path / "link").symlink_to("file")
    changed = {Path(path).name for path, _ in before.items() ^ digests(tmp_path).items()}
    assert changed == {"file", "link"}
