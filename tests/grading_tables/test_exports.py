"""The files for Canvas and Moodle.

What Canvas and Moodle accept lives in ``lms_importers``.
"""

from __future__ import annotations

import csv
import io
import sys
import time
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.grading import exports, report
from compmodels.grading.people import Student
from compmodels.grading.report import Mark, Report
from tests import lms_importers
from tests.grading_tables.samples import (
    DANGEROUS,
    OPEN,
    SOLVED,
    WRONG,
    graded,
    names,
    odd_text,
)

NAME = "01-perceptron"
STUDENTS = {
    "Jane Doe_77": Student("Jane Doe_77", "Jane Doe", "77", "moodle"),
    "doejane_123": Student("doejane_123", "doejane", "123", "canvas"),
    "s1234567": Student("s1234567", "s1234567"),
    "x y": Student("x y", "x y"),
}
HALF = (replace(WRONG, points=0.5), SOLVED)
BROKEN = Report("broken", NAME, "not graded: <b>no</b> notebook", (WRONG, SOLVED, OPEN))
CLASS = [BROKEN, *map(graded, STUDENTS)]
PEOPLE = {123: ("jane", "Other Name"), 124: ("s1234567", "Sam Lee"), 125: ("jd", "Jane Doe")}


class Shown(HTMLParser):
    """The text that a page shows, with its tags and attributes."""

    def __init__(self, content: str):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attributes: list):
        self.tags.add((tag, *attributes))
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str):
        self.text += data


def test_canvas_takes_the_file_and_finds_the_students():
    (export,) = exports.canvas(CLASS, STUDENTS).values()
    points, grades, unmatched = lms_importers.canvas(export.content, PEOPLE, NAME)
    assert points == "5"
    assert grades == {123: "2", 124: "2", 125: "2"}
    assert unmatched == ["x y"]


def test_canvas_file_to_the_letter():
    reports = [graded(name, *HALF) for name in ("s1234567", "doejane_123", "Jane Doe_77")]
    assert exports.canvas(reports, STUDENTS)["canvas.csv"].content == (
        "Student,ID,SIS Login ID,Section,01-perceptron\n"
        "    Points Possible,,,,3\n"
        "Jane Doe,,,,2.5\n"
        "doejane,123,,,2.5\n"
        "s1234567,,s1234567,,2.5\n"
    )


def test_moodle_takes_the_file_and_finds_the_participants():
    (export,) = exports.moodle(CLASS, STUDENTS).values()
    grades, comments = lms_importers.moodle(export.content, {76, 77, 123}, 5)
    assert grades == {77: 2}
    assert Shown(comments[77]).text == (
        "2 of 5 points so far\n"
        "predict: 0 of 1, wrong. Hint: 0 is a tie.\n"
        "step: 2 of 2, solved.\n"
        "open: 0 of 2, to be marked."
    )


@pytest.mark.parametrize(
    ("outcome", "message", "told"),
    [
        (
            report.WRONG,
            "f is not right yet. The first case that shows it:\n    f(w)\n    "
            "The argument w was changed; work on a copy of it.",
            "wrong. The argument w was changed; work on a copy of it.",
        ),
        (
            report.WRONG,
            "f is not right yet. The first:\n    f(w)\nHint: Look.",
            "wrong. Hint: Look.",
        ),
        (report.WRONG, "", "wrong."),
        (
            report.ERROR,
            "f stopped with KeyError: 'a', in f(x=1)\nBefore that, cell 2 ended",
            "error. f stopped with KeyError: 'a', in f(x=1)",
        ),
        (report.ERROR, "f stopped with Odd: \nHint: all pass", "error. f stopped with Odd:"),
        (report.NOT_ALLOWED, "f may not use g (line 3).", "not allowed. f may not use g (line 3)."),
        (report.MISSING, "", "missing."),
        (report.SOLVED, "f: solved.", "solved."),
        (report.MARKED, "", "marked."),
    ],
)
def test_moodle_is_told_what_helps(outcome: str, message: str, told: str):
    one = graded("Jane Doe_77", Mark("f", 0, 1, outcome, message))
    (export,) = exports.moodle([one], STUDENTS).values()
    _, comments = lms_importers.moodle(export.content, {77}, 1)
    assert Shown(comments[77]).text == f"0 of 1 points\nf: 0 of 1, {told}"


def test_moodle_is_given_a_reason_and_no_grade_where_nothing_was_graded():
    students = {"broken": Student("broken", "Bo", "5", "moodle")}
    (export,) = exports.moodle([BROKEN], students).values()
    grades, comments = lms_importers.moodle(export.content, {5}, 5)
    assert grades == {}
    assert Shown(comments[5]).text == "not graded: <b>no</b> notebook"
    assert Shown(comments[5]).tags == set()


def test_moodle_is_given_notes_and_a_whole_comment():
    comment = "Good:\nheat <ends> it. " + "More. " * 1000
    done = replace(OPEN, points=2, outcome=report.MARKED, message=comment)
    one = Report("Jane Doe_77", NAME, "graded: two files; the newer one counts", (done,))
    (export,) = exports.moodle([one], STUDENTS).values()
    _, comments = lms_importers.moodle(export.content, {77}, 2)
    assert Shown(comments[77]).text == (
        "2 of 2 points (graded: two files; the newer one counts)\n"
        f"open: 2 of 2, marked. {comment.strip()}"
    )


