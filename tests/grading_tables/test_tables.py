"""Tables of marks, and how a CSV comes through a spreadsheet unharmed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compmodels.grading import report, spreadsheet, tables
from compmodels.grading.report import Mark, Report
from tests.grading_tables.samples import (
    DANGEROUS,
    OPEN,
    WRONG,
    graded,
    names,
    odd_text,
    parsed,
)


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


@pytest.mark.parametrize(
    ("status", "waiting", "told"),
    [
        ("graded", 0, "graded"),
        ("graded", 1, "graded: 1 answer to be marked"),
        ("graded", 2, "graded: 2 answers to be marked"),
        ("graded: late; two files", 1, "graded: late; two files; 1 answer to be marked"),
        ("not graded: no notebook", 1, "not graded: no notebook"),
    ],
)
def test_status_tells_of_answers_to_be_marked(status: str, waiting: int, told: str):
    marks = (WRONG, *[OPEN] * waiting, replace(OPEN, outcome=report.MARKED))
    (row,) = tables.grades([Report("anna", "01", status, marks)])
    assert row["status"] == told


def test_a_table_without_rows_has_its_header():
    assert spreadsheet.as_csv(tables.GRADES, []) == "student,assignment,points,maximum,status\n"
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
    assert spreadsheet.literal(row["student"]) == literal["student"]
    assert spreadsheet.literal(row["message"]) == literal["message"] == report.readable(message)


@settings(deadline=None)
@given(student=names, message=odd_text, separator=st.sampled_from(",;\t"))
def test_no_cell_begins_a_formula_wherever_a_spreadsheet_splits(
    student: str, message: str, separator: str
):
    rows = tables.details([graded(student, replace(WRONG, message=message))])
    content = spreadsheet.as_csv(tables.DETAILS, rows)
    for cells in csv.reader(io.StringIO(content), delimiter=separator):
        for cell in cells:
            assert cell.lstrip(' "')[:1] not in tuple(DANGEROUS), cells


@given(odd_text)
def test_harmless_text_can_be_made_literal_again(text: str):
    assert spreadsheet.literal(spreadsheet.harmless(text)) == text


@example(["a\0", "a\r", "a\ufffd", "a\n", "a "])
@given(st.lists(names, unique=True, max_size=6))
def test_no_two_students_look_the_same(students: list[str]):
    shown = [tables.shown_name(student) for student in students]
    assert len(set(shown)) == len(students)
    assert not any(set(name) & {"\n", "\t", "\r", "\0"} for name in shown)


@pytest.mark.parametrize("name", ["anna", "Jane Doe_12345", "O'Neill", "张伟", "../../etc", "=1"])
def test_a_name_that_can_be_shown_is_shown_as_it_is(name: str):
    assert tables.shown_name(name) == name
