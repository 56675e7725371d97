"""Answers that call the course's own code instead of their author's: none of them earns a point."""

from __future__ import annotations

from collections.abc import Mapping

from compmodels.checks.cloud import mean_wait_min
from compmodels.grading import assignment, report
from compmodels.grading.marking import Mark
from compmodels.sandbox.box import Box
from tests.checkout import ROOT
from tests.sandbox.lessons import marked, solutions

LESSON = assignment.load(ROOT)["06-cloud"]
BORROWED = {
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


def marks_of(answers: Mapping[str, str], sandbox: Box) -> dict[str, Mark]:
    """What each exercise of the lesson earns with these sources in the cells of these names."""
    return {mark.exercise: mark for mark in marked(LESSON, answers, sandbox).marks}


def test_solutions_earn_all_points_of_functions(box: Box):
    marks = marks_of(solutions(LESSON), box)
    for one in LESSON.exercises:
        assert marks[one.name].points == (0 if one.is_open else one.maximum)


def test_borrowed_answers_earn_nothing_and_are_told_what_they_may_not_use(box: Box):
    marks = marks_of(BORROWED, box)
    for name in BORROWED:
        assert (marks[name].points, marks[name].outcome) == (0, report.NOT_ALLOWED)
        assert "may not use compmodels." in marks[name].message


def test_a_borrowed_answer_earns_nothing_though_it_is_right_and_costs_the_others_nothing(box: Box):
    name, names = "mean-wait-min", {}
    exec(BORROWED[name], names)
    cases = mean_wait_min.cases()
    answers = [mean_wait_min.ask(names["mean_wait_min"], case) for case in cases]
    assert mean_wait_min.judge(cases, answers).outcome == report.SOLVED
    marks = marks_of(solutions(LESSON) | {name: BORROWED[name]}, box)
    assert "mean_wait_min may not use compmodels.cloud.queues.erlang_c" in marks.pop(name).message
    assert {mark.outcome for mark in marks.values()} == {report.SOLVED, report.UNMARKED}
