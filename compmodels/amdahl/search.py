"""A job that somebody would want done: the search for a well-wired Mark I, which then learns all.

The Mark I of lesson 01 is wired at random, and some wirings read better than others. To try one
is independent of trying another: that part is parallel. To learn is not: a mistake changes the
weights that meet the next picture. How such a job is run and timed lives in ``measuring``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate
from compmodels.amdahl.jobs import Job
from compmodels.perceptron import mark1
from compmodels.perceptron.mark1 import MarkI

MANY = "several pictures, one in each row"


@dataclass(frozen=True)
class Found:
    """The result of a search.

    Attributes
    ----------
    seed
        Of the random generator that drew the best wiring.
    share
        What share of the pictures held out that wiring read, after it had learned the others.
    machine
        The machine with that wiring, after it has learned all pictures.
    """

    seed: int
    share: float
    machine: MarkI


def best_wiring(
    pictures: ArrayLike, labels: ArrayLike, held_out: int = 500, machines: int = 8, passes: int = 5
) -> Job:
    """The job of finding the best of so many wirings, and letting it learn all pictures.

    Its pieces are the wirings. Its result is a ``Found``; of equally good wirings the first.

    Parameters
    ----------
    pictures, labels
        Shape (n, photocells), 1 for ink and 0 for paper; shape (n,), whole numbers from 0.
    held_out
        How many pictures at the end are not learned but read, to compare the wirings.
    machines
        How many wirings are tried.
    passes
        How often the best one goes through all pictures.
    """
    pictures, labels, held_out = _examples(pictures, labels, held_out)
    machines, passes = _validate.count("machines", machines), _validate.count("passes", passes)
    small = pictures.astype(np.float16)  # since it is sent to workers
    return Job(
        [(seed,) for seed in range(machines)],
        partial(_share_read, small, labels, held_out),
        partial(_learn_all, small, labels, passes),
    )


def share_read(pictures: ArrayLike, labels: ArrayLike, held_out: int, seed: int) -> float:
    """The share of the last pictures that a Mark I reads, wired by ``seed``, after the others.

    Examples
    --------
    >>> bars, labels = np.tile(np.eye(2).repeat(5, axis=1), (3, 1)), np.tile([0, 1], 3)
    >>> share_read(bars, labels, held_out=2, seed=1)
    1.0
    """
    pictures, labels, held_out = _examples(pictures, labels, held_out)
    return _share_read(pictures, labels, held_out, _validate.count("seed", seed, least=0))


def _share_read(pictures: np.ndarray, labels: np.ndarray, held_out: int, seed: int) -> float:
    """What `share_read` gives, without the checks, which would be made anew for each wiring."""
    responses = labels.max() + 1
    learned = _learned(seed, pictures[:-held_out], labels[:-held_out], responses, passes=1)
    read = mark1.predict(learned, pictures[-held_out:])
    return float((read == labels[-held_out:]).mean())


def _learn_all(pictures: np.ndarray, labels: np.ndarray, passes: int, shares: list) -> Found:
    """What the search has found, from the share that each wiring read."""
    seed = int(np.argmax(shares))
    machine = _learned(seed, pictures, labels, labels.max() + 1, passes)
    return Found(seed, shares[seed], machine)


def _learned(
    seed: int, pictures: np.ndarray, labels: np.ndarray, responses: int, passes: int
) -> MarkI:
    """A Mark I wired by ``seed`` that has gone through the pictures."""
    rng = np.random.default_rng(seed)
    machine = mark1.build(rng, photocells=pictures.shape[1], responses=responses)
    return mark1.run(machine, pictures, labels, passes).machine


def _examples(pictures: object, labels: object, held_out: object) -> tuple:
    """The pictures, a label for each of them, and how many are held out, if all is right."""
    pictures = _validate.array("pictures", pictures, (None, None), MANY)
    labels = _validate.counts("labels", labels, least=0)
    if len(labels) != len(pictures):
        raise _validate.refuse("labels", labels, f"one for each of {len(pictures)} pictures")
    held_out = _validate.count("held_out", held_out, most=len(pictures) - 1)
    return pictures, np.array(labels), held_out
