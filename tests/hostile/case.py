"""What a hostile submission is: a name, files, and the row that marking must give it.

A submission is written as a function that returns what is handed in, with the row beside it. The
exercises that a row does not name must keep all their points, so each case also shows that an
attack costs the rest of the notebook nothing. What the attacks are lives in the other modules.
"""

from __future__ import annotations

import functools
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from tests import class_room
from tests.notebooks import build

FILE = f"{class_room.ASSIGNMENT}.ipynb"
GRADED = "graded"
WAITING = "1 answer to be marked"
ANY_STATUS = "graded, perhaps with a note"  # it depends on which of two processes comes first

# Stands on its own feet, so that an attack in predict does not reach it.
STEP = '''\
def step(weights, bias, x, y, rate):
    """One step of the rule."""
    if (1 if weights @ x + bias > 0 else -1) == y:
        return weights, bias
    return weights + rate * y * x, bias + rate * y'''
# Before whatever could do harm, should the sandbox ever be none.
INSIDE = "import os\nassert os.uname().nodename == 'sandbox', 'this would do harm'\n"
RIGHT = "return 1 if weights @ x + bias > 0 else -1"


@dataclass(frozen=True)
class Expected:
    """What the row of an exercise says: its outcome, and a part of its message."""

    outcome: str
    message: str = ""

    def points(self, exercise: str) -> float:
        """The points that it earns."""
        return class_room.MAXIMUM[exercise] if self.outcome == "solved" else 0


ANY = Expected("")  # it depends on which of two processes comes first
SOLVED = Expected("solved")
UNMARKED = Expected("to be marked")
wrong = functools.partial(Expected, "wrong")
error = functools.partial(Expected, "error")
stopped = functools.partial(Expected, "stopped")
missing = functools.partial(Expected, "missing")
not_allowed = functools.partial(Expected, "not allowed")

Content = NotebookNode | bytes | Callable[[Path], object]
Files = Mapping[str, Content]


@dataclass(frozen=True)
class Case:
    """A hostile submission.

    Attributes
    ----------
    student
        The name of the folder that is handed in.
    make
        Gives a notebook, or several files by name; a file may be a function that makes it.
    status
        What is said of the submission.
    exercises
        What the rows of its exercises say; those that are not named are solved.
    shown
        What the tables call the student.
    """

    student: str
    make: Callable[[], Content | Files]
    status: str
    exercises: Mapping[str, Expected]
    shown: str

    def hand_in(self, folder: Path, host: Mapping[str, Any]) -> None:
        """Write the files into the folder of submissions, with what they may know of the host."""
        made = self.make()
        own = folder / self.student
        own.mkdir()
        files = {FILE: made} if isinstance(made, (NotebookNode, bytes)) else made
        for name, content in files.items():
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            write(own / name, content, host)

    def expected(self, exercise: str) -> Expected:
        """What the row of an exercise must say."""
        usual = UNMARKED if exercise == "open" else SOLVED
        nothing = missing(self.status.partition(": ")[2])
        return nothing if not self.is_graded else self.exercises.get(exercise, usual)

    @property
    def shown_status(self) -> str:
        """What the table says of the submission: its status, and that a person has yet to read."""
        if not self.is_graded or self.expected("open") != UNMARKED:
            return self.status
        return f"{self.status}{'; ' if ': ' in self.status else ': '}{WAITING}"

    @property
    def is_graded(self) -> bool:
        """Whether there is something to mark."""
        return self.status.startswith(GRADED)


CASES: list[Case] = []


def add(
    student: str,
    make: Callable[[], Content | Files],
    status: str = GRADED,
    shown: str = "",
    **exercises: Expected,
) -> None:
    """Add a submission; an underscore in the name of an exercise stands for a hyphen."""
    named = {name.replace("_", "-"): expected for name, expected in exercises.items()}
    CASES.append(Case(student, make, status, named, shown or student))


def hostile(status: str = GRADED, **exercises: Expected) -> Callable[[Callable], Callable]:
    """Add what a function makes, handed in by a student who is called as the function is."""

    def register(make: Callable) -> Callable:
        add(make.__name__, make, status, **exercises)
        return make

    return register


def write(path: Path, content: Content, host: Mapping[str, Any]) -> None:
    """Write one file of a submission; code that speaks of ``HOST`` finds it defined."""
    if callable(content):
        content(path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        if any("HOST" in cell.source for cell in content.cells):
            content.cells.insert(0, build.code("host", f"HOST = {dict(host)!r}"))
        path.write_text(json.dumps(content), encoding="ascii")


def answered(**answers: str) -> NotebookNode:
    """A notebook that solves everything, with other sources in the cells that are named."""
    named = {name.replace("_", "-"): source for name, source in answers.items()}
    return class_room.answered({**class_room.solutions(), "step": STEP, **named})


def in_function(code: str) -> NotebookNode:
    """A right notebook in which ``predict`` runs this code before it answers, each time."""
    body = indented(INSIDE) + "\n" + indented(code)
    return answered(predict=f"def predict(weights, bias, x):\n{body}\n    {RIGHT}")


def with_own_cell(source: str) -> NotebookNode:
    """A right notebook with a cell of the student's own before the first answer."""
    notebook = answered()
    place = notebook.cells.index(build.cell(notebook, "predict"))
    notebook.cells.insert(place, build.code("own", source))
    return notebook


def at_top_level(code: str) -> NotebookNode:
    """A right notebook with this code in a cell of the student's own before the first answer."""
    return with_own_cell(INSIDE + textwrap.dedent(code))


def beside_answer(code: str, answer: str = RIGHT) -> NotebookNode:
    """A notebook in which this code stands below ``predict``, in the same cell."""
    function = f"def predict(weights, bias, x):\n{indented(answer)}\n\n\n"
    return answered(predict=function + INSIDE + textwrap.dedent(code))


def indented(code: str) -> str:
    """The code as the body of a function."""
    return textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")
