"""Inside the sandbox: runs a submission's cells one by one and calls its functions.

Each step comes as a line of JSON and is answered by one. What is answered is worth no more than the
code that ran here, so nothing here decides anything.
"""

from __future__ import annotations

import ast
import asyncio
import codeop
import contextlib
import inspect
import io
import json
import linecache
import os
import random
import signal
import socket
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from compmodels.asking import wire
from compmodels.asking.call import Answer, ask
from compmodels.sandbox import callers
from compmodels.sandbox.magics import Shell
from compmodels.sandbox.silent import SilentModules

SEED = 0


class TimeUp(BaseException):
    """A step took longer than it may; no ``except Exception`` of a student catches it."""


class Discard(io.TextIOBase):
    """A text stream that drops all that is written to it."""

    def write(self, text: str) -> int:
        """Take all of ``text``."""
        return len(text)


class Notebook:
    """The running state of a submission: the module ``__main__`` in which its cells are run."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(
            get_ipython=lambda: shell, display=lambda *_, **__: None, __builtins__=__builtins__
        )
        shell = Shell(self.execute, self.module.__dict__)
        sys.modules["__main__"] = self.module
        self.transformer = TransformerManager()
        self.runner = asyncio.Runner()  # a task of one cell may be awaited in another
        self.compile = codeop.Compile()  # it keeps what is imported from __future__
        self.compile.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.callers = {"": None, **callers.set_apart()}

    def run(self, source: str, name: str) -> dict[str, Any]:
        """Run a cell; the name and message of the error that ended it, if one did."""
        try:
            self.execute(source, name)
        except TimeUp:
            return {"stopped": True}
        except BaseException as error:
            return named(error)
        return {}

    def execute(self, source: str, name: str) -> Any:
        """Run source as IPython would, statement by statement; the value of the last one.

        What stands above a statement that cannot be compiled, such as a ``return``, is run.
        """
        filename = f"<cell {name}>"
        text = self.transformer.transform_cell(source)
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        flags = self.compile.flags | ast.PyCF_ONLY_AST
        value = None
        for statement in compile(text, filename, "exec", flags, dont_inherit=True).body:
            value = self._run_statement(statement, filename)
        return value

    def _run_statement(self, statement: ast.stmt, filename: str) -> Any:
        """Run one statement, with ``await`` at the top level; its value if it is an expression."""
        if isinstance(statement, ast.Expr):
            code = self.compile(ast.Expression(statement.value), filename, "eval")
        else:
            code = self.compile(ast.Module([statement], []), filename, "exec")
        is_awaited = code.co_flags & inspect.CO_COROUTINE
        with running(None if is_awaited else self.runner.get_loop()):
            value = eval(code, self.module.__dict__)
            return self.runner.run(value) if is_awaited else value

    def ask(self, name: str, cases: list[tuple], caller: str) -> dict[str, Any]:
        """What the function of this name answers to each case, as far as time allows.

        ``caller`` is the name of the function that calls it, empty if there is none.
        """
        if name not in self.module.__dict__:
            return {"missing": True}
        answers: list[dict[str, Any]] = []
        try:
            for case in cases:
                answers += [answered(self.module.__dict__[name], case, self.callers[caller])]
        except TimeUp:
            return {"answers": answers, "stopped": True}
        return {"answers": answers}


@contextlib.contextmanager
def running(loop: asyncio.AbstractEventLoop | None) -> Iterator[None]:
    """Let this be the running event loop, to which a cell of a notebook may give tasks."""
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(before)


def answered(function: Callable, case: tuple, caller: Callable | None) -> dict[str, Any]:
    """What comes of one call, as it travels; an error if that is nothing that can travel."""
    try:
        return wire.pack_answer(ask(function, case, caller))
    except TimeUp:
        raise
    except BaseException as error:
        return wire.pack_answer(Answer(**named(error)))


def named(error: BaseException) -> dict[str, str]:
    """The name and the message of an error, as far as a student's class gives one."""
    try:
        message = str(error)
    except Exception:
        message = "its message cannot be read"
    return {"error": type(error).__name__, "message": wire.brief(message)}


def serve(channel: socket.socket, cell_s: float) -> None:
    """Carry out the steps that come through the channel until it is closed."""
    sys.meta_path.insert(0, SilentModules())
    sys.path.insert(0, os.getcwd())  # as in a notebook, which can import what it has written
    seed()
    sys.stdout = sys.stderr = Discard()
    signal.signal(signal.SIGALRM, _time_is_up)
    notebook = Notebook()
    with channel.makefile("rwb") as stream:
        for line in stream:
            reply = _carry_out(notebook, json.loads(line), cell_s)
            stream.write(json.dumps(reply).encode() + b"\n")
            stream.flush()


def seed() -> None:
    """Begin all random numbers that no submission has seeded at the same place.

    Else the same submission might be given other points when it is marked again.
    """
    random.seed(SEED)
    np.random.seed(SEED)  # the generator that a student's np.random.rand uses


def _carry_out(notebook: Notebook, step: dict[str, Any], cell_s: float) -> dict[str, Any]:
    """The reply to one step, which is interrupted when its time is up."""
    signal.setitimer(signal.ITIMER_REAL, cell_s)
    try:
        if "run" in step:
            return notebook.run(step["run"], step["name"])
        cases = [wire.unpack(case) for case in step["cases"]]
        return notebook.ask(step["ask"], cases, step.get("caller", ""))
    except TimeUp:  # it came between the last line of the student's and the next one
        return {"stopped": True}
    finally:
        with contextlib.suppress(TimeUp):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _time_is_up(*_: Any) -> None:
    raise TimeUp
