"""The command ``compmodels``: finds the subcommand and turns its outcome into an exit code.

Each subcommand is a module with a docstring (its help), ``add_arguments(parser)`` and
``run(arguments) -> int``. What the subcommands do does not live here.

Exit codes: 0 all is well, 1 the command found something wrong, 2 it could not be carried out.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from compmodels.commands import CommandError

MODULES = {
    "lab": "compmodels.commands.lab",
    "doctor": "compmodels.commands.doctor",
    "check": "compmodels.commands.check",
    "execute": "compmodels.commands.execute",
    "release": "compmodels.grading.release",
}


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; each subcommand's help is its module's docstring."""
    top = argparse.ArgumentParser(prog="compmodels", description="Compute Models, the course.")
    subcommands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, path in MODULES.items():
        module = importlib.import_module(path)
        summary, _, rest = module.__doc__.strip().partition("\n")
        sub = subcommands.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=rest.strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code of the command line ``argv`` (``sys.argv`` without its first word by default)."""
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except CommandError as error:
        print(f"compmodels {arguments.command}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
