"""Labels of databases, which tell what they are for, stored as comments on the databases themselves."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from psycopg2 import sql
from psycopg2.extensions import cursor

from headstart.core import project

BRANCH = "branch"  # the kind of a database that belongs to a branch


@dataclass(frozen=True)
class Label:
    """The purpose of a database: the database of a branch, or a snapshot and its origin."""

    kind: str
    name: str = ""  # of a snapshot
    database: str = ""  # that a snapshot is a copy of
    branch: str = ""
    revision: str = ""
    date: str = ""  # ISO 8601, UTC
    note: str = ""
    repository: str = ""  # of the branch

    @property
    def local_date(self) -> datetime:
        """The date in this machine's time zone."""
        return datetime.fromisoformat(self.date).astimezone()


@dataclass(frozen=True)
class LabelledDatabase:
    """A database of the project with a label."""

    database: str
    size: int  # bytes
    label: Label


def now() -> str:
    """Return the current date in the format of labels."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def statement(database: str, label: Label) -> sql.Composed:
    """Return the statement that sets the label of a database."""
    values = {name: value for name, value in asdict(label).items() if value}
    return comment(database, json.dumps({project.name(): values}, ensure_ascii=False))


def comment(database: str, text: str | None) -> sql.Composed:
    """Return the statement that sets or removes the comment on a database."""
    return sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(text))


def read_comment(server: cursor, database: str) -> str | None:
    """Return the comment on a database."""
    server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
    )
    row = server.fetchone()
    return row[0] if row else None


def read(server: cursor, database: str) -> Label | None:
    """Return the label of a database; None if it has none."""
    return _parse(read_comment(server, database))


def list_databases(server: cursor, prefix: str) -> list[LabelledDatabase]:
    """Return the labelled databases whose names have a prefix."""
    server.execute(
        "SELECT datname, pg_database_size(oid), shobj_description(oid, 'pg_database') "
        "FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname",
        [prefix],
    )
    rows = ((name, size, _parse(text)) for name, size, text in server.fetchall())
    return [LabelledDatabase(name, size, label) for name, size, label in rows if label]


def _parse(text: str | None) -> Label | None:
    try:
        values = json.loads(text or "")[project.name()]
        return Label(**{field.name: values[field.name] for field in fields(Label) if field.name in values})
    except (ValueError, TypeError, KeyError):
        return None
