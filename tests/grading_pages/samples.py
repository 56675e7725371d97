"""A class that handed in, as reports: what the pages are tested and looked at with.

Messages are those of the course's own checks, answers are those of ``tests.wrong_answers``.

    python -m tests.grading_pages.samples OUT_DIR

writes their pages to look at.
"""

from __future__ import annotations

import argparse
import functools
import inspect
from collections.abc import Callable
from pathlib import Path

from compmodels.grading import assignment, pages, report
from compmodels.grading.assignment import Exercise
from compmodels.grading.report import Mark, Report
from tests.checkout import ROOT
from tests.notebooks import build
from tests.wrong_answers import HandedIn, perceptron

NAME = "01-perceptron"
ASSIGNMENTS = assignment.load(ROOT)
LESSON_01 = ASSIGNMENTS[NAME]
CODE = [exercise for exercise in LESSON_01.exercises if not exercise.is_open]
OPEN = next(exercise for exercise in LESSON_01.exercises if exercise.is_open)
SECOND = assignment.from_notebook("02-double", build.solution())
BOTH = ASSIGNMENTS | {SECOND.name: SECOND}

NAMES = """Ada Lovelace, Alan Turing, Barbara Liskov, Claude Shannon, Donald Knuth, Edsger Dijkstra,
Frances Allen, Frank Rosenblatt, Hedy Lamarr, Ida Rhodes, John von Neumann,
Konrad Zuse, Lynn Conway, Margaret Hamilton, Marvin Minsky, Norbert Wiener,
Radia Perlman, Seymour Cray, Warren McCulloch, 姚期智, محمد بن موسى الخوارزمي""".replace("\n", " ")

ESSAY = """\
I do not agree. Training AlexNet took about 4.7e17 operations (lesson 01). A Cray-1 did at best \
160 million a second, so it would have needed 4.7e17 / 1.6e8 = 2.9e9 s, about 93 years.

    93 years < 1 career?  No.

Besides compute, *data* was missing: nobody had a million labelled photos & a place to keep them."""
COMMENT = "A sound estimate with its sources.\nYou do not say how sure you are of it: 0.5 less."
SLOW = (
    "mistake_bound took more than 10 s and was stopped, in mistake_bound(weights=np.array([1.0]))"
)
RULE = (
    "step may not use compmodels.perceptron (line 3: `unit.step(w, b, x, y)`): write it yourself."
)


def crashes(weights, bias, x, *more):
    return weights @ x[:, 1] + bias


@functools.cache
def marked(exercise: Exercise, function: Callable) -> Mark:
    """What the course's check says of the function."""
    check = LESSON_01.check(exercise)
    cases = check.cases()
    verdict = check.judge(cases, [check.ask(function, case) for case in cases])
    points = exercise.maximum if verdict.outcome == report.SOLVED else 0
    lines = inspect.getsource(function).splitlines()
    source = "\n".join(line for line in lines if not line.startswith("@"))
    return Mark(exercise.name, points, exercise.maximum, verdict.outcome, verdict.message, source)


def answers_to(exercise: Exercise) -> list[HandedIn]:
    """The answers to the exercise, right and wrong."""
    return [one for one in perceptron.ANSWERS if one.check == exercise.function]


def right(exercise: Exercise, turn: int = 0) -> Mark:
    """The mark of a right answer."""
    found = [one.function for one in answers_to(exercise) if one.hint is None]
    return marked(exercise, found[turn % len(found)])


def wrong(exercise: Exercise, turn: int = 0) -> Mark:
    """The mark of a wrong answer."""
    found = [one.function for one in answers_to(exercise) if one.hint is not None]
    return marked(exercise, found[turn % len(found)])


def plain(exercise: Exercise, outcome: str, message: str = "", answer: str = "") -> Mark:
    """A mark without points."""
    return Mark(exercise.name, 0, exercise.maximum, outcome, message, answer)


def not_attempted(exercise: Exercise) -> Mark:
    """The mark of a stub."""
    message = f"{exercise.function} is not attempted yet: it still raises NotImplementedError."
    return plain(exercise, report.NOT_ATTEMPTED, message, exercise.stub)


