"""The sandbox: what is seen from inside, what cannot be done there, and how it is started.

Whole submissions that attack it are in ``tests/hostile``.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import compmodels
from compmodels.asking import wire
from compmodels.sandbox import calls, mounts
from compmodels.sandbox.box import (
    NONE,
    PRIVATE,
    SINGLE,
    Box,
    Lost,
    SandboxError,
    best_isolation,
)
from compmodels.sandbox.limits import Limits

LIMITS = Limits(cell_s=20, total_s=60, memory_mb=256)
HIDDEN = Path(np.__file__).parent / "tests"

# Modules of the course that no submission needs, or may see.
WITHHELD = {
    "__main__.py": "the command",
    "checks": "the right results",
    "commands": "the command",
    "demos": "what only a screen shows",
    "files.py": "writing",
    "grading": "marking, and the solutions' notebooks",
    "notebooks.py": "reading and writing notebooks",
}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box(LIMITS, PRIVATE, [HIDDEN]) as box:
        yield box


Value = Callable[..., Any]


@pytest.fixture(scope="module", params=[PRIVATE, SINGLE])
def value(request: pytest.FixtureRequest) -> Iterator[Value]:
    """The value of an expression in the sandbox, after some lines of code."""
    with Box(LIMITS, request.param, [HIDDEN]) as box:
        yield lambda expression, code="": evaluated(box, expression, code)


def evaluated(box: Box, expression: str, code: str = "") -> Any:
    (reply,) = box.run([{"run": f"{code}\nraise Exception(repr(({expression})))", "name": "look"}])
    assert reply["error"] == "Exception", reply
    return ast.literal_eval(reply["message"])


def run(box: Box, code: str) -> Any:
    (reply,) = box.run([{"run": code, "name": "own"}])
    return reply


# What is seen


def test_each_module_of_the_course_is_either_needed_or_withheld():
    package = Path(compmodels.__file__).parent
    modules = {path.name for path in package.iterdir()} - {"__pycache__"}
    assert modules == set(mounts.NEEDED) | set(WITHHELD)
    assert not set(mounts.NEEDED) & set(WITHHELD)


def test_of_the_course_only_what_is_needed_is_seen(value: Value):
    seen = value("sorted(os.listdir('/course')), sorted(os.listdir('/course/compmodels'))", OS)
    assert seen == (["compmodels"], sorted(mounts.NEEDED))
    assert value("compmodels.__path__", "import compmodels") == ["/course/compmodels"]


OS = "import os"


@pytest.mark.parametrize("name", ["grading", "grading.marking", "commands", "demos", "files"])
def test_what_is_withheld_cannot_be_imported(box: Box, name: str):
    reply = run(box, f"import compmodels.{name}")
    assert reply["error"] == "ModuleNotFoundError"


def test_checks_can_be_imported_and_do_nothing(box: Box):
    code = "from compmodels.checks import perceptron as checks\nimport compmodels.checks._core"
    assert evaluated(box, "checks.predict(print), checks.anything.at.all(1, x=2)", code) == (
        None,
        None,
    )


def test_hidden_folders_are_empty(value: Value):
    assert HIDDEN.is_dir()
    assert any(HIDDEN.iterdir())
    assert value(f"os.listdir({str(HIDDEN)!r})", OS) == []


def test_only_what_is_listed_is_seen_at_the_top(value: Value):
    seen = set(value("os.listdir('/')", OS))
    needed = {Path(word).parts[1] for word in (sys.prefix, sys.base_prefix, sys.executable)}
    assert seen <= {"course", "dev", "etc", "lib", "lib64", "proc", "tmp", "usr"} | needed
    assert value("os.listdir('/etc')", OS) == ["ld.so.cache"]


def test_nothing_of_the_checkout_is_seen_but_its_environment(value: Value):
    checkout = Path(__file__).parents[1]
    seen = value(f"os.listdir({str(checkout)!r}) if os.path.exists({str(checkout)!r}) else []", OS)
    assert set(seen) <= {Path(sys.prefix).name}


def test_the_environment_is_that_of_the_sandbox(value: Value):
    seen = value("dict(os.environ)", OS)
    assert {name: seen[name] for name in mounts.ENVIRONMENT} == mounts.ENVIRONMENT
    assert set(seen) - set(mounts.ENVIRONMENT) <= {"PWD", "LC_CTYPE"}


def test_no_process_is_seen_from_a_private_space(box: Box):
    assert evaluated(box, "os.listdir('/proc'), os.getpid(), os.getppid()", OS) == ([], 1, 0)


WALK = """
import os
written = []
for folder, _, _ in os.walk("/"):
    try:
        with open(os.path.join(folder, "new"), "x"):
            written.append(folder)
    except OSError:
        pass
