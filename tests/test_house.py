"""Rules that hold for the whole checkout: style, layering, light imports, links."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.checkout import ROOT

HEAVY = {"IPython", "ipywidgets", "matplotlib", "numpy", "sklearn"}
FIRST_LESSON = "lessons/01-perceptron.ipynb"
BREACHES = {
    "a model that draws": ("perceptron/unit.py", "import matplotlib.pyplot"),
    "a model that learns by library": ("perceptron/network.py", "from sklearn import datasets"),
    "a check that uses a demo": ("checks/__init__.py", "import compmodels.demos._stage"),
    "a demo that uses a check": ("demos/__init__.py", "import compmodels.checks"),
    "a model that uses a check": ("perceptron/unit.py", "import compmodels.checks"),
    "a module in no layer": ("stray.py", "import json"),
}


@pytest.fixture(scope="module")
def described() -> dict:
    """What stands in pyproject.toml."""
    with open(ROOT / "pyproject.toml", "rb") as file:
        return tomllib.load(file)


def run(*command: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of the environment that runs the tests, with what it printed."""
    path = Path(sys.executable).parent / command[0]
    return subprocess.run(
        [str(path), *command[1:]],
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", [["ruff", "check"], ["ruff", "format", "--check"]], ids=str)
def test_style(command: list[str]):
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_layers_hold():
    done = run("lint-imports", "--no-cache", "--no-logo")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("file", "line"), BREACHES.values(), ids=BREACHES)
def test_breach_of_layers_is_found(tmp_path: Path, file: str, line: str):
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "compmodels", tmp_path / "compmodels", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with open(tmp_path / "compmodels" / file, "a") as module:
        module.write(f"\n{line}\n")
    done = run("lint-imports", "--no-cache", "--no-logo", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "1 broken" in done.stdout, done.stdout


def test_each_model_is_in_both_contracts(described: dict):
    plain, layers = described["tool"]["importlinter"]["contracts"]
    lines = layers["layers"]
    of_models = lines[lines.index("datasets") + 1 : lines.index("_validate")]
    models = {f"compmodels.{name.strip()}" for line in of_models for name in line.split("|")}
    assert models | {"compmodels._validate"} == set(plain["source_modules"])


def loaded_by(modules: str) -> set[str]:
    """The top-level modules that a new Python has loaded after importing these."""
    program = f"import json, sys, {modules}; print(json.dumps(list(sys.modules)))"
    names = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    return {name.partition(".")[0] for name in json.loads(names)}


def test_import_is_light():
    assert not HEAVY & loaded_by("compmodels")


def test_models_load_no_pictures(described: dict):
    packages = described["tool"]["importlinter"]["contracts"][0]["source_modules"]
    files = [p for name in packages for p in ROOT.glob(name.replace(".", "/") + "*/**/*.py")]
    modules = [p.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for p in files]
    assert "compmodels.perceptron.unit" in modules
    assert HEAVY & loaded_by(", ".join(modules)) == {"numpy"}


def test_command_line_is_light():
    assert not HEAVY & loaded_by("compmodels.__main__, compmodels.commands.lab")


def test_check_needs_nothing_that_students_do_not_install():
    assert not {"nbgrader", "nbconvert", "pytest"} & loaded_by("compmodels.commands.check")


def test_links_name_the_repository(described: dict):
    repository = described["project"]["urls"]["Repository"]
    owner_and_name = repository.removeprefix("https://github.com/")
    pages = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    links = re.findall(r"https://[^\s)\"'>]*/compmodels[^\s)\"'>]*", "\n".join(pages))
    assert len(links) >= 5
    assert [link for link in links if f"/{owner_and_name}" not in link] == []


def test_readme_opens_the_first_lesson_on_binder(described: dict):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    name = described["project"]["urls"]["Repository"].removeprefix("https://github.com/")
    assert f"https://mybinder.org/v2/gh/{name}/HEAD?urlpath=lab/tree/{FIRST_LESSON}" in readme


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_local_links_resolve(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_readme_gives_the_lines(described: dict):
    clone = f"git clone {described['project']['urls']['Repository']} && cd compmodels"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in ("&& python3 start.py", "&& python3 start.py test"):
        assert f"{clone} {line}\n" in readme
    assert "py start.py\n" in readme
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("python3 start.py test")


def test_no_path_of_one_machine_and_no_registry():
    """Tests are left out: some hold bad examples."""
    command = ["git", "ls-files", "*.py", "*.md", "*.toml", "*.txt", "*.ipynb", ".ci", ".binder"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    foreign = r"/(?:home|root|work|Users)/[\w.]+|pythonhosted\.org|pypi\.org/simple|npmjs\.org"
    assert {"README.md", ".ci/run", ".binder/postBuild", FIRST_LESSON} <= set(names.splitlines())
    for name in names.splitlines():
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            found = re.search(foreign, (ROOT / name).read_text(encoding="utf-8"))
            assert found is None, f"{name}: {found}"
