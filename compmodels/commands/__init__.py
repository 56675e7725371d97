"""The subcommands of ``compmodels``, one module each, and what they share: an error and a place.

What a subcommand does lives in its own module; how it is found and called, in ``__main__``.
"""

from __future__ import annotations

from pathlib import Path


class CommandError(Exception):
    """A command cannot be carried out; the message is one line: what is wrong and what to do."""


def course_folder() -> Path:
    """The folder that holds ``lessons/``: above the package in a checkout, else the current one.

    Raises
    ------
    CommandError
        When neither of the two has lessons.
    """
    for folder in (Path(__file__).resolve().parents[2], Path.cwd()):
        if (folder / "lessons").is_dir():
            return folder
    raise CommandError(
        f"no lessons in {Path.cwd()}. Go to the folder that git clone made, and try again there."
    )
