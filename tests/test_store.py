"""Reports kept between two runs: they count as long as nothing that they came from has changed."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.grading import store
from compmodels.grading.assignment import Assignment, Exercise
from compmodels.grading.report import OUTCOMES, Mark, Report
from compmodels.grading.store import Store, course_digest
from compmodels.grading.work import Work
from compmodels.sandbox.limits import Limits

COURSE = "the digest of a course"
ODD = ["../../etc/passwd", "a/b", "a\\b", "Zoë", "\udce9", "\x1b[2J", "new\nline", ".", "", "CON"]
WORK = Work("ada", "01-perceptron", (("a.ipynb", b"{}"), ("b.ipynb", "a link")), "a note")
REPORT = Report("ada", "01-perceptron", "graded", (Mark("predict", 1, 1, "solved", "m", "a"),))
CHANGED = {
    "content": replace(WORK, files=(("a.ipynb", b"{} "), ("b.ipynb", "a link"))),
    "reason": replace(WORK, files=(("a.ipynb", b"{}"), ("b.ipynb", "too large"))),
    "file's name": replace(WORK, files=(("A.ipynb", b"{}"), ("b.ipynb", "a link"))),
    "order of files": replace(WORK, files=WORK.files[::-1]),
    "file gone": replace(WORK, files=WORK.files[:1]),
    "file added": replace(WORK, files=(*WORK.files, ("c.ipynb", b""))),
    "note": replace(WORK, note=""),
    "student": replace(WORK, student="ben"),
    "assignment": replace(WORK, assignment="02-hopfield"),
}
EXERCISE = Exercise("predict", "1. Predict", 1, False, "Say yes or no.", "def predict(): ...")
COURSES = {"01-perceptron": Assignment("01-perceptron", (EXERCISE,))}


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    """A store that holds the report on ``WORK``."""
    filled = Store(tmp_path / "reports", COURSE)
    filled.keep(WORK, [REPORT])
    return filled


def the_file(filled: Store) -> Path:
    """The only file of a store."""
    (path,) = filled.folder.iterdir()
    return path


def test_nothing_is_kept_at_first(tmp_path: Path):
    assert Store(tmp_path / "reports", COURSE).kept(WORK) is None


def test_the_same_work_is_kept(kept: Store):
    assert kept.kept(WORK) == [REPORT]
    assert Store(kept.folder, COURSE).kept(copy.deepcopy(WORK)) == [REPORT]


TEXTS = st.text(st.characters())  # half characters too
MARKS = st.builds(
    Mark,
    TEXTS,
    st.floats(0, 10) | st.integers(0, 10),
    st.integers(0, 10),
    st.sampled_from(OUTCOMES),
    TEXTS,
    TEXTS,
)
REPORTS = st.lists(st.builds(Report, TEXTS, TEXTS, TEXTS, st.lists(MARKS).map(tuple)), min_size=1)


@settings(max_examples=50, deadline=None)
@given(reports=REPORTS, student=TEXTS)
def test_whatever_a_report_says_comes_back(tmp_path_factory, reports: list[Report], student: str):
    filled = Store(tmp_path_factory.mktemp("store"), COURSE)
    filled.keep(replace(WORK, student=student), reports)
    assert filled.kept(replace(WORK, student=student)) == reports


@pytest.mark.parametrize("change", CHANGED)
def test_changed_work_is_not_kept(kept: Store, change: str):
    assert kept.kept(CHANGED[change]) is None
    assert kept.kept(WORK) == [REPORT]


def test_moving_the_border_between_two_files_is_a_change(kept: Store):
    kept.keep(replace(WORK, files=(("a", b"12"), ("b", b"3"))), [REPORT])
    assert kept.kept(replace(WORK, files=(("a", b"1"), ("b", b"23")))) is None


def test_a_reason_that_reads_like_the_content_is_a_change(kept: Store):
    kept.keep(replace(WORK, files=(("a", b"{}"),)), [REPORT])
    assert kept.kept(replace(WORK, files=(("a", "{}"),))) is None


def test_another_course_keeps_nothing(kept: Store):
    assert Store(kept.folder, "another digest").kept(WORK) is None


@pytest.mark.parametrize("student", ODD)
def test_an_odd_name_stays_in_the_folder_and_has_a_file_of_its_own(kept: Store, student: str):
    odd = replace(WORK, student=student)
    kept.keep(odd, [replace(REPORT, student=student)])
    assert kept.kept(odd) == [replace(REPORT, student=student)]
    assert kept.kept(WORK) == [REPORT]
    assert [path.suffix for path in kept.folder.parent.rglob("*")] == ["", ".json", ".json"]


# What else can stand where a report should be


# What no store has written.
BROKEN = ["", "{", "nul", "[]", "null", "1", '"text"', "{}", "NaN", '{"fingerprint": 1}']
BROKEN += ["[" * 100_000, '{"reports": []}', '{"fingerprint": "", "reports": []}']


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: content[:20])
def test_broken_or_foreign_json_is_not_kept(kept: Store, content: str):
    the_file(kept).write_text(content)
    assert kept.kept(WORK) is None
    assert kept.students() == set()


def test_bytes_that_are_no_text_are_not_kept(kept: Store):
    the_file(kept).write_bytes(b"\xff\xfe\x00")
    assert kept.kept(WORK) is None


@pytest.mark.parametrize("length", [1, 50, 100, 200])
def test_a_file_that_was_cut_off_is_not_kept(kept: Store, length: int):
    whole = the_file(kept).read_text()
    the_file(kept).write_text(whole[:length])
    assert kept.kept(WORK) is None


def test_a_folder_in_the_place_of_a_report_is_not_kept(kept: Store):
    path = the_file(kept)
    path.unlink()
    path.mkdir()
    assert kept.kept(WORK) is None


ODD_REPORTS = [None, 1, [None], [1], ["text"], [[]], [{}], [{"marks": []}], [{"marks": None}]]


@pytest.mark.parametrize("reports", ODD_REPORTS)
def test_reports_of_another_shape_are_not_kept(kept: Store, reports: object):
    content = json.loads(the_file(kept).read_text())
    the_file(kept).write_text(json.dumps(content | {"reports": reports}))
    assert kept.kept(WORK) is None


@pytest.mark.parametrize("marks", [None, 1, [1], ["text"], [{}], [{"points": 1}], "text"])
def test_marks_of_another_shape_are_not_kept(kept: Store, marks: object):
    content = json.loads(the_file(kept).read_text())
    content["reports"][0]["marks"] = marks
    the_file(kept).write_text(json.dumps(content))
    assert kept.kept(WORK) is None


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["fingerprint", "reports", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(content=ANY_JSON)
def test_no_json_is_taken_for_a_report(tmp_path_factory, content: object):
    filled = Store(tmp_path_factory.mktemp("store"), COURSE)
    filled.keep(WORK, [REPORT])
    the_file(filled).write_text(json.dumps(content))
    assert filled.kept(WORK) is None


# Writing in one go


def test_a_write_that_is_cut_off_leaves_what_was_kept(kept: Store, monkeypatch: pytest.MonkeyPatch):
    def cut_off(_self: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        kept.keep(WORK, [replace(REPORT, status="graded: new")])
    monkeypatch.undo()
    assert kept.kept(WORK) == [REPORT]


def test_what_a_cut_off_write_leaves_is_in_nobodys_way(kept: Store):
    path = the_file(kept)
    path.with_name(f".{path.name}.new").write_text('{"finger')
    path.unlink()
    assert kept.kept(WORK) is None
    kept.keep(WORK, [REPORT])
    assert kept.kept(WORK) == [REPORT]
    assert the_file(kept) == path


def test_the_same_report_gives_the_same_bytes(kept: Store, tmp_path: Path):
    again = Store(tmp_path / "again", COURSE)
    again.keep(WORK, [REPORT])
    assert the_file(again).read_bytes() == the_file(kept).read_bytes()


# What marking goes by


def digest(
    assignments: dict[str, Assignment] = COURSES,
    limits: Limits = Limits(),  # noqa: B008 (it is frozen)
    seed: int = 1,
    sandboxed: bool = True,
) -> str:
    """The digest of a small course in which one thing may be another."""
    return course_digest(assignments, limits, seed, sandboxed)


def with_exercise(**changed: object) -> dict[str, Assignment]:
    """The course with another exercise."""
    exercise = replace(EXERCISE, **changed)
    return {"01-perceptron": Assignment("01-perceptron", (exercise,))}


OTHER_COURSES = {
    "points": {"assignments": with_exercise(maximum=2)},
    "statement": {"assignments": with_exercise(statement="Say no.")},
    "stub": {"assignments": with_exercise(stub="")},
    "open": {"assignments": with_exercise(is_open=True)},
    "name": {"assignments": with_exercise(name="step")},
    "assignment added": {"assignments": COURSES | {"02-x": Assignment("02-x", ())}},
    "seed": {"seed": 2},
    "sandbox": {"sandboxed": False},
    **{name: {"limits": replace(Limits(), **{name: 7})} for name in vars(Limits())},
}


def test_the_same_course_has_the_same_digest():
    two = COURSES | {"02-x": Assignment("02-x", ())}
    assert digest() == digest(copy.deepcopy(COURSES))
    assert digest(two) == digest(dict(reversed(two.items())))


@pytest.mark.parametrize("change", OTHER_COURSES)
def test_a_change_of_the_course_changes_the_digest(change: str):
    assert digest(**OTHER_COURSES[change]) != digest()


def test_a_change_of_the_code_changes_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "PACKAGE", tmp_path)
    inner = tmp_path / "checks" / "perceptron.py"
    inner.parent.mkdir()
    inner.write_text("x = 1\n")
    seen = {digest()}
    assert {digest()} == seen
    inner.write_text("x = 2\n")
    seen.add(digest())
    (tmp_path / "new.py").write_text("y = 1\n")
    seen.add(digest())
    inner.unlink()
    seen.add(digest())
    assert len(seen) == 4
