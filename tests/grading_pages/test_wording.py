"""What is said about a mark, and which failures are the commonest."""

from __future__ import annotations

import pytest

from compmodels.grading import report, wording
from compmodels.grading.pages import summary_page, summary_text
from compmodels.grading.pages._numbers import by_assignment
from compmodels.grading.report import Mark
from tests.grading_pages import samples
from tests.grading_pages.reading import graded, text
from tests.grading_pages.samples import ASSIGNMENTS, CODE


@pytest.mark.parametrize(
    ("outcome", "message", "reason"),
    [
        (report.ERROR, "f stopped with KeyError: 'a', in f(x=1)", "f stopped with KeyError"),
        (report.ERROR, "f stopped with Odd: b, in f()", "f stopped with Odd: b"),
        (
            report.ERROR,
            "f: its cell ended with SyntaxError: (",
            "f: its cell ended with SyntaxError",
        ),
        (report.ERROR, "f stopped with ValueError: \nHint: all pass", "f stopped with ValueError"),
        (report.ERROR, "f stopped with Odd: \nHint: all pass", "f stopped with Odd:"),
        (report.STOPPED, samples.SLOW, "mistake_bound took more than 10 s and was stopped"),
        (report.NOT_ALLOWED, samples.RULE, "step may not use compmodels.perceptron"),
        (report.MISSING, "f is not defined: keep the name", "f is not defined: keep the name"),
        (report.MISSING, "", "no answer found"),
        (report.WRONG, "f is not right yet.\n    f(1)\n    No (2,).", "No (2,)."),
        (report.WRONG, "f is not right yet.\n    no\nHint: Look (again).", "Look (again)."),
    ],
)
def test_reason_is_the_hint_or_what_is_not_of_one_case(outcome: str, message: str, reason: str):
    assert wording.reason(Mark("f", 0, 1, outcome, message)) == reason


def test_reason_of_a_wrong_answer_says_what_its_hint_says():
    handed_in = [(one, exercise) for exercise in CODE for one in samples.answers_to(exercise)]
    wrong = [(one, exercise) for one, exercise in handed_in if one.hint]
    assert len(wrong) > 40
    for one, exercise in wrong:
        assert one.hint in wording.reason(samples.marked(exercise, one.function))


def test_commonest_failures_are_counted_and_ordered():
    reasons = {"predict": "bcccaa", "step": "ddeee", "mistake-bound": "ffg"}
    reports = [
        graded(Mark(exercise, 0, 1, report.WRONG, f"{exercise} is not right yet.\n  {reason}"))
        for exercise, letters in reasons.items()
        for reason in letters
    ]
    (numbers,) = by_assignment(reports[::-1], ASSIGNMENTS)
    found = [(one.students, one.exercise, one.reason) for one in numbers.failures]
    assert found == [
        (3, "predict", "c"),
        (3, "step", "e"),
        (2, "predict", "a"),
        (2, "step", "d"),
        (2, "mistake-bound", "f"),
    ]
    shown = text(summary_page(reports, ASSIGNMENTS))
    assert "3 1. What does one unit answer? c 3 2. How does it learn? e 2 1." in shown
    assert "   3 predict: c\n   3 step: e\n   2 predict: a\n" in summary_text(reports, ASSIGNMENTS)


def test_what_nobody_tried_is_no_failure():
    tried = graded(samples.not_attempted(CODE[0]), samples.right(CODE[1]))
    (numbers,) = by_assignment([tried, samples.lost("Eve", "no notebook")], ASSIGNMENTS)
    assert numbers.failures == []
    assert "No answer failed its check." in text(summary_page([tried], ASSIGNMENTS))
    assert "failures" not in summary_text([tried], ASSIGNMENTS)
