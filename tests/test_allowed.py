"""Static rules: what counts as a use, what is reached, and that no source whatever stops them."""

from __future__ import annotations

import argparse
import ast
import contextlib
import dataclasses
import difflib
import doctest
import enum
import functools
import inspect
import math
import statistics
import symtable
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels import notebooks
from compmodels.checks import Check, NotAllowed, NotSolved, perceptron
from compmodels.checks._allowed import bindings, broken, cells, scope
from tests.notebooks import build

FORBIDDEN = ("numpy.convolve", "compmodels.perceptron", "scipy.signal")
SEPARATOR = "\n# next cell\n"


def told(source: str, function: str = "f") -> str | None:
    """What is said of a function in a notebook; a line divides its cells."""
    return broken(source.split(SEPARATOR), function, FORBIDDEN)


DIRECT = {
    "attribute": "import numpy as np\ndef f(x): return np.convolve(x, x)",
    "own name": "import numpy\ndef f(x): return numpy.convolve(x, x)",
    "not called": "import numpy as np\ndef f(x): return map(np.convolve, x)",
    "imported function": "from numpy import convolve as c\ndef f(x): return c(x, x)",
    "star": "from numpy import *\ndef f(x): return convolve(x, x)",
    "import inside": "def f(x):\n    import numpy as n\n    return n.convolve(x, x)",
    "import from inside": "def f(x):\n    from numpy import convolve\n    return convolve(x, x)",
    "import around": "def f(x):\n    import numpy\n    def g(): return numpy.convolve(x, x)\n"
    "    return g()",
    "assigned": "import numpy as np\nconv = np.convolve\ndef f(x): return conv(x, x)",
    "annotated": "import numpy as np\nconv: object = np.convolve\ndef f(x): return conv(x, x)",
    "assigned module": "import numpy as np\nn = m = np\ndef f(x): return m.convolve(x, x)",
    "assigned twice": "import numpy as np\na = np\nb = a.convolve\ndef f(x): return b(x, x)",
    "getattr": "import numpy as np\ndef f(x): return getattr(np, 'convolve')(x, x)",
    "getattr with default": "import numpy as np\ndef f(x): return getattr(np, 'convolve', 0)(x)",
    "in a getattr's default": "import numpy as np\ndef f(x): return getattr(x, 'y', np.convolve)",
    "default argument": "import numpy as np\ndef f(x, c=np.convolve): return c(x, x)",
    "decorator": "import numpy as np\n@np.convolve\ndef f(x): return x",
    "lambda": "import numpy as np\nf = lambda x: np.convolve(x, x)",
    "comprehension": "import numpy as np\ndef f(x): return [np.convolve(y, y) for y in x]",
    "source of a comprehension": "import numpy as np\n"
    "def f(x): return [np for np in np.convolve(x, x)]",
    "declared global": "import numpy as np\n"
    "def f(x):\n    global np\n    y = np.convolve(x, x)\n    np = y",
    "in a string's braces": "import numpy as np\ndef f(x): return f'{np.convolve(x, x)}'",
    "async": "import numpy as np\nasync def f(x): return np.convolve(x, x)",
    "class body": "import numpy as np\nclass f:\n    np = np.convolve",
    "method": "import numpy as np\nclass f:\n    def g(self, x): return np.convolve(x, x)",
    "case": "import numpy as np\ndef f(x):\n    match x:\n        case 1: return np.convolve(x)",
    "name of a case": "import numpy as np\ndef f(x):\n    match np.convolve:\n        case c: c(x)",
    "windows line ends": "import numpy as np\r\ndef f(x):\r\n    return np.convolve(x, x)\r\n",
    "under a condition": "import numpy as np\nif np:\n    def f(x): return np.convolve(x, x)\n"
    "else:\n    def f(x): return x",
    "in a loop": "import numpy as np\nfor g in [np.convolve]:\n    pass\ndef f(x): return g(x)",
    "with": "import numpy as np\nwith np.convolve as g:\n    pass\ndef f(x): return g(x)",
    "try": "try:\n    from numpy import convolve\nexcept ImportError:\n    convolve = None\n"
    "def f(x): return convolve(x, x)",
    "put into a container": "import numpy as np\nt = {}\nt['c'] = np.convolve\n"
    "def f(x): return t['c'](x)",
    "put into an object": "import numpy as np\nclass A: pass\nA.c = np.convolve\n"
    "def f(x): return A.c(x)",
    "added": "import numpy as np\nt = []\nt += [np.convolve]\ndef f(x): return t[0](x)",
    "bound by another function": "import numpy as np\n"
    "def g():\n    global c\n    c = np.convolve\ng()\ndef f(x): return c(x)",
    "in brackets": "import numpy as np\na, b = np.convolve, 1\ndef f(x): return a(x)",
    "while named": "import numpy as np\nprint(c := np.convolve)\ndef f(x): return c(x)",
    "while named in a list": "import numpy as np\n[c := np.convolve for _ in 'a']\n"
    "def f(x): return c(x)",
}


