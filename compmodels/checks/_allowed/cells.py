"""A code cell as a syntax tree and as statements, IPython's own commands left out.

The cell may hold anything, and is never run. What the names in it mean lives in ``bindings``.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator

LONGEST_CELL = 50_000
LINE_END = re.compile(r"\r\n?|\n")
RUN_PYTHON = ("time", "timeit", "prun", "capture")  # of IPython's commands
RUNS_ITS_LINE = re.compile(rf"^([ \t]*)%(?:{'|'.join(RUN_PYTHON)})[ \t]+(?=[^-\s])", re.M)
OF_THE_CELL = re.compile(r"\s*%%(\w+).*\n?")
COMMAND = re.compile(r"^([ \t]*+)(?:[\w., \t]+=[ \t]*[%!]|[%!?,;/>]|[\w.]+\?).*$", re.M)
DEFINES = re.compile(r"\b(?:def|class|import|as)\s+(\w+)|^[ \t]*(\w+)[ \t]*=(?!=)", re.M)

BLOCKS = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar),
    *(ast.ExceptHandler, ast.Match, ast.match_case),
)
INSIDE = (ast.stmt, ast.ExceptHandler, ast.match_case)


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
    source = run_as_python(source)
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


def statements(source: str) -> Iterator[tuple[list[ast.AST], int, bool]]:
    """Each statement of a cell with its line, and whether it is sure to give its names a new value.

    Of a block, such as ``if``, the head comes first, then what stands in it; nothing of it is sure.

    Raises
    ------
    Unreadable
        As ``tree`` does.
    """
    waiting = [(node, True) for node in reversed(tree(source).body)]
    while waiting:
        node, is_sure = waiting.pop()
        parts = list(ast.iter_child_nodes(node)) if isinstance(node, BLOCKS) else []
        inside = [(part, False) for part in parts if isinstance(part, INSIDE)]
        head = [part for part in parts if not isinstance(part, INSIDE)] if inside else [node]
        if head:
            is_new = is_sure and not inside and not isinstance(node, ast.AugAssign)
            yield head, getattr(node, "lineno", 1), is_new
        waiting.extend(reversed(inside))


def run_as_python(source: str) -> str:
    """What is Python in a cell that may begin with ``%%time`` or its like; nothing under others."""
    end = 0
    while found := OF_THE_CELL.match(source, end):
        if found[1] not in RUN_PYTHON:
            return ""
        end = found.end()
    return "\n" * source.count("\n", 0, end) + source[end:]


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
