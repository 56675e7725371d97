"""A kernel that writes down each line that it runs.

Python's own means for that, ``sys.settrace``, makes a kernel five times slower. So a note is put
before each statement of the kernel's text, and the result is compiled in its place. Where the text
comes from lives in ``texts``; what the notes are good for, in ``warps``.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from types import CodeType
from typing import NamedTuple

from compmodels.matrix.memory import Recorder
from compmodels.matrix.texts import FACTORY, RECORDER, definition_of, factory, plain, refuse_sharing


class Noted(NamedTuple):
    """A kernel that notes its lines, and the lines of each of its loops by the first of them."""

    function: Callable
    loops: dict[int, range]


def noted(kernel: Callable, recorder: Recorder) -> Noted:
    """``kernel`` as a function that also appends the line to ``recorder.path`` before it runs it.

    A loop's first line runs once more than its body, as it also finds that the loop has ended.
    What functions inside the kernel do counts for the line that calls them.
    """
    code, loops = _compiled(kernel.__code__, kernel.__code__.co_filename)
    made: dict[str, Callable] = {}
    exec(code, kernel.__globals__, made)
    around = [cell.cell_contents for cell in kernel.__closure__ or ()]
    function = made[FACTORY](recorder, *around)
    function.__defaults__, function.__kwdefaults__ = kernel.__defaults__, kernel.__kwdefaults__
    return Noted(function, loops)


@functools.lru_cache(maxsize=256)
def _compiled(code: CodeType, filename: str) -> tuple[CodeType, dict[int, range]]:
    """A function that makes the noting kernel from a recorder and what is around it; its loops."""
    definition = definition_of(code)
    nodes = (node for node in ast.walk(definition) if isinstance(node, (ast.For, ast.While)))
    loops = {loop.lineno: range(loop.lineno, loop.body[-1].end_lineno + 1) for loop in nodes}
    refuse_sharing(definition)
    return factory(_Notes().visit(plain(definition)), code, filename), loops


class _Notes(ast.NodeTransformer):
    """Puts a note before each statement, and one wherever a loop asks whether to go on."""

    _is_inside = False  # the kernel, which is the first function that is visited

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """The node, with notes in each block of statements that it has."""
        super().generic_visit(node)
        for name, block in ast.iter_fields(node):
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                setattr(node, name, [part for one in block for part in (*_before(one), one)])
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The kernel with notes, and a function inside it as it is."""
        if self._is_inside:
            return node
        self._is_inside = True
        return self.generic_visit(node)

    def visit_For(self, node: ast.For) -> ast.AST:
        """``for x in items`` becomes ``for x in recorder.each(items, line)``."""
        node = self.generic_visit(node)
        each = _attribute(node, "each")
        node.iter = _at(node, ast.Call(each, [node.iter, ast.Constant(node.lineno)], []))
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        """``while test`` becomes ``while recorder.note_round(line) or test``."""
        node = self.generic_visit(node)
        note = ast.Call(_attribute(node, "note_round"), [ast.Constant(node.lineno)], [])
        node.test = _at(node, ast.BoolOp(ast.Or(), [note, node.test]))
        return node


def _before(statement: ast.stmt) -> list[ast.stmt]:
    """The note before a statement, but for ``while``, which makes its own, and a docstring."""
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    if is_text or isinstance(statement, ast.While):
        return []
    return [_at(statement, ast.Expr(_note(statement)))]


def _note(node: ast.stmt) -> ast.expr:
    """``recorder.path.append(line)``, which is None."""
    append = ast.Attribute(_attribute(node, "path"), "append", ast.Load())
    return _at(node, ast.Call(append, [ast.Constant(node.lineno)], []))


def _attribute(node: ast.stmt, name: str) -> ast.expr:
    return _at(node, ast.Attribute(ast.Name(RECORDER, ast.Load()), name, ast.Load()))


def _at(node: ast.stmt, made: ast.AST) -> ast.AST:
    """What was made, with the place in the text that the node has."""
    return ast.fix_missing_locations(ast.copy_location(made, node))
