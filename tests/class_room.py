"""A class that hands in lesson 01: honest submissions, and how many points they must earn.

They are made from the real exercises, so that they change with them. Each of ``READY`` has its
points beside it; ``varied`` gives as many others as are wanted. Submissions that attack or break
something do not live here, nor do tests.
"""

from __future__ import annotations

import copy
import inspect
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from compmodels import notebooks
from tests.checkout import ROOT
from tests.notebooks import build
from tests.wrong_answers import HandedIn
from tests.wrong_answers.perceptron import ANSWERS

ASSIGNMENT = "01-perceptron"
EXERCISE = ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
SOLUTION = ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
MAXIMUM = {
    "predict": 1,
    "step": 2,
    "mistake-bound": 2,
    "xor-network": 1,
    "largest-hidden-layer": 2,
    "open": 2,
}
FUNCTIONS = [name for name in MAXIMUM if name != "open"]
LAYOUTS = {
    "folder": "{name}/{assignment}.ipynb",
    "file": "{name}.ipynb",
    "nbgrader": "{name}/{assignment}/{assignment}.ipynb",
}
OPINION = "No. AlexNet took about 4.7e17 operations, which is 93 years of a Cray-1."
SEED = 1958
RIGHT_SHARE = 0.6

# Right, but it warns and prints to stderr, and gives a NumPy scalar.
TALKATIVE = '''\
import sys
import warnings


def predict(weights, bias, x):
    """The unit's answer, as a NumPy integer."""
    warnings.warn("the sum may be rounded", stacklevel=1)
    print("asked", file=sys.stderr)
    return np.int64(1) if np.dot(weights, x) + bias > 0 else np.int64(-1)'''

LISTS = """\
def step(weights, bias, x, y, rate):
    if predict(weights, bias, x) == y:
        return [list(weights), bias]
    return [[w + rate * y * v for w, v in zip(weights, x)], np.float64(bias + rate * y)]"""

RADIUS_ONLY = """\
def mistake_bound(weights, bias, X, y):
    return (np.sqrt((X**2).sum(axis=1) + 1)).max() ** 2"""

MISSPELT = """\
def largest_hidden_layer(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // cost_of_a_unit"""

TRIAL = """\
%matplotlib inline
predict(np.array([1.0, 1.0]), -1.5, np.array([1.0, 0.0]))"""


def answered(answers: Mapping[str, str]) -> NotebookNode:
    """The exercises of lesson 01 with these sources in the cells of these names."""
    notebook = notebooks.read(EXERCISE)
    for name, source in answers.items():
        build.cell(notebook, name).source = source
    return notebook


def solutions() -> dict[str, str]:
    """The solution of each exercise, by the name of its cell, as a student would write it."""
    solved = notebooks.read(SOLUTION)
    marks = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", flags=re.MULTILINE)
    return {name: marks.sub("", build.cell(solved, name).source).rstrip() for name in MAXIMUM}


def all_right() -> NotebookNode:
    """Every function solved, and the question answered."""
    return answered(solutions())


def partly_right() -> NotebookNode:
    """Two right in unusual ways, one wrong, one not attempted, one with an error; one own cell."""
    notebook = answered(
        {
            "predict": TALKATIVE,
            "step": LISTS,
            "mistake-bound": RADIUS_ONLY,
            "largest-hidden-layer": MISSPELT,
            "open": OPINION,
        }
    )
    place = notebook.cells.index(build.cell(notebook, "predict-check"))
    notebook.cells.insert(place + 1, build.code("own-trial", TRIAL))
    return notebook


def untouched() -> NotebookNode:
    """The exercises as they were handed out."""
    return answered({})


class Ready(NamedTuple):
    """A submission, and the points by exercise before a person has marked the open question."""

    make: Callable[[], NotebookNode]
    points: Mapping[str, float]


NOTHING = dict.fromkeys(MAXIMUM, 0)
READY = {
    "ada": Ready(all_right, MAXIMUM | {"open": 0}),
    "ben": Ready(partly_right, NOTHING | {"predict": 1, "step": 2}),
    "cem": Ready(untouched, NOTHING),
}


def varied(number: int) -> Iterator[tuple[str, NotebookNode]]:
    """So many students, each with a submission of right and wrong answers; always the same ones."""
    rng = random.Random(SEED)
    exercises, right, wrong = answered({}), right_answers(), wrong_answers()
    for count in range(number):
        notebook = copy.deepcopy(exercises)
        for name in FUNCTIONS:
            pool = right if rng.random() < RIGHT_SHARE else wrong
            build.cell(notebook, name).source = rng.choice(pool[name])
        build.cell(notebook, "open").source = f"{OPINION} I am {count % 100} per cent sure."
        yield f"student-{count:05}", notebook


def right_answers() -> dict[str, list[str]]:
    """The right answers to each function's exercise, the solution first."""
    solved = solutions()
    return {name: [solved[name], *others(name, right=True)] for name in FUNCTIONS}


def wrong_answers() -> dict[str, list[str]]:
    """The wrong answers to each function's exercise; the first is the stub, left as it was."""
    stubs = answered({})
    return {
        name: [build.cell(stubs, name).source, *others(name, right=False)] for name in FUNCTIONS
    }


def others(name: str, *, right: bool) -> list[str]:
    """What is handed in to an exercise besides its solution, right or wrong, as source."""
    check = name.replace("-", "_")
    return [
        source_of(answer)
        for answer in ANSWERS
        if answer.check == check and (answer.hint is None) == right
    ]


def source_of(answer: HandedIn) -> str:
    """The source of an answer under the exercise's name, after all that it uses besides NumPy."""
    used = inspect.getclosurevars(answer.function).globals
    imports = [f"import {name}" for name, value in used.items() if name == _module_name(value)]
    helpers = [inspect.getsource(value) for value in used.values() if inspect.isfunction(value)]
    _, _, body = inspect.getsource(answer.function).partition(f"def {answer.function.__name__}")
    return "\n\n\n".join(map(str.rstrip, [*imports, *helpers, f"def {answer.check}{body}"]))


def hand_in(folder: Path, name: str, notebook: NotebookNode, layout: str = "folder") -> Path:
    """Write a student's notebook into the folder of submissions; the path of the file.

    Parameters
    ----------
    layout
        ``folder`` (one a student), ``file`` (one a student), or ``nbgrader``.

    Raises
    ------
    ValueError
        If there is no such layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"layout is {layout!r}; it must be one of {', '.join(LAYOUTS)}")
    path = folder / LAYOUTS[layout].format(name=name, assignment=ASSIGNMENT)
    notebooks.write(notebook, path)
    return path


def _module_name(value: object) -> str:
    """The name of a module; empty for anything else."""
    return value.__name__ if inspect.ismodule(value) else ""
