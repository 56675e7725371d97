"""Pictures and demos of lesson 04, one module each; the lesson calls what is named here.

``schedule``  who does which task when, for any schedule
``book``      an author with assistants: the schedule, and how many times as fast the book is done
``scaled``    Amdahl's question beside Gustafson's: the same job sooner, or more in the same time
"""

from compmodels.demos._progress import progress
from compmodels.demos.amdahl.book import book_picture, schedule_demo
from compmodels.demos.amdahl.scaled import scaled_demo, scaled_picture
from compmodels.demos.amdahl.schedule import schedule_picture

__all__ = [
    "book_picture",
    "progress",
    "scaled_demo",
    "scaled_picture",
    "schedule_demo",
    "schedule_picture",
]
