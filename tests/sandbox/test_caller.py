"""Kernels that the simulator runs for a check: the sandbox and a notebook come to one verdict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from compmodels import notebooks
from compmodels.asking import wire
from compmodels.asking.call import Answer
from compmodels.checks._core import ERROR, NOT_ATTEMPTED, SOLVED, WRONG, Verdict
from compmodels.checks.matrix import bias_relu, tiled_product
from compmodels.grading import assignment, report
from compmodels.sandbox.box import Box
from compmodels.sandbox.limits import Limits
from tests.checkout import ROOT
from tests.notebooks import build
from tests.sandbox.lessons import marked, solutions

LESSON = assignment.load(ROOT)["03-matrix"]
IMPORT = "from compmodels.checks import matrix as checks"
GUARDED = """\
def bias_relu(block, thread, picture, bias, out):
    row = block.y * block.dim.y + thread.y
    column = block.x * block.dim.x + thread.x
    if row < picture.shape[0] and column < picture.shape[1]:
        out[row, column] = max(0, picture[row, column] + bias)"""
UNGUARDED = GUARDED.replace("if row < picture.shape[0] and column < picture.shape[1]", "if True")
ALONE = """\
def bias_relu(block, thread, picture, bias, out):
    if (block.x, block.y, thread.x, thread.y) == (0, 0, 0, 0):
        for row in range(picture.shape[0]):
            for column in range(picture.shape[1]):
                out[row, column] = max(0, picture[row, column] + bias)"""
KERNELS = {
    "right": GUARDED,
    "wrong": GUARDED.replace("max(", "min("),
    "stopped": UNGUARDED,
    "races": GUARDED.replace("thread.x", "0"),
    "returns": GUARDED.replace("out[row, column] =", "return"),
    "one-thread": ALONE,
    "own-bug": GUARDED.replace("+ bias", "/ 0"),
    "stub": GUARDED.partition("\n")[0] + "\n    raise NotImplementedError",
}
OUTCOMES = {
    "right": SOLVED,
    "wrong": WRONG,
    "stopped": WRONG,
    "races": WRONG,
    "returns": WRONG,
    "one-thread": WRONG,
    "own-bug": ERROR,
    "stub": NOT_ATTEMPTED,
}
LOOPS = GUARDED.replace("    row =", "    while True:\n        pass\n    row =", 1)
WAITS = GUARDED.replace("    row =", "    while True:\n        yield\n    row =", 1)
IN_A_LINE = GUARDED.replace("    row =", "    any(one for one in iter(int, 1))\n    row =", 1)


@pytest.fixture(scope="module")
def in_a_sandbox(box: Box) -> dict[str, Verdict]:
    """What the check says of each kernel's answers in the sandbox."""
    cases = bias_relu.cases()
    question = {
        "ask": "bias_relu",
        "cases": [wire.pack(case) for case in cases],
        "caller": bias_relu.caller.name,
    }
    steps = [
        step for name, code in KERNELS.items() for step in ({"run": code, "name": name}, question)
    ]
    replies = box.run(steps)[1::2]
    return {
        name: bias_relu.judge(cases, list(unpacked(reply, cases)))
        for name, reply in zip(KERNELS, replies, strict=True)
    }


def unpacked(reply: dict, cases: list[tuple]) -> Iterator[Answer]:
    """The answers in a reply of the sandbox."""
    for packed, case in zip(reply["answers"], cases, strict=True):
        yield wire.unpack_answer(packed, case)


@pytest.fixture(scope="module")
def in_a_notebook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NotebookNode]:
    """What the check cell below each kernel shows in a notebook."""
    cells = [build.code("imports", IMPORT)]
    for name, code in KERNELS.items():
        cells += [
            build.code(name, code),
            build.code(f"{name}-check", "checks.bias_relu(bias_relu)"),
        ]
    ran = notebooks.run(build.notebook(*cells), tmp_path_factory.mktemp("notebook"))
    return {name: build.cell(ran, f"{name}-check").outputs[0] for name in KERNELS}


@pytest.mark.parametrize("name", KERNELS)
def test_the_sandbox_comes_to_the_verdict_that_the_kernel_deserves(name: str, in_a_sandbox):
    assert in_a_sandbox[name].outcome == OUTCOMES[name]


@pytest.mark.parametrize("name", ["wrong", "stopped", "races", "returns", "one-thread", "stub"])
def test_a_student_reads_the_same_in_both_places(name: str, in_a_sandbox, in_a_notebook):
    assert in_a_notebook[name].output_type == "error"
    assert in_a_notebook[name].evalue == in_a_sandbox[name].message


