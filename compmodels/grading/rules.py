"""What keeps an exercise notebook from being released: one small rule a fault.

A rule takes a notebook and yields the id of each cell at fault with the reason. ``SOURCE_RULES``
look at the notebook with solutions, ``RELEASED_RULES`` at what the student would get. Making the
released notebook does not live here (``release``).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from nbformat import NotebookNode

from compmodels.grading import exercise

EXPLANATION = "explanation"
Fault = tuple[str, str]
Rule = Callable[[NotebookNode], Iterator[Fault]]


def duplicate_ids(notebook: NotebookNode) -> Iterator[Fault]:
    """Two cells of one name cannot be told apart when they are marked."""
    for name in _repeated(cell.id for cell in notebook.cells):
        yield name, "two cells have this id; give each its own"
    for name in _repeated(exercise.marks(cell).get("grade_id") for cell in notebook.cells):
        yield name, "two cells have this grade_id; give each its own"


def two_names(notebook: NotebookNode) -> Iterator[Fault]:
    """A cell has one name, whoever asks for it: a tool of ours by its id, nbgrader by grade_id."""
    for cell in notebook.cells:
        if exercise.marks(cell) and exercise.name(cell) != cell.id:
            yield cell.id, f"its grade_id is {exercise.name(cell)!r}; make it the same as the id"


def unpaired_cells(notebook: NotebookNode) -> Iterator[Fault]:
    """A stub without a check earns nothing; a check without a stub cannot be passed."""
    stubs = {cell.id for cell in notebook.cells if exercise.is_stub(cell)}
    checks = {cell.id for cell in notebook.cells if exercise.is_check(cell)}
    for name in sorted(stubs):
        if f"{name}-check" not in checks:
            yield name, f"has no check; add a graded code cell with the id {name}-check"
    for name in sorted(checks - {f"{stub}-check" for stub in stubs}):
        yield name, "checks no stub; its id must be that of a solution cell and -check"


def missing_points(notebook: NotebookNode) -> Iterator[Fault]:
    """A graded cell says what it is worth."""
    for cell in filter(exercise.is_graded, notebook.cells):
        if exercise.points(cell) <= 0:
            yield cell.id, "is graded and has no points; name a number above 0"


def wrong_total(notebook: NotebookNode) -> Iterator[Fault]:
    """Every set of exercises is worth the same."""
    total = exercise.total_points(notebook)
    if total != exercise.TOTAL_POINTS:
        yield "(all)", f"the points add up to {total:g}, not {exercise.TOTAL_POINTS}"


def dead_checks(notebook: NotebookNode) -> Iterator[Fault]:
    """A check that does not run, or that looks at something else, lets everything pass."""
    for cell in filter(exercise.is_check, notebook.cells):
        if not exercise.is_live_check(cell):
            function = exercise.function_name(exercise.answer_name(cell))
            yield cell.id, f"is not the one live call checks.{function}({function})"


def undefined_functions(notebook: NotebookNode) -> Iterator[Fault]:
    """What is checked is what the student writes."""
    for cell in filter(exercise.is_stub, notebook.cells):
        function = exercise.function_name(cell.id)
        if function not in exercise.functions(cell.source):
            yield cell.id, f"does not define {function}, the function that its check calls"


def missing_statements(notebook: NotebookNode) -> Iterator[Fault]:
    """The student is told what to do, before every stub and every open question."""
    for name in _exercise_names(notebook):
        if not _markdown(notebook, f"{name}-statement").strip():
            yield (
                f"{name}-statement",
                "the statement is missing or empty; say what to do",
            )


def empty_hints(notebook: NotebookNode) -> Iterator[Fault]:
    """A hint opens on demand and holds more than its own title."""
    for name in _stub_names(notebook):
        hint = _markdown(notebook, f"{name}-hint")
        body = re.sub(r"<summary>.*?</summary>|<[^>]*>", "", hint, flags=re.DOTALL)
        if "<details>" not in hint or not body.strip():
            yield (
                f"{name}-hint",
                "the hint is missing or empty; write one inside <details>",
            )


def missing_explanations(notebook: NotebookNode) -> Iterator[Fault]:
    """The solution says why it works, in a cell that is tagged so that students do not get it."""
    for name in _stub_names(notebook):
        if not _markdown(notebook, f"{name}-why", tag=EXPLANATION).strip():
            reason = f"missing, empty or not tagged {EXPLANATION}; say why the solution works"
            yield f"{name}-why", reason


def unmarked_solutions(notebook: NotebookNode) -> Iterator[Fault]:
    """Without the two marks the whole cell, signature and docstring too, would be cut."""
    for cell in filter(exercise.is_stub, notebook.cells):
        if "BEGIN SOLUTION" not in cell.source:
            yield cell.id, "has no BEGIN SOLUTION; mark what the student has to write"


def solved_stubs(notebook: NotebookNode) -> Iterator[Fault]:
    """What is left outside the marks must not solve the exercise."""
    for cell in filter(exercise.is_stub, notebook.cells):
        if not _is_unsolved(cell.source):
            yield cell.id, "is already solved: each function of a stub must only raise"


SOURCE_RULES: tuple[Rule, ...] = (
    duplicate_ids,
    two_names,
    unpaired_cells,
    missing_points,
    wrong_total,
    dead_checks,
    undefined_functions,
    missing_statements,
    empty_hints,
    missing_explanations,
    unmarked_solutions,
)
RELEASED_RULES: tuple[Rule, ...] = (solved_stubs,)


def faults(notebook: NotebookNode, rules: Iterable[Rule]) -> list[str]:
    """A line for each fault that the rules find: the cell's id and the reason."""
    return [f"cell {name}: {reason}" for rule in rules for name, reason in rule(notebook)]


def _repeated(names: Iterable[str | None]) -> list[str]:
    """The names that occur more than once."""
    return [name for name, count in Counter(names).items() if name is not None and count > 1]


def _stub_names(notebook: NotebookNode) -> list[str]:
    """The names of the exercises that are solved in code."""
    return [cell.id for cell in notebook.cells if exercise.is_stub(cell)]


def _exercise_names(notebook: NotebookNode) -> list[str]:
    """The names of all exercises, open questions among them."""
    return [cell.id for cell in notebook.cells if exercise.is_answer(cell)]


def _markdown(notebook: NotebookNode, name: str, tag: str | None = None) -> str:
    """The text of the markdown cell with this id (and tag); empty if there is none."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.id == name:
            return cell.source if tag is None or tag in cell.metadata.get("tags", []) else ""
    return ""


def _is_unsolved(source: str) -> bool:
    """Whether there are functions, and each returns nothing and ends by raising."""
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    return bool(functions) and all(map(_only_raises, functions))


def _only_raises(function: ast.FunctionDef) -> bool:
    """Whether the function ends in ``raise NotImplementedError`` and returns nowhere before."""
    returns = any(isinstance(n, ast.Return | ast.Yield) for n in ast.walk(function))
    last = function.body[-1]
    return not returns and isinstance(last, ast.Raise) and "NotImplemented" in ast.unparse(last)
