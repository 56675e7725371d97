"""Going on with a run: what is kept, what is marked anew, and what a person has marked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.class_room import ASSIGNMENT, READY, answered, hand_in
from tests.grade.runs import Ran, contents, grade, rows, written_at


def test_going_on_with_all_marked_changes_nothing(again: Path, first, class_room, no_cluster):
    before = written_at(again)
    assert grade(class_room, again, "--resume") == Ran(
        1, first[1].out.replace(str(first[0]), str(again)), ""
    )
    assert contents(again) == contents(first[0])
    assert written_at(again) == before


def test_only_what_is_new_or_changed_is_marked(again: Path, class_room: Path, tmp_path: Path):
    submitted = Path(shutil.copytree(class_room, tmp_path / "submitted"))
    hand_in(submitted, "gus", READY["ada"].make())
    hand_in(submitted, "ben", READY["ada"].make(), "file")
    (submitted / "dan.ipynb").unlink()
    before = written_at(again)
    assert grade(submitted, again, "--resume", "--jobs", "1").code == 1
    after = written_at(again)
    fresh = {name for name in after if after[name] != before.get(name)}
    assert fresh == {f"{name} in {ASSIGNMENT}.json" for name in ("gus", "ben")}
    points = {row["student"]: row["points"] for row in rows(again / "grades.csv")}
    assert (points["gus"], points["ben"], "dan" in points) == ("8", "8", False)


COMMENT = "Well argued. <b>Which</b> limit?"


def fill_in(path: Path, student: str, points: str, comment: str) -> None:
    """Write points and a comment for a student into the table of open questions."""
    text = path.read_text(encoding="utf-8")
    row = f"{student},{ASSIGNMENT},open,"
    assert f"{row},2,,#" in text
    path.write_text(text.replace(f"{row},2,,", f"{row}{points},2,{comment},"), encoding="utf-8")


def test_points_of_a_person_count(again: Path, class_room: Path, no_cluster):
    fill_in(again / "manual.csv", "ada", "1.5", COMMENT)
    filled = (again / "manual.csv").read_bytes()
    assert grade(class_room, again, "--resume").code == 1
    grades = {row["student"]: row["points"] for row in rows(again / "grades.csv")}
    (mark,) = [
        row
        for row in rows(again / "details.csv")
        if (row["student"], row["exercise"]) == ("ada", "open")
    ]
    assert grades["ada"] == "9.5"
    assert (mark["points"], mark["outcome"], mark["message"]) == ("1.5", "marked", COMMENT)
    assert "Well argued. &lt;b&gt;Which" in (again / "feedback" / "ada.html").read_text()
    assert (again / "manual.csv").read_bytes() == filled
    files = contents(again)
    assert grade(class_room, again, "--resume").code == 1
    assert contents(again) == files


def test_a_mark_is_not_put_on_another_answer(again: Path, class_room: Path, tmp_path: Path):
    fill_in(again / "manual.csv", "ada", "1.5", COMMENT)
    submitted = shutil.copytree(class_room, tmp_path / "later")
    shutil.rmtree(submitted / "ada")
    hand_in(submitted, "ada", answered({"open": "Quite another answer."}))
    ran = grade(submitted, again, "--resume", "--jobs", "1")
    assert f"since it was marked; mark it again: ada, {ASSIGNMENT}, open\n" in ran.out
    (mark,) = [
        row
        for row in rows(again / "details.csv")
        if row["outcome"] == "to be marked" and row["student"] == "ada"
    ]
    assert (mark["exercise"], mark["points"]) == ("open", "0")
    assert COMMENT in (again / "manual.csv").read_text(encoding="utf-8")


def test_points_of_a_person_may_come_in_another_file(again, class_room, tmp_path, no_cluster):
    other = Path(shutil.copy(again / "manual.csv", tmp_path / "other.csv"))
    fill_in(other, "ada", "2", "")
    assert grade(class_room, again, "--resume", "--manual", str(other)).code == 1
    grades = {row["student"]: row["points"] for row in rows(again / "grades.csv")}
    assert grades["ada"] == "10"


def test_a_row_of_nobody_is_told(again: Path, class_room: Path, no_cluster):
    with (again / "manual.csv").open("a", encoding="utf-8") as file:
        file.write(f"\x1b[2Jzoe,{ASSIGNMENT},open,1,2,\n")
    ran = grade(class_room, again, "--resume")
    name = "\N{REPLACEMENT CHARACTER}[2Jzoe"
    told = f"a row was not used, since nobody gave this answer: {name}, {ASSIGNMENT}, open\n"
    assert told in ran.out
    assert "zoe" in (again / "manual.csv").read_text()


@pytest.mark.parametrize(("points", "reason"), [("3", "3"), ("-1", "-1"), ("many", "many")])
def test_points_that_cannot_be_are_refused(again, class_room, no_cluster, points, reason):
    fill_in(again / "manual.csv", "ada", points, "")
    before = contents(again)
    ran = grade(class_room, again, "--resume")
    (line,) = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert f"{again / 'manual.csv'}, line " in line
    assert reason in line
    assert contents(again) == before
