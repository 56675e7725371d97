"""Notebooks as data: find, read, run, bring into one form, write.

Every tool that touches a notebook file uses these functions, so that the same notebook always
gives the same bytes. What makes a good lesson does not live here (``tests/notebooks``), nor what
an exercise is made of (``compmodels.grading``).
"""

from __future__ import annotations

import copy
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.validator import iter_validate

from compmodels import files

METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
CELL_METADATA = {"deletable", "editable", "jupyter", "nbgrader", "tags"}
RUN_OPTIONS = {
    "kernel_name": "python3",
    "allow_errors": True,
    "interrupt_on_timeout": True,
    "record_timing": False,
    "store_widget_state": False,
}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
MEASURED = "measured"
MEASURED_FROM = "measured_from"


class NotebookError(ValueError):
    """A notebook cannot be found, read or run; the message names it and says what to do."""


def course_notebooks(root: Path) -> list[Path]:
    """The notebooks that are committed executed: all of lessons/ and solutions/, in order."""
    return sorted(root.glob("lessons/*.ipynb")) + sorted(root.glob("solutions/*/*.ipynb"))


def read(path: Path) -> NotebookNode:
    """The notebook in the file; it is neither repaired nor converted.

    Raises
    ------
    NotebookError
        If there is no such file, or it is not a valid notebook of format 4.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotebookError(f"{path}: there is no such notebook") from None
    except (OSError, ValueError) as error:
        raise NotebookError(f"{path}: cannot be read as a notebook: {error}") from None
    if not isinstance(content, dict) or content.get("nbformat") != 4:
        raise NotebookError(f"{path}: not a notebook of format 4; save it anew with JupyterLab")
    for error in iter_validate(content):
        raise NotebookError(f"{path}: not a valid notebook: {error.message[:200]}")
    return nbformat.v4.to_notebook(content)


def text(notebook: NotebookNode) -> str:
    """What the notebook's file holds: sorted keys, one line of source a line, a final newline."""
    return nbformat.v4.writes(notebook) + "\n"


def write(notebook: NotebookNode, path: Path) -> None:
    """Write the notebook, with the same line ends on every system."""
    files.replace(path, text(notebook))


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The notebook's code cells, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell: NotebookNode) -> list[str]:
    """The cell's tags."""
    return cell.metadata.get("tags", [])


def run(
    notebook: NotebookNode,
    folder: Path,
    *,
    timeout_s: float = 120,
    on_cell_start: Callable[..., None] | None = None,
) -> NotebookNode:
    """A copy of the notebook with the outputs of a new kernel that works in ``folder``.

    A cell that raises does not end the run. One that takes longer than ``timeout_s`` is
    interrupted; its error is then ``KeyboardInterrupt``. Before each cell comes a call of
    ``on_cell_start(cell=..., cell_index=...)``. If the kernel ends before the notebook does,
    that is a ``NotebookError``.
    """
    result = copy.deepcopy(notebook)
    client = NotebookClient(
        result,
        resources={"metadata": {"path": str(folder)}},
        timeout=timeout_s,
        on_cell_start=on_cell_start,
        **RUN_OPTIONS,
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's notices about itself
    except RuntimeError as error:
        raise NotebookError(f"the kernel ended before the notebook did: {error}") from error
    return result


def failures(notebook: NotebookNode) -> Iterator[str]:
    """A line for each output that says that something went wrong: an error, or text on stderr."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"cell {cell.get('id')}: {output.ename}: {output.evalue}"
            elif output.get("name") == "stderr":
                yield f"cell {cell.get('id')}: wrote to stderr: {output.text.strip()}"


def execute(notebook: NotebookNode, folder: Path, *, fresh: bool = False) -> NotebookNode:
    """The notebook, run and normalised.

    Outputs of cells tagged ``measured`` stay as they are stored as long as the cell's source is
    the one that they were measured from, unless ``fresh`` is true.

    Raises
    ------
    NotebookError
        If a cell fails or writes to stderr; each such cell is a line of the message.
    """
    result = run(notebook, folder)
    if wrong := list(failures(result)):
        raise NotebookError("\n".join(wrong))
    for new, stored in zip(result.cells, notebook.cells, strict=True):
        if MEASURED in tags(new):
            _keep_measured(new, stored, fresh)
    return normalised(result)


def _keep_measured(new: NotebookNode, stored: NotebookNode, fresh: bool) -> None:
    """Put the stored outputs back into ``new`` if they come from this source; note the source."""
    digest = hashlib.sha256(new.source.encode()).hexdigest()[:12]
    if not fresh and stored.metadata.get(MEASURED_FROM) == digest:
        new.outputs = copy.deepcopy(stored.outputs)
    new.metadata[MEASURED_FROM] = digest


def normalised(notebook: NotebookNode) -> NotebookNode:
    """The notebook in the one form that is committed; a second time it changes nothing.

    Minimal metadata, executed cells counted from 1, no widget views, adjacent stream outputs
    joined. Sources, cell ids, tags and nbgrader's metadata stay.
    """
    result = copy.deepcopy(notebook)
    result.metadata = nbformat.from_dict(METADATA)
    result.nbformat_minor = 5
    for cell in result.cells:
        kept = CELL_METADATA | ({MEASURED_FROM} if MEASURED in tags(cell) else set())
        cell.metadata = {key: cell.metadata[key] for key in sorted(kept & set(cell.metadata))}
    executed = [cell for cell in code_cells(result) if cell.execution_count is not None]
    for count, cell in enumerate(executed, start=1):
        cell.execution_count = count
        cell.outputs = list(_normalised_outputs(cell.outputs, count))
    return result


def _normalised_outputs(outputs: list[NotebookNode], count: int) -> Iterator[NotebookNode]:
    """The outputs with ``count`` as execution count, streams joined, widget views left out."""
    for output in _joined(outputs):
        if "execution_count" in output:
            output.execution_count = count
        if "data" in output:
            output.data.pop(WIDGET_VIEW, None)
        if output.get("data", True):
            yield output


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs with neighbours on the same stream as one: the kernel cuts them anywhere."""
    result: list[NotebookNode] = []
    for output in outputs:
        last = result[-1] if result else {}
        if "name" in output and output.get("name") == last.get("name"):
            last["text"] += output.text
        else:
            result.append(output)
    return result


def changed(old: NotebookNode, new: NotebookNode) -> list[str]:
    """The ids of the cells of ``new`` that are not so in ``old``."""
    stored = {cell.get("id"): cell for cell in old.cells}
    return [cell.id for cell in new.cells if stored.get(cell.id) != cell]
