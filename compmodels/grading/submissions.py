"""Who handed in what: the notebooks in a folder of submissions, by student.

Files are found here and not opened (``handed_in``), so what they hold is not known yet; who a
student is, ``people`` tells from a name, and whether the folder is that of a class, ``layout``.
Links are never followed, and whatever cannot be looked at is noted beside the student and stops
nothing.
"""

from __future__ import annotations

import fnmatch
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compmodels.commands import CommandError
from compmodels.grading import layout, people
from compmodels.grading.layout import MOST_NOTEBOOKS, shown
from compmodels.grading.people import Student

MOST_FOLDERS = 4
# What macOS and Windows add; the first is a folder with a second file for each that its zip holds.
SYSTEM = ("__macosx", "thumbs.db", "desktop.ini", "icon\r")
NONE = "no notebook was handed in"
MORE = f"only the first {MOST_NOTEBOOKS} by name are looked at"
DEEPER = f"folders more than {MOST_FOLDERS} deep are not looked into"
LATE = "handed in late"
LINK = "a link is not followed"
SPECIAL = "what is called a notebook is not an ordinary file"


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment.

    Attributes
    ----------
    student
        Whose it is.
    assignment
        Its name, if a folder says so as nbgrader's do; otherwise empty.
    files
        The notebooks that may be the answer, sorted by name.
    note
        Why there is none, or what was left out, in one line; empty if all is well.
    """

    student: Student
    assignment: str
    files: tuple[Path, ...]
    note: str = ""


@dataclass(frozen=True)
class _Finding:
    """A notebook; or a folder or other thing that is none, with a note if it was left out."""

    path: Path
    is_notebook: bool = False
    note: str = ""


Pile = dict[str, list[_Finding]]  # what one student handed in, by assignment


def find(folder: Path, students: str = "*", assignments: Collection[str] = ()) -> list[Submission]:
    """The submissions in a folder, sorted by student and assignment.

    Parameters
    ----------
    folder
        Holds a notebook or a folder for each student; nbgrader's ``submitted`` is such a folder.
    students
        A pattern for the names of the students that are wanted, such as ``a*``.
    assignments
        The names by which a folder within a student's is known to hold one assignment. What lies
        in the folder itself is a student's, so it may have none of them.

    Raises
    ------
    CommandError
        If there is no such folder, no submission in it, or no student whose name matches; or if it
        is not the folder of a class, but one above or below it.
    """
    if layout.is_course(folder):
        ours = "is the course, and not what was handed in"
        raise CommandError(f"{shown(folder)} {ours}; name {layout.HOLDS_THEM}")
    piles = _piles(folder, assignments)
    if not piles:
        raise CommandError(f"{shown(folder)} {layout.nothing(_nobodys(folder))}")
    _refuse_misplaced(folder, piles, assignments)
    matching = [student for student in piles if fnmatch.fnmatchcase(student.name, students)]
    if not matching:
        first = min(student.name for student in piles)
        such_as = f"students there have names such as {shown(first)}"
        raise CommandError(f"no student matches {shown(students)}; {such_as}")
    ordered = sorted(matching, key=lambda student: student.name)
    return [submission for student in ordered for submission in _split(student, piles[student])]


def left_out(folder: Path) -> list[str]:
    """The names of the files in a folder that are nobody's, in one line each, sorted.

    Those that are hidden or that a system adds are left out of these as well.
    """
    return [shown(name) for name in _nobodys(folder)]


def _refuse_misplaced(
    folder: Path, piles: dict[Student, Pile], assignments: Collection[str]
) -> None:
    """Raise ``CommandError`` if the folder is not that of a class, but one above or below it."""
    found = [f for pile in piles.values() for findings in pile.values() for f in findings]
    tree = {finding.path.relative_to(folder): finding.is_notebook for finding in found}
    problem = layout.misnamed(folder, tree, assignments)
    if below := layout.class_below(folder, tree, assignments):
        problem = layout.too_high(folder, below, len(_piles(below, assignments)))
    if problem:
        raise CommandError(f"{shown(folder)} {problem}")


def _piles(folder: Path, assignments: Collection[str]) -> dict[Student, Pile]:
    """What each student handed in; several entries of the folder may belong to one student."""
    piles: dict[Student, Pile] = {}
    for entry, student in _owned(folder):
        for finding in _handed_in(entry, student):
            pile = piles.setdefault(student, defaultdict(list))
            pile[_assignment(finding.path.relative_to(folder), assignments)].append(finding)
    return piles


def _owned(folder: Path) -> list[tuple[Path, Student]]:
    """What the folder of all submissions holds, sorted by name, and whose each thing would be."""
    entries = _top(folder)
    owners = people.from_names(entry.name for entry in entries)
    return [(entry, owners[entry.name]) for entry in entries]


def _top(folder: Path) -> list[Path]:
    """What the folder of all submissions holds."""
    try:
        return _entries(folder)
    except FileNotFoundError:
        problem = "does not exist"
    except NotADirectoryError:
        problem = "is a file"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    raise CommandError(f"{shown(folder)} {problem}; name the folder that holds the submissions")


def _entries(folder: Path) -> list[Path]:
    """What a folder holds, sorted by name, without hidden things and those that systems add."""
    kept = (path for path in folder.iterdir() if not _is_hidden(path.name))
    return sorted(kept, key=lambda path: path.name)


def _is_hidden(name: str) -> bool:
    """Whether a thing of this name is no student's work; two dots begin a name that is only odd."""
    return name.lower() in SYSTEM or (name.startswith(".") and not name.startswith(".."))


