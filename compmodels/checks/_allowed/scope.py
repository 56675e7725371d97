"""Python's rules of scope on a syntax tree: which names code binds, and which it uses from outside.

No function here calls itself, so no source is nested too deeply for them. What the names of a
notebook stand for lives in ``bindings``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, ast.Lambda, ast.ClassDef, *COMPREHENSIONS)
NAMED = (*FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
GLOBAL = "global"  # stands in the place of a full name; as a keyword it cannot be one
Names = dict[str, str | None]


class Use(NamedTuple):
    """A name that code uses and does not bind itself.

    Attributes
    ----------
    path
        The name and the attributes taken from it, such as ``("np", "linalg", "norm")``.
    line
        Where it stands in its cell.
    is_full
        Whether the path is a full name already, not one to be looked up in the notebook.
    is_later
        Whether it is looked up when a function is called, not where it stands.
    is_value
        Whether the code gets hold of the thing; an ``import`` only gives it a name.
    """

    path: tuple[str, ...]
    line: int
    is_full: bool = False
    is_later: bool = False
    is_value: bool = True


@dataclass(frozen=True)
class Scope:
    """The names that a function, class or comprehension binds, and the scope around it.

    What a name was imported from stands beside it; None if it was not imported.
    """

    names: Names
    outer: Scope | None = None
    is_class: bool = False
    is_later: bool = False

    def find(self, name: str) -> str | None:
        """The full name of what was imported so; None if it is local, ``GLOBAL`` if it is not."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.is_class):
                return scope.names[name]
            scope = scope.outer
        return GLOBAL


def bound(nodes: Iterable[ast.AST]) -> Names:
    """The names that code binds in its own scope, each with what it was imported from."""
    found: Names = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        for name, full in _binds(node):
            found[name] = GLOBAL if GLOBAL in (full, found.get(name)) else full or found.get(name)
        if isinstance(node, ast.comprehension):
            waiting.extend([node.iter, *node.ifs])
        elif not isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef)):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Each name that an import binds, and the full name of what; ``*`` stands with its module."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            yield name, alias.name if alias.asname else name
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            full = module if alias.name == "*" else f"{module}.{alias.name}"
            yield alias.asname or alias.name, full


def chain(node: ast.AST) -> tuple[ast.AST, tuple[str, ...], list[ast.AST]]:
    """What attributes are taken from, and which: ``a`` and ``("b", "c")`` for ``a.b.c``.

    ``getattr(a, "b")`` is the same; if it has a default, that is among the nodes that come last.
    """
    attributes: list[str] = []
    defaults: list[ast.AST] = []
    while True:
        match node:
            case ast.Attribute():
                attributes.append(node.attr)
                node = node.value
            case ast.Call(
                func=ast.Name(id="getattr"), args=[inner, ast.Constant(value=str(name)), *default]
            ):
                attributes.append(name)
                defaults += default
                node = inner
            case _:
                return node, tuple(reversed(attributes)), defaults


def uses(nodes: Iterable[ast.AST]) -> Iterator[Use]:
    """The names from outside that top-level code uses, that in its functions included, in order."""
    waiting = [(node, Scope({})) for node in nodes][::-1]
    while waiting:
        node, scope = waiting.pop()
        base, attributes, defaults = chain(node)
        yield from _uses_of(node, base, attributes, scope)
        if attributes:
            inside = [(base, scope)] * (not isinstance(base, ast.Name))
            inside += [(default, scope) for default in defaults]
        else:
            inside = list(_children(node, scope))
        waiting.extend(reversed(inside))


def _binds(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    """The names that one node binds, each with what it was imported from."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from imported(node)
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        mark = GLOBAL if isinstance(node, ast.Global) else None
        yield from ((name, mark) for name in node.names)
    elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id, None
    elif isinstance(node, ast.arg):
        yield node.arg, None
    elif isinstance(node, NAMED) and node.name:
        yield node.name, None
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest, None


def _uses_of(
    node: ast.AST, base: ast.AST, attributes: tuple[str, ...], scope: Scope
) -> Iterator[Use]:
    """What one node uses: a name with its attributes, or what an import in a function names."""
    if isinstance(base, ast.Name) and isinstance(base.ctx, ast.Load):
        full = scope.find(base.id)
        if full == GLOBAL:
            yield Use((base.id, *attributes), node.lineno, is_later=scope.is_later)
        elif full:
            yield Use((full, *attributes), node.lineno, is_full=True)
    for name in attributes:
        if name.startswith("__"):
            yield Use((name,), node.lineno, is_full=True)
    if scope.outer:
        modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        for full in modules or [full for _, full in imported(node)]:
            yield Use((full,), node.lineno, is_full=True, is_value=False)


def _children(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """The parts of a node, each with the scope in which it stands."""
    parts = ast.iter_child_nodes(node)
    if isinstance(node, COMPREHENSIONS):
        first, *more = node.generators
        yield first.iter, scope
        scope = Scope(bound(one.target for one in node.generators), scope, False, scope.is_later)
        elements = (part for part in parts if not isinstance(part, ast.comprehension))
        parts = (*first.ifs, *more, *elements)
    elif isinstance(node, SCOPES):
        body = node.body if isinstance(node.body, list) else [node.body]
        for part in _outside(node):
            yield part, scope
        scope, parts = _inner(node, body, scope), body
    for part in parts:
        yield part, scope


def _inner(node: ast.AST, body: list[ast.AST], outer: Scope) -> Scope:
    """The scope of a function's or class's body; a class looks outside for what it binds too."""
    if isinstance(node, ast.ClassDef):
        imports = {name: full for name, full in bound(body).items() if full}
        return Scope(imports, outer, True, outer.is_later)
    arguments = [one for one in ast.iter_child_nodes(node.args) if isinstance(one, ast.arg)]
    names = {argument.arg: None for argument in arguments} | bound(body)
    return Scope(names, outer, False, True)


def _outside(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a function or class that stand around it: decorators, defaults, annotations."""
    for field, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        yield from (part for part in parts if field != "body" and isinstance(part, ast.AST))
