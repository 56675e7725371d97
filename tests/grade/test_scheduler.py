"""The workers of others: a scheduler and its workers that run as processes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compmodels.grading import engine
from tests import clusters
from tests.grade.runs import Ran, contents, grade, refusal


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler of another process, without workers."""
    with clusters.scheduler(tmp_path_factory.mktemp("scheduler")) as told:
        yield told


def test_a_cluster_by_its_address_gives_the_same_bytes(
    first: tuple[Path, Ran], class_room: Path, tmp_path: Path, address: str
):
    with clusters.workers(address, 2):
        assert grade(class_room, tmp_path / "out", "--scheduler", address).code == 1
    assert contents(tmp_path / "out") == contents(first[0])


def refused(class_room: Path, out: Path, *words: str) -> str:
    """The one line of a run that is refused and writes nothing."""
    line = refusal(grade(class_room, out, *words))
    assert not out.exists()
    return line


def test_a_cluster_without_workers(class_room: Path, tmp_path: Path, address: str):
    for words in ([], ["--no-sandbox"]):
        line = refused(class_room, tmp_path / "out", "--scheduler", address, *words)
        assert f"it has no workers; start one with: dask worker {address}" in line


def test_an_address_that_needs_certificates(class_room: Path, tmp_path: Path):
    line = refused(class_room, tmp_path / "out", "--scheduler", "tls://127.0.0.1:9")
    assert "tls needs certificates" in line


def test_a_worker_without_bubblewrap(class_room: Path, tmp_path: Path, address: str):
    with clusters.workers(address, 1), clusters.workers(address, 1, PATH="/nowhere"):
        line = refused(class_room, tmp_path / "out", "--scheduler", address)
    assert "worker tcp://127.0.0.1:" in line
    assert "bubblewrap is not installed" in line
    assert "--no-sandbox" in line


def test_an_address_at_which_nobody_answers(
    class_room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "CONNECT_S", 0.5)
    line = refused(class_room, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert "Timed out trying to connect to tcp://127.0.0.1:9" in line
