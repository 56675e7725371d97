"""Every notebook of the course keeps the rules and gives its stored outputs again under nbval.

That these tests can fail is shown in ``tests/notebooks``, on bad notebooks built for it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compmodels import notebooks
from compmodels.commands.check import results
from compmodels.grading import exercise
from tests.notebooks.build import NBVAL, ROOT
from tests.notebooks.contents import broken_links
from tests.notebooks.problems import EXECUTED_RULES, RULES, UNEXECUTED_RULES, problems


def each(*patterns: str) -> pytest.MarkDecorator:
    """One test a notebook; where a pattern finds none, a test that fails and names the pattern."""
    found = [sorted(ROOT.glob(pattern)) or [ROOT / pattern] for pattern in patterns]
    paths = [path.relative_to(ROOT).as_posix() for some in found for path in some]
    return pytest.mark.parametrize("name", paths)


LESSONS, SOLUTIONS, EXERCISES = "lessons/*.ipynb", "solutions/*/*.ipynb", "exercises/*/*.ipynb"


@each(LESSONS, SOLUTIONS)
def test_executed_notebook_keeps_the_rules(name: str):
    notebook = notebooks.read(ROOT / name)
    assert problems(notebook, RULES + EXECUTED_RULES) == []


@each(EXERCISES)
def test_exercise_keeps_the_rules(name: str):
    notebook = notebooks.read(ROOT / name)
    assert problems(notebook, RULES + UNEXECUTED_RULES) == []


@each(LESSONS, SOLUTIONS, EXERCISES)
def test_links_lead_somewhere(name: str):
    assert broken_links(notebooks.read(ROOT / name), (ROOT / name).parent) == []


@each(LESSONS, SOLUTIONS, EXERCISES)
def test_file_is_written_as_the_commands_write_it(name: str):
    assert (ROOT / name).read_bytes() == notebooks.text(notebooks.read(ROOT / name)).encode()


@each(LESSONS, SOLUTIONS)
def test_outputs_come_again(name: str):
    cells = notebooks.code_cells(notebooks.read(ROOT / name))
    assert nbval(ROOT / name) == {"passed": len(cells)}


@each(EXERCISES)
def test_exercise_runs_and_no_check_passes(name: str):
    cells = notebooks.code_cells(notebooks.read(ROOT / name))
    checks = sum(map(exercise.is_check, cells))
    assert nbval(ROOT / name) == {"passed": len(cells) - checks, "xfailed": checks}


@each(EXERCISES)
def test_every_check_says_not_attempted(name: str):
    ran = notebooks.run(notebooks.read(ROOT / name), (ROOT / name).parent)
    assert {result.outcome for result in results(ran)} == {"not attempted"}


def nbval(path: Path) -> dict[str, int]:
    """How many cells had each outcome, in a run of nbval's own; failures are printed."""
    command = [sys.executable, "-m", "pytest", *NBVAL, "--color=no", str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(run.stdout, run.stderr)
    counts = pytest.RunResult.parse_summary_nouns(run.stdout.splitlines())
    return {outcome: count for outcome, count in counts.items() if outcome != "warnings"}
