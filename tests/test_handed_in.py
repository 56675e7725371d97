"""Reading what students hand in: sound notebooks, old and broken ones, and what is none."""

from __future__ import annotations

import copy
import io
import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels import notebooks
from compmodels.grading import handed_in
from compmodels.grading.handed_in import Cell, Notebook, Unreadable
from tests.checkout import ROOT
from tests.notebooks import build

EXERCISE = ROOT / "exercises" / "01-perceptron" / "01-perceptron.ipynb"
CONTENT = json.loads(EXERCISE.read_text(encoding="utf-8"))
BYTES = EXERCISE.read_bytes()
NAMES = [cell["id"] for cell in CONTENT["cells"]]
NO_NOTEBOOK = "it is not a notebook of format 3 or 4; save it anew with JupyterLab"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def names(notebook: Notebook) -> list[str]:
    """The names of a notebook's cells, in order."""
    return [cell.name for cell in notebook.cells]


def stored(content: object) -> bytes:
    """The content as a file holds it."""
    return json.dumps(content).encode()


def one_cell(**fields: object) -> Cell:
    """How the one cell of a notebook is read that has these fields."""
    (cell,) = handed_in.parse(stored({"nbformat": 4, "cells": [fields]})).cells
    return cell


def reason(data: bytes) -> str:
    """Why the data are unreadable."""
    with pytest.raises(Unreadable) as caught:
        handed_in.parse(data)
    return str(caught.value)


def assert_read_or_refused(data: bytes):
    """The data give cells that can be written down, or a reason in one line, and nothing else."""
    try:
        notebook = handed_in.parse(data)
    except Unreadable as refused:
        assert len(str(refused).splitlines()) == 1
        return
    assert notebook.cells
    for cell in notebook.cells:
        texts = [cell.name, cell.kind, cell.source]
        assert [text.encode("utf-8").decode() for text in texts] == texts
    assert notebook.ids == {name for name in names(notebook) if name}


@pytest.mark.parametrize(
    "path",
    [*notebooks.course_notebooks(ROOT), EXERCISE],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_a_sound_notebook_is_read_as_jupyter_reads_it(path: Path):
    right = nbformat.read(path, as_version=4)
    read = handed_in.parse(handed_in.read(path))
    assert [(cell.name, cell.kind, cell.source) for cell in read.cells] == [
        (cell.id, cell.cell_type, cell.source) for cell in right.cells
    ]


def test_format_3_is_read_as_jupyter_reads_it():
    answered = copy.deepcopy(build.solution())
    answered.cells.append(build.code("print", 'print("a")\nprint("b")'))
    old = io.StringIO()
    nbformat.write(nbformat.convert(answered, 3), old)
    assert '"worksheets"' in old.getvalue()
    read = handed_in.parse(old.getvalue().encode())
    right = nbformat.reads(old.getvalue(), as_version=4)
    assert [(cell.kind, cell.source) for cell in read.cells] == [
        (cell.cell_type, cell.source) for cell in right.cells
    ]
    assert read.ids == {"double", "double-check", "doubling"}


def test_copied_and_recreated_cells_keep_their_name():
    content = copy.deepcopy(CONTENT)
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"new-{number}"
    read = handed_in.parse(stored(content))
    graded = [c["metadata"]["nbgrader"]["grade_id"] for c in CONTENT["cells"] if c["metadata"]]
    assert [name for name in names(read) if not name.startswith("new-")] == graded


def test_two_cells_of_one_name_are_both_read():
    content = copy.deepcopy(CONTENT)
    content["cells"] += copy.deepcopy(content["cells"])
    read = handed_in.parse(stored(content))
    assert names(read) == NAMES + NAMES
    assert read.ids == set(NAMES)


@pytest.mark.parametrize("minor", range(6))
def test_a_notebook_without_ids_and_metadata_is_read(minor: int):
    cells = [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}]
    read = handed_in.parse(stored({"nbformat": 4, "nbformat_minor": minor, "cells": cells}))
    assert read == Notebook((Cell("", "code", "x = 1\ny = 2"),))
    assert read.ids == set()


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"source": 3}, ("", "", "")),
        ({"source": None, "cell_type": 7}, ("", "", "")),
        ({"source": ["a\n", None, ["x"], "b"]}, ("", "", "a\nb")),
        ({"source": "a", "metadata": []}, ("", "", "a")),
        ({"source": "a", "id": 5}, ("", "", "a")),
        ({"source": "a", "id": "", "metadata": {"nbgrader": "yes"}}, ("", "", "a")),
        ({"id": "old", "metadata": {"nbgrader": {"grade_id": "new"}}}, ("new", "", "")),
        ({"id": "old", "metadata": {"nbgrader": {"grade_id": None}}}, ("old", "", "")),
        ({"id": "old", "metadata": {"nbgrader": {"grade_id": ""}}}, ("old", "", "")),
        ({"cell_type": "code", "outputs": 3, "source": "1"}, ("", "code", "1")),
        ({"cell_type": "code", "execution_count": math.nan, "source": "1"}, ("", "code", "1")),
    ],
)
def test_broken_parts_of_a_cell_are_left_out(fields: dict, right: tuple[str, str, str]):
    assert one_cell(**fields) == Cell(*right)


