"""What the exports share: the file with what is left to do, and how students are named in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compmodels.grading import tables
from compmodels.grading.report import Report, file_stem
from compmodels.grading.wording import unmarked

if TYPE_CHECKING:
    from compmodels.grading.people import Student

Students = Mapping[str, "Student"]


@dataclass(frozen=True)
class Export:
    """One file, and the students for whom the teacher has something left to do.

    Attributes
    ----------
    content
        The text of the file.
    unmatched
        Students in the file whose number in the system is not known. Canvas may still find them by
        their name; for Moodle the teacher fills in the column ``Identifier``.
    unfinished
        Those who get more points once a person has marked their answers to open questions.
    ungraded
        Those who get no grade from this file, since nothing of theirs could be graded.
    """

    content: str
    unmatched: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    ungraded: tuple[str, ...] = ()


def by_assignment(
    system: str, reports: Iterable[Report], export: Callable[[list[Report]], Export]
) -> dict[str, Export]:
    """What is exported of each assignment, by the name of its file."""
    groups: dict[str, list[Report]] = {}
    for report in tables.in_order(reports):
        if report.assignment:
            groups.setdefault(report.assignment, []).append(report)
    if len(groups) == 1:
        return {f"{system}.csv": export(*groups.values())}
    return {f"{system}-{file_stem(name)}.csv": export(groups[name]) for name in sorted(groups)}


def full_name(name: str, student: Student | None) -> str:
    """The student's name as a person writes it."""
    return tables.shown_name(student.full_name if student and student.full_name else name)


def number_in(student: Student | None, system: str) -> str:
    """The student's number in the system; empty if it is not known."""
    return student.lms_id if student and student.system == system else ""


def exported(
    content: str, listed: list[Report], reports: list[Report], students: Students, system: str
) -> Export:
    """The file with what the teacher should know; ``listed`` are the reports that are in it."""
    return Export(
        content,
        unmatched=_names(one for one in listed if not number_in(students.get(one.student), system)),
        unfinished=_names(one for one in reports if one.is_graded and unmarked(one)),
        ungraded=_names(one for one in reports if not one.is_graded),
    )


def _names(reports: Iterable[Report]) -> tuple[str, ...]:
    """Whose reports these are, in order."""
    return tuple(tables.shown_name(report.student) for report in reports)
