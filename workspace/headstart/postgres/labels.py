"""What a database is for, written on the database itself: nothing outside the server can disagree."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from psycopg2 import sql
from psycopg2.extensions import cursor

from headstart.core import project

BRANCH = "branch"  # the kind of a database that belongs to a branch


@dataclass(frozen=True)
class Label:
    """What is known of a database: a branch's own, or a snapshot and how it came about."""

    kind: str
    name: str = ""  # a snapshot's, as it was typed
    database: str = ""  # what a snapshot is a copy of
    branch: str = ""
    revision: str = ""
    date: str = ""  # ISO 8601, UTC
    note: str = ""
    repository: str = ""  # whose branch it is

    @property
    def local_date(self) -> datetime:
        """The date in this machine's time zone."""
        return datetime.fromisoformat(self.date).astimezone()


@dataclass(frozen=True)
class Labelled:
    """A database of the project that carries a label."""

    database: str
    size: int  # bytes
    label: Label


def now() -> str:
    """Return the date for a label."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def statement(database: str, label: Label) -> sql.Composed:
    """Return the statement that writes a label on a database."""
    words = {name: value for name, value in asdict(label).items() if value}
    return comment(database, json.dumps({project.name(): words}, ensure_ascii=False))


def comment(database: str, text: str | None) -> sql.Composed:
    """Return the statement that writes any comment on a database, or takes it away."""
    return sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(text))


def comment_of(server: cursor, database: str) -> str | None:
    """Return the comment on a database."""
    server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
    )
    row = server.fetchone()
    return row[0] if row else None


def of(server: cursor, database: str) -> Label | None:
    """Return the label of a database; None when it has none of ours."""
    return _read(comment_of(server, database))


def all_of(server: cursor, prefix: str) -> list[Labelled]:
    """Return the labelled databases whose names begin so."""
    server.execute(
        "SELECT datname, pg_database_size(oid), shobj_description(oid, 'pg_database') "
        "FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname",
        [prefix],
    )
    read = ((name, size, _read(text)) for name, size, text in server.fetchall())
    return [Labelled(name, size, label) for name, size, label in read if label]


def _read(text: str | None) -> Label | None:
    try:
        words = json.loads(text or "")[project.name()]
        return Label(**{field.name: words[field.name] for field in fields(Label) if field.name in words})
    except (ValueError, TypeError, KeyError):
        return None
