"""A run that is cut off goes on where it was: in the end each file is that of one that was not."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.class_room import hand_in, varied
from tests.grade import runs
from tests.grade.runs import contents, written_at
from tests.processes import all_end, descendants

NUMBER = 200
ENOUGH_S = 300  # for a busy machine; a run that hangs fails the test


@pytest.fixture(scope="module")
def large_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a large class has handed in."""
    folder = tmp_path_factory.mktemp("large") / "submitted"
    for name, notebook in varied(NUMBER):
        hand_in(folder, name, notebook)
    return folder


@pytest.fixture(scope="module")
def whole(large_class: Path) -> dict[str, bytes]:
    """The files of a run that nothing cut off."""
    out = large_class.with_name("whole")
    assert runs.grade(large_class, out).code == 0
    return contents(out)


def cut_off(submitted: Path, out: Path, number: int, how: signal.Signals) -> tuple[int, str]:
    """Exit code and errors of a run that gets a signal when so many reports are there.

    All its processes get it, as they do from Ctrl-C in a terminal. None of them may stay.
    """
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    run = runs.program(submitted, out, "--resume", **pipes)
    try:
        wait_for(out, number, run)
        started = descendants(run.pid)
        os.killpg(run.pid, how)
        _, errors = run.communicate(timeout=ENOUGH_S)
        assert started
        assert all_end(started)
    finally:
        run.kill()
    return run.returncode, errors


def wait_for(out: Path, number: int, run: subprocess.Popen) -> None:
    """Wait until a run has written so many reports."""
    deadline = time.monotonic() + ENOUGH_S
    while len(reports(out)) < number:
        assert run.poll() is None, run.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def reports(out: Path) -> list[Path]:
    """The reports that are there."""
    return sorted(out.glob("reports/*.json"))


def test_a_run_that_is_cut_off_twice_gives_the_same_bytes(
    large_class: Path, whole: dict[str, bytes], tmp_path: Path
):
    out = tmp_path / "out"
    code, _ = cut_off(large_class, out, NUMBER // 3, signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert NUMBER // 3 <= len(reports(out)) < NUMBER
    spoil(out)

    code, errors = cut_off(large_class, out, 2 * NUMBER // 3, signal.SIGINT)
    assert code == 130
    kept = written_at(out)
    assert 2 * NUMBER // 3 <= len(reports(out)) < NUMBER
    so_far = f"{len(reports(out))} of {NUMBER} submissions are marked"
    assert errors.splitlines() == [
        f"{so_far}; the same command with --resume goes on",
        "compmodels grade: stopped",
    ]

    assert runs.grade(large_class, out, "--resume").code == 0
    assert written_at(out).items() >= kept.items()
    assert contents(out) == whole


def spoil(out: Path) -> None:
    """Leave what a machine that loses its power may leave: half a report, and a file beside one."""
    first, second, *_ = reports(out)
    first.write_bytes(first.read_bytes()[:100])
    second.rename(second.with_name(f".{second.name}.new"))
