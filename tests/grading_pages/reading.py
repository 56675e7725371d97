"""How a page is read in a test, and reports of one student to make it from."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bs4 import BeautifulSoup

from compmodels.grading import report
from compmodels.grading.report import Mark, Report
from tests.grading_pages.samples import NAME

FEEDBACK = re.compile(r"feedback/[A-Za-z0-9_.~%-]+\.html")


class Skeleton(HTMLParser):
    """The elements of a page and their attributes, without the text between them.

    Links to the page of a student count as the same: they name the student.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append(
            (tag, [(name, FEEDBACK.sub("feedback/STUDENT.html", value)) for name, value in attrs])
        )

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(tag)

    def handle_comment(self, data: str) -> None:
        self.elements.append("comment")


def soup(page: str) -> BeautifulSoup:
    """The page, to look things up in."""
    return BeautifulSoup(page, "html.parser")


def text(page: str) -> str:
    """What a reader of the page sees, in one line."""
    return " ".join(soup(page).main.get_text(" ").split()).replace(" ,", ",")


def graded(*marks: Mark, student: str = "Ada", status: str = report.GRADED) -> Report:
    """A report of the first lesson."""
    return Report(student, NAME, status, marks)


def earning(points: float, student: str = "Ada") -> Report:
    """A report with that many of 10 points."""
    return graded(Mark("predict", points, 10, report.WRONG, "no"), student=student)
