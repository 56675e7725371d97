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
    for name, content in {**texts(results), **feedback(results)}.items():
        files.replace(folder / name, content)
    return list(write_exports(folder, results))


def texts(results: Results) -> dict[str, str]:
    """The pages for the teacher and the table to fill in, by the names of their files."""
    return {
        "summary.html": pages.summary_page(results.reports, results.assignments),
        "manual.html": pages.manual_page(results.reports, results.assignments),
        MANUAL: manual.template(results.reports, results.given),
    }


def feedback(results: Results) -> dict[str, str]:
    """The page of each student, one for each assignment if there are several."""
    one = len({report.assignment for report in results.reports}) == 1
    return {
        f"feedback/{file_stem(report.student if one else f'{report.student} {report.assignment}')}"
        ".html": pages.feedback(report, results.assignments.get(report.assignment))
        for report in results.reports
    }


def write_exports(folder: Path, results: Results) -> Iterator[str]:
    """Write what Canvas and Moodle import; a line for each thing that the teacher has yet to do."""
    for system, make in {"canvas": exports.canvas, "moodle": exports.moodle}.items():
        known = sum(student.system == system for student in results.students.values())
        for name, export in make(results.reports, results.students).items():
            files.replace(folder / name, export.content)
            if export.unmatched and known > len(results.students) / 2:
                yield f"{name}: no {system.title()} number for {names(export.unmatched)}"
            if export.unfinished:
                yield f"{name}: not final, answers of {names(export.unfinished)} are to be marked"


def names(students: Sequence[str]) -> str:
    """Some names, and how many more."""
    more = f" and {len(students) - 3} more" if len(students) > 3 else ""
    return ", ".join(students[:3]) + more
