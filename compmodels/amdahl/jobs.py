"""Jobs to be measured: independent pieces of work, then a finish that needs all their results.

``chains`` makes a job with a serial share of one's own choice. Who does the pieces stands in
``workers``, how long it takes in ``measuring``.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from compmodels import _validate

MODULUS = 1_000_000_000_039 * 1_000_000_000_000_000_009
"""The product of two primes, modulo which chains are squared."""

TUPLES = "at least one tuple with the arguments of a piece"
IMPORTABLE = (
    "a function that a worker can import by its name: write it into a module, "
    "a .py file beside the notebook, and import it from there"
)


@dataclass(frozen=True)
class Job:
    """Pieces of work that wait for nothing, and what has to wait for all of them.

    Attributes
    ----------
    pieces
        For each piece the arguments of ``work``, as a tuple.
    work
        Does a piece, in a worker, in any order. Workers import it by its name, so it stands in a
        module and not in a notebook.
    finish
        The serial part: it is done by the caller, with the list of results in the pieces' order.

    Examples
    --------
    >>> job = Job([(9, 4), (5, 7)], max, sum)
    >>> job.finish([job.work(*piece) for piece in job.pieces])
    16
    """

    pieces: Sequence[tuple]
    work: Callable
    finish: Callable[[list], Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", _pieces(self.pieces))
        _importable(self.work)
        _validate.instance("finish", self.finish, Callable, "such as sum")


def chains(serial: float, pieces: int = 48, steps: int = 20_000) -> Job:
    """A job of which ``serial`` is the serial share, when steps are counted.

    Each piece is a ``chain`` of its own. The finish begins where the pieces end, at the sum of
    their results, and is a chain too: so long that its steps are the share ``serial`` of all.

    Parameters
    ----------
    serial
        From 0 to below 1.
    pieces
        How many chains can run at the same time.
    steps
        The length of each of them.

    Examples
    --------
    >>> job = chains(0.2, pieces=3, steps=40)
    >>> job.pieces
    ((2, 40), (3, 40), (4, 40))
    >>> job.finish([5, 6, 7]) == chain(5 + 6 + 7, 30)
    True
    """
    share = _validate.share("serial", serial)
    if share == 1:
        raise _validate.refuse("serial", serial, "a number from 0 to below 1")
    pieces, steps = _validate.count("pieces", pieces), _validate.count("steps", steps)
    last = round(share / (1 - share) * pieces * steps)
    return Job([(2 + i, steps) for i in range(pieces)], chain, partial(_chain_from_sum, last))


def chain(number: int, steps: int) -> int:
    """``number`` squared so many times, each time modulo ``MODULUS``.

    Each step needs the one before, so steps cannot be shared out among workers. Whoever knows the
    two primes can leap to the end; of a modulus so long that nobody can find its primes no such
    way is known: Rivest, Shamir and Wagner, "Time-lock puzzles and timed-release crypto" (1996).
    Here the primes stand in the module, and it is only a chain that is done step by step.

    Examples
    --------
    >>> [chain(2, steps) for steps in range(5)]
    [2, 4, 16, 256, 65536]
    """
    number = _validate.count("number", number, least=0)
    for _ in range(_validate.count("steps", steps, least=0)):
        number = number * number % MODULUS
    return number


def results(work: Callable, pieces: Sequence[tuple]) -> list:
    """What ``work`` makes of the pieces, one after the other: the task that a worker gets.

    Examples
    --------
    >>> results(pow, [(2, 5), (3, 2)])
    [32, 9]
    """
    _validate.instance("work", work, Callable, "such as jobs.chain")
    return [work(*piece) for piece in _pieces(pieces)]


def _chain_from_sum(steps: int, numbers: list[int]) -> int:
    """The chain of so many steps that begins at the sum of ``numbers``."""
    return chain(sum(numbers), steps)


def _pieces(pieces: object) -> tuple[tuple, ...]:
    """``pieces``, which must be tuples of arguments."""
    try:
        listed = tuple(pieces)
    except TypeError:
        raise _validate.refuse("pieces", pieces, TUPLES) from None
    if not listed or not all(isinstance(piece, tuple) for piece in listed):
        raise _validate.refuse("pieces", pieces, TUPLES)
    return listed


def _importable(work: object) -> None:
    """Refuse what only this process knows: a worker would wait for it in vain, or die of it."""
    if not callable(work):
        raise _validate.refuse("work", work, IMPORTABLE)
    try:
        _AsAWorker(io.BytesIO(pickle.dumps(work))).load()
    except (pickle.PickleError, AttributeError, TypeError):
        raise _validate.refuse("work", work, IMPORTABLE) from None


class _AsAWorker(pickle.Unpickler):
    """Reads what a worker is sent; this program, ``__main__``, is none of its modules."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "__main__":
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)
