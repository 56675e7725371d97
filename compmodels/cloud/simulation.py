"""A queue played through, customer by customer, and what it tells about the mean wait.

``serve`` takes any arrivals and any lengths of service. ``run`` draws those of a ``Queue``, so
that Erlang's formulas in ``queues`` can be put to the test; ``estimate`` says how sure one can be
of what came out. Nothing here uses the formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapreplace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from compmodels import _validate
from compmodels.cloud.queues import Queue


@dataclass(frozen=True, eq=False)
class Waits:
    """When customers came, how long each waited, and how long each was served.

    Attributes
    ----------
    arrivals_s, waits_s, services_s
        Seconds, one number for each customer, in the order in which they came.
    """

    arrivals_s: np.ndarray
    waits_s: np.ndarray
    services_s: np.ndarray

    def __post_init__(self) -> None:
        arrivals_s = _in_order("arrivals_s", self.arrivals_s)
        object.__setattr__(self, "arrivals_s", arrivals_s)
        for name in ("waits_s", "services_s"):
            object.__setattr__(self, name, _spans(name, getattr(self, name), len(arrivals_s)))

    def queue_lengths(self, times_s: ArrayLike) -> np.ndarray:
        """How many customers wait at each of these times: those who came and are not yet served."""
        times_s = _validate.array("times_s", times_s, (None,))
        starts_s = np.sort(self.arrivals_s + self.waits_s)
        come = np.searchsorted(self.arrivals_s, times_s, side="right")
        return come - np.searchsorted(starts_s, times_s, side="right")


@dataclass(frozen=True)
class Interval:
    """A mean, and the bounds that enclose the true one with the probability ``coverage``."""

    mean: float
    low: float
    high: float
    coverage: float


def serve(arrivals_s: ArrayLike, services_s: ArrayLike, servers: int) -> np.ndarray:
    """When each customer's service starts: first come, first served, by whoever is free first.

    Parameters
    ----------
    arrivals_s
        When the customers come, in seconds, in their order.
    services_s
        Seconds for which each is served, from 0.
    servers
        How many servers there are.

    Examples
    --------
    >>> serve([0, 1, 2, 3], [5, 3, 1, 1], servers=2)
    array([0., 1., 4., 5.])
    """
    arrivals_s = _in_order("arrivals_s", arrivals_s)
    services_s = _spans("services_s", services_s, len(arrivals_s))
    servers = _validate.count("servers", servers)
    free_s = [-np.inf] * min(servers, len(arrivals_s))  # a heap: the server free first comes first
    starts_s = []
    for arrival, service in zip(arrivals_s.tolist(), services_s.tolist(), strict=True):
        start = max(arrival, free_s[0])
        heapreplace(free_s, start + service)
        starts_s.append(start)
    return np.array(starts_s)


def run(queue: Queue, customers: int, rng: np.random.Generator) -> Waits:
    """What so many customers live through who come to ``queue``, which is empty at first.

    Examples
    --------
    >>> waits = run(Queue(8, 0.1), customers=1000, rng=np.random.default_rng(1))
    >>> len(waits.waits_s), bool((waits.waits_s >= 0).all())
    (1000, True)
    """
    queue, customers = _queue(queue), _validate.count("customers", customers)
    rng = _validate.generator("rng", rng)
    arrivals_s = rng.exponential(1 / queue.arrivals_per_s, customers).cumsum()
    services_s = rng.exponential(queue.service_s, customers)
    waits_s = serve(arrivals_s, services_s, queue.servers) - arrivals_s
    return Waits(arrivals_s, waits_s, services_s)


def estimate(
    queue: Queue,
    customers: int,
    rng: np.random.Generator,
    runs: int = 20,
    coverage: float = 0.95,
    warm_up: float = 0.1,
) -> Interval:
    """The mean wait in seconds by simulation, with an interval from independent runs.

    Waits of one run hang together: who comes after somebody who waited long, waits long too. Means
    of whole runs do not, and are nearly normal, so Student's t gives the interval.

    Parameters
    ----------
    queue
        Where the customers come to.
    customers
        How many come in each run.
    rng
        Where chance comes from.
    runs
        How many runs, at least 2.
    coverage
        Probability of the interval, above 0 and below 1.
    warm_up
        Share of each run's customers, the first ones, that do not count, since they found the
        queue too short; below 1.

    Examples
    --------
    >>> found = estimate(Queue(8, 0.1), customers=2000, rng=np.random.default_rng(1))
    >>> found.low < Queue(8, 0.1).wait_s < found.high
    True
    """
    queue, customers = _queue(queue), _validate.count("customers", customers)
    _validate.generator("rng", rng)
    runs, coverage = _validate.count("runs", runs, least=2), _inside("coverage", coverage)
    if _validate.share("warm_up", warm_up) == 1:
        raise _validate.refuse("warm_up", warm_up, "a number from 0 to below 1")
    first = int(warm_up * customers)
    means_s = [run(queue, customers, rng).waits_s[first:].mean() for _ in range(runs)]
    return _interval(np.array(means_s), coverage)


def _interval(means: np.ndarray, coverage: float) -> Interval:
    """The mean of independent means, with Student's interval."""
    quantile = stdtrit(len(means) - 1, (1 + coverage) / 2)
    mean, half = means.mean(), quantile * means.std(ddof=1) / len(means) ** 0.5
    return Interval(float(mean), float(mean - half), float(mean + half), coverage)


def _in_order(name: str, times_s: object) -> np.ndarray:
    """``times_s``, none of which may come before that in front of it."""
    numbers = _validate.array(name, times_s, (None,), "none before that in front of it")
    if (np.diff(numbers) < 0).any():
        raise _validate.refuse(name, times_s, "times of which none is before that in front of it")
    return numbers


def _spans(name: str, spans_s: object, customers: int) -> np.ndarray:
    """``spans_s``, one for each customer, none of which may be below 0."""
    numbers = _validate.array(name, spans_s, (customers,), "one from 0 for each arrival")
    if (numbers < 0).any():
        raise _validate.refuse(name, spans_s, "numbers from 0")
    return numbers


def _queue(queue: object) -> Queue:
    """``queue``, to which somebody must come."""
    _validate.instance("queue", queue, Queue, "such as Queue(arrivals_per_s=8, service_s=0.1)")
    if not queue.arrivals_per_s:
        raise _validate.refuse("queue", queue, "a Queue whose arrivals_per_s is above 0")
    return queue


def _inside(name: str, value: object) -> float:
    share = _validate.share(name, value)
    if share in (0, 1):
        raise _validate.refuse(name, value, "a number above 0 and below 1")
    return share
