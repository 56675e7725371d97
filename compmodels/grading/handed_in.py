"""A file that a student handed in, read into cells, however broken it is.

Nothing here runs a cell or believes what it says. A notebook is not held to the schema: what
cannot be used of it is left out, outputs are never looked at. Where the files are lives in
``submissions``, what the cells should hold in ``assignment``.
"""

from __future__ import annotations

import json
import math
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 20_000_000
MOST_CELLS = 10_000
BROKEN = "it is not a notebook: its JSON is"
NO_NOTEBOOK = "it is not a notebook of format 3 or 4; save it anew with JupyterLab"


class Unreadable(ValueError):  # noqa: N818 (it says of the file what it is)
    """A file cannot be read as a notebook; the message says why, in one line."""


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook.

    Attributes
    ----------
    name
        nbgrader's name of the cell, else its id; empty if it has neither. A copy that a student
        made of a cell has the same name.
    kind
        Such as ``code`` or ``markdown``, as the file says.
    source
        Its text, which can always be written as UTF-8.
    """

    name: str
    kind: str
    source: str


@dataclass(frozen=True)
class Notebook:
    """What can be used of a notebook: its cells in order."""

    cells: tuple[Cell, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The names of its cells."""
        return frozenset(cell.name for cell in self.cells if cell.name)


def read(path: Path) -> bytes:
    """The content of an ordinary file of at most ``MOST_BYTES``; links are not followed.

    Raises
    ------
    Unreadable
        If the file is of another kind, too large, or cannot be read.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is not an ordinary file")
        _refuse_large(status.st_size)
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from None
    _refuse_large(len(data))
    return data


def parse(data: bytes) -> Notebook:
    """The notebook that a file holds, of format 3 or 4, in any of Unicode's encodings.

    Raises
    ------
    Unreadable
        If it is no notebook, or has no cell.
    """
    cells = _cells(_content(data))
    if not cells:
        raise Unreadable("it has no cells")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"it has {len(cells)} cells; the most is {MOST_CELLS}")
    return Notebook(tuple(map(_cell, cells)))


def _refuse_large(size: int) -> None:
    """Raise if a file of ``size`` bytes is too large."""
    if size > MOST_BYTES:
        most = MOST_BYTES // 10**6
        raise Unreadable(f"it is {math.ceil(size / 10**6)} MB; the most is {most} MB")


def _content(data: bytes) -> Mapping[str, Any]:
    """The object that the JSON in ``data`` describes."""
    text = data.decode(json.detect_encoding(data), "replace")
    if not text.strip():
        raise Unreadable("the file is empty")
    try:
        content = json.loads(text, parse_int=float)  # int refuses more than 4300 digits
    except json.JSONDecodeError as error:
        raise Unreadable(f"{BROKEN} broken at line {error.lineno}") from None
    except RecursionError:
        raise Unreadable(f"{BROKEN} nested too deeply") from None
    if not isinstance(content, dict):
        raise Unreadable(NO_NOTEBOOK)
    return content


def _cells(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cells of a notebook of format 4, or of all worksheets of one of format 3."""
    version = content.get("nbformat", 4 if "cells" in content else None)
    if version == 4:
        return _objects(content.get("cells"))
    if version == 3:
        sheets = _objects(content.get("worksheets"))
        return [cell for sheet in sheets for cell in _objects(sheet.get("cells"))]
    raise Unreadable(NO_NOTEBOOK)


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in what should be a list of them."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _cell(raw: Mapping[str, Any]) -> Cell:
    """The cell that a cell of the file describes; format 3 calls the source of code ``input``."""
    source = raw.get("source", raw.get("input"))
    return Cell(_name(raw), _text(raw.get("cell_type")), _text(source))


def _name(raw: Mapping[str, Any]) -> str:
    """The name that nbgrader gave the cell; its id if there is none."""
    marks = _object(_object(raw.get("metadata")).get("nbgrader"))
    given = [marks.get("grade_id"), raw.get("id")]
    return next((_text(name) for name in given if isinstance(name, str) and name), "")


def _object(value: Any) -> Mapping[str, Any]:
    """The value if it is an object; an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """The text in what should be a string or a list of lines, without half characters."""
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode()
