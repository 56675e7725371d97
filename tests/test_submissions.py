"""Who handed in what: folders of every layout, and what is noted beside a student."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.commands import CommandError
from compmodels.grading import submissions
from compmodels.grading.people import Student
from compmodels.grading.submissions import Submission
from tests.planted import COURSE, DOE, JANE, ODD, POSIX, plant

NONE = "no notebook was handed in"


def seen(folder: Path, **options: object) -> dict[tuple[str, str], list[str]]:
    """The files that are found, as paths from the folder, by student and assignment."""
    return {
        (one.student.name, one.assignment): [f.relative_to(folder).as_posix() for f in one.files]
        for one in submissions.find(folder, assignments=COURSE, **options)
    }


def the_one(folder: Path) -> Submission:
    """The only submission in the folder."""
    (one,) = submissions.find(folder, assignments=COURSE)
    return one


def test_a_file_a_student(tmp_path: Path):
    plant(tmp_path, "zoe.ipynb", "ann.ipynb", "Bob Roe.IPYNB", "ann b.ipynb")
    right = {(name, ""): [f"{name}.ipynb"] for name in ["ann", "ann b", "zoe"]}
    assert seen(tmp_path) == right | {("Bob Roe", ""): ["Bob Roe.IPYNB"]}
    found = submissions.find(tmp_path)
    assert [one.student.name for one in found] == ["Bob Roe", "ann", "ann b", "zoe"]
    assert {one.note for one in found} == {""}


def test_a_folder_a_student_whatever_the_files_are_called(tmp_path: Path):
    plant(tmp_path, "ann/b (1).ipynb", "ann/a/deep/er/Untitled.ipynb", "bob/x.ipynb/y.ipynb")
    assert seen(tmp_path) == {
        ("ann", ""): ["ann/a/deep/er/Untitled.ipynb", "ann/b (1).ipynb"],
        ("bob", ""): ["bob/x.ipynb/y.ipynb"],
    }


def test_folders_of_nbgrader_name_the_assignment(tmp_path: Path):
    plant(
        tmp_path,
        "ann/01-perceptron/x.ipynb",
        "ann/01-perceptron/timestamp.txt",
        "ann/02-hopfield/more/y.ipynb",
        "bob/01-perceptron/",
        "zoe/03-unknown/z.ipynb",
        "zoe/work/01-perceptron/z.ipynb",
    )
    assert seen(tmp_path) == {
        ("ann", "01-perceptron"): ["ann/01-perceptron/x.ipynb"],
        ("ann", "02-hopfield"): ["ann/02-hopfield/more/y.ipynb"],
        ("bob", "01-perceptron"): [],
        ("zoe", ""): ["zoe/03-unknown/z.ipynb", "zoe/work/01-perceptron/z.ipynb"],
    }


def test_what_lies_beside_folders_of_assignments_is_not_lost(tmp_path: Path):
    plant(tmp_path, "ann/01-perceptron/x.ipynb", "ann/other.ipynb", "ann.ipynb")
    assert seen(tmp_path) == {
        ("ann", ""): ["ann/other.ipynb", "ann.ipynb"],
        ("ann", "01-perceptron"): ["ann/01-perceptron/x.ipynb"],
    }


def test_a_folder_and_files_of_one_name_are_one_student(tmp_path: Path):
    plant(
        tmp_path,
        "Jane Doe_12345/a.ipynb",
        "Jane Doe_12345_assignsubmission_file_/b.ipynb",
        "Jane Doe_12345_assignsubmission_onlinetext_/onlinetext.html",
        "Jane Doe_12345_assignsubmission_file_c.ipynb",
    )
    one = the_one(tmp_path)
    assert one.student == JANE
    assert {path.name[-7:] for path in one.files} == {"a.ipynb", "b.ipynb", "c.ipynb"}
    assert one.note == ""


def test_several_files_from_canvas_are_one_student(tmp_path: Path):
    names = ["doejane_123_4567_a.ipynb", "doejane_123_4568_b-1.ipynb", "doejane_123_4569_c.pdf"]
    assert seen(plant(tmp_path, *names)) == {("doejane_123", ""): names[:2]}


def test_a_name_with_a_date_is_no_name_of_canvas(tmp_path: Path):
    names = ["perceptron_2024_1105_a", "perceptron_2024_1106_b"]
    assert seen(plant(tmp_path, *(f"{name}.ipynb" for name in names))) == {
        (name, ""): [f"{name}.ipynb"] for name in names
    }


@pytest.mark.parametrize(
    ("files", "note"),
    [
        (["doejane_LATE_123_4567_a.ipynb"], "handed in late"),
        (["doejane_123_4566_a.ipynb", "doejane_LATE_123_4567_a.ipynb"], "handed in late"),
        (["doejane_LATE_123_4567_a.pdf"], f"{NONE}; handed in late"),
        (["doejane_123_4567_a.ipynb"], ""),
    ],
)
def test_what_canvas_calls_late_is_noted(tmp_path: Path, files: list[str], note: str):
    plant(tmp_path, *files, "roebob_124_4568_LATE.ipynb")
    doe, roe = submissions.find(tmp_path)
    assert (doe.student, doe.student.is_late, doe.note) == (DOE, bool(note), note)
    assert [path.name for path in doe.files] == [n for n in files if n.endswith(".ipynb")]
    assert (roe.student.is_late, roe.note) == (False, "")


def test_stray_files_are_no_students(tmp_path: Path):
    strays = ["grades.csv", "README", "x.py", ".ipynb_checkpoints/a.ipynb", "._ann.ipynb"]
    strays += [".hidden.ipynb", "__MACOSX/._ann.ipynb", "__MACOSX/b.ipynb", ".git/x.ipynb"]
    plant(tmp_path, "ann.ipynb", *strays)
    plant(tmp_path, "bob/y.ipynb", *(f"bob/{stray}" for stray in strays))
    assert seen(tmp_path) == {("ann", ""): ["ann.ipynb"], ("bob", ""): ["bob/y.ipynb"]}


def test_files_that_are_nobody_s_are_told(tmp_path: Path):
    strays = ["readme.txt", "word.docx", "ann.zip", "timestamp.txt", "a.ipynb.bak"]
    unseen = [".DS_Store", ".git/x", "__MACOSX/._ann.ipynb", "Thumbs.db", "desktop.ini", "._ann"]
    owned = ["ann.ipynb", "bob/report.pdf", "eve/", "doejane_123_4567_a.zip"]
    owned += ["Jane Doe_12345_assignsubmission_file_a.pdf"]
    assert submissions.left_out(plant(tmp_path, *strays, *unseen, *owned)) == sorted(strays)
    assert len(submissions.find(tmp_path)) == len(owned)


@pytest.mark.parametrize("name", [name for name in ODD if not name.isprintable()] + ["a b"])
def test_files_that_are_nobody_s_are_told_in_one_line_each(tmp_path: Path, name: str):
    (told,) = submissions.left_out(plant(tmp_path, "ann.ipynb", f"{name}.txt"))
    assert told.isprintable()
    assert told.strip("'") == f"{name}.txt".encode("unicode_escape").decode()


def test_nothing_is_left_out(tmp_path: Path):
    assert submissions.left_out(plant(tmp_path, "ann.ipynb", "bob/")) == []


def test_a_student_who_handed_in_something_else_is_not_lost(tmp_path: Path):
    plant(tmp_path, "ann/", "bob/report.pdf", "bob/deep/er/x.py")
    plant(tmp_path, "Jane Doe_12345_assignsubmission_file_a.pdf", "doejane_123_4567_a.zip")
    found = submissions.find(tmp_path)
    assert [one.student.name for one in found] == ["Jane Doe_12345", "ann", "bob", "doejane_123"]
    assert {(one.files, one.note) for one in found} == {((), NONE)}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("layout", ["{}.ipynb", "{}/x.ipynb", "{}/01-perceptron/x.ipynb"])
def test_odd_names_are_found(tmp_path: Path, name: str, layout: str):
    plant(tmp_path, layout.format(name))
    one = the_one(tmp_path)
    assert one.student == Student(name, name)
    assert one.files == (tmp_path / layout.format(name),)
    assert (one.assignment, one.note) == ("01-perceptron" if "01" in layout else "", "")


@pytest.mark.parametrize("name", ODD)
def test_odd_names_of_notebooks_are_found(tmp_path: Path, name: str):
    plant(tmp_path, f"ann/{name}/{name}.ipynb")
    assert the_one(tmp_path).files == (tmp_path / "ann" / name / f"{name}.ipynb",)


def test_of_many_notebooks_the_first_by_name_are_taken(tmp_path: Path):
    plant(tmp_path, *(f"ann/{name}.ipynb" for name in "dbaec"))
    plant(tmp_path, *(f"bob/{name}.ipynb" for name in "dbac"))
    first = ["a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb"]
    ann, bob = submissions.find(tmp_path)
    assert [path.name for path in ann.files] == [path.name for path in bob.files] == first
    assert ann.note == "5 notebooks were handed in, and only the first 4 by name are looked at"
    assert bob.note == ""


def test_folders_are_searched_to_a_depth(tmp_path: Path):
    plant(tmp_path, "ann/1/2/3/4/x.ipynb", "ann/1/2/3/4/5/y.ipynb", "bob/1/2/3/4/5/")
    ann, bob = submissions.find(tmp_path)
    deeper = "folders more than 4 deep are not looked into"
    assert (ann.files, ann.note) == ((tmp_path / "ann/1/2/3/4/x.ipynb",), deeper)
    assert (bob.files, bob.note) == ((), f"{NONE}; {deeper}")


def link_to_file(path: Path):
    """Put a link to a file there."""
    path.symlink_to(__file__)


def link_to_folder(path: Path):
    """Put a link to the folder above there: who follows it goes round in circles."""
    path.symlink_to("..", target_is_directory=True)


LEFT_OUT: dict[Callable, str] = {}
if POSIX:
    LEFT_OUT = {
        link_to_file: "a link is not followed",
        link_to_folder: "a link is not followed",
        os.mkfifo: "what is called a notebook is not an ordinary file",
    }


@pytest.mark.parametrize(("make", "note"), LEFT_OUT.items())
@pytest.mark.parametrize("place", ["ann.ipynb", "ann/x.ipynb", "ann/deep/er/x.ipynb"])
def test_what_is_no_ordinary_file_is_left_out(
    tmp_path: Path, make: Callable, note: str, place: str
):
    plant(tmp_path, "bob/y.ipynb")
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)
    ann, bob = submissions.find(tmp_path)
    assert (ann.student.name, ann.files, ann.note) == ("ann", (), f"{NONE}; {note}")
    assert (bob.files, bob.note) == ((tmp_path / "bob/y.ipynb",), "")


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function after which folders of a name cannot be read, also not by an administrator."""

    def lock(name: str) -> None:
        listed = Path.iterdir

        def refuse(folder: Path):
            if folder.name == name:
                raise PermissionError(13, "Permission denied")
            return listed(folder)

        monkeypatch.setattr(Path, "iterdir", refuse)

    return lock