@pytest.mark.parametrize("source", DIRECT.values(), ids=DIRECT)
def test_a_use_is_found(source: str):
    sentence = told(source)
    assert sentence.startswith("f may not use numpy.convolve (")
    assert sentence.endswith("): write it yourself.")


BELOW = {
    "module": "from compmodels import perceptron as p\ndef f(x): return p.predict(x)",
    "function": "from compmodels.perceptron.unit import predict\ndef f(x): return predict(x)",
    "whole path": "import compmodels.perceptron.unit\n"
    "def f(x): return compmodels.perceptron.unit.predict(x)",
    "named module": "import compmodels.perceptron.unit as u\ndef f(x): return u.predict(x)",
    "the function itself": "from compmodels.perceptron import predict as f",
    "the function itself, assigned": "from compmodels import perceptron\nf = perceptron.predict",
    "star instead of the function": "from compmodels.perceptron import *",
    "star after the function": "def f(x): return x\nfrom compmodels.perceptron import *",
    "only imported": "def f(x):\n    import compmodels.perceptron",
}


@pytest.mark.parametrize("source", BELOW.values(), ids=BELOW)
def test_what_lies_below_a_forbidden_name_is_forbidden(source: str):
    assert told(source).startswith("f may not use compmodels.perceptron")


ALLOWED = {
    "nothing": "",
    "no such function": "def g(x): return x",
    "another function of the module": "import numpy as np\ndef f(x): return np.dot(x, x)",
    "a longer name": "import numpy as np\ndef f(x): return np.convolve2(x, np.convolved)",
    "imported and not used": "from numpy import convolve\ndef f(x): return x",
    "used by another exercise": "import numpy as np\n"
    "def g(x): return np.convolve(x, x)\ndef f(x): return x",
    "used at the top level": "import numpy as np\ndef f(x): return x\n"
    "assert f(1) == np.convolve([1], [1])",
    "parameter": "import numpy as np\ndef f(np): return np.convolve(1)",
    "keyword parameter": "import numpy as np\ndef f(*, np): return np.convolve(1)",
    "rest of the parameters": "import numpy as np\ndef f(*np, **c): return np.convolve(c)",
    "local": "import numpy as np\ndef f(x):\n    np = x\n    return np.convolve(x)",
    "local of the function around": "import numpy as np\n"
    "def f(np):\n    def g(): return np.convolve(1)\n    return g()",
    "target of a comprehension": "import numpy as np\ndef f(x): return [np.convolve for np in x]",
    "parameter of a lambda": "import numpy as np\ndef f(x): return lambda np: np.convolve",
    "caught error": "import numpy as np\n"
    "def f(x):\n    try: return 1\n    except OSError as np: return np.convolve",
    "captured": "import numpy as np\n"
    "def f(x):\n    match x:\n        case [np, *c]: return np.convolve",
    "attribute of something else": "import numpy as np\ndef f(x): return x.convolve(np.ones(2))",
    "only named in a string": "import numpy as np\ndef f(x): return 'np.convolve'",
    "replaced by an own function": "from numpy import convolve\n"
    "def convolve(x): return x\ndef f(x): return convolve(x)",
    "own function after a star": "from numpy import *\n"
    "def convolve(x): return x\ndef f(x): return convolve(x)",
    "built-in function and a star": "from compmodels.perceptron import *\n"
    "def f(x): return sum(x) + len(x)",
    "rewritten": f"import numpy as np\ndef f(x): return np.convolve(x, x){SEPARATOR}"
    "def f(x): return x",
    "another module of that name": "import mine as np\ndef f(x): return np.convolve(x)",
    "from beside": "from . import numpy\ndef f(x): return numpy.convolve(x)",
    "own module alone": "from compmodels import datasets\ndef f(x): return datasets.digits()",
    "wrapped": "import functools\n@functools.cache\ndef f(x): return f(x - 1)",
    "own getattr": "def f(x): return getattr(x, 'real')",
    "compile of another module": "import re\ndef f(x): return re.compile(x)",
    "undefined name": "import numpy as np\ndef f(x): return oops(x)\nprint(np.convolve([1], [1]))",
}


