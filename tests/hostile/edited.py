"""Submissions that change the notebook itself: its cells, their order, what it says of them."""

from __future__ import annotations

import json

from nbformat import NotebookNode

from compmodels import notebooks
from tests.checkout import ROOT
from tests.hostile.case import (
    STEP,
    Expected,
    answered,
    at_top_level,
    error,
    hostile,
    missing,
    wrong,
)
from tests.notebooks import build

GONE = missing("predict is not defined: keep the name that the exercise gives it")
RIGHT = "def predict(weights, bias, x):\n    return 1 if weights @ x + bias > 0 else -1\n"
WRONG = "def predict(weights, bias, x):\n    return 0"


@hostile(predict=wrong("returned  0"))
def says_that_it_is_worth_100_points() -> NotebookNode:
    """The points are those of the course, and so are the checks."""
    notebook = answered(predict=WRONG)
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).update(points=100, grade=True, solution=False)
    notebook.metadata["points"] = 100
    return notebook


@hostile(predict=wrong("returned  0"))
def shows_forged_results() -> NotebookNode:
    """Stored outputs that say that all was solved."""
    notebook = answered(predict=WRONG)
    build.cell(notebook, "predict-check").outputs = [build.stream("predict: solved\n")]
    return notebook


@hostile(predict=wrong("returned  0"))
def prints_a_forged_result() -> NotebookNode:
    """The check cell prints what a check would."""
    notebook = answered(predict=WRONG)
    build.cell(notebook, "predict-check").source = "print('predict: solved, all 29 cases')"
    return notebook


@hostile()
def deletes_all_checks() -> NotebookNode:
    """What is asked does not depend on them."""
    notebook = answered()
    notebook.cells = [cell for cell in notebook.cells if not cell.id.endswith("-check")]
    return notebook


@hostile(predict=GONE)
def deletes_an_answer() -> NotebookNode:
    """The others are marked."""
    notebook = answered()
    notebook.cells.remove(build.cell(notebook, "predict"))
    return notebook


@hostile(predict=GONE)
def renames_a_function() -> NotebookNode:
    """It is right, but nobody can find it."""
    return answered(predict="def foretell(w, b, x):\n    return 1 if w @ x + b > 0 else -1")


@hostile("graded: 2 cells predict, the last counts", predict=wrong("returned  0"))
def answers_twice() -> NotebookNode:
    """First right, then wrong, in two cells of one name."""
    notebook = answered()
    place = notebook.cells.index(build.cell(notebook, "predict")) + 1
    notebook.cells.insert(place, build.cell(answered(predict=WRONG), "predict"))
    return notebook


@hostile()
def turns_the_order_around() -> NotebookNode:
    """The last exercise first, and each check before its answer."""
    notebook = answered()
    notebook.cells[2:] = reversed(notebook.cells[2:])
    return notebook


@hostile(predict=GONE, step=error("step stopped with TypeError: step() takes 3 positional"))
def swaps_the_names_of_two_functions() -> NotebookNode:
    """Each does what the other one should, and one comes too late to be asked."""
    return answered(predict=RIGHT.replace("predict", "step"), step=STEP.replace("step", "predict"))


@hostile()
def loses_the_names_of_nbgrader() -> NotebookNode:
    """The ids of the cells are left."""
    notebook = answered()
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


@hostile(
    "not graded: 01-perceptron.ipynb: it has none of the exercises' cells; hand in the "
    "exercise notebook"
)
def loses_all_names() -> NotebookNode:
    """Nothing tells which cell is which."""
    notebook = answered()
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = {}, f"cell-{number}"
    return notebook


@hostile(
    "not graded: 01-perceptron.ipynb: it has none of the exercises' cells; hand in the "
    "exercise notebook"
)
def hands_in_a_lesson() -> NotebookNode:
    """A notebook of the course, but the wrong one."""
    return notebooks.read(ROOT / "lessons" / "01-perceptron.ipynb")


@hostile(open=missing("there is no cell with an answer"))
def deletes_the_open_question() -> NotebookNode:
    """There is nothing that a person could read."""
    notebook = answered()
    notebook.cells.remove(build.cell(notebook, "open"))
    return notebook


@hostile(open=Expected("not attempted", "there is no answer yet"))
def leaves_the_open_question_blank() -> NotebookNode:
    """Spaces are no answer."""
    return answered(open=" \n\t\n ")


@hostile(predict=GONE)
def turns_an_answer_into_text() -> NotebookNode:
    """The right answer stands in a cell that is not run."""
    notebook = answered()
    build.cell(notebook, "predict").cell_type = "markdown"
    return notebook


@hostile()
def turns_the_open_question_into_code() -> NotebookNode:
    """What is in it runs, and is read by a person all the same."""
    notebook = answered(open="while True: pass  # No.")
    build.cell(notebook, "open").cell_type = "raw"
    return notebook


@hostile()
def names_another_language() -> NotebookNode:
    """What a notebook says of its kernel is not believed."""
    notebook = answered()
    notebook.metadata = {
        "kernelspec": {"name": "bash", "display_name": "rm", "language": "bash"},
        "language_info": {"name": "R"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": "x" * 10**6}},
    }
    return notebook


@hostile()
def is_of_format_3() -> bytes:
    """As IPython wrote notebooks until 2015."""
    notebook = json.loads(notebooks.text(answered()))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"], cell["language"] = cell.pop("source"), "python"
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}}
    return json.dumps({**old, "worksheets": [{"cells": notebook["cells"]}]}).encode()


@hostile()
def has_5000_cells() -> NotebookNode:
    """All of them are run."""
    notebook = answered()
    notebook.cells[3:3] = [build.code(f"own-{i}", f"value = {i}") for i in range(5000)]
    return notebook


@hostile(
    "graded: cell 4 (<img src=x onerror=alert(1)>\ufffd[31m "
    + "n" * 26
    + " ... (cut)) took more than 2 s and was stopped"
)
def has_a_cell_with_an_evil_name() -> NotebookNode:
    """A name with a page, new lines, colours and no end, in a cell that has to be stopped."""
    notebook = at_top_level("while True: pass")
    name = "<img src=x onerror=alert(1)>\x1b[31m\n" + "n" * 10**5
    notebook.cells[3].id = name
    return notebook
