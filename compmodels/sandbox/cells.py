"""Inside the sandbox: runs a submission's cells one by one and calls its functions.

Each step comes as a line of JSON and is answered by one. What is answered is worth no more than the
code that ran here, so nothing here decides anything.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib.abc
import importlib.machinery
import inspect
import io
import json
import linecache
import signal
import socket
import sys
import types
from collections.abc import Callable
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from compmodels.asking import wire
from compmodels.asking.call import Answer, ask

CHECKS = "compmodels.checks"
RUNS_ITS_BODY = {"time", "timeit", "capture", "prun"}


class TimeUp(BaseException):
    """A step took longer than it may; no ``except Exception`` of a student catches it."""


class Discard(io.TextIOBase):
    """A text stream that drops all that is written to it."""

    def write(self, text: str) -> int:
        """Take all of ``text``."""
        return len(text)


class Silent(types.ModuleType):
    """Stands for a module of the checks, which are not in here: all calls do nothing."""

    __path__: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Silent(name)

    def __call__(self, *arguments: Any, **named: Any) -> None:
        """Do nothing."""


class SilentChecks(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a ``Silent`` for the package of the checks and for each module in it."""

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The place of the module ``name``, if it is one of the checks."""
        if name != CHECKS and not name.startswith(f"{CHECKS}."):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> Silent:
        """A new silent module."""
        return Silent(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing is to be run."""


class Shell:
    """As much of IPython's shell as the magics of a notebook ask for."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook

    def run_line_magic(self, magic: str, line: str, *_: Any, **__: Any) -> None:
        """Run the line, if it is one of those magics that do; else do nothing."""
        if magic in RUNS_ITS_BODY:
            self.notebook.execute(line, f"<%{magic}>")

    def run_cell_magic(self, magic: str, line: str, body: str) -> None:
        """Run the body, if it is one of those magics that do; else do nothing."""
        if magic in RUNS_ITS_BODY:
            self.notebook.execute(body, f"<%%{magic}>")

    def __getattr__(self, name: str) -> Any:
        return Silent(name)


class Notebook:
    """The running state of a submission: the module ``__main__`` in which its cells are run."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(
            get_ipython=lambda: shell, display=lambda *_, **__: None, __builtins__=__builtins__
        )
        shell = Shell(self)
        sys.modules["__main__"] = self.module
        self.transformer = TransformerManager()

    def run(self, source: str, name: str) -> dict[str, Any]:
        """Run a cell; the name and message of the error that ended it, if one did."""
        try:
            self.execute(source, name)
        except TimeUp:
            return {"stopped": True}
        except BaseException as error:
            return named(error)
        return {}

    def execute(self, source: str, name: str) -> None:
        """Run source as IPython would, with its magics and ``await`` at the top level."""
        filename = f"<cell {name}>"
        text = self.transformer.transform_cell(source)
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        code = compile(text, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        result = eval(code, self.module.__dict__)
        if inspect.iscoroutine(result):
            asyncio.run(result)

    def ask(self, name: str, cases: list[tuple]) -> dict[str, Any]:
        """What the function of this name answers to each case, as far as time allows."""
        if name not in self.module.__dict__:
            return {"missing": True}
        answers: list[dict[str, Any]] = []
        try:
            for case in cases:
                answers += [answered(self.module.__dict__[name], case)]
        except TimeUp:
            return {"answers": answers, "stopped": True}
        return {"answers": answers}


def answered(function: Callable, case: tuple) -> dict[str, Any]:
    """What comes of one call, as it travels; an error if that is nothing that can travel."""
    try:
        return wire.pack_answer(ask(function, case))
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
    return {"error": type(error).__name__, "message": message[: wire.TEXT_CHARACTERS]}


def serve(channel: socket.socket, cell_s: float) -> None:
    """Carry out the steps that come through the channel until it is closed."""
    sys.meta_path.insert(0, SilentChecks())
    sys.stdout = sys.stderr = Discard()
    signal.signal(signal.SIGALRM, _time_is_up)
    notebook = Notebook()
    with channel.makefile("rwb") as stream:
        for line in stream:
            reply = _carry_out(notebook, json.loads(line), cell_s)
            stream.write(json.dumps(reply).encode() + b"\n")
            stream.flush()


def _carry_out(notebook: Notebook, step: dict[str, Any], cell_s: float) -> dict[str, Any]:
    """The reply to one step, which is interrupted when its time is up."""
    signal.setitimer(signal.ITIMER_REAL, cell_s)
    try:
        if "run" in step:
            return notebook.run(step["run"], step["name"])
        return notebook.ask(step["ask"], [wire.unpack(case) for case in step["cases"]])
    except TimeUp:  # it came between the last line of the student's and the next one
        return {"stopped": True}
    finally:
        with contextlib.suppress(TimeUp):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _time_is_up(*_: Any) -> None:
    raise TimeUp
