"""A class that has handed in and a first run on it, which tests here leave as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compmodels.grading import engine
from tests.class_room import READY, answered, hand_in
from tests.grade.runs import FORMULA, MOODLE, RED, Ran, grade

QUITS = "import os\nos._exit(1)"


@pytest.fixture(scope="package")
def class_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a class has handed in: right and wrong, in all layouts, with odd names, and broken."""
    folder = tmp_path_factory.mktemp("class") / "submitted"
    for (name, ready), layout in zip(READY.items(), ("folder", "file", "nbgrader"), strict=True):
        hand_in(folder, name, ready.make(), layout)
    for name in (RED, FORMULA, MOODLE):
        hand_in(folder, name, READY["ben"].make())
    hand_in(folder, "fay", answered({"step": QUITS}))
    (folder / "dan.ipynb").write_text("{")
    (folder / "eve").mkdir()
    return folder


@pytest.fixture(scope="package")
def first(class_room: Path) -> tuple[Path, Ran]:
    """The folder of a first run, and what it said."""
    out = class_room.with_name("out")
    return out, grade(class_room, out, "--jobs", "2")


@pytest.fixture
def again(first: tuple[Path, Ran], tmp_path: Path) -> Path:
    """A copy of the folder of the first run."""
    return Path(shutil.copytree(first[0], tmp_path / "again"))


@pytest.fixture
def no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be marked in this test."""
    monkeypatch.delattr(engine, "cluster")
