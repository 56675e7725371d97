"""The locks: what may stand in them, that they agree, and that they meet pyproject.toml."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.checkout import ROOT

LAB, TEST, BINDER = "requirements/lab.txt", "requirements/test.txt", ".binder/requirements.txt"
PACKAGE_LINE = r"[a-z0-9][a-z0-9._-]*(\[[a-z,-]+\])?==[\w.+!-]+( ; [^\\/:@]+)?( \\)?"
HASH_LINE = r"    --hash=sha256:[0-9a-f]{64}( \\)?"


def read_lock(name: str) -> dict[str, set[str]]:
    """Versions with their markers, by package name."""
    lines = (ROOT / name).read_text().splitlines()
    pins: dict[str, set[str]] = {}
    for pin in (Requirement(line.rstrip(" \\")) for line in lines if not line.startswith(" ")):
        pins.setdefault(canonicalize_name(pin.name), set()).add(str(pin.specifier))
    return pins


def requirements(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for: the build, the run-time part and the extras."""
    with open(ROOT / "pyproject.toml", "rb") as file:
        described = tomllib.load(file)
    wanted = described["build-system"]["requires"] + described["project"]["dependencies"]
    for extra in extras:
        wanted += described["project"]["optional-dependencies"][extra]
    return [r for r in map(Requirement, wanted) if r.name != "compmodels"]


@pytest.mark.parametrize("name", [LAB, TEST, BINDER])
def test_names_versions_and_hashes_only(name: str):
    for line in (ROOT / name).read_text().splitlines():
        assert re.fullmatch(f"{PACKAGE_LINE}|{HASH_LINE}", line), line


@pytest.mark.parametrize("name", [LAB, TEST, BINDER])
def test_each_package_has_a_hash(name: str):
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text()):
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", [LAB, BINDER])
def test_locks_agree(name: str):
    whole = read_lock(TEST)
    for package, versions in read_lock(name).items():
        assert versions == whole[package], package


@pytest.mark.parametrize(
    ("name", "extras"), [(LAB, ["lab"]), (TEST, ["lab", "grade", "test"]), (BINDER, [])]
)
def test_pyproject_is_met(name: str, extras: list[str]):
    pins = read_lock(name)
    for requirement in requirements(*extras):
        for pin in pins[canonicalize_name(requirement.name)]:
            assert requirement.specifier.contains(pin.removeprefix("==")), f"{requirement}: {pin}"
