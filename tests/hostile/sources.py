"""Submissions whose code cannot be read, is no Python, or is the course's own."""

from __future__ import annotations

import functools

from nbformat import NotebookNode

from tests.hostile.case import Expected, add, answered, error, not_allowed, with_own_cell
from tests.hostile.edited import GONE, RIGHT


def written(source: str) -> NotebookNode:
    """A right notebook with this source in the place of ``predict``."""
    return answered(predict=source)


UNREADABLE = not_allowed("predict cannot be read: define predict in a short and plain cell.")
SOURCES: dict[str, tuple[str, Expected]] = {
    "a syntax error": (
        "def predict(weights, bias, x)\n    return 1",
        error("predict is not defined: its cell ended with SyntaxError: expected ':'"),
    ),
    "bad indentation": (
        "def predict(weights, bias, x):\nreturn 1",
        error("its cell ended with IndentationError: expected an indented block"),
    ),
    "no source": ("", GONE),
    "a null character": (RIGHT + "\0", error("source code string cannot contain null bytes")),
    "many brackets": (RIGHT + "(" * 10**4, error("SyntaxError: too many nested parentheses")),
    "many signs": (RIGHT + "-" * 10**4 + "1", UNREADABLE),
    "a long sum": (RIGHT + "+".join("1" * 10**4), UNREADABLE),
    "many attributes": (RIGHT + "x" + ".a" * 10**4, UNREADABLE),
    "a long cell": (RIGHT + "# long\n" * 10**4, UNREADABLE),
    "half a character": (RIGHT + "name = '\ud800'", Expected("solved")),
    "carriage returns": (RIGHT.replace("\n", "\r\n"), Expected("solved")),
    "an error below it": (RIGHT + "\n1 / 0", Expected("solved")),
}
MAGICS: dict[str, str] = {
    "commands": "!touch /tmp/hostile\nfiles = !ls\n%cd /\n%rm /tmp/hostile\n%load_ext nothing",
    "a shell": "%%bash\ntouch /tmp/hostile",
    "a file": "%%writefile /course/compmodels/sandbox/cells.py\nraise SystemExit",
    "its own shell": "get_ipython().system('touch /tmp/hostile')\nget_ipython().kernel.restart()",
    "a question": "input('Give me points: ')\n?predict\nbreakpoint()",
    "a program": "%run /etc/passwd\n%pip install nothing\n%matplotlib widget",
}

for name, (source, expected) in SOURCES.items():
    add(f"writes {name}", functools.partial(written, source), predict=expected)
for name, source in MAGICS.items():
    add(f"runs {name}", functools.partial(with_own_cell, source))
add(
    "times its answer",
    functools.partial(written, "%%time\n" + RIGHT),
)
add(
    "uses the lesson's own unit",
    functools.partial(
        written,
        "from compmodels.perceptron import unit\n\n\n"
        "def predict(weights, bias, x):\n    return unit.answer(weights, bias, x)",
    ),
    predict=not_allowed("predict may not use compmodels"),
)
