"""Undoes the changes of a command that failed, was interrupted or was killed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from headstart.core import checkout_lock, interrupts, project
from headstart.core.journal import File, Journal, Record, describe, describe_kept
from headstart.devdb import development
from headstart.migrations import revisions


@dataclass(frozen=True)
class Database:
    """A database before a command, and the revision that the command writes.

    ``is_reverted`` tells that the command goes back to an older revision instead. Without ``url``, it only
    writes the revision.
    """

    url: str | None
    revision: str | None
    new_revision: str
    is_reverted: bool = False


def journal() -> Journal:
    """Return the journal of this checkout."""
    return Journal(project.ROOT, project.STATE / "journal")


@contextmanager
def undo_on_failure(
    files: Iterable[File] = (), database: Database | None = None, moved: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Undo all changes if the body fails or is interrupted; if it is killed, the next command does so.

    Args:
        files: the files that the body changes, as they are now.
        database: the database that it changes.
        moved: see ``Record``.
    """
    record = Record(checkout_lock.holder(), tuple(files), moved or {}, asdict(database) if database else {})
    with journal().lock(wait=True):
        journal().write(record)
        try:
            yield
            journal().forget()
        except BaseException as error:
            with interrupts.ignored():
                kept = _undo()
            for note in describe_kept(kept):
                error.add_note(note)
            raise


def recover(*, wait: bool = True) -> str:
    """Undo the changes of a command that was killed; return a sentence about it, empty if there is none.

    Args:
        wait: wait for programs of that command that still run. Otherwise, nothing is undone in the meantime.
    """
    if not journal().is_pending:
        return ""
    with journal().lock(wait=wait) as is_free, interrupts.ignored():
        if not (is_free and journal().is_pending):
            return ""
        record = journal().read()
        kept = _undo()
    if record.has_files or not record.database.get("url"):
        return describe(record, kept)
    return f"the database is as before {record.command}"


def killed() -> str:
    """Return the command that was killed and is still to be undone; empty if there is none."""
    if not journal().is_pending:
        return ""
    with journal().lock(wait=False) as is_free:
        return journal().read().command if is_free and journal().is_pending else ""


def _undo() -> list[str]:
    """Undo what the journal records; return the files that others changed, which are kept."""
    if not journal().is_pending:  # the command was interrupted when it had just succeeded
        return []
    kept = journal().undo_files()
    if journal().is_pending:
        _restore_database(Database(**journal().read().database))
        journal().forget()
    return kept


def _restore_database(database: Database) -> None:
    versions = project.BACKEND / "migrations" / "versions"
    for path in versions.glob("*.py"):
        if not path.stat().st_size:  # Alembic was killed when it had just created the file
            path.unlink()
    migration = revisions.files().get(database.new_revision)
    if database.url:
        _restore_schema(database.url, database, migration)
    if migration:  # deleted last: the downgrade needs it
        migration.unlink()


def _restore_schema(url: str, database: Database, migration: Path | None) -> None:
    development.open_server()
    current = revisions.revision(url, wait=True)
    if current != database.revision and (database.is_reverted or current == database.new_revision):
        revisions.migrate(url, database.revision or "base")
    elif migration and "autocommit_block" in migration.read_text("utf-8"):
        revisions.undo_failed(url, database.new_revision, database.revision)
