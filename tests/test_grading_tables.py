"""Tables of marks, the table that a person fills in, and the files for Canvas and Moodle.

What Canvas and Moodle accept lives in ``lms_importers``.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compmodels.commands import CommandError
from compmodels.grading import exports, manual, report, tables
from compmodels.grading.manual import Given
from compmodels.grading.people import Student
from compmodels.grading.report import Mark, Report
from tests import lms_importers

WRONG = Mark(
    "predict",
    0,
    1,
    report.WRONG,
    "predict is not right yet. The first case that shows it:\n    predict([0])\nHint: 0 is a tie.",
)
SOLVED = Mark("step", 2, 2, report.SOLVED, "step: solved, all 27 cases are right.")
OPEN = Mark("open", 0, 2, report.UNMARKED, answer="Heat ends it.")
HOSTILE = ["=1+1", "../../etc", "<b>x</b>", "a\nb", "\ud800", "'=1", "-2", "@x", 'a";=1', "O'Neill"]
DANGEROUS = "=+-@＝＋－＠\t\r"  # noqa: RUF001
odd_text = st.text(alphabet="=+-@＝;,\t\n\r\0\"'\\ <&a1é\ud800", max_size=12)  # noqa: RUF001
names = st.one_of(st.sampled_from(["anna", "Ben Ode_77", *HOSTILE]), odd_text.filter(bool))


def graded(student: str, *marks: Mark, assignment: str = "01-perceptron") -> Report:
    """A report that was graded; by default one exercise of each kind."""
    return Report(student, assignment, "graded", marks or (WRONG, SOLVED, OPEN))


def parsed(content: str) -> list[dict[str, str]]:
    """What Python's own reader finds in a CSV."""
    return list(csv.DictReader(io.StringIO(content)))


def test_columns_are_what_the_course_promises():
    reports = [graded("anna")]
    assert [list(row) for row in tables.grades(reports)] == [
        ["student", "assignment", "points", "maximum", "status"]
    ]
    assert {tuple(row) for row in tables.details(reports)} == {tables.DETAILS}
    assert ",".join(tables.DETAILS) == (
        "student,assignment,exercise,points,maximum,outcome,message"
    )


def test_rows_are_sorted_but_for_the_exercises():
    reports = [graded("ben"), graded("anna", assignment="02"), graded("anna", assignment="01")]
    rows = tables.grades(reports)
    assert [(row["student"], row["assignment"]) for row in rows] == [
        ("anna", "01"),
        ("anna", "02"),
        ("ben", "01-perceptron"),
    ]
    exercises = [row["exercise"] for row in tables.details(reports)]
    assert exercises == ["predict", "step", "open"] * 3


def test_points_are_short(tmp_path: Path):
    marks = [Mark("a", 0.1, 1.0, report.MARKED), Mark("b", 0.2, 0.5, report.MARKED)]
    path = tmp_path / "grades.csv"
    tables.write(path, tables.GRADES, tables.grades([graded("anna", *marks)]))
    assert path.read_bytes() == (
        b"student,assignment,points,maximum,status\nanna,01-perceptron,0.3,1.5,graded\n"
    )


def test_a_table_without_rows_has_its_header():
    assert tables.as_csv(tables.GRADES, []) == "student,assignment,points,maximum,status\n"
    assert json.loads(tables.as_json(tables.GRADES, [])) == []


def test_both_forms_say_the_same(tmp_path: Path):
    rows = tables.details([graded("Zoë"), graded("Ødegård, Nina")])
    for ending in ("csv", "json"):
        tables.write(tmp_path / f"details.{ending}", tables.DETAILS, rows)
    as_json = json.loads((tmp_path / "details.json").read_text(encoding="utf-8"))
    as_csv = parsed((tmp_path / "details.csv").read_text(encoding="utf-8"))
    assert as_csv == [{name: str(cell) for name, cell in row.items()} for row in as_json]
    assert len(as_csv) == 6


def test_unknown_form_is_refused():
    with pytest.raises(ValueError, match=r"path is .*grades\.xlsx.*allowed: .*\.csv or \.json"):
        tables.write(Path("grades.xlsx"), tables.GRADES, [])


@settings(deadline=None)
@given(student=names, message=odd_text)
def test_any_text_is_written_and_read_back(tmp_path_factory, student: str, message: str):
    rows = tables.details([graded(student, replace(WRONG, message=message))])
    folder = tmp_path_factory.mktemp("tables")
    for ending in ("csv", "json"):
        tables.write(folder / f"d.{ending}", tables.DETAILS, rows)
    (literal,) = json.loads((folder / "d.json").read_text(encoding="utf-8"))
    (row,) = parsed((folder / "d.csv").read_text(encoding="utf-8"))
    assert tables.literal(row["student"]) == literal["student"]
    assert tables.literal(row["message"]) == literal["message"] == report.readable(message)