def test_teacher_is_told_whom_to_look_after():
    done = replace(OPEN, points=2, outcome=report.MARKED)
    reports = [BROKEN, graded("doejane_123", SOLVED, done), graded("x y"), graded("Jane Doe_77")]
    canvas = exports.canvas(reports, STUDENTS)["canvas.csv"]
    moodle = exports.moodle(reports, STUDENTS)["moodle.csv"]
    assert canvas.unmatched == ("Jane Doe_77", "x y")
    assert moodle.unmatched == ("broken", "doejane_123", "x y")
    assert canvas.ungraded == moodle.ungraded == ("broken",)
    assert canvas.unfinished == moodle.unfinished == ("Jane Doe_77", "x y")


@pytest.mark.parametrize("export", [exports.canvas, exports.moodle])
def test_each_assignment_has_a_file_where_there_are_several(export):
    system = export.__name__
    reports = [graded("x y"), graded("x y", SOLVED, assignment="02-wave")]
    unknown = Report("lost", "", "not graded: no exercise of the course")
    files = export([*reports, unknown], STUDENTS)
    assert list(files) == [f"{system}-01-perceptron.csv", f"{system}-02-wave.csv"]
    assert list(export([reports[1], unknown], STUDENTS)) == [f"{system}.csv"]
    assert files[f"{system}-02-wave.csv"] == export(reports[1:], STUDENTS)[f"{system}.csv"]
    assert export([unknown], STUDENTS) == {}


@pytest.mark.parametrize(
    "name", ["Points Possible", "a\nb", "a;b;c;d;e;f", "Muted", '"', "=1", "\\"]
)
def test_no_name_keeps_canvas_from_taking_the_others(name: str):
    students = STUDENTS | {name: Student(name, name, "999", "canvas")}
    reports = [graded(name, replace(SOLVED, points=1)), graded("doejane_123", SOLVED)]
    (export,) = exports.canvas(reports, students).values()
    people = PEOPLE | {999: ("hostile", "H")}
    assert lms_importers.canvas(export.content, people, NAME) == ("2", {123: "2", 999: "1"}, [])


@settings(deadline=None)
@given(name=names, message=odd_text, status=odd_text)
def test_no_text_keeps_moodle_from_taking_the_others(name: str, message: str, status: str):
    students = STUDENTS | {name: Student(name, name, "9", "moodle")}
    hostile = Report(name, NAME, f"graded: {status}", (replace(WRONG, message=message),))
    (export,) = exports.moodle([hostile, graded("Jane Doe_77", SOLVED)], students).values()
    grades, comments = lms_importers.moodle(export.content, {9, 77}, 5)
    assert grades == {9: 0, 77: 2}
    shown = Shown(comments[9])
    assert shown.tags <= {("br",)}
    assert report.readable(status).replace("\t", " ") in shown.text
    for separator in ",;\t":
        for cells in csv.reader(io.StringIO(export.content), delimiter=separator):
            assert not any(cell.lstrip(' "')[:1] in tuple(DANGEROUS) for cell in cells)


MORE = STUDENTS | {
    "Ola_N_8": Student("Ola_N_8", "Ola_N", "8", "moodle"),
    "../x_9": Student("../x_9", "../x", "9", "moodle"),
    "Zoë 张_10": Student("Zoë 张_10", "Zoë 张", "10", "moodle"),
}


def test_moodle_gives_each_participant_the_page():
    pages = {name: f"<p>{number}, ü</p>" for number, name in enumerate(MORE)}
    taken = lms_importers.moodle_files(exports.moodle_feedback(pages, MORE), {8, 9, 10, 77, 123})
    whose = {8: "Ola_N_8", 9: "../x_9", 10: "Zoë 张_10", 77: "Jane Doe_77"}
    assert taken == {
        number: {"feedback.html": pages[name].encode()} for number, name in whose.items()
    }
    assert lms_importers.moodle_files(exports.moodle_feedback(pages, MORE), {78}) == {}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (".hidden", None),
        ("~hidden", None),
        ("some_path_here/Random.txt", None),
        ("Ann_Number_assignsubmission_file_a_b.txt", None),
        ("Ann_107_assignsubmission_file_a_b.txt", None),
        ("Ann_7_assignsubmission_noplugin_a_b.txt", None),
        ("Ann_7_assignsubmission_file_a_b.txt", "a_b.txt"),
        ("some_path_here/Ann_7_assignsubmission_file_/deep/My File.txt", "deep/My File.txt"),
        ("Ann_7_assignsubmission_file/a.txt", "a.txt"),
    ],
)
def test_oracle_takes_what_moodles_own_tests_say_it_takes(path: str, name: str | None):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(path, "x")
    taken = lms_importers.moodle_files(content.getvalue(), {7})
    assert taken == ({7: {name: b"x"}} if name else {})


def test_there_is_no_archive_if_moodle_knows_nobody():
    pages = {"doejane_123": "a", "s1234567": "b", "who": "c"}
    assert exports.moodle_feedback(pages, STUDENTS) is None
    assert exports.moodle_feedback({}, STUDENTS) is None


def test_archive_is_the_same_at_any_time_and_in_any_order(monkeypatch: pytest.MonkeyPatch):
    pages = dict.fromkeys(MORE, "<p>x</p>")
    first = exports.moodle_feedback(pages, MORE)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setattr(sys, "platform", "win32")
    assert exports.moodle_feedback(dict(reversed(pages.items())), MORE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert len(archive.namelist()) == 4


@settings(deadline=None)
@given(name=names, page=st.text(st.characters(codec="utf-8")))
def test_no_name_sends_a_page_to_another_participant(name: str, page: str):
    students = {name: Student(name, name, "9", "moodle")}
    content = exports.moodle_feedback({name: page}, students)
    everybody = set(range(100))
    assert lms_importers.moodle_files(content, everybody) == {9: {"feedback.html": page.encode()}}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (path,) = archive.namelist()
    assert path.count("/") == 1 and not path.startswith((".", "/"))
