"""Run notebooks again and store them, outputs and all, in their one normal form.

Where nothing changed, not a byte does. Outputs of cells tagged ``measured`` stay as they are while
their source is unchanged. How a notebook is run and normalised lives in ``compmodels.notebooks``.

Examples:
  compmodels execute                              all of lessons/ and solutions/
  compmodels execute lessons/01-perceptron.ipynb  one notebook
  compmodels execute --check                      write nothing; exit 1 if one would change
  compmodels execute --fresh                      measure times and speeds anew
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.commands import CommandError, course_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compmodels execute``."""
    parser.add_argument("notebook", nargs="*", type=Path, help="default: lessons/ and solutions/")
    parser.add_argument("--check", action="store_true", help="write nothing, report changes")
    parser.add_argument("--fresh", action="store_true", help="replace measured outputs as well")


def run(arguments: argparse.Namespace) -> int:
    """Run each notebook with a line of its own; 1 if one fails, or would change with --check."""
    paths = arguments.notebook or defaults(course_folder(), Path.cwd())
    if not paths:
        raise CommandError("lessons/ and solutions/ hold no notebook; write one there first")
    good = [renew(path, check=arguments.check, fresh=arguments.fresh) for path in paths]
    return 0 if all(good) else 1


def defaults(course: Path, here: Path) -> list[Path]:
    """The notebooks of lessons/ and solutions/; by short names if we are in the course's folder."""
    found = notebooks.course_notebooks(course)
    return [path.relative_to(here) if course == here else path for path in found]


def renew(path: Path, *, check: bool, fresh: bool) -> bool:
    """Run one notebook, print its line, and store it unless ``check``; whether all is well."""
    print(f"{path}: ", end="", flush=True)
    begin = time.perf_counter()
    try:
        notebook = notebooks.read(path)
        result = notebooks.execute(notebook, path.parent, fresh=fresh)
    except notebooks.NotebookError as error:
        print("failed")
        print(error, file=sys.stderr)
        return False
    seconds = time.perf_counter() - begin
    cells = changes(path, notebook, result)
    if cells and not check:
        notebooks.write(result, path)
    verb = "would change" if check else "changed"
    print(f"{seconds:.1f} s, {verb + ': ' + ', '.join(cells) if cells else 'unchanged'}")
    return not (check and cells)


def changes(path: Path, notebook: NotebookNode, result: NotebookNode) -> list[str]:
    """What storing ``result`` would change: ids of cells, or ``(notebook)`` for anything else."""
    if path.read_bytes() == notebooks.text(result).encode():
        return []
    return notebooks.changed(notebook, result) or ["(notebook)"]