@pytest.mark.parametrize("place", ["ann", "deep"])
def test_an_unreadable_folder_is_noted_and_stops_nothing(
    tmp_path: Path, locked: Callable[[str], None], place: str
):
    plant(tmp_path, "ann/deep/x.ipynb", "bob/y.ipynb")
    locked(place)
    ann, bob = submissions.find(tmp_path)
    assert (ann.files, ann.note) == ((), f"{NONE}; something cannot be read: Permission denied")
    assert (bob.files, bob.note) == ((tmp_path / "bob/y.ipynb",), "")


def test_what_is_left_out_beside_folders_of_assignments_is_noted(
    tmp_path: Path, locked: Callable[[str], None]
):
    plant(tmp_path, "ann/01-perceptron/x.ipynb", "ann/other/y.ipynb")
    locked("other")
    other, graded = submissions.find(tmp_path, assignments=COURSE)
    assert (other.assignment, other.files) == ("", ())
    assert other.note == f"{NONE}; something cannot be read: Permission denied"
    assert (graded.assignment, graded.note) == ("01-perceptron", "")


def test_a_pattern_chooses_students(tmp_path: Path):
    plant(
        tmp_path, "ann.ipynb", "Anna/x.ipynb", "bob.ipynb", "Jane Doe_12345_assignsubmission_file_/"
    )
    assert [name for name, _ in seen(tmp_path, students="a*")] == ["ann"]
    assert [name for name, _ in seen(tmp_path, students="[Aa]nn*")] == ["Anna", "ann"]
    assert [name for name, _ in seen(tmp_path, students="Jane*5")] == [JANE.name]
    assert len(seen(tmp_path, students="*")) == 4


