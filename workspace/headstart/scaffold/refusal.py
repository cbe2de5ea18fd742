"""A specification that cannot be meant: which part of it, why, and what to write instead."""

from headstart.core.errors import WorkspaceError


def refuse(place: str, why: str, example: str) -> WorkspaceError:
    """Return the error that says in one sentence what is wrong where, and how it is written."""
    shown, example = (repr(text)[1:-1] if not text.isprintable() else text for text in (place, example))
    return WorkspaceError(f"`{shown}`: {why}; write for example `{example}`")
