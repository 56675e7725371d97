"""Whose a folder or file is: names as platforms write them, alone and together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.grading import people
from compmodels.grading.people import Student
from tests.planted import DOE, JANE, ODD

FORMATS = ["%Y_%m%d", "%Y_%d%m", "%Y%m%d_%H%M", "%Y%m%d_%H%M%S"]


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Jane Doe_12345_assignsubmission_file_", JANE),
        ("Jane Doe_12345_assignsubmission_file", JANE),
        ("Jane Doe_12345_assignsubmission_file.ipynb", JANE),
        ("Jane Doe_12345_assignsubmission_onlinetext_", JANE),
        ("Jane Doe_12345_assignsubmission_file_my work.ipynb", JANE),
        ("Jane Doe_12345_assignsubmission_file_report.pdf", JANE),
        ("Jane Doe_12345_assignsubmission_file_x_9_assignsubmission_file_y.ipynb", JANE),
        (
            "Jane_van_Doe_12345_assignsubmission_file_",
            Student("Jane_van_Doe_12345", "Jane van Doe", "12345", "moodle"),
        ),
        (
            "Zoë O'Neill-Łuk_7_assignsubmission_file_",
            Student("Zoë O'Neill-Łuk_7", "Zoë O'Neill-Łuk", "7", "moodle"),
        ),
        ("doejane_123_4567_01-perceptron.ipynb", DOE),
        ("doejane_LATE_123_4567_01-perceptron.ipynb", DOE),
        ("doejane_123_4567_01-perceptron-1.ipynb", DOE),
        ("doejane_123_4567_x_999_8888_y.ipynb", DOE),
        ("doejane_123_4567_report.pdf", DOE),
        ("doejane_123_text.html", DOE),
        ("doejane_LATE_123_link.html", DOE),
        (
            "łukżaneta2_90017_1234567_a b.IPYNB",
            Student("łukżaneta2_90017", "łukżaneta2", "90017", "canvas"),
        ),
    ],
)
def test_names_of_platforms_are_told(name: str, student: Student):
    assert people.from_name(name) == student


@pytest.mark.parametrize(
    "name",
    [
        *ODD,
        "jane_doe_12345",
        "Jane Doe_12345",
        "Jane Doe_assignsubmission_file_",
        "_12345_assignsubmission_file_",
        "Jane Doe_12a45_assignsubmission_file_",
        "Jane Doe_12345_assignsubmission_files",
        "Jane Doe_١٢_assignsubmission_file_",
        "perceptron_2_3_final",
        "perceptron_2_1958_final",
        "perceptron_1958_2_final",
        "perceptron_2024_0512_final",
        "perceptron_2024_1105_a",
        "perceptron_2024_3112_a",
        "perceptron_20241105_1430_a",
        "perceptron_20241105_143059_a",
        "doejane_123_4567",
        "doejane_123_4567_",
        "doejane_0123_4567_x",
        "doe_jane_123_4567_x",
        "DoeJane_123_4567_x",
        "2024_123_4567_x",
        "doejane_late_123_4567_x",
        "doejane_123_text",
    ],
)
def test_ordinary_names_stay_as_they_are(name: str):
    assert people.from_name(name) == Student(name, name)
    assert people.from_name(f"{name}.ipynb") == Student(name, name)


def test_a_folder_is_never_called_as_canvas_calls_a_file():
    assert people.from_name("doejane_123_4567_x") == Student(
        "doejane_123_4567_x", "doejane_123_4567_x"
    )


@given(
    st.text(st.characters(exclude_characters="_/\0"), min_size=1),
    st.integers(1, 10**9),
    st.text(st.characters(exclude_characters="/\0")),
    st.sampled_from(["file", "onlinetext"]),
)
def test_whatever_a_file_is_called_moodle_tells_whose_it_is(
    full_name: str, participant: int, rest: str, kind: str
):
    name = f"{full_name}_{participant}_assignsubmission_{kind}_{rest}"
    right = Student(f"{full_name}_{participant}", full_name, str(participant), "moodle")
    assert people.from_name(name) == right


@given(
    st.from_regex(r"[a-z][a-z0-9]{0,20}", fullmatch=True),
    st.booleans(),
    st.integers(100, 1899) | st.integers(2100, 10**6) | st.integers(10**8, 10**13),
    st.integers(1000, 10**13),
    st.text(st.characters(exclude_characters="/\0"), min_size=1),
)
def test_whatever_a_file_is_called_canvas_tells_whose_it_is(
    user: str, late: bool, number: int, file: int, title: str
):
    name = f"{user}{'_LATE' * late}_{number}_{file}_{title}.ipynb"
    found = people.from_name(name)
    assert found == Student(f"{user}_{number}", user, str(number), "canvas")
    assert found.is_late == late


@given(st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)), st.sampled_from(FORMATS))
def test_a_date_is_no_number_of_canvas(when: datetime, form: str):
    name = f"perceptron_{when.strftime(form)}_a"
    assert people.from_name(f"{name}.ipynb") == Student(name, name)


@pytest.mark.parametrize("number", ["2024_1313", "2024_9999", "1899_1105", "20241313_1430"])
def test_a_number_that_is_no_date_may_be_canvas_s(number: str):
    assert people.from_name(f"doejane_{number}_a.ipynb").system == "canvas"


@given(st.text(min_size=1), st.sampled_from(["", ".ipynb", ".Ipynb"]))
def test_a_name_without_long_numbers_is_plain(stem: str, ending: str):
    stem = re.sub(r"\d", "7x", stem)
    if not stem.lower().endswith(".ipynb"):
        assert people.from_name(stem + ending) == Student(stem, stem)


def names_of(entry_names: Sequence[str]) -> list[str]:
    """The names of the students to whom the entries of one folder belong, entry by entry."""
    told = people.from_names(entry_names)
    return [told[entry_name].name for entry_name in entry_names]


@given(st.lists(st.sampled_from([*ODD, "ann.ipynb", "Jane Doe_1_assignsubmission_file_"])))
def test_names_without_canvas_are_told_alone(entry_names: list[str]):
    assert people.from_names(entry_names) == {n: people.from_name(n) for n in entry_names}


@given(st.permutations(["doejane_123", "doejane_123_4567_a.ipynb", "roebob_124_4568_a.ipynb"]))
def test_what_a_platform_wrote_says_more_than_a_plain_name(entry_names: list[str]):
    told = people.from_names(entry_names)
    assert told["doejane_123"] == told["doejane_123_4567_a.ipynb"] == DOE


@given(st.permutations(["doejane_123_4567_a.ipynb", "doejane_LATE_123_4569_b.ipynb"]))
def test_who_is_late_once_is_the_same_student_and_late(entry_names: list[str]):
    told = people.from_names(entry_names)
    assert set(told.values()) == {DOE}
    assert {student.is_late for student in told.values()} == {True}


def test_nobody_else_is_late():
    told = people.from_names(["doejane_LATE_123_4567_a.ipynb", "roebob_124_4568_a.ipynb", "ann"])
    assert [student.name for student in told.values() if student.is_late] == ["doejane_123"]


def test_canvas_s_names_are_told_beside_others():
    entry_names = ["doejane_123_4567_a.ipynb", "doejane_123_4568_b.ipynb", "ann.ipynb"]
    entry_names += ["leewei_125_4569_a.ipynb", "leewei_126_4570_a.ipynb"]
    right = ["doejane_123", "doejane_123", "ann", "leewei_125", "leewei_126"]
    assert names_of(entry_names) == right


OWN_NAMES = {
    "the assignment and the year": [f"perceptron_2024_47{n}_x.ipynb" for n in range(11, 16)],
    "the assignment and a group": [f"perceptron_10{n}_4711_x.ipynb" for n in range(1, 3)],
    "a name and the year": ["ann_2024_4711_x.ipynb", "bob_2024_4712_x.ipynb"],
}


@pytest.mark.parametrize("entry_names", OWN_NAMES.values(), ids=OWN_NAMES)
def test_names_that_cannot_all_be_canvas_s_stay_as_they_are(entry_names: list[str]):
    plain = [name.removesuffix(".ipynb") for name in entry_names]
    assert names_of(entry_names) == plain
    assert {student.system for student in people.from_names(entry_names).values()} == {""}


def test_a_number_of_two_persons_leaves_other_names_as_they_are():
    entry_names = [*OWN_NAMES["a name and the year"], "doejane_123_4567_a.ipynb"]
    moodle = "Jane Doe_2024_assignsubmission_file_"
    right = ["ann_2024_4711_x", "bob_2024_4712_x", "doejane_123", "Jane Doe_2024"]
    assert names_of([*entry_names, moodle]) == right
