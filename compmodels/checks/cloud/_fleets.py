"""Steps of a fleet of servers: the rule of ``autoscaler_step``, and how to go wrong with it.

A step is put together from three parts: how time passes, how many servers are needed, and what is
done about it. What is asked of students and which of their ideas the check knows lives in
``_autoscaler``.
"""

from __future__ import annotations

from fractions import Fraction


def needed(load, per_server, target, least=1):
    """The fewest servers that are at the target or below it, and at least so many."""
    servers = least
    while 100 * load > target * per_server * servers:
        servers += 1
    return servers


def later(ready, starting, is_over=lambda steps: steps == 0):
    """The fleet one step later, in which a server is ready when its start is over."""
    left = [steps - 1 for steps in starting]
    return ready + sum(map(is_over, left)), [steps for steps in left if not is_over(steps)]


def followed(ready, starting, wanted, start_steps, kept=None, counts_up=True, counts_down=True):
    """The fleet that starts what is missing, or stops what is too many but for one ready server.

    Another number of ready servers may be ``kept``, and those that start may not be counted when it
    is seen whether there are too few, or too many.
    """
    missing = wanted - ready - len(starting) * counts_up
    surplus = ready + len(starting) * counts_down - wanted
    if missing > 0:
        return ready, [*starting, *[start_steps] * missing]
    kept = min(ready, 1) if kept is None else kept
    return (max(ready - surplus, kept) if surplus > 0 else ready), starting


def stepped(time=later, need=needed, decide=followed):
    """One step of a fleet, made of these parts."""

    def step(ready, starting, load, per_server, target, start_steps):
        return decide(*time(ready, starting), need(load, per_server, target), start_steps)

    return step


step = stepped()


# Other numbers of servers


def exact(load, per_server, target):
    """The number of servers, with its fraction, that are exactly at the target."""
    return Fraction(100 * load, target * per_server)


def by_whole_requests(load, per_server, target):
    """The same if the requests that each of them should have are rounded down."""
    return Fraction(load, target * per_server // 100)


def rounded(rounding, number=exact):
    """A need of at least one server that is rounded in this way."""
    return lambda *load: max(1, rounding(number(*load)))


# Other ways of passing time


def keep_zeros(ready, starting):
    """The fleet in which a server that has become ready stays in the list as well."""
    return later(ready, starting)[0], [steps - 1 for steps in starting]


def lose_those_ready(ready, starting):
    """The fleet in which a server whose start is over is nowhere."""
    return ready, later(ready, starting)[1]


def late_or_early(is_over):
    """The passing of time in which a start is over at another moment."""
    return lambda ready, starting: later(ready, starting, is_over)


def time_afterwards(ready, starting, load, per_server, target, start_steps):
    """The step that decides first."""
    wanted = needed(load, per_server, target)
    return later(*followed(ready, starting, wanted, start_steps))


# Other decisions


def aimed(aim):
    """A decision that aims at another number, told from the wanted one and that of all there."""
    return lambda ready, starting, wanted, start_steps: followed(
        ready, starting, aim(wanted, ready + len(starting)), start_steps
    )


def called_off(stay):
    """A decision that first calls off starts of which fewer stay if there are too many servers."""

    def decide(ready, starting, wanted, start_steps):
        surplus = min(len(starting), max(0, ready + len(starting) - wanted))
        return followed(ready, stay(starting, surplus), wanted, start_steps)

    return decide


def returned(change):
    """The right decision, of which another fleet is returned.

    It is made from the number of ready servers and two lists: those that were starting before, and
    those that start now.
    """

    def decide(ready, starting, wanted, start_steps):
        ready, after = followed(ready, starting, wanted, start_steps)
        return change(ready, starting, after[len(starting) :])

    return decide


def stop_the_last(ready, starting, wanted, start_steps):
    """The fleet in which no ready server stays where none is wanted."""
    return followed(ready, starting, wanted, start_steps, kept=min(ready, wanted, 1))
