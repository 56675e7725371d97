"""How long customers wait for one of many servers: Erlang's formulas.

Customers come at random, one by one, each independent of the others (a Poisson stream); the times
that they are served for are exponential; there are ``servers`` equal servers and one queue, first
come, first served. In short: M/M/c. The load that is ``offered`` is the mean number of servers that
would be busy if there were enough of them: arrivals a second times seconds of service. It has no
unit, and is called erlang. The same queue is played through, customer by customer, in
``simulation``; how long the way to the servers takes lives in ``distance``.

Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges", Elektroteknikeren 13 (1917); for the mean number that wait,
J. D. C. Little, "A proof for the queuing formula L = lambda W", Operations Research 9(3), 383-387
(1961).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import floor

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate

MOST = 1_000_000
"""Servers and erlangs that the formulas take, since each server is one step of a loop."""


def erlang_b(offered: ArrayLike, servers: int) -> float | np.ndarray:
    """The share of customers who are turned away if none can wait, (a^c / c!) / sum of a^k / k!.

    Here a is ``offered``, c is ``servers``, and k goes from 0 to c. Powers and factorials of
    hundreds of servers are too large for floats, so it is computed server by server:
    B(n) = a B(n-1) / (n + a B(n-1)) with B(0) = 1. As B is a probability, nothing on the way is
    larger than a + c, and all terms are positive, so nothing cancels either.

    Parameters
    ----------
    offered
        Load in erlangs: one number from 0 to a million, or a vector of them.
    servers
        From 1 to a million.

    Examples
    --------
    >>> erlang_b(1, 1), erlang_b(2, 2)
    (0.5, 0.4)
    >>> erlang_b([80, 90, 100], 100).round(3)
    array([0.004, 0.027, 0.076])
    """
    offered = _validate.numbers("offered", offered, least=0, most=MOST)
    servers = _validate.count("servers", servers, most=MOST)
    return next(islice(_turned_away(offered), servers - 1, None))


def erlang_c(offered: ArrayLike, servers: int) -> float | np.ndarray:
    """The share of customers who must wait if all do wait, B / (1 - (1 - B) a / c).

    Here B is ``erlang_b``, a is ``offered`` and c is ``servers``. It holds for less load than
    servers alone: with more, the queue grows for as long as one looks.

    Parameters
    ----------
    offered
        Load in erlangs: one number from 0 to below ``servers``, or a vector of them.
    servers
        From 1 to a million.

    Examples
    --------
    >>> round(erlang_c(0.8, 1), 3), round(erlang_c(80, 100), 3)
    (0.8, 0.02)
    """
    lost = erlang_b(offered, servers)
    offered = _validate.numbers("offered", offered)
    if np.max(offered) >= servers:
        raise _validate.refuse("offered", offered, _below(servers, np.max(offered)))
    return _must_wait(lost, offered, servers)


def servers_needed(offered: float, most_waiting: float) -> int:
    """The fewest servers with which at most the share ``most_waiting`` of customers must wait.

    Parameters
    ----------
    offered
        Load in erlangs, one number from 0 to a million.
    most_waiting
        Above 0, and at most 1. At 1 there are just enough servers for the queue not to grow.

    Examples
    --------
    >>> [servers_needed(load, 0.2) for load in (1, 10, 100, 1000)]
    [3, 14, 111, 1034]
    """
    offered = _validate.number("offered", offered, least=0)
    most_waiting = _validate.share("most_waiting", most_waiting)
    if offered > MOST:
        raise _validate.refuse("offered", offered, f"a finite number from 0 to {MOST}")
    if most_waiting == 0:
        raise _validate.refuse("most_waiting", most_waiting, "a number above 0, to 1")
    shares = enumerate(_turned_away(offered), start=1)
    enough = ((c, lost) for c, lost in shares if c > offered)
    return next(c for c, lost in enough if _must_wait(lost, offered, c) <= most_waiting)


@dataclass(frozen=True)
class Queue:
    """One queue before equal servers that keep up with it.

    Attributes
    ----------
    arrivals_per_s
        Customers that come in a second, on average; from 0.
    service_s
        Seconds that a server needs for one of them, on average.
    servers
        How many servers there are, more than ``arrivals_per_s`` times ``service_s``.

    Examples
    --------
    >>> busy = Queue(arrivals_per_s=9, service_s=0.1)
    >>> f"{busy.utilisation:.0%} busy, {busy.wait_s:.1f} s to wait, {busy.queue_length:.1f} wait"
    '90% busy, 0.9 s to wait, 8.1 wait'
    >>> f"{busy.waits_longer_than(2):.1%} wait longer than 2 s"
    '12.2% wait longer than 2 s'
    """

    arrivals_per_s: float
    service_s: float
    servers: int = 1

    def __post_init__(self) -> None:
        _validate.number("arrivals_per_s", self.arrivals_per_s, least=0)
        _validate.number("service_s", self.service_s, above=0)
        _validate.count("servers", self.servers, most=MOST)
        if self.offered >= self.servers:
            rate = f"fewer than {self.servers / self.service_s:g} a second, that is, a load "
            allowed = rate + _below(self.servers, self.offered)
            raise _validate.refuse("arrivals_per_s", self.arrivals_per_s, allowed)

    @property
    def offered(self) -> float:
        """The load in erlangs: how many servers are busy on average."""
        return self.arrivals_per_s * self.service_s

    @property
    def utilisation(self) -> float:
        """The share of its time in which a server is busy."""
        return self.offered / self.servers

    @property
    def waiting(self) -> float:
        """The share of customers who must wait, by ``erlang_c``."""
        return erlang_c(self.offered, self.servers)

    @property
    def wait_s(self) -> float:
        """Seconds from arrival to the begin of service, on average over all customers."""
        return self.waiting * self.service_s / (self.servers - self.offered)

    @property
    def queue_length(self) -> float:
        """How many customers wait, on average over time, by Little's law: arrivals times wait."""
        return self.arrivals_per_s * self.wait_s

    @property
    def response_s(self) -> float:
        """Seconds from arrival to the end of service, on average."""
        return self.wait_s + self.service_s

    def waits_longer_than(self, seconds: ArrayLike) -> float | np.ndarray:
        """The share of customers who wait longer than this, C exp(-(c - a) t / s).

        Here C is ``waiting``, c is ``servers``, a is ``offered``, s is ``service_s``, and t is
        ``seconds``: one number from 0, or a vector of them.
        """
        seconds = _validate.numbers("seconds", seconds, least=0)
        still = np.exp(-(self.servers - self.offered) * seconds / self.service_s)
        return self.waiting * (still if np.ndim(seconds) else float(still))


def _turned_away(offered: float | np.ndarray) -> Iterator[float | np.ndarray]:
    """Erlang's B with one server, with two, and so on without end."""
    servers, lost = 0, np.ones_like(offered) if np.ndim(offered) else 1.0
    while True:
        servers += 1
        lost = offered * lost / (servers + offered * lost)
        yield lost


def _must_wait(
    lost: float | np.ndarray, offered: float | np.ndarray, servers: int
) -> float | np.ndarray:
    """Erlang's C from his B; multiplied out, ``servers - offered`` is exact when both are close."""
    return servers * lost / (servers - offered + offered * lost)


def _below(servers: int, offered: float) -> str:
    """What load so many servers keep up with, and how many servers this load needs."""
    least = f"{floor(offered) + 1}" if offered <= MOST else "more"
    return f"below {servers} erlangs, the number of servers; this load needs {least} servers"
