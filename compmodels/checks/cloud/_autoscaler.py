"""Check of ``autoscaler_step``: one step of a fleet that follows a target for its utilisation.

The oracle adds servers one by one until they are enough, in whole numbers. A drawn case never has
a whole number of servers exactly at the target; where an edge has one, every usual way of working
it out in floating point gives that number too. The parts of a step are in ``_fleets``.
"""

from __future__ import annotations

import math
from functools import partial

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.cloud import _fleets
from compmodels.checks.cloud._fleets import (
    aimed,
    called_off,
    exact,
    followed,
    needed,
    returned,
    rounded,
    stepped,
)


def _is_clear(load, per_server, target):
    """Whether the usual ways give the right number of servers, also in floating point."""
    ways = (
        load / (per_server * (target / 100)),
        load / (per_server * target / 100),
        load / per_server / (target / 100),
        load / per_server / target * 100,
        load / per_server * 100 / target,
        load / target / per_server * 100,
        100 * load / per_server / target,
    )
    return {max(1, math.ceil(way)) for way in ways} == {needed(load, per_server, target)}


def _draw_fleet(rng):
    while True:
        per_server, target = int(rng.integers(20, 130)), int(rng.integers(40, 96))
        ready, start_steps = int(rng.integers(1, 9)), int(rng.integers(2, 6))
        starting = sorted(int(n) for n in rng.integers(1, start_steps + 1, rng.integers(0, 5)))
        changed = rng.uniform(0.1, 0.95) if rng.random() < 0.5 else rng.uniform(1.05, 2.5)
        load = int((ready + len(starting)) * per_server * target / 100 * changed)
        servers = float(exact(load, per_server, target))
        if abs(servers - round(servers)) > 0.02 and _is_clear(load, per_server, target):
            return ready, starting, load, per_server, target, start_steps


ROUNDED = (
    "So many servers would be above the target. The smallest whole number that is not above it is "
    "wanted: round up."
)
ENOUGH = "So many servers that they are exactly at the target are enough: at or below it."
NEEDS = (
    (math.floor, ROUNDED),
    (round, ROUNDED),
    (lambda servers: math.floor(servers) + 1, ENOUGH),
)
SOMEBODY = "At least one server is wanted, also where there is no load."
READY_LATE = (
    "A number that has fallen to 0 means that the server is ready: it leaves the list and counts "
    "as ready in this very step."
)
COUNTED = (
    "Servers that start have been asked for already. If they are not counted, the same servers are "
    "asked for again in each step until the first ones are ready."
)
AT_ONCE = (
    "A server that is asked for now is not ready now: it joins the list, and needs start_steps "
    "steps."
)
STOPPED = (
    "Only ready servers stop. One that starts goes on doing so, even if there are too many; it can "
    "stop in a later step, when it is ready."
)
NOBODY_READY = (
    "Where no server is ready, none becomes so by a decision: their number stays 0 until a start "
    "is over."
)
IN_ORDER = "The list is in order, the oldest first: those that start now come at its end."

