"""Where the checkout is, and copies of it for tests that set something up. No tests live here."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = (
    ".binder",
    "LICENSE",
    "LICENSES",
    "README.md",
    "compmodels",
    "lessons",
    "nbgrader_config.py",
    "pyproject.toml",
    "requirements",
    "start.py",
)


def copy_checkout(folder: Path) -> Path:
    """A copy, in ``folder``, of what an installation needs; without notebooks' leftovers."""
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for part in (ROOT / name for name in PARTS):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, ignore=ignored, dirs_exist_ok=True)
        elif part.exists():
            shutil.copy2(part, folder / part.name)
    return folder


def clean_environment(home: Path, venv: Path | None = None) -> dict[str, str]:
    """Variables with Jupyter's settings in ``home``, and with the programs of ``venv`` first."""
    foreign = ("JUPYTER", "IPYTHON", "PYTHON")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
        kept[name] = str(home / name.lower())
    if venv is not None:
        kept["PATH"] = f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return kept
