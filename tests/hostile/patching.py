"""Submissions that change what judges or asks them: NumPy's tests, Python itself, the channel.

All of them get the last exercise wrong, so that the points show whether it helped, and that what
was answered before is not lost.
"""

from __future__ import annotations

import textwrap

from nbformat import NotebookNode

from tests.hostile.case import Expected, answered, at_top_level, error, hostile, stopped, wrong
from tests.notebooks import build

WRONG = "def largest_hidden_layer(*all_of_them):\n    return 0"
ZERO = wrong("returned  0")
UNREADABLE = error("largest_hidden_layer gave back what cannot be read")
GARBLED = "sent back what cannot be read"


def patched(code: str) -> NotebookNode:
    """A notebook that gets the last exercise wrong, with this code in the same cell."""
    return answered(largest_hidden_layer=f"{WRONG}\n\n\n{textwrap.dedent(code)}")


@hostile(largest_hidden_layer=ZERO)
def patches_numpy_testing() -> NotebookNode:
    """All that NumPy offers for comparing says that things are the same."""
    return patched(
        """
        import numpy.testing
        for name in dir(numpy.testing):
            if name.startswith("assert"):
                setattr(numpy.testing, name, lambda *_, **__: None)
        for name in ("allclose", "array_equal", "isclose", "array_equiv"):
            setattr(np, name, lambda *_, **__: True)
        """
    )


@hostile(largest_hidden_layer=ZERO)
def patches_assert() -> NotebookNode:
    """No assertion fails any more, and what one raises is nothing."""
    return patched(
        """
        import builtins, unittest
        builtins.AssertionError = type("Fine", (Exception,), {})
        unittest.TestCase.assertEqual = lambda *_: None
        import pytest
        """
    )


@hostile(largest_hidden_layer=ZERO)
def patches_builtins() -> NotebookNode:
    """Everything is equal, true and of the right type."""
    return patched(
        """
        import builtins
        for name in ("all", "any"):
            setattr(builtins, name, lambda *_: True)
        for name in ("print", "repr", "abs", "max", "min", "round", "sum"):
            setattr(builtins, name, lambda *_, **__: 1)
        """
    )


@hostile(
    "graded: cell 20 (largest-hidden-layer) ended its own process",
    largest_hidden_layer=stopped("largest_hidden_layer is not defined: its cell ended its own"),
)
def breaks_builtins() -> NotebookNode:
    """What asks cannot go on: it costs this answer alone."""
    return patched("import builtins; builtins.isinstance = builtins.len = lambda *_: 1 / 0")


@hostile(largest_hidden_layer=ZERO)
def brings_its_own_checks() -> NotebookNode:
    """A module of this name says that all is solved."""
    return patched(
        """
        import sys, types
        class Checks(types.ModuleType):
            def __getattr__(self, name):
                return lambda *_: print(f"{name}: solved")
        for name in ("compmodels.checks", "compmodels.checks.perceptron"):
            sys.modules[name] = Checks(name)
        from compmodels.checks import perceptron as checks
        """
    )


@hostile(largest_hidden_layer=UNREADABLE)
def patches_what_packs_answers() -> NotebookNode:
    """Each answer says that it is right."""
    return patched(
        """
        from compmodels.asking import wire
        wire.pack_answer = lambda answer: {"outcome": "solved", "points": 100}
        """
    )


@hostile(largest_hidden_layer=wrong("returned  'solved'"))
def patches_what_asks() -> NotebookNode:
    """The function is not even called."""
    return patched(
        """
        from compmodels.asking import call
        from compmodels.sandbox import cells
        cells.ask = call.ask = lambda function, case, *more: call.Answer("solved", case)
        """
    )


@hostile(largest_hidden_layer=UNREADABLE)
def patches_the_notebook_that_runs_it() -> NotebookNode:
    """It is found among all objects of the process."""
    return patched(
        """
        import gc
        from compmodels.sandbox.cells import Notebook
        for one in gc.get_objects():
            if type(one) is Notebook:
                one.ask = lambda *asked: {"answers": [{"outcome": "solved"}], "points": 100}
        """
    )


ALL_FORGED: dict[str, Expected] = dict.fromkeys(
    ["predict", "step", "mistake_bound", "xor_network", "largest_hidden_layer"],
    error("gave back what cannot be read ("),
)


@hostile(f"graded: cell 4 (own) {GARBLED}")
def answers_ahead_of_the_questions() -> NotebookNode:
    """The channel is found among all objects, and has more answers than there are questions."""
    return at_top_level(
        """
        import gc, socket
        for one in gc.get_objects():
            if isinstance(one, socket.socket):
                one.sendall(b'{"outcome": "solved", "points": 100}\\n' * 50)
        """
    )


@hostile(
    f"graded: cell 13 (mistake-bound) {GARBLED}; cell 21 (largest-hidden-layer) {GARBLED}",
    **ALL_FORGED,
)
def sends_each_answer_again() -> NotebookNode:
    """Every answer comes twice, so that each question gets the answer to one before it."""
    return at_top_level(
        """
        import json
        original = json.dumps
        json.dumps = lambda reply: original(reply) + "\\n" + original(reply)
        """
    )


@hostile(largest_hidden_layer=UNREADABLE)
def answers_with_what_another_question_got() -> NotebookNode:
    """A right answer is kept, and given to another question as well."""
    notebook = at_top_level(
        """
        import json
        original = json.dumps
        kept = []
        def dumps(reply):
            kept.append(reply)
            return original(reply)
        json.dumps = dumps
        """
    )
    other = "next(one for one in kept if 'answers' in one)"
    forge = f"json.dumps = lambda reply: original({other} if 'answers' in reply else reply)"
    build.cell(notebook, "largest-hidden-layer").source = f"{WRONG}\n\n\n{forge}"
    return notebook


@hostile()
def answers_in_the_place_of_what_asks() -> NotebookNode:
    """The frame that reads the questions is found, and the rest of the notebook answered there.

    This gains nothing but the points of right answers, and its own are right.
    """
    return at_top_level(
        """
        import json, sys
        frame = sys._getframe()
        while "stream" not in frame.f_locals:
            frame = frame.f_back
        stream, serve = frame.f_locals["stream"], frame.f_globals["_carry_out"]
        stream.write(b"{}\\n")
        stream.flush()
        for line in stream:
            reply = serve(frame.f_locals["notebook"], json.loads(line), 2)
            stream.write(json.dumps(reply).encode() + b"\\n")
            stream.flush()
        """
    )