def _nobodys(folder: Path) -> list[str]:
    """The names of the files in the folder of all submissions that name no student."""
    plain = (entry for entry, student in _owned(folder) if not student.system)
    return [entry.name for entry in plain if next(_look(entry, MOST_FOLDERS), None) is None]


def _handed_in(entry: Path, student: Student) -> list[_Finding]:
    """What a student's entry of the top folder holds; nothing for a file that names no student."""
    found = list(_look(entry, MOST_FOLDERS))
    return [_Finding(entry)] if not found and student.system else found


def _look(path: Path, deeper: int) -> Iterator[_Finding]:
    """What a path is, and for a folder also what is in it and up to ``deeper`` folders below."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            yield _Finding(path, note=LINK)
        elif stat.S_ISDIR(mode):
            yield from _look_into(path, deeper)
        elif people.is_notebook(path.name):
            is_file = stat.S_ISREG(mode)
            yield _Finding(path, is_notebook=is_file, note="" if is_file else SPECIAL)
    except OSError as error:
        yield _Finding(path, note=f"something cannot be read: {error.strerror}")


def _look_into(folder: Path, deeper: int) -> Iterator[_Finding]:
    """The folder itself, what is in it, and what is up to ``deeper`` folders below."""
    yield _Finding(folder, note="" if deeper >= 0 else DEEPER)
    if deeper >= 0:
        for path in _entries(folder):
            yield from _look(path, deeper - 1)


def _assignment(path: Path, assignments: Collection[str]) -> str:
    """The assignment that the folder within a student's names, if it names one."""
    return next((name for name in path.parts[1:2] if name in assignments), "")


def _split(student: Student, pile: Pile) -> list[Submission]:
    """The submissions of one student, sorted by assignment.

    What lies beside folders of assignments counts only if there is something to say of it.
    """
    several = len(pile) > 1
    return [
        _submission(student, assignment, findings)
        for assignment, findings in sorted(pile.items())
        if assignment or not several or any(f.is_notebook or f.note for f in findings)
    ]


def _submission(student: Student, assignment: str, findings: Iterable[_Finding]) -> Submission:
    """One submission: the notebooks among the findings, and what is to be said of the rest."""
    files = [finding.path for finding in findings if finding.is_notebook]
    notes = [] if files else [NONE]
    if len(files) > MOST_NOTEBOOKS:
        notes.append(f"{len(files)} notebooks were handed in, and {MORE}")
    notes += dict.fromkeys(finding.note for finding in findings if finding.note)
    notes += [LATE] if student.is_late else []
    return Submission(student, assignment, tuple(files[:MOST_NOTEBOOKS]), "; ".join(notes))
