"""Which migrations are rehearsed, and the way to where they begin."""

from headstart.core.errors import WorkspaceError
from headstart.migrations.rehearsal.stepper import Migration


def chosen(history: list[Migration], at: str | None, since: str) -> list[Migration]:
    """Return the migrations to rehearse, each after those that it follows.

    Args:
        history: all of them, in that order.
        at: what the development database is at.
        since: a revision, or its beginning; all after it are rehearsed. Empty for those that the database
            does not have yet, or, if it has all, for the newest.
    """
    if since:
        behind = applied(history, None if since == "base" else _named(history, since))
    else:
        behind = applied(history, at)
    ahead = [migration for migration in history if migration.revision not in behind]
    return ahead or ([] if since else history[-1:])


def applied(history: list[Migration], at: str | None) -> set[str]:
    """Return the revisions that a database has which is at one of them."""
    if at is None:
        return set()
    has = {at}
    for migration in reversed(history):
        if migration.revision in has:
            has.update(migration.follows)
    return has


def way(history: list[Migration], has: set[str], chosen: list[Migration]) -> list[tuple[str, Migration]]:
    """Return the steps that bring a database which has some migrations to where it has all but the chosen."""
    to_come = {migration.revision for migration in chosen}
    back = [("downgrade", each) for each in reversed(history) if each.revision in has & to_come]
    return back + [("upgrade", each) for each in history if each.revision not in has | to_come]


def _named(history: list[Migration], since: str) -> str:
    found = [each.revision for each in history if each.revision.startswith(since)]
    if len(found) != 1:
        how_many = "more than one" if found else "no"
        msg = f"{how_many} migration is called {since}: `alembic history` lists them"
        raise WorkspaceError(msg)
    return found[0]
