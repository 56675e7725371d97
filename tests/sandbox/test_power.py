"""What a submission can do: no capabilities, no namespaces, few system calls, and up to limits."""

from __future__ import annotations

import ast
import os
from dataclasses import fields

import pytest

from compmodels.sandbox import calls
from compmodels.sandbox.box import PRIVATE, Box
from compmodels.sandbox.limits import Limits
from tests.sandbox.looking import Value, run

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
