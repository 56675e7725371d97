"""Each benchmark starts in the way that CONTRIBUTING.md gives; what it measures is not asserted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.checkout import ROOT

NAMES = sorted(path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py"))


def test_contributing_names_each_benchmark():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert NAMES
    assert [name for name in NAMES if f"`python -m benchmarks.{name}`" not in page] == []


@pytest.mark.parametrize(
    "module", [*(f"benchmarks.{n}" for n in NAMES), "tests.browser.screenshots"]
)
def test_help_is_shown(module: str):
    command = [sys.executable, "-m", module, "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: ")
