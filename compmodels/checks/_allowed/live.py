"""Static rules in a running notebook, where the source of a function is what was run so far.

What is then looked for lives in ``rule``.
"""

from __future__ import annotations

import inspect
import linecache
import sys
import types
from collections.abc import Callable, Sequence

from compmodels.checks._allowed import rule


def broken_by(function: Callable, forbidden: Sequence[str]) -> str | None:
    """What a function uses although it may not; None if nothing, or if its source is unknown."""
    function = inspect.unwrap(function)
    if not isinstance(function, types.FunctionType):
        return None
    return rule.broken(_sources(function), function.__name__, forbidden)


def _sources(function: types.FunctionType) -> list[str]:
    """The cells that were run so far, or the file of a function that comes from no notebook."""
    cells = _history(function.__globals__)
    if cells is None:
        return ["".join(linecache.getlines(function.__code__.co_filename))]
    return list(dict.fromkeys(reversed(cells)))[::-1]  # of the same cell run twice, the last


def _history(names: dict[str, object]) -> list[str] | None:
    """What was run in the notebook whose global names these are; None if there is no notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or shell.user_ns is not names:
        return None
    return shell.history_manager.input_hist_raw