@pytest.mark.parametrize("source", ALLOWED.values(), ids=ALLOWED)
def test_what_is_no_use_is_allowed(source: str):
    assert told(source) is None


REACHED = {
    "helper": "def g(x): return np.convolve(x, x)\ndef f(x): return g(x)",
    "helper of a helper": "def h(x): return np.convolve(x, x)\ndef g(x): return h(x)\n"
    "def f(x): return g(x)",
    "helper defined later": f"def f(x): return g(x){SEPARATOR}def g(x): return np.convolve(x, x)",
    "helper under another name": "def g(x): return np.convolve(x, x)\nh = g\ndef f(x): return h(x)",
    "helper in a tuple": "def g(x): return np.convolve(x, x)\nt = (g, 1)\ndef f(x): return t[0](x)",
    "class": "class G:\n    def g(self, x): return np.convolve(x, x)\ndef f(x): return G().g(x)",
    "base class": "class G:\n    def g(self, x): return np.convolve(x, x)\nclass H(G): pass\n"
    "def f(x): return H().g(x)",
    "object": "class G:\n    def __call__(self, x): return np.convolve(x, x)\ng = G()\n"
    "def f(x): return g(x)",
    "variable": "table = np.convolve([1], [1])\ndef f(x): return table",
    "decorated by itself": "def f(x): return np.convolve(x, x)\nf = print(f)",
    "redefined later": "def g(x): return np.convolve(x, x)\nh = g\ndef g(x): return x\n"
    "def f(x): return h(x)",
}


@pytest.mark.parametrize("source", REACHED.values(), ids=REACHED)
def test_what_the_function_reaches_counts(source: str):
    assert "may not use numpy.convolve (" in told(f"import numpy as np\n{source}")


HIDDEN = {
    "eval": "def f(x): return eval('1')",
    "exec": "def f(x): exec('1')",
    "compile": "def f(x): return compile('1', '', 'eval')",
    "__import__": "def f(x): return __import__('numpy')",
    "importlib": "import importlib\ndef f(x): return importlib.import_module('numpy')",
    "importlib.import_module": "from importlib import import_module\n"
    "def f(x): return import_module('numpy')",
    "sys.modules": "import sys\ndef f(x): return sys.modules['numpy']",
    "globals": "def f(x): return globals()['np']",
    "vars": "import numpy as np\ndef f(x): return vars(np)['convolve']",
    "__dict__": "import numpy as np\ndef f(x): return np.__dict__['convolve']",
    "getattr": "import numpy as np\ndef f(x): return getattr(np, 'con' + 'volve')(x)",
    "get_ipython": "def f(x): return get_ipython().ev('np')",
    "eval from builtins": "import builtins\ndef f(x): return builtins.eval('1')",
    "eval that may be replaced": "if 0: eval = 1\ndef f(x): return eval('1')",
    "eval by another name": "e = eval\ndef f(x): return e('1')",
    "operator.attrgetter": "import operator\ndef f(x): return operator.attrgetter('convolve')(x)",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=HIDDEN)
def test_code_that_is_reached_may_not_hide_what_it_calls(source: str, request):
    name, *_ = request.node.callspec.id.split()
    said = told(source)
    assert said.startswith(f"f may not use {name}")
    assert said.endswith("it hides what is called; call that by its name.")


