"""Marks that a person gives: the table to fill in, reading it, and adding it to the reports.

The table is ``manual.csv``, with a row for each open question that has an answer. Somebody fills in
the columns ``points`` and ``comment``, in a spreadsheet or a text editor. The answers themselves
are read on a page, which lives in ``pages``.
"""

from compmodels.grading.manual._merge import merge, outdated
from compmodels.grading.manual._read import read
from compmodels.grading.manual._row import COLUMNS, Given, Key, Place
from compmodels.grading.manual._template import template

__all__ = ["COLUMNS", "Given", "Key", "Place", "merge", "outdated", "read", "template"]
