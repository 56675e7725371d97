"""One call of a student's function, and what came of it."""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PRINTED_CHARACTERS = 2000  # how much of what a call prints is kept
CALLERS = ("compmodels.matrix.simt:trial",)  # models' functions that may call a student's function


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


def ask(function: Callable, case: tuple, caller: Callable | None = None) -> Answer:
    """What ``function`` answers to the arguments of one case; it gets a copy of them.

    A ``caller``, one of those in `CALLERS`, is called instead, with ``function`` before the
    arguments.
    """
    __tracebackhide__ = True  # IPython then shows the student's own lines alone
    arguments, printed = copy.deepcopy(case), Beginning()
    called = functools.partial(caller, function) if caller else function
    try:
        with contextlib.redirect_stdout(printed):
            value = called(*arguments)
    except (Exception, SystemExit) as error:  # whatever it is, it is the answer
        raised_in = _raised_in(error, function)
        return Answer(
            None, (), printed.getvalue(), type(error).__name__, str(error), raised_in, error
        )
    return Answer(value, arguments, printed.getvalue())


def _raised_in(error: BaseException, function: Callable) -> str:
    """Name of the function that raised ``error``; empty if it is ``function`` itself.

    A caller may have compiled the function anew, so its name and its file tell which one it is.
    """
    *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
    raised, own = frame.f_code, getattr(function, "__code__", None)
    is_own = own and (raised.co_filename, raised.co_name) == (own.co_filename, own.co_name)
    return "" if is_own else raised.co_name
