"""Renew the three locks from pyproject.toml: ``python requirements/renew.py [--upgrade]``.

The test lock is solved first; the other two are held to its versions, so that the three agree.
Without ``--upgrade`` a package keeps the version that its lock has, where pyproject.toml still
allows it. What the locks are for stands in CONTRIBUTING.md. It needs uv (``pip install uv``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = "requirements/test.txt"
LOCKS = {
    TEST: ["--all-extras"],
    "requirements/lab.txt": ["--extra", "lab", "--constraints", TEST],
    ".binder/requirements.txt": ["--constraints", TEST],
}
FORM = ["--universal", "--python-version", "3.11", "--generate-hashes"]
NAMES_ONLY = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]


def build_requirements() -> str:
    """What the build of the package needs, one requirement a line."""
    with open(ROOT / "pyproject.toml", "rb") as file:
        return "\n".join(tomllib.load(file)["build-system"]["requires"])


def compile_lock(uv: str, lock: str, options: list[str]) -> None:
    """Write ``lock``: the run-time and build requirements, and those that ``options`` name."""
    command = [uv, "pip", "compile", "--quiet", *FORM, *NAMES_ONLY, *options]
    command += ["--output-file", lock, "pyproject.toml", "-"]
    print("renewing", lock, flush=True)
    done = subprocess.run(
        command, cwd=ROOT, input=build_requirements(), text=True, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit(f"renew: {lock} could not be solved; the reason is above.")


def main() -> None:
    """Renew every lock, the test lock first."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("renew: uv is not on the PATH. Install it with: python -m pip install uv")
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    for lock, options in LOCKS.items():
        compile_lock(uv, lock, options + upgrade)


if __name__ == "__main__":
    main()
