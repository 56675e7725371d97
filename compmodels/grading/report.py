"""What marking finds: a report a submission, with a mark for each exercise.

Everything here is plain data, so that it can travel between machines, be kept on disk between two
runs, and be written down in any form. How it comes about lives in ``marking``; the forms are
``tables``, ``pages`` and ``exports``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

SOLVED = "solved"
WRONG = "wrong"
NOT_ATTEMPTED = "not attempted"
ERROR = "error"  # the student's function raised one
STOPPED = "stopped"  # it took too long, too much memory, or ended its process
NOT_ALLOWED = "not allowed"  # it uses what the exercise forbids
MISSING = "missing"  # there is no such function, or no text
UNMARKED = "to be marked"  # an open question that nobody has read yet
MARKED = "marked"  # one that a person has read
OUTCOMES = (
    SOLVED,
    WRONG,
    NOT_ATTEMPTED,
    ERROR,
    STOPPED,
    NOT_ALLOWED,
    MISSING,
    UNMARKED,
    MARKED,
)

GRADED = "graded"
NOT_GRADED = "not graded"

HARMLESS = "\n\t\N{NO-BREAK SPACE}\N{ZERO WIDTH JOINER}"  # though Python calls them unprintable

PLAIN_NAME = re.compile(r"[\w@(),+'][\w @(),+'.-]{0,78}[\w@(),+']|\w")


@dataclass(frozen=True)
class Mark:
    """What one exercise earned.

    Attributes
    ----------
    exercise
        Its name, that of the cell with the answer, such as ``mistake-bound``.
    points, maximum
        What was earned, and what can be.
    outcome
        One of ``OUTCOMES``.
    message
        What the student is told: the first counterexample, a hint, a person's comment. It may
        have several lines, and may hold what the student wrote.
    answer
        What the student wrote: code, or the text of an open question.
    """

    exercise: str
    points: float
    maximum: float
    outcome: str
    message: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Report:
    """What one student earned in one assignment.

    Attributes
    ----------
    student
        As the name of the folder or file says.
    assignment
        Such as ``01-perceptron``; empty if nobody can tell.
    status
        ``graded``, ``graded: NOTE; NOTE`` or ``not graded: REASON``, in one line.
    marks
        One for each exercise of the assignment, in its order; also where nothing was graded.
    """

    student: str
    assignment: str
    status: str
    marks: tuple[Mark, ...] = ()

    @property
    def points(self) -> float:
        """The points earned in all."""
        return sum(mark.points for mark in self.marks)

    @property
    def maximum(self) -> float:
        """The points that could be earned."""
        return sum(mark.maximum for mark in self.marks)

    @property
    def is_graded(self) -> bool:
        """Whether there was something to grade."""
        return self.status.startswith(GRADED)


def file_stem(student: str) -> str:
    """A file's name, without ending, for what belongs to a student: safe in every file system.

    A plain name stays as it is. Any other has its odd characters replaced and a digest added, so
    that no two students share a file.
    """
    if PLAIN_NAME.fullmatch(student):
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return re.sub(r"[^\w-]+", "_", student)[:60].strip("_") + "-" + digest


def in_a_line(text: str, most: int = 100) -> str:
    """Text of unknown origin as a short part of one line."""
    return " ".join(readable(text, most).split())


def readable(text: str, most: int = 4000) -> str:
    """Text of unknown origin without control characters and half characters, cut if it is long."""
    whole = text.encode("utf-8", "replace").decode().replace("\r\n", "\n")
    kept = "".join(
        c if c.isprintable() or c in HARMLESS else "\N{REPLACEMENT CHARACTER}" for c in whole
    )
    return kept if len(kept) <= most else kept[:most] + " ... (cut)"
