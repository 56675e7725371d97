"""Files as a whole: nobody ever finds half of one, whatever happens while it is written.

What is in a file does not live here.
"""

from __future__ import annotations

from pathlib import Path


def replace(path: Path, content: str | bytes) -> None:
    """Put ``content`` in the file in one go, so that nobody ever finds half of it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(f".{path.name}.new")
    whole.write_bytes(content.encode() if isinstance(content, str) else content)
    whole.replace(path)
