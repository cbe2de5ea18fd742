"""Snapshots: copies of the development database in the same server, known by a name."""

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
from headstart.postgres import databases, labels, swap
from headstart.postgres.labels import Label, Labelled
from headstart.postgres.swap import Turn
from headstart.postgres.urls import database_of, with_database

BY_HAND = "by hand"
BEFORE = "before "  # the kind of one that a command left of what it replaced: before reset
LEFT_BY_RESTORE = f"{BEFORE}restore"
KEPT = 3  # of each database, of those that commands left
LONGEST_NAME = 200


def take(url: str, name: str = "", note: str = "") -> Labelled:
    """Copy the database as it is now.

    Raises:
        WorkspaceError: the name is taken, or is none.
    """
    with swap.turn(url) as turn:
        label = _describe(url, BY_HAND, note)
        name = _checked(name) if name else _free_name(turn.server, label.branch or label.database)
        if databases.exists(turn.server, _stored(name)):
            msg = f"there is a snapshot {name} already: choose another name, or drop it with `inv db.remove`"
            raise WorkspaceError(msg)
        turn.shelve(turn.copy(label.database), _stored(name), replace(label, name=name))
        return next(each for each in _all(turn.server) if each.label.name == name)


def list_snapshots(url: str) -> list[Labelled]:
    """Return the snapshots on the server, the newest first."""
    with databases.maintenance(url) as server:
        return _all(server)


def find(url: str, name: str = "") -> Labelled:
    """Return the snapshot of this name; without one the last of this database that no restore left.

    Raises:
        WorkspaceError: there is none.
    """
    found = list_snapshots(url)
    if name:
        wanted = [each for each in found if each.label.name == unicodedata.normalize("NFC", name)]
    else:
        mine = (each for each in found if each.label.database == database_of(url))
        wanted = [each for each in mine if each.label.kind != LEFT_BY_RESTORE]
    if not wanted:
        what = f"no snapshot {name}" if name else f"no snapshot of {database_of(url)}"
        msg = f"there is {what}: `inv db.list` shows all, `inv db.snapshot` takes one"
        raise WorkspaceError(msg)
    return wanted[0]


def restore(url: str, snapshot: Labelled) -> Label:
    """Put a copy of a snapshot in the place of the database; return what that is kept as."""
    with swap.turn(url) as turn:
        with replacing(turn, LEFT_BY_RESTORE, snapshot.label.name, snapshot.database) as replacement:
            pass
        return replacement.kept


def remove(url: str, snapshot: Labelled) -> None:
    """Drop a snapshot."""
    with swap.turn(url) as turn:
        databases.drop(turn.server, snapshot.database)


@dataclass(frozen=True)
class Replacement:
    """A database that is about to take the place of another, and what that one will be kept as."""

    url: str
    kept: Label


@contextmanager
def replacing(turn: Turn, kind: str, note: str = "", source: str | None = None) -> Iterator[Replacement]:
    """Yield a new database, empty or a copy; at the end it takes the place of the development database.

    What it replaces is kept as a snapshot for a while: the last three that commands left of a database.
    """
    old = _describe(turn.url, kind, note)
    old = replace(old, name=_free_name(turn.server, kind.replace(" ", "-")))
    made = turn.copy(source) if source else turn.empty()
    yield Replacement(with_database(turn.url, made), old)
    turn.exchange(made, _stored(old.name), old)
    for left in _left_by_commands(turn.server, old.database)[KEPT:]:
        databases.drop(turn.server, left.database)


def quoted(name: str) -> str:
    """Return a name as it has to be typed."""
    return shlex.quote(name)


def _describe(url: str, kind: str, note: str) -> Label:
    return Label(
        kind,
        database=database_of(url),
        branch=branches.checked_out(),
        revision=revisions.revision(url) or "",
        date=labels.now(),
        note=note,
    )


def _all(server: cursor) -> list[Labelled]:
    found = labels.all_of(server, _prefix())
    return sorted(found, key=lambda each: each.label.date, reverse=True)


def _left_by_commands(server: cursor, database: str) -> list[Labelled]:
    mine = (each for each in _all(server) if each.label.database == database)
    return [each for each in mine if each.label.kind.startswith(BEFORE)]


def _checked(name: str) -> str:
    """Return a name as it is kept: any text of one line that can be typed again."""
    name = unicodedata.normalize("NFC", name.strip())
    if not name or name.startswith("-") or len(name) > LONGEST_NAME or not name.isprintable():
        msg = (
            f"a snapshot's name is one line of 1 to {LONGEST_NAME} characters that does not begin with a "
            f"dash: choose another one"
        )
        raise WorkspaceError(msg)
    return name


def _free_name(server: cursor, stem: str) -> str:
    """Return a name with the time in it, as ``before-reset-20260131-140502``."""
    stem = re.sub(r"[^\w.]+", "-", stem).strip("-")[:100]
    name = f"{stem}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if not databases.exists(server, _stored(each)))


def _stored(name: str) -> str:
    """Return the database of a snapshot. PostgreSQL's names are short, and no two snapshots share one."""
    return f"{_prefix()}{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _prefix() -> str:
    return f"{project.name()}_snapshot_"
