"""What a program costs with all that it starts: wall time and processor time (Linux).

A control group counts the time of every process in it. What a parent process is told of its
children is not enough: a fork in a sandbox may end without anybody asking what it took.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

JOIN = 'echo $$ > "$0/cgroup.procs" && exec "$@"'
HOW = "run as root, or with: systemd-run --user --scope --property=Delegate=yes COMMAND"
BURN = """from compmodels.sandbox.box import Box
from compmodels.sandbox.limits import Limits
source = "import time\\nwhile time.process_time() < {seconds} + begin: pass"
begin = "import time\\nbegin = time.process_time()"
with Box(Limits()) as box:
    box.run([{{"run": cell, "name": ""}} for cell in (begin, source)])
"""


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and seconds of all processors."""

    wall_s: float
    processor_s: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall_s + other.wall_s, self.processor_s + other.processor_s)

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall_s - other.wall_s, self.processor_s - other.processor_s)

    def __truediv__(self, number: float) -> Cost:
        return Cost(self.wall_s / number, self.processor_s / number)


def of(command: Sequence[str | Path], **options: object) -> Cost:
    """The cost of a command, from its start until all that it started has ended.

    Raises
    ------
    subprocess.CalledProcessError
        If the command fails.
    """
    with group() as folder:
        begin = time.perf_counter()
        started = ["sh", "-c", JOIN, str(folder), *map(str, command)]
        subprocess.run(started, check=True, stdout=subprocess.DEVNULL, **options)
        wait_until_empty(folder)
        return Cost(time.perf_counter() - begin, processor_seconds(folder))


@contextlib.contextmanager
def group() -> Iterator[Path]:
    """A control group for what happens inside; it and all that is still in it end after that."""
    folder = own_group() / f"benchmark-{os.getpid()}"
    try:
        folder.mkdir()
    except OSError as error:
        raise SystemExit(f"{folder} cannot be made ({error.strerror}): {HOW}") from error
    try:
        yield folder
    finally:
        (folder / "cgroup.kill").write_text("1")
        wait_until_empty(folder)
        folder.rmdir()


def own_group() -> Path:
    """The folder of the control group, of version 2, in which this process is."""
    mounts = (line.split() for line in Path("/proc/self/mounts").read_text().splitlines())
    root = next((Path(words[1]) for words in mounts if words[2] == "cgroup2"), None)
    if root is None:
        raise SystemExit("there are no control groups of version 2: use a newer Linux")
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = next(line.removeprefix("0::/") for line in lines if line.startswith("0::/"))
    return root / own


def wait_until_empty(folder: Path) -> None:
    """Wait until no process is left in a control group."""
    while (folder / "cgroup.procs").read_text():
        time.sleep(0.01)


def processor_seconds(folder: Path) -> float:
    """The processor time that a control group has used so far."""
    lines = (folder / "cpu.stat").read_text().splitlines()
    return int(dict(line.split() for line in lines)["usage_usec"]) / 1e6


def counted_in_a_sandbox(seconds: float) -> float:
    """How much of so many seconds of work in a sandbox is counted; the start does not count."""
    programs = [BURN.format(seconds=work) for work in (0, seconds)]
    idle, busy = (of([sys.executable, "-c", program]) for program in programs)
    return (busy - idle).processor_s
