"""Inside the sandbox: what the magics and shell commands of a notebook do there.

Those that run code run it, without measuring anything; those that define a name or write a file do
so; all others do nothing. How a cell is run lives in ``cells``.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.utils.capture import capture_output
from IPython.utils.text import SList

from compmodels.sandbox.silent import Silent

# The options of each magic that runs code, first those that have a value.
OPTIONS = {
    "time": r"--no-raise-error",
    "timeit": r"-[nrpv]\s*\S+|-[tcqo]+",
    "prun": r"-[DlsT]\s*\S+|-[rq]+",
}
Execute = Callable[[str, str], Any]  # source and its name; gives the value of the last line


class Shell:
    """As much of IPython's shell as the magics of a notebook ask for."""

    def __init__(self, execute: Execute, names: dict[str, Any]) -> None:
        self.execute, self.names, self.bodies = execute, names, 0
        self.cell_magics = {
            "capture": self._capture,
            "file": self._write_file,
            "writefile": self._write_file,
        }

    def run_line_magic(self, magic: str, line: str, *_: Any, **__: Any) -> Any:
        """Run the line, if it is one of those magics that do; its value, if that is what it gives.

        A line that cannot be read runs nothing, and the cell goes on.
        """
        code = without_options(magic, line)
        if magic not in OPTIONS or not is_python(code):
            return None
        value = self.execute(code, f"%{magic}")
        return value if magic == "time" else None

    def run_cell_magic(self, magic: str, line: str, body: str) -> None:
        """Do what the magic does with its body, if it is one of those that do something."""
        if magic in self.cell_magics:
            self.cell_magics[magic](line, body)
        elif magic in OPTIONS:
            self.run_line_magic(magic, line)  # as in %%timeit, where it prepares for the body
            self.execute(body, self._named(f"%%{magic}"))

    def _named(self, magic: str) -> str:
        """A name for the text below a magic, another one each time, under which it is found."""
        self.bodies += 1
        return f"{magic} {self.bodies}"

    def getoutput(self, *_: Any, **__: Any) -> SList:
        """The lines that a shell command prints: none, since it is not run."""
        return SList()

    def _capture(self, line: str, body: str) -> None:
        """Run the body, and keep what it prints under the name in the line."""
        with capture_output() as captured:
            self.names.update(dict.fromkeys(words(line), captured))
            self.execute(body, self._named("%%capture"))

    def _write_file(self, line: str, body: str) -> None:
        """Write the body to the file that is named in the line, or to its end."""
        mode = "a" if {"-a", "--append"} & set(line.split()) else "w"
        name = " ".join(words(line)).strip("\"'")
        with Path(name).expanduser().open(mode, encoding="utf-8") as file:
            file.write(body)
        importlib.invalidate_caches()  # it may be a module that the next cell imports

    def __getattr__(self, name: str) -> Any:
        return Silent(name)


def words(line: str) -> list[str]:
    """The words of a line that are not options."""
    return [word for word in line.split() if not word.startswith("-")]


def without_options(magic: str, line: str) -> str:
    """The line of a magic after the options at its beginning."""
    return re.sub(rf"\s*(?:(?:{OPTIONS.get(magic, '')})(?:\s+|$))*", "", line, count=1)


def is_python(line: str) -> bool:
    """Whether a line has Python's syntax."""
    try:
        ast.parse(line)
    except SyntaxError:
        return False
    return True
