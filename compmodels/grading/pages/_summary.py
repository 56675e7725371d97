"""The summary of a class, as a page and as text for the terminal.

Its numbers come from ``_numbers``; how the points are spread, from ``_distribution``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from compmodels.grading.assignment import Assignment
from compmodels.grading.pages import _distribution
from compmodels.grading.pages._numbers import Numbers, by_assignment
from compmodels.grading.pages._template import render
from compmodels.grading.report import Report
from compmodels.grading.wording import counted, number, one_line

COLUMNS = 100
NAMED = 5
NOTHING = "Nothing was handed in."
UNKNOWN = "(no assignment recognised)"


def summary_page(reports: Sequence[Report], assignments: Mapping[str, Assignment]) -> str:
    """The page ``summary.html``: a section for each assignment that somebody handed in."""
    return render(
        "summary.html",
        classes=by_assignment(reports, assignments),
        picture=_distribution.picture,
        sentence=_distribution.sentence,
    )


def summary_text(reports: Sequence[Report], assignments: Mapping[str, Assignment]) -> str:
    """The same for the terminal, in about 25 lines for each assignment."""
    classes = by_assignment(reports, assignments)
    return "\n\n".join("\n".join(_lines(one)) for one in classes) or NOTHING


def _lines(numbers: Numbers) -> Iterator[str]:
    graded = len(numbers.graded)
    handed_in = f"{len(numbers.reports)} handed in, {graded} graded"
    yield f"{one_line(numbers.name) if numbers.name else UNKNOWN}: {handed_in}"
    if graded:
        yield from _points(numbers)
        yield from _exercises(numbers)
        yield from _failures(numbers)
    yield from _remarkable(numbers)


def _points(numbers: Numbers) -> Iterator[str]:
    of = f"of {number(numbers.maximum)} points"
    yield f"mean {numbers.mean:.1f}, median {number(numbers.median)} {of}"
    if numbers.unmarked:
        answers = counted(numbers.unmarked, "answer")
        yield f"still to be marked by a person: {answers} in manual.html"
    yield ""
    yield from _distribution.lines(numbers.distribution)


def _exercises(numbers: Numbers) -> Iterator[str]:
    yield ""
    width = max(map(len, numbers.outcomes), default=0)
    for exercise, counts in numbers.outcomes.items():
        found = (f"{counts[one]} {one}" for one in numbers.found if counts[one])
        yield f"{exercise:{width}}  {', '.join(found)}"


def _failures(numbers: Numbers) -> Iterator[str]:
    if numbers.failures:
        yield from ("", "the commonest failures:")
    for failure in numbers.failures:
        yield _fitting(f"{failure.students:4}  {failure.exercise}: {failure.reason}")


def _remarkable(numbers: Numbers) -> Iterator[str]:
    if numbers.remarkable:
        yield from ("", "not graded, or with a note:")
    for report in numbers.remarkable[:NAMED]:
        yield _fitting(f"      {one_line(report.student, 40)}: {one_line(report.status)}")
    if more := numbers.remarkable[NAMED:]:
        yield f"      and {len(more)} more, all in summary.html"


def _fitting(line: str) -> str:
    """The line, cut to the width of a terminal; its indent stays."""
    indent = line[: len(line) - len(line.lstrip())]
    return indent + textwrap.shorten(line, COLUMNS - len(indent), placeholder=" ...")