autoscaler_step = Check(
    name="autoscaler_step",
    oracle=_fleets.step,
    forbidden=COURSE_CODE,
    draw=_draw_fleet,
    edges=(
        (4, [1, 3], 250, 40, 75, 4),
        (2, [], 96, 64, 50, 3),
        (3, [], 96, 64, 50, 3),
        (2, [], 97, 64, 50, 3),
        (5, [2], 32, 64, 50, 3),
        (4, [], 0, 50, 70, 2),
        (1, [], 0, 50, 70, 2),
        (0, [], 0, 50, 70, 2),
        (2, [1, 2, 2], 100, 100, 80, 4),
        (0, [2, 3], 500, 100, 80, 3),
        (0, [1, 3], 75, 100, 80, 3),
        (0, [2, 3, 3], 10, 100, 80, 3),
        (1, [], 1000, 10, 100, 1),
        (3, [1, 1], 64, 32, 25, 1),
        (2, [3, 3, 3, 3], 210, 100, 80, 5),
        (6, [1, 2, 3], 250, 64, 75, 3),
    ),
    misconceptions=(
        Misconception(stepped(decide=partial(followed, counts_up=False)), COUNTED),
        Misconception(
            stepped(decide=partial(followed, counts_up=False, counts_down=False)), COUNTED
        ),
        Misconception(
            stepped(decide=partial(followed, counts_down=False)),
            "Where servers are too many, those that start count as well: they will be ready soon, "
            "and as many of the ready ones may stop now.",
        ),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (ready + len(new), old))), AT_ONCE
        ),
        Misconception(
            stepped(decide=lambda ready, starting, wanted, start_steps: (wanted, [])), AT_ONCE
        ),
        *(
            Misconception(stepped(need=rounded(rounding, number)), hint)
            for rounding, hint in NEEDS
            for number in (exact, _fleets.by_whole_requests)
        ),
        Misconception(
            stepped(need=rounded(math.ceil, _fleets.by_whole_requests)),
            "You round what each server should have, the target times per_server. It need not be "
            "a whole number; the number of servers has to be one.",
        ),
        Misconception(
            stepped(need=lambda load, per_server, target: needed(load, per_server, 100)),
            "You let the servers be busy up to 100 %. At the target they have room left, which a "
            "load that grows needs while new servers start.",
        ),
        Misconception(
            stepped(need=lambda load, per_server, target: needed(load, 100 * per_server, target)),
            "You take the target for a number. It is in per cent: with a target of 80 a server is "
            "to be busy for 0.8 of what it can do.",
        ),
        Misconception(
            stepped(need=lambda load, per_server, target: needed(load * target, per_server, 10**4)),
            "You multiply the load by the target. A lower target leaves each server less to do, so "
            "that more of them are needed.",
        ),
        Misconception(
            stepped(
                need=lambda load, per_server, target: needed(
                    (200 - target) * load, per_server, 10**4
                )
            ),
            "With a target of 80 you add 20 % to the load. But then the servers are busy for "
            "100 / 120 of what they can do, and that is more than 80 %.",
        ),
        *(
            Misconception(stepped(need=partial(needed, least=0), decide=decide), SOMEBODY)
            for decide in (
                followed,
                _fleets.stop_the_last,
                *(partial(followed, kept=kept) for kept in (0, 1, -math.inf)),
            )
        ),
        Misconception(
            _fleets.time_afterwards,
            "Time passes first, and then comes the decision: a server that is asked for in this "
            "step still needs all of its start_steps.",
        ),
        Misconception(
            stepped(time=lambda *fleet: fleet),
            "No time passes in your step. First each number in starting falls by one, and whoever "
            "comes to 0 is ready.",
        ),
        Misconception(
            stepped(time=_fleets.keep_zeros),
            "A server that is ready now is still in your list, with a 0, and so counts twice.",
        ),
        Misconception(stepped(time=_fleets.late_or_early(lambda steps: steps < 0)), READY_LATE),
        Misconception(
            stepped(time=_fleets.late_or_early(lambda steps: steps <= 1)),
            "A server is ready when it needs 0 more steps. You let it be so one step too early.",
        ),
        Misconception(
            stepped(time=_fleets.lose_those_ready),
            "The servers that have started leave your list and are not added to the ready ones.",
        ),
        *(
            Misconception(stepped(decide=called_off(stay)), STOPPED)
            for stay in (
                lambda starting, surplus: starting[: len(starting) - surplus],  # the newest go
                lambda starting, surplus: starting[surplus:],
                lambda starting, surplus: [] if surplus else starting,
            )
        ),
        Misconception(
            stepped(decide=partial(followed, kept=0)),
            "If a server is ready, one stays so: somebody has to answer until the others have "
            "started.",
        ),
        Misconception(
            stepped(decide=partial(followed, kept=-math.inf)),
            "More servers stop in your step than are ready. Where many others start, there can be "
            "more too many than are ready; then one stays.",
        ),
        Misconception(stepped(decide=partial(followed, kept=1)), NOBODY_READY),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (max(1, ready), old + new))),
            NOBODY_READY,
        ),
        Misconception(
            stepped(decide=aimed(lambda wanted, there: min(max(wanted, there - 1), there + 1))),
            "You start or stop one server in a step. All that are missing start at once, and all "
            "that are too many stop at once.",
        ),
        Misconception(
            stepped(decide=aimed(max)),
            "Nothing ever stops: servers that are not needed are paid for on and on.",
        ),
        Misconception(
            stepped(decide=aimed(min)),
            "Nothing ever starts, though servers are missing.",
        ),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (ready, (old + new)[::-1]))), IN_ORDER
        ),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (ready, new + old))), IN_ORDER
        ),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (ready, old + new[:1]))),
            "The list has a number for each server that starts. Three that start now are three "
            "numbers.",
        ),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (old + new, ready))),
            "The order is swapped: first the number of ready servers, then the list of the others.",
        ),
        Misconception(
            stepped(decide=returned(lambda ready, old, new: (ready, len(old + new)))),
            "You return how many servers start. Wanted is the list: how many steps each of them "
            "still needs.",
        ),
    ),
)
