"""A kernel that writes down each line that it runs.

Python's own means for that, ``sys.settrace``, makes a kernel five times slower. So the text of the
kernel is read, a note is put before each statement, and the result is compiled in its place.
What the notes are good for lives in ``warps``.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

from compmodels import _validate
from compmodels.matrix.memory import Recorder

RECORDER, FACTORY = "_recorder_", "_factory_"  # names that no kernel uses


def noted(kernel: Callable, recorder: Recorder) -> Callable:
    """``kernel`` as a function that also appends the line to ``recorder.path`` before it runs it.

    A loop's first line runs once more than its body, as it also finds that the loop has ended.
    """
    tree = _Notes().visit(_definition(kernel))
    around = kernel.__code__.co_freevars  # names of the functions around it
    values = [cell.cell_contents for cell in kernel.__closure__ or ()]
    factory = ast.parse(f"def {FACTORY}({', '.join([RECORDER, *around])}):\n return {tree.name}")
    factory.body[0].body.insert(0, tree)
    code = compile(ast.fix_missing_locations(factory), kernel.__code__.co_filename, "exec")
    made: dict[str, Callable] = {}
    exec(code, kernel.__globals__, made)
    return made[FACTORY](recorder, *values)


def _definition(kernel: Callable) -> ast.FunctionDef:
    """The kernel's text as a tree, with the lines numbered as in its file or cell."""
    allowed = "a function of (block, thread, *arguments), written with def in a file or cell"
    if not inspect.isfunction(kernel):
        raise _validate.refuse("kernel", kernel, allowed)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(kernel)))
    except (OSError, SyntaxError):
        raise _validate.refuse("kernel", kernel, allowed) from None
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise _validate.refuse("kernel", kernel, allowed)
    ast.increment_lineno(definition, kernel.__code__.co_firstlineno - 1)
    definition.decorator_list = []
    return definition


class _Notes(ast.NodeTransformer):
    """Puts a note before each statement, and one wherever a loop asks whether to go on."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """The node, with notes in each block of statements that it has."""
        super().generic_visit(node)
        for name, block in ast.iter_fields(node):
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                setattr(node, name, [part for one in block for part in (*_before(one), one)])
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """``for x in items`` becomes ``for x in recorder.each(items, line)``."""
        node = self.generic_visit(node)
        each = _attribute(node, "each")
        node.iter = _at(node, ast.Call(each, [node.iter, ast.Constant(node.lineno)], []))
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        """``while test`` becomes ``while recorder.path.append(line) or test``."""
        node = self.generic_visit(node)
        node.test = _at(node, ast.BoolOp(ast.Or(), [_note(node), node.test]))
        return node


def _before(statement: ast.stmt) -> list[ast.stmt]:
    """The note before a statement, but for a loop, which makes its own."""
    if isinstance(statement, (ast.For, ast.While)):
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
