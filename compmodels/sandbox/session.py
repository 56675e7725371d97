"""One run of a submission in the sandbox, from outside: what is sent to it, and what comes back.

Whatever comes back was sent by code that nobody has read: it is taken for data, up to a size and up
to a time, and a step that gives none is lost, not waited for. Where a session comes from, and which
steps it carries out, lives in ``box``.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import time
from dataclasses import asdict
from typing import Any

from compmodels.asking import wire
from compmodels.sandbox.limits import Limits

GRACE_S = 1.5  # for a step to notice that its time is up before it is lost
END_S = 10
REPLIES = 4  # as large as one may be, for all of a submission together
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
        self.unread, self.received = b"", 0

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
            if not isinstance(reply, dict) or not ("ask" in step or tells_an_ending(reply)):
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
        parts, size = [self.unread], 0
        while b"\n" not in parts[-1]:
            parts.append(self._more(until))
            size += len(parts[-1])
            self.received += len(parts[-1])
            if self.received > most_bytes(self.limits, REPLIES):
                raise Lost(total_size(self.limits))
            if size > most_bytes(self.limits):
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


def tells_an_ending(reply: Reply) -> bool:
    """Whether a reply says how a cell ended, and holds nothing else that would have to be kept."""
    if reply.keys() == {"error", "message"}:
        return all(isinstance(text, str) for text in reply.values())
    return reply in ({}, {"stopped": True})


def cell_time(limits: Limits) -> str:
    """What is said of a step that took too long."""
    return f"took more than {limits.cell_s:g} s and was stopped"


def total_time(limits: Limits) -> str:
    """What is said of a step for which no time was left."""
    return f"was not reached: the {limits.total_s:g} s for the whole notebook were used up"


def most_bytes(limits: Limits, replies: int = 1) -> float:
    """The bytes of so many of the largest replies."""
    return replies * limits.reply_mb * 2**20


def total_size(limits: Limits) -> str:
    """What is said of a step for which no room was left."""
    most = REPLIES * limits.reply_mb
    return f"was stopped: the whole notebook sent back more than {most:g} MB"
