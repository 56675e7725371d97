"""``compmodels check`` on answers of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.__main__ import main
from compmodels.commands import check
from tests.notebooks import build

ANSWERS = {
    "return 2 * x": ("solved", "8 of 8", "", 0),
    "raise NotImplementedError": ("not attempted", "0 of 8", "not attempted yet", 1),
    "return x": ("wrong", "0 of 8", "double(3) gave 3, not 6", 1),
    "return x.double": ("error", "0 of 8", "AttributeError: 'int' object has no attribute", 1),
    "return 1 / 0": ("error", "0 of 8", "ZeroDivisionError: division by zero", 1),
    "return 2 *": ("error", "0 of 8", "in your answer: SyntaxError: invalid syntax", 1),
}


def store(folder: Path, body: str, check_source: str = "checks.double(double)") -> Path:
    """An exercise notebook in which ``double`` has this body."""
    answered = build.solution()
    build.cell(answered, "double").source = f"def double(x):\n    {body}"
    build.cell(answered, "double-check").source = check_source
    path = folder / "double.ipynb"
    notebooks.write(answered, path)
    return path


@pytest.mark.parametrize("body", ANSWERS)
def test_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str):
    outcome, points, message, code = ANSWERS[body]
    path = store(tmp_path, body)
    before = path.read_bytes()
    assert main(["check", str(path)]) == code
    first, *more, total = capsys.readouterr().out.splitlines()
    assert first.startswith("double-check")
    assert f" {outcome} " in first
    assert points in first
    assert message in "\n".join([first, *more])
    assert total == f"total: {points} points; 2 more are marked by a person"
    assert path.read_bytes() == before


MODEL = """\
from compmodels.perceptron import unit


def predict(weights, bias, x):
    return unit.predict(weights, bias, x)"""


def test_answer_that_calls_the_model_earns_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    answered = notebooks.read(build.ROOT / "solutions/01-perceptron/01-perceptron.ipynb")
    build.cell(answered, "predict").source = MODEL
    notebooks.write(answered, tmp_path / "model.ipynb")
    assert main(["check", str(tmp_path / "model.ipynb")]) == 1
    predict, step, *more, total = capsys.readouterr().out.splitlines()
    reason = "may not use compmodels.perceptron.unit.predict"
    for name, line in {"predict": predict, "step": step}.items():
        assert line.startswith(f"{name}-check ")
        assert " not allowed " in line
        assert f"{name} {reason}" in line
    assert [" solved " in line for line in more] == [True] * 3
    assert total == "total: 5 of 8 points; 2 more are marked by a person"


CHANGED = ["# checks.double(double)", "checks.double(lambda x: 6)", "checks.other(print)", ""]


@pytest.mark.parametrize("check_source", CHANGED)
def test_changed_check_earns_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], check_source: str
):
    path = store(tmp_path, "return 2 * x", check_source)
    assert main(["check", str(path)]) == 1
    first, _ = capsys.readouterr().out.splitlines()
    assert "0 of 8" in first
    assert "the check cell was changed" in first


def test_cell_between_answer_and_check_costs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = store(tmp_path, "return 2 * x")
    answered = notebooks.read(path)
    place = answered.cells.index(build.cell(answered, "double-check"))
    answered.cells.insert(place, build.code("scratch", "double(None)"))
    notebooks.write(answered, path)
    assert main(["check", str(path)]) == 0
    assert "8 of 8" in capsys.readouterr().out


def test_error_after_a_right_answer_costs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = store(tmp_path, "return 2 * x\n\ndouble(None)")
    assert main(["check", str(path)]) == 0
    assert "8 of 8" in capsys.readouterr().out


def test_wrong_answer_with_an_error_after_it_shows_the_counterexample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = store(tmp_path, "return x\n\ndouble(1, 2)")
    assert main(["check", str(path)]) == 1
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert " wrong " in first
    assert second.strip() == "double(3) gave 3, not 6"


def test_endless_answer_is_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(check, "TIMEOUT_S", 1)
    path = store(tmp_path, "\n    ".join(["while True:", "    pass"]))
    assert main(["check", str(path)]) == 1
    assert "took more than 1 s and was stopped" in capsys.readouterr().out


def test_says_that_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = store(tmp_path, "return 2 * x")
    main(["check", str(path)])
    assert capsys.readouterr().err == "running double.ipynb, 8 cells\n"


def unreadable(folder: Path) -> Path:
    """A file that is no notebook."""
    path = folder / "broken.ipynb"
    path.write_text("{")
    return path


def lesson(folder: Path) -> Path:
    """A notebook without graded cells."""
    notebooks.write(build.notebook(build.code("sum", "1 + 1")), folder / "lesson.ipynb")
    return folder / "lesson.ipynb"


def dying(folder: Path) -> Path:
    """A notebook that ends its kernel."""
    return store(folder, "import os; os._exit(1)")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (unreadable, "cannot be read as a notebook"),
        (lesson, "has no graded cells"),
        (dying, "the kernel ended before the notebook did"),
        (lambda folder: folder / "none.ipynb", "there is no such notebook"),
    ],
    ids=["unreadable", "lesson", "dying", "missing"],
)
def test_cannot_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str], make, reason: str):
    assert main(["check", str(make(tmp_path))]) == 2
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("compmodels check: ")
    assert reason in error


def test_progress_counts_cells_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    two: NotebookNode = build.notebook(build.code("one", "1"), build.code("two", "2"))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show = check.progress(Path("two.ipynb"), two)
    for index, cell in enumerate(two.cells):
        show(cell=cell, cell_index=index)
    assert capsys.readouterr().err.endswith("\rcell 1 of 2\rcell 2 of 2\n")


def test_ctrl_c_ends_a_command_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def stop(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(notebooks, "run", stop)
    assert main(["check", str(store(tmp_path, "return x"))]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "compmodels check: stopped"
