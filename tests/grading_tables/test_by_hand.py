"""The table that a person fills in: what it asks, how it is read, and what it does to marks."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.commands import CommandError
from compmodels.grading import manual, report, spreadsheet, tables
from compmodels.grading.manual import Given
from tests.grading_tables.samples import (
    OPEN,
    SOLVED,
    WRONG,
    graded,
    names,
    odd_text,
    parsed,
)

NAME = "01-perceptron"
HEADER = "student,assignment,exercise,points,maximum,comment,answer\n"
HEAT = "#efa243b4"  # of OPEN's answer
NEW = replace(OPEN, answer="Money ends it.")
MONEY = "#186f7f34"  # of NEW's answer


def key(student: str, exercise: str = "open", answer: str = HEAT) -> manual.Key:
    """Which answer to the first lesson a row is about."""
    return student, NAME, exercise, answer


def fill(content: str, points: dict[str, str], comment: str) -> str:
    """The table with points and a comment for each student who is named."""
    rows = parsed(content)
    for row in rows:
        row["points"] = points[spreadsheet.literal(row["student"])]
        row["comment"] = spreadsheet.harmless(comment)
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


def read(tmp_path: Path, content: str) -> dict[manual.Key, Given]:
    """What is read of a table with this content."""
    path = tmp_path / "manual.csv"
    path.write_text(content, encoding="utf-8")
    return manual.read(path)


def refusal(tmp_path: Path, content: str) -> list[str]:
    """What is told of a table that is refused, without the folder."""
    with pytest.raises(CommandError) as raised:
        read(tmp_path, content)
    return str(raised.value).replace(f"{tmp_path}/", "").splitlines()


# The template


def test_template_asks_for_answers_that_have_a_text():
    missing = replace(OPEN, outcome=report.MISSING)
    content = manual.template([graded("ben", WRONG, OPEN), graded("anna", missing, SOLVED)], {})
    assert content == f"\ufeff{HEADER}ben,01-perceptron,open,,2,,{HEAT}\n"


def test_template_keeps_what_somebody_wrote():
    old = {
        key("gone"): Given(1.5, "Good.", 2),
        key("anna"): Given(None, "Ask her.", 2),
        key("idle"): Given(None, "", 2),
    }
    rows = parsed(manual.template([graded("anna"), graded("zoe")], old))
    assert [(row["student"], row["points"], row["comment"]) for row in rows] == [
        ("anna", "", "Ask her."),
        ("zoe", "", ""),
        ("gone", "1.5", "Good."),
    ]


def test_template_without_the_old_table_has_the_marks_of_the_reports():
    message = "Fine.\n\nThe check said:\npredict is not right yet."
    done = replace(OPEN, points=2, outcome=report.MARKED, message=message)
    (row,) = parsed(manual.template([graded("anna", done)], {}))
    assert (row["points"], row["comment"]) == ("2", "Fine.")


def test_excel_takes_the_table_for_utf_8_and_no_answer_for_a_number(tmp_path: Path):
    answers = [
        text
        for text in map(str, range(2000))
        if hashlib.sha256(text.encode()).hexdigest()[:8].replace("e", "").isdigit()
    ]
    assert len(answers) > 20
    reports = [graded(f"Zoë {text}", replace(OPEN, answer=text)) for text in answers]
    content = manual.template(reports, {}).encode()
    assert content.startswith(b"\xef\xbb\xbfstudent,")
    rows = parsed(content.decode())
    for text, row in zip(sorted(answers), rows, strict=True):
        assert row["answer"] == "#" + hashlib.sha256(text.encode()).hexdigest()[:8]


def test_long_comment_is_kept_whole(tmp_path: Path):
    comment = "Well said. " * 2000
    content = manual.template([], {key("anna"): Given(1, comment.strip(), 2)})
    assert read(tmp_path, content)[key("anna")].comment == comment.strip()


# Reading it


@pytest.mark.parametrize("cell", ["1.5", "1,5", " 1.50 "])
def test_a_table_that_went_through_excel(tmp_path: Path, cell: str):
    path = tmp_path / "manual.csv"
    filled = fill(manual.template([graded("Zoë")], {}), {"Zoë": cell}, 'He said "no; 1,5"')
    path.write_bytes(through_excel(filled))
    assert manual.read(path) == {key("Zoë"): Given(1.5, 'He said "no; 1,5"', 2)}


def test_maximum_that_a_spreadsheet_made_a_date_of_is_unknown(tmp_path: Path):
    marks = read(tmp_path, f"{HEADER}a,b,c,1,01. May,,\n")
    assert marks == {("a", "b", "c", ""): Given(1, "", None)}


def test_columns_may_stand_in_any_order_and_that_of_the_answer_may_be_missing(tmp_path: Path):
    content = "Comment,points,maximum,student,assignment,exercise\nx,1,2,a,b,c\n"
    assert read(tmp_path, content) == {("a", "b", "c", ""): Given(1, "x", 2)}


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 1, "the header is ''; allowed: the columns student, assignment, "),
        ("student,points\nanna,2\n", 1, "the header is 'student, points'; allowed: "),
        (HEADER.replace("comment", "remark"), 1, "allowed: the columns student, "),
        (HEADER.replace("comment", "points"), 1, "in any order; answer may be missing"),
        (HEADER + "a,b,c,3,2,,\n", 2, "a, b, c: points is 3; allowed: a number from 0 to 2"),
        (HEADER + "\n\na,b,c,-1,2,,\n", 4, "a, b, c: points is '-1'; allowed: a number from 0 to"),
        (HEADER + "a,b,c,01. May,2,,\n", 2, "points is '01. May'; allowed: a number from 0"),
        (HEADER + "a,b,c,nan,x,,\n", 2, "points is 'nan'; allowed: a number from 0, or"),
        (HEADER + "a,b,c,1,2,,1.2E+08\n", 2, "a, b, c: answer is '1.2e+08'; allowed: # and 8"),
        (HEADER + 'a,b,c,1,2,"x\ny"\na,b,c,2,2,\n', 4, "a, b, c: the same answer as in "),
        (HEADER + "eve,b,c,1,5,2,well,x\n", 2, "the row that begins with eve has 8 cells; allowe"),
        (HEADER + 'a,b,c,1,2,"x\n', 2, "not a row of a CSV file"),
        (HEADER + '"a\x1b\nb",b,c,3,2,,\n', 2, "a\ufffd b, b, c: points is 3"),
    ],
)
def test_bad_tables_are_refused_in_one_line(tmp_path: Path, content: str, line: int, said: str):
    (message,) = refusal(tmp_path, content)
    assert message.startswith(f"manual.csv, line {line}: ")
    assert said in message


def test_all_faults_are_told_at_once_up_to_a_point(tmp_path: Path):
    names = [f"s{number}" for number in range(25)]
    content = HEADER + "".join(f"{name},{NAME},open,3,2,,\n" for name in names)
    *lines, last = refusal(tmp_path, content)
    assert [line.split(": ")[1] for line in lines] == [f"{name}, {NAME}, open" for name in names][
        :20
    ]
    assert last == "and 5 more"


def test_files_that_cannot_be_read(tmp_path: Path):
    path = tmp_path / "manual.csv"
    with pytest.raises(CommandError, match=r"manual\.csv: cannot be read: No such file"):
        manual.read(path)
    path.write_bytes("Zoë".encode("cp1252"))
    with pytest.raises(CommandError, match=r"manual\.csv: not in UTF-8; save it anew"):
        manual.read(path)
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    with pytest.raises(CommandError, match=r"this is an Excel workbook; save it as 'CSV UTF-8'"):
        manual.read(path)


def test_the_same_row_twice_counts_once(tmp_path: Path):
    marks = read(tmp_path, f"{HEADER}a,b,c,1,2,x,\na,b,c,1.0,2,x,\n")
    assert marks == {("a", "b", "c", ""): Given(1, "x", 2)}


# What it does to the marks


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
    assert unknown == manual.outdated(merged, marks) == []
    for one in merged:
        cell = given_points[one.student]
        done = {"points": float(cell or 0), "outcome": report.MARKED, "message": comment}
        assert one.marks == (WRONG, SOLVED, replace(OPEN, **done) if cell else OPEN)
    assert manual.merge(merged, marks) == (merged, [])
    path.write_text(manual.template(merged, marks), encoding="utf-8")
    assert manual.read(path) == marks


def test_rows_of_nobody_are_told():
    marks = {
        key("gone"): Given(1, "", 2),
        key("anna", "opne"): Given(None, "Look here.", 2),
        key("idle"): Given(None, "", 2),
    }
    merged, unknown = manual.merge([graded("anna")], marks)
    assert merged == [graded("anna")]
    assert unknown == [("anna", NAME, "opne"), ("gone", NAME, "open")]
    assert manual.outdated(merged, marks) == []


@pytest.mark.parametrize("answer", ["", HEAT])
def test_more_points_than_the_exercise_is_worth_are_refused(answer: str):
    marks = {
        key("anna", answer=answer): Given(3, "", 5, "manual.csv, line 2"),
        key("ben", answer=answer): Given(2.5, "", 5, "manual.csv, line 3"),
        key("eve", answer=answer): Given(2, "", 5, "manual.csv, line 4"),
    }
    with pytest.raises(CommandError) as raised:
        manual.merge([graded("anna"), graded("ben"), graded("eve")], marks)
    allowed = "allowed: a number from 0 to 2, or nothing as long as it is not marked"
    assert str(raised.value).splitlines() == [
        f"manual.csv, line 2: anna, {NAME}, open: points is 3; {allowed}",
        f"manual.csv, line 3: ben, {NAME}, open: points is 2.5; {allowed}",
    ]


# Another answer than the one that was marked


def test_marks_of_an_old_answer_are_not_put_on_a_new_one(tmp_path: Path):
    old = {key("eve"): Given(1, "Vague.", 2)}
    merged, unknown = manual.merge([graded("eve", NEW)], old)
    assert (merged, unknown) == ([graded("eve", NEW)], [])
    assert manual.outdated(merged, old) == [("eve", NAME, "open")]
    content = manual.template(merged, old)
    assert content.splitlines()[1:] == [
        f"eve,{NAME},open,,2,,{MONEY}",
        f"eve,{NAME},open,1,2,Vague.,{HEAT}",
    ]
    assert manual.template(merged, read(tmp_path, content)) == content


def test_once_the_new_answer_is_marked_nothing_is_left_to_tell():
    marks = {key("eve"): Given(1, "Vague.", 2), key("eve", answer=MONEY): Given(2, "Good.", 2)}
    ((eve,), unknown) = manual.merge([graded("eve", NEW)], marks)
    assert eve.marks == (replace(NEW, points=2, outcome=report.MARKED, message="Good."),)
    assert unknown == manual.outdated([eve], marks) == []
    assert [row["answer"] for row in parsed(manual.template([eve], marks))] == [MONEY, HEAT]


def test_marks_count_again_if_the_old_answer_comes_back():
    marks = {key("eve"): Given(1, "Vague.", 2), key("eve", answer=MONEY): Given(None, "", 2)}
    ((eve,), _) = manual.merge([graded("eve", OPEN)], marks)
    assert eve.points == 1
    assert [row["answer"] for row in parsed(manual.template([eve], marks))] == [HEAT]


def test_marks_of_an_answer_that_is_gone_belong_to_nobody():
    empty = replace(OPEN, outcome=report.NOT_ATTEMPTED, answer="")
    marks = {key("eve"): Given(1, "Vague.", 2)}
    merged, unknown = manual.merge([graded("eve", empty)], marks)
    assert (merged, unknown) == ([graded("eve", empty)], [("eve", NAME, "open")])
    assert manual.outdated(merged, marks) == []


def test_a_row_without_answer_is_about_any_answer():
    marks = {key("eve", answer=""): Given(2, "Good.", 2), key("eve"): Given(None, "", 2)}
    for mark in (OPEN, NEW):
        ((eve,), unknown) = manual.merge([graded("eve", mark)], marks)
        assert (eve.points, unknown, manual.outdated([eve], marks)) == (2, [], [])
        (row,) = parsed(manual.template([eve], marks))
        assert (row["points"], row["answer"]) == ("2", "")


def test_two_rows_on_one_answer_may_not_disagree():
    marks = {
        key("eve"): Given(1, "", 2, "manual.csv, line 2"),
        key("eve", answer=""): Given(2, "", 2, "manual.csv, line 3"),
    }
    said = f"line 3: eve, {NAME}, open: the same answer as in manual.csv, line 2, with other points"
    with pytest.raises(CommandError, match=said):
        manual.merge([graded("eve")], marks)
    merged, _ = manual.merge([graded("eve", NEW)], marks)
    assert merged[0].points == 2
    agreeing = {one: replace(given, points=1) for one, given in marks.items()}
    assert manual.merge([graded("eve")], agreeing)[0][0].points == 3


# Overruling a check


def test_a_person_may_overrule_a_check_which_is_still_heard():
    marks = {key("anna", "predict", ""): Given(1, "Right after all.", 1)}
    ((anna,), unknown) = manual.merge([graded("anna")], marks)
    told = f"Right after all.\n\nThe check said:\n{WRONG.message}"
    assert (anna.marks[0].outcome, anna.marks[0].message) == (report.MARKED, told)
    assert (anna.points, unknown) == (3, [])
    assert manual.merge([anna], marks) == ([anna], [])
    rows = parsed(manual.template([anna], marks))
    assert [(row["exercise"], row["comment"], row["answer"]) for row in rows] == [
        ("predict", "Right after all.", ""),
        ("open", "", HEAT),
    ]


@settings(deadline=None)
@given(
    comment=st.sampled_from(["", "Fine.", "The check said:\nno", "a\n\nThe check said:\nno"]),
    message=st.sampled_from(["", "no\n\nThe check said:\nyes", WRONG.message]),
)
def test_overruling_twice_changes_nothing(comment: str, message: str):
    marks = {key("anna", "predict", ""): Given(1, comment, 1)}
    once, _ = manual.merge([graded("anna", replace(WRONG, message=message))], marks)
    told = once[0].marks[0].message
    assert told.startswith(comment)
    assert told.endswith(message)
    assert manual.merge(once, marks) == (once, [])
