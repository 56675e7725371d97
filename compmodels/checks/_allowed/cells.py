"""A code cell as a syntax tree, IPython's own commands left out.

The cell may hold anything, and is never run. What the names in it mean lives in ``bindings``.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings

LONGEST_CELL = 200_000
LINE_END = re.compile(r"\r\n?|\n")
RUNS_ITS_LINE = re.compile(r"^([ \t]*)%(?:time|timeit|prun|capture)[ \t]+(?=[^-\s])", re.M)
COMMAND = re.compile(r"^([ \t]*)(?:[\w., \t]+=[ \t]*[%!]|[%!?,;/>]|[\w.]+\?).*$", re.M)
DEFINES = re.compile(r"\b(?:def|class|import|as)\s+(\w+)|^[ \t]*(\w+)[ \t]*=(?!=)", re.M)


class Unreadable(ValueError):  # noqa: N818 (it says of the cell what it is)
    """The cell may be Python that runs, and yet cannot be looked into."""


def tree(source: str) -> ast.Module:
    """The syntax tree of a cell; an empty one if it is not Python, so that it cannot run either.

    Raises
    ------
    Unreadable
        If it is nested too deeply, too long, or holds commands of IPython that are not known here.
    """
    if len(source) > LONGEST_CELL:
        raise Unreadable
    for text in (source, without_commands(source)):
        try:
            return _parsed(text)
        except (RecursionError, MemoryError):
            raise Unreadable from None
        except ValueError:  # null bytes, half characters
            return ast.Module([], [])
        except SyntaxError:
            continue
    if COMMAND.search(source):
        raise Unreadable
    return ast.Module([], [])


def without_commands(source: str) -> str:
    """The source with ``pass`` for each line that only IPython understands, such as ``%pwd``.

    What follows ``%time`` and its like is Python, and stays.
    """
    return COMMAND.sub(r"\1pass", RUNS_ITS_LINE.sub(r"\1", textwrap.dedent(source)))


def lines(source: str) -> list[str]:
    """The lines of a cell as Python counts them."""
    return LINE_END.split(source)


def defined(source: str) -> set[str]:
    """The names that an unreadable cell seems to define."""
    return {name for found in DEFINES.findall(source) for name in found if name}


def _parsed(source: str) -> ast.Module:
    """The source as a tree; what Python would warn of is the student's affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)
