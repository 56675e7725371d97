"""A static rule: names that neither a function nor what it reaches in its notebook may use.

Code that the function does not reach, such as that of other exercises, does not count against it.
Code that it reaches may not hide what is called either, as ``eval`` and ``globals`` do, and may not
hand on a module of which something is forbidden.

A rule holds a student to the exercise and is no boundary of security. Only the source is looked at,
nothing is run, so it cannot see

- what a method does: ``x.sort()`` where ``numpy.sort`` is forbidden;
- the same thing under another name, in another library or as an attribute of another module;
- that a name had another meaning when a function was called in between, or that an error ended a
  cell before its last line.

What names stand for lives in ``bindings``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compmodels.checks._allowed import bindings
from compmodels.checks._allowed.bindings import UNREADABLE, Meaning, Notebook, Statement
from compmodels.checks._allowed.scope import Use

SHOWN_CHARACTERS = 80
HIDING = (
    *(f"builtins.{name}" for name in ("eval", "exec", "compile", "globals", "vars", "getattr")),
    *("builtins.__import__", "__builtins__", "importlib", "runpy", "pkgutil.resolve_name"),
    *("sys.modules", "sys._getframe", "operator.attrgetter", "operator.methodcaller"),
    *("get_ipython", "builtins.get_ipython", "IPython.get_ipython", "IPython.core"),
    *("__dict__", "__globals__", "__getattribute__", "__subclasses__", "__loader__"),
)
CALL_BY_NAME = "it hides what is called; call that by its name"


class Reached(NamedTuple):
    """A use in code that is reached, the statement in which it stands, and what it refers to."""

    statement: Statement | None
    use: Use
    meaning: Meaning


def broken(sources: Sequence[str], function: str, forbidden: Sequence[str]) -> str | None:
    """What a function uses although it may not, as a sentence to the student; None if nothing.

    Nothing counts against a function if nothing is forbidden.

    Parameters
    ----------
    sources
        The code cells of the notebook that are run before the function is asked, in order.
    function
        Its name. If it is defined more than once, the last definition counts.
    forbidden
        Full names, such as ``numpy.convolve``; what lies below one is forbidden with it. A function
        of Python's own is in ``builtins``.

    Examples
    --------
    >>> cells = ["import numpy as np", "def smooth(x):\\n    return np.convolve(x, [1])"]
    >>> print(broken(cells, "smooth", ["numpy.convolve"]))
    smooth may not use numpy.convolve (line 2: `return np.convolve(x, [1])`): write it yourself.
    >>> broken(cells, "smooth", ["numpy.sort"]) is None
    True
    """
    if not forbidden:
        return None
    notebook = bindings.read(tuple(sources))
    is_lost = False
    for reached in _reached(notebook, function):
        if sentence := _sentence(function, reached, forbidden):
            return sentence
        is_lost = is_lost or reached.meaning.is_unknown
    if not is_lost:
        return None
    everything = (one for statement in notebook.statements for one in _uses(notebook, statement))
    hiding = (_sentence(function, one, ()) for one in everything)
    return next(filter(None, hiding), None)


def _reached(notebook: Notebook, function: str) -> Iterator[Reached]:
    """The function itself, then each use in its code, and in the code that this reaches."""
    first = notebook.meaning(Use((function,), 0))
    statement = first.binding.statement if first.binding else None
    line = statement.line if statement else 0
    yield Reached(statement, Use((function,), line, is_value=False), first)
    waiting, seen = deque([first.binding]), {None}
    while waiting:
        binding = waiting.popleft()
        if binding in seen:
            continue
        seen.add(binding)
        waiting.append(binding.earlier)
        if binding.statement not in seen:
            seen.add(binding.statement)
            for reached in _uses(notebook, binding.statement):
                yield reached
                waiting.append(reached.meaning.binding)


def _uses(notebook: Notebook, statement: Statement) -> Iterator[Reached]:
    """The uses in a statement; what is looked up later has the meaning it has at the end."""
    for use, known in statement.uses:
        yield Reached(statement, use, known or notebook.meaning(use))


def _sentence(function: str, reached: Reached, forbidden: Sequence[str]) -> str | None:
    """What is wrong with one use, as a sentence to the student; None if nothing is."""
    for name in reached.meaning.names:
        if fault := _fault(name, reached.use, forbidden):
            what, advice = fault
            text = f"{function} {what}{_place(function, reached)}: {advice}."
            return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return None


def _fault(name: str, use: Use, forbidden: Sequence[str]) -> tuple[str, str] | None:
    """What is wrong with using what has this full name, and what to do instead."""
    shown = name.removeprefix("builtins.")
    if _is_below(name, [UNREADABLE]):
        return "cannot be read", f"define {use.path[0]} in a short and plain cell"
    if _is_below(name, forbidden):
        return f"may not use {shown}", "write it yourself"
    if _is_below(name, HIDING):
        return f"may not use {shown}", CALL_BY_NAME
    if use.is_value and any(one.startswith(f"{name}.") for one in (*forbidden, *HIDING)):
        return f"may not hand on {shown}", CALL_BY_NAME
    return None


def _is_below(name: str, others: Sequence[str]) -> bool:
    """Whether a full name is one of the others, or that of something in one of them."""
    return any(name == other or name.startswith(f"{other}.") for other in others)


def _place(function: str, reached: Reached) -> str:
    """Where a use stands: the line in its cell, and the helper if it is not the function itself."""
    if reached.statement is None:
        return ""
    name, line = reached.statement.name, reached.use.line
    code = reached.statement.lines[line - 1].strip()
    shown = code if len(code) <= SHOWN_CHARACTERS else code[:SHOWN_CHARACTERS] + " ..."
    helper = f"in {name}, " if name not in ("", function) else ""
    return f" ({helper}line {line}: `{shown}`)"