def refusal(folder: Path, students: str = "*") -> str:
    """The one line that says why nothing is found."""
    with pytest.raises(CommandError) as caught:
        submissions.find(folder, students)
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_what_is_no_folder_of_submissions_is_refused(tmp_path: Path, locked: Callable[[str], None]):
    plant(
        tmp_path, "a file", "empty/", "strays/notes.txt", "strays/.git/x.ipynb", "secret/ann.ipynb"
    )
    locked("secret")
    name_it = "name the folder that holds the submissions"
    put = "put a notebook or a folder for each student there"
    ends = {
        "none": f"does not exist; {name_it}",
        "a file": f"is a file; {name_it}",
        "secret": f"cannot be read: Permission denied; {name_it}",
        "empty": f"holds no submission; {put}",
        "strays": f"holds no submission; {put}",
    }
    for name, end in ends.items():
        assert refusal(tmp_path / name) == f"{tmp_path / name} {end}"


def test_a_pattern_that_matches_nobody_is_refused(tmp_path: Path):
    plant(tmp_path, "zoe.ipynb", "ann.ipynb")
    assert refusal(tmp_path, "b*") == "no student matches b*; students there have names such as ann"
    assert refusal(tmp_path, "b\n").startswith(r"no student matches 'b\n'; ")


FOLDERS = ["ann", "bob.x", "01-perceptron", "02-hopfield", ".git", "__MACOSX", "=1+1", "9"]
FILES = ["x.ipynb", "y.IPYNB", "._x.ipynb", "notes.txt", "z.ipynb.bak"]
planned = st.lists(
    st.tuples(st.lists(st.sampled_from(FOLDERS), max_size=6), st.sampled_from(FILES)), max_size=12
)


@given(planned)
@settings(max_examples=40, deadline=None)
def test_each_notebook_of_any_tree_is_found_once(plan: list[tuple[list[str], str]]):
    paths = {"/".join([*folders, name]) for folders, name in plan}
    paths = {path for path in paths if not path.startswith(COURSE)} | {"zoe/x.ipynb", "zac.ipynb"}
    right = defaultdict(list)
    for path in paths:
        student, *inner = path.split("/")
        hidden = any(part[0] == "." or part == "__MACOSX" for part in path.split("/"))
        if path.lower().endswith(".ipynb") and not hidden and len(inner) <= 5:
            name = student.rsplit(".", 1)[0] if not inner else student
            assignment = inner[0] if inner and inner[0] in COURSE else ""
            right[name, assignment].append(path)
    with tempfile.TemporaryDirectory() as folder:
        found = seen(plant(Path(folder), *paths))
    for key, files in found.items():
        wanted = sorted(right.pop(key, []), key=lambda path: path.split("/"))
        assert files == wanted[:4]
    assert not right