HANDED_ON = {
    "returned": "import numpy as np\ndef g(): return np\ndef f(x): return g().convolve(x, x)",
    "argument": "import numpy as np\ndef f(x): return max([np]).convolve(x, x)",
    "default": "import numpy as np\ndef f(x, n=np): return n.convolve(x, x)",
    "local": "import numpy as np\ndef f(x):\n    n = np\n    return n.convolve(x, x)",
    "attribute of a class": "import numpy as np\nclass A: np = np\n"
    "def f(x): return A.np.convolve(x)",
    "target of a loop": "import numpy as np\nfor n in [np]: pass\ndef f(x): return n.convolve(x)",
}


@pytest.mark.parametrize("source", HANDED_ON.values(), ids=HANDED_ON)
def test_the_module_of_a_forbidden_name_may_not_be_handed_on(source: str):
    assert "may not hand on numpy (" in told(source)


BOUND_UNSEEN = {
    "exec": "exec('from numpy import convolve as c')\ndef f(x): return c(x, x)",
    "globals": "globals()['c'] = 1\ndef f(x): return c(x, x)",
    "in a function": "def g(): exec('global c')\ndef f(x): return c(x, x)",
    "the function itself": "exec('def f(x): return 1')",
}


@pytest.mark.parametrize("source", BOUND_UNSEEN.values(), ids=BOUND_UNSEEN)
def test_a_name_that_comes_from_nowhere_may_have_been_bound_by_hidden_code(source: str):
    assert "it hides what is called" in told(source)


def test_the_sentence_names_helper_line_and_code():
    helper = "\n\ndef g(x):\n    return np.convolve(x, x)"
    source = SEPARATOR.join(["import numpy as np", helper, "def f(x): return g(x)"])
    assert told(source) == (
        "f may not use numpy.convolve (in g, line 4: `return np.convolve(x, x)`): "
        "write it yourself."
    )


def test_what_a_student_wrote_is_shown_in_one_plain_line():
    source = f"import numpy as np\ndef f(x): return np.convolve(x, '\x1b[31m{'a' * 500}')"
    said = told(source)
    assert said.isprintable()
    assert len(said) < 200


COMMANDS = {
    "line": "%matplotlib inline\ndef f(x): return np.convolve(x)",
    "shell": "!pip list\nfiles = !ls\ndef f(x): return np.convolve(x)",
    "whole cell": "%%time\ndef f(x): return np.convolve(x)",
    "two of the whole cell": "%%time\n%%capture out\ndef f(x): return np.convolve(x)",
    "help": "np.convolve?\n?np\nnp.dot??\ndef f(x): return np.convolve(x)",
    "before a statement": "%time g = np.convolve\ndef f(x): return g(x)",
    "with an option": "%timeit -n 1 g = 1\ndef f(x): return np.convolve(x)",
    "in a function": "def f(x):\n    %time y = np.convolve(x)\n    return y",
    "indented cell": "    %pwd\n    def f(x): return np.convolve(x)",
    "assigned": "where = %pwd\ndef f(x): return np.convolve(x)",
}


@pytest.mark.parametrize("source", COMMANDS.values(), ids=COMMANDS)
def test_commands_of_ipython_hide_nothing(source: str):
    assert "may not use numpy.convolve (" in told(f"import numpy as np{SEPARATOR}{source}")
    assert told(f"import numpy as np{SEPARATOR}{source}".replace("convolve", "dot")) is None


@pytest.mark.parametrize("magic", ["%%writefile f.py", "%%time\n%%bash", "\n  %%html"])
def test_a_cell_that_is_not_run_as_python_defines_nothing(magic: str):
    cheating = "import numpy as np\ndef f(x): return np.convolve(x)"
    assert "may not use" in broken([cheating, f"{magic}\ndef f(x): return x"], "f", FORBIDDEN)
    assert broken([f"{magic}\n{cheating}"], "f", FORBIDDEN) is None


NOT_PYTHON = ["def f(x) return 1", "f = (", "\0", "'\ud800'", "%%%", "?"]


