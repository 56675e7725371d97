"""Numbers as the sentences of the demos say them."""

from __future__ import annotations


def figures(number: float) -> str:
    """A number with three figures, or with all of them before its point.

    Examples
    --------
    >>> figures(4.546), figures(12_345.6)
    ('4.55', '12,346')
    """
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def counted(number: float, what: str) -> str:
    """So many of a thing.

    Examples
    --------
    >>> counted(1, "worker"), counted(1_024, "worker")
    ('1 worker', '1,024 workers')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
