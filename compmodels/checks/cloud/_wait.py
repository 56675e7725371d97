"""Check of ``mean_wait_min``: the mean time that a call waits for one of many servers.

The oracle weighs the states of the queue with whole numbers: from each state as many calls come as
end in the next one. The mean wait then follows from the mean number of calls that wait, by Little's
law. Where as many calls come as can be served, every way of working out the load is exact in
floating point.
"""

from __future__ import annotations

import functools
import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception

MOST_ERLANGS = math.log(1.7e308)  # what e^a, near which the sum of a^k / k! comes, still has room
MOST_SERVERS = 140  # about where powers of so many erlangs have no room any more


@functools.cache
def _weights(offered, servers):
    """Whole numbers in the ratio of the times during which 0, 1, ... or all servers are busy."""
    calls, ends = offered.numerator, offered.denominator
    weights = [calls**servers]
    for busy in range(servers, 0, -1):
        weights.append(weights[-1] * ends * busy // calls)  # leaves no remainder
    return weights[::-1]


@functools.cache
def _waiting(offered, servers, more_terms=0):
    """The share of calls that wait; ``more_terms`` is for a sum that ends too late or too soon."""
    weights, room = _weights(offered, servers), servers - offered
    busy = weights[-1] * servers * room.denominator
    return busy / (sum(weights[: servers + more_terms]) * room.numerator + busy)


def _blocked(offered, servers):
    """The share of calls that find all servers busy if none can wait (Erlang's B)."""
    weights = _weights(offered, servers)
    return weights[-1] / sum(weights)


def _ended_at(last, offered, servers):
    """The share of calls that wait, from a recursion that ends with so many servers."""
    blocked = _blocked(offered, last)
    return servers * blocked / (servers - offered * (1 - blocked))


def _offered(calls_per_h, minutes_each):
    return Fraction(calls_per_h) * Fraction(minutes_each) / 60


def _mean_wait_min(calls_per_h, minutes_each, servers):
    offered = _offered(calls_per_h, minutes_each)
    if offered >= servers:
        return math.inf
    waiting_calls = _waiting(offered, servers) * offered / (servers - offered)
    return float(waiting_calls / Fraction(calls_per_h) * 60)


# What students take for the wait: each of these gets the load that is offered in erlangs, the
# minutes of a call and the number of servers.


def _wait(offered, minutes, servers, share=None):
    """The mean wait; with another share for that of the calls that wait."""
    share = _waiting(offered, servers) if share is None else share
    return share * minutes / float(servers - offered)


def _one_server(offered, minutes):
    """The mean wait for a single server (M/M/1)."""
    return float(offered / (1 - offered)) * minutes


def _utilisation_in_powers(offered, minutes, servers):
    """The mean wait if the powers, but nothing else, are of the utilisation."""
    weights = _weights(offered / servers, servers)
    busy = weights[-1] / sum(weights[:-1]) * float(servers / (servers - offered))
    return _wait(offered, minutes, servers, busy / (1 + busy))


def _not_refused(offered, minutes, servers):
    """What the formula gives when the servers cannot keep up: something below 0, or no end."""
    return _wait(offered, minutes, servers) if offered > servers else math.inf


def _if_steady(idea, load=1):
    """What an idea makes of the cases in which the servers can keep up with so many times a."""

    def answer(calls_per_h, minutes_each, servers):
        offered = _offered(calls_per_h, minutes_each) * load
        return float(idea(offered, minutes_each, servers)) if offered < servers else math.inf

    return answer


def _if_not(idea):
    """The right wait, and what an idea makes of the cases in which the servers cannot keep up."""

    def answer(calls_per_h, minutes_each, servers):
        offered = _offered(calls_per_h, minutes_each)
        right = _mean_wait_min(calls_per_h, minutes_each, servers)
        return idea(offered, minutes_each, servers) if math.isinf(right) else right

    return answer


def _no_number_if(overflows):
    """The right wait, but no number where floats have overflowed on the way."""
    return _if_steady(lambda *case: math.nan if overflows(*case) else _wait(*case))


def _draw_line(rng):
    """A line with a wait that can be told from none, or one that cannot keep up."""
    servers = int(2 ** rng.uniform(0.6, 5.4))
    minutes_each = float(rng.integers(5, 150)) / 10
    spare = rng.uniform(0.1, 1.4) if rng.random() < 0.8 else -rng.uniform(0.05, 0.3)
    erlangs = servers / (1 + spare / math.sqrt(servers))
    return round(60 * erlangs / minutes_each, 1), minutes_each, servers


IN_MINUTES = "Calls come by the hour and last minutes: one of the two has to be converted, once."
NO_STEADY_STATE = (
    "More calls come than can be served, so the line grows without end: return "
    'float("inf"). The formula holds below that only.'
)
IS_UTILISATION = (
    "You put the utilisation a / c where the formula has a. The powers and c - a are of the load "
    "in erlangs, which is a number from 0 to c."
)
TOO_LARGE = (
    "With hundreds of servers your powers, factorials or sums are larger than any float. Erlang's "
    "recursion goes from one number of servers to the next and stays between 0 and 1."
)
ENDS_BEFORE = "The sum goes from 0 to c - 1, which is range(servers)."
ENDS_AT = "Its n goes from 1 to c, which is range(1, servers + 1)."

mean_wait_min = Check(
    name="mean_wait_min",
    oracle=_mean_wait_min,
    forbidden=COURSE_CODE,
    draw=_draw_line,
    edges=(
        (18, 5, 2),
        (18, 5, 3),
        (18, 5, 1),
        (40, 0.75, 1),
        (24, 5, 2),
        (75, 4, 6),
        (80, 0.75, 1),
        (2280, 5, 200),
        (5880, 5, 500),
        (18900, 6.25, 2000),
    ),
    misconceptions=(
        Misconception(
            _if_steady(lambda a, s, c: _wait(a, s, c, _blocked(a, c))),
            "The share in your answer is Erlang's B, of calls that find all busy and go away. Here "
            "they wait, and are there when the next one calls: it takes Erlang's C.",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _one_server(a / c, s / c)),
            "This is the wait for one server who is c times as fast. With c servers the second "
            "call is taken while the first one lasts.",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _one_server(a / c, s)),
            "You give each server a line of its own. In one line for all nobody waits while a "
            "server is idle.",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _wait(a, s, c) + s),
            "You count the call itself too. The wait ends when somebody takes it.",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _wait(a, s, c, 1)),
            "This is how long those wait who have to. The mean is of all calls, and most of them "
            "may wait 0 minutes: which share of them waits?",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _wait(a, a, c)),
            "This is how many calls wait, on average. How long does each of them wait?",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _waiting(a, c)),
            "This is the share of calls that have to wait. How long do they, on average?",
        ),
        Misconception(
            _if_steady(lambda a, s, c: _waiting(a, c) * s / c),
            "A server is free after s / c minutes on average, but the calls that came before take "
            "their turn first. Divide by c - a.",
        ),
        Misconception(
            _if_steady(lambda a, s, c: 0),
            "Calls do not come like clockwork. Below 100 % too there are moments when more of them "
            "come than there are servers.",
        ),
        *(
            Misconception(
                _if_steady(lambda a, s, c, more=more: _wait(a, s, c, _waiting(a, c, more))),
                f"Your sum has one term too {which}. {ENDS_BEFORE}",
            )
            for more, which in ((1, "many"), (-1, "few"))
        ),
        *(
            Misconception(
                _if_steady(lambda a, s, c, more=more: _wait(a, s, c, _ended_at(c + more, a, c))),
                f"Your recursion {ends}. {ENDS_AT}",
            )
            for more, ends in ((-1, "ends one step too soon"), (1, "goes one step too far"))
        ),
        Misconception(_if_steady(lambda a, s, c: _wait(a / c, s, c)), IS_UTILISATION),
        Misconception(
            _if_steady(lambda a, s, c: _wait(a, s, c, _waiting(a / c, c))), IS_UTILISATION
        ),
        Misconception(
            _if_steady(lambda a, s, c: _wait(a / c, s, c, _waiting(a, c))), IS_UTILISATION
        ),
        Misconception(_if_steady(_utilisation_in_powers), IS_UTILISATION),
        *(
            Misconception(_if_steady(_wait, load=factor), IN_MINUTES)
            for factor in (60, Fraction(1, 60), Fraction(1, 3600))
        ),
        Misconception(
            lambda *case: _mean_wait_min(*case) / 60,
            "This is the wait in hours. It is wanted in minutes.",
        ),
        Misconception(
            lambda *case: _mean_wait_min(*case) * 60,
            "This is the wait in seconds. It is wanted in minutes.",
        ),
        Misconception(_if_not(_not_refused), NO_STEADY_STATE),
        *(
            Misconception(_if_not(lambda *case, answer=answer: answer), NO_STEADY_STATE)
            for answer in (0, None, math.nan, -1)
        ),
        Misconception(_no_number_if(lambda a, s, c: a > MOST_ERLANGS), TOO_LARGE),
        Misconception(_no_number_if(lambda a, s, c: c > MOST_SERVERS), TOO_LARGE),
        *(
            Misconception(
                lambda *case, digits=digits: round(_mean_wait_min(*case), digits),
                "The wait is rounded. Return it as it is.",
            )
            for digits in (0, 1, 2, 3)
        ),
    ),
)
