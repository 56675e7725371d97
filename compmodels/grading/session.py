"""Marking a class: what was marked before is kept, the rest is marked now.

What it goes by (the course's exercises, limits, the cluster, the folder for the results) is given
once. How the command line says so lives in ``grade``, what is written at the end in ``output``.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from compmodels.commands import CommandError
from compmodels.grading import engine, tables
from compmodels.grading.assignment import Assignment
from compmodels.grading.engine import Done, Settings
from compmodels.grading.gather import Pile
from compmodels.grading.report import Report
from compmodels.grading.store import Store, course_digest
from compmodels.grading.work import Work, not_graded
from compmodels.sandbox import box
from compmodels.sandbox.limits import NONE, Limits


@dataclass(frozen=True)
class Session:
    """What the marking of a class goes by.

    Attributes
    ----------
    assignments
        Those of the course, by name.
    limits
        What one submission may use.
    seed
        That of the random cases of the checks.
    sandboxed
        Whether submissions are kept apart from all else.
    hidden
        Folders that no submission may see.
    jobs, scheduler
        The number of workers of a cluster of our own, or the address of another one.
    reports
        The folder in which reports are kept.
    """

    assignments: Mapping[str, Assignment]
    limits: Limits
    seed: int
    sandboxed: bool
    hidden: tuple[Path, ...]
    jobs: int
    scheduler: str | None
    reports: Path

    @property
    def store(self) -> Store:
        """The reports of this and of earlier runs."""
        told = course_digest(self.assignments, self.limits, self.seed, self.sandboxed)
        return Store(self.reports, told)

    def mark(self, piles: Sequence[Pile], chosen: Collection[str], *, resume: bool) -> list[Report]:
        """The reports on what was handed in, in order.

        Only what the chosen students handed in is marked. With ``resume`` what an earlier run has
        kept is taken from there, also for students who are not chosen.
        """
        store = self.store
        marked: list[list[Report]] = []
        rest: list[Pile] = []
        for pile in piles:
            kept = store.kept(pile.read()) if resume else None
            marked += [kept] if kept else []
            rest += [pile] if not kept and pile.student in chosen else []
        works = (pile.read() for pile in rest)
        total = len(marked) + len(rest)
        with progress(total, marked) as bar:
            for done in self._mark_now(works) if rest else ():
                marked.append(self._reported(done, store))
                bar.update()
        return tables.in_order(itertools.chain.from_iterable(marked))

    def _mark_now(self, works: Iterable[Work]) -> Iterator[Done]:
        """Mark submissions on the workers of a cluster.

        Raises
        ------
        CommandError
            If there is no cluster, or no sandbox on it.
        """
        try:
            with engine.cluster(self.jobs, self.scheduler) as client:
                isolation = NONE
                if self.sandboxed:
                    isolation = engine.isolation(client, self.limits, self.hidden)
                settings = Settings(
                    self.assignments, self.limits, isolation, self.hidden, self.seed
                )
                yield from engine.mark_all(client, works, settings)
        except box.SandboxError as error:
            without = "--no-sandbox does without, for code that you trust"
            raise CommandError(f"{error}; {without}") from error
        except OSError as error:
            raise CommandError(f"there is no cluster to work with: {error}") from error

    def _reported(self, done: Done, store: Store) -> list[Report]:
        """The reports on a submission, which are kept; one that says so if no worker could tell."""
        if done.reports is not None:
            store.keep(done.work, done.reports)
            return done.reports
        tqdm.write(f"{done.work.student!r}: {done.error!r}", file=sys.stderr)
        why = f"no worker could mark it ({type(done.error).__name__}); try again with --resume"
        return [not_graded(done.work, [why], self.assignments.get(done.work.assignment))]


@contextlib.contextmanager
def progress(total: int, marked: Sequence[list[Report]]) -> Iterator[tqdm]:
    """A bar on a terminal; if Ctrl-C ends what happens inside, a line that says how to go on."""
    try:
        with tqdm(total=total, initial=len(marked), disable=None) as bar:
            yield bar
    except KeyboardInterrupt:
        so_far = f"{len(marked)} of {total} submissions are marked"
        tqdm.write(f"{so_far}; the same command with --resume goes on", file=sys.stderr)
        raise
