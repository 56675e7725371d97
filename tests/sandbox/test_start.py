"""How a sandbox is started: which one a machine offers, what is said if none, what is mounted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compmodels.sandbox import mounts
from compmodels.sandbox.box import NONE, PRIVATE, SINGLE, Box, SandboxError, best_isolation
from tests.sandbox.looking import DOUBLE, LIMITS, ask


@pytest.fixture
def bwrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program of this source in the place of bubblewrap."""

    def replace(source: str) -> None:
        program = tmp_path / "bwrap"
        program.write_text(f"#!{sys.executable}\nimport os, sys\n{source}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    return replace


def test_the_best_isolation_of_this_machine_is_private():
    assert best_isolation(LIMITS) == PRIVATE


def test_without_bubblewrap_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match=r"bubblewrap is not installed.*apt install bubblewrap"):
        best_isolation(LIMITS)


def test_where_bubblewrap_fails_it_says_what_bubblewrap_said(bwrap: Callable[[str], None]):
    bwrap("sys.exit('bwrap: No permissions to create a new namespace')")
    with pytest.raises(SandboxError, match="cannot start a sandbox here: bwrap: No permissions"):
        best_isolation(LIMITS)


def test_where_bubblewrap_ends_silently_it_says_so(bwrap: Callable[[str], None]):
    bwrap("")
    with pytest.raises(SandboxError, match="cannot start a sandbox here: it ended without a word"):
        best_isolation(LIMITS)


def test_where_no_namespaces_can_be_made_inside_each_gets_a_sandbox(bwrap: Callable[[str], None]):
    real = shutil.which("bwrap")
    bwrap(f"if '--cap-add' in sys.argv: sys.exit('no')\nos.execv({real!r}, sys.argv)")
    assert best_isolation(LIMITS) == SINGLE


def test_without_isolation_no_bubblewrap_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with Box(LIMITS, NONE) as box:
        *_, reply = box.run([DOUBLE, ask((4.0,))])
    assert reply["answers"][0]["value"] == 8.0


def test_folders_are_hidden_only_where_they_would_be_seen(tmp_path: Path):
    inside = Path(sys.prefix) / "secret"
    words = mounts.command([], [inside, tmp_path], namespaces=True)
    assert words[words.index(str(mounts.inside(inside))) - 1] == "--tmpfs"
    assert str(tmp_path) not in words


def test_a_package_among_the_libraries_is_hidden(monkeypatch: pytest.MonkeyPatch):
    installed = Path(sys.prefix) / "lib" / "compmodels"
    monkeypatch.setattr(mounts, "PACKAGE", installed)
    words = mounts.files([])
    assert words[words.index(str(mounts.inside(installed))) - 1] == "--tmpfs"


def test_outer_folders_come_before_those_inside(tmp_path: Path):
    words = mounts.files([Path(sys.prefix) / "a" / "b"])
    last = {"--ro-bind": 2, "--tmpfs": 1}  # how far behind it stands where something is mounted
    found = [(at, word) for at, word in enumerate(words) if word in last]
    places = [words[at + last[word]] for at, word in found]
    for number, place in enumerate(places):
        assert not any(Path(place) in Path(earlier).parents for earlier in places[:number])
