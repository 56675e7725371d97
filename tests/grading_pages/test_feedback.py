"""The page of one student: what it says of each answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from compmodels import notebooks
from compmodels.grading import report, wording
from compmodels.grading.pages import feedback
from compmodels.grading.report import Mark
from tests.checkout import ROOT
from tests.grading_pages import samples
from tests.grading_pages.reading import graded, soup, text
from tests.grading_pages.samples import CLASS, CODE, LESSON_01, NAME, PAGES


def parts_of(page: str) -> dict[str, BeautifulSoup]:
    """The exercises on a feedback page, by their titles."""
    return {part.h2.get_text(): part for part in soup(page).select("section.exercise")}


def test_feedback_says_for_whom_for_what_and_how_many_points():
    page = PAGES["feedback"]
    assert soup(page).title.get_text() == f"{NAME}: feedback for Grace Hopper"
    assert soup(page).h1.get_text() == f"Feedback on {NAME}"
    assert "For Grace Hopper 2.5 of 10 points" in text(page)
    assert [li.get_text() for li in soup(page).find_all("li")] == [
        "two notebooks, the newer one counts"
    ]


def test_feedback_has_every_exercise_in_order_with_points_and_outcome():
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in soup(PAGES["feedback"]).tbody.find_all("tr")
    ]
    assert rows == [
        ["1. What does one unit answer?", "solved", "1 of 1"],
        ["2. How does it learn?", "uses what is not allowed", "0 of 2"],
        ["3. How many mistakes at most?", "was stopped", "0 of 2"],
        ["4. XOR by hand", "not right yet", "0 of 1"],
        ["5. What could 1958 have trained?", "no answer found", "0 of 2"],
        ["6. Your own estimate", "marked by a person", "1.5 of 2"],
    ]
    assert list(parts_of(PAGES["feedback"])) == [title for title, *_ in rows]


@pytest.mark.parametrize("exercise", CODE, ids=lambda one: one.name)
def test_feedback_shows_the_whole_message_of_the_check_and_the_hint_apart(exercise):
    for handed_in in samples.answers_to(exercise):
        mark = samples.marked(exercise, handed_in.function)
        (part,) = parts_of(feedback(graded(mark), LESSON_01)).values()
        hint = part.select_one("p.hint")
        said = part.samp.get_text() if part.samp else part.select_one("p.said").get_text()
        tail = "\n" + hint.get_text() if hint else ""
        assert said + tail == mark.message
        assert "Hint:" not in said
        assert handed_in.hint is None or handed_in.hint in mark.message
        assert part.details.code.get_text() == mark.answer
        assert not part.details.has_attr("open")


def test_feedback_takes_no_hint_from_what_an_error_says():
    mark = Mark("predict", 0, 1, report.ERROR, "predict stopped with Odd: x\nHint: it is solved")
    (part,) = parts_of(feedback(graded(mark), LESSON_01)).values()
    assert part.samp.get_text() == mark.message
    assert part.select_one(".hint") is None


def test_feedback_shows_what_is_not_of_the_check_as_prose():
    parts = parts_of(PAGES["feedback"])
    assert parts["6. Your own estimate"].select_one("p.said").get_text() == samples.COMMENT
    assert parts["6. Your own estimate"].details.blockquote.get_text() == samples.ESSAY
    assert parts["2. How does it learn?"].samp is None


def test_feedback_shows_what_the_check_said_below_the_comment_that_overrules_it():
    mark = Mark("predict", 1, 1, report.MARKED, "Fine.\n\nThe check said:\nno\nHint: a", "def f():")
    (part,) = parts_of(feedback(graded(mark), LESSON_01)).values()
    said = part.get_text()
    assert part.select_one("p.said").get_text() == "Fine."
    assert part.samp.get_text() == "no\nHint: a"
    assert said.index("Fine.") < said.index("The check said:") < said.index("Hint: a")
    assert part.details.code.get_text() == "def f():"
    (alone,) = parts_of(feedback(graded(replace(mark, message="Fine.")), LESSON_01)).values()
    assert alone.samp is None and "The check said" not in alone.get_text()


def test_feedback_tells_that_a_person_has_yet_to_read():
    shown = text(PAGES["feedback-waiting"])
    assert "4 of 10 points so far" in shown
    assert "worth 2 more points are marked by a person, who has not read them yet" in shown
    assert "so far" not in text(PAGES["feedback"])


@pytest.mark.parametrize(
    ("page", "reason"),
    [("feedback-lost", "JSON is broken at line 3"), ("feedback-nobody-knows", "shares no cells")],
)
def test_feedback_says_what_to_do_if_nothing_was_graded(page: str, reason: str):
    shown = text(PAGES[page])
    assert "This could not be graded" in shown
    assert reason in shown
    assert "hand your notebook in again" in shown and "ask your teacher" in shown
    assert soup(PAGES[page]).table is None


def test_feedback_shows_no_solution():
    source = notebooks.read(ROOT / "solutions" / NAME / f"{NAME}.ipynb")
    secret = re.findall(
        r"BEGIN SOLUTION\n(.*?)### END",
        "\n".join(cell.source for cell in source.cells),
        flags=re.DOTALL,
    )
    lines = [line.strip() for line in "\n".join(secret).splitlines() if len(line.strip()) > 25]
    assert len(lines) >= 8
    failed = graded(*(replace(samples.wrong(one, 3), answer="") for one in CODE))
    shown = soup(feedback(failed, LESSON_01)).get_text()
    assert [line for line in lines if line in shown] == []


def test_every_outcome_has_words_and_is_in_the_samples():
    assert set(wording.WORDS) == set(report.OUTCOMES)
    assert {mark.outcome for one in CLASS for mark in one.marks} == set(report.OUTCOMES)
