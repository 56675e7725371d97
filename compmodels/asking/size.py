"""How large a value may be that comes back from a student's function.

A few characters can describe an array that fills a machine's memory, so this is asked before
anything is made of them. What a value looks like as text lives in ``wire``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

MOST_ITEMS = 200_000  # of a list or an array
MOST_AXES = 32
MOST_CHARACTERS = 100_000  # of a string
MOST_BITS = 10_000  # of a whole number; Python writes no more than 4300 digits
MOST_PARTS = 4 * MOST_ITEMS  # of all that came of a call
MOST_BYTES = 16 * 2**20
OF_TEXT = re.compile(r"[<>|]U([0-9]{1,9})")  # NumPy's name for a type of strings


def is_large(shape: Sequence[int]) -> bool:
    """Whether an array of this shape is too large to look at, be it empty.

    Examples
    --------
    >>> is_large((400, 400)), is_large((2, 10**9, 0))
    (False, True)
    """
    return len(shape) > MOST_AXES or math.prod(max(side, 1) for side in shape) > MOST_ITEMS


def too_large(value: str | int) -> str:
    """What a string or whole number is if it is too large to look at; empty if it is not."""
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return f"str of {len(value):,} characters, too large to look at"
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        return f"int of {value.bit_length():,} bits, too large to look at"
    return ""


def refuse_heavy(packed: Any) -> None:
    """Raise a ``ValueError`` if an array of all that the JSON value holds could take too much room.

    NumPy gives each string of an array the room of the longest, so a little text may need a lot.
    """
    parts, longest, rest = 0, 1, [packed]
    while rest:
        one = rest.pop()
        parts += 1
        if isinstance(one, (dict, list)):
            rest.extend(one.values() if isinstance(one, dict) else one)
        else:
            longest = max(longest, _letters(one))
    if parts > MOST_PARTS or 4 * parts * longest > MOST_BYTES:
        raise ValueError(f"an array of this could take more than {MOST_BYTES:,} bytes")


def _letters(one: Any) -> int:
    """How many letters a string has, or each string of the type that it names."""
    if not isinstance(one, str):
        return 0
    named = OF_TEXT.fullmatch(one)
    return max(len(one), int(named[1]) if named else 0)
