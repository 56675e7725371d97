"""The subcommands of ``compmodels``, one module each, and the error that they share."""


class CommandError(Exception):
    """A command cannot be carried out; the message is one line: what is wrong and what to do."""
