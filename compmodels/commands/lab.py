"""Open JupyterLab at a lesson.

A lesson is named by its number, its topic or its file; without one, lesson 01 opens. JupyterLab
shows the whole course folder, and takes the next free port where 8888 is in use. End it with
Ctrl-C in the terminal.

Examples:
  compmodels lab
  compmodels lab 1
  compmodels lab perceptron
  compmodels lab lessons/01-perceptron.ipynb --no-browser --port 8890
"""

from __future__ import annotations

import argparse
import importlib
import os
from pathlib import Path

from compmodels.commands import CommandError, course_folder

# Settings that stop JupyterLab from asking for news and looking for updates at its start.
SETTINGS = Path(__file__).parent / "jupyter"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``compmodels lab``."""
    parser.add_argument(
        "lesson", nargs="?", default="01", metavar="LESSON", help="number, topic or file; 01"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--port", type=int, help="port on this computer; 8888 or the next free")


def find_lesson(folder: Path, wanted: str) -> Path:
    """The notebook that ``wanted`` names: a number, a topic, or a file.

    Raises
    ------
    CommandError
        When there is no such lesson; the message lists those that there are.
    """
    notebooks = sorted((folder / "lessons").glob("*.ipynb"))
    stem = Path(wanted).stem
    for notebook in notebooks:
        number, _, topic = notebook.stem.partition("-")
        if stem in (number, topic, notebook.stem) or stem.zfill(2) == number:
            return notebook
    known = ", ".join(notebook.stem for notebook in notebooks) or "none yet"
    raise CommandError(f"there is no lesson {wanted!r}. The lessons are: {known}.")


def jupyterlab_arguments(folder: Path, notebook: Path, arguments: argparse.Namespace) -> list[str]:
    """The command line for JupyterLab that opens ``notebook`` with ``folder`` as its root."""
    address = "/lab/tree/" + notebook.relative_to(folder).as_posix()
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url={address}"]
    options += ["--allow-root"] if is_root() else []
    options += ["--no-browser"] if arguments.no_browser else []
    options += [] if arguments.port is None else [f"--port={arguments.port}"]
    return options


def use_settings() -> None:
    """Let Jupyter read `SETTINGS` besides the reader's own."""
    paths = [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))


def is_root() -> bool:
    """Whether this is the superuser, as in most containers; JupyterLab wants to be told."""
    return getattr(os, "geteuid", lambda: 1)() == 0


def run(arguments: argparse.Namespace) -> int:
    """Serve JupyterLab until it is stopped."""
    folder = course_folder()
    notebook = find_lesson(folder, arguments.lesson)
    try:
        labapp = importlib.import_module("jupyterlab.labapp")
    except ModuleNotFoundError as error:
        raise CommandError(
            f"the module {error.name} is not installed. Run start.py again, "
            "or: python -m pip install jupyterlab"
        ) from error
    if is_root():
        print("compmodels lab: you are root, so a notebook can change every file of this machine.")
    use_settings()
    labapp.LabApp.launch_instance(jupyterlab_arguments(folder, notebook, arguments))
    return 0
