"""Mark a folder of submitted notebooks: points, feedback, and tables for an LMS.

The folder holds a notebook or a folder for each student, named as Moodle, Canvas or nbgrader name
them, or in any other way. Each submission is run in a sandbox of its own (Linux with bubblewrap). A
broken, endless or hostile one gets a row that says so, and the others go on.

DIR then holds grades.csv, details.csv, feedback/STUDENT.html, summary.html, canvas.csv and
moodle.csv; manual.html shows the answers to open questions, and manual.csv is the table to fill in
with points for them.

Exit code: 0 all is well, 1 some submissions need a look (their rows say why), 2 nothing was marked,
130 stopped with Ctrl-C.

Examples:
  compmodels grade submitted --out graded              mark all
  compmodels grade submitted --out graded --resume     go on; take in manual.csv and new files
  compmodels grade submitted --out some --students 'a*'
  compmodels grade submitted --out graded --scheduler tcp://127.0.0.1:8786
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from compmodels.checks._core import SEED
from compmodels.commands import CommandError, course_folder
from compmodels.grading import assignment, gather, manual, output, pages, submissions, tables
from compmodels.grading.assignment import Assignment
from compmodels.grading.report import GRADED, STOPPED, Report, in_a_line
from compmodels.grading.session import Session
from compmodels.grading.submissions import Submission
from compmodels.sandbox.limits import Limits

ADDRESS = re.compile(r"(tcp|tls)://\S+:[0-9]{1,5}")
LIMITS = {
    "cell_s": ("--cell-seconds", "for one cell, and for all calls of one function"),
    "total_s": ("--total-seconds", "for one notebook"),
    "memory_mb": ("--memory-mb", "of memory"),
    "processes": ("--processes", "processes at one time"),
    "file_mb": ("--file-mb", "for one file; twice as much for all"),
    "reply_mb": ("--reply-mb", "that one cell or function may give back"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compmodels grade``."""
    parser.add_argument("submissions", type=Path, help="the folder with what was handed in")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="for the results")
    parser.add_argument("--assignment", metavar="NAME", help="mark this one only: 01-perceptron")
    parser.add_argument("--students", default="*", metavar="GLOB", help="mark these names only")
    parser.add_argument("--resume", action="store_true", help="keep what DIR holds, mark the rest")
    parser.add_argument("--manual", type=Path, metavar="FILE", help="default: DIR/manual.csv")
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="of the tables")
    parser.add_argument(
        "--jobs", type=int, default=cores(), help="at one time (default: %(default)s)"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="use this Dask cluster instead")
    parser.add_argument("--no-sandbox", action="store_true", help="only for code that you trust")
    parser.add_argument("--seed", type=int, default=SEED, help="of the random cases of the checks")
    limits = parser.add_argument_group("limits of one submission")
    for field in fields(Limits):
        flag, meaning = LIMITS[field.name]
        words = f"{meaning} (default: %(default)s)"
        limits.add_argument(
            flag, type=float, default=field.default, dest=field.name, metavar="N", help=words
        )


def run(arguments: argparse.Namespace) -> int:
    """Mark, write, tell; 1 if some submissions need a look."""
    assignments = handed_out(course_folder())
    refuse(arguments, assignments)
    found = find(arguments, "*", assignments)
    wanted = arguments.students
    some = found if wanted == "*" else find(arguments, wanted, assignments)
    chosen = {one.student.name for one in some}
    given = by_hand(arguments)
    session = planned(arguments, assignments)
    expected = arguments.assignment or (next(iter(assignments)) if len(assignments) == 1 else "")
    piles = gather.together(found, expected)
    marked = session.mark(piles, chosen, resume=arguments.resume)
    reports, unknown = manual.merge(marked, given)
    students = {one.student.name: one.student for one in found}
    results = output.Results(reports, assignments, students, given)
    lines = [*strays(arguments.submissions), *gone(session, students), *unused(unknown)]
    lines += output.write(arguments.out, results, arguments.format)
    sys.stdout.reconfigure(errors="replace")  # names of students, on whatever terminal
    print(pages.summary_text(reports, assignments), *lines, sep="\n")
    print(f"written to {arguments.out}")
    return 1 if any(map(needs_a_look, reports)) else 0


