"""Say what this installation lacks, and the command that mends it.

Looks at Python, the packages, JupyterLab, its kernel and the widgets' front end, and for
information at the machine. A fault makes the exit code 1. What only teachers or developers need
is marked with a dash when it is missing, and is no fault.

Examples:
  compmodels doctor
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement

OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FRONT_ENDS = {"@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets", "anywidget": "anywidget"}
MANAGER_MAJOR = "5"  # of @jupyter-widgets/jupyterlab-manager, for ipywidgets 8


@dataclass(frozen=True)
class Finding:
    """What one check found: whether it is well, and if not, the command that mends it."""

    name: str
    ok: bool
    found: str
    mend: str = ""
    optional: bool = False

    def line(self) -> str:
        """The finding as one line."""
        mark = "ok" if self.ok else "-" if self.optional else "FAULT"
        ending = "" if self.ok else f"; run: {self.mend}"
        return f"{mark:5}  {self.name:36}  {self.found}{ending}"


def python_command(*words: str) -> str:
    """A command line for the Python that runs now, quoted where a shell needs it.

    A quoted program works as it is in the Command Prompt and in Linux and macOS shells; PowerShell
    wants ``&`` before it, which `run` says.
    """
    quoted = (f'"{word}"' if set(word) & set("<>=~! ,[]") else word for word in words)
    return " ".join([f'"{sys.executable}"' if " " in sys.executable else sys.executable, *quoted])


def parsed(requirement: str) -> Requirement:
    """The requirement as an object; packaging is imported here, so that its lack is a finding."""
    from packaging.requirements import Requirement

    return Requirement(requirement)


def pip_install(*requirements: Requirement) -> str:
    """The command that installs versions which meet the requirements."""
    return python_command("-m", "pip", "install", *(f"{r.name}{r.specifier}" for r in requirements))


def requirements_of(package: str, extra: str = "") -> list[Requirement]:
    """What a package requires on this machine; with ``extra`` only what that extra adds."""
    chosen = []
    for requirement in map(parsed, metadata.requires(package) or []):
        marker = requirement.marker
        always = marker is None or marker.evaluate({"extra": ""})
        with_extra = marker is not None and not always and marker.evaluate({"extra": extra})
        if (with_extra if extra else always) and requirement.name != package:
            chosen.append(requirement)
    return chosen


def fault_of(requirement: Requirement) -> str:
    """What is wrong with the installed version, or nothing."""
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return "not installed"
    if requirement.specifier.contains(version, prereleases=True):
        return ""
    return f"{version}, but {requirement.specifier} is needed"


def check_python() -> Iterator[Finding]:
    """Python's version."""
    found = ".".join(map(str, sys.version_info[:3]))
    mend = "install Python 3.11 or newer, delete the folder .venv, then start.py"
    yield Finding("Python", sys.version_info >= OLDEST_PYTHON, found, mend)


def check_packages() -> Iterator[Finding]:
    """The packages that every lesson needs, and JupyterLab."""
    requirements = requirements_of("compmodels") + requirements_of("compmodels", "lab")
    for requirement in requirements:
        fault = fault_of(requirement)
        found = fault or metadata.version(requirement.name)
        yield Finding(requirement.name, not fault, found, pip_install(requirement))


def check_what_packages_need() -> Iterator[Finding]:
    """Packages that other packages need; only faults are told."""
    waiting, seen = ["ipykernel", "compmodels", "jupyterlab"], set()
    while waiting:
        package = waiting.pop()
        if package in seen or fault_of(parsed(package)):
            continue
        seen.add(package)
        for requirement in requirements_of(package):
            waiting.append(requirement.name)
            if package != "compmodels" and (fault := fault_of(requirement)):
                name = f"{requirement.name} (for {package})"
                yield Finding(name, False, fault, pip_install(requirement))


