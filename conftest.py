"""What holds for every test run of this checkout.

Under ``--nbval`` the checks in exercises/ are expected to fail, since nothing there is solved yet.
On a CI machine a skipped test counts as failed: what is not run there is run nowhere. With ``-n``
workers share the tests as ``tests/units.py`` says. Tests and fixtures do not live here.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

from compmodels.grading import exercise

pytest_plugins = ["pytester"]
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Expect each check in exercises/ to fail; refuse an exercise that has lost a check."""
    cells = [item for item in items if _is_exercise_cell(item, config)]
    for notebook in {item.parent for item in cells}:
        _refuse_lost_points(notebook)
    for item in cells:
        if exercise.is_check(item.cell):
            item.add_marker(pytest.mark.xfail(strict=True, reason="exercises are unsolved"))


def _is_exercise_cell(item: pytest.Item, config: pytest.Config) -> bool:
    """Whether the item is a notebook cell of exercises/, as nbval collects it."""
    return hasattr(item, "cell") and item.path.is_relative_to(config.rootpath / "exercises")


def _refuse_lost_points(notebook: pytest.File) -> None:
    """End the run if the notebook's points are not those of a whole set of exercises."""
    total = exercise.total_points(notebook.nb)
    if total != exercise.TOTAL_POINTS:
        raise pytest.UsageError(
            f"{notebook.path}: the points add up to {total:g}, not {exercise.TOTAL_POINTS}; "
            "make it anew with compmodels release"
        )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a test, failed if it was skipped on a CI machine."""
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The report of a collected file, failed if it was skipped on a CI machine."""
    return _no_skip((yield))


def _no_skip(report: Report) -> Report:
    """The report, with a skip turned into a failure on a CI machine."""
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason} (on a CI machine no test may be skipped)"
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """What shares the tests among workers, unless the command line names another way."""
    if config.getoption("dist") != "load":
        return None
    from tests.units import LongestFirst

    return LongestFirst(config, log)
