"""The sandbox from outside: starts it, sends it a submission's steps, and reads what comes back.

Whatever comes back was sent by code that nobody has read: it is taken for data, up to a size and up
to a time, and a step that gives none is lost, not waited for. The steps themselves, and what a
reply is worth, are the caller's business.
"""

from __future__ import annotations

import contextlib
import json
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compmodels.asking import wire
from compmodels.sandbox import mounts
from compmodels.sandbox.limits import Limits

PRIVATE, SINGLE, NONE = "private", "single", "none"  # as in inside
START_S = 60
GRACE_S = 1.5  # for a step to notice that its time is up before it is lost
END_S = 10
SOON_S = 0.05
PROGRAM = "import sys; sys.path.insert(0, {!r}); import compmodels.sandbox.inside as it; it.main()"
INSTALL = "On Debian and Ubuntu: sudo apt install bubblewrap"
REASONS = {
    b"processes": "started more than {processes:g} processes or threads and was stopped",
    b"memory": "used more than {memory_mb:g} MB of memory and was stopped",
}
Step = dict[str, Any]
Reply = dict[str, Any]


class SandboxError(RuntimeError):
    """No sandbox can be had on this machine; the message says why and what to do."""


class Lost(Exception):  # noqa: N818 (what happened to a step, not a mistake)
    """A step gave no reply; the message says why, to be read after the name of the step."""


class Session:
    """One run of a submission, from the fork until all that it started has ended."""

    def __init__(self, channel: socket.socket, leash: socket.socket, limits: Limits) -> None:
        self.channel, self.leash, self.limits = channel, leash, limits
        self.unread = b""

    def carry_out(self, step: Step, deadline: float) -> Reply:
        """The reply to a step, of anybody's making.

        Raises
        ------
        Lost
            If there is none in time, or none that is a JSON object of a fair size.
        """
        until = min(time.monotonic() + self.limits.cell_s + GRACE_S, deadline)
        try:
            self._patience(until)
            self.channel.sendall(json.dumps(step).encode() + b"\n")
            reply = wire.parse(self._line(until))
            if not isinstance(reply, dict):
                raise ValueError
            return reply
        except TimeoutError:
            raise Lost(self._slow(deadline)) from None
        except OSError:
            raise Lost("ended its own process") from None
        except ValueError:
            raise Lost("sent back what cannot be read") from None

    def _line(self, until: float) -> bytes:
        """The next line that comes back."""
        parts = [self.unread]
        while b"\n" not in parts[-1]:
            parts.append(self._more(until))
            if sum(map(len, parts)) > self.limits.reply_mb * 2**20:
                raise Lost(f"sent back more than {self.limits.reply_mb:g} MB and was stopped")
        line, _, self.unread = b"".join(parts).partition(b"\n")
        return line

    def _more(self, until: float) -> bytes:
        """What comes next, as long as there is a guard that counts what the submission uses."""
        ready = select.select([self.channel, self.leash], [], [], self._patience(until))[0]
        if not ready:
            raise TimeoutError
        came = self.channel.recv(2**16) if self.channel in ready else b""
        if not came:
            raise ConnectionResetError
        return came

    def _patience(self, until: float) -> float:
        """The seconds that are left until then, as long as what follows may wait."""
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.channel.settimeout(left)
        return left

    def _slow(self, deadline: float) -> str:
        if time.monotonic() >= deadline:
            return total_time(self.limits)
        return cell_time(self.limits)

    def end(self) -> str:
        """End all processes of the submission; why they were ended before, if they were.

        Raises
        ------
        SandboxError
            If the guard does not say that they have ended.
        """
        self.channel.close()
        with self.leash:
            self.leash.settimeout(END_S)
            try:
                with contextlib.suppress(BrokenPipeError):
                    self.leash.shutdown(socket.SHUT_WR)
                reason = self.leash.recv(64)
            except OSError as error:
                raise SandboxError(f"the guard of a submission does not answer: {error}") from error
        return REASONS.get(reason, "").format_map(asdict(self.limits))


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
        left = self.limits.total_s
        replies: list[Reply | Lost | None] = [None] * len(steps)
        while any(reply is None for reply in replies):
            if left <= 0:
                return [Lost(total_time(self.limits)) if r is None else r for r in replies]
            session = self._session()  # that this may take long is not the submission's doing
            begin = time.monotonic()
            self._run_once(session, steps, replies, begin + left)
            left -= time.monotonic() - begin
        return replies

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
        program = ["-I", "-c", PROGRAM.format(mounts.COURSE), *words]
        return mounts.command(program, self.hidden, namespaces=self.isolation == PRIVATE)

    def close(self) -> None:
        """End the sandbox and all that is in it."""
        if self.process is not None:
            self.control.close()
            self.process.kill()
            self.process.wait()
            self.process = None


def cell_time(limits: Limits) -> str:
    """What is said of a step that took too long."""
    return f"took more than {limits.cell_s:g} s and was stopped"


def total_time(limits: Limits) -> str:
    """What is said of a step for which no time was left."""
    return f"was not reached: the {limits.total_s:g} s for the whole notebook were used up"


def best_isolation(limits: Limits) -> str:
    """``PRIVATE`` if this machine offers it, else ``SINGLE``.

    Raises
    ------
    SandboxError
        If it offers no sandbox at all; the message says why and what to do.
    """
    if shutil.which("bwrap") is None:
        raise SandboxError(f"bubblewrap is not installed. {INSTALL}")
    for isolation in (PRIVATE, SINGLE):
        try:
            with Box(limits, isolation) as box:
                (reply,) = box.run([{"run": "probe = 1", "name": "probe"}])
        except SandboxError as error:
            reason = str(error)
        else:
            if reply == {}:
                return isolation
            reason = f"a trial of it gave {reply}"
    raise SandboxError(f"bubblewrap cannot start a sandbox here: {reason}")
