"""Errors about invalid arguments: the argument, the reason, and an example."""

from headstart.core.errors import WorkspaceError


def refuse(arg: str, reason: str, example: str) -> WorkspaceError:
    """Return an error that names the invalid argument, the reason and a valid example."""
    arg, example = (repr(text)[1:-1] if not text.isprintable() else text for text in (arg, example))
    return WorkspaceError(f"`{arg}`: {reason}; for example, write `{example}`")