@settings(deadline=None)
@given(student=names, message=odd_text, separator=st.sampled_from(",;\t"))
def test_no_cell_begins_a_formula_wherever_a_spreadsheet_splits(
    student: str, message: str, separator: str
):
    rows = tables.details([graded(student, replace(WRONG, message=message))])
    content = tables.as_csv(tables.DETAILS, rows)
    for cells in csv.reader(io.StringIO(content), delimiter=separator):
        for cell in cells:
            assert cell.lstrip(' "')[:1] not in tuple(DANGEROUS), cells


@given(odd_text)
def test_harmless_text_can_be_made_literal_again(text: str):
    assert tables.literal(tables.harmless(text)) == text


@example(["a\0", "a\r", "a\ufffd", "a\n", "a "])
@given(st.lists(names, unique=True, max_size=6))
def test_no_two_students_look_the_same(students: list[str]):
    shown = [tables.shown_name(student) for student in students]
    assert len(set(shown)) == len(students)
    assert not any(set(name) & {"\n", "\t", "\r", "\0"} for name in shown)


@pytest.mark.parametrize("name", ["anna", "Jane Doe_12345", "O'Neill", "张伟", "../../etc", "=1"])
def test_a_name_that_can_be_shown_is_shown_as_it_is(name: str):
    assert tables.shown_name(name) == name


