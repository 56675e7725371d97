"""Reports kept on disk between two runs, so that what was marked need not be marked again.

A report is kept with a fingerprint of all that it came from: the files handed in, the exercises,
the limits and the course's own code. If any of it has changed, the report counts no more.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from compmodels import files
from compmodels.grading.assignment import Assignment
from compmodels.grading.report import Mark, Report, file_stem
from compmodels.grading.work import Work
from compmodels.sandbox.limits import Limits
from compmodels.sandbox.mounts import PACKAGE

# What is raised where there is no report, or none that was written here.
UNUSABLE = (OSError, ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True)
class Store:
    """The reports in a folder.

    Attributes
    ----------
    folder
        Where they are.
    course
        The digest of what marking goes by, as ``course_digest`` gives it.
    """

    folder: Path
    course: str

    def kept(self, work: Work) -> list[Report] | None:
        """The reports on a submission; None if there are none that still count."""
        try:
            content = json.loads(self._path(work).read_text(encoding="utf-8"))
            if content["fingerprint"] != self._fingerprint(work):
                return None
            return [_report(report) for report in content["reports"]]
        except UNUSABLE:
            return None

    def keep(self, work: Work, reports: Iterable[Report]) -> None:
        """Keep the reports on a submission."""
        content = {
            "fingerprint": self._fingerprint(work),
            "reports": [asdict(report) for report in reports],
        }
        files.replace(self._path(work), json.dumps(content, indent=1) + "\n")

    def students(self) -> set[str]:
        """The names of the students on whom there are reports, whether or not they still count."""
        names = set()
        for path in self.folder.glob("*.json"):
            with contextlib.suppress(*UNUSABLE):
                content = json.loads(path.read_text(encoding="utf-8"))
                names |= {report["student"] for report in content["reports"]}
        return names

    def _path(self, work: Work) -> Path:
        whole = f"{work.student} in {work.assignment}" if work.assignment else work.student
        return self.folder / f"{file_stem(whole)}.json"

    def _fingerprint(self, work: Work) -> str:
        """A digest of all that a report on the submission comes from."""
        given = [
            (name, isinstance(content, bytes), _digest(content)) for name, content in work.files
        ]
        return _digest(repr((work.student, work.assignment, work.note, given, self.course)))


def course_digest(
    assignments: Mapping[str, Assignment], limits: Limits, seed: int, sandboxed: bool
) -> str:
    """A digest of what marking goes by: exercises, limits, random cases, and the course's code."""
    code = [_digest(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py"))]
    return _digest(repr((sorted(assignments.items()), limits, seed, sandboxed, code)))


def _digest(content: bytes | str) -> str:
    """The digest of some bytes or of a text."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def _report(fields: dict[str, Any]) -> Report:
    """The report of which these are the fields."""
    return Report(**{**fields, "marks": tuple(Mark(**mark) for mark in fields["marks"])})
