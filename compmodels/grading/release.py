"""Make exercises/ from solutions/: what the student gets, without the solutions.

The notebooks are converted by nbgrader's own preprocessors with the settings of
nbgrader_config.py. Nothing is written while one of them has a fault, and nothing is ever deleted.
Marking answers does not live here.

Examples:
  compmodels release                  make all exercises
  compmodels release 01-perceptron    make those of one lesson
  compmodels release --check          write nothing; exit 1 if exercises/ is not up to date
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config, PyFileConfigLoader

from compmodels import files, notebooks
from compmodels.commands import CommandError, course_folder
from compmodels.grading import rules

IGNORED = ".ipynb_checkpoints"


class ReleaseError(Exception):
    """Exercises have faults and are not released; each argument is one fault, as a line."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compmodels release``."""
    parser.add_argument("name", nargs="*", help="folder in solutions/ (default: all of them)")
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")


def run(arguments: argparse.Namespace) -> int:
    """Write exercises/, or compare it; 1 if there are faults, differences or files left over."""
    try:
        root = course_folder()
        wanted = generate(root, arguments.name)
    except notebooks.NotebookError as error:
        raise CommandError(str(error)) from error
    except ReleaseError as error:
        print(*error.args, sep="\n", file=sys.stderr)
        return 1
    if not arguments.check:
        write(root, wanted)
    wrong = differences(root, wanted, everything=not arguments.name)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


def generate(root: Path, names: list[str]) -> dict[Path, str]:
    """The text of each exercise notebook, by its path relative to ``root``.

    Parameters
    ----------
    names
        Folders in solutions/; all of them if empty.

    Raises
    ------
    ReleaseError
        If an exercise has a fault.
    """
    names = names or sorted(path.name for path in (root / "solutions").glob("*/"))
    if not names:
        raise CommandError("solutions/ holds no exercise; write one there first")
    wanted, wrong = {}, []
    for name in names:
        try:
            wanted[Path("exercises", name, f"{name}.ipynb")] = generate_one(root, name)
        except ReleaseError as error:
            wrong.extend(error.args)
    if wrong:
        raise ReleaseError(*wrong)
    return wanted


def generate_one(root: Path, name: str) -> str:
    """The text of the exercise notebook made from solutions/``name``.

    Raises
    ------
    ReleaseError
        If the folder or the notebook has a fault.
    """
    folder = root / "solutions" / name
    source_path = folder / f"{name}.ipynb"
    _refuse(f"solutions/{name}", strangers(folder, source_path))
    source = notebooks.read(source_path)
    where = f"solutions/{name}/{name}.ipynb"
    _refuse(where, rules.faults(source, rules.SOURCE_RULES))
    released = student_version(source, nbgrader_config(root), where)
    _refuse(where, rules.faults(released, rules.RELEASED_RULES))
    return notebooks.text(released)


def student_version(source: NotebookNode, config: Config, where: str) -> NotebookNode:
    """The notebook without solutions, explanations and outputs, as nbgrader would release it.

    Raises
    ------
    ReleaseError
        If nbgrader does not accept the notebook; ``where`` names it in the message.
    """
    exporter = NotebookExporter(config=config, default_preprocessors=[])
    for preprocessor in GenerateAssignment(config=config).preprocessors:
        if preprocessor is not SaveCells:  # it writes to the database, nothing else
            exporter.register_preprocessor(preprocessor)
    try:
        released, _ = exporter.from_notebook_node(source)
    except (RuntimeError, ValueError, nbformat.ValidationError) as error:
        raise ReleaseError(f"{where}: nbgrader: {error}") from error
    return nbformat.v4.reads(released)


def nbgrader_config(root: Path) -> Config:
    """The settings in nbgrader_config.py."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()


def strangers(folder: Path, notebook: Path) -> list[str]:
    """A line for each file beside the notebook: a teacher's nbgrader would hand it to students."""
    return [
        f"{path.relative_to(folder).as_posix()} would leak to students; keep it elsewhere"
        for path in _files(folder)
        if path != notebook
    ]


def write(root: Path, wanted: dict[Path, str]) -> None:
    """Write the exercise notebooks whose text is not yet what is wanted, and name them."""
    for path, text in wanted.items():
        if _differs(root / path, text):
            files.replace(root / path, text)
            print(f"{path.as_posix()}: written")


def differences(root: Path, wanted: dict[Path, str], *, everything: bool) -> list[str]:
    """A line for each file of exercises/ that is missing, differs or is left over.

    Parameters
    ----------
    everything
        Look for left-over files in all of exercises/, not only in the folders of ``wanted``.
    """
    folders = [Path("exercises")] if everything else [path.parent for path in wanted]
    found = [path.relative_to(root) for folder in folders for path in _files(root / folder)]
    left_over = sorted(set(found) - set(wanted))
    differing = [path for path, text in wanted.items() if _differs(root / path, text)]
    return [
        *(
            f"{path.as_posix()}: {_state(root / path)}; run compmodels release"
            for path in differing
        ),
        *(f"{path.as_posix()}: left over, made from no solution; remove it" for path in left_over),
    ]


def _refuse(where: str, wrong: list[str]) -> None:
    """Raise ``ReleaseError`` with a line for each fault, if there are any."""
    if wrong:
        raise ReleaseError(*(f"{where}: {fault}" for fault in wrong))


def _files(folder: Path) -> list[Path]:
    """The files below the folder, without the checkpoints that JupyterLab keeps."""
    files = (path for path in folder.rglob("*") if path.is_file() and IGNORED not in path.parts)
    return sorted(files)


def _state(path: Path) -> str:
    """What is wrong with a file that is not as it should be."""
    return "differs from what solutions/ gives" if path.is_file() else "missing"


def _differs(path: Path, text: str) -> bool:
    """Whether the file is missing or holds other bytes than ``text``."""
    return not path.is_file() or path.read_bytes() != text.encode()
