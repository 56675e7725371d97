"""Many submissions at a time on local workers, of which some are lost.

The workers of others are tested in ``grade``.
"""

from __future__ import annotations

import json
import os
import signal
import warnings
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import dask
import psutil
import pytest
from distributed import Client

from compmodels.checks._core import SEED
from compmodels.grading import assignment, engine, work
from compmodels.grading.engine import Done, Settings
from compmodels.grading.work import Work
from compmodels.sandbox.box import Box
from compmodels.sandbox.limits import PRIVATE, SINGLE, Limits
from tests.checkout import ROOT
from tests.class_room import ASSIGNMENT
from tests.processes import all_end, descendants

LIMITS = Limits()
ANSWER = "def predict(weights, bias, x):\n    return 1 if weights @ x + bias > 0 else -1"
SLEEP = "import time\ntime.sleep(0.2)"
WHOLE = assignment.load(ROOT)[ASSIGNMENT]
COURSE = {ASSIGNMENT: replace(WHOLE, exercises=WHOLE.exercises[:1])}
JOBS = 2


def handed_in(number: int, set_up: str = "") -> list[Work]:
    """Small right submissions; the set-up is a cell that comes first."""
    sources = {"set-up": set_up, "predict": ANSWER, "predict-check": ""}
    cells = [{"cell_type": "code", "id": k, "source": text} for k, text in sources.items()]
    content = json.dumps({"nbformat": 4, "cells": cells}).encode()
    return [Work(f"s{n:02}", ASSIGNMENT, (("a.ipynb", content),)) for n in range(number)]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A local cluster of two workers."""
    with engine.cluster(JOBS, None) as local:
        yield local


@pytest.fixture(scope="module")
def settings(client: Client) -> Settings:
    """How the small submissions are marked."""
    return Settings(COURSE, LIMITS, engine.isolation(client, LIMITS), (), SEED)


def by_student(found: list[Done]) -> dict[str, Done]:
    """What became of each submission; none may come twice."""
    by_name = {done.work.student: done for done in found}
    assert len(by_name) == len(found)
    return by_name


def test_each_submission_is_marked_once_and_as_without_a_cluster(client, settings):
    works = handed_in(10)
    found = by_student(list(engine.mark_all(client, works, settings)))
    with Box(LIMITS, settings.isolation) as alone:
        expected = [work.mark(one, COURSE, alone, SEED) for one in works]
    assert [found[one.student].reports for one in works] == expected
    assert [report.points for (report,) in expected] == [1] * 10


def test_no_work_is_done_at_once(client, settings):
    assert list(engine.mark_all(client, [], settings)) == []


def test_submissions_are_read_as_they_are_needed(client, settings):
    read = []
    works = (read.append(one) or one for one in handed_in(40))
    marking = engine.mark_all(client, works, settings)
    next(marking)
    assert len(read) <= engine.AHEAD * JOBS + 1
    assert len(list(marking)) == 39


def test_one_that_cannot_be_marked_stops_no_other(client, settings):
    odd, *others = handed_in(4)
    found = by_student(list(engine.mark_all(client, [replace(odd, files=5), *others], settings)))
    assert found["s00"].reports is None
    assert isinstance(found["s00"].error, TypeError)
    assert all(found[one.student].reports for one in others)


def test_a_killed_worker_loses_no_submission_and_leaves_no_sandbox(client, settings):
    works = handed_in(12, SLEEP)
    marking = engine.mark_all(client, works, settings)
    found = [next(marking)]
    victim, other = client.run(os.getpid).values()
    lost = descendants(victim)
    os.kill(victim, signal.SIGKILL)
    found += list(marking)
    assert all(done.reports and done.reports[0].points == 1 for done in found)
    assert by_student(found).keys() == {one.student for one in works}
    assert lost
    assert all_end(lost)
    assert psutil.pid_exists(other)


def test_a_submission_whose_workers_all_die_is_told_apart():
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        engine.cluster(JOBS, None) as client,
    ):
        settings = Settings(COURSE, LIMITS, engine.isolation(client, LIMITS), (), SEED)
        works = handed_in(8, SLEEP)
        marking = engine.mark_all(client, works, settings)
        found = [next(marking)]
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        found += list(marking)
    errors = [type(done.error).__name__ for done in found if done.reports is None]
    assert set(errors) == {"KilledWorker"}
    assert by_student(found).keys() == {one.student for one in works}


@pytest.mark.parametrize(
    ("found", "best"),
    [
        ([PRIVATE, PRIVATE], PRIVATE),
        ([PRIVATE, SINGLE], SINGLE),
        ([SINGLE], SINGLE),
    ],
)
def test_all_get_the_best_isolation_that_each_worker_offers(found: list[str], best: str):
    told = SimpleNamespace(run=lambda *_words, **_options: dict(enumerate(found)))
    assert engine.isolation(told, LIMITS) == best


def test_two_clusters_on_a_machine_are_in_nobodys_way(client):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with engine.cluster(1, None) as second:
            assert second.scheduler.address != client.scheduler.address


def test_nothing_is_left_of_a_cluster():
    before = set(descendants(os.getpid()))
    with engine.cluster(1, None) as client:
        settings = Settings(COURSE, LIMITS, engine.isolation(client, LIMITS), (), SEED)
        assert len(list(engine.mark_all(client, handed_in(2), settings))) == 2
        started = set(descendants(os.getpid())) - before
        assert "bwrap" in {process.name() for process in started}
    assert all_end(started)
