"""The students' pages as one file for Moodle."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from compmodels.grading.exports._export import Students, full_name, number_in
from compmodels.grading.report import file_stem

PAGE = "feedback.html"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip archive can hold
UNIX = 3
FOR_ALL_TO_READ = 0o100644 << 16


def moodle_feedback(pages: Mapping[str, str], students: Students) -> bytes | None:
    """A zip archive with the pages of one assignment; None if Moodle knows none of the students.

    The assignment must have the feedback type "Feedback files" switched on. A teacher opens
    Submissions, Actions, chooses "Upload multiple feedback files in a zip" and confirms the list of
    files. Each student then finds ``feedback.html`` at the assignment; a later upload replaces it.

    Moodle finds a student by the participant number in the name of the folder, which is the same as
    in its download of all submissions: ``Ada Byron_4711_assignsubmission_file_``. Students without
    one are left out; their pages are given back by hand.

    Parameters
    ----------
    pages
        The page of each student, by the name that stands in the reports.
    students
        Who they are, by the same name.

    Notes
    -----
    Source: ``mod/assign/feedback/file/importziplib.php`` and ``lang/en/assignfeedback_file.php``
    beside it, of moodle/moodle.
    """
    named = {_name(one, students): page for one, page in sorted(pages.items())}
    archived = {name: page for name, page in sorted(named.items()) if name}
    if not archived:
        return None
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name, page in archived.items():
            archive.writestr(_entry(name), page.encode())
    return content.getvalue()


def _name(student: str, students: Students) -> str:
    """Where Moodle looks for the page of a student; empty if it does not know the student.

    The underscore parts the name from the number, so there is none in the name.
    """
    who = students.get(student)
    if not (number := number_in(who, "moodle")):
        return ""
    person = file_stem(full_name(student, who)).replace("_", "-")
    return f"{person}_{number}_assignsubmission_file_/{PAGE}"


def _entry(name: str) -> ZipInfo:
    """What the archive says of a file: the same on every machine, at any time."""
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = FOR_ALL_TO_READ
    return entry
