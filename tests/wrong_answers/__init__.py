"""What students hand in: wrong answers, each with its hint, and unusual right ones.

One module a lesson. A function marked ``wrong`` must be rejected with a message that contains
its hint; one marked ``right`` must pass although its author went another way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class HandedIn:
    """A function that answers the exercise ``check``; ``hint`` is None if the answer is right."""

    check: str
    function: Callable
    hint: str | None = None


def wrong(answers: list[HandedIn], check: str, hint: str) -> Callable:
    """A decorator that adds a wrong answer to the list."""
    return lambda function: answers.append(HandedIn(check, function, hint)) or function


def right(answers: list[HandedIn], check: str) -> Callable:
    """A decorator that adds an unusual right answer to the list."""
    return lambda function: answers.append(HandedIn(check, function)) or function