def test_half_characters_are_replaced_and_whole_ones_kept():
    cell = one_cell(source=["1 \ud800\n", "\N{GRINNING FACE}"], id="\udfff", cell_type="\ud800")
    assert cell == Cell("?", "?", "1 ?\n\N{GRINNING FACE}")


def test_a_number_of_many_digits_breaks_nothing():
    data = stored(CONTENT).replace(b'"nbformat_minor": 5', b'"nbformat_minor": ' + b"9" * 5000)
    assert data != stored(CONTENT)
    assert names(handed_in.parse(data)) == NAMES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_any_encoding_of_unicode_is_read(encoding: str):
    cells = [{"cell_type": "code", "source": "# Zoë \N{GRINNING FACE}", "id": "a"}]
    text = json.dumps({"nbformat": 4, "cells": cells}, ensure_ascii=False)
    assert handed_in.parse(text.encode(encoding)).cells[0].source == "# Zoë \N{GRINNING FACE}"


def test_letters_of_another_encoding_cost_only_themselves():
    text = '{"nbformat": 4, "cells": [{"source": "# Zoë\\nx = 1", "id": "a"}]}'
    assert (
        handed_in.parse(text.encode("latin-1")).cells[0].source
        == "# Zo\N{REPLACEMENT CHARACTER}\nx = 1"
    )


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b'{"nbformat": 4,\n"cells": [\n}', "it is not a notebook: its JSON is broken at line 3"),
        (b"<!DOCTYPE html>", "it is not a notebook: its JSON is broken at line 1"),
        (
            BYTES + BYTES,
            f"it is not a notebook: its JSON is broken at line {len(BYTES.splitlines()) + 1}",
        ),
        (b"\x00\x00\x00\x00", "it is not a notebook: its JSON is broken at line 1"),
        (b"[" * 200_000, "it is not a notebook: its JSON is nested too deeply"),
        (b'{"a":' * 200_000, "it is not a notebook: its JSON is nested too deeply"),
        (b"[]", NO_NOTEBOOK),
        (b"null", NO_NOTEBOOK),
        (b"NaN", NO_NOTEBOOK),
        (b"{}", NO_NOTEBOOK),
        (b'{"nbformat": 2, "worksheets": [{"cells": [{}]}]}', NO_NOTEBOOK),
        (b'{"nbformat": 5, "cells": [{}]}', NO_NOTEBOOK),
        (b'{"nbformat": "4", "cells": [{}]}', NO_NOTEBOOK),
        (b'{"nbformat": 4}', "it has no cells"),
        (b'{"cells": []}', "it has no cells"),
        (b'{"nbformat": 4, "cells": {"source": "x"}}', "it has no cells"),
        (b'{"nbformat": 4, "cells": [1, "x", null, []]}', "it has no cells"),
        (b'{"nbformat": 3, "worksheets": "none"}', "it has no cells"),
        (b'{"nbformat": 3, "worksheets": [3, {"cells": 4}]}', "it has no cells"),
    ],
)
def test_no_notebook_is_refused_with_a_reason(data: bytes, right: str):
    assert reason(data) == right


