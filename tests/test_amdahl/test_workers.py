"""Processes and a Dask cluster give what a plain loop gives, and end when they should."""

from __future__ import annotations

import multiprocessing
import os
import signal
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
from tests.test_amdahl import in_workers
from tests.test_amdahl.in_workers import DEADLINE_S

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


LATE = """
import os, sys, time
if "--multiprocessing-fork" in sys.orig_argv:
    try:
        os.mkdir("first")
    except FileExistsError:
        time.sleep(2)
        os.mkdir("late")
"""
INTERRUPTED = """
import time
from compmodels.amdahl import workers

if __name__ == "__main__":
    with workers.pool(2):
        print("ready", flush=True)
        time.sleep(60)
"""


def assert_as_a_plain_loop(executor: Executor, job: Job, parts: tuple[int, ...]) -> None:
    """Assert that a job has the same result however it is divided."""
    expected = job.finish([job.work(*piece) for piece in job.pieces])
    assert [measuring.run(job, executor, n) for n in parts] == [expected] * len(parts)


def meeting(folder: Path, number: int) -> Job:
    """A job whose pieces are done only if all of them are in work at the same time."""
    names = tuple("abcdef"[:number])
    return Job([(str(folder), name, names) for name in names], in_workers.meet, set)


def test_processes_share_a_job_and_have_the_result_of_a_plain_loop(tmp_path):
    with workers.pool(3) as executor:
        assert_as_a_plain_loop(executor, jobs.chains(0.3, pieces=7, steps=200), (1, 2, 3, 7))
        took_part = measuring.run(meeting(tmp_path, 3), executor, 3)
    assert len(took_part) == 3
    assert os.getpid() not in took_part


def assert_ready(executor: Executor) -> None:
    """Assert that a worker without a task so far has loaded what it needs, and BLAS one thread."""
    needed = ["numpy", "compmodels.amdahl.jobs"]
    assert executor.submit(in_workers.loaded, needed).result() == [True] * 2
    first = executor.submit(in_workers.threads).result()
    assert set(first) == {1}
    later = executor.submit(in_workers.threads_after_another_import, "scipy.linalg").result()
    assert len(later) > len(first)
    assert set(later) == {1}
    assert executor.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"


def test_processes_are_ready_and_hold_blas_to_one_thread(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    with workers.pool(1) as executor:
        assert_ready(executor)


def test_a_pool_is_given_when_the_last_process_is_ready(tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(LATE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with workers.pool(2):
        assert (tmp_path / "late").exists()


def test_processes_end_with_the_pool():
    before = set(multiprocessing.active_children())
    with workers.pool(2):
        started = set(multiprocessing.active_children()) - before
        assert len(started) == 2
    assert not started & set(multiprocessing.active_children())


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interrupt_or_an_error_ends_the_processes_at_once(error):
    before = set(multiprocessing.active_children())
    with pytest.raises(error), workers.pool(2) as executor:
        begun = [executor.submit(time.sleep, 60) for _ in range(5)]
        raise error
    assert set(multiprocessing.active_children()) <= before
    assert all(future.done() for future in begun)


def test_an_error_leaves_the_callers_own_processes_alone():
    spawn = multiprocessing.get_context("spawn")
    may_end = spawn.Event()
    own = spawn.Process(target=may_end.wait, args=(DEADLINE_S,))
    with pytest.raises(ZeroDivisionError), workers.pool(1):
        own.start()
        raise ZeroDivisionError
    may_end.set()
    own.join()
    assert own.exitcode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes to signal")
def test_an_interrupt_of_all_processes_is_reported_by_the_program_alone(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert program.stdout.readline() == "ready\n"
        os.killpg(program.pid, signal.SIGINT)
        _, errors = program.communicate(timeout=DEADLINE_S)
    finally:
        program.kill()
    assert errors.count("Traceback") == 1
    assert errors.endswith("KeyboardInterrupt\n")
    assert "Process-" not in errors


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
    printed = [output.get("text") for output in notebook.cells[0].outputs]
    assert "".join(printed) == "True\nTrue\n"  # in one piece or two, as it came


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


def test_a_cluster_is_ready_and_does_each_task_however_equal(tmp_path):
    variables = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "2"}
    with (
        clusters.scheduler(tmp_path) as address,
        clusters.workers(address, 1, **variables),
        workers.pool(1, address) as executor,
    ):
        assert_ready(executor)
        first, second = executor.submit(os.urandom, 8), executor.submit(os.urandom, 8)
        assert first.result() != second.result()


def test_a_cluster_without_enough_workers_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "CLUSTER_S", 0.5)
    need = "has 1 of 2 workers; .*: dask worker tcp://.* --nthreads 1"
    with (
        clusters.scheduler(tmp_path) as address,
        clusters.workers(address, 1, PYTHONPATH=str(ROOT)),
        pytest.raises(TimeoutError, match=need),
        workers.pool(2, address),
    ):
        raise AssertionError("there are too few workers")


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
