"""Check of ``autoscaler_step``: one step of a fleet that follows a target for its utilisation.

The oracle adds servers one by one until they are enough, in whole numbers. A drawn case never has
a whole number of servers exactly at the target; where an edge has one, every usual way of working
it out in floating point gives that number too. What students do instead is in ``_fleets``.
"""

from __future__ import annotations

from functools import partial

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.cloud import _fleets
from compmodels.checks.cloud._fleets import exact, followed, needed, stepped


def _autoscaler_step(ready, starting, load, per_server, target, start_steps):
    return _fleets.step(ready, starting, load, per_server, target, start_steps)


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
    return {_fleets.upwards(way) for way in ways} == {needed(load, per_server, target)}


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
IN_ORDER = "The list is in order, the oldest first: those that start now come at its end."

autoscaler_step = Check(
    name="autoscaler_step",
    oracle=_autoscaler_step,
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
        Misconception(stepped(decide=_fleets.forget), COUNTED),
        Misconception(stepped(decide=_fleets.forget_upwards), COUNTED),
        Misconception(
            stepped(decide=_fleets.forget_downwards),
            "Where servers are too many, those that start count as well: they will be ready soon, "
            "and as many of the ready ones may stop now.",
        ),
        Misconception(stepped(decide=_fleets.at_once), AT_ONCE),
        Misconception(stepped(decide=_fleets.as_wanted), AT_ONCE),
        Misconception(stepped(need=lambda *load: max(1, exact(*load) // 1)), ROUNDED),
        Misconception(stepped(need=lambda *load: max(1, round(exact(*load)))), ROUNDED),
        Misconception(
            stepped(need=lambda *load: exact(*load) // 1 + 1),
            "So many servers that they are exactly at the target are enough: at or below it.",
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
        Misconception(stepped(need=partial(needed, least=0)), SOMEBODY),
        Misconception(
            stepped(need=partial(needed, least=0), decide=_fleets.stop_the_last), SOMEBODY
        ),
        Misconception(
            _fleets.time_afterwards,
            "Time passes first, and then comes the decision: a server that is asked for in this "
            "step still needs all of its start_steps.",
        ),
        Misconception(
            stepped(time=_fleets.stand_still),
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
        Misconception(stepped(decide=_fleets.stop_newest), STOPPED),
        Misconception(stepped(decide=_fleets.stop_oldest), STOPPED),
        Misconception(stepped(decide=_fleets.stop_all_starts), STOPPED),
        Misconception(
            stepped(decide=partial(followed, kept=0)),
            "If a server is ready, one stays so: somebody has to answer until the others have "
            "started.",
        ),
        Misconception(
            stepped(decide=partial(followed, kept=-(10**9))),
            "More servers stop in your step than are ready. Where many others start, there can be "
            "more too many than are ready; then one stays.",
        ),
        Misconception(
            stepped(decide=_fleets.one_by_one),
            "You start or stop one server in a step. All that are missing start at once, and all "
            "that are too many stop at once.",
        ),
        Misconception(
            stepped(decide=_fleets.never_fewer),
            "Nothing ever stops: servers that are not needed are paid for on and on.",
        ),
        Misconception(
            stepped(decide=_fleets.never_more),
            "Nothing ever starts, though servers are missing.",
        ),
        Misconception(stepped(decide=_fleets.newest_first), IN_ORDER),
        Misconception(stepped(decide=_fleets.put_in_front), IN_ORDER),
        Misconception(
            stepped(decide=_fleets.one_for_all),
            "The list has a number for each server that starts. Three that start now are three "
            "numbers.",
        ),
        Misconception(
            stepped(decide=_fleets.swap),
            "The order is swapped: first the number of ready servers, then the list of the others.",
        ),
        Misconception(
            stepped(decide=_fleets.how_many_start),
            "You return how many servers start. Wanted is the list: how many steps each of them "
            "still needs.",
        ),
    ),
)
