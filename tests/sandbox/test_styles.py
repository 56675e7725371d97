"""Styles of honest notebooks: what JupyterLab runs, the sandbox runs to the same end."""

from __future__ import annotations

import ast
import linecache
from pathlib import Path

import pytest

from compmodels.asking import wire
from compmodels.asking.call import Answer
from compmodels.sandbox.box import Box
from compmodels.sandbox.cells import Notebook
from compmodels.sandbox.magics import without_options
from tests.sandbox.looking import evaluated


def replies(box: Box, *cells: str) -> list:
    """The replies to the cells of one submission."""
    return box.run([{"run": code, "name": f"own-{place}"} for place, code in enumerate(cells)])


def last(box: Box, expression: str, *cells: str) -> object:
    """The value of an expression after these cells, none of which may end with an error."""
    *ran, reply = replies(box, *cells, f"raise Exception(repr(({expression})))")
    assert ran == [{}] * len(cells)
    assert reply["error"] == "Exception", reply
    return ast.literal_eval(reply["message"])


@pytest.mark.parametrize("below", ["return 5", "break", "await = 3 if nonsense else", "1 / 0"])
def test_what_stands_above_a_faulty_statement_is_run_if_the_cell_can_be_read(box: Box, below: str):
    ended, reply = replies(box, f"value = 1\n{below}\nvalue = 2", "raise Exception(value)")
    assert ended["error"] in ("SyntaxError", "ZeroDivisionError")
    assert reply["error"] == ("NameError" if "nonsense" in below else "Exception")
    assert "nonsense" in below or reply["message"] == "1"


def test_an_error_tells_the_line_of_the_cell():
    # Not in the sandbox, which sends back no traceback.
    names: dict = {}
    code = "import traceback\n\n\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
    evaluated_here(f"{code}    told = traceback.format_exc()", names)
    assert 'File "<cell own>", line 5' in names["told"]
    assert "    1 / 0" in names["told"]
