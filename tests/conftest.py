"""What holds for all tests here.

Those that need a sandbox are skipped where there is none, and no example of hypothesis has to be
quick, since the machine may be busy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

HERE = Path(__file__).parent
SANDBOXED = {"grade", "hostile", "nbgrader", "sandbox", "test_engine.py", "test_points.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what runs submissions, if bubblewrap is not installed."""
    if shutil.which("bwrap") is not None:
        return
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.relative_to(HERE).parts[0] in SANDBOXED:
            item.add_marker(pytest.mark.skip(reason="needs bubblewrap: apt install bubblewrap"))
