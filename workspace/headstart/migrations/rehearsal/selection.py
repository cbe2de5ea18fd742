"""Selects the migrations to rehearse, and the steps to their starting point."""

from headstart.core.errors import WorkspaceError
from headstart.migrations.rehearsal.stepper import Migration


def select(history: list[Migration], at: str | None, since: str) -> list[Migration]:
    """Return the migrations to rehearse, in order.

    Args:
        history: all migrations in order.
        at: the revision of the development database.
        since: a revision, or its beginning: all migrations after it are selected. If it is empty, the pending
            ones are selected, or the newest if none is pending.
    """
    if since:
        applied_ids = applied(history, None if since == "base" else _find(history, since))
    else:
        applied_ids = applied(history, at)
    remaining = [migration for migration in history if migration.revision not in applied_ids]
    return remaining or ([] if since else history[-1:])


def applied(history: list[Migration], at: str | None) -> set[str]:
    """Return the revisions that are applied to a database."""
    if at is None:
        return set()
    revisions = {at}
    for migration in reversed(history):
        if migration.revision in revisions:
            revisions.update(migration.follows)
    return revisions


def steps_to_start(
    history: list[Migration], applied_ids: set[str], selected: list[Migration]
) -> list[tuple[str, Migration]]:
    """Return the steps after which a database has all migrations except for the selected ones."""
    pending = {migration.revision for migration in selected}
    back = [("downgrade", each) for each in reversed(history) if each.revision in applied_ids & pending]
    return back + [("upgrade", each) for each in history if each.revision not in applied_ids | pending]


def _find(history: list[Migration], since: str) -> str:
    known = [each.revision for each in history]
    matches = [since] if since in known else [each for each in known if each.startswith(since)]
    if len(matches) != 1:
        how_many = "more than one" if matches else "no"
        msg = f"{how_many} migration matches {since}: `.venv/bin/alembic history` lists all"
        raise WorkspaceError(msg)
    return matches[0]
