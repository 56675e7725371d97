"""One call of a student's function, and what came of it."""

from __future__ import annotations

import contextlib
import copy
import io
import pkgutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any

PRINTED_CHARACTERS = 2000  # how much of what a call prints is kept


@dataclass(frozen=True)
class Answer:
    """What came of one call.

    Attributes
    ----------
    value, arguments
        What was returned, and the arguments after the call; of no meaning if there is an error.
    printed
        What the function printed, or the beginning of it.
    error, message, raised_in
        Name and message of the error that ended the call, and the name of the function that
        raised it if that is another function.
    exception
        The error itself, in the process where it was raised.
    """

    value: Any = None
    arguments: tuple = ()
    printed: str = ""
    error: str = ""
    message: str = ""
    raised_in: str = ""
    exception: BaseException | None = None


class Beginning(io.StringIO):
    """A text stream that keeps the first characters and drops the rest."""

    def write(self, text: str) -> int:
        """Take all of ``text``, keep what there is room for."""
        super().write(text[: PRINTED_CHARACTERS - self.tell()])
        return len(text)


def ask(function: Callable, case: tuple, caller: str = "") -> Answer:
    """What ``function`` answers to the arguments of one case; it gets a copy of them.

    ``caller`` is the full name of a function of the models that is called instead, with
    ``function`` before the arguments, such as ``compmodels.matrix.simt:trial`` for a kernel.
    """
    __tracebackhide__ = True  # IPython then shows the student's own lines alone
    arguments, printed = copy.deepcopy(case), Beginning()
    called = (pkgutil.resolve_name(caller), function) if caller else (function,)
    try:
        with contextlib.redirect_stdout(printed):
            value = called[0](*called[1:], *arguments)
    except (Exception, SystemExit) as error:  # whatever it is, it is the answer
        raised_in = _raised_in(error, function)
        return Answer(
            None, (), printed.getvalue(), type(error).__name__, str(error), raised_in, error
        )
    return Answer(value, arguments, printed.getvalue())


def _raised_in(error: BaseException, function: Callable) -> str:
    """Name of the function that raised ``error``; empty if it is ``function`` itself.

    A caller may have compiled the function anew, so its place in the text tells which one it is.
    """
    *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
    own = getattr(function, "__code__", None)
    return "" if own and _place(frame.f_code) == _place(own) else frame.f_code.co_name


def _place(code: CodeType) -> tuple[str, str, int]:
    """Where in which text the code of a function begins, and its name."""
    return code.co_filename, code.co_name, code.co_firstlineno
