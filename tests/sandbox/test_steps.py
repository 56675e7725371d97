"""How a submission is carried out: its cells, its answers, what is lost, and when it ends."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest

from compmodels.sandbox import box as outside
from compmodels.sandbox.box import NONE, PRIVATE, SINGLE, Box, Lost
from compmodels.sandbox.limits import Limits
from tests.hostile.machine import Watching
from tests.sandbox.looking import DOUBLE, LIMITS, ask, evaluated, run


def test_cells_share_their_names_and_questions_are_answered(box: Box):
    cells = [{"run": "factor = 2", "name": "a"}, {"run": "factor += 1", "name": "b"}]
    use = {"run": "def double(x):\n    return factor * x", "name": "c"}
    *ran, reply = box.run([*cells, use, ask((1.0,), (np.array([2.0]),))])
    assert ran == [{}] * 3
    assert [answer["value"] for answer in reply["answers"]] == [
        3.0,
        {"array": [6.0], "shape": [1], "dtype": "<f8"},
    ]


def test_a_function_that_is_not_there_is_missing(box: Box):
    assert box.run([ask((1.0,))]) == [{"missing": True}]


def test_a_cell_that_is_lost_is_left_out_when_the_others_run_again(box: Box):
    dying = {"run": "import os\nos._exit(1)", "name": "dying"}
    first, lost, last, reply = box.run([DOUBLE, dying, {"run": "double", "name": "x"}, ask((2.0,))])
    assert (first, last) == ({}, {})
    assert isinstance(lost, Lost)
    assert str(lost) == "ended its own process"
    assert reply["answers"][0]["value"] == 4.0


def test_what_was_asked_is_not_asked_again(box: Box):
    once = "import os\ncalls = []\ndef double(x):\n    calls.append(x)\n    return len(calls)"
    dying = {"run": "os._exit(1)", "name": "dying"}
    _, first, lost, second = box.run(
        [{"run": once, "name": "once"}, ask((1.0,)), dying, ask((1.0,), (1.0,))]
    )
    assert [answer["value"] for answer in first["answers"]] == [1]
    assert isinstance(lost, Lost)
    assert [answer["value"] for answer in second["answers"]] == [1, 2]


def test_magics_are_run_or_left_out(box: Box):
    code = "%%time\nvalue = 1\n%matplotlib inline\n!exit 1\nvalue += 1"
    assert evaluated(box, "value", code.replace("%%time\n", "")) == 2
    assert run(box, f"{code}\nassert value == 2") == {}


def test_a_sandbox_that_was_lost_is_started_again(box: Box):
    assert run(box, "1") == {}
    before = box.process
    before.kill()
    assert run(box, "1") == {}
    assert box.process is not before


def test_a_submission_that_loses_its_sandbox_is_run_again(box: Box):
    assert run(box, "1") == {}
    before = box.process
    killer = threading.Timer(0.5, before.kill)
    killer.start()
    slow, *_, reply = box.run(
        [{"run": "import time; time.sleep(2)", "name": "s"}, DOUBLE, ask((2.0,))]
    )
    assert slow == {}
    assert reply["answers"][0]["value"] == 4.0
    assert box.process is not before


def test_a_sandbox_may_be_closed_twice_and_used_again():
    box = Box(LIMITS)
    box.close()
    assert run(box, "1") == {}
    box.close()
    box.close()
    assert box.process is None


def test_the_start_of_a_sandbox_takes_nothing_from_the_time_of_a_submission(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(outside, "PROGRAM", f"import time; time.sleep(1.5); {outside.PROGRAM}")
    with Box(Limits(cell_s=1, total_s=1), SINGLE) as box:
        assert box.run([{"run": "pass", "name": "own"}]) == [{}]


@pytest.mark.parametrize("isolation", [PRIVATE, SINGLE, NONE])
def test_what_a_submission_started_ends_with_it(isolation: str):
    word = f"started by a submission {os.getpid()}"
    program = f"[sys.executable, '-c', 'import time; time.sleep(1000) # {word}']"
    start = f"import subprocess, sys, time\nsubprocess.Popen({program})\ntime.sleep(2)"
    with Watching(word) as watching, Box(LIMITS, isolation) as box:
        assert run(box, start) == {}
        assert watching.seen == {word}
        assert watching.left() == []


def test_a_submission_is_not_started_anew_for_ever():
    quits = [{"run": "import os\nos._exit(0)", "name": str(number)} for number in range(30)]
    with Box(LIMITS) as box:
        replies = box.run([*quits, {"run": "", "name": "last"}])
    assert [str(reply) for reply in replies[:20]] == ["ended its own process"] * 20
    assert {str(reply)[:15] for reply in replies[20:]} == {"was not reached"}


@pytest.mark.parametrize("isolation", [PRIVATE, SINGLE])
def test_limits_may_be_what_a_command_line_gives(isolation: str):
    with Box(Limits(memory_mb=256.0, processes=9.0, file_mb=7.0), isolation) as box:
        assert run(box, "1") == {}