"""


def test_nothing_can_be_written_but_in_two_folders(value: Value):
    found = value("written", WALK)
    assert {folder for folder in found if not folder.startswith("/tmp/")} == {"/dev/shm", "/tmp"}


def test_what_is_written_is_gone_for_the_next_one(box: Box):
    write = "for place in ('/tmp', '/dev/shm'): open(place + '/left', 'w').close()"
    assert run(box, write) == {}
    assert evaluated(box, "os.listdir('/tmp') + os.listdir('/dev/shm')", OS) == []


def test_there_is_no_network(value: Value):
    code = "import socket\nnames = [name for _, name in socket.if_nameindex()]"
    assert value("names", code) == ["lo"]


# What cannot be done

CAPABILITIES = """
import ctypes, json
library = ctypes.CDLL(None, use_errno=True)
header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert library.capget(header, sets) == 0
effective_permitted_inheritable = list(sets)
no_new_privileges = library.prctl(39, 0, 0, 0, 0)
"""
IN_A_CHILD = """
import subprocess, sys
code = {code!r} + "\\nprint([effective_permitted_inheritable, no_new_privileges])"
found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
"""


def test_no_capability_is_left(value: Value):
    assert value("effective_permitted_inheritable", CAPABILITIES) == [0] * 6


def test_no_capability_comes_back_in_a_new_program(value: Value):
    code = IN_A_CHILD.format(code=CAPABILITIES)
    assert ast.literal_eval(value("found", code)) == [[0] * 6, 1]


NAMESPACES = """
import ctypes, os
library = ctypes.CDLL(None, use_errno=True)
clone = {{"x86_64": 56, "aarch64": 220}}[os.uname().machine]
made = []
for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
    if {call} == -1:
        continue
    made.append(flag)
"""


@pytest.mark.parametrize(
    "call", ["library.unshare(flag)", "library.syscall(clone, flag | 17, 0, 0, 0, 0)"]
)
def test_no_new_namespace_can_be_made(value: Value, call: str):
    assert value("made", NAMESPACES.format(call=call)) == []


CALLED = """
import ctypes
library = ctypes.CDLL(None, use_errno=True)
found = {}
for number in NUMBERS:
    result = library.syscall(number, 0, 0, 0, 0, 0)
    found[number] = (result, ctypes.get_errno())
"""


def test_refused_calls_fail_and_others_do_not(value: Value):
    column, _ = calls.MACHINES[os.uname().machine]
    refused = [numbers[column] for numbers in calls.REFUSED.values()]
    refused.append(calls.FOREIGN + 39)  # of the other set of calls
    found = value("found", f"NUMBERS = {refused}{CALLED}")
    assert found == dict.fromkeys(refused, (-1, 1))


def test_other_calls_work(value: Value):
    code = "import ctypes, os\nnumber = ctypes.CDLL(None).getpid()"
    assert value("number == os.getpid()", code)


def test_a_machine_that_is_not_known_gets_no_filter():
    assert calls.program("riscv64") == []
    assert len(calls.program("aarch64")) == len(calls.program("x86_64"))


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("RLIMIT_AS", "bytearray(300 * 2**20)"),
        ("RLIMIT_FSIZE", "open('/tmp/large', 'wb').truncate(33 * 2**20)"),
        ("RLIMIT_NOFILE", "[os.dup(0) for _ in range(300)]"),
    ],
)
def test_limits_hold_and_cannot_be_raised(box: Box, limit: str, code: str):
    assert run(box, f"import os\n{code}")["error"] in ("MemoryError", "OSError")
    raised = f"import resource\nresource.setrlimit(resource.{limit}, (2**40, 2**40))"
    assert run(box, raised)["error"] == "ValueError"


def test_limits_with_a_fraction_are_taken():
    with Box(Limits(cell_s=1.5, memory_mb=100.5, file_mb=0.5, reply_mb=0.5), PRIVATE) as box:
        assert run(box, "open('/tmp/file', 'wb').write(bytes(2**18))") == {}
        assert run(box, "open('/tmp/file', 'wb').write(bytes(2**20))")["error"] == "OSError"


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
@pytest.mark.parametrize("bad", [0, -1, float("nan"), float("inf")])
def test_a_limit_that_is_none_is_refused_by_its_name(name: str, bad: float):
    with pytest.raises(ValueError, match=f"{name} is {bad}; it must be above 0 and finite"):
        Limits(**{name: bad})


# Steps and replies

DOUBLE = {"run": "def double(x):\n    return 2 * x", "name": "double"}


def ask(*cases: tuple) -> dict[str, Any]:
    return {"ask": "double", "cases": [wire.pack(case) for case in cases]}


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


def test_a_submission_that_loses_its_sandbox_is_run_again(box: Box, tmp_path: Path):
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


def test_the_start_of_a_sandbox_takes_nothing_from_the_time_of_a_submission():
    with Box(Limits(cell_s=0.2, total_s=0.2), SINGLE) as box:
        assert box.run([{"run": "pass", "name": "own"}]) == [{}]


@pytest.mark.parametrize("isolation", [PRIVATE, SINGLE, NONE])
def test_what_a_submission_started_ends_with_it(isolation: str, tmp_path: Path):
    sign = tmp_path / "sign"
    started = f"""
