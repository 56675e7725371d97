"""Who a student is, told from the name of a folder or file as learning platforms write it.

Moodle puts ``Full Name_PARTICIPANT_assignsubmission_file_`` before what a student handed in,
Canvas ``lastfirst_USER_FILE_``, or ``lastfirst_LATE_USER_FILE_``. Any other name is taken as it is.
Lists of students do not live here, nor what a platform is given back (``exports``).

A name that a student chose may look like one of Canvas's, and then several students would become
one. So numbers that read as a date are not Canvas's; nor, in a folder, a user's number that stands
beside two persons, nor a single person with more numbers or files than one student has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

ENDING = ".ipynb"
MOODLE = re.compile(
    r"(?P<name>(?P<person>.+?)_(?P<id>[0-9]+))_assignsubmission_(?:file|onlinetext)(?:_.*)?",
    re.DOTALL,
)
# Canvas lowers a name and drops all but letters and digits (lib/content_zipper.rb of
# instructure/canvas-lms). Its numbers are long; only long ones count here, so that
# perceptron_2_3_final.ipynb stays a plain name.
CANVAS = re.compile(
    r"(?P<person>[^\W\d_][^\W_]*)_(?P<late>LATE_)?(?P<id>[1-9][0-9]{2,})_"
    r"(?:(?P<file>[1-9][0-9]{3,})_.+\.\w+|(?:text|link)\.html)",
    re.DOTALL,
)
MONTH, DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
DATE = re.compile(
    rf"(?:19|20)[0-9]{{2}}_?(?:{MONTH}{DAY}|{DAY}{MONTH})(?:_[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?"
)
MOST_FILES = 4  # from Canvas, of a student beside whom there is no other


@dataclass(frozen=True)
class Student:
    """One student.

    Attributes
    ----------
    name
        By which the student is told from all others.
    full_name
        As the platform writes it; ``name`` itself if no platform wrote that.
    lms_id
        The number in the learning platform: Moodle's participant, Canvas's user; empty if unknown.
    system
        ``moodle``, ``canvas``, or empty.
    is_late
        Whether Canvas says so of what was handed in. It does not tell students apart.
    """

    name: str
    full_name: str
    lms_id: str = ""
    system: str = ""
    is_late: bool = field(default=False, compare=False)


def from_names(entry_names: Iterable[str]) -> dict[str, Student]:
    """The student of each folder or file in one folder, told from all the names together."""
    told = {name: from_name(name) for name in sorted(entry_names)}
    doubtful = _doubtful(told.values())
    sure = {name: _plain(name) if one in doubtful else one for name, one in told.items()}
    # In this order a plain name comes before what a platform wrote, which says more, and what is
    # late comes last.
    known = {student.name: student for student in sure.values()}
    return {name: known[student.name] for name, student in sure.items()}


def from_name(entry_name: str) -> Student:
    """The student whose folder or file has this name; the name is never part of a path."""
    return _moodle(entry_name) or _canvas(entry_name) or _plain(entry_name)


def is_notebook(entry_name: str) -> bool:
    """Whether a file of this name should hold a notebook."""
    return entry_name.lower().endswith(ENDING)


def _stem(entry_name: str) -> str:
    """The name without the ending of a notebook."""
    return entry_name[: -len(ENDING)] if is_notebook(entry_name) else entry_name


def _moodle(entry_name: str) -> Student | None:
    """The student if Moodle wrote the name; it writes no underscore within a full name."""
    match = MOODLE.fullmatch(_stem(entry_name))
    if match is None:
        return None
    return Student(match["name"], match["person"].replace("_", " "), match["id"], "moodle")


def _canvas(entry_name: str) -> Student | None:
    """The student if Canvas wrote the name."""
    match = CANVAS.fullmatch(entry_name)
    if match is None or match["person"] != match["person"].lower():
        return None
    if DATE.fullmatch(f"{match['id']}_{match['file']}"):
        return None
    name = f"{match['person']}_{match['id']}"
    return Student(name, match["person"], match["id"], "canvas", bool(match["late"]))


def _doubtful(students: Collection[Student]) -> set[Student]:
    """Those whom Canvas seems to have named, but cannot have if all names are seen together."""
    claimed = [student for student in students if student.system == "canvas"]
    persons = defaultdict(set)
    for student in claimed:
        persons[student.lms_id].add(student.full_name)
    is_alone = len({student.full_name for student in claimed}) == 1
    if is_alone and (len(persons) > 1 or len(claimed) > MOST_FILES):
        return set(claimed)
    return {student for student in claimed if len(persons[student.lms_id]) > 1}


def _plain(entry_name: str) -> Student:
    """The student who is called as the folder or file is."""
    name = _stem(entry_name) or entry_name
    return Student(name, name)
