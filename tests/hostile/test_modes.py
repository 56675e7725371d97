"""The same attacks where a submission has a sandbox of its own, and where there is none at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compmodels.asking import wire
from compmodels.sandbox.box import NONE, SINGLE, Box, Lost
from compmodels.sandbox.limits import Limits
from tests.hostile.case import INSIDE

LIMITS = Limits(cell_s=1, total_s=20, memory_mb=256, processes=16)
RIGHT = {"run": "def double(x):\n    return 2 * x", "name": "double"}
QUESTION = {"ask": "double", "cases": [wire.pack((3.0,))]}
TIME, ENDED = "took more than 1 s and was stopped", "ended its own process"
MANY = "started more than 16 processes or threads and was stopped"

HARMLESS = {
    "a loop": ("while True: pass", {"stopped": True}),
    "a loop in C": ("sum(range(10**15))", TIME),
    "an exit": ("import os; os._exit(0)", ENDED),
}
HARMFUL = {
    "forks": ("import os\nwhile True: os.fork()", MANY),
    "the end of all others": ("import os, time; os.kill(-1, 9); time.sleep(1000)", ENDED),
    "the end of its guard": (
        "import os\nos.kill(os.getppid(), 9)\nwhile True: os.fork()",
        ENDED,
    ),
    "the end of the first process": (
        "import os, time; os.kill(1, 9); raise SystemExit",
        {"error": "SystemExit", "message": ""},
    ),
    "shared memory": ("import os; os.memfd_create('x')", {"error": "PermissionError"}),
    "a look at its guard": (
        "import os; open(f'/proc/{os.getppid()}/mem', 'r+b')",
        {"error": "PermissionError"},
    ),
}


@pytest.fixture(scope="module", params=[SINGLE, NONE])
def box(request: pytest.FixtureRequest) -> Iterator[Box]:
    with Box(LIMITS, request.param) as box:
        yield box


@pytest.fixture(scope="module")
def single() -> Iterator[Box]:
    with Box(LIMITS, SINGLE) as box:
        yield box


def check(box: Box, code: str, expected: dict | str) -> None:
    """Whether a cell with this code ends as expected, and the next question is answered."""
    cell, defined, answer = box.run([{"run": code, "name": "own"}, RIGHT, QUESTION])
    if isinstance(expected, str):
        assert isinstance(cell, Lost)
        assert str(cell) == expected
    else:
        assert cell.items() >= expected.items()
    assert defined == {}
    (answered,) = answer["answers"]
    assert wire.unpack_answer(answered, (3.0,)).value == 6


@pytest.mark.parametrize("name", HARMLESS)
def test_a_bad_cell_costs_nothing_else(box: Box, name: str):
    check(box, *HARMLESS[name])


@pytest.mark.parametrize("name", HARMFUL)
def test_an_attack_within_its_own_sandbox_costs_nothing_else(single: Box, name: str):
    code, expected = HARMFUL[name]
    check(single, INSIDE + code, expected)
