"""Processes and a Dask cluster give what a plain loop gives, and end when they should."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import Executor
from pathlib import Path

import joblib
import nbformat
import pytest
from nbclient import NotebookClient

from compmodels.amdahl import jobs, measuring, workers
from compmodels.amdahl.jobs import Job
from tests import clusters
from tests.checkout import ROOT
from tests.test_amdahl.in_workers import DEADLINE_S, loaded, meet, threads_in_a_piece

WITHOUT_GUARD = """
from compmodels.amdahl import workers
with workers.pool(2) as executor:
    print("reached")
"""
IN_A_NOTEBOOK = """
from compmodels.amdahl import jobs, measuring, workers

job = jobs.chains(0.2, pieces=4, steps=100)
with workers.pool(2) as executor:
    print(measuring.run(job, executor, 2) == job.finish([job.work(*p) for p in job.pieces]))

def of_the_notebook(number):
    return number

try:
    jobs.Job([(1,)], of_the_notebook, sum)
except ValueError as refusal:
    print("module" in str(refusal))
"""


def assert_as_a_plain_loop(executor: Executor, job: Job, parts: tuple[int, ...]) -> None:
    """Assert that a job has the same result however it is divided."""
    expected = job.finish([job.work(*piece) for piece in job.pieces])
    assert [measuring.run(job, executor, n) for n in parts] == [expected] * len(parts)


def meeting(folder: Path, number: int) -> Job:
    """A job whose pieces are done only if all of them are in work at the same time."""
    names = tuple("abcdef"[:number])
    return Job([(str(folder), name, names) for name in names], meet, set)


def test_processes_share_a_job_and_have_the_result_of_a_plain_loop(tmp_path):
    with workers.pool(3) as executor:
        assert_as_a_plain_loop(executor, jobs.chains(0.3, pieces=7, steps=200), (1, 2, 3, 7))
        took_part = measuring.run(meeting(tmp_path, 3), executor, 3)
    assert len(took_part) == 3
    assert os.getpid() not in took_part


def test_workers_are_ready_and_hold_blas_to_one_thread():
    with workers.pool(1) as executor:
        assert executor.submit(loaded, ["numpy", "compmodels.amdahl.jobs"]).result() == [True] * 2
        around, within = executor.submit(threads_in_a_piece).result()
    assert set(around) == {2}
    assert within == [1] * len(around)


def test_all_processes_have_started_when_the_pool_is_given():
    before = set(multiprocessing.active_children())
    with workers.pool(2):
        started = set(multiprocessing.active_children()) - before
        assert len(started) == 2
    assert not started & set(multiprocessing.active_children())


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interrupt_or_an_error_ends_the_processes_at_once(error):
    before = set(multiprocessing.active_children())
    with pytest.raises(error), workers.pool(2) as executor:
        begun = [executor.submit(time.sleep, 24 * 3600) for _ in range(5)]
        raise error
    assert set(multiprocessing.active_children()) <= before
    assert all(future.done() for future in begun)


def test_a_worker_that_dies_is_reported_and_ends_the_pool():
    before = set(multiprocessing.active_children())
    with pytest.raises(RuntimeError, match="terminated abruptly"), workers.pool(2) as executor:
        measuring.run(Job([(3,), (3,)], os._exit, sum), executor, 2)
    assert set(multiprocessing.active_children()) <= before


def test_a_script_that_its_workers_would_run_again_ends_with_what_to_do(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(WITHOUT_GUARD, encoding="utf-8")
    command = [sys.executable, str(script)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=DEADLINE_S
    )
    assert done.returncode == 1
    assert "reached" not in done.stdout
    assert "if __name__ == '__main__':" in done.stderr


def test_a_pool_works_in_a_notebook(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IN_A_NOTEBOOK)])
    resources = {"metadata": {"path": str(ROOT)}}
    NotebookClient(
        notebook, timeout=DEADLINE_S, kernel_name="python3", resources=resources
    ).execute()
    (output,) = notebook.cells[0].outputs
    assert output.text == "True\nTrue\n"


def test_a_cluster_does_the_same_by_its_address(tmp_path):
    with (
        clusters.scheduler(tmp_path) as address,
        clusters.workers(address, 2, PYTHONPATH=str(ROOT)) as ids,
        workers.pool(2, address) as executor,
    ):
        assert_as_a_plain_loop(executor, jobs.chains(0.3, pieces=7, steps=200), (1, 2, 7))
        assert measuring.run(meeting(tmp_path, 2), executor, 2) == set(ids)
        measurement = measuring.measured(jobs.chains(0.5, 4, 10), executor, (1, 2), rounds=2)
    assert measurement.seconds.shape == (2, 2)


def test_a_cluster_without_enough_workers_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "START_S", 0.5)
    with (
        clusters.scheduler(tmp_path) as address,
        pytest.raises(TimeoutError, match="0/2 workers"),
        workers.pool(2, address),
    ):
        raise AssertionError("there are no workers")


def test_an_address_where_nothing_listens_is_reported(monkeypatch):
    monkeypatch.setattr(workers, "ANSWER_S", 0.5)
    with pytest.raises(OSError, match=r"127\.0\.0\.1:1"), workers.pool(1, "tcp://127.0.0.1:1"):
        raise AssertionError("there is no scheduler")


def test_without_dask_an_address_is_answered_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    need = "workers at an address need Dask: python -m pip install distributed"
    with pytest.raises(ImportError, match=need), workers.pool(1, "tcp://127.0.0.1:1"):
        raise AssertionError("there is no Dask")


def test_no_cluster_software_is_loaded_without_an_address():
    program = (
        "import sys; from compmodels.amdahl import workers; print('distributed' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_cores_are_those_that_this_process_may_use(monkeypatch):
    assert workers.cores() == joblib.cpu_count() >= 1
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")
    assert workers.cores() == 1


@pytest.mark.parametrize(
    ("most", "expected"),
    [(1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (4, [1, 2, 4]), (12, [1, 2, 4, 8, 12])],
)
def test_counts_double_up_to_the_most(most, expected):
    assert workers.counts(most) == expected


@pytest.mark.parametrize("address", [8786, "127.0.0.1:8786", b"tcp://127.0.0.1:8786", ""])
def test_an_address_says_how_it_is_reached(address):
    with pytest.raises(ValueError, match=r"address is .*tcp://127\.0\.0\.1:8786"):
        workers.pool(2, address)
