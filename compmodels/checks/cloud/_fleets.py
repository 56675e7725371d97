"""Steps of a fleet of servers: the rule of ``autoscaler_step``, and what students do instead.

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


def followed(ready, starting, wanted, start_steps, kept=1):
    """The fleet that starts what is missing, or stops what is too many but for one ready server."""
    missing = wanted - ready - len(starting)
    if missing >= 0:
        return ready, [*starting, *[start_steps] * missing]
    return max(ready + missing, min(ready, kept)), starting


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


def upwards(number):
    """The whole number from 1 that is not below this one."""
    return max(1, -(-number // 1))


# Other ways of passing time


def stand_still(ready, starting):
    return ready, starting


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


def forget(ready, starting, wanted, start_steps):
    """The fleet in which only the ready servers are counted."""
    return min(ready, wanted), [*starting, *[start_steps] * (wanted - ready)]


def forget_upwards(ready, starting, wanted, start_steps):
    """The fleet in which only the ready ones are counted when servers are to be started."""
    decide = forget if ready < wanted else followed
    return decide(ready, starting, wanted, start_steps)


def forget_downwards(ready, starting, wanted, start_steps):
    """The fleet in which only the ready ones are counted when servers are to be stopped."""
    return min(ready, wanted), never_fewer(ready, starting, wanted, start_steps)[1]


def at_once(ready, starting, wanted, start_steps):
    """The fleet in which servers are ready when they are asked for."""
    missing = max(0, wanted - ready - len(starting))
    return followed(ready + missing, starting, wanted, start_steps)


def as_wanted(ready, starting, wanted, start_steps):
    return wanted, []


def stop_the_last(ready, starting, wanted, start_steps):
    """The fleet in which no ready server stays where none is wanted."""
    return followed(ready, starting, wanted, start_steps, kept=min(1, wanted))


def stop_newest(ready, starting, wanted, start_steps):
    """The fleet in which starts are called off, the newest first, before ready servers stop."""
    return followed(ready, starting[: max(0, wanted - ready)], wanted, start_steps)


def stop_oldest(ready, starting, wanted, start_steps):
    """The fleet in which starts are called off, the oldest first, before ready servers stop."""
    surplus = max(0, ready + len(starting) - wanted)
    return followed(ready, starting[surplus:], wanted, start_steps)


def stop_all_starts(ready, starting, wanted, start_steps):
    """The fleet in which all starts are called off when there are too many servers."""
    kept = starting if ready + len(starting) <= wanted else []
    return followed(ready, kept, wanted, start_steps)


def one_by_one(ready, starting, wanted, start_steps):
    there = ready + len(starting)
    return followed(ready, starting, min(max(wanted, there - 1), there + 1), start_steps)


def never_fewer(ready, starting, wanted, start_steps):
    return followed(ready, starting, max(wanted, ready + len(starting)), start_steps)


def never_more(ready, starting, wanted, start_steps):
    return followed(ready, starting, min(wanted, ready + len(starting)), start_steps)


# Other lists


def newest_first(ready, starting, wanted, start_steps):
    ready, starting = followed(ready, starting, wanted, start_steps)
    return ready, starting[::-1]


def put_in_front(ready, starting, wanted, start_steps):
    old, (ready, starting) = len(starting), followed(ready, starting, wanted, start_steps)
    return ready, [*starting[old:], *starting[:old]]


def one_for_all(ready, starting, wanted, start_steps):
    """The fleet in which all that are missing become one number of the list."""
    old, (ready, starting) = len(starting), followed(ready, starting, wanted, start_steps)
    return ready, starting[: old + 1]


def how_many_start(ready, starting, wanted, start_steps):
    ready, starting = followed(ready, starting, wanted, start_steps)
    return ready, len(starting)


def swap(ready, starting, wanted, start_steps):
    return followed(ready, starting, wanted, start_steps)[::-1]
