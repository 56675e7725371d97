"""``compmodels lab``: which lesson opens, and that JupyterLab serves it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

from compmodels import commands
from compmodels.__main__ import main
from compmodels.commands import lab
from tests.checkout import ROOT, clean_environment, copy_checkout

TOKEN = "only-for-this-test"
LESSONS = ("01-perceptron", "02-compute", "10-policy")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course folder with three empty lessons."""
    (tmp_path / commands.MARK).touch()
    (tmp_path / "lessons").mkdir()
    for stem in LESSONS:
        nbformat.write(nbformat.v4.new_notebook(), tmp_path / "lessons" / f"{stem}.ipynb")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, course: Path) -> list[list[str]]:
    """The command lines that JupyterLab is given, in the order of the calls."""
    from jupyterlab.labapp import LabApp

    calls: list[list[str]] = []
    monkeypatch.setattr(LabApp, "launch_instance", calls.append)
    monkeypatch.setattr(lab, "course_folder", lambda: course)
    return calls


@pytest.mark.parametrize(
    ("wanted", "stem"),
    [
        ("1", "01-perceptron"),
        ("01", "01-perceptron"),
        ("perceptron", "01-perceptron"),
        ("lessons/01-perceptron.ipynb", "01-perceptron"),
        ("02-compute", "02-compute"),
        ("10", "10-policy"),
    ],
)
def test_lesson_is_found(opened: list[list[str]], course: Path, wanted: str, stem: str):
    assert main(["lab", wanted, "--no-browser", "--port", "8901"]) == 0
    (words,) = opened
    assert f"--ServerApp.root_dir={course}" in words
    assert f"--LabApp.default_url=/lab/tree/lessons/{stem}.ipynb" in words
    assert {"--no-browser", "--port=8901"} <= set(words)


def test_first_lesson_is_the_default(opened: list[list[str]]):
    assert main(["lab"]) == 0
    assert "--LabApp.default_url=/lab/tree/lessons/01-perceptron.ipynb" in opened[0]
    assert not {"--no-browser", "--port"} & {word.partition("=")[0] for word in opened[0]}


@pytest.mark.parametrize("wanted", ["3", "percept", "0", "lessons"])
def test_unknown_lesson(opened: list[list[str]], capsys: pytest.CaptureFixture[str], wanted: str):
    assert main(["lab", wanted]) == 2
    assert opened == []
    message = capsys.readouterr().err
    assert f"no lesson '{wanted}'" in message
    assert ", ".join(LESSONS) in message


def test_no_jupyterlab(
    opened: list[list[str]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    assert main(["lab"]) == 2
    assert "python -m pip install jupyterlab" in capsys.readouterr().err


def test_course_of_the_current_folder_comes_first(monkeypatch: pytest.MonkeyPatch, course: Path):
    monkeypatch.chdir(course / "lessons")
    assert commands.course_folder() == course


def test_elsewhere_the_course_is_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    assert commands.course_folder() == ROOT


def test_no_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(commands, "__file__", str(tmp_path / "a/b/c.py"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(commands.CommandError, match="git clone"):
        commands.course_folder()


def test_missing_package_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "compmodels.commands.lab", None)
    assert main(["lab"]) == 2
    assert "compmodels doctor" in capsys.readouterr().err


def answer(port: int, server: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Where the server's first page leads to, and the page there, once the server is up."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/", headers={"Authorization": f"token {TOKEN}"}
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5) as page:
                return page.url, page.read().decode()
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"JupyterLab did not answer; exit code {server.poll()}")


def test_jupyterlab_serves_the_lesson(course: Path):
    """A real server shows the lesson, and will not ask its reader about news."""
    copy_checkout(course)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "compmodels", "lab", "1", "--no-browser", "--port", str(port)]
    environment = clean_environment(course) | {"JUPYTER_TOKEN": TOKEN}
    server = subprocess.Popen(command, cwd=course, env=environment)
    try:
        address, page = answer(port, server)
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert address.endswith("/lab/tree/lessons/01-perceptron.ipynb")
    assert "apputils-extension:announcements" in page
