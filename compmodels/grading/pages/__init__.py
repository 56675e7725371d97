"""Pages for people: one for each student, the summary, and the one to mark open questions by.

A page is one HTML file that needs nothing from elsewhere and runs nothing: its style sheet and
pictures are in it, and its content security policy lets no browser load or run more. The same
reports give the same bytes. What students wrote is shown as they wrote it, never as HTML.

Tables and exports for other programs do not live here, nor how points come about.
"""

from compmodels.grading.pages._feedback import feedback, feedback_files
from compmodels.grading.pages._manual import manual_page
from compmodels.grading.pages._summary import summary_page, summary_text

__all__ = ["feedback", "feedback_files", "manual_page", "summary_page", "summary_text"]
