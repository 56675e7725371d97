"""The page to mark open questions by."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from bs4 import BeautifulSoup

from compmodels.grading import report
from compmodels.grading.pages import feedback_files, manual_page
from compmodels.grading.report import file_stem
from tests.grading_pages import samples
from tests.grading_pages.reading import graded, soup, text
from tests.grading_pages.samples import ASSIGNMENTS, BOTH, CLASS, NAME, OPEN, PAGES, SECOND, of_both


def answers_on(page: str) -> dict[str, BeautifulSoup]:
    """The answers on the page to mark by, by student."""
    return {one.h3.get_text(): one for one in soup(page).find_all("article")}


def test_every_answer_is_there_with_its_student():
    answers = answers_on(PAGES["manual"])
    expected = {
        one.student: one.marks[-1]
        for one in sorted(CLASS, key=lambda one: one.student)
        if one.marks and one.marks[-1].answer
    }
    assert list(answers) == list(expected)
    for student, article in answers.items():
        assert article.blockquote.get_text() == expected[student].answer
        assert article.h3["id"].startswith("answer-")


def test_each_student_named_leads_to_the_page_that_the_run_writes():
    class_ = [*CLASS, samples.lost("../O'Neill é#?", "no notebook"), samples.lost("\ud800", "")]
    pages = feedback_files(class_)
    assert len(set(pages)) == len(class_)
    links = [a["href"] for a in soup(manual_page(class_, ASSIGNMENTS)).select("a:has(bdi)")]
    found = {unquote(link) for link in links}
    assert found == {page for page, one in zip(pages, class_, strict=True) if one.assignment}
    assert all(re.fullmatch(r"feedback/[\w.~%-]+\.html", link, re.ASCII) for link in links)


def test_pages_are_named_by_student_and_by_assignment_if_there_are_several():
    alone = [graded(samples.essay(2), student=name) for name in ("Ada", "../x")]
    assert feedback_files(alone) == ["feedback/Ada.html", f"feedback/{file_stem('../x')}.html"]
    assert feedback_files(of_both()) == [
        f"feedback/{one.student} {one.assignment}.html" for one in of_both()
    ]


def test_points_and_comment_are_there():
    answers = answers_on(PAGES["manual"])
    assert "1.5 of 2 points" in answers["Grace Hopper"].get_text()
    assert f"Comment: {samples.COMMENT}" in answers["Grace Hopper"].get_text()
    assert "not marked yet, 2 points at most" in answers["Katherine Johnson"].get_text()
    assert "so far" not in text(PAGES["manual"])


def test_who_wrote_nothing_is_only_named_at_the_end():
    silent = soup(PAGES["manual"]).find("h3", string="No answer").find_next("ul")
    answered = {report.UNMARKED, report.MARKED}
    expected = [
        one.student for one in CLASS if one.is_graded and one.marks[-1].outcome not in answered
    ]
    assert len(expected) > 1
    assert [li.get_text() for li in silent.find_all("li")] == sorted(expected)
    assert not set(expected) & set(answers_on(PAGES["manual"]))


def test_who_could_not_be_graded_is_named_apart_with_the_reason():
    lost = soup(PAGES["manual"]).find("h3", string="Could not be graded").find_next("ul")
    assert [li.get_text() for li in lost.find_all("li")] == [
        "Zeno: it is not a notebook: its JSON is broken at line 3",
        f"{'x' * 60}: the folder holds no notebook",
    ]
    everybody = [one for one in CLASS if one.is_graded]
    assert "Could not be graded" not in manual_page(everybody, ASSIGNMENTS)


def test_statement_and_rubric_are_shown_without_a_solution():
    statement = soup(PAGES["manual"]).select_one(".statement")
    assert "Neural networks were invented in the 1950s" in statement.get_text()
    assert [row.td.get_text() for row in statement.tbody.find_all("tr")] == ["1", "0.5", "0.5"]
    assert "One possible answer" not in PAGES["manual"]
    assert statement.find(["h1", "h2"]) is None


def test_links_and_pictures_of_a_statement_are_words():
    words = "See [the lesson](../01.ipynb), ![a curve](a.png), $a_1 * b_2 * c$, x<sup>2</sup>."
    markdown = f"## 1. Why?\n\n{words}"
    asked = replace(SECOND.exercises[1], statement=markdown)
    course = {SECOND.name: replace(SECOND, exercises=(SECOND.exercises[0], asked))}
    statement = soup(manual_page(of_both(), course)).select_one(".statement")
    assert statement.get_text().strip() == r"See the lesson, a curve, \(a_1 * b_2 * c\), x2."
    assert {one.name for one in statement.find_all(True)} == {"p", "span", "sup"}


def test_answers_are_grouped_by_question():
    page = soup(manual_page(of_both(), BOTH))
    titles = [f"{NAME}, {OPEN.title}", f"{SECOND.name}, doubling"]
    sections = page.select("section:not(.box)")
    assert [section.h2.get_text() for section in sections] == titles
    students = [[h3.get_text() for h3 in section.find_all("h3")] for section in sections]
    assert students == [["Grace Hopper", "Katherine Johnson"], ["Bob", "Eve"]]
    listed = [" ".join(li.get_text().split()) for li in page.nav.find_all("li")]
    assert listed == [
        f"{titles[0]}: 2 answers, 1 still to be marked",
        f"{titles[1]}: 2 answers, 2 still to be marked",
    ]


def test_page_tells_how_to_mark():
    shown = text(PAGES["manual"])
    for words in (
        "manual.csv",
        "points",
        "comment",
        "compmodels grade SUBMISSIONS --out DIR --resume",
    ):
        assert words in shown
