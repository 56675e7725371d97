"""Whether a folder is that of a class, or one above or below it, told from names.

A teacher may name a folder too high or too low: the one around an unpacked archive, a student's
own, or the course. What lies in a folder is found in ``submissions``.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from compmodels.commands import MARK
from compmodels.grading import people

Tree = Mapping[Path, bool]  # what lies in a folder, by its path from there; true for a notebook

MOST_NOTEBOOKS = 4  # that one student hands in
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")
MOST_SHOWN = 3
HOLDS_THEM = "the folder that holds a folder or a notebook for each student"


def is_course(folder: Path) -> bool:
    """Whether a folder holds the course itself."""
    return os.path.isfile(folder / MARK)


def is_class(folder: Path, tree: Tree, assignments: Collection[str]) -> bool:
    """Whether a folder is that of a class, and not of one student.

    It is a student's if it holds the course, or a folder or notebook named as an assignment.
    Otherwise it is a class's if a learning platform named something in it, if two folders in it
    hold notebooks, or if more notebooks lie in it than one student hands in. So a few notebooks
    side by side count as one student's.
    """
    names = _top(tree)
    if is_course(folder) or _named_as(names, assignments):
        return False
    if any(student.system for student in people.from_names(names).values()):
        return True
    notebooks = [path.parts for path, is_notebook in tree.items() if is_notebook]
    folders = {parts[0] for parts in notebooks if len(parts) > 1}
    return len(folders) > 1 or sum(len(parts) == 1 for parts in notebooks) > MOST_NOTEBOOKS


def class_below(folder: Path, tree: Tree, assignments: Collection[str]) -> Path | None:
    """The folder of the class if it is the only thing in this one, or in the only folder there.

    A folder that a learning platform or an assignment has named is not looked into: it is a
    student's.
    """
    below = folder
    while len(names := _top(tree)) == 1:
        if people.from_name(names[0]).system or _named_as(names, assignments):
            return None
        below, tree = below / names[0], _inside(tree, names[0])
        if is_class(below, tree, assignments):
            return below
    return None


def too_high(folder: Path, below: Path, number: int) -> str:
    """What is wrong if the class, of this number of students, lies in a folder below."""
    inner = shown(below.relative_to(folder))
    work = f"the work of {number} student{'' if number == 1 else 's'}"
    return f"holds one folder, {inner}, with {work}; name that folder: {shown(below)}"


def misnamed(folder: Path, tree: Tree, assignments: Collection[str]) -> str:
    """What is wrong if something in the folder is named as an assignment, and what to do."""
    wrong = _named_as(_top(tree), assignments)
    if not wrong:
        return ""
    found = f"holds {shown(wrong[0])}, which has the name of an assignment and not of a student"
    for name in wrong:
        if is_class(folder / name, _inside(tree, name), assignments):
            return f"{found}; name that folder: {shown(folder / name)}"
    others = {path: tree[path] for path in tree if path.parts[0] not in wrong}
    if is_class(folder, others, assignments):
        return f"{found}; name it after its student, or take it out"
    where = _above(folder, tree, assignments)
    if others:
        return f"{found}; name it after its student, or, if all here is one student's work, {where}"
    return f"{found}; {where}"


def nothing(names: Iterable[str]) -> str:
    """What is wrong if a folder holds these files and no submission, and what to do."""
    archives = [name for name in names if name.lower().endswith(ARCHIVES)]
    if not archives:
        return "holds no submission; put a notebook or a folder for each student there"
    told = ", ".join(map(shown, archives[:MOST_SHOWN]))
    more = f" and {len(archives) - MOST_SHOWN} more" if len(archives) > MOST_SHOWN else ""
    return f"holds {told}{more}; unpack {'it' if len(archives) == 1 else 'them'} first"


def shown(text: Path | str) -> str:
    """The text as it is if it can be printed in one line, otherwise quoted."""
    return str(text) if str(text).isprintable() else repr(str(text))


def _top(tree: Tree) -> list[str]:
    """The names of what lies in the folder itself, sorted."""
    return sorted({path.parts[0] for path in tree})


def _inside(tree: Tree, name: str) -> Tree:
    """What lies in one of the folders."""
    inner = (path for path in tree if path.parts[0] == name and len(path.parts) > 1)
    return {path.relative_to(name): tree[path] for path in inner}


def _named_as(names: Iterable[str], assignments: Collection[str]) -> list[str]:
    """Those of the names that are an assignment's, with the ending of a notebook or without."""
    return [name for name in names if people.from_name(name).name in assignments]


def _above(folder: Path, tree: Tree, assignments: Collection[str]) -> str:
    """What to do if a folder is a student's own, or that of an assignment within it."""
    steps = 2 if os.path.basename(os.path.abspath(folder)) in assignments else 1
    above = Path(os.path.normpath(folder.joinpath(*[".."] * steps)))
    is_students = any(_named_as([path.name], assignments) for path in tree if tree[path])
    where = f": {shown(above)}" if is_students and not is_course(above) else ""
    return f"name {HOLDS_THEM}{where}"
