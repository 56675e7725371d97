"""What each name of a notebook stands for, when its cells are run from top to bottom.

Which names a piece of code uses lives in ``scope``, what is wrong with a use in ``rule``.
"""

from __future__ import annotations

import ast
import builtins
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compmodels.checks._allowed import cells, scope
from compmodels.checks._allowed.scope import Use

MOST_CHARACTERS = 250_000
MOST_MEANINGS = 20
LONGEST_NAME = 200
UNREADABLE = "(unreadable)"  # stands in the place of a full name


class Meaning(NamedTuple):
    """What a use refers to: full names, what binds it in the notebook, or nothing that is known."""

    names: tuple[str, ...] = ()
    binding: Binding | None = None
    is_unknown: bool = False


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement at the top level of a cell, or the head of one that others stand in.

    Attributes
    ----------
    name
        One that it binds; empty if it binds none.
    line, lines
        Where it stands, and its cell.
    uses
        The names that it uses, each with what it refers to there, or None if that is looked up
        when a function is called.
    """

    name: str
    line: int
    lines: Sequence[str]
    uses: Sequence[tuple[Use, Meaning | None]]


@dataclass(frozen=True, eq=False)
class Binding:
    """What a statement gives a name.

    Attributes
    ----------
    since
        After how many others the name was bound for certain; 0 if it need not be bound at all.
    statement
        None if it cannot be read.
    names
        The full names of what the name may stand for, by this binding or an earlier one.
    earlier
        The binding that may still hold, if this one does not replace it for certain.
    """

    since: int
    statement: Statement | None
    names: tuple[str, ...]
    earlier: Binding | None


class Notebook:
    """The names of a notebook whose cells are read in order, with the meaning they have at its end.

    The more meanings a name may have, the longer it takes to follow it; one with more than
    ``MOST_MEANINGS`` counts as unreadable, as do cells beyond ``MOST_CHARACTERS``.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        self.statements: list[Statement] = []
        self._bindings: dict[str, Binding] = {}
        self._stars: dict[str, int] = {}  # modules of which all was imported, and when
        self._count = 0
        room = MOST_CHARACTERS
        for source in sources:
            try:
                self._add_cell(source, room)
                room -= len(source)
            except cells.Unreadable:
                for name in sorted(cells.defined(source)):
                    self._bind(name, None, (UNREADABLE,), is_sure=False)

    def meaning(self, use: Use) -> Meaning:
        """What a use refers to at this point of the notebook."""
        root, *attributes = use.path
        if use.is_full:
            return Meaning((_joined(root, attributes),))
        binding = self._bindings.get(root)
        roots = list(binding.names) if binding else []
        since = binding.since if binding else 0
        if not hasattr(builtins, root):
            roots += [f"{module}.{root}" for module, at in self._stars.items() if at > since]
        elif since == 0:
            roots.append(f"builtins.{root}")
        if roots or binding:
            return Meaning(tuple(_joined(root, attributes) for root in roots), binding)
        return Meaning((_joined(root, attributes),), is_unknown=True)

    def _add_cell(self, source: str, room: int) -> None:
        """Read one cell, if there is room for it."""
        if len(source) > room:
            raise cells.Unreadable
        lines = cells.lines(source)
        for nodes, line, is_sure in cells.statements(source):
            self._add(nodes, line, lines, is_sure)

    def _add(self, nodes: list[ast.AST], line: int, lines: list[str], is_sure: bool) -> None:
        """Read one statement."""
        used, names = list(scope.uses(nodes)), ()
        if value := _alias(nodes[0]):
            used = [use._replace(is_value=False) for use in used]
            names = self.meaning(next(scope.uses([value]))).names
        known = [(use, None if use.is_later else self.meaning(use)) for use in used]
        bound = scope.bound(nodes)
        statement = Statement(next(iter(bound), ""), line, lines, known)
        self.statements.append(statement)
        for name, full in bound.items():
            if name == "*":
                self._add_star(full)
            else:
                self._bind(name, statement, (full,) if full else names, is_sure)
        for name in _changed(nodes):
            self._bind(name, statement, (), is_sure=False)

    def _add_star(self, module: str) -> None:
        """Read ``from module import *``."""
        self._count += 1
        self._stars[module] = self._count
        if len(self._stars) > MOST_MEANINGS:
            self._stars = {UNREADABLE: self._count}

    def _bind(
        self, name: str, statement: Statement | None, names: tuple[str, ...], is_sure: bool
    ) -> None:
        """Let the name stand for what the statement gives it; also for what it was, if not sure."""
        self._count += 1
        since, earlier = self._count, None
        if not is_sure:
            earlier = self._bindings.get(name)
            since = earlier.since if earlier else 0
        if earlier:
            names = tuple(dict.fromkeys((*names, *earlier.names)))
        if len(names) > MOST_MEANINGS:
            names = (UNREADABLE,)
        self._bindings[name] = Binding(since, statement, names, earlier)


@functools.lru_cache(maxsize=1)
def read(sources: tuple[str, ...]) -> Notebook:
    """The notebook with these cells; kept, since it is asked for once for each exercise."""
    return Notebook(sources)


def _alias(node: ast.AST) -> ast.AST | None:
    """What the statement gives another name to, if it does no more than that: ``np.dot``."""
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign) and node.value:
        targets, value = [node.target], node.value
    else:
        return None
    is_alias = isinstance(scope.chain(value)[0], ast.Name)
    return value if is_alias and all(isinstance(one, ast.Name) for one in targets) else None


def _joined(root: str, attributes: list[str]) -> str:
    """The full name of attributes of what has a full name."""
    return ".".join([root, *attributes])[:LONGEST_NAME]


def _changed(nodes: list[ast.AST]) -> Iterator[str]:
    """The names that a function in the statement may bind, and those whose value it changes."""
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Global):
                yield from part.names
    targets = nodes[0].targets if isinstance(nodes[0], ast.Assign) else []
    for target in targets:
        part = target
        while isinstance(part, (ast.Attribute, ast.Subscript)):
            part = part.value
        if part is not target and isinstance(part, ast.Name):
            yield part.id
