"""The sandbox from outside: starts it, and has it carry out one submission after the other.

How a submission is talked to lives in ``session``. The steps themselves, and what a reply is worth,
are the caller's business.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from compmodels.sandbox import mounts
from compmodels.sandbox.limits import NONE, PRIVATE, SINGLE, Limits
from compmodels.sandbox.session import (
    REPLIES,
    Lost,
    Reply,
    SandboxError,
    Session,
    Step,
    most_bytes,
    total_size,
    total_time,
)

START_S = 60
SOON_S = 0.05
MOST_LOST = 20  # steps, each of which costs a new start
PROGRAM = "import sys; sys.path.insert(0, {!r}); import compmodels.sandbox.inside as it; it.main()"
INSTALL = "On Debian and Ubuntu: sudo apt install bubblewrap"


class Box:
    """A sandbox that carries out one submission after the other.

    It starts when it is first needed, and anew when it has been lost.

    Parameters
    ----------
    isolation
        ``PRIVATE``: each submission is a fork with namespaces of its own. ``SINGLE``: each has a
        sandbox of its own, which takes longer. ``NONE``: it can do all that the caller can.
    hidden
        Folders that no submission may see.
    """

    def __init__(
        self, limits: Limits, isolation: str = PRIVATE, hidden: Sequence[Path] = ()
    ) -> None:
        self.limits, self.isolation, self.hidden = limits, isolation, hidden
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, steps: Sequence[Step]) -> list[Reply | Lost]:
        """The reply to each step, or ``Lost`` in its place.

        After a lost step the submission starts anew without it: its other cells are run again, and
        what has been asked is not asked again.
        """
        left, received = self.limits.total_s, 0
        replies: list[Reply | Lost | None] = [None] * len(steps)
        while any(reply is None for reply in replies):
            if reason := self._spent(left, received, replies):
                return [Lost(reason) if reply is None else reply for reply in replies]
            session = self._session()  # that this may take long is not the submission's doing
            session.received, begin = received, time.monotonic()
            self._run_once(session, steps, replies, begin + left)
            left, received = left - (time.monotonic() - begin), session.received
        return replies

    def _spent(self, left: float, received: int, replies: Sequence[Reply | Lost | None]) -> str:
        """Why a submission is not started anew, to be read after the name of a step; or nothing."""
        if left <= 0:
            return total_time(self.limits)
        if received > most_bytes(self.limits, REPLIES):
            return total_size(self.limits)
        if sum(isinstance(reply, Lost) for reply in replies) >= MOST_LOST:
            return f"was not reached: {MOST_LOST} cells or functions had to be stopped before it"
        return ""

    def _run_once(
        self,
        session: Session,
        steps: Sequence[Step],
        replies: list[Reply | Lost | None],
        deadline: float,
    ) -> None:
        """Go through the steps that are still needed until the end or until one is lost."""
        loss, number = None, 0
        try:
            for number, step in enumerate(steps):
                known = replies[number]
                if isinstance(known, Lost) or (known is not None and "ask" in step):
                    continue
                reply = session.carry_out(step, deadline)
                replies[number] = reply if known is None else known
        except Lost as caught:
            loss = caught
        reason = self._end(session)
        if loss is not None and not self._has_ended():
            replies[number] = Lost(reason) if reason else loss

    def _has_ended(self) -> bool:
        """Whether the sandbox has ended, which where it is private is no submission's doing."""
        if self.isolation != PRIVATE or self.process is None:
            return False
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(SOON_S)
        return self.process.returncode is not None

    def _session(self) -> Session:
        """A new session; the sandbox is started if there is none, or anew if it has ended."""
        with contextlib.suppress(OSError):
            return self._fork()
        self.close()
        return self._fork()

    def _fork(self) -> Session:
        """A session with a new fork in the sandbox; an ``OSError`` if the sandbox has ended."""
        if self.process is None:
            self._start()
        channel, its_channel = socket.socketpair()
        leash, its_leash = socket.socketpair()
        with its_channel, its_leash:
            socket.send_fds(self.control, [b"."], [its_channel.fileno(), its_leash.fileno()])
        return Session(channel, leash, self.limits)

    def _end(self, session: Session) -> str:
        """End a session, and the sandbox too if the next one may not share it."""
        try:
            return session.end()
        except SandboxError:
            self.close()
            return ""
        finally:
            if self.isolation == SINGLE:
                self.close()

    def _start(self) -> None:
        """Start the sandbox and wait until it is warm."""
        self.control, its_control = socket.socketpair()
        self.control.settimeout(START_S)
        with its_control, tempfile.TemporaryFile() as errors:
            self.process = subprocess.Popen(
                self._command(), stdin=its_control, stdout=subprocess.DEVNULL, stderr=errors
            )
            its_control.close()
            try:
                ready, silence = self.control.recv(16), "it ended without a word"
            except TimeoutError:
                ready, silence = b"", f"it was not ready in {START_S} s"
            if ready != b"ready":
                self.close()
                errors.seek(0)
                said = errors.read().decode(errors="replace").strip().splitlines()
                raise SandboxError(said[-1] if said else silence)

    def _command(self) -> list[str]:
        """The words that start the sandbox."""
        words = [self.isolation, json.dumps(asdict(self.limits))]
        if self.isolation == NONE:
            return [sys.executable, "-c", PROGRAM.format(str(mounts.PACKAGE.parent)), *words]
        program = ["-sP", "-c", PROGRAM.format(mounts.COURSE), *words]
        return mounts.command(program, self.hidden, namespaces=self.isolation == PRIVATE)

    def close(self) -> None:
        """End the sandbox and all that is in it."""
        if self.process is not None:
            self.control.close()
            self.process.kill()
            self.process.wait()
            self.process = None


def best_isolation(limits: Limits, hidden: Sequence[Path] = ()) -> str:
    """``PRIVATE`` if this machine offers it, else ``SINGLE``; with these folders hidden.

    Raises
    ------
    SandboxError
        If it offers no sandbox at all; the message says why and what to do.
    """
    if shutil.which("bwrap") is None:
        raise SandboxError(f"bubblewrap is not installed. {INSTALL}")
    for isolation in (PRIVATE, SINGLE):
        try:
            with Box(limits, isolation, hidden) as box:
                (reply,) = box.run([{"run": "probe = 1", "name": "probe"}])
        except SandboxError as error:
            reason = str(error)
        else:
            if reply == {}:
                return isolation
            reason = f"a trial of it gave {reply}"
    raise SandboxError(f"bubblewrap cannot start a sandbox here: {reason}")
