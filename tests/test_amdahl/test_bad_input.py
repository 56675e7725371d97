"""Every public function and dataclass of lesson 04's model, tried with bad arguments.

A new function or dataclass needs an entry in ``GOOD``: arguments that are right, so that each can
be replaced by one that is not. Values of ``never_right`` that one of its arguments takes after all
stand in ``ALLOWED_AFTER_ALL``. A dataclass that only the model itself makes stands in ``RESULTS``.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings

import compmodels.amdahl
from compmodels.amdahl import (
    chips,
    examples,
    fitting,
    graph,
    jobs,
    laws,
    measuring,
    schedule,
    search,
    usl,
    workers,
)
from tests.bad_input import (
    assert_all_are_tried,
    assert_dataclasses_are_tried,
    assert_refused,
    modules_of,
    never_right,
    parameters,
)

MODULES = modules_of(compmodels.amdahl)

LAW = {"serial": 0.2, "workers": [1, 4]}
CHIP = {"serial": 0.1, "chip": 16.0, "core": [1, 4]}
TASK = graph.Task("a", 2)
PLACED = {"task": TASK, "worker": 0, "start": 0}
PICTURES = {"pictures": [[1] * 10 + [0] * 10, [0] * 10 + [1] * 10] * 2, "labels": [0, 1, 0, 1]}
ON_WORKERS = {"graph": graph.TaskGraph([TASK]), "workers": 2}
WORKING = {"job": jobs.chains(0.2, 2, 1), "executor": ThreadPoolExecutor(1)}
MEASURED = measuring.Measurement((1, 2), np.ones((6, 2)), np.ones((6, 2)))
TIMES = {"workers": [1, 2], "seconds": [[1.0, 0.6]] * 6}
GOOD = {
    laws.amdahl: LAW,
    laws.limit: {"serial": 0.2},
    laws.efficiency: LAW,
    laws.gustafson: LAW,
    laws.serial_on_one: LAW,
    laws.karp_flatt: {"speedup": [1.5, 2], "workers": [2, 4]},
    usl.speedup: {"workers": [1, 4], "contention": 0.1, "coherency": 0.01},
    usl.peak: {"contention": 0.1, "coherency": 0.01},
    usl.best_workers: {"contention": 0.1, "coherency": 0.01},
    chips.core_speed: {"size": [1, 4]},
    chips.symmetric: CHIP,
    chips.asymmetric: CHIP,
    chips.dynamic: CHIP,
    chips.best: {"kind": "symmetric", "serial": 0.1, "chip": 16},
    graph.Task: {"name": "a", "duration": 2, "after": ["b"]},
    graph.TaskGraph: {"tasks": [TASK]},
    schedule.Placed: PLACED,
    schedule.Schedule: {**ON_WORKERS, "placed": [schedule.Placed(**PLACED)]},
    schedule.run: ON_WORKERS,
    schedule.bounds: ON_WORKERS,
    examples.book: {"serial": 0.2, "chapters": 16, "days": 100.0, "overlap": True},
    examples.pairwise_sum: {"numbers": 8},
    examples.graham: {"shorter": 1, "relaxed": True},
    search.best_wiring: {**PICTURES, "held_out": 2, "machines": 2, "passes": 1},
    search.share_read: {**PICTURES, "held_out": 2, "seed": 1},
    jobs.Job: {"pieces": [(1,)], "work": abs, "finish": sum},
    jobs.chains: {"serial": 0.2, "pieces": 2, "steps": 1},
    jobs.chain: {"number": 2, "steps": 1},
    jobs.results: {"work": abs, "pieces": [(1,)]},
    workers.counts: {"most": 4},
    workers.pool: {"number": 2, "address": "tcp://127.0.0.1:8786"},
    measuring.run: {**WORKING, "parts": 2},
    measuring.measured: {
        **WORKING,
        "parts": [1, 2],
        "rounds": 1,
        "clock": time.perf_counter,
        "progress": None,
    },
    measuring.overhead_s: {
        "executor": WORKING["executor"],
        "tasks": 1,
        "rounds": 1,
        "clock": time.perf_counter,
    },
    fitting.fit: {"measurement": MEASURED},
    fitting.of_least_times: {"measurement": MEASURED},
    fitting.fit_times: TIMES,
    fitting.shares: TIMES,
    fitting.enclosing: {"rounds": 6},
}
RESULTS = {chips.Best, search.Found, fitting.Fit, measuring.Measurement}
ALLOWED_AFTER_ALL: list[tuple[str, object]] = [
    ("name", "many"),
    ("after", []),
    ("address", None),
    ("progress", None),
]


def test_every_public_function_is_tried_with_bad_input():
    assert_all_are_tried(MODULES, GOOD)


def test_every_dataclass_is_tried_or_made_by_the_model_alone():
    assert_dataclasses_are_tried(MODULES, GOOD, RESULTS)


@pytest.mark.parametrize(("function", "name"), parameters(GOOD))
@given(bad=never_right)
@settings(max_examples=30, deadline=None)
def test_bad_input_is_refused_by_name_with_what_is_allowed(function, name, bad):
    assert_refused(function, GOOD[function], name, bad, ALLOWED_AFTER_ALL)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: laws.amdahl(1.5, 2), "serial is 1.5; allowed: a number from 0 to 1"),
        (lambda: laws.amdahl(20, 2), "serial is 20; .* from 0 to 1"),
        (lambda: laws.amdahl([0.1, 0.2], 2), "serial is .*a number from 0 to 1"),
        (lambda: laws.amdahl(0.2, 0), "workers is 0; allowed: a finite number from 1, or a vector"),
        (lambda: laws.gustafson(0.2, [4, 0.5]), r"workers is \[4, 0.5\]; .* from 1"),
        (lambda: laws.limit(-0.1), "serial is -0.1; .* from 0 to 1"),
        (lambda: laws.karp_flatt(1.5, 1), "workers is 1; .* from 2"),
        (lambda: laws.karp_flatt(0, 2), "speedup is 0; .* above 0"),
        (lambda: usl.speedup(2, 1.1, 0), "contention is 1.1; .* from 0 to 1"),
        (lambda: usl.peak(0.1, -0.01), "coherency is -0.01; allowed: a finite number from 0"),
        (lambda: chips.symmetric(0.1, 16, 17), "core is 17; .* from 1 to 16"),
        (lambda: chips.dynamic(0.1, 0.5, 1), "chip is 0.5; .* from 1"),
        (lambda: chips.best("square", 0.1, 16), "kind is 'square'; .*symmetric, asymmetric, dyn"),
        (lambda: jobs.chains(1), "serial is 1; allowed: a number from 0 to below 1"),
        (lambda: jobs.Job(["ab"], max, sum), r"pieces is \['ab'\]; allowed: at least one tuple"),
        (lambda: chips.best("symmetric", 0.1, 2.5), "chip is 2.5; .*whole number from 1"),
    ],
)  # fmt: skip
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
