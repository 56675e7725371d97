"""How tests look at a sandbox from inside: by running a cell, and by what it evaluates to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from compmodels.asking import wire
from compmodels.sandbox.box import Box
from compmodels.sandbox.limits import Limits

LIMITS = Limits(cell_s=20, total_s=60, memory_mb=256)
HIDDEN = Path(np.__file__).parent / "tests"
OS = "import os"
DOUBLE = {"run": "def double(x):\n    return 2 * x", "name": "double"}
Value = Callable[..., Any]


def run(box: Box, code: str) -> Any:
    """The reply to a submission of one cell."""
    (reply,) = box.run([{"run": code, "name": "own"}])
    return reply


def evaluated(box: Box, expression: str, code: str = "") -> Any:
    """The value of an expression, after some lines of code."""
    reply = run(box, f"{code}\nraise Exception(repr(({expression})))")
    assert reply["error"] == "Exception", reply
    return ast.literal_eval(reply["message"])


def ask(*cases: tuple) -> dict[str, Any]:
    """The step that calls ``double`` with these arguments."""
    return {"ask": "double", "cases": [wire.pack(case) for case in cases]}
