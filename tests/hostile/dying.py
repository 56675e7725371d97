"""Submissions that end processes: their own, those around them, and what ties them to others."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import (
    at_top_level,
    beside_answer,
    error,
    hostile,
    in_function,
    stopped,
)

ENDED = "ended its own process"


@hostile(predict=stopped(f"predict {ENDED}"))
def exits_in_a_function() -> NotebookNode:
    """The process ends as if all were well."""
    return in_function("import os; os._exit(0)")


@hostile(f"graded: cell 4 (own) {ENDED}")
def exits_at_the_top_level() -> NotebookNode:
    """The other cells are run without this one."""
    return at_top_level("import os; os._exit(0)")


@hostile(
    f"graded: cell 4 (predict) {ENDED}",
    predict=stopped(f"predict is not defined: its cell {ENDED}"),
)
def exits_below_the_answer() -> NotebookNode:
    """The function is lost with its cell."""
    return beside_answer("import os; os._exit(0)")


@hostile(predict=error("predict stopped with SystemExit: 3, in predict("))
def raises_system_exit() -> NotebookNode:
    """An exit that Python only proposes."""
    return in_function("import sys; sys.exit(3)")


@hostile()
def quits_at_the_top_level() -> NotebookNode:
    """The same in a cell, where it ends nothing."""
    return at_top_level("quit()")


@hostile(predict=error("predict stopped with KeyboardInterrupt"))
def presses_ctrl_c() -> NotebookNode:
    """As if the teacher had stopped the run."""
    return in_function("raise KeyboardInterrupt")


@hostile(predict=stopped(f"predict {ENDED}"))
def crashes_python() -> NotebookNode:
    """Memory that does not exist is read."""
    return in_function("import ctypes; ctypes.string_at(0)")


@hostile(predict=stopped(f"predict {ENDED}"))
def aborts() -> NotebookNode:
    """The C library ends the process."""
    return in_function("import os; os.abort()")


@hostile()
def kills_its_parent() -> NotebookNode:
    """Nobody who started it can be seen from inside."""
    return at_top_level("import os; os.kill(os.getppid(), 9)")


@hostile()
def kills_its_group_and_the_first_process() -> NotebookNode:
    """It is the first process itself, which cannot be killed from inside."""
    return at_top_level("import os; os.kill(0, 9); os.kill(1, 9); os.kill(os.getpid(), 19)")


@hostile(predict=error("predict stopped with ProcessLookupError"))
def kills_all_processes() -> NotebookNode:
    """There is no other one."""
    return in_function("import os; os.kill(-1, 9)")


@hostile(predict=error("predict stopped with RuntimeError: killed []"))
def kills_by_number() -> NotebookNode:
    """All numbers that a process near it could have."""
    return in_function(
        """
        import os
        killed = []
        for number in range(2, 4000):
            try:
                os.kill(number, 9)
                killed.append(number)
            except ProcessLookupError:
                pass
        raise RuntimeError(f"killed {killed}")
        """
    )


@hostile(predict=stopped(f"predict {ENDED}"))
def closes_all_files() -> NotebookNode:
    """The channel to the outside is one of them."""
    return in_function("import os; os.closerange(0, 4096)")


@hostile(f"graded: cell 4 (own) {ENDED}")
def closes_all_files_at_the_top_level() -> NotebookNode:
    """The same in a cell of the student's own."""
    return at_top_level("import os; os.closerange(0, 4096)")
