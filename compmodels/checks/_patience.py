"""How long a check waits for an answer in a notebook, where nobody else stops an endless loop."""

from __future__ import annotations

import _thread
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 20
QUESTION = "Is there a loop that never ends, or far more work than is needed?"


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Interrupt what is inside when it takes longer, as the button does that stops a cell.

    Raises
    ------
    KeyboardInterrupt
        If it took longer. Only the main thread can be interrupted, which is where cells run; in
        another thread there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
