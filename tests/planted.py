"""Folders for tests of what was handed in: files are planted by their names alone.

No tests live here.
"""

from __future__ import annotations

import os
from pathlib import Path

from compmodels.grading.people import Student

COURSE = ("01-perceptron", "02-hopfield")
POSIX = os.name == "posix"
JANE = Student("Jane Doe_12345", "Jane Doe", "12345", "moodle")
DOE = Student("doejane_123", "doejane", "123", "canvas")
ODD = ["=1+1", "..%2Fx", "Zoë", "a.b", "--help", "'; rm -rf", "jane_doe_2", "名前"]
ODD += [" ", "<b>x", "new\nline", "\x1b[2J", "\udce9", "\\..\\x"] if POSIX else []


def plant(folder: Path, *names: str) -> Path:
    """Files of these names in the folder, which is returned; a name that ends in / is a folder."""
    for name in names:
        path = folder / name
        parent = path if name.endswith("/") else path.parent
        parent.mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("{}")
    return folder
