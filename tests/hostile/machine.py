"""What is watched on the machine that marks: its servers, its files, its processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.checkout import ROOT


class Listening:
    """Servers of three kinds on this machine, which nobody should reach."""

    def __init__(self, folder: Path) -> None:
        names = {"socket": str(folder / "socket"), "abstract": f"hostile-{os.getpid()}"}
        self.servers = {
            "port": socket.create_server(("127.0.0.1", 0)),
            "socket": unix_server(names["socket"]),
            "abstract": unix_server("\0" + names["abstract"]),
        }
        self.names = {**names, "port": self.servers["port"].getsockname()[1]}

    def reached(self) -> list[str]:
        """The servers to which somebody has connected; they close."""
        found = []
        for name, server in self.servers.items():
            with server:
                server.setblocking(False)
                with contextlib.suppress(BlockingIOError):
                    server.accept()[0].close()
                    found.append(name)
        return found


def unix_server(address: str) -> socket.socket:
    """A server that listens at a path, or at a name that is in no folder."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()
    return server


def digests(*folders: Path) -> dict[str, str]:
    """What each file in the folders holds, and what each thing is that is no file."""
    inside = (path for folder in folders for path in [folder, *folder.rglob("*")])
    return {str(path): digest(path) for path in inside if not is_left_by_tests(path)}


def digest(path: Path) -> str:
    """Its kind and rights, where it links to, and a digest of its content."""
    if path.is_symlink():
        return os.readlink(path)
    content = path.read_bytes() if path.is_file() else b""
    return f"{path.stat().st_mode:o} {hashlib.sha256(content).hexdigest()}"


def is_left_by_tests(path: Path) -> bool:
    """Whether it is compiled code of a test, which other tests may leave at the same time."""
    of_the_course = path.is_relative_to(ROOT / "compmodels")
    return "__pycache__" in path.parts and not (of_the_course and "-pytest-" not in path.name)


class Watching:
    """Looks, while something runs, for processes with any of some words in their command lines."""

    def __init__(self, *words: str) -> None:
        self.words, self.seen, self.over = words, set(), threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Watching:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.2):
            self.seen |= {word for line in command_lines() for word in self.words if word in line}

    def left(self) -> list[str]:
        """The command lines of those that are still there, given some time to end."""
        deadline = time.monotonic() + 10
        while found := [line for line in command_lines() if any(w in line for w in self.words)]:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        return found


def command_lines() -> Iterator[str]:
    """The command line of each process of this machine."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
