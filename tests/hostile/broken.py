"""Submissions that are no good notebook: broken, renamed, several, none, or of another kind."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from pathlib import Path

from compmodels import notebooks
from compmodels.grading import submissions
from tests import class_room
from tests.hostile.case import FILE, Expected, Files, add, answered, hostile, wrong

BROKEN_JSON = "it is not a notebook: its JSON is"
NO_NOTEBOOK = "it is not a notebook of format 3 or 4; save it anew with JupyterLab"
WHOLE = notebooks.text(answered()).encode()
LINES = WHOLE.splitlines(keepends=True)

# What the only file holds, and what is said of it.
BROKEN: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "the file is empty"),
    "blanks": (b" \n\n", "the file is empty"),
    "corrupt JSON": (b'{"cells": [\n{"cell_type": }\n]}', f"{BROKEN_JSON} broken at line 2"),
    "half a notebook": (b"".join(LINES[:20]), f"{BROKEN_JSON} broken at line 21"),
    "deep JSON": (b"[" * 10**5, f"{BROKEN_JSON} nested too deeply"),
    "a list": (b"[1, 2]", NO_NOTEBOOK),
    "a number": (b"1" * 5000, NO_NOTEBOOK),
    "nothing at all": (b"null", NO_NOTEBOOK),
    "an object without cells": (b"{}", NO_NOTEBOOK),
    "a format of the future": (b'{"nbformat": 5, "cells": []}', NO_NOTEBOOK),
    "no cells": (b'{"nbformat": 4, "cells": []}', "it has no cells"),
    "cells that are none": (b'{"nbformat": 4, "cells": [1, "two", null]}', "it has no cells"),
    "cells without content": (
        b'{"nbformat": 4, "cells": [{}, {"source": 1}, {"metadata": []}]}',
        "it has none of the exercises' cells; hand in the exercise notebook",
    ),
    "a program": (b"print('predict: solved')\n", f"{BROKEN_JSON} broken at line 1"),
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", f"{BROKEN_JSON} broken at line 1"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), f"{BROKEN_JSON} broken at line 1"),
    "21 MB": (b" " * 21_000_000, "it is 21 MB; the most is 20 MB"),
    "10001 cells": (
        json.dumps({"nbformat": 4, "cells": [{}] * 10_001}).encode(),
        "it has 10001 cells; the most is 10000",
    ),
}
ENCODED = {
    "UTF-16": WHOLE.decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "one long line": json.dumps(json.loads(WHOLE)).encode(),
    "carriage returns": WHOLE.replace(b"\n", b"\r\n"),
    "keys given twice": WHOLE.replace(b'{\n "cells"', b'{\n "cells": [],\n "cells"', 1),
}


def one(content: bytes) -> bytes:
    """A single file with this content."""
    return content


for name, (content, said) in BROKEN.items():
    reason = f"not graded: {FILE}: {said}"
    add(f"hands in {name}", functools.partial(one, content), reason)
for name, content in ENCODED.items():
    add(f"hands in {name}", functools.partial(one, content))


@hostile()
def renames_the_file() -> Files:
    """A browser adds numbers to names, and students their own words."""
    return {"final FINAL really(2) Ä.IPYNB": answered()}


@hostile()
def hides_the_file_in_folders() -> Files:
    """As a zip that was unpacked into a folder."""
    return {"homework/week 1/mine.ipynb": answered()}


@hostile("graded: 2 notebooks, the best counts: second.ipynb", predict=wrong("returned  0"))
def hands_in_two() -> Files:
    """One that is nearly right, and one that was not begun."""
    nearly = answered(predict="def predict(weights, bias, x):\n    return 0")
    return {"first.ipynb": class_room.untouched(), "second.ipynb": nearly}


@hostile("graded: 2 notebooks, the best counts: a.ipynb", step=Expected("not attempted"))
def hands_in_two_halves() -> Files:
    """The points of two notebooks are not put together."""
    stubs = class_room.untouched().cells
    source = {cell.id: cell.source for cell in stubs}
    return {
        "a.ipynb": answered(step=source["step"]),
        "b.ipynb": class_room.answered({"step": class_room.solutions()["step"]}),
    }


@hostile(f"graded: other.ipynb: {BROKEN['a list'][1]}")
def hands_in_something_else_too() -> Files:
    """A broken notebook beside a good one."""
    return {"mine.ipynb": answered(), "other.ipynb": b"[1, 2]", "notes.txt": b"hello"}


@hostile("not graded: no notebook was handed in")
def hands_in_a_program() -> Files:
    """The right answers, but in no notebook."""
    return {"answers.py": "\n".join(class_room.solutions().values()).encode()}


@hostile("not graded: no notebook was handed in")
def hands_in_nothing() -> Files:
    """An empty folder."""
    return {}


@hostile("not graded: no notebook was handed in")
def hands_in_a_copy_that_jupyter_made() -> Files:
    """Jupyter's own copies are no submission."""
    return {".ipynb_checkpoints/01-perceptron-checkpoint.ipynb": answered()}


# What stands in the place of the notebook, and what is said of it.
SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to the solution": (lambda path: path.symlink_to(class_room.SOLUTION), submissions.LINK),
    "a link to the accounts": (lambda path: path.symlink_to("/etc/passwd"), submissions.LINK),
    "a link to itself": (lambda path: path.symlink_to(path.name), submissions.LINK),
    "a link without end": (lambda path: path.symlink_to("/dev/zero"), submissions.LINK),
    "a link to a folder": (lambda path: path.symlink_to(class_room.ROOT), submissions.LINK),
    "a pipe": (os.mkfifo, submissions.SPECIAL),
    "a folder": (Path.mkdir, ""),
}

for name, (make, said) in SPECIAL.items():
    reason = "not graded: no notebook was handed in" + (f"; {said}" if said else "")
    add(f"hands in {name}", functools.partial(dict, {FILE: make}), reason)