@pytest.mark.parametrize("broken_cell", NOT_PYTHON)
def test_a_cell_that_is_not_python_is_left_out(broken_cell: str):
    assert broken([broken_cell], "f", FORBIDDEN) is None
    right = "import numpy as np\ndef f(x): return np.convolve(x)"
    for sources in ([broken_cell, right], [right, broken_cell]):
        assert "may not use numpy.convolve" in broken(sources, "f", FORBIDDEN)


UNREADABLE = {
    "deep sum": f"def f(x): return {'1 + ' * 20_000} x",
    "deep attributes": f"f = x{'.a' * 20_000}",
    "deep signs": f"f = {'-' * 20_000}1",
    "deep lambdas": f"f = {'lambda: ' * 20_000}1",
    "long": f"def f(x): return x\n# {'a' * cells.LONGEST_CELL}",
    "unknown command": ">>> def f(x):\n...     return x",
}


@pytest.mark.parametrize("source", UNREADABLE.values(), ids=UNREADABLE)
def test_a_function_in_a_cell_that_cannot_be_looked_into_is_not_allowed(source: str):
    advice = "define f in a short and plain cell."
    assert told(source) == f"f cannot be read: {advice}"
    assert told(f"{source}{SEPARATOR}def g(x): return f(x)", "g") == (
        f"g cannot be read (line 1: `def g(x): return f(x)`): {advice}"
    )
    assert told(f"{source}{SEPARATOR}def g(x): return x", "g") is None


def test_code_beyond_what_is_read_cannot_be_looked_into(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bindings, "MOST_CHARACTERS", 100)
    own = "def f(x): return x"
    assert broken([" " * 40, " " * 40, own], "f", FORBIDDEN) is None
    assert broken(["#" * 41, " " * 42, own], "f", FORBIDDEN).startswith("f cannot be read")
    assert broken(["#" * 101, own], "f", FORBIDDEN) is None


def test_a_name_of_too_many_meanings_cannot_be_followed():
    imports = "\n".join(f"    from module{n} import a as b" for n in range(30))
    assert told(f"if True:\n{imports}\ndef f(x): return b(x)").startswith("f cannot be read (")
    stars = "\n".join(f"from module{n} import *" for n in range(30))
    assert told(f"{stars}\ndef f(x): return b(x)").startswith("f cannot be read (")


LARGE = {
    "statements": "a;" * 20_000,
    "bindings and uses": "if 1:\n" + " from numpy import a as n\n" * 900 + " n.b\n" * 5000,
    "other bindings": "if 1:\n"
    + "".join(f" import a{i} as n\n" for i in range(1500))
    + " n\n" * 5000,
    "names of one statement": "=".join(f"a{i}" for i in range(4000)) + "=[" + "a0," * 6000 + "]",
    "growing names": "import a\n" + "a = a.b\n" * 6000,
    "attributes": ("x = a" + ".b" * 900 + "\n") * 25,
    "decorators": "@a\n" * 15_000 + "def g(): pass",
    "words": "a" * 49_000 + " ?",
    "indented word": "x\n" + " " * 49_000 + "a",
    "magics of the cell": "%%time\n" * 7000,
    "unreadable": "as " * 300_000 + "a" * 300_000 + " " * 300_000 + "=" * 300_000,
    "blanks": "a" + " " * 49_000 + "?\n=",
    "equals": "a = " * 12_000,
    "commands": "%time x\n" * 6000,
    "parameters": f"def g({', '.join(f'a{i}' for i in range(6000))}): pass",
    "chained helpers": "".join(f"def g{i}(): return g{i + 1}()\n" for i in range(1500)),
}


@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE)
def test_a_large_source_is_read_to_its_end(source: str):
    use = f"{SEPARATOR}import numpy as np\ndef f(x): return np.convolve(x, n, a, a0, g0)"
    assert told(f"{source}{use}") is not None


text = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=40)
FRAGMENTS = """
def f(x):|class f:|lambda f:|import numpy as np|from numpy import *|np.convolve|getattr(np,|f = |
np[|]|(|)|:|%time |!|?|'|f'{|}|for np in|match f:|case f|with f as np|try:|except:|eval|exec|await|
async |@|:=|*|**|->|=|==|if|else|global np|\\|#|\x0c|\0|\r|\u00e9|\n|\n  |  """
fragments = st.sampled_from(FRAGMENTS.split("|"))
program = st.lists(fragments, max_size=25).map(" ".join)


@given(st.lists(text | program, max_size=3), st.sampled_from(["f", "np", "x", ""]))
def test_any_text_gets_a_sentence_or_none(sources: list[str], function: str):
    said = broken(sources, function, FORBIDDEN)
    assert said is None or (said.isprintable() and said.endswith("."))


MODULES = [argparse, ast, dataclasses, difflib, doctest, enum, functools, inspect, statistics]


def tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """A table of Python's own and all those in it."""
    yield table
    for inner in table.get_children():
        yield from tables(inner)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_names_from_outside_are_those_of_the_compiler(module: types.ModuleType):
    source = inspect.getsource(module)
    sure, possible = {"getattr"}, {"getattr"}  # written with a literal it is an attribute
    for table in tables(symtable.symtable(source, module.__name__, "exec")):
        for symbol in filter(symtable.Symbol.is_referenced, table.get_symbols()):
            if table.get_type() == "module" or symbol.is_global():
                sure.add(symbol.get_name())
            elif table.get_type() == "class":
                possible.add(symbol.get_name())
    used = {use.path[0] for use in scope.uses(ast.parse(source).body) if not use.is_full}
    assert sure <= used | {"getattr"} <= sure | possible


SIMPLE = st.sampled_from(
    [
        "import toolbox as {0}",
        "from toolbox import bad as {0}",
        "from toolbox import good as {0}",
        "{0} = {1}",
        "{0} = {1}.bad",
        "{0} = {1}.good",
        "{0} = lambda: {1}()",
        "def {0}(): return {1}()",
        "def {0}(): return {1}.bad()",
        "def {0}({1}={2}): return {1}()",
        "def {0}():\n    from toolbox import {1} as {2}\n    return {2}()",
        "class {0}:\n    def __init__(self): {1}()",
    ]
)
UNSURE = st.sampled_from(
    [
        "from toolbox import *",
        "if 1: {0} = {1}",
        "if 0: {0} = {1}",
        "{0}, {1} = {1}, {0}",
        "for {0} in [{1}]: pass",
        "def {0}():\n    global {1}\n    import toolbox\n    {1} = toolbox.bad\n{0}()",
    ]
)


