"""The text of a kernel: found, held to what was compiled, and searched for what it may not do.

What is made of the text lives in ``lines``.
"""

from __future__ import annotations

import ast
import copy
import dis
import inspect
from types import CodeType

from compmodels import _validate

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


def definition_of(code: CodeType) -> ast.FunctionDef:
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
    made = factory(plain(copy.deepcopy(definition)), code, "<text>")
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


def factory(definition: ast.FunctionDef, code: CodeType, filename: str) -> CodeType:
    """A module with a function that defines the kernel, given what stands around it."""
    parameters = ", ".join([RECORDER, *code.co_freevars])  # names of the functions around it
    factory = ast.parse(f"def {FACTORY}({parameters}):\n return {definition.name}")
    factory.body[0].body.insert(0, definition)
    return compile(ast.fix_missing_locations(factory), filename, "exec")


def plain(definition: ast.FunctionDef) -> ast.FunctionDef:
    """The definition without what was done with it when the kernel was made."""
    definition.decorator_list = []
    arguments = definition.args
    arguments.defaults = [ast.Constant(None) for _ in arguments.defaults]
    arguments.kw_defaults = [one and ast.Constant(None) for one in arguments.kw_defaults]
    return definition


def refuse_sharing(definition: ast.FunctionDef) -> None:
    """Raise a ``ValueError`` if the text lets threads share more than arrays, or look into them."""
    for node in ast.walk(definition):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            raise _validate.refuse("kernel", definition.name, f"no {ast.unparse(node)}: {ALONE}")
        if isinstance(node, ast.Attribute):
            is_stored = not isinstance(node.ctx, ast.Load)
            if is_stored or node.attr.startswith("_") or node.attr in UNSEEN:
                what = f"no {ast.unparse(node)}{' = ...' * is_stored}"
                raise _validate.refuse("kernel", definition.name, f"{what}: {ALONE}")
