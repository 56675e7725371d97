"""How the tests are shared among workers: in which pieces, in which order, and with which rules."""

from __future__ import annotations

import re

import pytest

from tests.checkout import ROOT
from tests.units import ALONE, FOLDERS, LONG, place, unit


@pytest.mark.parametrize(
    ("nodeid", "piece"),
    [
        ("tests/test_house.py::test_style[['ruff', 'check']]", "tests/test_house.py"),
        ("tests/hostile/test_hostile.py::test_row[a::b]", "tests/hostile/test_hostile.py"),
        ("compmodels/files.py::compmodels.files.replace", "compmodels/files.py"),
        ("tests/grade/test_files.py::test_a_run", "tests/grade/"),
        ("tests/grade/test_interrupted.py::test_a_run", "tests/grade/test_interrupted.py"),
        ("tests/browser/test_demos.py::test_reset[01-perceptron.ipynb]", "01-perceptron.ipynb"),
        ("tests/browser/test_lesson.py::test_axe[dark-04-amdahl.ipynb]", "04-amdahl.ipynb"),
        ("tests/browser/test_lesson.py::test_axe[dark-wave.ipynb]", "tests/browser/"),
        ("tests/test_notebooks.py::test_a[lessons/03-matrix.ipynb]", "tests/test_notebooks.py"),
    ],
)
def test_a_test_belongs_to_its_file_folder_or_lesson(nodeid: str, piece: str):
    assert unit(nodeid) == piece


def test_what_is_named_exists():
    paths = [name for name in {*FOLDERS, *ALONE, *LONG} if "*" not in name]
    assert len(paths) == len(LONG) - 1
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_each_lesson_comes_before_what_is_short():
    lessons = [path.name for path in ROOT.glob("lessons/*.ipynb")]
    assert lessons
    for name in lessons:
        assert place("tests/test_binder.py") < place(name) < place("tests/browser/")
    assert place("tests/browser/") < place("tests/test_units.py")


FILES = {
    "test_c_short": "def test_c(): pass",
    "test_a_middle": "def test_a1(): pass\n\n\ndef test_a2(): pass",
    "test_b_long": "def test_b1(): pass\n\n\ndef test_b2(): pass\n\n\ndef test_b3(): pass",
}
NAMED = """
from tests import units
units.LONG = ("test_c_short.py", "test_b_long.py")
"""


def test_one_worker_runs_a_file_at_a_time_and_the_named_ones_first(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest((ROOT / "conftest.py").read_text() + NAMED)
    pytester.makepyfile(**FILES)
    result = pytester.runpytest_subprocess("-v", "-n", "1")
    result.assert_outcomes(passed=6)
    order = re.findall(r"PASSED \S+::(\w+)", result.stdout.str())
    assert order == ["test_c", "test_b1", "test_b2", "test_b3", "test_a1", "test_a2"]
