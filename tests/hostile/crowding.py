"""Submissions that start processes: too many, busy ones, and some that outlive the others."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import ANY, ANY_STATUS, at_top_level, hostile, in_function, stopped
from tests.hostile.dying import ENDED

LEFT = "left behind by a student"
MANY = "started more than 16 processes or threads and was stopped"


@hostile(predict=stopped(f"predict {MANY}"))
def bombs_with_forks() -> NotebookNode:
    """Each process starts another one, again and again."""
    return in_function(
        """
        import os
        while True:
            os.fork()
        """
    )


@hostile(f"graded: cell 4 (own) {MANY}")
def bombs_with_forks_at_the_top_level() -> NotebookNode:
    """The same in a cell of the student's own."""
    return at_top_level(
        """
        import os
        while True:
            os.fork()
        """
    )


@hostile(predict=stopped(f"predict {MANY}"))
def bombs_with_threads() -> NotebookNode:
    """Threads take a place in the kernel's tables as processes do."""
    return in_function(
        """
        import threading, time
        threading.stack_size(65536)
        for _ in range(500):
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        time.sleep(1000)
        """
    )


@hostile(predict=stopped("predict took more than 2 s and was stopped, in predict("))
def keeps_the_processors_busy() -> NotebookNode:
    """As many processes as are allowed compute for as long as they may."""
    return in_function(
        """
        import os
        for _ in range(12):
            if os.fork() == 0:
                while True:
                    pass
        while True:
            pass
        """
    )


@hostile(f"graded: cell 4 (own) {ENDED}")
def lets_a_child_go_on() -> NotebookNode:
    """The process ends, and one that it started answers in its place: it ends as well."""
    return at_top_level(
        """
        import os, time
        if os.fork():
            os._exit(0)
        time.sleep(1)
        """
    )


@hostile(
    ANY_STATUS,
    **dict.fromkeys(["step", "mistake_bound", "xor_network", "largest_hidden_layer"], ANY),
)
def answers_as_two() -> NotebookNode:
    """Two processes answer what comes after: who is first, nobody knows."""
    return in_function(
        """
        import os
        if not hasattr(predict, "child"):
            predict.child = os.fork()
        """
    )


@hostile()
def leaves_a_daemon() -> NotebookNode:
    """A process that belongs to nobody, and a program that outlives its parent."""
    return at_top_level(
        f"""
        import os, subprocess, sys, time
        wait = "import time; time.sleep(1000) # {LEFT}"
        subprocess.Popen([sys.executable, "-c", wait], start_new_session=True)
        time.sleep(0.5)
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(1000)
            os._exit(0)
        """
    )


@hostile("graded: cell 4 (own) sent back what cannot be read")
def leaves_a_daemon_that_talks() -> NotebookNode:
    """A process that goes on writing to all that was open."""
    return at_top_level(
        """
        import os, time
        if os.fork() == 0:
            while True:
                for number in range(256):
                    try:
                        os.write(number, b"nonsense\\n")
                    except OSError:
                        pass
        time.sleep(0.5)
        """
    )
