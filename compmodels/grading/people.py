"""Who a student is, told from the name of a folder or file as learning platforms write it.

Moodle puts ``Full Name_PARTICIPANT_assignsubmission_file_`` before what a student handed in,
Canvas ``lastfirst_USER_FILE_``. Any other name is taken as it is. Lists of students do not live
here, nor what a platform is given back (``exports``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ENDING = ".ipynb"
MOODLE = re.compile(
    r"(?P<name>(?P<person>.+?)_(?P<id>[0-9]+))_assignsubmission_(?:file|onlinetext)(?:_.*)?",
    re.DOTALL,
)
# Canvas lowers a name and drops all but letters and digits. Its numbers are long; only long ones
# count here, so that perceptron_2_3_final.ipynb stays a plain name.
CANVAS = re.compile(
    r"(?P<person>[^\W\d_][^\W_]*)_(?:LATE_)?(?P<id>[1-9][0-9]{2,})_[1-9][0-9]{3,}_.+\.\w+",
    re.DOTALL,
)


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
    """

    name: str
    full_name: str
    lms_id: str = ""
    system: str = ""


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
    return Student(f"{match['person']}_{match['id']}", match["person"], match["id"], "canvas")


def _plain(entry_name: str) -> Student:
    """The student who is called as the folder or file is."""
    name = _stem(entry_name) or entry_name
    return Student(name, name)
