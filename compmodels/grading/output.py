"""The files of a run: which there are, and where. What is in each lives in ``tables``, ``pages``,
``exports`` and ``manual``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compmodels import files
from compmodels.grading import exports, manual, pages, tables
from compmodels.grading.assignment import Assignment
from compmodels.grading.people import Student
from compmodels.grading.report import Report, file_stem

REPORTS = "reports"
MANUAL = "manual.csv"


@dataclass(frozen=True)
class Results:
    """What is written down at the end of a run.

    Attributes
    ----------
    reports
        All of them, the marks that a person gave included.
    assignments
        Those of the course, by name.
    students
        By the name that stands in the reports.
    given
        What a person has written in the table of open questions so far.
    """

    reports: Sequence[Report]
    assignments: Mapping[str, Assignment]
    students: Mapping[str, Student]
    given: Mapping[manual.Key, manual.Given]


def write(folder: Path, results: Results, form: str) -> list[str]:
    """Write all files into the folder; what is left to do for the teacher, a line each."""
    tables.write(folder / f"grades.{form}", tables.GRADES, tables.grades(results.reports))
    tables.write(folder / f"details.{form}", tables.DETAILS, tables.details(results.reports))
    feedback = [
        pages.feedback(one, results.assignments.get(one.assignment)) for one in results.reports
    ]
    written = {
        **texts(results),
        **dict(zip(pages.feedback_files(results.reports), feedback, strict=True)),
        **archives(results, feedback),
    }
    for name, content in written.items():
        files.replace(folder / name, content)
    return [*again(results), *write_exports(folder, results)]


def texts(results: Results) -> dict[str, str]:
    """The pages for the teacher and the table to fill in, by the names of their files."""
    return {
        "summary.html": pages.summary_page(results.reports, results.assignments),
        "manual.html": pages.manual_page(results.reports, results.assignments),
        MANUAL: manual.template(results.reports, results.given),
    }


def archives(results: Results, feedback: Sequence[str]) -> dict[str, bytes]:
    """The pages of students as Moodle takes them back, for each assignment that came from there."""
    made = {}
    names = sorted({one.assignment for one in results.reports})
    for name in names:
        listed = zip(results.reports, feedback, strict=True)
        own = {one.student: page for one, page in listed if one.assignment == name}
        archive = exports.moodle_feedback(own, results.students)
        if archive is not None:
            made[f"moodle-feedback{'' if len(names) == 1 else '-' + file_stem(name)}.zip"] = archive
    return made


def again(results: Results) -> Iterator[str]:
    """A line for each answer that has changed since a person marked it."""
    for place in manual.outdated(results.reports, results.given):
        yield f"another answer was handed in since it was marked; mark it again: {', '.join(place)}"


def write_exports(folder: Path, results: Results) -> Iterator[str]:
    """Write what Canvas and Moodle import; a line for each thing that the teacher has yet to do."""
    for system, make in {"canvas": exports.canvas, "moodle": exports.moodle}.items():
        known = sum(student.system == system for student in results.students.values())
        for name, export in make(results.reports, results.students).items():
            files.replace(folder / name, export.content)
            if export.unmatched and known > len(results.students) / 2:
                yield f"{name}: no {system.title()} number for {some(export.unmatched)}"
            if export.unfinished:
                yield f"{name}: not final, answers of {some(export.unfinished)} are to be marked"


def some(names: Sequence[str]) -> str:
    """Some names, and how many more."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