def test_a_right_kernel_passes_in_both_places(in_a_sandbox, in_a_notebook):
    assert in_a_notebook["right"].text == f"{in_a_sandbox['right'].message}\n"


def test_a_bug_of_ones_own_is_shown_with_its_line_in_a_notebook(in_a_sandbox, in_a_notebook):
    shown = in_a_notebook["own-bug"]
    assert shown.ename == "ZeroDivisionError"
    assert "picture[row, column] / 0" in strip_ansi("\n".join(shown.traceback))
    assert "bias_relu stopped with ZeroDivisionError" in in_a_sandbox["own-bug"].message


def test_a_thread_that_goes_astray_is_named_with_its_line(in_a_sandbox):
    message = in_a_sandbox["stopped"].message
    assert "stopped   thread (3, 0) of block (0, 0), in line 5, loads picture[0, 3]" in message
    assert "Hint: Blocks may reach beyond the edge" in message


def test_a_thread_that_does_the_work_of_all_is_told_so(in_a_sandbox):
    message = in_a_sandbox["one-thread"].message
    assert "'one thread: several stores'" in message
    assert "Hint: Each thread handles one element only and stores to it once" in message


def test_a_kernel_without_an_end_is_stopped_and_others_go_on():
    answers = solutions(LESSON) | {"bias-relu": IN_A_LINE}
    with Box(Limits(cell_s=6)) as short:  # the other kernel needs a tenth of it
        marks = {mark.exercise: mark for mark in marked(LESSON, answers, short).marks}
    assert marks["bias-relu"].outcome == report.STOPPED
    assert "in simt.launch(bias_relu, (1, 1), (2, 2)" in marks["bias-relu"].message
    assert marks["tiled-product"].outcome == report.SOLVED


@pytest.mark.parametrize(
    ("kernel", "found"),
    [
        (LOOPS, "thread (0, 0) of block (0, 0) is in the loop of line 2"),
        (WAITS, "block (0, 0) waits at the barrier (yield) in line 3"),
    ],
)
def test_a_loop_without_an_end_is_found_before_it_takes_all_memory(kernel, found, box: Box):
    marks = {
        mark.exercise: mark
        for mark in marked(LESSON, solutions(LESSON) | {"bias-relu": kernel}, box).marks
    }
    assert marks["bias-relu"].outcome == report.WRONG
    assert found in marks["bias-relu"].message


FORGERY = """
def forged(kernel, grid, block, A, B, C):
    loads = [[len(B) // block[0]]], [[len(A) // block[0]]], [[0]]
    return [A, B, A @ B.T], [*loads], 1
"""
FORGED = f"""
from compmodels.matrix import simt, blocks
import compmodels.matrix.simt, compmodels.matrix.memory, sys
{FORGERY}
def tiled_product(block, thread, A, B, C):
    pass

simt.trial = simt.launch = simt.turns = blocks.turns = forged
compmodels.matrix.simt.trial = sys.modules["compmodels.matrix.simt"].launch = forged
compmodels.matrix.memory.DeviceArray.__getitem__ = lambda self, index: 0.0
"""


def test_a_forged_simulator_would_gain_from_it():
    names = {}
    exec(FORGERY, names)
    cases = tiled_product.cases()
    answers = [Answer(names["forged"](None, *case), case) for case in cases]
    assert tiled_product.judge(cases, answers).outcome == SOLVED


def test_a_simulator_that_a_submission_has_changed_is_not_the_one_that_asks(box: Box):
    marks = marked(LESSON, solutions(LESSON) | {"tiled-product": FORGED}, box).marks
    outcomes = {mark.exercise: mark.outcome for mark in marks}
    assert outcomes.pop("tiled-product") == report.WRONG
    assert set(outcomes.values()) == {report.SOLVED, report.UNMARKED}


def test_the_solutions_of_the_lesson_earn_all_points_of_its_functions(box: Box):
    result = marked(LESSON, solutions(LESSON), box)
    assert result.notes == ()
    assert sum(mark.points for mark in result.marks) == 8
    assert {mark.outcome for mark in result.marks} == {report.SOLVED, report.UNMARKED}


def test_a_kernel_of_the_course_is_not_allowed(box: Box):
    borrowed = "from compmodels.matrix.kernels import product_tiled as tiled_product"
    marks = marked(LESSON, solutions(LESSON) | {"tiled-product": borrowed}, box).marks
    (mark,) = [one for one in marks if one.exercise == "tiled-product"]
    assert mark.outcome == report.NOT_ALLOWED
    assert "tiled_product may not use compmodels.matrix.kernels.product_tiled" in mark.message
