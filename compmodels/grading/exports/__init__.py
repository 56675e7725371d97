"""Files that a learning management system takes in: grades for Canvas and Moodle, pages for Moodle.

``canvas`` and ``moodle`` give their files by name: ``canvas.csv`` or ``moodle.csv`` where the
reports are of one assignment, and a file for each where there are several, such as
``canvas-01-perceptron.csv``. An export stands for one assignment because Moodle numbers its
participants anew for each, and because Canvas deletes a grade where a cell of its column is empty.
Names of students live in ``people``, tables of our own in ``tables``.
"""

from compmodels.grading.exports._canvas import canvas
from compmodels.grading.exports._export import Export
from compmodels.grading.exports._moodle import moodle
from compmodels.grading.exports._moodle_pages import moodle_feedback

__all__ = ["Export", "canvas", "moodle", "moodle_feedback"]
