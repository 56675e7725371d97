"""Folders that are not those of a class: what is refused, in which words, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.commands import MARK, CommandError
from compmodels.grading import submissions
from compmodels.grading.people import Student
from tests.planted import COURSE, POSIX, plant

EACH = "name the folder that holds a folder or a notebook for each student"
FILE, OTHER = "01-perceptron.ipynb", "02-hopfield.ipynb"


def refusal(folder: Path) -> str:
    """The one line that says why a folder is refused."""
    with pytest.raises(CommandError) as caught:
        submissions.find(folder, assignments=COURSE)
    assert str(caught.value).isprintable()
    return str(caught.value)


def students(folder: Path) -> list[str]:
    """The names of those who have handed in."""
    return [one.student.name for one in submissions.find(folder, assignments=COURSE)]


CLASSES = {
    "folders": [f"alan/{FILE}", f"ruth/{FILE}"],
    "folders with other names in them": ["alan/first try.ipynb", "ruth/homework/x.ipynb"],
    "folders, some without a notebook": ["alan/x.ipynb", "eve/", "kurt/x.py", "ruth/y.ipynb"],
    "folders of nbgrader": [f"alan/01-perceptron/{FILE}", f"ruth/02-hopfield/{OTHER}"],
    "notebooks": [f"{name}.ipynb" for name in ("alan", "kurt", "mary", "otto", "ruth")],
    "folders and notebooks": ["alan/x.ipynb", "mary.ipynb", "ruth/x.ipynb", "grades.csv"],
    "Moodle": ["Ada Byron_4711_assignsubmission_file_/", "Bo_4712_assignsubmission_file_/x.pdf"],
    "Moodle without folders": ["Ada Byron_4711_assignsubmission_file_x.ipynb"],
    "Canvas": ["doejane_123_4567_a.ipynb", "roebob_124_4568_a.ipynb", "poesue_125_4569_a.pdf"],
}


@pytest.mark.parametrize("files", CLASSES.values(), ids=CLASSES)
@pytest.mark.parametrize("inner", ["submitted", "class 1/submitted"])
def test_a_folder_around_that_of_a_class_is_refused(tmp_path: Path, files: list[str], inner: str):
    outer = plant(tmp_path / "nest", "class.zip", "__MACOSX/x.ipynb", ".git/x")
    below = plant(outer / inner, *files)
    number = len(students(below))
    work = f"with the work of {number} student{'s' * (number > 1)}"
    assert refusal(outer) == f"{outer} holds one folder, {inner}, {work}; name that folder: {below}"


def test_all_students_below_are_counted(tmp_path: Path):
    plant(tmp_path / "submitted", *CLASSES["folders, some without a notebook"])
    assert ", with the work of 4 students; " in refusal(tmp_path)
    plant(tmp_path / "submitted", *CLASSES["Canvas"])
    assert ", with the work of 7 students; " in refusal(tmp_path)


ALONE = {
    "one notebook": ["x.ipynb"],
    "two notebooks": ["first try.ipynb", "second try.ipynb"],
    "as many as count": ["a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb"],
    "no notebook": ["solution.py", "more/report.pdf"],
    "a folder in a folder": ["homework/week 1/mine.ipynb"],
    "notebooks, data and pictures": ["a.ipynb", "b.ipynb", "data/x.csv", "pictures/y.png"],
    "a notebook and a copy": ["a.ipynb", "old/a.ipynb"],
    "assignments as nbgrader": [f"01-perceptron/{FILE}", f"02-hopfield/{OTHER}"],
    "an assignment beside folders": [f"01-perceptron/{FILE}", "old/a.ipynb", "older/a.ipynb"],
    "an empty assignment": ["01-perceptron/", "old/a.ipynb", "older/a.ipynb"],
    "notebooks named as assignments": [FILE, "old/a.ipynb", "older/a.ipynb"],
    "five notebooks of which one is": [FILE, *(f"{name}.ipynb" for name in "abcd")],
    "the whole course": [MARK, f"lessons/{FILE}", f"exercises/01-perceptron/{FILE}"],
    "the course in a folder": [f"c/{MARK}", f"c/lessons/{FILE}", f"c/solutions/{FILE}"],
    "folders in that of an assignment": ["01-perceptron/a/x.ipynb", "01-perceptron/b/y.ipynb"],
}


@pytest.mark.parametrize("files", ALONE.values(), ids=ALONE)
def test_a_class_of_one_student_is_no_folder_around_a_class(tmp_path: Path, files: list[str]):
    plant(tmp_path / "ann", *files)
    assert set(students(tmp_path)) == {"ann"}


def test_what_a_platform_named_is_one_student_s_whatever_is_in_it(tmp_path: Path):
    name = "Jane Doe_12345_assignsubmission_file_"
    plant(tmp_path / name, "part 1/x.ipynb", "part 2/y.ipynb")
    assert students(tmp_path) == ["Jane Doe_12345"]


@given(st.sets(st.sampled_from(["bob.ipynb", "eve/", "zoe/x.ipynb"]), min_size=1))
def test_beside_another_student_a_folder_is_a_student_s(tmp_path_factory, others: set[str]):
    folder = tmp_path_factory.mktemp("class")
    plant(folder, *others, "ann/part 1/x.ipynb", "ann/part 2/y.ipynb")
    assert students(folder) == sorted({"ann", *(name[:3] for name in others)})


def test_a_link_is_not_followed_into_a_class(tmp_path: Path):
    plant(tmp_path / "elsewhere", *CLASSES["folders"])
    outer = plant(tmp_path / "nest", "a file.txt")
    (outer / "ann").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (one,) = submissions.find(outer, assignments=COURSE)
    assert (one.student, one.files) == (Student("ann", "ann"), ())


# Named too low


def named(folder: Path, name: str = FILE) -> str:
    """How the line begins that refuses a folder for the name of something in it."""
    return f"{folder} holds {name}, which has the name of an assignment and not of a student; "


def test_a_student_s_own_folder_is_refused(tmp_path: Path):
    plant(tmp_path, f"ann/{FILE}", f"bob/01-perceptron/{FILE}", "bob/02-hopfield/")
    advice = f"{EACH}: {tmp_path}"
    ann, bob = tmp_path / "ann", tmp_path / "bob"
    assert refusal(ann) == named(ann) + advice
    assert refusal(bob) == named(bob, "01-perceptron") + advice
    assert refusal(bob / "01-perceptron") == named(bob / "01-perceptron") + advice


def test_the_advice_is_a_path_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(plant(tmp_path / "submitted", f"ann/01-perceptron/{FILE}"))
    assert refusal(Path("ann")).endswith(f"{EACH}: .")
    monkeypatch.chdir("ann")
    assert refusal(Path()).endswith(f"{EACH}: ..")
    monkeypatch.chdir("01-perceptron")
    assert refusal(Path()).endswith(f"{EACH}: {Path('../..')}")


@pytest.mark.parametrize("folder", ["exercises", "lessons", "exercises/01-perceptron"])
def test_folders_of_the_course_are_refused(tmp_path: Path, folder: str):
    plant(tmp_path, MARK, f"exercises/01-perceptron/{FILE}", f"lessons/{FILE}", f"lessons/{OTHER}")
    assert refusal(tmp_path / folder).startswith(f"{tmp_path / folder} holds 01-perceptron")
    assert refusal(tmp_path / folder).endswith(f"; {EACH}")


def test_the_course_is_refused(tmp_path: Path):
    plant(tmp_path, MARK, f"exercises/01-perceptron/{FILE}", "submitted/ann.ipynb")
    assert refusal(tmp_path) == f"{tmp_path} is the course, and not what was handed in; {EACH}"
    assert students(tmp_path / "submitted") == ["ann"]


@pytest.mark.parametrize("files", CLASSES.values(), ids=CLASSES)
def test_a_class_in_the_folder_of_an_assignment_is_found(tmp_path: Path, files: list[str]):
    below = plant(tmp_path / "01-perceptron", *files)
    advice = f"name that folder: {below}"
    assert refusal(tmp_path) == named(tmp_path, "01-perceptron") + advice
    assert len(students(below)) >= 1


def test_who_is_in_the_folder_of_an_assignment_may_be_unclear(tmp_path: Path):
    plant(tmp_path, "01-perceptron/ann.ipynb", "01-perceptron/bob.ipynb")
    assert refusal(tmp_path) == named(tmp_path, "01-perceptron") + EACH


def test_a_notebook_that_bears_no_student_s_name_is_refused_among_a_class(tmp_path: Path):
    plant(tmp_path, FILE, *CLASSES["folders"])
    assert refusal(tmp_path) == named(tmp_path) + "name it after its student, or take it out"


def test_a_student_s_folder_may_hold_more(tmp_path: Path):
    ann = plant(tmp_path / "ann", FILE, "old.ipynb")
    either = "name it after its student, or, if all here is one student's work, "
    assert refusal(ann) == f"{named(ann)}{either}{EACH}: {tmp_path}"


def test_without_names_of_assignments_any_name_is_a_student_s(tmp_path: Path):
    (one,) = submissions.find(plant(tmp_path, FILE))
    assert one.student.name == "01-perceptron"


# Archives

UNPACK = {
    ("class.zip",): "holds class.zip; unpack it first",
    ("Class.ZIP", "readme.txt"): "holds Class.ZIP; unpack it first",
    ("b.tar.gz", "a.7z"): "holds a.7z, b.tar.gz; unpack them first",
    ("a.zip", "b.zip", "c.zip"): "holds a.zip, b.zip, c.zip; unpack them first",
    ("a.zip", "b.zip", "c.zip", "d.zip"): "holds a.zip, b.zip, c.zip and 1 more; unpack them first",
    tuple("abcde"): "holds no submission; put a notebook or a folder for each student there",
    tuple(f"{name}.rar" for name in "abcde"): "holds a.rar, b.rar, c.rar and 2 more; "
    "unpack them first",
}


@pytest.mark.parametrize("files", UNPACK, ids=" ".join)
def test_a_folder_with_archives_alone_is_refused(tmp_path: Path, files: tuple[str, ...]):
    assert refusal(plant(tmp_path, *files)) == f"{tmp_path} {UNPACK[files]}"


def test_archives_beside_submissions_do_no_harm(tmp_path: Path):
    assert students(plant(tmp_path, "class.zip", "ann/x.ipynb", "bob.ipynb")) == ["ann", "bob"]


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[31mred", "half \udcff"] if POSIX else ["a"])
def test_odd_names_stay_in_one_line(tmp_path: Path, name: str):
    outer = tmp_path / name
    plant(outer, f"{name}.zip")
    assert "; unpack it first" in refusal(outer)
    below = plant(outer / name, *CLASSES["folders"])
    assert "with the work of 2 students" in refusal(outer)
    assert "name that folder: " in refusal(outer)
    assert students(below) == ["alan", "ruth"]
