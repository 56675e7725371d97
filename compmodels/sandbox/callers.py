"""The functions that call a student's function, out of the reach of what else a submission does.

A kernel is called by the simulator, in the process of the submission. So that a submission which
puts functions of its own into the simulator gains nothing, the simulator that asks is another one
than that which the submission imports. This is no boundary: a process can find all that is in it.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable

import compmodels
from compmodels.asking.call import CALLERS


def set_apart() -> dict[str, Callable]:
    """The callers by name; whoever imports their packages after this gets new modules."""
    callers = {name: pkgutil.resolve_name(name) for name in CALLERS}
    for package in {name.split(".")[1] for name in CALLERS}:
        _forget(package)
    return callers


def _forget(package: str) -> None:
    """Let the next import of this package of the course, and of what is in it, begin anew."""
    whole = f"{compmodels.__name__}.{package}"
    for name in [name for name in sys.modules if name == whole or name.startswith(f"{whole}.")]:
        del sys.modules[name]
    delattr(compmodels, package)
