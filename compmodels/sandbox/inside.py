"""Inside the sandbox: a process that has imported what submissions need, and forks one for each.

No submission ever runs in the process that waits here. Each gets a fork of its own, in its own
process space and with its own files, so that it can reach neither the next one nor what waits.
A guard stands between the two: it counts processes and memory, and ends the submission when it is
told to. What the submission's process does lives in ``cells``.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import resource
import select
import signal
import socket
import sys
from pathlib import Path
from typing import NoReturn

from compmodels.sandbox import calls
from compmodels.sandbox.limits import NONE, PRIVATE, SINGLE, Limits

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWPID, CLONE_NEWNET = 0x20000, 0x8000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV = 1, 2, 4
PR_SET_DUMPABLE = 4
CAPABILITY_VERSION = 0x20080522
PROC = Path("/proc")
LOOK_EVERY_S = 0.05
MOST_FILES = 10_000  # an empty one takes memory too
MB = 2**20
PAGE = os.sysconf("SC_PAGE_SIZE")
TOO_MANY, TOO_MUCH = b"processes", b"memory"
USED = ("Threads", "RssAnon", "VmSize")  # memory in kB


def main() -> None:
    """Import, say so, then fork a guarded submission for each pair of sockets that arrives.

    The words of the command line are how well a submission is kept apart (``PRIVATE``: in
    namespaces of its own, ``SINGLE``: alone in this sandbox, ``NONE``: not at all) and the limits
    as JSON. The control socket is the standard input.
    """
    isolation, limits = sys.argv[1], Limits(**json.loads(sys.argv[2]))
    control = socket.socket(fileno=os.dup(0))
    close_standard_streams()
    if isolation == SINGLE:
        call("prctl", PR_SET_DUMPABLE, 0)  # whoever shares the process space sees no memory here
    warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the guards
    control.sendall(b"ready")
    while sockets := socket.recv_fds(control, 1, 2)[1]:
        if os.fork() == 0:
            control.close()
            channel, leash = (socket.socket(fileno=number) for number in sockets)
            guard(channel, leash, isolation, limits)
        for number in sockets:
            os.close(number)


def close_standard_streams() -> None:
    """Let input come from nowhere and output go nowhere; errors stay until a submission runs."""
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)


def warm_up() -> None:
    """Import what submissions import, so that it is paid for once."""
    import matplotlib.pyplot
    import numpy.random

    import compmodels.matrix.simt
    import compmodels.perceptron
    from compmodels.sandbox import cells

    del matplotlib, numpy, compmodels, cells
    gc.freeze()  # what is shared with the forks stays shared


def guard(channel: socket.socket, leash: socket.socket, isolation: str, limits: Limits) -> NoReturn:
    """Fork the submission, and end it and all that it started when the leash is let go.

    If it uses too much before that, the reason goes back through the leash.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if isolation == PRIVATE:
        call("unshare", CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET)
    others = set() if isolation == NONE else processes()
    child = os.fork()
    if child == 0:
        leash.close()
        serve(channel, isolation, limits)
    channel.close()
    reason = wait(leash) if isolation == NONE else watch(leash, others, limits)
    (os.kill if isolation == PRIVATE else os.killpg)(child, signal.SIGKILL)
    os.waitpid(child, 0)
    leash.sendall(reason)
    os._exit(0)


def serve(channel: socket.socket, isolation: str, limits: Limits) -> NoReturn:
    """Give up what a submission may not have, then run its steps."""
    os.setsid()  # the group that the guard ends
    size = address_space()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if isolation == PRIVATE:
        take_own_files(limits)
        drop_capabilities()
    lower_limits(limits, size)
    if isolation != NONE:
        os.chdir("/tmp")
        calls.refuse()
    if isolation == SINGLE:  # where the guard can be stopped by what it counts
        most = len(processes()) + int(limits.processes)
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    from compmodels.sandbox import cells

    cells.serve(channel, limits.cell_s)
    os._exit(0)


def wait(leash: socket.socket) -> bytes:
    """Wait until the leash is let go; no reason."""
    leash.recv(1)
    return b""


def watch(leash: socket.socket, others: set[int], limits: Limits) -> bytes:
    """Wait until the leash is let go, or until the submission uses too much: then say what."""
    own = usage(os.getpid())
    while not select.select([leash], [], [], LOOK_EVERY_S)[0]:
        found = [usage(number) for number in processes() - others]
        if sum(one["Threads"] for one in found) > limits.processes:
            return TOO_MANY
        # The system itself holds one process to the limit, with an error that tells where.
        if len(found) > 1 and sum(growth(one, own) for one in found) > limits.memory_mb * 1024:
            return TOO_MUCH
    return b""


def processes() -> set[int]:
    """The numbers of all processes in the sandbox."""
    return {int(name) for name in os.listdir(PROC) if name.isdigit()}


def usage(process: int) -> dict[str, int]:
    """What a process uses of each thing in ``USED``; one that has just ended uses nothing."""
    try:
        lines = (PROC / str(process) / "status").read_text().splitlines()
    except OSError:
        lines = []
    told = dict(line.split(":", 1) for line in lines)
    return {name: int(told.get(name, "0").split()[0]) for name in USED}


def growth(one: dict[str, int], own: dict[str, int]) -> int:
    """The kB by which a process is larger than the guard, which began with the same memory.

    What is shared with other processes counts as soon as it can be reached, touched or not.
    """
    return max(0, one["RssAnon"] - own["RssAnon"], one["VmSize"] - own["VmSize"])


def address_space() -> int:
    """The bytes of address space of this process; 0 where nobody tells."""
    statm = PROC / "self" / "statm"
    return int(statm.read_text().split()[0]) * PAGE if statm.exists() else 0


def take_own_files(limits: Limits) -> None:
    """Mount new, small, empty folders where files may be written, and hide the processes."""
    call("unshare", CLONE_NEWNS)
    mount(b"/tmp", 2 * limits.file_mb)
    mount(b"/dev/shm", limits.file_mb)
    mount(b"/proc", 1, MS_RDONLY)


def mount(folder: bytes, size_mb: float, flags: int = 0) -> None:
    """Mount an empty folder that is held in memory in the place of this one."""
    options = f"size={math.ceil(size_mb * MB)},nr_inodes={MOST_FILES}"
    call("mount", b"none", folder, b"tmpfs", MS_NOSUID | MS_NODEV | flags, options.encode())


def drop_capabilities() -> None:
    """Give up the power over namespaces, which the guard keeps."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())


def lower_limits(limits: Limits, size: int) -> None:
    """Set the limits that the system itself holds a process of this size to, once and for all."""
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 2)
    most = {
        resource.RLIMIT_FSIZE: int(limits.file_mb * MB),
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    if size:
        most[resource.RLIMIT_AS] = size + int(limits.memory_mb * MB)
    for what, value in most.items():
        resource.setrlimit(what, (value, value))


def call(name: str, *arguments: object) -> None:
    """Call a function of the C library that Python does not offer.

    Raises
    ------
    OSError
        If it fails.
    """
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


if __name__ == "__main__":
    main()
