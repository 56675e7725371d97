"""A kernel that writes down each line that it runs.

Python's own means for that, ``sys.settrace``, makes a kernel five times slower. So the text of the
kernel is read, a note is put before each statement, and the result is compiled in its place.
What the notes are good for lives in ``warps``.
"""

from __future__ import annotations

import ast
import copy
import dis
import functools
import inspect
from collections.abc import Callable
from types import CodeType
from typing import NamedTuple

from compmodels import _validate
from compmodels.matrix.memory import Recorder

ALLOWED = (
    "a function of (block, thread, *arguments), written with def in a file, or in a cell "
    "without %%time or another magic"
)
ALONE = "threads share arrays, which are handed over as arguments, and nothing else"
UNSEEN = {  # what arrays and blocks have for the simulator, not for kernels
    "arrays",
    "barriers",
    "base",
    "index_of",
    "itemsize",
    "load_code",
    "loads",
    "name",
    "recorder",
    "store_code",
    "stores",
    "to_numpy",
}
OPERATORS = ("BINARY_OP", "COMPARE_OP", "UNARY_NEGATIVE", "UNARY_NOT")
RECORDER, FACTORY = "_recorder_", "_factory_"  # names that no kernel uses


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
    definition = _definition(code)
    nodes = (node for node in ast.walk(definition) if isinstance(node, (ast.For, ast.While)))
    loops = {loop.lineno: range(loop.lineno, loop.body[-1].end_lineno + 1) for loop in nodes}
    _refuse_sharing(definition)
    return _factory(_Notes().visit(_plain(definition)), code, filename), loops


def _definition(code: CodeType) -> ast.FunctionDef:
    """The text of a kernel as a tree, with the lines numbered as in its file or cell."""
    try:
        source = inspect.getsource(code)
        is_inner = source[:1].isspace()
        definition = ast.parse("if True:\n" * is_inner + source).body[0]
    except (OSError, SyntaxError, IndexError):
        raise _validate.refuse("kernel", code.co_name, ALLOWED) from None
    definition = definition.body[0] if is_inner else definition
    if not isinstance(definition, ast.FunctionDef):
        raise _validate.refuse("kernel", code.co_name, ALLOWED)
    ast.increment_lineno(definition, code.co_firstlineno - 1 - is_inner)
    if not _is_text_of(definition, code):
        changed = "a function whose text is still there; run its cell again, or import it anew"
        raise _validate.refuse("kernel", code.co_name, changed)
    return definition


def _is_text_of(definition: ast.FunctionDef, code: CodeType) -> bool:
    """Whether the definition is what the code was compiled from, as far as its traits tell."""
    made = _factory(_plain(copy.deepcopy(definition)), code, "<text>")
    around = next(one for one in made.co_consts if isinstance(one, CodeType))
    kernel = next(one for one in around.co_consts if isinstance(one, CodeType))
    return _traits(kernel, definition.lineno) == _traits(code, definition.lineno)


def _traits(code: CodeType, head: int) -> tuple:
    """Names, constants, operators and lines of a function, the same wherever it is compiled."""
    constants = [repr(one) for one in code.co_consts if not isinstance(one, CodeType)]
    operators = [step.argrepr for step in dis.get_instructions(code) if step.opname in OPERATORS]
    heads = {head, code.co_firstlineno}  # that of the def, and of a decorator if there is one
    lines = {line for *_, line in code.co_lines()} - heads
    return code.co_names, code.co_varnames, constants, operators, lines


def _factory(definition: ast.FunctionDef, code: CodeType, filename: str) -> CodeType:
    """A module with a function that defines the kernel, given what stands around it."""
    parameters = ", ".join([RECORDER, *code.co_freevars])  # names of the functions around it
    factory = ast.parse(f"def {FACTORY}({parameters}):\n return {definition.name}")
    factory.body[0].body.insert(0, definition)
    return compile(ast.fix_missing_locations(factory), filename, "exec")


def _plain(definition: ast.FunctionDef) -> ast.FunctionDef:
    """The definition without what was done with it when the kernel was made."""
    definition.decorator_list = []
    arguments = definition.args
    arguments.defaults = [ast.Constant(None) for _ in arguments.defaults]
    arguments.kw_defaults = [one and ast.Constant(None) for one in arguments.kw_defaults]
    return definition


def _refuse_sharing(definition: ast.FunctionDef) -> None:
    """Raise a ``ValueError`` if the text lets threads share more than arrays, or look into them."""
    for node in ast.walk(definition):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            raise _validate.refuse("kernel", definition.name, f"no {ast.unparse(node)}: {ALONE}")
        if isinstance(node, ast.Attribute):
            is_stored = not isinstance(node.ctx, ast.Load)
            if is_stored or node.attr.startswith("_") or node.attr in UNSEEN:
                what = f"no {ast.unparse(node)}{' = ...' * is_stored}"
                raise _validate.refuse("kernel", definition.name, f"{what}: {ALONE}")


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
