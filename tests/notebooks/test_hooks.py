"""The hooks of conftest.py and the settings of nbval, tried on runs that must fail."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.grading import release
from tests.notebooks import build
from tests.notebooks.build import NBVAL, ROOT


@pytest.fixture
def checkout(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder for a test run of its own, with the course's conftest.py."""
    pytester.makeconftest((ROOT / "conftest.py").read_text())
    return pytester


def run_exercises(checkout: pytest.Pytester, notebook: NotebookNode) -> pytest.RunResult:
    """What nbval says of the notebook as an exercise."""
    notebooks.write(notebook, checkout.path / "exercises" / "01-double" / "01-double.ipynb")
    return checkout.runpytest_subprocess(*NBVAL, "exercises")


def stub() -> NotebookNode:
    """The exercises as a student gets them."""
    return release.student_version(build.solution(), release.nbgrader_config(ROOT), "stub")


def test_unsolved_exercise_passes(checkout: pytest.Pytester):
    run_exercises(checkout, stub()).assert_outcomes(passed=2, xfailed=1)


def test_solved_exercise_fails(checkout: pytest.Pytester):
    run_exercises(checkout, build.solution()).assert_outcomes(passed=2, failed=1)


def test_commented_out_check_fails(checkout: pytest.Pytester):
    notebook = stub()
    build.cell(notebook, "double-check").source = "# checks.double(double)"
    run_exercises(checkout, notebook).assert_outcomes(passed=2, failed=1)


def test_deleted_check_fails(checkout: pytest.Pytester):
    notebook = stub()
    notebook.cells.remove(build.cell(notebook, "double-check"))
    result = run_exercises(checkout, notebook)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines("*the points add up to 2, not 10*")


def test_stale_output_fails_and_a_picture_is_compared_by_its_words(checkout: pytest.Pytester):
    def shown(alternative: str, data: str) -> str:
        return f'<img alt="{alternative}" src="data:image/png;base64,{data}">'

    source = "from IPython.display import HTML, display\ndisplay(HTML('{}'))"
    cells = [
        build.code("new-pixels", source.format(shown("A.", "AA==")), count=1),
        build.code("new-words", source.format(shown("B.", "AA==")), count=2),
        build.code("new-text", "print(2)", build.stream("1\n"), count=3),
    ]
    name = "<IPython.core.display.HTML object>"
    for cell in cells[:2]:
        cell.outputs = [build.display(text_html=shown("A.", "QUJD"), text_plain=name)]
    notebooks.write(build.notebook(*cells), checkout.path / "lessons" / "01.ipynb")
    checkout.runpytest_subprocess(*NBVAL, "lessons").assert_outcomes(passed=1, failed=2)


SKIPS = """
import pytest

def test_skips():
    pytest.skip("no browser")

@pytest.mark.skip(reason="no network")
def test_is_skipped(): pass

@pytest.mark.xfail
def test_expected_to_fail(): assert 0
"""


IN_A_WORKER = ("-n", "1", "--dist", "loadfile")
FAILED = {"failed": 1, "errors": 1, "xfailed": 1}


@pytest.mark.parametrize(
    ("value", "outcomes", "words"),
    [
        ("true", FAILED, ()),
        ("true", FAILED, IN_A_WORKER),
        ("", {"skipped": 2, "xfailed": 1}, ()),
    ],
)
def test_skip_is_a_failure_on_a_ci_machine(
    checkout: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    outcomes: dict,
    words: tuple[str, ...],
):
    monkeypatch.setenv("CI", value)
    checkout.makepyfile(SKIPS)
    result = checkout.runpytest_subprocess("-rfE", *words)
    result.assert_outcomes(**outcomes)
    if value:
        result.stdout.fnmatch_lines(
            "*Skipped: no browser (on a CI machine no test may be skipped)*"
        )


@pytest.mark.parametrize("words", [(), IN_A_WORKER])
def test_skipped_file_is_a_failure_on_a_ci_machine(
    checkout: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
):
    monkeypatch.setenv("CI", "true")
    checkout.makepyfile("import pytest\npytest.importorskip('no_such_package')")
    checkout.runpytest_subprocess(*words).assert_outcomes(errors=1)
