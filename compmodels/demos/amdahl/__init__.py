"""Pictures and demos of lesson 04, one module each; the lesson calls what is named here.

``schedule``  who does which task when, for any schedule
``book``      an author with assistants: the schedule, and how many times as fast the book is done
``scaled``    Amdahl's question beside Gustafson's: the same job sooner, or more in the same time
``overhead``  workers that wait for each other and agree with each other: how many are too many
``cores``     a chip as a picture: its cores, and which of them does the serial part
``chips``     how a chip's room is best divided into cores: speed-ups of Hill and Marty's chips
``measured``  what the reader's own machine did, beside Amdahl's law
``pieces``    what it costs to divide the same work into more and smaller tasks
"""

from compmodels.demos._progress import progress
from compmodels.demos.amdahl.book import schedule_demo
from compmodels.demos.amdahl.chips import chips_demo, chips_picture
from compmodels.demos.amdahl.measured import measured_picture
from compmodels.demos.amdahl.overhead import overhead_demo, overhead_picture
from compmodels.demos.amdahl.pieces import pieces_picture
from compmodels.demos.amdahl.scaled import scaled_demo, scaled_picture
from compmodels.demos.amdahl.schedule import schedule_picture

__all__ = [
    "chips_demo",
    "chips_picture",
    "measured_picture",
    "overhead_demo",
    "overhead_picture",
    "pieces_picture",
    "progress",
    "scaled_demo",
    "scaled_picture",
    "schedule_demo",
    "schedule_picture",
]
