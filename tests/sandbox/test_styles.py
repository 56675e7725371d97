"""Styles of honest notebooks: what JupyterLab runs, the sandbox runs to the same end."""

from __future__ import annotations

import ast
import random
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.asking import wire
from compmodels.asking.call import Answer
from compmodels.checks._core import SOLVED
from compmodels.checks.matrix import bias_relu
from compmodels.sandbox.box import Box
from compmodels.sandbox.limits import Limits
from compmodels.sandbox.magics import without_options
from tests.sandbox.looking import ask

CALLED = "calls = []\ndef work(x=1):\n    calls.append(x)\n    return 2 * x"


def replies(box: Box, *cells: str) -> list:
    """The replies to the cells of one submission."""
    return box.run([{"run": code, "name": f"own-{place}"} for place, code in enumerate(cells)])


def last(box: Box, expression: str, *cells: str) -> object:
    """The value of an expression after these cells, none of which may end with an error."""
    *ran, reply = replies(box, *cells, f"raise Exception(repr(({expression})))")
    assert ran == [{}] * len(cells)
    assert reply["error"] == "Exception", reply
    return ast.literal_eval(reply["message"])


@pytest.mark.parametrize("below", ["return 5", "break", "1 / 0", "import nothing.at.all"])
def test_what_stands_above_a_faulty_statement_is_run(box: Box, below: str):
    ended, reply = replies(box, f"value = 1\n{below}\nvalue = 2", "raise Exception(value)")
    assert ended["error"] in ("SyntaxError", "ZeroDivisionError", "ModuleNotFoundError")
    assert reply["message"] == "1"


def test_nothing_is_run_of_a_cell_that_cannot_be_read(box: Box):
    ended, reply = replies(box, "value = 1\nvalue = (2", "value")
    assert (ended["error"], reply["error"]) == ("SyntaxError", "NameError")


def test_an_error_knows_its_line_and_the_text_of_it(box: Box):
    code = "import traceback\n\n\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
    told = last(box, "told", f"{code}    told = traceback.format_exc()")
    assert 'File "<cell own-0>", line 5' in told
    assert "    1 / 0\n" in told


@pytest.mark.parametrize(
    "magic",
    [
        *(
            "%time work()",
            "%time --no-raise-error work()",
            "%timeit work()",
            "%timeit -n1 -r1 work()",
        ),
        *("%timeit -n 1 -r 1 -q work()", "%prun -l 5 -q work()", "%prun -s cumulative work()"),
        *(
            "%%time\nwork()",
            "%%timeit -n1\nwork()",
            "%%timeit -n1 x = 1\nwork(x)",
            "%%capture\nwork()",
        ),
        *("%timeit -n1 ((\nwork()", "%load_ext autoreload\nwork()", "!exit 1\nwork()"),
    ],
)
def test_what_a_magic_measures_is_run_without_its_options(box: Box, magic: str):
    assert last(box, "calls", CALLED, magic) == [1]


@given(
    options=st.lists(st.sampled_from(["-n1", "-n 10", "-r3", "-r 3", "-q", "-o", "-p 2"])),
    code=st.sampled_from(["f()", "f(-n)", "x - 1", "n -r 1", "[-1]", "x = 'a -n 1'"]),
)
def test_options_are_taken_from_the_beginning_only(options: list[str], code: str):
    assert without_options("timeit", " ".join([*options, code])) == code


@pytest.mark.parametrize("line", ["-x", "- f()", "-n", "f() -n 1"])
def test_what_is_no_option_of_the_magic_stays(line: str):
    assert without_options("time", line) == line


def test_time_gives_the_value_of_its_line(box: Box):
    assert last(box, "got, kept", CALLED, "got = %time work(2)\n%time kept = work(3)") == (4, 6)


def test_demos_are_imported_beside_what_a_lesson_needs(box: Box):
    imports = "from compmodels.demos import perceptron as demos\nimport numpy as np"
    assert last(box, "float(np.sqrt(4))", imports, "demos.learning_demo()") == 2


def test_what_comes_from_the_future_stays_for_later_cells(box: Box):
    later = "def f(x: Unknown) -> Unknown: return x"
    told = last(box, "f.__annotations__", "from __future__ import annotations", later)
    assert told == {"x": "Unknown", "return": "Unknown"}
    assert replies(box, later)[0]["error"] == "NameError"


