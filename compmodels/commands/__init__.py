"""The subcommands of ``compmodels``, one module each, and what they share: an error and a place.

What a subcommand does lives in its own module; how it is found and called, in ``__main__``.
"""

from __future__ import annotations

from pathlib import Path

MARK = "nbgrader_config.py"


class CommandError(Exception):
    """A command cannot be carried out; the message is one line: what is wrong and what to do."""


def course_folder() -> Path:
    """The course: the nearest folder, from the current one upwards, that `MARK` tells as such.

    Outside of any it is the checkout that the package was installed from.

    Raises
    ------
    CommandError
        When there is neither.
    """
    here, checkout = Path.cwd(), Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, checkout):
        if (folder / MARK).is_file():
            return folder
    raise CommandError(
        f"{here} is not inside the course. Go to the folder that git clone made, and try again."
    )
