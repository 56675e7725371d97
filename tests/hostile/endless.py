"""Submissions that do not end: in a function, beside it, in a cell, deaf to signals."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import at_top_level, beside_answer, hostile, in_function, stopped
from tests.notebooks import build

SLOW = "took more than 2 s and was stopped"
IN_A_CALL = stopped(f"predict {SLOW}, in predict(weights=np.array([1.0, 1.0]), bias=-1.5, x=")
LOST = stopped(f"predict {SLOW}")
OWN = f"graded: cell 4 (own) {SLOW}"


@hostile(predict=IN_A_CALL)
def loops_in_a_function() -> NotebookNode:
    """The plainest of all: the function never returns."""
    return in_function("while True: pass")


@hostile(OWN)
def loops_at_the_top_level() -> NotebookNode:
    """A cell of the student's own never ends."""
    return at_top_level("while True: pass")


@hostile(f"graded: cell 4 (predict) {SLOW}")
def loops_below_the_answer() -> NotebookNode:
    """The function is right, but its cell goes on and never ends."""
    return beside_answer("while True: pass")


@hostile(
    f"graded: cell 4 (predict) {SLOW}",
    predict=stopped(f"predict is not defined: its cell {SLOW}"),
)
def loops_below_the_answer_and_hears_nothing() -> NotebookNode:
    """The same, and no signal ends it, so that the function is lost with its cell."""
    return beside_answer("sum(range(10**15))")


@hostile(predict=LOST)
def swallows_every_interrupt() -> NotebookNode:
    """Whatever is raised in the loop, it is caught there."""
    return in_function(
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """
    )


@hostile(OWN)
def swallows_every_interrupt_at_the_top_level() -> NotebookNode:
    """The same in a cell of the student's own."""
    return at_top_level(
        """
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """
    )


@hostile(predict=LOST)
def ignores_the_alarm() -> NotebookNode:
    """The signal that ends a step is switched off."""
    return in_function(
        """
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True:
            pass
        """
    )


@hostile(predict=LOST)
def takes_the_clock_away() -> NotebookNode:
    """The timer that sends the signal never starts."""
    return beside_answer(
        "import signal; signal.setitimer = lambda *_: None", answer="while True: pass"
    )


@hostile(predict=LOST)
def loops_in_c() -> NotebookNode:
    """Python sees no signal while it is in such a call."""
    return in_function("sum(range(10**15))")


@hostile(predict=IN_A_CALL)
def computes_a_huge_power() -> NotebookNode:
    """A number with a thousand million digits."""
    return in_function("10**10**9")


@hostile(predict=IN_A_CALL)
def sleeps() -> NotebookNode:
    """It costs nothing, but takes long."""
    return in_function("import time; time.sleep(1000)")


@hostile(predict=IN_A_CALL)
def matches_a_hard_pattern() -> NotebookNode:
    """A regular expression that takes exponential time."""
    return in_function("import re; re.match('(a+)+$', 'a' * 60 + 'b')")


@hostile(OWN)
def awaits_for_ever() -> NotebookNode:
    """A cell may await, as in Jupyter."""
    return at_top_level("import asyncio; await asyncio.sleep(1000)")


@hostile()
def leaves_a_thread_running() -> NotebookNode:
    """A thread that no daemon is: Python would wait for it at the end."""
    return at_top_level(
        """
        import threading, time
        threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(int, 1)]).start()
        """
    )


@hostile()
def never_exits() -> NotebookNode:
    """What Python runs at its end never ends."""
    return at_top_level("import atexit; atexit.register(lambda: [0 for _ in iter(int, 1)])")


@hostile(
    "graded: " + "; ".join(f"cell {4 + i} (own-{i}) {SLOW}" for i in range(3)) + "; "
    "cell 7 (own-3) was not reached: the 8 s for the whole notebook were used up; and 7 more",
    **dict.fromkeys(
        ["predict", "step", "mistake_bound", "xor_network", "largest_hidden_layer"],
        stopped("was not reached: the 8 s for the whole notebook were used up"),
    ),
)
def uses_up_the_time_cell_by_cell() -> NotebookNode:
    """Each cell ends just in time, but there are too many of them."""
    notebook = at_top_level("")
    notebook.cells[3:4] = [
        build.code(f"own-{i}", "import time; time.sleep(1000)") for i in range(6)
    ]
    return notebook