def check_kernel() -> Iterator[Finding]:
    """The kernel python3 starts the Python that runs now."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    place = "--user" if sys.prefix == sys.base_prefix else "--sys-prefix"
    mend = python_command("-m", "ipykernel", "install", place, "--name", "python3")
    try:
        interpreter = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        yield Finding("kernel python3", False, "not found", mend)
        return
    # A bare "python" stands for the Python of the server: jupyter_client puts it in its place.
    folder = os.path.dirname(interpreter) or os.path.dirname(sys.executable)
    mine = os.path.normcase(folder) == os.path.normcase(os.path.dirname(sys.executable))
    yield Finding("kernel python3", mine, os.path.join(folder, os.path.basename(interpreter)), mend)


def check_widgets() -> Iterator[Finding]:
    """JupyterLab finds the front ends of the widgets, enabled and of the right version."""
    from jupyter_core.paths import jupyter_path
    from jupyterlab_server.config import get_federated_extensions, get_page_config

    folders = jupyter_path("labextensions")
    extensions = get_federated_extensions(folders)
    disabled = {name.split(":")[0] for name in get_page_config(folders)["disabledExtensions"]}
    for name, package in FRONT_ENDS.items():
        version = extensions.get(name, {}).get("version", "not found")
        again = python_command("-m", "pip", "install", "--force-reinstall", "--no-deps", package)
        enable = python_command("-m", "jupyter", "labextension", "enable", name)
        if name in disabled:
            yield Finding(name, False, "disabled", enable)
        else:
            yield Finding(name, fits_front_end(name, version), version, again)


def fits_front_end(name: str, version: str) -> bool:
    """Whether a front end is of the version that the package in Python talks to."""
    if name == "anywidget":
        return version == metadata.version("anywidget")
    return version.split(".")[0] == MANAGER_MAJOR


def check_machine() -> Iterator[Finding]:
    """Memory and cores, for information."""
    import psutil

    memory_gib = psutil.virtual_memory().total / 2**30
    yield Finding("memory", True, f"{memory_gib:.1f} GiB")
    yield Finding("cores", True, str(os.cpu_count()))


def find_browser() -> str | None:
    """The browser to test with: the one that COMPMODELS_CHROMIUM names, or the first one found."""
    found = filter(None, map(shutil.which, BROWSERS))
    return os.environ.get("COMPMODELS_CHROMIUM") or next(found, None)


def check_options() -> Iterator[Finding]:
    """What only teachers and developers need."""
    for name, extra in (("for teachers", "grade"), ("for tests", "test")):
        missing = [r for r in requirements_of("compmodels", extra) if fault_of(r)]
        found = "missing: " + ", ".join(r.name for r in missing) if missing else "complete"
        yield Finding(name, not missing, found, pip_install(*missing), optional=True)
    browser = find_browser()
    if shutil.which("apt"):
        mend = "sudo apt install chromium"
    else:
        mend = "install Chrome or Chromium, and put its path into COMPMODELS_CHROMIUM"
    yield Finding("for browser tests", bool(browser), browser or "no Chromium", mend, optional=True)


CHECKS = (
    check_python,
    check_packages,
    check_what_packages_need,
    check_kernel,
    check_widgets,
    check_machine,
    check_options,
)


def findings() -> Iterator[Finding]:
    """The findings of all checks; a package that checks lack to look with is one fault."""
    lacking = set()
    for check in CHECKS:
        try:
            yield from check()
        except ModuleNotFoundError as error:
            name = error.name.partition(".")[0]
            if name in lacking:
                continue
            lacking.add(name)
            package = ["--editable", ".[lab]"] if name == "compmodels" else [name]
            mend = python_command("-m", "pip", "install", *package)
            yield Finding(check.__name__.replace("_", " "), False, f"no {name} found", mend)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``compmodels doctor`` takes no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 1 when one of them is a fault."""
    faults = 0
    for finding in findings():
        print(finding.line())
        faults += not finding.ok and not finding.optional
    if faults and " " in sys.executable:
        print("In PowerShell, write & and a space before a command that begins with a quote.")
    print(f"{faults} to mend; then run compmodels doctor again." if faults else "All is well.")
    return 1 if faults else 0
