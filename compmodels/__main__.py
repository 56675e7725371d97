"""The command ``compmodels``: finds the subcommand and turns its outcome into an exit code.

Each subcommand is a module with a docstring (its help), ``add_arguments(parser)`` and
``run(arguments) -> int``. Only the module that is asked for is imported, so that ``doctor`` works
where a package of another one is missing. What the subcommands do does not live here.

Exit codes: 0 all is well, 1 the command found something wrong, 2 it could not be carried out,
130 it was stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from compmodels.commands import CommandError

COMMANDS = {
    "lab": ("compmodels.commands.lab", "open JupyterLab at a lesson"),
    "doctor": ("compmodels.commands.doctor", "say what is missing, and the command that mends it"),
    "check": ("compmodels.commands.check", "run the checks of an exercise notebook"),
    "execute": ("compmodels.commands.execute", "run notebooks anew and store their outputs"),
    "grade": ("compmodels.grading.grade", "mark a folder of submitted notebooks"),
    "release": ("compmodels.grading.release", "generate exercises/ from solutions/"),
}


def parser() -> argparse.ArgumentParser:
    """The parser of the first word, the subcommand."""
    width = max(map(len, COMMANDS))
    summaries = [f"  {name:{width}}  {summary}" for name, (_, summary) in COMMANDS.items()]
    top = argparse.ArgumentParser(
        prog="compmodels",
        description="Compute Models: how computers got the power to learn.",
        epilog="\n".join(["commands:", *summaries, "", "compmodels COMMAND --help says more."]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    return top


def command_parser(name: str, module: ModuleType) -> argparse.ArgumentParser:
    """The parser of the words after the subcommand; its help is the module's docstring."""
    summary, _, rest = module.__doc__.strip().partition("\n")
    sub = argparse.ArgumentParser(
        prog=f"compmodels {name}",
        description=summary,
        epilog=rest.strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(sub)
    return sub


def load(name: str) -> ModuleType:
    """The module of a subcommand.

    Raises
    ------
    CommandError
        When a package that the module imports is not installed.
    """
    try:
        return importlib.import_module(COMMANDS[name][0])
    except ModuleNotFoundError as error:
        raise CommandError(
            f"the module {error.name} is not installed. Run start.py again, "
            "or 'compmodels doctor' to see what is missing."
        ) from error


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code of the command line ``argv`` (``sys.argv`` without its first word by default)."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = parser().parse_args(words[:1]).command
    try:
        module = load(name)
        return module.run(command_parser(name, module).parse_args(words[1:]))
    except CommandError as error:
        print(f"compmodels {name}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"compmodels {name}: stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