def test_too_many_cells_are_refused():
    most = handed_in.MOST_CELLS
    assert len(handed_in.parse(stored({"cells": [{}] * most})).cells) == most
    assert reason(stored({"cells": [{}] * (most + 1)})) == "it has 10001 cells; the most is 10000"


@given(json_values, st.integers(0, len(NAMES) - 1))
@settings(deadline=None)
def test_one_malformed_cell_costs_no_other(value: object, place: int):
    content = {**CONTENT, "cells": CONTENT["cells"].copy()}
    content["cells"][place] = value
    read = names(handed_in.parse(stored(content)))
    assert read[:place] == NAMES[:place]
    assert read[len(read) - len(NAMES) + place + 1 :] == NAMES[place + 1 :]


@given(json_values)
@settings(deadline=None)
def test_any_json_is_read_or_refused(value: object):
    assert_read_or_refused(stored(value))


@given(json_values, st.sampled_from([3, 4]))
@settings(deadline=None)
def test_any_json_that_says_it_is_a_notebook_is_read_or_refused(value: object, version: int):
    part = {"nbformat": version, "cells": value, "worksheets": value}
    assert_read_or_refused(stored(part))
    assert_read_or_refused(stored({**part, "cells": [value], "worksheets": [{"cells": [value]}]}))


@st.composite
def mutated(draw: Callable) -> object:
    """The content of a real notebook in which something, at any depth, was replaced or dropped."""
    content = copy.deepcopy(CONTENT)
    place, key = content, draw(st.sampled_from(sorted(content)))
    while isinstance(place[key], dict | list) and place[key] and draw(st.integers(0, 4)):
        place = place[key]
        key = draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    if draw(st.booleans()):
        place[key] = draw(json_values)
    else:
        del place[key]
    return content


@given(mutated())
@settings(deadline=None)
def test_any_change_of_a_notebook_is_read_or_refused(content: object):
    assert_read_or_refused(stored(content))


@given(st.integers(0, len(BYTES)), st.integers(0, 40), st.binary(max_size=40))
@settings(deadline=None)
def test_any_damage_to_a_file_is_read_or_refused(start: int, length: int, noise: bytes):
    assert_read_or_refused(BYTES[:start] + noise + BYTES[start + length :])


@given(st.binary())
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes):
    assert_read_or_refused(data)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path):
    path = tmp_path / "large.ipynb"
    with open(path, "wb") as file:
        file.truncate(20_000_000)
    assert len(handed_in.read(path)) == 20_000_000


@pytest.mark.parametrize(("size", "said"), [(20_000_001, 21), (23_000_000, 23), (10**12, 10**6)])
def test_a_larger_file_is_refused_unread(tmp_path: Path, size: int, said: int):
    path = tmp_path / "large.ipynb"
    with open(path, "wb") as file:
        file.truncate(size)
    with pytest.raises(Unreadable, match=f"^it is {said} MB; the most is 20 MB$"):
        handed_in.read(path)


def missing(path: Path):
    """Put nothing there."""


def link(path: Path):
    """Put a link to a sound notebook there."""
    path.symlink_to(EXERCISE)


KINDS = {
    missing: "it cannot be read: No such file or directory",
    Path.mkdir: "it is not an ordinary file",
    **({link: "it is not an ordinary file"} if os.name == "posix" else {}),
    **({os.mkfifo: "it is not an ordinary file"} if hasattr(os, "mkfifo") else {}),
}


@pytest.mark.parametrize(
    ("make", "right"), KINDS.items(), ids=lambda kind: getattr(kind, "__name__", "")
)
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path, make: Callable, right: str):
    path = tmp_path / "one.ipynb"
    make(path)
    with pytest.raises(Unreadable, match=f"^{right}$"):
        handed_in.read(path)


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.ipynb"
    path.write_bytes(BYTES)
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(Unreadable, match=r"^it cannot be read: Permission denied$"):
        handed_in.read(path)


def test_reading_loads_no_tool_for_notebooks():
    code = "import sys, compmodels.grading.handed_in; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "compmodels" in loaded
    assert not loaded & {"nbformat", "nbclient", "nbgrader", "IPython", "numpy"}
