"""Servers for a load: always as many, as many as a rule starts and stops, or exactly enough.

All servers are alike. In each step of a trace those that are ready share the load; what is more
than they can do is lost, since nobody waits here (``queues`` is about waiting). A server is paid
from when it is asked for until it stops, also while it starts and serves nothing yet.

``autoscaled`` follows the load by a threshold rule with a cool-down: busy servers call for more,
idle ones are stopped, and after each change the rule keeps still for a while. It can only look
back. ``foresight`` knows the load in advance, and so bounds what any rule can save.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.cloud.load import HOUR_S, Trace

ROUNDING = 1e-12
"""Share of a load that may go unserved because 3 times 1.1 is no float."""


@dataclass(frozen=True)
class Server:
    """What one server can do, in requests per second, and what an hour of it costs."""

    requests_per_s: float
    usd_per_h: float

    def __post_init__(self) -> None:
        _validate.number("requests_per_s", self.requests_per_s, above=0)
        _validate.number("usd_per_h", self.usd_per_h, above=0)


@dataclass(frozen=True)
class Rule:
    """When servers are started and stopped. The numbers are choices, not measurements.

    Amazon's "simple scaling" is a rule of this kind. Its cool-down is 300 s by default too, though
    from the end of a change on (API reference of EC2 Auto Scaling, CreateAutoScalingGroup).

    Attributes
    ----------
    above, below
        Servers start when the utilisation of a step is above the first, and stop when it is
        below the second: shares, the second smaller. A utilisation is never above 1.
    change
        How many start or stop at a time.
    start_s
        Seconds from the beginning of the step that calls for a server until it serves.
    cooldown_s
        Seconds from the beginning of a step that starts or stops servers until one may again.
    least
        How many servers are always kept ready.
    """

    above: float = 0.8
    below: float = 0.5
    change: int = 2
    start_s: float = 120.0
    cooldown_s: float = 300.0
    least: int = 1

    def __post_init__(self) -> None:
        if _validate.share("above", self.above) == 0:
            raise _validate.refuse("above", self.above, "a share above 0")
        if _validate.share("below", self.below) >= self.above:
            raise _validate.refuse("below", self.below, f"a share less than above, {self.above:g}")
        _validate.count("change", self.change)
        _validate.number("start_s", self.start_s, least=0)
        _validate.number("cooldown_s", self.cooldown_s, least=0)
        _validate.count("least", self.least)


@dataclass(frozen=True)
class Fleet:
    """The servers of one step.

    Attributes
    ----------
    ready
        How many serve.
    starting
        For each server that starts, how many steps it still needs: after 1 it serves.
    quiet
        Steps that are left of the cool-down, this one included: at 0 the rule may act.
    """

    ready: int
    starting: tuple[int, ...] = ()
    quiet: int = 0

    def __post_init__(self) -> None:
        _validate.count("ready", self.ready, least=0)
        if not isinstance(self.starting, list | tuple):
            raise _validate.refuse("starting", self.starting, "a list or tuple of whole numbers")
        object.__setattr__(self, "starting", tuple(_validate.counts("starting", self.starting)))
        _validate.count("quiet", self.quiet, least=0)

    @property
    def billed(self) -> int:
        """How many are paid: those that serve and those that start."""
        return self.ready + len(self.starting)


@dataclass(frozen=True, eq=False)
class Run:
    """How many servers were there in each step of a load, and what came of it.

    Attributes
    ----------
    trace, server
        The load, and what each server does and costs.
    ready
        How many served in each step, a vector of whole numbers.
    billed
        How many were paid in each step, at least those that served.
    """

    trace: Trace
    server: Server
    ready: np.ndarray
    billed: np.ndarray

    def __post_init__(self) -> None:
        _trace_and_server(self.trace, self.server)
        steps = len(self.trace.requests_per_s)
        object.__setattr__(self, "ready", _whole("ready", self.ready, steps))
        object.__setattr__(self, "billed", _whole("billed", self.billed, steps))
        if (self.billed < self.ready).any():
            raise _validate.refuse("billed", self.billed, "in each step at least those ready")

    @property
    def cost_usd(self) -> float:
        """What all servers cost together."""
        return float(self.billed.sum() * self.trace.step_s / HOUR_S * self.server.usd_per_h)

    @property
    def capacity_per_s(self) -> np.ndarray:
        """How many requests per second the ready servers could serve, in each step."""
        return self.ready * self.server.requests_per_s

    @property
    def lost_per_s(self) -> np.ndarray:
        """How many requests per second came when no server had room, in each step."""
        return np.maximum(self.trace.requests_per_s - self.capacity_per_s, 0)

    @property
    def unmet(self) -> float:
        """The share of all requests that came when no server had room: they are lost."""
        return float(self.lost_per_s.sum() / self.trace.requests_per_s.sum())

    @property
    def idle(self) -> float:
        """The share of the paid capacity that served nothing, or 0 if none was paid."""
        paid = float(self.billed.sum() * self.server.requests_per_s)
        used = np.minimum(self.trace.requests_per_s, self.capacity_per_s).sum()
        return float(1 - used / paid) if paid else 0.0


def servers_for(rate: float, server: Server) -> int:
    """The fewest servers that can serve ``rate`` requests per second.

    Examples
    --------
    >>> [servers_for(rate, Server(100, usd_per_h=0.1)) for rate in (0, 1, 300, 301)]
    [0, 1, 3, 4]
    """
    rate, server = _validate.number("rate", rate, least=0), _server(server)
    return int(_enough(rate, server))


def step(fleet: Fleet, utilisation: float, rule: Rule, step_s: float) -> Fleet:
    """The fleet of the next step, after one in which its ready servers were so busy.

    First time passes: who has started is ready. Then, unless the cool-down holds, above the upper
    threshold ``rule.change`` servers start, and below the lower one as many ready ones stop, but
    ``rule.least`` stay. Either begins a cool-down. Times count from the beginning of the step
    that was so busy and are rounded up to whole steps, but at least one.

    Parameters
    ----------
    fleet
        The servers of the step that is over.
    utilisation
        The share of what its ready servers could do in it that they did.
    rule
        When servers are started and stopped.
    step_s
        The length of a step in seconds.

    Examples
    --------
    >>> rule = Rule(above=0.8, change=2, start_s=180, cooldown_s=240)
    >>> step(Fleet(5), 0.9, rule, step_s=60)
    Fleet(ready=5, starting=(2, 2), quiet=3)
    >>> step(_, 1, rule, step_s=60)
    Fleet(ready=5, starting=(1, 1), quiet=2)
    >>> step(_, 1, rule, step_s=60)
    Fleet(ready=7, starting=(), quiet=1)
    """
    _validate.instance("fleet", fleet, Fleet, "such as Fleet(ready=5)")
    utilisation = _validate.share("utilisation", utilisation)
    return _next(fleet, utilisation, _rule(rule), _validate.number("step_s", step_s, above=0))


def fixed(trace: Trace, server: Server, servers: int) -> Run:
    """The run of a load with the same number of servers in each step.

    Examples
    --------
    >>> run = fixed(Trace([100, 250, 150], 3600), Server(100, usd_per_h=0.1), servers=2)
    >>> run.unmet, round(run.idle, 3), round(run.cost_usd, 2)
    (0.1, 0.25, 0.6)
    """
    _trace_and_server(trace, server)
    always = np.full(len(trace.requests_per_s), _validate.count("servers", servers))
    return Run(trace, server, always, always)


def autoscaled(trace: Trace, server: Server, rule: Rule, first: int | None = None) -> Run:
    """The run of a load with the servers that a rule starts and stops.

    Parameters
    ----------
    trace, server
        The load, and what each server does and costs.
    rule
        When servers are started and stopped.
    first
        How many are ready in the first step, at least ``rule.least``. By default as many as this
        step needs.

    Examples
    --------
    >>> rule = Rule(above=0.8, below=0.5, change=1, start_s=60, cooldown_s=0)
    >>> load = Trace([80, 90, 120, 120, 30, 30], step_s=60)
    >>> autoscaled(load, Server(100, usd_per_h=0.1), rule).ready
    array([1, 1, 2, 2, 2, 1])
    """
    _trace_and_server(trace, server)
    fleet = Fleet(_first(first, trace, server, _rule(rule)))
    fleets = []
    for rate in trace.requests_per_s.tolist():
        fleets.append(fleet)
        busy = min(1.0, rate / (fleet.ready * server.requests_per_s))
        fleet = _next(fleet, busy, rule, trace.step_s)
    return Run(trace, server, [one.ready for one in fleets], [one.billed for one in fleets])


def foresight(trace: Trace, server: Server) -> Run:
    """The run of a load with the fewest servers that serve all of it, in each step.

    No run that loses nothing costs less. No rule reaches it, since servers take time to start and
    nobody knows the load beforehand.

    Examples
    --------
    >>> foresight(Trace([80, 90, 190, 0, 30], 60), Server(100, usd_per_h=0.1)).ready
    array([1, 1, 2, 0, 1])
    """
    _trace_and_server(trace, server)
    needed = _enough(trace.requests_per_s, server)
    return Run(trace, server, needed, needed)


def _next(fleet: Fleet, utilisation: float, rule: Rule, step_s: float) -> Fleet:
    """What ``step`` gives, for arguments that are known to be right."""
    left = tuple(steps - 1 for steps in fleet.starting if steps > 1)
    ready = fleet.ready + len(fleet.starting) - len(left)
    quiet = _steps_left(rule.cooldown_s, step_s)
    if not fleet.quiet and utilisation > rule.above:
        steps = _steps_left(rule.start_s, step_s)
        if steps:
            return Fleet(ready, left + (steps,) * rule.change, quiet)
        return Fleet(ready + rule.change, left, quiet)
    fewer = max(rule.least, ready - rule.change)
    if not fleet.quiet and utilisation < rule.below and fewer < ready:
        return Fleet(fewer, left, quiet)
    return Fleet(ready, left, max(fleet.quiet - 1, 0))


def _steps_left(seconds: float, step_s: float) -> int:
    """Steps that are left of so many seconds, rounded up to steps, when the first is over."""
    return max(ceil(seconds / step_s) - 1, 0)


def _enough(rates: ArrayLike, server: Server) -> np.ndarray:
    """The fewest servers for each of the rates."""
    return np.ceil(np.asarray(rates) / server.requests_per_s * (1 - ROUNDING)).astype(int)


def _first(first: object, trace: Trace, server: Server, rule: Rule) -> int:
    if first is None:
        return max(rule.least, int(_enough(trace.requests_per_s[0], server)))
    return _validate.count("first", first, least=rule.least)


def _whole(name: str, value: Sequence[int] | np.ndarray, steps: int) -> np.ndarray:
    """``value`` as whole numbers from 0, one for each step, which cannot be changed."""
    numbers = _validate.array(name, value, (steps,), "one for each step of the trace")
    if numbers.min() < 0 or (numbers % 1).any():
        raise _validate.refuse(name, value, "whole numbers from 0")
    whole = numbers.astype(int)
    whole.setflags(write=False)
    return whole


def _server(server: object) -> Server:
    return _validate.instance("server", server, Server, "such as Server(100, usd_per_h=0.1)")


def _rule(rule: object) -> Rule:
    return _validate.instance("rule", rule, Rule, "such as Rule(above=0.7)")


def _trace_and_server(trace: object, server: object) -> None:
    _validate.instance("trace", trace, Trace, "such as load.day(numpy.random.default_rng(1))")
    _server(server)
