"""Answers that call the course's own code instead of their author's: none of them earns a point."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from compmodels.checks.cloud import mean_wait_min
from compmodels.grading import assignment, report
from compmodels.grading.marking import Mark
from compmodels.sandbox.box import Box
from tests.checkout import ROOT
from tests.sandbox.lessons import marked, solutions

CLOUD = {
    "service-model": """\
from compmodels.cloud import nist

def service_model(layers):
    return next(name for name in nist.STACKS[::-1] if set(layers) <= set(nist.managed(name)))""",
    "autoscaler-step": """\
import compmodels.cloud.scaling as model

def autoscaler_step(ready, starting, load, per_server, target, start_steps):
    rule = model.Rule(above=target / 100, start_s=start_steps)
    fleet = model.Fleet(ready, tuple(starting))
    fleet = model.step(fleet, load / per_server / fleet.billed, rule, 1)
    return fleet.ready, list(fleet.starting)""",
    "break-even-month": """\
def break_even_month(*case):
    from compmodels.checks.cloud import break_even_month
    return break_even_month.oracle(*case)""",
    "mean-wait-min": """\
from compmodels.cloud.queues import erlang_c

def mean_wait_min(calls_per_h, minutes_each, servers):
    offered = calls_per_h * minutes_each / 60
    if offered >= servers:
        return float("inf")
    return erlang_c(offered, servers) * minutes_each / (servers - offered)""",
    "farthest-km": """\
from compmodels.cloud.distance import *

def farthest_km(deadline_ms, work_ms, megabytes, megabits_per_s):
    spent_s = work_ms / 1e3 + transfer_s(megabytes * 1e6, megabits_per_s * 1e6)
    return max(0.0, deadline_ms / 1e3 - spent_s) / fibre_s(1)""",
    "cheapest-plan": """\
cheapest_plan = checks.cheapest_plan.oracle""",
}


QUBITS = {
    "apply-gate": """\
from compmodels.qubits.gates import Gate
from compmodels.qubits.state import run

def apply_gate(state, matrix, q):
    return run([Gate("U", (q,), matrix)], state)""",
    "entangle": """\
from compmodels.qubits import entangled

def entangle(n, sign):
    gates = [(gate.name, *gate.qubits[::-1]) for gate in entangled.ghz(n)]
    return gates + [("z", 0)] * (sign < 0)""",
    "grover-iterations": """\
from compmodels.qubits.algorithms import best_iterations as grover_iterations""",
    "phase-from-counts": """\
phase_from_counts = checks.phase_from_counts.oracle""",
    "factors-from-measured": """\
from compmodels.qubits import shor as model

def factors_from_measured(a, N, measured, digits):
    return model.factors_from(a, model.order_from(measured, digits, N), N)""",
    "qubits-that-fit": """\
from compmodels.qubits.state import *

def qubits_that_fit(memory_gib, copies, single):
    return most_qubits(memory_gib * 2**30 / copies * (2 if single else 1))""",
}
BORROWED = {"06-cloud": CLOUD, "07-qubits": QUBITS}
LESSONS = assignment.load(ROOT)


def marks_of(lesson: str, answers: Mapping[str, str], sandbox: Box) -> dict[str, Mark]:
    """What each exercise of a lesson earns with these sources in the cells of these names."""
    return {mark.exercise: mark for mark in marked(LESSONS[lesson], answers, sandbox).marks}


@pytest.mark.parametrize("lesson", BORROWED)
def test_solutions_earn_all_points_of_functions(lesson: str, box: Box):
    marks = marks_of(lesson, solutions(LESSONS[lesson]), box)
    for one in LESSONS[lesson].exercises:
        assert marks[one.name].points == (0 if one.is_open else one.maximum)


@pytest.mark.parametrize("lesson", BORROWED)
def test_borrowed_answers_earn_nothing_and_are_told_what_they_may_not_use(lesson: str, box: Box):
    marks = marks_of(lesson, BORROWED[lesson], box)
    for name in BORROWED[lesson]:
        assert (marks[name].points, marks[name].outcome) == (0, report.NOT_ALLOWED)
        assert "may not use compmodels." in marks[name].message


def test_a_borrowed_answer_earns_nothing_though_it_is_right_and_costs_the_others_nothing(box: Box):
    name, names = "mean-wait-min", {}
    exec(CLOUD[name], names)
    cases = mean_wait_min.cases()
    answers = [mean_wait_min.ask(names["mean_wait_min"], case) for case in cases]
    assert mean_wait_min.judge(cases, answers).outcome == report.SOLVED
    marks = marks_of("06-cloud", solutions(LESSONS["06-cloud"]) | {name: CLOUD[name]}, box)
    assert "mean_wait_min may not use compmodels.cloud.queues.erlang_c" in marks.pop(name).message
    assert {mark.outcome for mark in marks.values()} == {report.SOLVED, report.UNMARKED}
