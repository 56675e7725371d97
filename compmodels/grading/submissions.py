"""Who handed in what: the notebooks in a folder of submissions, by student.

Files are found here and not opened (``handed_in``), so what they hold is not known yet; who a
student is, ``people`` tells from a name. Links are never followed, and whatever cannot be looked
at is noted beside the student and stops nothing.
"""

from __future__ import annotations

import fnmatch
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compmodels.commands import CommandError
from compmodels.grading import people
from compmodels.grading.people import Student

MOST_NOTEBOOKS = 4
MOST_FOLDERS = 4
MACOS = "__MACOSX"  # a folder with a second file for each that its zip holds
NONE = "no notebook was handed in"
MORE = f"only the first {MOST_NOTEBOOKS} by name are looked at"
DEEPER = f"folders more than {MOST_FOLDERS} deep are not looked into"
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
        The names by which a folder within a student's is known to hold one assignment.

    Raises
    ------
    CommandError
        If there is no such folder, no submission in it, or no student whose name matches.
    """
    piles = _piles(folder, assignments)
    if not piles:
        wanted = "put a notebook or a folder for each student there"
        raise CommandError(f"{_shown(folder)} holds no submission; {wanted}")
    matching = [student for student in piles if fnmatch.fnmatchcase(student.name, students)]
    if not matching:
        first = min(student.name for student in piles)
        such_as = f"students there have names such as {_shown(first)}"
        raise CommandError(f"no student matches {_shown(students)}; {such_as}")
    ordered = sorted(matching, key=lambda student: student.name)
    return [submission for student in ordered for submission in _split(student, piles[student])]


def _piles(folder: Path, assignments: Collection[str]) -> dict[Student, Pile]:
    """What each student handed in; two entries of the folder may belong to one student."""
    found = [(people.from_name(entry.name), entry) for entry in _top(folder)]
    # What a platform wrote says more than a plain name, and comes after it in the order of names.
    known = {student.name: student for student, _ in found}
    piles: dict[Student, Pile] = {}
    for student, entry in found:
        for finding in _handed_in(entry):
            pile = piles.setdefault(known[student.name], defaultdict(list))
            pile[_assignment(finding.path.relative_to(folder), assignments)].append(finding)
    return piles


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
    raise CommandError(f"{_shown(folder)} {problem}; name the folder that holds the submissions")


def _entries(folder: Path) -> list[Path]:
    """What a folder holds, sorted by name, without hidden things and those that macOS adds."""
    kept = (path for path in folder.iterdir() if not _is_hidden(path.name))
    return sorted(kept, key=lambda path: path.name)


def _is_hidden(name: str) -> bool:
    """Whether a thing of this name is no student's work; two dots begin a name that is only odd."""
    return name == MACOS or (name.startswith(".") and not name.startswith(".."))


def _handed_in(entry: Path) -> list[_Finding]:
    """What an entry of the top folder holds; nothing for a file that names no student."""
    found = list(_look(entry, MOST_FOLDERS))
    if not found and people.from_name(entry.name).system:
        return [_Finding(entry)]
    return found


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
    return Submission(student, assignment, tuple(files[:MOST_NOTEBOOKS]), "; ".join(notes))


def _shown(text: Path | str) -> str:
    """The text as it is if it can be printed in one line, otherwise quoted."""
    return str(text) if str(text).isprintable() else repr(str(text))
