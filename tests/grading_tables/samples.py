"""Reports to make tables of, and texts that a spreadsheet or a page might take for more than text.

No tests live here.
"""

from __future__ import annotations

import csv
import io

from hypothesis import strategies as st

from compmodels.grading import report
from compmodels.grading.report import Mark, Report

WRONG = Mark(
    "predict",
    0,
    1,
    report.WRONG,
    "predict is not right yet. The first case that shows it:\n    predict([0])\nHint: 0 is a tie.",
)
SOLVED = Mark("step", 2, 2, report.SOLVED, "step: solved, all 27 cases are right.")
OPEN = Mark("open", 0, 2, report.UNMARKED, answer="Heat ends it.")
HOSTILE = ["=1+1", "../../etc", "<b>x</b>", "a\nb", "\ud800", "'=1", "-2", "@x", 'a";=1', "O'Neill"]
DANGEROUS = "=+-@＝＋－＠\t\r"  # noqa: RUF001
odd_text = st.text(alphabet="=+-@＝;,\t\n\r\0\"'\\ <&a1é\ud800", max_size=12)  # noqa: RUF001
names = st.one_of(st.sampled_from(["anna", "Ben Ode_77", *HOSTILE]), odd_text.filter(bool))


def graded(student: str, *marks: Mark, assignment: str = "01-perceptron") -> Report:
    """A report that was graded; by default one exercise of each kind."""
    return Report(student, assignment, "graded", marks or (WRONG, SOLVED, OPEN))


def parsed(content: str) -> list[dict[str, str]]:
    """What Python's own reader finds in a CSV."""
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
