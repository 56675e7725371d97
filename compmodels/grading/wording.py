"""What is said about a mark: its outcome in words, its hint, and what went wrong in general.

Messages have the form that ``compmodels.checks`` gives them. Where words go, on a page or in a
table, does not live here.
"""

from __future__ import annotations

import re

from compmodels.grading import report
from compmodels.grading.report import Mark, Report, in_a_line

WORDS = {
    report.SOLVED: "solved",
    report.WRONG: "not right yet",
    report.NOT_ATTEMPTED: "not attempted",
    report.ERROR: "ended with an error",
    report.STOPPED: "was stopped",
    report.NOT_ALLOWED: "uses what is not allowed",
    report.MISSING: "no answer found",
    report.UNMARKED: "not marked yet",
    report.MARKED: "marked by a person",
}
HINT = "\nHint: "
CHECK_SAID = "The check said:\n"
APART = "\n\n"
OF_ONE_CASE = re.compile(r"(?<=Error): .*|,? in \w+\(.*| \(.*", flags=re.DOTALL)


def said(mark: Mark) -> str:
    """The message of a mark without its hint."""
    return mark.message[: -len(HINT + hint(mark))] if hint(mark) else mark.message


def hint(mark: Mark) -> str:
    """The hint in the message of a wrong answer; empty if there is none.

    Other messages may hold a student's own words, and words of theirs are no hint.
    """
    _, found, text = mark.message.rpartition(HINT)
    return text if found and mark.outcome == report.WRONG else ""


def reason(mark: Mark) -> str:
    """Why the answer failed, in words that fit everyone who fails so: no case, no numbers."""
    lines = mark.message.strip().splitlines() or [WORDS[mark.outcome]]
    if mark.outcome == report.WRONG:
        return one_line(hint(mark) or lines[-1])
    return one_line(OF_ONE_CASE.sub("", lines[0]))


def overruled(mark: Mark, comment: str) -> str:
    """What the student is told once a person has marked: the comment, then what the check said."""
    check = mark.message
    if mark.outcome == report.MARKED:
        _, check = comment_and_check(mark.message.removeprefix(comment))
    return APART.join(filter(None, [comment, check and CHECK_SAID + check]))


def comment_and_check(message: str) -> tuple[str, str]:
    """The two parts of what ``overruled`` made; each may be empty."""
    comment, _, check = (APART + message).partition(APART + CHECK_SAID)
    return comment.removeprefix(APART), check


def unmarked(given: Report) -> int:
    """How many answers of a report a person has yet to mark."""
    return sum(mark.outcome == report.UNMARKED for mark in given.marks)


def one_line(text: str, most: int = 300) -> str:
    """Text of unknown origin in one line, such as a student's name."""
    return in_a_line(text, most) or "(blank)"


def number(value: float) -> str:
    """A number of points, as short as can be."""
    return f"{value:g}"


def counted(count: int, noun: str) -> str:
    """A number of things, such as ``1 student`` or ``2 students``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
