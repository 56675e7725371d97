"""How nbgrader sees the course; ``compmodels release`` reads the same settings.

solutions/01-perceptron/ is the source of an assignment, exercises/01-perceptron/ its release.
What is graded, and for how many points, stands in the notebooks themselves.
"""

from nbconvert.preprocessors import TagRemovePreprocessor

c = get_config()  # noqa: F821 - nbgrader puts it here

c.CourseDirectory.course_id = "compmodels"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"

# A stub raises, so that its check can tell "not attempted" from "wrong".
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "Write your answer here."

# Why a solution works is told in the solution only.
c.GenerateAssignment.preprocessors.prepend([TagRemovePreprocessor])
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"explanation"}

# Only an error makes an answer wrong: without this, nbgrader gives no points for one that warns.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "^"