def handed_out(course: Path) -> dict[str, Assignment]:
    """The assignments of the course."""
    try:
        return assignment.load(course)
    except ValueError as error:
        raise CommandError(str(error)) from error


def cores() -> int:
    """The number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def refuse(arguments: argparse.Namespace, assignments: Mapping[str, Assignment]) -> None:
    """Raise ``CommandError`` if the arguments cannot be followed."""
    out, name = arguments.out.resolve(), arguments.assignment
    if not assignments:
        raise CommandError("exercises/ holds no exercises; make them with: compmodels release")
    if name is not None and name not in assignments:
        raise CommandError(f"--assignment is {name!r}; it must be one of {', '.join(assignments)}")
    if arguments.scheduler is not None and not ADDRESS.fullmatch(arguments.scheduler):
        like = "it must be like tcp://127.0.0.1:8786"
        raise CommandError(f"--scheduler is {arguments.scheduler!r}; {like}")
    if arguments.seed < 0:
        raise CommandError(f"--seed is {arguments.seed}; it must be 0 or more")
    if arguments.jobs < 1:
        raise CommandError(f"--jobs is {arguments.jobs}; it must be at least 1")
    if arguments.submissions.resolve() in (out, *out.parents):
        raise CommandError(f"--out {arguments.out} lies among the submissions; name another")
    if out.exists() and not out.is_dir():
        raise CommandError(f"--out {arguments.out} is a file; name a folder")
    if (out / output.REPORTS).exists() and not arguments.resume:
        reason = "holds the results of an earlier run"
        raise CommandError(f"{arguments.out} {reason}; add --resume to go on, or name a new folder")


def find(
    arguments: argparse.Namespace, students: str, assignments: Mapping[str, Assignment]
) -> list[Submission]:
    """What was handed in, without what nbgrader's folders say belongs to another assignment."""
    found = submissions.find(arguments.submissions, students, assignments)
    wanted = ("", arguments.assignment)
    return [one for one in found if arguments.assignment is None or one.assignment in wanted]


def by_hand(arguments: argparse.Namespace) -> dict[manual.Key, manual.Given]:
    """What a person has given for open questions so far."""
    path = arguments.manual or arguments.out / output.MANUAL
    return manual.read(path) if arguments.manual or path.exists() else {}


def planned(arguments: argparse.Namespace, assignments: Mapping[str, Assignment]) -> Session:
    """What the marking goes by, as the command line says."""
    hidden = (course_folder(), arguments.submissions, arguments.out)
    return Session(
        assignments=assignments,
        limits=allowed(arguments),
        seed=arguments.seed,
        sandboxed=not arguments.no_sandbox,
        hidden=tuple(path.resolve() for path in hidden),
        jobs=arguments.jobs,
        scheduler=arguments.scheduler,
        reports=arguments.out / output.REPORTS,
    )


def allowed(arguments: argparse.Namespace) -> Limits:
    """The limits that the command line gives."""
    try:
        return Limits(**{field.name: getattr(arguments, field.name) for field in fields(Limits)})
    except ValueError as error:
        raise CommandError(str(error)) from error


def strays(folder: Path) -> Iterator[str]:
    """A line if files among the submissions are nobody's."""
    found = submissions.left_out(folder)
    if found:
        yield f"not looked at, since they are nobody's: {output.some(found)}"


def gone(session: Session, students: Collection[str]) -> Iterator[str]:
    """A line if students of an earlier run are no more among the submissions."""
    missing = sorted(session.store.students() - set(students))
    if missing:
        who = output.some([tables.shown_name(name) for name in missing])
        yield f"left out, since they are no longer among the submissions: {who}"


def unused(rows: Iterable[manual.Place]) -> Iterator[str]:
    """A line for each row of marks by hand that belongs to nobody."""
    for row in rows:
        shown = in_a_line(", ".join(row))
        yield f"manual.csv: a row was not used, since nobody gave this answer: {shown}"


def needs_a_look(report: Report) -> bool:
    """Whether a submission was not graded in full, or had to be stopped."""
    return report.status != GRADED or any(mark.outcome == STOPPED for mark in report.marks)
