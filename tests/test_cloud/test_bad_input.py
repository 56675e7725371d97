"""Every public function and dataclass of lesson 06's model, tried with bad arguments.

A new function or dataclass needs an entry in ``GOOD``: arguments that are right, so that each can
be replaced by one that is not. Values of ``never_right`` that some of its arguments take after all
stand in ``ALLOWED_AFTER_ALL``. A dataclass that only the model itself makes stands in ``RESULTS``.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings

import compmodels.cloud
from compmodels.cloud import distance, load, nist, owning, prices, queues, scaling, simulation
from tests.bad_input import (
    assert_all_are_tried,
    assert_dataclasses_are_tried,
    assert_refused,
    modules_of,
    never_right,
    parameters,
)

MODULES = modules_of(compmodels.cloud)

RNG = np.random.default_rng(1)
RHYTHM, BURST = load.Rhythm(), load.Burst(10, 1, 3)
TRACE = load.Trace([100.0, 250.0], 60.0)
DRAWN = {"rng": RNG, "rhythm": RHYTHM, "bursts": [BURST]}
SERVER, RULE = scaling.Server(100, usd_per_h=0.1), scaling.Rule()
SERVED = {"trace": TRACE, "server": SERVER}
MACHINE, RUNNING = owning.Machine(8000, 500, 60), owning.Running(0.12, 1.5, 100)
OFFER, TERM = owning.Offer(1.0), owning.Offer(0.6, term_months=12)
OWNED = {"machine": MACHINE, "running": RUNNING}
PRICE = {
    "key": "rack",
    "value": 5.0,
    "unit": "USD per hour",
    "what": "a rack",
    "date": "2025",
    "source": "its maker",
    "licence": "",
}
QUEUE = queues.Queue(8, 0.1)
PLACE = distance.Place("edge", 20, 50e6, 0.1, servers=4, utilisation=0.5)
JOB = distance.Job(1e6, 0.02, deadline_s=0.5)
GOOD = {
    nist.Term: {"name": "cloud", "meaning": "somebody else's computer"},
    nist.manager: {"layer": "data", "stack": "PaaS"},
    nist.managed: {"stack": "PaaS", "by": nist.YOU},
    load.Trace: {"requests_per_s": [100.0, 250.0], "step_s": 60.0},
    load.Rhythm: dataclasses.asdict(RHYTHM),
    load.Burst: dataclasses.asdict(BURST),
    load.shape: {"hours": [0.0, 12.0], "rhythm": RHYTHM},
    load.day: {**DRAWN, "step_s": 60.0},
    load.year: {**DRAWN, "step_s": 3600.0},
    scaling.Server: dataclasses.asdict(SERVER),
    scaling.Rule: dataclasses.asdict(RULE),
    scaling.Fleet: {"ready": 3, "starting": [1, 2], "quiet": 1},
    scaling.Run: {**SERVED, "ready": [1, 3], "billed": [3, 3]},
    scaling.servers_for: {"rate": 250.0, "server": SERVER},
    scaling.step: {"fleet": scaling.Fleet(3), "utilisation": 0.9, "rule": RULE, "step_s": 60.0},
    scaling.fixed: {**SERVED, "servers": 3},
    scaling.autoscaled: {**SERVED, "rule": RULE, "first": 3},
    scaling.foresight: SERVED,
    prices.Price: PRICE,
    prices.table: {"path": prices.OWN},
    prices.price: {"key": "electricity", "path": prices.OWN},
    owning.Offer: dataclasses.asdict(TERM),
    owning.Machine: dataclasses.asdict(MACHINE),
    owning.Running: dataclasses.asdict(RUNNING),
    owning.monthly_usd: OWNED,
    owning.book_value_usd: {"machine": MACHINE, "month": [0, 12]},
    owning.owning_usd: {**OWNED, "months": [0, 12], "sold": True},
    owning.renting_usd: {"offer": OFFER, "months": [0, 12], "use": 0.5},
    owning.break_even_use: {**OWNED, "offer": OFFER, "months": 12},
    owning.break_even_month: {**OWNED, "offer": OFFER, "use": 0.9},
    owning.commitment_pays_from: {"on_demand": OFFER, "committed": TERM},
    queues.erlang_b: {"offered": [0, 8], "servers": 10},
    queues.erlang_c: {"offered": [0, 8], "servers": 10},
    queues.servers_needed: {"offered": 8, "most_waiting": 0.1},
    queues.Queue: {"arrivals_per_s": 8, "service_s": 1, "servers": 10},
    distance.Place: dataclasses.asdict(PLACE),
    distance.Job: dataclasses.asdict(JOB),
    distance.fibre_s: {"km": [0, 100]},
    distance.transfer_s: {"data_bytes": [0, 1e6], "bits_per_s": 50e6},
    distance.response: {"place": PLACE, "job": JOB},
    distance.winner: {"places": [PLACE], "job": JOB},
    distance.winners: {
        "places": [PLACE],
        "data_bytes": [0, 1e6],
        "deadlines_s": [0.1, 1],
        "service_s": 0.02,
    },
    simulation.Waits: {"arrivals_s": [0, 1], "waits_s": [0, 2], "services_s": [3, 3]},
    simulation.serve: {"arrivals_s": [0, 1], "services_s": [3, 3], "servers": 1},
    simulation.run: {"queue": QUEUE, "customers": 10, "rng": RNG},
    simulation.estimate: {
        "queue": QUEUE,
        "customers": 10,
        "rng": RNG,
        "runs": 2,
        "coverage": 0.95,
        "warm_up": 0.1,
    },
}
RESULTS = {distance.Response, simulation.Interval}
ALLOWED_AFTER_ALL = {
    nist.Term: [("name", "many"), ("meaning", "many")],
    load.day: [("bursts", [])],
    load.year: [("bursts", [])],
    scaling.Fleet: [("starting", [])],
    scaling.autoscaled: [("first", None)],
    prices.Price: [(name, "many") for name in ("key", "what", "source", "licence")],
    prices.table: [("path", None)],
    prices.price: [("path", None)],
    owning.break_even_use: [("months", None)],
    distance.Place: [("name", "many")],
    distance.Job: [("deadline_s", np.inf)],
}


def test_every_public_function_is_tried_with_bad_input():
    assert_all_are_tried(MODULES, GOOD)


def test_every_dataclass_is_tried_or_made_by_the_model_alone():
    assert_dataclasses_are_tried(MODULES, GOOD, RESULTS)


@pytest.mark.parametrize(("function", "name"), parameters(GOOD))
@given(bad=never_right)
@settings(max_examples=30)
def test_bad_input_is_refused_by_name_with_what_is_allowed(function, name, bad):
    assert_refused(function, GOOD[function], name, bad, ALLOWED_AFTER_ALL.get(function, []))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: queues.erlang_b(1, 0), "servers is 0; allowed: a whole number from 1 to 1000000$"),
        (lambda: queues.erlang_b(1, 2.5), "servers is 2.5; .*whole number from 1 to 1000000$"),
        (lambda: queues.erlang_b(2e6, 1), "offered is 2000000.0; .* from 0 to 1e.06, or a vector"),
        (lambda: queues.erlang_c(4, 4), "offered is 4.0; allowed: below 4 erlangs, .*5 servers$"),
        (lambda: queues.erlang_c(-1, 4), "offered is -1; allowed: a finite number from 0"),
        (lambda: queues.servers_needed(2e6, 1), "offered is 2000000.0; .*from 0 to 1000000$"),
        (lambda: queues.servers_needed(8, 0), "most_waiting is 0.0; .*a number above 0, to 1$"),
        (lambda: queues.servers_needed(8, 2), "most_waiting is 2; allowed: a number from 0 to 1$"),
        (lambda: queues.Queue(12, 0.1), "arrivals_per_s is 12; allowed: fewer than 10 a second, "),
        (lambda: queues.Queue(12, 0), "service_s is 0; allowed: a finite number above 0$"),
        (lambda: simulation.serve([0], [-1], 1), r"services_s is \[-1\]; allowed: numbers from 0$"),
        (lambda: simulation.serve([1, 0], [1, 1], 1), r"arrivals_s is \[1, 0\]; .* before that in"),
        (lambda: simulation.run(QUEUE, 0, RNG), "customers is 0; allowed: a whole number from 1$"),
        (lambda: simulation.estimate(QUEUE, 9, RNG, 1), "runs is 1; .* a whole number from 2$"),
    ],
)  # fmt: skip
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
