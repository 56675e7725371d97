"""How long an answer takes, and so where a job belongs: near its user or far away.

An answer takes the way there and back, the transfer of the job's data, the wait for a server and
the work itself. The speed of light in fibre sets a floor to the first. A near place has a short
way, and often few servers at a high price; a far one is cheap and large. The wait is that of
``queues``; prices live in ``prices``.

Source: light in fibre goes 204,190 km a second, or 4.9 microseconds a kilometre:
mapyourtech.com/the-5-microsecond-rule-fiber-propagation-latency-per-kilometer. Real routes are
longer than the straight line, and routers add to the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.cloud.queues import Queue

FIBRE_S_PER_KM = 4.9e-6
BITS_A_BYTE = 8


@dataclass(frozen=True)
class Place:
    """Servers somewhere, with the way to them.

    Attributes
    ----------
    name
        What it is called.
    km
        Length of the fibre from the user to it.
    bits_per_s
        Bandwidth from the user to it, all the way.
    usd_per_h
        Price of a server there.
    servers
        How many of them share one queue.
    utilisation
        The share of their time in which they are busy with other people's jobs like this one,
        from 0 to below 1.
    """

    name: str
    km: float
    bits_per_s: float
    usd_per_h: float
    servers: int
    utilisation: float

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'edge'")
        _validate.number("km", self.km, least=0)
        _validate.number("bits_per_s", self.bits_per_s, above=0)
        _validate.number("usd_per_h", self.usd_per_h, least=0)
        _validate.count("servers", self.servers)
        busy = _validate.share("utilisation", self.utilisation) * self.servers
        if busy >= self.servers:  # by rounding also a little below 1, and no Queue can be so busy
            raise _validate.refuse("utilisation", self.utilisation, "a number from 0 to below 1")


@dataclass(frozen=True)
class Job:
    """A job of a user.

    Attributes
    ----------
    data_bytes
        Bytes that go to the place and back, together.
    service_s
        Seconds of work on a server, on average.
    deadline_s
        Seconds after which the answer is of no use any more; infinite if it always is.
    """

    data_bytes: float
    service_s: float
    deadline_s: float = inf

    def __post_init__(self) -> None:
        _validate.number("data_bytes", self.data_bytes, least=0)
        _validate.number("service_s", self.service_s, above=0)
        if not (isinstance(self.deadline_s, Real) and self.deadline_s == inf):
            _validate.number("deadline_s", self.deadline_s, above=0)


@dataclass(frozen=True)
class Response:
    """The four parts of the time until the answer is there, in seconds."""

    fibre_s: float
    transfer_s: float
    wait_s: float
    service_s: float

    @property
    def total_s(self) -> float:
        """Seconds from the question to the answer."""
        return self.fibre_s + self.transfer_s + self.wait_s + self.service_s


def fibre_s(km: ArrayLike) -> float | np.ndarray:
    """Seconds that light in fibre needs for one distance, or for many, there and back.

    Examples
    --------
    >>> f"{1000 * fibre_s(100):.2f} ms"
    '0.98 ms'
    """
    return 2 * FIBRE_S_PER_KM * _validate.numbers("km", km, least=0)


def transfer_s(data_bytes: ArrayLike, bits_per_s: float) -> float | np.ndarray:
    """Seconds that one amount of data, or many, take through a line: 8 bits a byte.

    Examples
    --------
    >>> transfer_s(25e6, bits_per_s=100e6)
    2.0
    """
    bits = BITS_A_BYTE * _validate.numbers("data_bytes", data_bytes, least=0)
    return bits / _validate.number("bits_per_s", bits_per_s, above=0)


def response(place: Place, job: Job) -> Response:
    """What the time of a job at a place is made of, on average.

    The servers are taken to be busy with jobs of the same length, so that the mean wait is that
    of an M/M/c queue, ``queues.Queue``.

    Examples
    --------
    >>> far = Place("far", km=4000, bits_per_s=50e6, usd_per_h=0.085, servers=100, utilisation=0.8)
    >>> found = response(far, Job(data_bytes=1e6, service_s=0.02))
    >>> [f"{1000 * s:.1f} ms" for s in (found.fibre_s, found.transfer_s, found.wait_s)]
    ['39.2 ms', '160.0 ms', '0.0 ms']
    """
    _validate.instance("place", place, Place, "with its distance and its servers")
    _job(job)
    return _response(place, job.data_bytes, job.service_s)


def winner(places: Sequence[Place], job: Job) -> Place | None:
    """The cheapest place that answers within the deadline, or None if there is none.

    Of places at the same price the quicker is taken, and of equally quick ones the first.

    Examples
    --------
    >>> edge = Place("edge", 20, 50e6, usd_per_h=0.102, servers=4, utilisation=0.5)
    >>> far = Place("far", 4000, 50e6, usd_per_h=0.085, servers=100, utilisation=0.8)
    >>> [winner([edge, far], Job(1e5, 0.02, deadline_s=s)).name for s in (0.050, 0.100)]
    ['edge', 'far']
    """
    places = _places(places)
    _job(job)
    times_s = [response(place, job).total_s for place in places]
    in_time = [
        (place.usd_per_h, seconds, number)
        for number, (place, seconds) in enumerate(zip(places, times_s, strict=True))
        if seconds <= job.deadline_s
    ]
    return places[min(in_time)[-1]] if in_time else None


def winners(
    places: Sequence[Place], data_bytes: ArrayLike, deadlines_s: ArrayLike, service_s: float
) -> np.ndarray:
    """For each deadline (row) and volume (column) the number of the ``winner``, -1 for none.

    Parameters
    ----------
    places
        They are numbered from 0 in this order.
    data_bytes, deadlines_s
        Vectors.
    service_s
        Seconds of work on a server, for all jobs.

    Examples
    --------
    >>> edge = Place("edge", 20, 50e6, usd_per_h=0.102, servers=4, utilisation=0.5)
    >>> far = Place("far", 4000, 50e6, usd_per_h=0.085, servers=100, utilisation=0.8)
    >>> winners([edge, far], [1e3, 1e5, 1e6], [0.03, 0.1], service_s=0.02)
    array([[ 0, -1, -1],
           [ 1,  1, -1]])
    """
    places = _places(places)
    volumes = np.atleast_1d(_validate.numbers("data_bytes", data_bytes, least=0))
    deadlines = np.atleast_1d(_validate.numbers("deadlines_s", deadlines_s, above=0))
    service_s = _validate.number("service_s", service_s, above=0)
    totals = np.array([_response(place, volumes, service_s).total_s for place in places])
    prices = np.array([place.usd_per_h for place in places])
    preferred = np.lexsort((totals, np.broadcast_to(prices[:, None], totals.shape)), axis=0)
    in_time = np.take_along_axis(totals, preferred, axis=0) <= deadlines[:, None, None]
    first = np.take_along_axis(preferred, in_time.argmax(axis=1), axis=0)
    return np.where(in_time.any(axis=1), first, -1)


def _response(place: Place, data_bytes: float | np.ndarray, service_s: float) -> Response:
    in_services = Queue(place.utilisation * place.servers, 1, place.servers).wait_s
    moved_s = transfer_s(data_bytes, place.bits_per_s)
    return Response(fibre_s(place.km), moved_s, in_services * service_s, service_s)


def _places(places: object) -> Sequence[Place]:
    right = isinstance(places, list | tuple) and all(isinstance(one, Place) for one in places)
    if not right or not places:
        raise _validate.refuse("places", places, "a list or tuple of one Place or more")
    return places


def _job(job: object) -> None:
    _validate.instance("job", job, Job, "such as Job(data_bytes=1e6, service_s=0.01)")
