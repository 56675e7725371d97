"""``start.py``: what it makes and what it says, in copies of the checkout with a small lock."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.checkout import ROOT, clean_environment, copy_checkout

TESTS = ["pytest", "-n", "logical", "--maxprocesses", "4"]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module start.py, not run; it would be asked to open the first lesson."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["start.py"])
    return module


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout whose lab lock holds setuptools only."""
    folder = copy_checkout(tmp_path_factory.mktemp("start"))
    lock = folder / "requirements/lab.txt"
    lock.write_text(re.search(r"^setuptools==.*?(?=^\w)", lock.read_text() + "z", re.M | re.S)[0])
    return folder


def run_start(copy: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Start from another folder, as a user may, and collect what is printed."""
    command = [sys.executable, str(copy / "start.py"), *words]
    environment = clean_environment(copy) | variables
    return subprocess.run(command, cwd=copy.parent, env=environment, capture_output=True, text=True)


def test_installs_once(copy: Path):
    first = run_start(copy, "lab", "--help", PYTHONDONTWRITEBYTECODE="1")
    assert first.returncode == 0, first.stderr
    assert "--require-hashes" in first.stdout
    assert "usage: compmodels lab" in first.stdout
    assert list((copy / ".venv").rglob("setuptools/__pycache__/__init__.*.pyc"))

    second = run_start(copy, "lab", "--help")
    assert second.returncode == 0, second.stderr
    assert second.stdout.startswith("usage: compmodels lab")

    lock = copy / "requirements/lab.txt"
    lock.write_text(lock.read_text() + "# renewed\n")
    assert "--require-hashes" in run_start(copy, "lab", "--help").stdout


def test_a_moved_checkout_is_installed_again(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    before = start.fingerprint("lab.txt")
    monkeypatch.setattr(start, "ROOT", copy_checkout(tmp_path))
    assert start.fingerprint("lab.txt") != before


def test_wrong_hash_and_no_network_end_with_a_line(tmp_path: Path):
    folder = copy_checkout(tmp_path)
    (folder / "requirements/lab.txt").write_text(f"setuptools==80.0.0 --hash=sha256:{'0' * 64}\n")
    done = run_start(folder, PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("start.py: the installation failed")
    assert "HTTPS_PROXY" in done.stderr


def test_old_python(start: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(start, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match=r"too old. Install Python 3.11 or newer"):
        start.main()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_no_venv_module(start: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: str):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == missing else real(name)
    )
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        start.main()


def test_broken_environment(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "PYTHON", tmp_path / "bin/python")
    with pytest.raises(SystemExit, match="Delete that folder"):
        start.main()


def test_no_uv(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sys, "argv", ["start.py", "--uv"])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="uv is not on the PATH"):
        start.main()


@pytest.mark.parametrize(
    ("words", "module", "locks"),
    [
        ([], ["compmodels", "lab"], ["lab.txt"]),
        (["lab", "2", "--no-browser"], ["compmodels", "lab", "2", "--no-browser"], ["lab.txt"]),
        (["grade", "--help"], ["compmodels", "grade", "--help"], ["test.txt", "lab.txt"]),
        (["test"], TESTS, ["test.txt", "lab.txt"]),
        (["test", "-k", "house"], [*TESTS, "-k", "house"], ["test.txt", "lab.txt"]),
    ],
)
def test_what_is_installed_and_run(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: list[str],
    module: list[str],
    locks: list[str],
):
    commands: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["start.py", *words])
    monkeypatch.setattr(start, "make_environment", lambda: None)
    monkeypatch.setattr(start, "INSTALLED", tmp_path / "installed")
    monkeypatch.setattr(start, "run", lambda command, mend: commands.append(command))
    monkeypatch.setattr(start, "hand_over", commands.append)
    start.main()
    installed, own, run = commands
    assert installed[-1] == os.fspath(ROOT / "requirements" / locks[0])
    assert own[-2:] == ["--editable", str(ROOT)]
    assert run[1:] == ["-m", *module]
    assert all(map(start.is_installed, locks))
    assert start.is_installed("test.txt") == ("test.txt" in locks)
