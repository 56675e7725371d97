"""Jobs of a set serial share: their results by number theory, their steps counted one by one."""

from __future__ import annotations

import functools
import operator
import pickle
import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.amdahl import jobs
from compmodels.amdahl.jobs import Job
from tests.checkout import ROOT

PRIMES = 10**12 + 39, 10**18 + 9
OF_A_NOTEBOOK = """
import functools
from compmodels.amdahl.jobs import Job

def work(number):
    return number

class Worker:
    def work(self, number):
        return number

for named in (work, functools.partial(work), functools.partial(functools.partial(work)),
              Worker().work, Worker, functools.partial(map, work),
              functools.partial(max, Worker())):
    try:
        Job([(1,)], named, sum)
    except ValueError as refusal:
        print(refusal)
"""


def short_cut(number: int, steps: int) -> int:
    """What a chain ends in, by Euler's theorem: exponents count modulo (p - 1) (q - 1)."""
    p, q = PRIMES
    return pow(number, pow(2, steps, (p - 1) * (q - 1)), p * q)


def result(job: Job):
    """The job's result by a plain loop."""
    done = []
    for piece in job.pieces:
        done.append(job.work(*piece))  # noqa: PERF401
    return job.finish(done)


@given(st.integers(0, jobs.MODULUS - 1), st.integers(1, 300))
def test_a_chain_ends_where_number_theory_says(number, steps):
    assert jobs.chain(number, steps) == short_cut(number, steps)


@given(st.integers(0, 10**30), st.integers(0, 50), st.integers(0, 50))
def test_a_chain_goes_on_where_another_ended(number, first, second):
    whole = jobs.chain(number, first + second)
    assert jobs.chain(jobs.chain(number, first), second) == whole


def test_the_chains_of_a_job_do_not_fall_into_a_short_cycle():
    for number in range(2, 50):
        at, seen = number, set()
        for _ in range(2_000):
            seen.add(at)
            at = jobs.chain(at, 1)
        assert len(seen) == 2_000


@pytest.mark.parametrize("serial", [0, 0.1, 0.2, 0.5, 0.9])
def test_a_job_of_chains_has_the_result_that_number_theory_says(serial):
    steps_at_the_end = round(serial / (1 - serial) * 5 * 30)
    total = sum(short_cut(2 + i, 30) for i in range(5))
    expected = short_cut(total, steps_at_the_end) if serial else total
    assert result(jobs.chains(serial, pieces=5, steps=30)) == expected


@given(st.floats(0, 0.99), st.integers(1, 20), st.integers(1, 200))
def test_the_finish_has_its_share_of_all_steps(serial, pieces, steps):
    counted = []
    job = jobs.chains(serial, pieces, steps)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "chain", lambda number, steps: counted.append(steps))
        job.finish([0] * pieces)
    in_pieces = sum(steps for _, steps in job.pieces)
    (at_the_end,) = counted
    assert in_pieces == pieces * steps
    assert abs(at_the_end - serial * (in_pieces + at_the_end)) <= 0.5


def test_each_result_of_a_piece_counts():
    job = jobs.chains(0.5, pieces=4, steps=3)
    done = [job.work(*piece) for piece in job.pieces]
    others = [[*done[:i], done[i] + 1, *done[i + 1 :]] for i in range(len(done))]
    assert job.finish(done) not in [job.finish(other) for other in others]


def test_a_job_keeps_its_pieces_when_the_callers_list_changes():
    pieces = [(1, 2)]
    job = Job(pieces, max, sum)
    pieces.append((3, 4))
    assert job.pieces == ((1, 2),)


def test_results_are_those_of_a_plain_loop_in_order():
    pieces = [(base, exponent) for base in range(5) for exponent in range(4)]
    assert jobs.results(pow, pieces) == [base**exponent for base, exponent in pieces]


def python(program: str) -> str:
    """What a program prints that is run by a new Python, as a script."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_only_this_program_knows_is_refused_with_what_to_do():
    refusals = python(OF_A_NOTEBOOK).splitlines()
    assert len(refusals) == 7
    for refusal in refusals:
        assert re.match("work is .*; allowed: .* write it into a module", refusal)


def test_functions_without_a_name_to_import_are_refused():
    def inner(number):
        return number

    for work in (inner, lambda number: number, functools.partial(inner), (n for n in "ab").send):
        with pytest.raises(ValueError, match=r"work is .*; allowed: a function that"):
            Job([(1,)], work, sum)


@pytest.mark.parametrize(
    "work", [max, operator.add, functools.partial(pow, 2), np.linalg.norm, "ab".join, jobs.chain]
)
def test_functions_that_a_worker_can_import_are_taken(work):
    job = Job([(1,)], work, lambda results: results)
    assert callable(pickle.loads(pickle.dumps(job.work)))


def test_data_may_hold_the_name_of_this_program():
    for work in ("__main__".join, functools.partial(max, "__main__")):
        assert Job([("ab",)], work, list).work == work
