"""Bad arguments for the public functions of a model, tried on all of them in each lesson."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

Good = dict[Callable, dict[str, Any]]  # each function, and arguments that it takes

never_right = st.sampled_from(
    [None, "many", object(), [], [[]], np.nan, np.inf, -np.inf, -3.5, [[1.0], [2.0, 3.0]],
     [np.nan, 1.0], np.full((2, 2), np.inf), [[[1.0]]], {}, 1j, -(10**9), b"0", [["a"]]]
)  # fmt: skip


def called(function: Callable) -> str:
    """The name of a function with that of its module."""
    return f"{function.__module__.split('.')[-1]}.{function.__name__}"


def parameters(good: Good) -> list:
    """Each function with the name of each of its parameters, to be tried one by one."""
    return [
        pytest.param(function, name, id=f"{called(function)}-{name}")
        for function, arguments in good.items()
        for name in arguments
    ]


def modules_of(package: ModuleType) -> list[ModuleType]:
    """The modules of a model that is a package."""
    names = [m.name for m in pkgutil.iter_modules(package.__path__) if m.name[0] != "_"]
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def public_functions(modules: Iterable[ModuleType]) -> Iterator[Callable]:
    """Each function that one of the modules defines itself for others to use."""
    for module in modules:
        for name, function in inspect.getmembers(module, inspect.isroutine):
            own = inspect.unwrap(function).__module__ == module.__name__
            if own and not name.startswith("_"):
                yield function


def assert_all_are_tried(modules: Iterable[ModuleType], good: Good) -> None:
    """Assert that each public function with parameters has an entry, which names all of them."""
    functions = {entry for entry in good if not inspect.isclass(entry)}
    without = {f for f in public_functions(modules) if not inspect.signature(f).parameters}
    assert functions - without == set(public_functions(modules)) - without
    for function, arguments in good.items():
        assert set(arguments) == set(inspect.signature(function).parameters)
        function(**arguments)


def assert_dataclasses_are_tried(
    modules: Iterable[ModuleType], good: Good, results: set[type]
) -> None:
    """Assert that each public dataclass has an entry, or is one of ``results``, never both."""
    tried = {entry for entry in good if inspect.isclass(entry)}
    assert tried | results == {own for module in modules for own in _dataclasses(module)}
    assert not tried & results


def assert_refused(
    function: Callable, arguments: dict[str, Any], name: str, bad: Any, allowed: Sequence[tuple]
) -> None:
    """Assert that one bad argument is refused by its name, with what is allowed in its place.

    ``allowed`` has those pairs of a name and a value that are right after all.
    """
    for other, value in allowed:
        if name == other and type(bad) is type(value) and bad == value:
            return
    with pytest.raises(ValueError, match=rf"^{name} is .*; allowed: ") as refusal:
        function(**{**arguments, name: bad})
    assert len(str(refusal.value)) < 400


def _dataclasses(module: ModuleType) -> Iterator[type]:
    """Each dataclass that a module defines itself for others to use."""
    for name, own in inspect.getmembers(module, inspect.isclass):
        if dataclasses.is_dataclass(own) and own.__module__ == module.__name__ and name[0] != "_":
            yield own
