"""Runs of ``compmodels grade`` for tests: in this process, or as the program that a teacher starts.

No tests live here.
"""

from __future__ import annotations

import contextlib
import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compmodels.__main__ import main
from tests.checkout import ROOT
from tests.class_room import ASSIGNMENT

RED, FORMULA = "\x1b[31mred", "=1+1"  # names of students
MOODLE = "Jane Doe_12345_assignsubmission_file_"


@dataclass(frozen=True)
class Ran:
    """A run that has ended: its exit code, and what it said."""

    code: int
    out: str
    err: str


def grade(submitted: Path, out: Path, *words: str, assignment: str = ASSIGNMENT) -> Ran:
    """A run in this process, of one assignment of the course; of all if none is named."""
    named = ["--assignment", assignment] if assignment else []
    with captured() as (stdout, stderr):
        code = main(["grade", str(submitted), "--out", str(out), *named, *words])
    return Ran(code, said(stdout), said(stderr))


def refusal(ran: Ran) -> str:
    """The one line that a run says which could not be carried out."""
    (line,) = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert line.startswith("compmodels grade: ")
    return line


@contextlib.contextmanager
def captured() -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """What is printed inside, as a program would write it into two pipes."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        yield streams[0], streams[1]


def said(stream: io.TextIOWrapper) -> str:
    """All that was written to a stream."""
    return stream.buffer.getvalue().decode()


def program(submitted: Path, out: Path, *words: str, **options: object) -> subprocess.Popen:
    """A run as a process and a group of its own, which is not waited for, of the same."""
    command = [sys.executable, "-m", "compmodels", "grade", str(submitted), "--out", str(out)]
    command += ["--assignment", ASSIGNMENT]
    return subprocess.Popen(
        [*command, *words], cwd=ROOT, text=True, start_new_session=True, **options
    )


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a run, by their paths in the folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, by the names of its columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written_at(folder: Path) -> dict[str, int]:
    """When each report of a run was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("reports/*")}