def test_captured_text_is_kept_under_its_name(box: Box):
    cell = "%%capture --no-stderr out\nprint('seen')\nvalue = 1"
    assert last(box, "out.stdout, str(out), value", cell) == ("seen\n", "seen\n", 1)


CAPTURED = """\
%%capture
def bias_relu(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = {value}
"""


def test_kernels_in_two_captured_cells_are_each_read_in_its_own_text(box: Box):
    cases = bias_relu.cases()
    packed = [wire.pack(case) for case in cases]
    question = {"ask": "bias_relu", "cases": packed, "caller": bias_relu.caller.name}
    values = "max(0, picture[row, column] + bias)", "max(0.0, bias + picture[row, column])"
    cells = [
        {"run": CAPTURED.format(value=value), "name": f"own-{place}"}
        for place, value in enumerate(values)
    ]
    replied = box.run([cells[0], question, cells[1], question])
    for reply in replied[1::2]:
        pairs = zip(reply["answers"], cases, strict=True)
        answers = [wire.unpack_answer(answer, case) for answer, case in pairs]
        assert bias_relu.judge(cases, answers).outcome == SOLVED


def test_a_shell_command_gives_a_list_of_no_lines(box: Box):
    assert last(box, "files + ['a'], files.n", "files = !ls") == (["a"], "")


def test_a_file_that_a_cell_writes_can_be_imported_and_read(box: Box):
    cells = ["%%writefile helper.py\nvalue = 1\n", "%%writefile -a helper.py\nvalue += 1\n"]
    expression = "helper.value, open('helper.py').read()"
    assert last(box, expression, *cells, "import helper") == (2, "value = 1\nvalue += 1\n")


@pytest.mark.parametrize("name", ["", "no/such/folder/helper.py"])
def test_a_file_that_cannot_be_written_ends_its_cell(box: Box, name: str):
    assert replies(box, f"%%writefile {name}\nvalue = 1")[0]["error"] in (
        "FileNotFoundError",
        "IsADirectoryError",
    )


def test_random_numbers_without_a_seed_are_the_same_for_each_submission(box: Box):
    draw = "import random, numpy as np\ndrawn = random.random(), float(np.random.rand())"
    expected = random.Random(0).random(), np.random.RandomState(0).rand()
    assert [last(box, "drawn", draw) for _ in range(2)] == [expected] * 2


def test_addresses_are_left_out_of_an_error_in_a_cell(box: Box):
    (reply,) = replies(box, "raise ValueError(object())")
    assert reply["message"] == "<object object at 0x...>"


def test_a_task_of_one_cell_is_awaited_in_another(box: Box):
    create = "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x\ntask = "
    cells = [f"{create}asyncio.create_task(f(1))", "first = await task", "%time other = await f(2)"]
    assert last(box, "first, other, task.done()", *cells) == (1, 2, True)


def test_no_event_loop_runs_when_a_function_is_asked(box: Box):
    define = "import asyncio\nasync def twice(x):\n    return 2 * x\nawait twice(1)"
    code = f"{define}\ndef double(x):\n    return asyncio.run(twice(x))"
    *ran, reply = box.run([{"run": code, "name": "own"}, ask((2.0,))])
    assert ran == [{}]
    assert reply["answers"][0]["value"] == 4.0


@pytest.mark.parametrize("part", ["printed", "message", "raised_in", "error"])
def test_addresses_are_left_out_of_what_an_answer_says(part: str):
    packed = wire.pack_answer(Answer(**{part: f"{object()} is 0xff, {len}"}))
    assert packed[part] == "<object object at 0x...> is 0xff, <built-in function len>"


@given(st.text() | st.from_regex(r"(at 0x[0-9a-f]{1,3} ?)*"))
def test_a_text_is_short_and_has_no_address(words: str):
    whole = 400 * words
    brief = wire.brief(whole)
    assert len(brief) <= wire.TEXT_CHARACTERS
    assert not re.search(r"\bat 0x[0-9a-f]", brief)
    assert "at 0x" in whole or brief == whole[: wire.TEXT_CHARACTERS]


@pytest.mark.parametrize("endless", ["await asyncio.sleep(100)", "while True: await twice(1)"])
def test_a_cell_goes_on_after_one_that_waited_for_too_long(endless: str):
    define = "import asyncio\nasync def twice(x):\n    return 2 * x"
    with Box(Limits(cell_s=1, total_s=20)) as box:
        *_, stopped, reply = replies(box, define, endless, "raise Exception(await twice(2))")
    assert stopped == {"stopped": True}
    assert reply["message"] == "4"
