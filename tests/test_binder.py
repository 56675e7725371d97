"""What Binder does with .binder/, replayed here without Docker, up to lesson 01 run from there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import repo2docker.buildpacks.conda

from tests.checkout import ROOT, clean_environment, copy_checkout

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Binder's steps are for Linux")
BASE = Path(repo2docker.buildpacks.conda.__file__).with_name("environment.py-3.11-linux-64.lock")
BASE_PACKAGES = ("jupyterlab", "notebook", "ipywidgets", "setuptools")


def run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command prints; its output is the message when it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout + done.stderr


def binder_base() -> list[str]:
    """The packages of Binder's own environment that meet ours, with their exact versions."""
    pattern = rf"/({'|'.join(BASE_PACKAGES)})-([0-9.]+)-"
    return [f"{name}=={version}" for name, version in re.findall(pattern, BASE.read_text())]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, as Binder clones it."""
    return copy_checkout(tmp_path_factory.mktemp("binder"))


@pytest.fixture(scope="module")
def dockerfile(repository: Path) -> str:
    """The build that repo2docker derives from the configuration; it refuses a bad one."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug"]
    command += ["--Repo2Docker.default_buildpack=None", "."]
    return run(command, repository, clean_environment(repository))


def test_configuration_is_used(dockerfile: str):
    assert "pip install" in dockerfile
    assert '-r ".binder/requirements.txt"' in dockerfile
    assert "RUN ./.binder/postBuild" in dockerfile


def test_no_lab_or_notebook_of_ours():
    """Binder brings its own JupyterLab; a second version of it would break the start."""
    names = re.findall(r"^([\w.-]+)==", (ROOT / ".binder/requirements.txt").read_text(), re.M)
    assert "numpy" in names
    assert not {"jupyterlab", "notebook", "jupyter-server"} & set(names)


def test_lesson_runs_in_binders_environment(repository: Path, dockerfile: str, tmp_path: Path):
    venv = tmp_path / "venv"
    environment = clean_environment(tmp_path, venv) | {"PIP_NO_COMPILE": "1"}  # most is not used
    run([sys.executable, "-m", "venv", str(venv)], repository, environment)
    assert len(binder_base()) == len(BASE_PACKAGES)
    run(["pip", "install", "--quiet", *binder_base()], repository, environment)

    install = re.search(r"bin/(pip install .*requirements\.txt\")", dockerfile).group(1)
    run(["bash", "-c", install], repository, environment)
    run(["./.binder/postBuild"], repository, environment)

    assert "No broken requirements" in run(["pip", "check"], repository, environment)
    lesson = next(iter(sorted((repository / "lessons").glob("01-*.ipynb"))))
    command = ["jupyter", "nbconvert", "--execute", "--to", "notebook", "--stdout", str(lesson)]
    run([*command, "--output-dir", str(tmp_path), "--log-level", "ERROR"], repository, environment)
    extensions = run(["jupyter", "labextension", "list"], repository, environment)
    for name in ("anywidget", "@jupyter-widgets/jupyterlab-manager"):
        assert re.search(rf"{name} v\S+ .*enabled.*OK", extensions)
