"""What a check of an exercise is, how it is carried out, and what it tells the student.

A check is data: how inputs are drawn, an oracle that gives the right results, how results are
compared, and the misconceptions that it knows. Carrying it out has three parts: ``cases`` draws
the inputs, ``ask`` calls the student's function on one of them, and ``judge`` compares what came
back. Only ``ask`` needs the function, so it may happen in another process: inputs and results
are plain data (numbers, strings, lists, arrays). That part lives in ``compmodels.asking``.

How two results are compared lives in ``_compare``, what a function may not use in ``_allowed``,
how long a notebook waits for an answer in ``_patience``; the checks themselves in one module a
lesson.
"""

from __future__ import annotations

import copy
import functools
import inspect
import pkgutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from compmodels.asking.call import Answer, ask
from compmodels.checks import _allowed, _compare, _patience

SOLVED, NOT_ATTEMPTED, WRONG, ERROR = "solved", "not attempted", "wrong", "error"
PRINTED = " What is printed is not returned."
COURSE_CODE = ("compmodels",)  # what an exercise forbids that is to be solved alone
RANDOM_CASES = 25
SEED = 1958


class NotSolved(AssertionError):  # noqa: N818 (a word for the student)
    """A check was not passed; a notebook shows nothing but the message, which says why."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NotAttempted(NotSolved):
    """The function is still the stub that raises ``NotImplementedError``."""


class NotAllowed(NotSolved):
    """The function uses what the exercise forbids."""


@dataclass(frozen=True)
class Misconception:
    """A known wrong idea: the function of a student who holds it, and the hint for that student."""

    imitation: Callable
    hint: str


@dataclass(frozen=True)
class Caller:
    """Who calls the student's function, where that is not the check itself.

    Attributes
    ----------
    name
        One of `asking.call.CALLERS`, which takes the student's function before the arguments;
        empty for the check itself.
    shown
        What a student writes to do the same.
    findings
        Names of the errors by which it says that the student's function is wrong.
    trait
        What of such an error's message two students with the same wrong idea have in common; all of
        it, if nothing else is said.
    """

    name: str = ""
    shown: str = ""
    findings: Sequence[str] = ()
    trait: Callable[[str], str] = str


@dataclass(frozen=True)
class Verdict:
    """An outcome (one of the four words above), the message to the student, and its case."""

    outcome: str
    message: str
    case: int | None = None


@dataclass(frozen=True)
class Check:
    """A check of one function of an exercise.

    Attributes
    ----------
    name
        Of the function that the student writes.
    oracle
        Gives the right result for the arguments of a case, without the shipped model's code.
    draw
        Draws the arguments of one random case, a tuple, from a NumPy generator.
    edges
        Arguments of the cases that come first: small ones, and those where mistakes hide.
    misconceptions
        The wrong ideas that the check recognises, the likeliest first.
    view
        What of a returned value is compared, for a function with many right results. It gets the
        value and the arguments of the case; a value that it cannot use makes it raise a
        ``ValueError`` that says why.
    tolerance
        Relative difference up to which two numbers are the same.
    phase_free
        Whether an array is right, too, if it is the right one times a number of modulus 1: the
        state of qubits that only a global phase distinguishes.
    forbidden
        Full names of what the function may not use, such as ``numpy.convolve`` or a module; what
        that means is said in ``_allowed``.
    caller
        Who calls the function. If it is not the check itself, the function need not return what
        is compared, and neither need the imitations of the misconceptions.
    """

    name: str
    oracle: Callable
    draw: Callable[[np.random.Generator], tuple] | None = None
    edges: Sequence[tuple] = ()
    misconceptions: Sequence[Misconception] = ()
    view: Callable[..., Any] | None = None
    tolerance: float = 1e-6
    phase_free: bool = False
    forbidden: Sequence[str] = ()
    caller: Caller = Caller()

    def broken_rule(self, sources: Sequence[str]) -> str | None:
        """What the function uses although it may not, told from the code cells; None if nothing.

        ``sources`` are those that run before the function is asked, in order.
        """
        return _allowed.broken(sources, self.name, self.forbidden)

    def cases(self, seed: int = SEED) -> list[tuple]:
        """The arguments of every case: the edges, then random ones, the same for the same seed."""
        rng = np.random.default_rng(seed)
        drawn = [self.draw(rng) for _ in range(RANDOM_CASES)] if self.draw else []
        return [*copy.deepcopy(list(self.edges)), *drawn]

    def judge(self, cases: Sequence[tuple], answers: Sequence[Answer]) -> Verdict:
        """What the answers to the cases show: the outcome, and the first counterexample if any."""
        for number, (case, answer) in enumerate(zip(cases, answers, strict=True)):
            if answer.error == "NotImplementedError":
                return Verdict(NOT_ATTEMPTED, self._unfinished(answer), number)
            if answer.error in self.caller.findings:
                hint = self._hint(cases, answers)
                return Verdict(WRONG, self._counterexample(case, answer, "", hint), number)
            if answer.error:
                return Verdict(ERROR, self._stopped(case, answer), number)
            if changed := self._changed(case, answer):
                return Verdict(WRONG, self._counterexample(case, answer, changed), number)
            if unlike := self._unlike(answer.value, self._right(case), case):
                hint = self._hint(cases, answers)
                if unlike == _compare.NO_RETURN and self._none_is_an_answer(cases):
                    unlike = _compare.OTHER
                unlike += PRINTED if answer.printed and answer.value is None else ""
                return Verdict(WRONG, self._counterexample(case, answer, unlike, hint), number)
        tried = f", all {len(cases)} cases are right" if len(cases) > 1 else ""
        return Verdict(SOLVED, f"{self.name}: solved{tried}.")

    def __call__(self, function: Callable) -> None:
        """Print that the function is right, or raise what is wrong with it.

        Raises
        ------
        NotAllowed
            If it uses what the exercise forbids.
        NotAttempted
            If it is still the stub.
        NotSolved
            If a result is wrong or an answer takes too long; the message has that case.
        Exception
            Whatever the function itself raised, with its traceback and the case as a note.
        """
        __tracebackhide__ = True  # IPython then shows the student's own lines alone
        if self.forbidden and (broken := _allowed.broken_by(function, self.name, self.forbidden)):
            raise NotAllowed(broken)
        cases = self.cases()
        answers = [self._ask_patiently(function, case) for case in cases]
        verdict = self.judge(cases, answers)
        if verdict.outcome == ERROR:
            error = answers[verdict.case].exception
            error.add_note(f"It was called as {self.call(cases[verdict.case])}")
            raise error
        if verdict.outcome != SOLVED:
            raise (NotAttempted if verdict.outcome == NOT_ATTEMPTED else NotSolved)(verdict.message)
        print(verdict.message)

    def ask(self, function: Callable, case: tuple) -> Answer:
        """What a function answers to one case."""
        __tracebackhide__ = True
        caller = pkgutil.resolve_name(self.caller.name) if self.caller.name else None
        return ask(function, case, caller)

    def _ask_patiently(self, function: Callable, case: tuple) -> Answer:
        """What a function answers to one case, if it does not take too long."""
        __tracebackhide__ = True
        begin = time.perf_counter()
        try:
            with _patience.patience(_patience.PATIENCE_S):
                return self.ask(function, case)
        except KeyboardInterrupt:
            took = f"was stopped after {time.perf_counter() - begin:.0f} s without an answer"
            raise NotSolved(f"{self.call(case)} {took}. {_patience.QUESTION}") from None

    def _right(self, case: tuple) -> Any:
        """What the oracle expects for a case."""
        return self.oracle(*copy.deepcopy(case))

    def _none_is_an_answer(self, cases: Sequence[tuple]) -> bool:
        """Whether None is expected in any of the cases, so that who returns it may mean it."""
        return any(self._right(case) is None for case in cases)

    def _changed(self, case: tuple, answer: Answer) -> str | None:
        """Which argument the call has changed, in a sentence; None if it changed none."""
        changed = _compare.first_changed(case, answer.arguments)
        if changed is None:
            return None
        return f"The argument {self._parameters()[changed]} was changed; work on a copy of it."

    def _unlike(self, value: Any, expected: Any, case: tuple) -> str | None:
        """How what is seen of a value differs from what is expected; None if it does not."""
        try:
            seen = self._viewed(value, case)
        except ValueError as error:
            return str(error)
        return _compare.difference(seen, expected, self.tolerance, self.phase_free)

    def _hint(self, cases: Sequence[tuple], answers: Sequence[Answer]) -> str:
        """The hint of the misconception that explains the answers best; empty if none does.

        Best is one that gives every answer of the student. Next is one that gives every wrong
        answer, if it is not wrong on more than twice as many cases as the student. For lists of
        very many parts, which would take long to compare so often, there is none.
        """
        given = [
            number
            for number, answer in enumerate(answers)
            if not answer.error or answer.error in self.caller.findings
        ]
        if any(_compare.has_many_parts(answers[number].value) for number in given):
            return ""
        wrong = [number for number in given if self._is_wrong(cases[number], answers[number])]
        right = [number for number in given if number not in wrong]
        made = [self._imitations(known, cases) for known in self.misconceptions]
        for explained in ([*wrong, *right], wrong):
            for known, imitation in zip(self.misconceptions, made, strict=True):
                explains = all(self._is_same(answers[n], imitation(n), cases[n]) for n in explained)
                if explains and self._times_wrong(imitation, cases, given) <= 2 * len(wrong):
                    return known.hint
        return ""

    def _is_wrong(self, case: tuple, answer: Answer) -> bool:
        """Whether an answer is an error or has another value than the right one."""
        return bool(answer.error or self._unlike(answer.value, self._right(case), case))

    def _is_same(self, answer: Answer, imitated: Answer, case: tuple) -> bool:
        """Whether a student's answer to a case is that of an imitation."""
        if answer.error or imitated.error:
            trait = self.caller.trait
            is_same_error = answer.error == imitated.error
            return is_same_error and trait(answer.message) == trait(imitated.message)
        return self._unlike(answer.value, self._viewed(imitated.value, case), case) is None

    def _imitations(self, known: Misconception, cases: Sequence[tuple]) -> Callable[[int], Answer]:
        """The answer, by the number of a case, of a student who holds the misconception.

        Each is asked for once, when it is first needed.
        """
        return functools.cache(lambda number: self._imitation(known, cases[number]))

    def _imitation(self, known: Misconception, case: tuple) -> Answer:
        """The answer of a student who holds the misconception."""
        answer = self.ask(known.imitation, case)
        if answer.error and answer.error not in self.caller.findings:
            raise answer.exception  # a defect of the check
        return answer

    def _times_wrong(
        self, imitation: Callable[[int], Answer], cases: Sequence[tuple], given: Sequence[int]
    ) -> int:
        """In how many of the given cases the misconception leads to a wrong answer."""
        return sum(self._is_wrong(cases[number], imitation(number)) for number in given)

    def _unfinished(self, answer: Answer) -> str:
        """Whose line ``raise NotImplementedError`` it is: that of this function or of another."""
        if not answer.raised_in:
            return f"{self.name} is not attempted yet: it still raises NotImplementedError."
        return f"{self.name} calls {answer.raised_in}, which is not attempted yet."

    def _counterexample(self, case: tuple, answer: Answer, problem: str, hint: str = "") -> str:
        """A case, what came of it and what was expected, for the student."""
        lines = [
            f"{self.name} is not right yet. The first case that shows it:",
            f"    {self.call(case)}",
            f"    {self._came(answer, case)}",
            f"    expected  {_compare.shown(self._right(case))}",
            *([f"    printed   {_compare.shown(answer.printed)}"] if answer.printed else []),
            *([f"    {problem}"] if problem else []),
            *([f"Hint: {hint}"] if hint else []),
        ]
        return "\n".join(lines)

    def _came(self, answer: Answer, case: tuple) -> str:
        """What came of a call: the value, or the error by which its caller ended it."""
        if answer.error:
            return f"stopped   {answer.message}"
        seen = self._seen(answer.value, case)
        if self.caller.name:  # what the caller gives is not what the student's function returns
            return f"gave      {seen or _compare.shown(answer.value)}"
        return f"returned  {_compare.shown(answer.value)}" + (f", which gives {seen}" * bool(seen))

    def _viewed(self, value: Any, case: tuple) -> Any:
        """What of a value is compared."""
        return self.view(value, *case) if self.view else value

    def _seen(self, value: Any, case: tuple) -> str:
        """What the view makes of a value; empty if there is no view or it cannot use the value."""
        try:
            return _compare.shown(self._viewed(value, case)) if self.view else ""
        except ValueError:
            return ""

    def _stopped(self, case: tuple, answer: Answer) -> str:
        return f"{self.name} stopped with {answer.error}: {answer.message}, in {self.call(case)}"

    def call(self, case: tuple) -> str:
        """The call with the arguments of a case, as a student could type it."""
        if self.caller.shown:
            return f"{self.caller.shown}({', '.join([self.name, *map(_compare.as_code, case)])})"
        pairs = zip(self._parameters(), map(_compare.as_code, case), strict=True)
        return f"{self.name}({', '.join('='.join(pair) for pair in pairs)})"

    def _parameters(self) -> list[str]:
        return list(inspect.signature(self.oracle).parameters)
