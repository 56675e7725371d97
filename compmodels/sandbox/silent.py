"""Inside the sandbox: modules that stand for those parts of the course that are not in here.

A submission imports the checks and the demos as its lesson does. Neither has an effect on what its
functions answer, so here both can be imported, and all that is in them does nothing.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import types
from typing import Any

SILENT = ("compmodels.checks", "compmodels.demos")


class Silent(types.ModuleType):
    """Stands for a module, or for anything in one: all calls do nothing."""

    __path__: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Silent(name)

    def __call__(self, *arguments: Any, **named: Any) -> None:
        """Do nothing."""


class SilentModules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a ``Silent`` for each package in ``SILENT`` and for each module in one."""

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The place of the module ``name``, if it is a silent one."""
        if not f"{name}.".startswith(tuple(f"{package}." for package in SILENT)):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> Silent:
        """A new silent module."""
        return Silent(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing is to be run."""