def essay(points: float | None) -> Mark:
    """The mark of an answer to the open question; without points if nobody has read it."""
    if points is None:
        return plain(OPEN, report.UNMARKED, "", ESSAY)
    return Mark(OPEN.name, points, OPEN.maximum, report.MARKED, COMMENT, ESSAY)


def hopper() -> Report:
    """A student who could not do much, and had a comment."""
    predict, step, bound, xor, layer = CODE
    marks = (
        right(predict),
        plain(step, report.NOT_ALLOWED, RULE, "def step(*all):\n    return unit.step(*all)"),
        plain(bound, report.STOPPED, SLOW, "while True:\n    pass"),
        wrong(xor, 4),
        plain(
            layer,
            report.MISSING,
            "largest_hidden_layer is not defined: keep the name that the exercise gives it",
        ),
        essay(1.5),
    )
    return Report("Grace Hopper", NAME, "graded: two notebooks, the newer one counts", marks)


def johnson() -> Report:
    """A student whose function raises an error, and whose essay nobody has read."""
    predict, step, bound, *more = CODE
    marks = (
        right(predict),
        marked(step, crashes),
        not_attempted(bound),
        *map(right, more),
        essay(None),
    )
    return Report("Katherine Johnson", NAME, report.GRADED, marks)


def member(place: int, name: str) -> Report:
    """A student of the class: the later in it, the more is wrong."""
    marks = [
        wrong(one, place % 3) if (place + i) % 7 < place // 4 else right(one, place)
        for i, one in enumerate(CODE)
    ]
    if place % 5 == 4:
        marks[-1] = not_attempted(CODE[-1])
    last = essay((None, 1.5, 2)[place % 3])
    if place % 6 == 5:
        last = plain(OPEN, report.NOT_ATTEMPTED, "there is no answer yet")
    return Report(name, NAME, report.GRADED, (*marks, last))


def lost(student: str, reason: str) -> Report:
    """A student whose submission was not graded."""
    marks = tuple(plain(one, report.MISSING) for one in LESSON_01.exercises)
    return Report(student, NAME, f"{report.NOT_GRADED}: {reason}", marks)


def whole_class() -> list[Report]:
    """Everybody who handed in."""
    names = [name.strip() for name in NAMES.split(",")]
    return [
        *(member(place, name) for place, name in enumerate(names)),
        hopper(),
        johnson(),
        lost("Zeno", "it is not a notebook: its JSON is broken at line 3"),
        lost("x" * 60, "the folder holds no notebook"),
        Report("Nemo", "", "not graded: it shares no cells with an assignment of the course"),
    ]


def sample_pages() -> dict[str, str]:
    """Every kind of page, by the name of its file."""
    students = {one.student: one for one in CLASS}
    shown = {
        "feedback": students["Grace Hopper"],
        "feedback-waiting": students["Katherine Johnson"],
        "feedback-lost": students["Zeno"],
        "feedback-nobody-knows": students["Nemo"],
    }
    found = {
        name: pages.feedback(one, ASSIGNMENTS.get(one.assignment)) for name, one in shown.items()
    }
    return found | {
        "summary": pages.summary_page(CLASS, ASSIGNMENTS),
        "manual": pages.manual_page(CLASS, ASSIGNMENTS),
        "summary-empty": pages.summary_page([], ASSIGNMENTS),
        "manual-empty": pages.manual_page([], ASSIGNMENTS),
    }


def of_both() -> list[Report]:
    """Two students in each of two assignments."""
    twice = Mark("double", 8, 8, report.SOLVED, "double: solved.")
    essay = Mark("doubling", 0, 2, report.UNMARKED, "", "Heat.")
    second = [Report(name, SECOND.name, report.GRADED, (twice, essay)) for name in ("Eve", "Bob")]
    return [*second, hopper(), johnson()]


CLASS = whole_class()
PAGES = sample_pages()


def main() -> None:
    """Read the command line and write the pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (out / f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
