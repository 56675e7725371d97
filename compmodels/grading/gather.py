"""From files on disk to work: all that a student handed in for an assignment, read into memory.

It is read only when it is needed, since a class may be larger than the memory. Where the files are
lives in ``submissions``, what becomes of them in ``work``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compmodels.grading import handed_in
from compmodels.grading.submissions import Submission
from compmodels.grading.work import Work


@dataclass(frozen=True)
class Pile:
    """All that one student handed in for one assignment, before it is read."""

    student: str
    assignment: str
    submissions: list[Submission]

    def read(self) -> Work:
        """The same with the content of the files."""
        paths = [path for one in self.submissions for path in one.files]
        files = tuple((path.name, content(path)) for path in paths)
        notes = "; ".join(one.note for one in self.submissions if one.note)
        return Work(self.student, self.assignment, files, notes)


def together(found: Sequence[Submission], expected: str) -> list[Pile]:
    """What belongs to one student and one assignment, in one pile.

    nbgrader's folders say which assignment they are for; what lies elsewhere is the expected one.
    """
    piles: dict[tuple[str, str], Pile] = {}
    for one in found:
        key = (one.student.name, one.assignment or expected)
        piles.setdefault(key, Pile(*key, [])).submissions.append(one)
    return list(piles.values())


def content(path: Path) -> bytes | str:
    """The content of a file, or the reason why it cannot be read."""
    try:
        return handed_in.read(path)
    except handed_in.Unreadable as reason:
        return str(reason)
