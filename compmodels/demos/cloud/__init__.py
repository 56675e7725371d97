"""Pictures and demos of lesson 06, one module each; the lesson calls what is named here.

``layers``    who manages which layer, in one's own rooms and in each service model
``day``       a day's load, the servers that a rule starts and stops for it, and the bill
``bill``      what plans for a load cost, lose and leave idle, side by side
``waiting``   how long one waits against how busy the servers are, and what joining queues gains
``played``    a queue that is played through, beside Erlang's formulas
``response``  what the time until an answer is made of, at several places
``places``    which place wins, for each data volume and deadline: a map
``edge``      edge or cloud, for a user in Los Angeles
``buying``    what a machine has cost so far, owned or rented
"""

from compmodels.demos.cloud.bill import bill_picture
from compmodels.demos.cloud.buying import buying_picture
from compmodels.demos.cloud.day import day_demo, day_picture
from compmodels.demos.cloud.edge import places_demo
from compmodels.demos.cloud.layers import layers_demo, layers_picture
from compmodels.demos.cloud.places import places_picture
from compmodels.demos.cloud.played import queue_picture, waiting_demo
from compmodels.demos.cloud.response import response_picture
from compmodels.demos.cloud.waiting import pooling_picture, waiting_picture

__all__ = [
    "bill_picture",
    "buying_picture",
    "day_demo",
    "day_picture",
    "layers_demo",
    "layers_picture",
    "places_demo",
    "places_picture",
    "pooling_picture",
    "queue_picture",
    "response_picture",
    "waiting_demo",
    "waiting_picture",
]
