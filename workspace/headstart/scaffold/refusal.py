"""Errors about invalid arguments: which argument, why, and what to write instead."""

from headstart.core.errors import WorkspaceError


def refuse(arg: str, why: str, example: str) -> WorkspaceError:
    """Return an error that names the invalid argument, the reason and a valid example."""
    arg, example = (repr(text)[1:-1] if not text.isprintable() else text for text in (arg, example))
    return WorkspaceError(f"`{arg}`: {why}; for example, write `{example}`")
