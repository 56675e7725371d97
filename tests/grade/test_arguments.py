"""Arguments that cannot be followed: one line, exit code 2, and nothing is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.class_room import ASSIGNMENT
from tests.grade.runs import contents, grade, refusal

WRONG = {
    "--jobs 0": "--jobs is 0; it must be at least 1",
    "--seed -1": "--seed is -1; it must be 0 or more",
    "--scheduler nonsense": "--scheduler is 'nonsense'; it must be like tcp://127.0.0.1:8786",
    "--scheduler http://a:1": "--scheduler is 'http://a:1'; it must be like",
    "--scheduler tcp://a:x": "--scheduler is 'tcp://a:x'; it must be like",
    "--cell-seconds inf": "cell_s is inf; it must be above 0 and finite",
    "--jobs -2": "--jobs is -2; it must be at least 1",
    "--assignment 9": f"--assignment is '9'; it must be one of {ASSIGNMENT}",
    "--students zz*": "no student matches zz*",
    "--manual none.csv": "none.csv: cannot be read",
    "--cell-seconds 0": "cell_s is 0.0; it must be above 0",
    "--total-seconds -1": "total_s is -1.0; it must be above 0",
    "--cell-seconds nan": "cell_s is nan; it must be above 0",
    "--memory-mb 0": "memory_mb is 0",
    "--processes -5": "processes is -5",
    "--file-mb 0": "file_mb is 0",
    "--reply-mb 0": "reply_mb is 0",
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_arguments_are_refused_with_one_line(class_room, tmp_path, no_cluster, words: str):
    assert WRONG[words] in refusal(grade(class_room, tmp_path / "out", *words.split()))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words", ["--jobs x", "--format xml", "--cell-seconds soon", "--scheduler"]
)
def test_words_that_mean_nothing_are_refused(class_room, tmp_path, capsys, words: str):
    with pytest.raises(SystemExit) as end:
        grade(class_room, tmp_path / "out", *words.split())
    assert end.value.code == 2


def test_no_such_folder(tmp_path: Path, no_cluster):
    line = refusal(grade(tmp_path / "none", tmp_path / "out"))
    assert f"{tmp_path / 'none'} does not exist" in line


def test_a_folder_with_nothing_in_it(tmp_path: Path, no_cluster):
    (tmp_path / "none").mkdir()
    assert "holds no submission" in refusal(grade(tmp_path / "none", tmp_path / "out"))


@pytest.mark.parametrize("inside", [".", "out", "ada/out"])
def test_results_among_the_submissions(class_room: Path, no_cluster, inside: str):
    before = contents(class_room)
    line = refusal(grade(class_room, class_room / inside))
    assert "lies among the submissions" in line
    assert contents(class_room) == before


def test_results_in_a_file(class_room: Path, tmp_path: Path, no_cluster):
    (tmp_path / "out").write_text("mine")
    assert "is a file; name a folder" in refusal(grade(class_room, tmp_path / "out"))
    assert (tmp_path / "out").read_text() == "mine"


def test_results_of_an_earlier_run_stay_as_they_are(class_room: Path, again: Path, no_cluster):
    before = contents(again)
    line = refusal(grade(class_room, again))
    assert "holds the results of an earlier run; add --resume" in line
    assert contents(again) == before
