"""The numbers of a class: how many handed in, what they earned, and where they failed.

How they are shown lives in ``_summary``; the distribution as a picture in ``_distribution``.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from compmodels.grading import report as outcomes
from compmodels.grading import wording
from compmodels.grading.assignment import Assignment
from compmodels.grading.report import Report

FAILED = (
    outcomes.WRONG,
    outcomes.ERROR,
    outcomes.STOPPED,
    outcomes.NOT_ALLOWED,
    outcomes.MISSING,
)
COMMONEST = 5


@dataclass(frozen=True)
class Failure:
    """How many students failed an exercise for the same reason."""

    students: int
    exercise: str
    reason: str


@dataclass(frozen=True)
class Numbers:
    """The numbers of one assignment.

    Attributes
    ----------
    name
        Of the assignment; empty for submissions of which nobody can tell.
    titles
        Of its exercises, by name, in order.
    reports
        Of all who handed in, sorted by student.
    """

    name: str
    titles: Mapping[str, str]
    reports: Sequence[Report]

    @property
    def graded(self) -> list[Report]:
        """The reports that count: all other numbers are about these."""
        return [report for report in self.reports if report.is_graded]

    @property
    def maximum(self) -> float:
        """The points that can be earned."""
        return max((report.maximum for report in self.graded), default=0)

    @property
    def mean(self) -> float:
        """The mean of the points; there must be a graded report."""
        return statistics.fmean(report.points for report in self.graded)

    @property
    def median(self) -> float:
        """The median of the points; there must be a graded report."""
        return statistics.median(report.points for report in self.graded)

    @cached_property
    def distribution(self) -> dict[int, int]:
        """How many students earned each number of points, rounded down, from 0 to the maximum."""
        earned = Counter(math.floor(report.points) for report in self.graded)
        most = max(math.floor(self.maximum), *earned, 0)
        return {points: earned[points] for points in range(min(0, *earned, 0), most + 1)}

    @cached_property
    def outcomes(self) -> dict[str, Counter[str]]:
        """For each exercise, how many students had each outcome."""
        counts = {name: Counter() for name in self.titles}
        for report in self.graded:
            for mark in report.marks:
                counts.setdefault(mark.exercise, Counter())[mark.outcome] += 1
        return counts

    @property
    def found(self) -> list[str]:
        """The outcomes that somebody had, in their usual order."""
        had = set().union(*self.outcomes.values())
        return [outcome for outcome in outcomes.OUTCOMES if outcome in had]

    @property
    def unmarked(self) -> int:
        """How many answers to open questions nobody has read yet."""
        return sum(count[outcomes.UNMARKED] for count in self.outcomes.values())

    @cached_property
    def failures(self) -> list[Failure]:
        """The commonest failures; of those as common, the earlier exercise comes first."""
        marks = [mark for report in self.graded for mark in report.marks]
        failed = [mark for mark in marks if mark.outcome in FAILED]
        counts = Counter((mark.exercise, wording.reason(mark)) for mark in failed)
        order = list(self.outcomes)
        found = [Failure(count, *key) for key, count in counts.items()]
        found.sort(key=lambda one: (-one.students, order.index(one.exercise), one.reason))
        return found[:COMMONEST]

    @property
    def remarkable(self) -> list[Report]:
        """The reports that were not graded or have a note."""
        return [report for report in self.reports if report.status != outcomes.GRADED]

    def title(self, exercise: str) -> str:
        """The title of one of its exercises."""
        return self.titles.get(exercise, exercise)


def by_assignment(
    reports: Sequence[Report], assignments: Mapping[str, Assignment]
) -> list[Numbers]:
    """The numbers of each assignment that somebody handed in; the unknown one comes last."""
    found = sorted({report.assignment for report in reports}, key=lambda name: (not name, name))
    return [_of_one(name, reports, assignments.get(name)) for name in found]


def _of_one(name: str, reports: Sequence[Report], assignment: Assignment | None) -> Numbers:
    exercises = assignment.exercises if assignment else ()
    own = sorted((one for one in reports if one.assignment == name), key=lambda one: one.student)
    return Numbers(name, {one.name: one.title for one in exercises}, own)
