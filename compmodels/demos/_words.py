"""Numbers, amounts and names as the sentences and axes of the demos say them."""

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


def padded(number: float, width: int) -> str:
    """A whole number in the room of so many characters, so that axes stay where they are.

    Before it stand spaces that are as wide as a digit.

    Examples
    --------
    >>> len(padded(7, 5)), padded(1_234, 5)
    (5, '1,234')
    """
    return f"{number:{width},.0f}".replace(" ", "\N{FIGURE SPACE}")


def in_bytes(data_bytes: float) -> str:
    """An amount of data.

    Examples
    --------
    >>> in_bytes(1_000), in_bytes(2.5e8), in_bytes(1.8e13)
    ('1 kB', '250 MB', '18 TB')
    """
    for power, unit in enumerate(("EB", "PB", "TB", "GB", "MB", "kB")):
        size = 1000 ** (6 - power)
        if data_bytes >= 0.9999 * size:
            return f"{figures(data_bytes / size)} {unit}"
    return f"{figures(data_bytes)} B"


def in_seconds(seconds: float) -> str:
    """A time, in seconds or milliseconds.

    Examples
    --------
    >>> in_seconds(12), in_seconds(0.0025)
    ('12 s', '2.5 ms')
    """
    if seconds >= 0.9999:
        return f"{figures(seconds)} s"
    return f"{figures(1_000 * seconds)} ms" if seconds else "0"


def hourly(usd_per_h: float) -> str:
    """A price of an hour.

    Examples
    --------
    >>> hourly(0.173)
    '0.173 USD an hour'
    """
    return f"{usd_per_h:,.6g} USD an hour"


def capitalised(words: str) -> str:
    """Words as a sentence begins with them.

    Examples
    --------
    >>> capitalised("the edge in LA")
    'The edge in LA'
    """
    return words[:1].upper() + words[1:]
