"""Static rules in a running notebook, where the source of a function is what was run so far.

What is then looked for lives in ``rule``.
"""

from __future__ import annotations

import inspect
import itertools
import linecache
import sys
import types
from collections.abc import Callable, Sequence

from compmodels.checks._allowed import rule
from compmodels.checks._allowed.bindings import MOST_CHARACTERS


def broken_by(function: Callable, name: str, forbidden: Sequence[str]) -> str | None:
    """What a function uses although it may not; None if nothing, or if its source is not known.

    It is looked for under ``name``, or under the name that it was defined with.
    """
    original = inspect.unwrap(function)
    if not isinstance(original, types.FunctionType):
        return None
    for known in (name, original.__name__):
        if original.__globals__.get(known) is function:
            return rule.broken(_sources(original), known, forbidden)
    return None


def _sources(function: types.FunctionType) -> list[str]:
    """The cells that were run so far, or the file of a function that comes from no notebook."""
    cells = _history(function.__globals__)
    if cells is None:
        return ["".join(linecache.getlines(function.__code__.co_filename))]
    return _newest(cells)


def _newest(cells: Sequence[str]) -> list[str]:
    """The cells that were run last, each once, as many as can be read."""
    newest = list(dict.fromkeys(reversed(cells)))
    sizes = itertools.accumulate(map(len, newest))
    kept = [cell for cell, size in zip(newest, sizes, strict=True) if size <= MOST_CHARACTERS]
    return kept[::-1]


def _history(names: dict[str, object]) -> list[str] | None:
    """What was run in the notebook whose global names these are; None if there is no notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or shell.user_ns is not names:
        return None
    return shell.history_manager.input_hist_raw
