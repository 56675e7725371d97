"""The core of the checks: outcomes, counterexamples, hints, comparison, and data as text."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from compmodels.asking import wire
from compmodels.asking.call import Answer, ask
from compmodels.checks import Check, Misconception, NotAttempted, NotSolved, _patience
from compmodels.checks._compare import difference, first_changed, shown
from compmodels.checks._core import ERROR, NOT_ATTEMPTED, SOLVED, WRONG, Caller
from compmodels.checks.matrix._simulator import trait


def scale(values, factor):
    return np.array([v * factor for v in values])


CHECK = Check(
    name="scale",
    oracle=scale,
    draw=lambda rng: (rng.normal(size=4), float(rng.normal())),
    edges=((np.array([1.0, 2.0]), 3.0),),
    misconceptions=(Misconception(lambda values, factor: values + factor, "You add."),),
)


def verdict(function):
    return CHECK.judge(CHECK.cases(), [ask(function, case) for case in CHECK.cases()])


def test_a_right_answer_is_told_so(capsys):
    CHECK(lambda values, factor: values * factor)
    assert capsys.readouterr().out == "scale: solved, all 26 cases are right.\n"


def test_a_stub_is_not_attempted_and_fails_the_cell():
    def stub(values, factor):
        raise NotImplementedError

    assert verdict(stub).outcome == NOT_ATTEMPTED
    with pytest.raises(NotAttempted, match="scale is not attempted yet: it still raises"):
        CHECK(stub)


def test_a_wrong_answer_shows_the_first_counterexample():
    with pytest.raises(NotSolved) as refusal:
        CHECK(lambda values, factor: values * factor + (len(values) == 2))
    assert str(refusal.value).splitlines() == [
        "scale is not right yet. The first case that shows it:",
        "    scale(values=np.array([1.0, 2.0]), factor=3.0)",
        "    returned  [4.0, 7.0]",
        "    expected  [3.0, 6.0]",
        "    Not all numbers agree.",
    ]


def test_the_traceback_of_a_wrong_answer_is_its_message():
    error = NotSolved("one line\nanother")
    assert error._render_traceback_() == ["one line\nanother"]


def test_the_stub_of_another_function_is_named():
    def helper():
        raise NotImplementedError

    def scale(values, factor):
        return helper()

    assert verdict(scale).outcome == NOT_ATTEMPTED
    assert verdict(scale).message == "scale calls helper, which is not attempted yet."


def test_what_a_wrong_answer_printed_is_shown_and_nothing_else_is_printed(capsys):
    def noisy(values, factor):
        print("factor is", factor)

    with pytest.raises(NotSolved) as refusal:
        CHECK(noisy)
    assert "printed   'factor is 3.0" in str(refusal.value)
    assert "every way through the function must end with return. What is printed is not" in str(
        refusal.value
    )
    assert capsys.readouterr().out == ""


def test_where_none_is_an_answer_nobody_is_told_that_a_return_is_missing():
    check = Check(
        name="root", oracle=lambda n: {4: 2, 9: 3}.get(n), edges=((4,), (5,), (9,)), draw=None
    )
    answers = [
        Answer(value, (n,)) for value, (n,) in zip((2, None, None), check.edges, strict=True)
    ]
    message = check.judge(check.cases(), answers).message
    assert message.splitlines()[1:] == [
        "    root(n=9)",
        "    returned  None",
        "    expected  3",
        "    This is not what is expected.",
    ]
    only_squares = check.judge([(4,), (9,)], [answers[0], answers[2]])
    assert "every way through the function must end with return" in only_squares.message


def test_a_misconception_that_would_be_wrong_far_more_often_is_not_suspected():
    def once_wrong(values, factor):
        return values + factor if len(values) == 2 else values * factor

    assert "Hint" not in verdict(once_wrong).message


def test_a_known_misconception_gets_its_hint():
    assert verdict(lambda values, factor: values + factor).message.endswith("Hint: You add.")


def test_an_unknown_mistake_gets_no_hint():
    assert "Hint" not in verdict(lambda values, factor: values - factor).message


def test_the_learners_own_bug_keeps_its_traceback_and_names_the_case():
    def buggy(values, factor):
        return values[10] * factor

    assert verdict(buggy).outcome == ERROR
    with pytest.raises(IndexError) as bug:
        CHECK(buggy)
    text = "".join(traceback.format_exception(bug.value))
    assert "return values[10] * factor" in text
    assert "It was called as scale(values=np.array([1.0, 2.0]), factor=3.0)" in text


def endless(values, factor):
    while True:
        factor += 1


def test_a_loop_that_never_ends_is_stopped_and_its_case_named(monkeypatch):
    monkeypatch.setattr(_patience, "PATIENCE_S", 0.2)
    with pytest.raises(NotSolved) as refusal:
        CHECK(endless)
    call, was_stopped = str(refusal.value).split(" was stopped after ")
    assert call == "scale(values=np.array([1.0, 2.0]), factor=3.0)"
    assert "without an answer. Is there a loop that never ends, or far more" in was_stopped


def test_an_interrupt_by_the_student_names_the_case_too():
    def interrupted(values, factor):
        raise KeyboardInterrupt  # as the stop button does

    with pytest.raises(NotSolved, match=r"scale\(values=.* was stopped after 0 s"):
        CHECK(interrupted)


def test_who_has_answered_in_time_is_not_interrupted_later(monkeypatch):
    monkeypatch.setattr(_patience, "PATIENCE_S", 1)  # an answer may take so long on a busy machine
    CHECK(lambda values, factor: values * factor)
    time.sleep(1.5)


def test_a_check_in_another_thread_has_no_limit(monkeypatch, capsys):
    monkeypatch.setattr(_patience, "PATIENCE_S", 0.01)

    def slow(values, factor):
        time.sleep(0.02)
        return values * factor

    thread = threading.Thread(target=CHECK, args=(slow,))
    thread.start()
    thread.join()
    assert "solved" in capsys.readouterr().out


def test_a_changed_argument_is_a_wrong_answer_that_names_it():
    def in_place(values, factor):
        values *= factor
        return values

    message = verdict(in_place).message
    assert (
        "The argument values was changed; work on a copy of it." in message
        and "Hint" not in message
    )


def test_the_students_function_cannot_change_the_cases():
    cases = CHECK.cases()
    ask(lambda values, factor: values.fill(0), cases[0])
    assert cases[0][0].tolist() == [1.0, 2.0]


def test_a_view_judges_what_a_value_does_and_says_when_it_cannot():
    def parity(value):
        if not isinstance(value, int):
            raise ValueError("A whole number is expected.")
        return value % 2

    check = Check(name="odd", oracle=lambda: 1, edges=((),), view=parity)
    assert check.judge([()], [Answer(7)]).outcome == SOLVED
    assert check.judge([()], [Answer(99)]).outcome == SOLVED
    even = check.judge([()], [Answer(4)])
    assert even.outcome == WRONG and "returned  4, which gives 0" in even.message
    assert "A whole number is expected." in check.judge([()], [Answer("x")]).message


def test_a_view_knows_the_case():
    def remainder(value, divisor):
        return value % divisor

    check = Check(
        name="multiple",
        oracle=lambda divisor: 0,
        edges=((2,), (3,)),
        view=remainder,
        misconceptions=(Misconception(lambda divisor: divisor + 1, "One too many."),),
    )
    assert check.judge(check.cases(), [Answer(8, (2,)), Answer(9, (3,))]).outcome == SOLVED
    other = check.judge(check.cases(), [Answer(5, (2,)), Answer(7, (3,))])
    assert "returned  5, which gives 1" in other.message and "Hint: One too many." in other.message
    assert "Hint" not in check.judge(check.cases(), [Answer(5, (2,)), Answer(8, (3,))]).message


class TooMuchError(Exception):
    pass


def summed(function, *numbers):
    """The caller of the next check: the sum of what a function gives for each number."""
    given = [function(number) for number in numbers]
    if max(given) > 100:
        raise TooMuchError(f"{max(given)} is more than 100")
    return given, sum(given)


def raises_too_much(number):
    return 1000 * number


CALLED = Check(
    name="square",
    oracle=lambda *numbers: sum(number**2 for number in numbers),
    draw=lambda rng: tuple(rng.integers(0, 10, 3).tolist()),
    edges=((0, 0, 0), (1, 2, 3)),
    misconceptions=(
        Misconception(raises_too_much, "Not a thousand times."),
        Misconception(lambda number: 2 * number, "Not twice."),
    ),
    view=lambda value, *_numbers: value[1],
    caller=Caller("tests.test_checks:summed", shown="summed", findings=("TooMuchError",)),
)


def test_a_caller_calls_the_function_and_what_it_gives_is_judged(capsys):
    CALLED(lambda number: number * number)
    assert capsys.readouterr().out == "square: solved, all 27 cases are right.\n"


def test_a_call_by_a_caller_is_shown_as_a_student_could_type_it():
    with pytest.raises(NotSolved) as refusal:
        CALLED(lambda number: number + number)
    assert str(refusal.value).splitlines() == [
        "square is not right yet. The first case that shows it:",
        "    summed(square, 1, 2, 3)",
        "    gave      12",
        "    expected  14",
        "    This is not what is expected.",
        "Hint: Not twice.",
    ]


def test_an_error_that_a_caller_finds_is_a_wrong_answer():
    with pytest.raises(NotSolved) as refusal:
        CALLED(lambda number: number * 1000)
    assert str(refusal.value).splitlines() == [
        "square is not right yet. The first case that shows it:",
        "    summed(square, 1, 2, 3)",
        "    stopped   3000 is more than 100",
        "    expected  14",
        "Hint: Not a thousand times.",
    ]


def test_a_finding_gets_no_hint_of_a_misconception_that_gives_values_there():
    def seldom(number):
        return number * number if number < 9 else 1000

    verdict = CALLED.judge(CALLED.cases(), [CALLED.ask(seldom, case) for case in CALLED.cases()])
    assert verdict.outcome == WRONG
    assert "stopped   1000 is more than 100" in verdict.message
    assert "Hint" not in verdict.message


def first_number_dropped(message):
    return message.partition(" ")[2]


def test_of_a_findings_message_only_the_trait_is_compared():
    caller = replace(CALLED.caller, trait=first_number_dropped)
    check = replace(CALLED, caller=caller, edges=((1, 2, 3),))
    answers = [check.ask(lambda number: 2000 * number, case) for case in check.cases()]
    assert "Hint: Not a thousand times." in check.judge(check.cases(), answers).message
    other = [replace(one, message=one.message.replace("100", "99")) for one in answers]
    assert "Hint" not in check.judge(check.cases(), other).message


def test_an_imitation_is_asked_once_a_case_at_most():
    asked = []

    def imitation(values, factor):
        asked.append((values.tolist(), factor))
        return values * factor

    check = replace(CHECK, misconceptions=(Misconception(imitation, "You do it right."),))
    cases = check.cases()
    check.judge(cases, [ask(lambda values, factor: values * factor + 1, case) for case in cases])
    assert len(asked) == len({str(one) for one in asked}) > 0


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("thread (3, 1) of block (0, 0), in line 18, loads picture[1, 3], but", "loads picture"),
        ("thread (0, 0) of block (1, 0) stores to C[0, 0], which thread", "stores to C"),
        ("thread (1, 0), in line 9, loads my tile[1, 0], which thread", "loads shared memory"),
        ("thread (1, 0) of block (0, 0) returns float, but a kernel returns nothing", "returns"),
        ("the result depends on which thread runs first: the threads share", "depends on"),
        ("thread (0, 0) waits at the barrier (yield) in line 4, but thread (1, 0) has", ""),
    ],
)
def test_what_findings_of_the_simulator_have_in_common(message, told):
    assert trait(message) == told


def test_a_bug_within_a_caller_is_the_students_own_and_keeps_its_traceback():
    def buggy(number):
        return number / (number - 2)

    with pytest.raises(ZeroDivisionError) as bug:
        CALLED(buggy)
    text = "".join(traceback.format_exception(bug.value))
    assert "return number / (number - 2)" in text
    assert "It was called as summed(square, 1, 2, 3)" in text


def test_a_stub_within_a_caller_is_not_attempted():
    def square(number):
        raise NotImplementedError

    with pytest.raises(NotAttempted, match="square is not attempted yet: it still raises"):
        CALLED(square)


def test_an_imitation_with_a_bug_is_a_defect_of_the_check():
    defect = Misconception(lambda number: number / 0, "Never shown.")
    with pytest.raises(ZeroDivisionError):
        replace(CALLED, misconceptions=(defect,))(raises_too_much)


def test_each_case_needs_its_answer():
    with pytest.raises(ValueError, match="argument"):
        CHECK.judge(CHECK.cases(), [Answer(1)])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1, 1.0),
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.array(2.0), 2),
        ([1, 2], np.array([1.0, 2.0])),
        ((1, 2), np.array([1, 2])),
        ([[1, 2], 3], (np.array([1, 2]), 3)),
        (np.array([True, False]), np.array([True, False])),
        (np.True_, True),
        (1 + 1e-9, 1.0),
        ("yes", "yes"),
        (None, None),
        (float("inf"), np.inf),
        (1, 1 + 0j),
        (True + 1j, 1 + 1j),
        (np.complex64(0.5j), 0.5j),
        ([1, 0], np.array([1 + 0j, 0])),
        ([1j, 0.6], np.array([1j, 0.6])),
        (np.array([1j, 1e-12]), (1j, 0j)),
        (complex("inf"), complex("inf")),
        ([], np.array([])),
    ],
)
def test_the_same_in_another_form(got, expected):
    assert difference(got, expected) is None


class EqualToEverything:
    def __eq__(self, other):
        return True

    def __float__(self):
        return 1.0


@pytest.mark.parametrize(
    ("got", "expected", "problem"),
    [
        (None, 1, "None came back"),
        (1.001, 1.0, "not what is expected"),
        ([1, 2, 3], np.array([1, 2]), "Its shape is (3,); expected is (2,)"),
        ([[1, 2]], np.array([1, 2]), "Its shape is (1, 2)"),
        ([1], 1, "one number, not an array or a list of shape (1,)"),
        ([1, np.nan], np.array([1, 2]), "nan"),
        (np.nan, 1.0, "nan"),
        (True, 1, "not True or False"),
        (1, True, "not what is expected"),
        (np.array([1, 0]), np.array([True, False]), "Expected are True or False"),
        ("1", 1, "not made of numbers"),
        (["a", "b"], np.array([1, 2]), "not made of numbers"),
        ([[1], [2, 3]], np.array([1, 2]), "not made of numbers"),
        (EqualToEverything(), 1, "not made of numbers"),
        (EqualToEverything(), "yes", "not what is expected"),
        ({1, 2}, np.array([1, 2]), "not made of numbers"),
        (1, (1, 2), "2 results are expected in the tuple; what came back is no tuple."),
        ("ab", [1, 2], "2 results are expected in the list; what came back is no list."),
        ([1, 2], [3], "One result is expected in the list; 2 came back."),
        ([], [3], "One result is expected in the list; none came back."),
        ([1], (1, 2), "2 results are expected in the tuple; 1 came back."),
        ([[1], [2]], [[1], []], "In result 2 of 2: No results are expected in the list; 1 came"),
        ((1, 3), (1, 2), "In result 2 of 2: This is not"),
        (np.zeros(3), (1, 2), "2 results are expected in the tuple; 3 came back."),
        (0, None, "not what is expected"),
        (1 + 0j, 1, "Expected are real numbers, not complex ones."),
        (np.array([1 + 0j, 2]), np.array([1, 2]), "Expected are real numbers, not complex ones."),
        (1j, True, "not what is expected"),
        (1j, "1j", "not what is expected"),
        ("1j", 1j, "not made of numbers"),
        (True, 1 + 0j, "not True or False"),
        (1 + 1e-3j, 1 + 0j, "not what is expected"),
        (-1j, 1j, "not what is expected"),
        (complex(0, np.nan), 1j, "nan"),
        ([1j, 0], np.array([1, 0j]), "Not all numbers agree."),
        ([0, 1], np.array([0, 1j]), "Not all numbers agree."),
        (np.zeros(3), np.ones(3), "Not all numbers agree"),
    ],
)
def test_different_and_said_why(got, expected, problem):
    assert problem in difference(got, expected)


TYPES = [np.float64, np.int64, np.bool_, np.complex128, np.complex64, ">c16"]

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(width=32)
    | st.complex_numbers(width=64)
    | st.text()
    | hnp.arrays(st.sampled_from(TYPES), hnp.array_shapes(max_side=3)),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)


KEYS = ["array", "shape", "dtype", "tuple", "real", "imag"]
plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


def identical(a, b) -> bool:
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(identical, a, b))
    if isinstance(a, np.ndarray):
        return (
            a.dtype == b.dtype
            and a.shape == b.shape
            and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
        )
    if isinstance(a, complex) and isinstance(b, complex):
        return identical([a.real, a.imag], [b.real, b.imag])
    return type(a) is type(b) and (a == b or (a != a and b != b))


@given(plain)
def test_plain_data_survives_being_text(value):
    assert identical(wire.loads(wire.dumps(value)), value)


@pytest.mark.parametrize("value", [object(), {1}, np.array([object()]), lambda: 0, {"a": 1}])
def test_what_is_not_plain_data_does_not_become_text(value):
    with pytest.raises(TypeError, match="is not plain data"):
        wire.dumps(value)


@given(plain)
def test_whatever_comes_back_is_judged(value):
    for got in (value, (value, value), [value]):
        verdict = CHECK.judge(CHECK.cases()[:1], [Answer(got, CHECK.cases()[0])])
        assert verdict.outcome in (SOLVED, WRONG)
        assert isinstance(difference(got, (np.array([0.123, 4.567]), 8.9)), str)


@given(st.text() | st.dictionaries(st.sampled_from(KEYS), plain_json))
def test_text_from_elsewhere_is_read_as_plain_data_or_refused(content):
    text = content if isinstance(content, str) else json.dumps(content)
    try:
        value = wire.loads(text)
    except ValueError:
        return
    assert identical(wire.loads(wire.dumps(value)), value)


@pytest.mark.parametrize(
    "text",
    [
        '{"array": [1], "shape": [2], "dtype": "<f8"}',
        '{"array": [1], "shape": [1], "dtype": "O"}',
        '{"array": [[1]], "shape": [1], "dtype": "<f8"}',
        '{"array": ["x"], "shape": [1], "dtype": "<f8"}',
        '{"array": 1, "shape": [], "dtype": "<f8"}',
        '{"array": [1]}',
        '{"array": [1.0], "shape": [1], "dtype": "<c16"}',
        '{"array": [1.0, 2.0, 3.0], "shape": [1], "dtype": "<c16"}',
        '{"array": [1.0, 2.0], "shape": [2], "dtype": "<c16"}',
        '{"array": [1.0, 2.0], "shape": [1], "dtype": "<c32"}',
        '{"array": [1.0, null], "shape": [1], "dtype": "<c16"}',
        '{"array": [{"real": 1.0, "imag": 2.0}], "shape": [1], "dtype": "<c16"}',
        '{"real": 1.0}',
        '{"real": 1.0, "imag": "2"}',
        '{"real": 1.0, "imag": [2.0]}',
        '{"real": 1.0, "imag": true}',
        '{"real": 1.0, "imag": 2.0, "more": 3.0}',
        '{"a": 1}',
        "{",
    ],
)
def test_what_dumps_never_writes_is_refused(text):
    with pytest.raises(ValueError):
        wire.loads(text)


def test_a_function_in_another_process_is_judged_alike():
    cases = CHECK.cases()
    program = (
        "import sys\n"
        "from compmodels.asking import wire\n"
        "for case in wire.loads(sys.stdin.read()):\n"
        "    print(wire.dumps((case[0] + case[1], case)))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=wire.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    answers = [Answer(*wire.loads(line)) for line in run.stdout.splitlines()]
    there = CHECK.judge(cases, answers)
    assert there == verdict(lambda values, factor: values + factor)
    assert there.outcome == WRONG and "You add." in there.message


def test_the_first_changed_argument_is_found():
    before = (1.0, np.array([1.0, np.nan]), [1, "a"])
    assert first_changed(before, (1.0, np.array([1.0, np.nan]), [1, "a"])) is None
    assert first_changed(before, (1.0, np.array([1.0, 2.0]), [1, "a"])) == 1
    assert first_changed(before, (1.0, np.array([1.0, np.nan]), [1, "b"])) == 2


def test_deep_and_odd_values_are_shown_all_the_same():
    loop = []
    loop.append(loop)

    class Unspeakable:
        def __repr__(self):
            raise RuntimeError("no")

    assert len(shown(loop)) < 300
    assert "Unspeakable" in shown([Unspeakable()])


def test_long_values_are_shown_cut():
    assert shown(np.arange(100)).endswith("... (100 in all)]")
    assert shown((np.float64(0.1), [1])) == "(0.1, [1])"
