"""Every exercise of every lesson: right answers pass, wrong ones are rejected with their hint.

The notebooks themselves (stubs and solutions) are run in ``test_notebooks``.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator

import pytest

import tests.wrong_answers
from compmodels import checks
from compmodels.asking import wire
from compmodels.asking.call import Answer
from compmodels.checks import Check, Misconception, NotAttempted, NotSolved
from compmodels.checks._core import SOLVED, WRONG

LESSONS = [m.name for m in pkgutil.iter_modules(checks.__path__) if not m.name.startswith("_")]


def checks_of(lesson: str) -> dict[str, Check]:
    module = importlib.import_module(f"compmodels.checks.{lesson}")
    return {name: value for name, value in vars(module).items() if isinstance(value, Check)}


def handed_in(lesson: str) -> list[tests.wrong_answers.HandedIn]:
    return importlib.import_module(f"tests.wrong_answers.{lesson}").ANSWERS


CHECKS = [
    pytest.param(check, handed_in(lesson), id=f"{lesson}-{name}")
    for lesson in LESSONS
    for name, check in checks_of(lesson).items()
]
ANSWERS = [
    pytest.param(checks_of(lesson)[answer.check], answer, id=f"{lesson}-{answer.function.__name__}")
    for lesson in LESSONS
    for answer in handed_in(lesson)
]


@pytest.fixture(scope="module", autouse=True)
def each_imitation_is_asked_once() -> Iterator[None]:
    """Keep what an imitation answers to a case: it is compared with every answer of every test."""
    kept: dict[tuple, Answer] = {}
    imitate = Check._imitation

    def once(check: Check, known: Misconception, case: tuple) -> Answer:
        asked = check.name, known.imitation, wire.dumps(case)
        if asked not in kept:
            kept[asked] = imitate(check, known, case)
        return kept[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Check, "_imitation", once)
        yield


@pytest.mark.parametrize(("check", "answer"), ANSWERS)
def test_an_answer_passes_or_shows_its_hint(check, answer, capsys):
    if answer.hint is None:
        check(answer.function)
        assert "solved" in capsys.readouterr().out
        return
    with pytest.raises(NotSolved) as refusal:
        check(answer.function)
    message = str(refusal.value)
    assert answer.hint in message
    assert "expected" in message
    came = ("gave ", "stopped ") if check.caller.name else ("returned ",)
    assert any(word in message for word in came)
    assert not isinstance(refusal.value, NotAttempted)


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_there_are_enough_wrong_and_unusual_answers(check, answers):
    own = [answer for answer in answers if answer.check == check.name]
    assert sum(answer.hint is not None for answer in own) >= 4
    assert sum(answer.hint is None for answer in own) >= 2


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_every_hint_is_shown_to_somebody(check, answers):
    shown = [answer.hint for answer in answers if answer.check == check.name and answer.hint]
    unseen = [m.hint for m in check.misconceptions if not any(h in m.hint for h in shown)]
    assert unseen == []


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_every_misconception_is_wrong_somewhere(check, answers):
    for misconception in check.misconceptions:
        verdict = check.judge(check.cases(), answer_all(check, misconception.imitation))
        assert verdict.outcome == WRONG


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_an_answer_that_calls_the_course_is_refused(check, answers):
    body = f"def {check.name}(*case): return code.answer(*case)"
    for part in ("checks", "demos", *LESSONS):
        cells = [f"import compmodels.{part} as code", body]
        assert f"{check.name} may not use compmodels.{part}." in check.broken_rule(cells)
        assert check.broken_rule([cells[0], body.replace("code.answer", "answer")]) is None


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_there_are_enough_cases_and_they_stay_the_same(check, answers):
    cases = check.cases()
    assert len(cases) >= len(check.edges) + (25 if check.draw else 0) > 0
    assert wire.dumps(cases) == wire.dumps(check.cases())
    if check.draw:
        assert wire.dumps(cases) != wire.dumps(check.cases(seed=2))


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_a_verdict_is_the_same_when_cases_and_answers_cross_as_text(check, answers):
    for answer in (a for a in answers if a.check == check.name):
        cases = check.cases()
        there = wire.loads(wire.dumps(cases))
        replies = [check.ask(answer.function, case) for case in there]
        texts = [json.dumps(wire.pack_answer(reply)) for reply in replies]
        pairs = zip(texts, cases, strict=True)
        back = [wire.unpack_answer(json.loads(text), case) for text, case in pairs]
        assert check.judge(cases, back) == check.judge(cases, replies)


@pytest.mark.parametrize(("check", "answers"), CHECKS)
def test_the_oracle_is_right_by_its_own_measure(check, answers):
    right = next(answer for answer in answers if answer.check == check.name and not answer.hint)
    cases = check.cases(seed=7)
    verdict = check.judge(cases, [check.ask(right.function, case) for case in cases])
    assert verdict.outcome == SOLVED


def answer_all(check: Check, function) -> list[Answer]:
    return [check.ask(function, case) for case in check.cases()]