def fill(content: str, points: dict[str, str], comment: str) -> str:
    """The table with points and a comment for each student who is named."""
    rows = parsed(content)
    for row in rows:
        row["points"] = points[tables.literal(row["student"])]
        row["comment"] = tables.harmless(comment)
    table = io.StringIO()
    writer = csv.DictWriter(table, manual.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


def through_excel(content: str) -> bytes:
    """The table as a European Excel saves it: semicolons, BOM, CRLF, empty rows and columns."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    for row in csv.reader(io.StringIO(content)):
        writer.writerow([*row, ""])
        writer.writerow([""] * (len(row) + 1))
    return table.getvalue().encode("utf-8-sig")


def test_template_asks_for_answers_that_have_a_text():
    missing = replace(OPEN, outcome=report.MISSING)
    content = manual.template([graded("ben", WRONG, OPEN), graded("anna", missing, SOLVED)], {})
    assert content == (
        "student,assignment,exercise,points,maximum,comment\nben,01-perceptron,open,,2,\n"
    )


def test_template_keeps_what_somebody_wrote():
    key = ("gone", "01-perceptron", "open")
    old = {
        key: Given(1.5, "Good.", 2),
        ("anna", "01-perceptron", "open"): Given(None, "Ask her.", 2),
        ("idle", "01-perceptron", "open"): Given(None, "", 2),
    }
    rows = parsed(manual.template([graded("anna"), graded("zoe")], old))
    assert [(row["student"], row["points"], row["comment"]) for row in rows] == [
        ("anna", "", "Ask her."),
        ("gone", "1.5", "Good."),
        ("zoe", "", ""),
    ]


def test_template_without_the_old_table_has_the_marks_of_the_reports():
    done = replace(OPEN, points=2, outcome=report.MARKED, message="Fine.")
    (row,) = parsed(manual.template([graded("anna", done)], {}))
    assert (row["points"], row["comment"]) == ("2", "Fine.")


def test_long_comment_is_kept_whole(tmp_path: Path):
    comment = "Well said. " * 2000
    key = ("anna", "01-perceptron", "open")
    path = tmp_path / "manual.csv"
    path.write_text(manual.template([], {key: Given(1, comment.strip(), 2)}))
    assert manual.read(path)[key].comment == comment.strip()


@pytest.mark.parametrize("cell", ["1.5", "1,5", " 1.50 "])
def test_a_table_that_went_through_excel(tmp_path: Path, cell: str):
    path = tmp_path / "manual.csv"
    filled = fill(manual.template([graded("Zoë")], {}), {"Zoë": cell}, 'He said "no; 1,5"')
    path.write_bytes(through_excel(filled))
    assert manual.read(path) == {
        ("Zoë", "01-perceptron", "open"): Given(1.5, 'He said "no; 1,5"', 2)
    }


def test_maximum_that_a_spreadsheet_made_a_date_of_is_unknown(tmp_path: Path):
    path = tmp_path / "manual.csv"
    path.write_text("student,assignment,exercise,points,maximum,comment\na,b,c,1,01. May,\n")
    assert manual.read(path) == {("a", "b", "c"): Given(1, "", None)}


@settings(deadline=None)
@given(
    reports=st.lists(names, unique=True, max_size=4).map(lambda some: [*map(graded, some)]),
    points=st.lists(st.sampled_from(["", "0", "0.5", "2"]), min_size=4, max_size=4),
    comment=odd_text.map(lambda text: report.readable(text).strip()),
    save=st.sampled_from([str.encode, through_excel]),
)
def test_round_trip(tmp_path_factory, reports, points, comment, save):
    given_points = dict(zip([one.student for one in reports], points, strict=False))
    in_table = {tables.shown_name(one): cell for one, cell in given_points.items()}
    path = tmp_path_factory.mktemp("manual") / "manual.csv"
    template = manual.template(reports, {})
    path.write_bytes(save(fill(template, in_table, comment)))
    marks = manual.read(path)
    merged, unknown = manual.merge(reports, marks)
    assert unknown == []
    for one in merged:
        cell = given_points[one.student]
        marked = {"points": float(cell or 0), "outcome": report.MARKED, "message": comment}
        assert one.marks == (WRONG, SOLVED, replace(OPEN, **marked) if cell else OPEN)
    assert manual.merge(merged, marks) == (merged, [])
    path.write_text(manual.template(merged, marks), encoding="utf-8")
    assert manual.read(path) == marks


def test_rows_of_nobody_are_told():
    marks = {
        ("gone", "01-perceptron", "open"): Given(1, "", 2),
        ("anna", "01-perceptron", "opne"): Given(None, "Look here.", 2),
        ("idle", "01-perceptron", "open"): Given(None, "", 2),
    }
    merged, unknown = manual.merge([graded("anna")], marks)
    assert merged == [graded("anna")]
    assert unknown == [("anna", "01-perceptron", "opne"), ("gone", "01-perceptron", "open")]


def test_a_person_may_overrule_a_check():
    marks = {("anna", "01-perceptron", "predict"): Given(1, "Right after all.", 1)}
    ((one,), _) = manual.merge([graded("anna")], marks)
    assert (one.marks[0].outcome, one.points) == (report.MARKED, 3)


def test_more_points_than_the_exercise_is_worth_are_refused():
    marks = {("anna", "01-perceptron", "open"): Given(3, "", 5, "manual.csv, line 2")}
    with pytest.raises(CommandError, match=r"manual.csv, line 2: points is 3; .* from 0 to 2"):
        manual.merge([graded("anna")], marks)


HEADER = "student,assignment,exercise,points,maximum,comment\n"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 1, "the header is ''; allowed: the columns student, assignment, "),
        ("student,points\nanna,2\n", 1, "the header is 'student, points'; allowed: "),
        (HEADER.replace("comment", "remark"), 1, "allowed: the columns student, "),
        (HEADER + "a,b,c,3,2,\n", 2, "points is '3'; allowed: a number from 0 to 2"),
        (HEADER + "\n\na,b,c,-1,2,\n", 4, "points is '-1'; allowed: a number from 0 to 2"),
        (HEADER + "a,b,c,01. May,2,\n", 2, "points is '01. May'; allowed: a number from 0"),
        (HEADER + "a,b,c,nan,x,\n", 2, "points is 'nan'; allowed: a number from 0, or"),
        (HEADER + 'a,b,c,1,2,"x\ny"\na,b,c,2,2,\n', 4, "the same student and exercise as in "),
        (HEADER + "a,b,c,1,5,2,well\n", 2, "the row has 7 cells; allowed: 6"),
        (HEADER + 'a,b,c,1,2,"x\n', 2, "not a row of a CSV file"),
    ],
)
def test_bad_tables_are_refused_in_one_line(tmp_path: Path, content: str, line: int, said: str):
    path = tmp_path / "manual.csv"
    path.write_text(content)
    with pytest.raises(CommandError) as raised:
        manual.read(path)
    message = str(raised.value)
    assert message.startswith(f"{path}, line {line}: ")
    assert "\n" not in message
    assert said in message


def test_files_that_cannot_be_read(tmp_path: Path):
    path = tmp_path / "manual.csv"
    with pytest.raises(CommandError, match=r"manual\.csv: cannot be read: No such file"):
        manual.read(path)
    path.write_bytes("Zoë".encode("cp1252"))
    with pytest.raises(CommandError, match=r"manual\.csv: not in UTF-8; save it anew"):
        manual.read(path)


def test_the_same_row_twice_counts_once(tmp_path: Path):
    path = tmp_path / "manual.csv"
    path.write_text(HEADER + "a,b,c,1,2,x\na,b,c,1.0,2,x\n")
    assert manual.read(path) == {("a", "b", "c"): Given(1, "x", 2)}


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
        "2 of 5 points\n"
        "predict: 0 of 1, wrong. predict is not right yet. Hint: 0 is a tie.\n"
        "step: 2 of 2, solved.\n"
        "open: 0 of 2, to be marked."
    )


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
