"""Adding what a person has given to the reports. The table with it lives in ``_read``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from compmodels.grading.manual._row import Given, Key, Place, disagreement, keys, place, too_much
from compmodels.grading.report import MARKED, MISSING, NOT_ATTEMPTED, Mark, Report
from compmodels.grading.spreadsheet import refuse_all
from compmodels.grading.wording import overruled

WITHOUT_ANSWER = (MISSING, NOT_ATTEMPTED)


def merge(
    reports: Iterable[Report], marks: Mapping[Key, Given]
) -> tuple[list[Report], list[Place]]:
    """The reports with the marks of a person in them, and the rows that are about no answer there.

    An answer with points becomes ``marked``, with the comment as its message; one without points
    stays as it is. A row counts for any exercise that it names, so that a person may also overrule
    a check, whose message then follows the comment. A row that was written for another answer does
    not count; ``outdated`` tells of it. Doing it twice changes nothing.

    Raises
    ------
    CommandError
        If there are more points than the exercise is worth, or two rows disagree on an answer.
    """
    reports = list(reports)
    refuse_all(fault for one in _each(reports) for fault in _faults(*one, marks))
    merged = [
        replace(report, marks=tuple(_marked(report, mark, marks) for mark in report.marks))
        for report in reports
    ]
    answered = {place(*one) for one in _each(reports) if one[1].outcome not in WITHOUT_ANSWER}
    return merged, sorted(_unused(reports, marks) - answered)


def outdated(reports: Iterable[Report], marks: Mapping[Key, Given]) -> list[Place]:
    """The answers to be marked again, since it was another one that a person has marked.

    ``reports`` are those that ``merge`` gave.
    """
    reports = list(reports)
    settled = (MARKED, *WITHOUT_ANSWER)
    waiting = {place(*one) for one in _each(reports) if one[1].outcome not in settled}
    return sorted(_unused(reports, marks) & waiting)


def _each(reports: Sequence[Report]) -> Iterator[tuple[Report, Mark]]:
    """Each mark with its report."""
    return ((report, mark) for report in reports for mark in report.marks)


def _unused(reports: Sequence[Report], marks: Mapping[Key, Given]) -> set[Place]:
    """The places of rows in which somebody wrote, and which fit no answer."""
    fitting = {key for one in _each(reports) for key in keys(*one)}
    return {key[:3] for key, given in marks.items() if key not in fitting and not given.is_empty}


def _written(report: Report, mark: Mark, marks: Mapping[Key, Given]) -> list[tuple[Key, Given]]:
    """The rows on an answer in which somebody wrote."""
    found = [(key, marks[key]) for key in keys(report, mark) if key in marks]
    return [(key, given) for key, given in found if not given.is_empty]


def _faults(report: Report, mark: Mark, marks: Mapping[Key, Given]) -> Iterator[str]:
    """What keeps the rows on an answer from being taken over."""
    rows = _written(report, mark, marks)
    for key, given in rows:
        yield from too_much(key, given, mark.maximum)
        yield from disagreement(key, rows[0][1], given)


def _marked(report: Report, mark: Mark, marks: Mapping[Key, Given]) -> Mark:
    """The mark with what a person has given, if there are points."""
    for _, given in _written(report, mark, marks):
        if given.points is not None:
            message = overruled(mark, given.comment)
            return replace(mark, points=given.points, outcome=MARKED, message=message)
    return mark
