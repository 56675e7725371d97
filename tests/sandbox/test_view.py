"""What a submission sees: of the course, of the machine, of those before it; where it can write."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import compmodels
from compmodels.sandbox import mounts
from compmodels.sandbox.box import Box
from tests.sandbox.looking import HIDDEN, OS, Value, evaluated, run

# Modules of the course that no submission needs, or may see.
WITHHELD = {
    "__main__.py": "the command",
    "checks": "the right results",
    "commands": "the command",
    "demos": "what only a screen shows",
    "files.py": "writing",
    "grading": "marking",
    "notebooks.py": "reading and writing notebooks",
}


def test_each_module_of_the_course_is_either_needed_or_withheld():
    package = Path(compmodels.__file__).parent
    modules = {path.name for path in package.iterdir()} - {"__pycache__"}
    assert modules == set(mounts.NEEDED) | set(WITHHELD)
    assert not set(mounts.NEEDED) & set(WITHHELD)


def test_of_the_course_only_what_is_needed_is_seen(value: Value):
    seen = value("sorted(os.listdir('/course')), sorted(os.listdir('/course/compmodels'))", OS)
    assert seen == (["compmodels"], sorted(mounts.NEEDED))
    assert value("compmodels.__path__", "import compmodels") == ["/course/compmodels"]


@pytest.mark.parametrize("name", ["grading", "grading.marking", "commands", "files"])
def test_what_is_withheld_cannot_be_imported(box: Box, name: str):
    reply = run(box, f"import compmodels.{name}")
    assert reply["error"] == "ModuleNotFoundError"


@pytest.mark.parametrize("name", ["checks", "demos"])
def test_checks_and_demos_can_be_imported_and_do_nothing(box: Box, name: str):
    code = f"from compmodels.{name} import perceptron as it\nimport compmodels.{name}._core"
    assert evaluated(box, "it.predict(print), it.anything.at.all(1, x=2)", code) == (None, None)


def test_hidden_folders_are_empty(value: Value):
    assert HIDDEN.is_dir()
    assert any(HIDDEN.iterdir())
    assert value(f"os.listdir({str(mounts.inside(HIDDEN))!r})", OS) == []


def test_only_what_is_listed_is_seen_at_the_top(value: Value):
    seen = set(value("os.listdir('/')", OS))
    places = [Path(word) for word in (sys.prefix, sys.base_prefix, sys.executable)]
    needed = {mounts.inside(place).parts[1] for place in places}
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


def test_no_connection_is_left_to_the_next_since_none_can_be_made(box: Box):
    listen = "import socket\nheld = socket.create_server(('127.0.0.1', 0))"
    reply = run(box, f"{listen}\nsocket.create_connection(held.getsockname())")
    assert (reply["error"], "unreachable" in reply["message"]) == ("OSError", True)


def test_two_sandboxes_order_a_set_alike(box: Box):
    expression = "hash('a'), list({'plus', 'minus', 'zero'})"
    with Box(box.limits) as other:
        assert evaluated(other, expression) == evaluated(box, expression)
