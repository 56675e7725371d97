"""Where Python may lie for a sandbox to find it, and where it may not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from compmodels.sandbox import mounts
from compmodels.sandbox.box import PRIVATE, SandboxError, best_isolation
from tests.checkout import ROOT
from tests.sandbox.looking import LIMITS

PACKAGES = Path(np.__file__).parents[1]
LOOK = f"""
import sys
from pathlib import Path
sys.path.append({str(ROOT)!r})
from compmodels.sandbox import box, mounts
from compmodels.sandbox.limits import Limits
own = mounts.python_folders()
mounts.python_folders = lambda: [*own, Path({str(PACKAGES)!r})]
print(box.best_isolation(Limits()))
"""


def is_like_this(program: str) -> bool:
    """Whether a Python is there that can use the packages of this one."""
    ask = [program, "-c", "import sys, venv; print(*sys.version_info[:2])"]
    try:
        said = subprocess.run(ask, capture_output=True, text=True).stdout
    except OSError:
        return False
    return said.split() == [str(number) for number in sys.version_info[:2]]


@pytest.mark.parametrize(
    "base", sorted(filter(is_like_this, {sys._base_executable, "/usr/bin/python3"}))
)
def test_an_environment_may_lie_where_submissions_write(base: str, tmp_path: Path):
    subprocess.run([base, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)
    (site,) = tmp_path.glob("env/lib/python*/site-packages")
    (site / "more.pth").write_text(f"{PACKAGES}\n{mounts.inside(PACKAGES)}\n")
    looked = [tmp_path / "env" / "bin" / "python", "-c", LOOK]
    done = subprocess.run(looked, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (f"{PRIVATE}\n", "")


def test_an_environment_among_what_is_hidden_is_refused():
    with pytest.raises(SandboxError, match="holds both Python and what must stay hidden"):
        best_isolation(LIMITS, [Path(sys.prefix)])
