"""Running and normalising notebooks, and the command that does it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbformat import NotebookNode

from compmodels import commands, files, notebooks
from compmodels.__main__ import main
from tests.notebooks import build

CLOCK = "import time\nprint(time.perf_counter_ns())"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's notebook is stored."""
    return tmp_path / "lesson.ipynb"


def stored(path: Path, *cells: NotebookNode) -> Path:
    """The path, with a notebook of these cells in it."""
    notebooks.write(build.notebook(*cells), path)
    return path


def output_text(path: Path, name: str) -> str:
    """What the cell with the id ``name`` printed."""
    return build.cell(notebooks.read(path), name).outputs[0].text


def test_second_run_changes_no_byte(path: Path, capsys: pytest.CaptureFixture[str]):
    stored(
        path,
        build.markdown("title", "# A title"),
        build.code("print", "for i in range(3):\n    print(i, flush=True)", count=9),
        build.code("value", "6 * 7", collapsed=True, tags=["demo"]),
    )
    assert main(["execute", str(path)]) == 0
    assert re.search(r"\d+\.\d s, changed: print, value\n", capsys.readouterr().out)
    first = path.read_bytes()
    assert main(["execute", str(path)]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert path.read_bytes() == first
    result = notebooks.read(path)
    assert [cell.execution_count for cell in notebooks.code_cells(result)] == [1, 2]
    assert build.cell(result, "print").outputs == [build.stream("0\n1\n2\n")]
    assert build.cell(result, "value").outputs[0].execution_count == 2
    assert build.cell(result, "value").metadata == {"tags": ["demo"]}


def test_check_writes_nothing_and_names_the_cells(path: Path, capsys: pytest.CaptureFixture[str]):
    before = stored(path, build.code("value", "6 * 7")).read_bytes()
    assert main(["execute", "--check", str(path)]) == 1
    assert "would change: value" in capsys.readouterr().out
    assert path.read_bytes() == before
    main(["execute", str(path)])
    assert main(["execute", "--check", str(path)]) == 0


def test_measured_output_stays_until_its_source_changes(path: Path):
    stored(path, build.code("clock", CLOCK, tags=["measured"]))
    main(["execute", str(path)])
    first = output_text(path, "clock")
    assert main(["execute", "--check", str(path)]) == 0
    main(["execute", str(path)])
    assert output_text(path, "clock") == first
    edited = notebooks.read(path)
    build.cell(edited, "clock").source += "  # nanoseconds"
    notebooks.write(edited, path)
    main(["execute", str(path)])
    assert output_text(path, "clock") != first


def test_fresh_measures_anew(path: Path):
    stored(path, build.code("clock", CLOCK, tags=["measured"]))
    main(["execute", str(path)])
    first = output_text(path, "clock")
    main(["execute", "--fresh", str(path)])
    assert output_text(path, "clock") != first


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1 / 0", "cell bad: ZeroDivisionError: division by zero"),
        ("import sys\nprint('odd', file=sys.stderr)", "cell bad: wrote to stderr: odd"),
        ("import warnings\nwarnings.warn('old')", "cell bad: wrote to stderr: "),
        ("import os\nos._exit(1)", "the kernel ended before the notebook did"),
    ],
)
def test_failing_notebook_is_not_stored(
    path: Path, capsys: pytest.CaptureFixture[str], source: str, message: str
):
    before = stored(path, build.code("bad", source)).read_bytes()
    assert main(["execute", str(path)]) == 1
    captured = capsys.readouterr()
    assert "failed" in captured.out
    assert message in captured.err
    assert path.read_bytes() == before


def test_a_failure_does_not_stop_the_next_notebook(path: Path):
    bad = stored(path.with_name("bad.ipynb"), build.code("bad", "1 / 0"))
    good = stored(path, build.code("good", "print(1)"))
    assert main(["execute", str(bad), str(good)]) == 1
    assert output_text(good, "good") == "1\n"


def test_runs_in_the_notebook_s_folder(path: Path):
    stored(path, build.code("folder", "from pathlib import Path\nprint(Path.cwd().name)"))
    main(["execute", str(path)])
    assert output_text(path, "folder") == f"{path.parent.name}\n"


def test_default_is_the_whole_course(path: Path, monkeypatch: pytest.MonkeyPatch):
    root = path.parent
    (root / "nbgrader_config.py").touch()
    lesson = stored(root / "lessons" / "01-a.ipynb", build.code("one", "print(1)"))
    answers = stored(root / "solutions" / "01-a" / "01-a.ipynb", build.code("two", "print(2)"))
    exercise = stored(root / "exercises" / "01-a" / "01-a.ipynb", build.code("three", "print(3)"))
    monkeypatch.chdir(root / "lessons")
    assert main(["execute"]) == 0
    assert (output_text(lesson, "one"), output_text(answers, "two")) == ("1\n", "2\n")
    assert not build.cell(notebooks.read(exercise), "three").outputs


def test_no_course_no_notebooks(path: Path, capsys: pytest.CaptureFixture[str], monkeypatch):
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(commands, "__file__", str(path.parent / "a/b/c.py"))
    assert main(["execute"]) == 2
    assert "is not inside the course" in capsys.readouterr().err
    (path.parent / "nbgrader_config.py").touch()
    assert main(["execute"]) == 2
    assert "hold no notebook" in capsys.readouterr().err


def test_widget_views_are_left_out():
    both, view = build.display(text_html="<img>"), build.display()
    both.data[notebooks.WIDGET_VIEW] = view.data[notebooks.WIDGET_VIEW] = {"model_id": "0123"}
    source = build.notebook(build.code("demo", "demo()", both, view, count=4))
    source.metadata["widgets"] = {"0123": "state"}
    result = notebooks.normalised(source)
    assert result.metadata == notebooks.METADATA
    assert [output.data for output in result.cells[0].outputs] == [{"text/html": "<img>"}]


def test_only_neighbouring_streams_are_joined():
    first, between, last = build.stream("a"), build.display(text_html="<hr>"), build.stream("c")
    cell = build.code("mixed", "mixed()", first, build.stream("b"), between, last, count=1)
    outputs = notebooks.normalised(build.notebook(cell)).cells[0].outputs
    assert outputs == [build.stream("ab"), between, build.stream("c")]


def test_unexecuted_cells_get_no_count():
    result = notebooks.normalised(build.solution())
    assert result == build.solution()


def test_untagged_cell_forgets_what_was_measured():
    cell = build.code("clock", CLOCK, count=1, measured_from="0123")
    assert notebooks.normalised(build.notebook(cell)).cells[0].metadata == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "cannot be read as a notebook"),
        ("[]", "not a notebook of format 4"),
        ('{"nbformat": 3}', "not a notebook of format 4"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "not a valid notebook"),
    ],
)
def test_what_is_no_notebook_is_refused(path: Path, content: str, reason: str):
    path.write_text(content)
    with pytest.raises(notebooks.NotebookError, match=reason):
        notebooks.read(path)


def test_a_file_is_replaced_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "lesson.ipynb"
    files.replace(path, "before")

    def stop(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            files.replace(path, "after")
    assert path.read_text() == "before"
    files.replace(path, "after")
    assert path.read_text() == "after"
    assert [file.name for file in tmp_path.iterdir()] == ["lesson.ipynb"]