def programs(statements: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """An import, statements about a few names, then the function ``f``."""
    imports = st.sampled_from(["import toolbox as a", "from toolbox import *"])
    names = st.permutations(["bad", "good", "a", "b"])
    filled = st.builds(lambda one, names: one.format(*names), statements, names)
    calls = st.sampled_from(["a()", "b()", "bad()", "a.bad()"])
    functions = st.builds("def f(): return {}".format, calls)
    body = st.lists(filled, max_size=9)
    return st.builds(lambda first, body, last: [first, *body, last], imports, body, functions)


def run(program: list[str]) -> tuple[list[str], bool, bool]:
    """The statements that run, whether ``f`` calls ``toolbox.bad``, and whether it ends well."""
    calls: list[str] = []
    toolbox = types.ModuleType("toolbox")
    toolbox.bad, toolbox.good = lambda: calls.append("bad"), lambda: None
    names: dict[str, object] = {}
    ran = []
    with mock.patch.dict(sys.modules, toolbox=toolbox):
        for statement in program:
            with contextlib.suppress(NameError, AttributeError, ImportError):
                exec(statement, names)
                ran.append(statement)
        calls.clear()
        try:
            names["f"]()
        except (NameError, AttributeError, ImportError, TypeError, RecursionError):
            return ran, bool(calls), False
    return ran, bool(calls), True


@settings(max_examples=400)
@given(programs(SIMPLE | UNSURE))
def test_what_is_called_is_found(program: list[str]):
    ran, is_called, _ = run(program)
    if is_called:
        assert broken(ran, "f", ["toolbox.bad"]) is not None


@settings(max_examples=400)
@given(programs(SIMPLE))
def test_what_is_not_called_is_not_found(program: list[str]):
    ran, is_called, ends_well = run(program)
    if ends_well and not is_called:
        assert broken(ran, "f", ["toolbox.bad"]) is None


ROOT_OF = Check(
    name="root", oracle=lambda x: x**0.5, edges=((4.0,), (2.0,)), forbidden=("math.sqrt",)
)


def takes_root(x):
    return math.sqrt(x)


def powers(x):
    return x**0.5


@functools.cache
def remembers(x):
    return takes_root(x)


@pytest.mark.parametrize(("function", "place"), [(takes_root, ""), (remembers, "in takes_root, ")])
def test_a_check_refuses_what_the_exercise_forbids(function, place: str):
    line = inspect.getsourcelines(takes_root)[1] + 1
    with pytest.raises(NotAllowed) as refusal:
        ROOT_OF(function)
    assert str(refusal.value) == (
        f"{function.__name__} may not use math.sqrt ({place}line {line}: `return math.sqrt(x)`): "
        "write it yourself."
    )
    assert isinstance(refusal.value, NotSolved)


class Callable:
    def __call__(self, x):
        return math.sqrt(x)


UNKNOWN = [powers, math.sqrt, functools.partial(takes_root), lambda x: math.sqrt(x), Callable()]


@pytest.mark.parametrize("function", UNKNOWN, ids=["power", "C", "partial", "lambda", "object"])
def test_a_check_passes_what_keeps_the_rule_or_has_no_source(function, capsys):
    ROOT_OF(function)
    assert "root: solved" in capsys.readouterr().out


def test_a_check_that_forbids_nothing_allows_everything(capsys):
    check = dataclasses.replace(ROOT_OF, forbidden=())
    check(takes_root)
    assert "root: solved" in capsys.readouterr().out
    assert check.broken_rule(["def root(x): return eval('x')"]) is None


def test_a_notebook_refuses_and_passes_as_marking_does(tmp_path: Path):
    check = "check(root)"
    sources = [
        "import math, dataclasses\nfrom compmodels.checks import Check",
        "check = Check(name='root', oracle=lambda x: x**0.5, edges=((4.0,),), "
        "forbidden=('math.sqrt',))",
        "def root(x):\n    return math.sqrt(x)",
        check,
        "def root(x):\n    return x**0.5",
        check,
        "%%time\ndef helper(x):\n    return math.sqrt(x)",
        "def root(x):\n    return helper(x)",
        check,
        "def helper(x):\n    return x**0.5",
        check,
        "root = lambda x: math.sqrt(x)",
        check,
        "from math import *\nroot = lambda x: x**0.5",
        check,
    ]
    cells = [build.code(f"cell-{number}", source) for number, source in enumerate(sources)]
    ran = notebooks.run(build.notebook(*cells), tmp_path)
    said = []
    for number, cell in enumerate(ran.cells):
        if cell.source == check:
            (output,) = cell.outputs
            said.append(output.get("evalue"))
            assert said[-1] == ROOT_OF.broken_rule(sources[:number])
            assert output.get("ename", "NotAllowed") == "NotAllowed"
    assert [line is None for line in said] == [False, True, False, True, False, True]
    assert "in helper, line 3: `return math.sqrt(x)`" in said[2]


CHECKS = [one for one in vars(perceptron).values() if isinstance(one, Check)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_exercises_of_lesson_01_are_to_be_solved_without_the_course(check: Check):
    name = check.name
    for module in ("compmodels.perceptron", "compmodels.checks", "compmodels.demos"):
        own = f"def {name}(*values): return code.{name}(*values)"
        assert "write it yourself" in check.broken_rule([f"import {module} as code", own])
    assert "write it yourself" in check.broken_rule([f"from compmodels.perceptron import {name}"])
    notebook = notebooks.read(build.ROOT / "solutions/01-perceptron/01-perceptron.ipynb")
    assert check.broken_rule([cell.source for cell in notebooks.code_cells(notebook)]) is None
