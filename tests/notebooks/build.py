"""Small notebooks, built in code so that a test shows what matters in them, and how to try them.

The rules that real notebooks keep do not live here (``problems``).
"""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode, from_dict

from compmodels.notebooks import METADATA

ROOT = Path(__file__).parents[2]
NBVAL = [
    "--nbval",
    "--nbval-current-env",
    "--nbval-cell-timeout=120",
    f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval_sanitise.cfg'}",
    "-p",
    "no:cacheprovider",
]

CHECKS = """\
class NotSolved(AssertionError):
    pass


class NotAttempted(NotSolved):
    pass


class checks:
    @staticmethod
    def double(answer):
        try:
            got = answer(3)
        except NotImplementedError:
            raise NotAttempted("not attempted yet") from None
        if got != 6:
            raise NotSolved(f"double(3) gave {got}, not 6\\nmore")
        print("double: passed")"""

STUB = """\
def double(x: float) -> float:
    \"\"\"Twice ``x``.\"\"\"
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION"""


def notebook(*cells: NotebookNode) -> NotebookNode:
    """A notebook of these cells, with the course's metadata."""
    return from_dict(
        {"cells": list(cells), "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    )


def markdown(name: str, source: str, **metadata: object) -> NotebookNode:
    """A markdown cell with the id ``name``."""
    return from_dict({"cell_type": "markdown", "id": name, "metadata": metadata, "source": source})


def code(
    name: str,
    source: str,
    *outputs: NotebookNode,
    count: int | None = None,
    **metadata: object,
) -> NotebookNode:
    """A code cell with the id ``name``; executed if it has a ``count``."""
    return from_dict(
        {
            "cell_type": "code",
            "execution_count": count,
            "id": name,
            "metadata": metadata,
            "outputs": list(outputs),
            "source": source,
        }
    )


def stream(text: str, name: str = "stdout") -> NotebookNode:
    """An output on a stream."""
    return from_dict({"name": name, "output_type": "stream", "text": text})


def display(**data: str) -> NotebookNode:
    """An output of several forms; ``text_html`` stands for ``text/html``."""
    forms = {form.replace("_", "/"): content for form, content in data.items()}
    return from_dict({"data": forms, "metadata": {}, "output_type": "display_data"})


def marks(name: str, *, grade: bool = False, solution: bool = False, **more: object) -> dict:
    """nbgrader's metadata of a cell."""
    return {
        "schema_version": 3,
        "grade_id": name,
        "grade": grade,
        "solution": solution,
        "locked": grade and not solution,
        "task": False,
        **more,
    }


def solution() -> NotebookNode:
    """A whole source of exercises: ``double`` for 8 points and an open question for 2."""
    return notebook(
        code("set-up", CHECKS),
        markdown("double-statement", "Write `double`. For example, `double(2)` gives 4."),
        code("double", STUB, nbgrader=marks("double", solution=True)),
        markdown("double-hint", "<details><summary>Hint</summary>\n\nAdd.\n\n</details>"),
        code(
            "double-check",
            "checks.double(double)",
            nbgrader=marks("double-check", grade=True, points=8),
        ),
        markdown("double-why", "Twice is a product.", tags=["explanation"]),
        markdown(
            "doubling-statement",
            "Where does doubling end? Rubric: 2 points for a limit.",
        ),
        markdown(
            "doubling",
            "Heat ends it.",
            nbgrader=marks("doubling", grade=True, solution=True, points=2),
        ),
    )


def cell(source: NotebookNode, name: str) -> NotebookNode:
    """The cell with the id ``name``."""
    return next(cell for cell in source.cells if cell.id == name)
