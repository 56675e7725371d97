"""What a row of the table is: which answer it is about, what is given for it, what may be wrong.

The table as a file lives in ``_template`` and ``_read``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from compmodels._validate import refuse
from compmodels.grading import tables
from compmodels.grading.report import Mark, Report, readable
from compmodels.grading.wording import one_line

COLUMNS = ("student", "assignment", "exercise", "points", "maximum", "comment", "answer")
Place = tuple[str, str, str]
Key = tuple[str, str, str, str]
ANY_ANSWER = ""
DIGITS = 8


@dataclass(frozen=True)
class Given:
    """What a person has given for one answer.

    Attributes
    ----------
    points
        None as long as nobody has marked it.
    comment
        What the student is told.
    maximum
        The points that the answer can earn; None if the table does not say.
    where
        File and line, for messages.
    """

    points: float | None
    comment: str = ""
    maximum: float | None = None
    where: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return self.points is None and not self.comment


def place(report: Report, mark: Mark) -> Place:
    """Student, assignment and exercise as the table names them."""
    return (*tables.who(report).values(), readable(mark.exercise))


def keys(report: Report, mark: Mark) -> tuple[Key, Key]:
    """How the table names this very answer, and any answer in its place."""
    here = place(report, mark)
    return (*here, digest(mark.answer)), (*here, ANY_ANSWER)


def digest(answer: str) -> str:
    """A few digits by which the table tells one answer from another.

    The sign before them keeps a spreadsheet from making a number of digits such as ``12345e67``.
    """
    whole = hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
    return f"#{whole[:DIGITS]}"


def too_much(key: Key, given: Given, maximum: float | None) -> list[str]:
    """That there are more points than the maximum, as far as it is known."""
    if given.points is None or maximum is None or given.points <= maximum:
        return []
    return [refused_points(key, given.where, tables.number(given.points), maximum)]


def disagreement(key: Key, first: Given, second: Given) -> list[str]:
    """That two rows on one answer do not say the same."""
    if (first.points, first.comment) == (second.points, second.comment):
        return []
    return [
        f"{second.where}: {named(key)}: the same answer as in {first.where}, with other points or "
        "another comment; keep one of the two rows"
    ]


def refused_points(key: Key, where: str, points: object, maximum: float | None) -> str:
    """That points are not allowed."""
    most = "" if maximum is None else f" to {maximum:g}"
    allowed = f"a number from 0{most}, or nothing as long as it is not marked"
    return f"{where}: {named(key)}: {refuse('points', points, allowed)}"


def named(key: Key) -> str:
    """Which answer it is, for a message of one line."""
    return ", ".join(one_line(part, 60) for part in key[:3])
