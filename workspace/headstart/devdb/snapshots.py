"""Snapshots: named copies of the development database on the same server."""

import hashlib
import re
import shlex
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from psycopg2.extensions import cursor

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.devdb import branches
from headstart.migrations import revisions
from headstart.postgres import application_role, databases, labels, swap
from headstart.postgres.labels import Label, LabelledDatabase
from headstart.postgres.swap import Turn
from headstart.postgres.urls import database_name, with_database

BY_HAND = "by hand"
BEFORE = "before "  # the prefix of kinds that commands create, such as "before reset"
BEFORE_RESTORE = f"{BEFORE}restore"
MAX_BACKUPS = 3  # of each database, created by commands
MAX_NAME_LENGTH = 200


def take(url: str, name: str = "", note: str = "") -> LabelledDatabase:
    """Take a snapshot of the database.

    Raises:
        WorkspaceError: the name is taken or invalid.
    """
    with swap.turn(url) as turn:
        label = _describe(url, BY_HAND, note)
        name = _validate(name) if name else _free_name(turn.server, label.branch or label.database)
        if databases.exists(turn.server, _database_name(name)):
            msg = (
                f"the snapshot {name} already exists: choose another name, or delete it with `inv db.remove`"
            )
            raise WorkspaceError(msg)
        turn.archive(turn.copy(label.database), _database_name(name), replace(label, name=name))
        return next(each for each in _all(turn.server) if each.label.name == name)


def list_snapshots(url: str) -> list[LabelledDatabase]:
    """Return the snapshots on the server, newest first."""
    with databases.maintenance(url) as server:
        return _all(server)


def find(url: str, name: str = "") -> LabelledDatabase:
    """Return the snapshot with a name; without one, the latest of this database not created by a restore.

    Raises:
        WorkspaceError: there is none.
    """
    all_snapshots = list_snapshots(url)
    if name:
        matches = [each for each in all_snapshots if each.label.name == unicodedata.normalize("NFC", name)]
    else:
        own = (each for each in all_snapshots if each.label.database == database_name(url))
        matches = [each for each in own if each.label.kind != BEFORE_RESTORE]
    if not matches:
        problem = f"no snapshot {name}" if name else f"no snapshot of {database_name(url)}"
        msg = f"there is {problem}: `inv db.list` lists all, `inv db.snapshot` takes one"
        raise WorkspaceError(msg)
    return matches[0]


def restore(url: str, snapshot: LabelledDatabase) -> Label:
    """Replace the database by a copy of a snapshot; return the label of the snapshot of the old one."""
    with swap.turn(url) as turn:
        with replace_database(turn, BEFORE_RESTORE, snapshot.label.name, snapshot.database) as replacement:
            pass
        return replacement.backup


def remove(url: str, snapshot: LabelledDatabase) -> None:
    """Delete a snapshot."""
    with swap.turn(url) as turn:
        databases.drop(turn.server, snapshot.database)


@dataclass(frozen=True)
class Replacement:
    """A new database that replaces another one, and the label of the old one's snapshot."""

    url: str
    backup: Label


@contextmanager
def replace_database(
    turn: Turn, kind: str, note: str = "", source: str | None = None
) -> Iterator[Replacement]:
    """Yield a new database, empty or a copy, which then replaces the development database.

    The old one is kept as a snapshot; of these, the latest ``MAX_BACKUPS`` of each database are kept.
    """
    old = _describe(turn.url, kind, note)
    old = replace(old, name=_free_name(turn.server, kind.replace(" ", "-")))
    new = turn.copy(source) if source else turn.empty()
    yield Replacement(with_database(turn.url, new), old)
    application_role.grant(with_database(turn.url, new))
    turn.exchange(new, _database_name(old.name), old)
    for outdated in _backups(turn.server, old.database)[MAX_BACKUPS:]:
        databases.drop(turn.server, outdated.database)


def quote(name: str) -> str:
    """Return a name quoted for the shell."""
    return shlex.quote(name)


def _describe(url: str, kind: str, note: str) -> Label:
    return Label(
        kind,
        database=database_name(url),
        branch=branches.current(),
        revision=revisions.revision(url) or "",
        date=labels.now(),
        note=note,
    )


def _all(server: cursor) -> list[LabelledDatabase]:
    snapshots = labels.list_databases(server, _prefix())
    return sorted(snapshots, key=lambda each: each.label.date, reverse=True)


def _backups(server: cursor, database: str) -> list[LabelledDatabase]:
    own = (each for each in _all(server) if each.label.database == database)
    return [each for each in own if each.label.kind.startswith(BEFORE)]


def _validate(name: str) -> str:
    """Return a normalized name; refuse an invalid one."""
    name = unicodedata.normalize("NFC", name.strip())
    if not name or name.startswith("-") or len(name) > MAX_NAME_LENGTH or not name.isprintable():
        msg = (
            f"a snapshot's name is one line of 1 to {MAX_NAME_LENGTH} characters that does not start with a "
            f"dash: choose another one"
        )
        raise WorkspaceError(msg)
    return name


def _free_name(server: cursor, stem: str) -> str:
    """Return an unused name with the time, such as ``before-reset-20260131-140502``."""
    stem = re.sub(r"[^\w.]+", "-", stem).strip("-")[:100]
    name = f"{stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if not databases.exists(server, _database_name(each)))


def _database_name(name: str) -> str:
    """Return the name of a snapshot's database: a hash, as PostgreSQL limits the length."""
    return f"{_prefix()}{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _prefix() -> str:
    return f"{project.name()}_snapshot_"
