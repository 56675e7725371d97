"""What a worker runs in one piece when the tests are shared out, and which piece comes first.

A piece is a file, since the tests of a file share fixtures; where whole folders share one that
takes long, it is the folder, and in the browser all that is done with a lesson's notebook. Pieces
that take long come first, so that all workers are busy to the end. The hook that asks for this is
in ``conftest.py`` of the checkout.
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

OF_A_LESSON = re.compile(r"tests/browser/.*\[.*?(\d\d-[\w-]+\.ipynb)")
FOLDERS = ("tests/browser/", "tests/grade/", "tests/nbgrader/")
ALONE = ("tests/grade/test_interrupted.py",)  # it shares nothing with its folder

# From the longest on, as measured; a file that is not named here comes after these.
LONG = (
    "tests/test_binder.py",
    r"\d\d-.*\.ipynb",
    "tests/browser/",
    "tests/test_notebooks.py",
    "tests/test_exercises.py",
    "tests/hostile/test_hostile.py",
    "tests/grade/test_interrupted.py",
    "tests/grade/",
    "tests/nbgrader/",
    "tests/test_demos.py",
    "tests/notebooks/test_hooks.py",
    "tests/test_check_command.py",
    "tests/test_execute.py",
    "tests/hostile/test_modes.py",
    "tests/test_engine.py",
    "tests/test_amdahl/test_workers.py",
    "tests/sandbox/test_steps.py",
)


def unit(nodeid: str) -> str:
    """The name of the piece that a test belongs to."""
    if lesson := OF_A_LESSON.match(nodeid):
        return lesson[1]
    file = nodeid.partition("::")[0]
    folders = () if file in ALONE else FOLDERS
    return next((folder for folder in folders if file.startswith(folder)), file)


def place(piece: str) -> int:
    """How many kinds of pieces take longer than this one."""
    found = (number for number, name in enumerate(LONG) if re.fullmatch(name, piece))
    return next(found, len(LONG))


class LongestFirst(LoadFileScheduling):
    """Gives a worker that has little left the longest piece that nobody has."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=place), last=False)
        super()._assign_work_unit(node)