import os, time
if os.fork() == 0:
    time.sleep(1)
    open({str(sign)!r}, "w").close()
"""
    with Box(LIMITS, isolation) as box:
        assert run(box, started) == {}
        time_to_write = run(box, "import time; time.sleep(1.5)")
    assert time_to_write == {}
    assert not sign.exists()


# How it is started


@pytest.fixture
def bwrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program of this source in the place of bubblewrap."""

    def replace(source: str) -> None:
        program = tmp_path / "bwrap"
        program.write_text(f"#!{sys.executable}\nimport os, sys\n{source}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    return replace


def test_the_best_isolation_of_this_machine_is_private():
    assert best_isolation(LIMITS) == PRIVATE


def test_without_bubblewrap_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match=r"bubblewrap is not installed.*apt install bubblewrap"):
        best_isolation(LIMITS)


def test_where_bubblewrap_fails_it_says_what_bubblewrap_said(bwrap: Callable[[str], None]):
    bwrap("sys.exit('bwrap: No permissions to create a new namespace')")
    with pytest.raises(SandboxError, match="cannot start a sandbox here: bwrap: No permissions"):
        best_isolation(LIMITS)


def test_where_bubblewrap_ends_silently_it_says_so(bwrap: Callable[[str], None]):
    bwrap("")
    with pytest.raises(SandboxError, match="cannot start a sandbox here: it ended without a word"):
        best_isolation(LIMITS)


def test_where_no_namespaces_can_be_made_inside_each_gets_a_sandbox(bwrap: Callable[[str], None]):
    real = shutil.which("bwrap")
    bwrap(f"if '--cap-add' in sys.argv: sys.exit('no')\nos.execv({real!r}, sys.argv)")
    assert best_isolation(LIMITS) == SINGLE


def test_without_isolation_no_bubblewrap_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with Box(LIMITS, NONE) as box:
        *_, reply = box.run([DOUBLE, ask((4.0,))])
    assert reply["answers"][0]["value"] == 8.0


def test_folders_are_hidden_only_where_they_would_be_seen(tmp_path: Path):
    inside = Path(sys.prefix) / "secret"
    words = mounts.command([], [inside, tmp_path], namespaces=True)
    assert words[words.index(str(inside)) - 1] == "--tmpfs"
    assert str(tmp_path) not in words


def test_a_package_among_the_libraries_is_hidden(monkeypatch: pytest.MonkeyPatch):
    installed = Path(sys.prefix) / "lib" / "compmodels"
    monkeypatch.setattr(mounts, "PACKAGE", installed)
    words = mounts.files([])
    assert words[words.index(str(installed)) - 1] == "--tmpfs"


def test_outer_folders_come_before_those_inside(tmp_path: Path):
    words = mounts.files([Path(sys.prefix) / "a" / "b"])
    places = [words[at + 1] for at, word in enumerate(words) if word in ("--ro-bind", "--tmpfs")]
    for number, place in enumerate(places):
        assert not any(Path(place) in Path(earlier).parents for earlier in places[:number])
