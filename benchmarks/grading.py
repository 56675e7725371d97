"""What marking a class costs: ``compmodels grade`` beside ``nbgrader autograde`` (Linux).

    python -m benchmarks.grading [--submissions 200] [--nbgrader 40] [--growth]

Both mark the same honest submissions in turns, so that both meet the same load. Ours is counted
with all that it starts, from the command to the last file written. nbgrader marks one submission
after the other and takes longer, so it gets a part of them, and what it needs to start, measured by
marking a single one, is taken off. The aims are at most 0.35 s of processor time a submission, and
at least 8 times less than nbgrader. Processor time is counted by a control group, which is itself
tried on a sandbox first.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks import _cost
from benchmarks._cost import Cost
from tests.checkout import ROOT, clean_environment
from tests.class_room import ASSIGNMENT, hand_in, varied

GROWTH = (20, 200, 2000)
LOOK_EVERY_S = 0.2
WORKER = "multiprocessing.spawn"


def class_room(folder: Path, number: int) -> Path:
    """So many submissions in nbgrader's layout, which both read."""
    for name, notebook in varied(number):
        hand_in(folder / "submitted", name, notebook, "nbgrader")
    return folder / "submitted"


def command(submitted: Path, out: Path) -> list[str | Path]:
    """Our command, which marks all and writes into a new folder."""
    shutil.rmtree(out, ignore_errors=True)
    return [sys.executable, "-m", "compmodels", "grade", submitted, "--out", out]


def ours(submitted: Path) -> Cost:
    """What our command costs for a folder of submissions."""
    return _cost.of(command(submitted, submitted.with_name("out")), cwd=ROOT)


class Nbgrader:
    """A course in a folder that nbgrader marks, some students at a time."""

    def __init__(self, folder: Path, submitted: Path) -> None:
        self.folder, self.waiting = folder, itertools.cycle(sorted(submitted.iterdir()))
        self.environment = clean_environment(folder / "home", Path(sys.prefix))
        (folder / "home").mkdir(parents=True)
        shutil.copytree(ROOT / "solutions", folder / "solutions")
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        self.run("generate_assignment", ASSIGNMENT)
        self.mark(1)  # the first one makes the gradebook

    def run(self, *words: str) -> Cost:
        """What one of nbgrader's commands costs."""
        options = {"cwd": self.folder, "env": self.environment, "stderr": subprocess.DEVNULL}
        return _cost.of([sys.executable, "-m", "nbgrader", *words], **options)

    def mark(self, number: int) -> Cost:
        """What it costs to mark the next students, so many."""
        shutil.rmtree(self.folder / "submitted", ignore_errors=True)
        for student in itertools.islice(self.waiting, number):
            shutil.copytree(student, self.folder / "submitted" / student.name)
        return self.run("autograde", ASSIGNMENT, "--force")

    def each(self, number: int) -> Cost:
        """What one of so many students more costs, without nbgrader's start."""
        alone = self.mark(1)
        return (self.mark(number + 1) - alone) / number


def compare(submitted: Path, sample: int, turns: int) -> Iterator[str]:
    """Ours and nbgrader in turns: a line for each, and one for the ratio."""
    number = len(list(submitted.iterdir()))
    other = Nbgrader(submitted.with_name("course"), submitted)
    own = their = Cost(0, 0)
    for _ in range(turns):
        own += ours(submitted) / number / turns
        their += other.each(sample // turns) / turns
    for name, cost in {"compmodels grade": own, "nbgrader autograde": their}.items():
        yield (
            f"{name:20} {cost.processor_s:6.3f} s of processor, {cost.wall_s:6.3f} s of wall time "
            f"a submission, {60 / cost.wall_s:5.0f} a minute"
        )
    yield (
        f"nbgrader / compmodels = {their.processor_s / own.processor_s:.1f} in processor time, "
        f"{their.wall_s / own.wall_s:.1f} in wall time"
    )


def growth(folder: Path) -> Iterator[str]:
    """How our time grows with the class: a line for each size."""
    for number in GROWTH:
        cost = ours(class_room(folder / str(number), number))
        each = cost / number
        yield (
            f"{number:5} submissions {cost.wall_s:7.1f} s; each {each.processor_s:6.3f} s of "
            f"processor, {each.wall_s:6.3f} s of wall time"
        )


def memory(submitted: Path) -> Iterator[str]:
    """The peak of a worker and of its sandbox, each page counted once, in a run of our command."""
    run = psutil.Popen(
        [str(word) for word in command(submitted, submitted.with_name("out"))],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    peaks: dict[str, float] = {"a worker": 0, "its sandbox": 0}
    while run.poll() is None:
        for worker in filter(is_worker, children(run)):
            found = {"a worker": [worker], "its sandbox": children(worker, recursive=True)}
            for name, processes in found.items():
                peaks[name] = max(peaks[name], sum(map(own_mb, processes)))
        time.sleep(LOOK_EVERY_S)
    for name, peak_mb in peaks.items():
        yield f"peak of {name:12} {peak_mb:5.0f} MB"


def children(process: psutil.Process, **options: bool) -> list[psutil.Process]:
    """The processes that a process has started; none if it has just ended."""
    try:
        return process.children(**options)
    except psutil.NoSuchProcess:
        return []


def is_worker(process: psutil.Process) -> bool:
    """Whether a process is one of Dask's workers."""
    try:
        return any(WORKER in word for word in process.cmdline())
    except psutil.Error:
        return False


def own_mb(process: psutil.Process) -> float:
    """The memory of a process, its share of what it shares with others; 0 if it has just ended."""
    try:
        return process.memory_full_info().pss / 1e6
    except psutil.Error:
        return 0


def results(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """Each line of what is found, as soon as it is."""
    counted = _cost.counted_in_a_sandbox(1)
    yield f"1 s of work in a sandbox is counted as {counted:.2f} s; load {os.getloadavg()[0]:.1f}"
    submitted = class_room(folder / "both", arguments.submissions)
    yield from compare(submitted, arguments.nbgrader, arguments.turns)
    yield from memory(submitted)
    if arguments.growth:
        yield from growth(folder)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=200, help="for ours (default 200)")
    parser.add_argument("--nbgrader", type=int, default=40, help="for nbgrader (default 40)")
    parser.add_argument("--turns", type=int, default=2, help="of each (default 2)")
    parser.add_argument("--growth", action="store_true", help="also 20, 200 and 2,000 submissions")
    arguments = parser.parse_args()
    if not 1 <= arguments.turns <= arguments.nbgrader <= arguments.submissions:
        parser.error("there must be at least as many submissions as nbgrader marks, and turns")
    with tempfile.TemporaryDirectory() as folder:
        for line in results(Path(folder), arguments):
            print(line, flush=True)


if __name__ == "__main__":
    main()
