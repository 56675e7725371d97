"""What an exercise is made of: the cells of a notebook as nbgrader's metadata marks them.

Which faults keep an exercise from being released does not live here (``rules``), nor how one is
released (``release``). It needs no package besides Python's own.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

TOTAL_POINTS = 10
Cell = Mapping[str, Any]


def marks(cell: Cell) -> Mapping[str, Any]:
    """What nbgrader knows of the cell; empty for an ordinary cell."""
    return cell["metadata"].get("nbgrader", {})


def is_graded(cell: Cell) -> bool:
    """Whether the cell earns points."""
    return bool(marks(cell).get("grade"))


def is_answer(cell: Cell) -> bool:
    """Whether the student fills in the cell: a stub, or the text of an open question."""
    return bool(marks(cell).get("solution"))


def is_check(cell: Cell) -> bool:
    """Whether the cell is a check: graded code that the student leaves alone."""
    return cell["cell_type"] == "code" and is_graded(cell) and not is_answer(cell)


def is_open_question(cell: Cell) -> bool:
    """Whether the cell is a text that a person marks."""
    return cell["cell_type"] == "markdown" and is_graded(cell)


def is_stub(cell: Cell) -> bool:
    """Whether the cell is the code that a student completes."""
    return cell["cell_type"] == "code" and is_answer(cell)


def points(cell: Cell) -> float:
    """The points that the cell earns; 0 if none are named."""
    return marks(cell).get("points") or 0


def total_points(notebook: Mapping[str, Any]) -> float:
    """The points of the whole notebook."""
    return sum(points(cell) for cell in notebook["cells"] if is_graded(cell))


def name(cell: Cell) -> str:
    """The name by which nbgrader knows the cell; empty if it has none."""
    return marks(cell).get("grade_id", "")


def answer_name(check: Cell) -> str:
    """The name of the answer that a check is about: it is that of the check without ``-check``."""
    return name(check).removesuffix("-check")


def function_name(answer: str) -> str:
    """The function that an answer of this name defines: ``mistake_bound`` in ``mistake-bound``."""
    return answer.replace("-", "_")


def functions(source: str) -> set[str]:
    """The names of the functions that the source defines; none if it has a syntax error."""
    tree = _parsed(source)
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def is_live_check(check: Cell) -> bool:
    """Whether a check is a single live call for its own answer, ``checks.predict(predict)``."""
    function = function_name(answer_name(check))
    return ast.unparse(_parsed(check["source"])) == f"checks.{function}({function})"


def _parsed(source: str) -> ast.Module:
    """The source as a tree; an empty one if it has a syntax error."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):  # ValueError: null bytes
        return ast.Module([], [])
