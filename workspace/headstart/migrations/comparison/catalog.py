"""Reads definitions from a database's catalogue, as the server prints them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text


class Item(NamedTuple):
    """A part of a schema with its own definition: its kind, its table if any, and its name."""

    kind: str
    table: str
    name: str

    def __str__(self) -> str:
        """Return a description for messages."""
        name = f"{self.kind} {self.name}".strip()
        return f"{name} of {self.table}" if self.table else name


Definitions = Mapping[Item, str]

QUERIES = Path(__file__).with_name("definitions.sql").read_text("utf-8").split(";\n")
# Alembic's own table and its primary key.
ALEMBIC = {"alembic_version", "alembic_version_pkc"}


def read(connection: Connection, schemas: Mapping[str, str]) -> dict[Item, str]:
    """Return all definitions in some schemas.

    Args:
        connection: inside a transaction, whose search path is changed.
        schemas: maps the target names of the schemas to their current names; the default one is first.
    """
    default, current = next(iter(schemas.items()))
    path = ", ".join(dict.fromkeys((current, default)))
    connection.execute(text(f"SET LOCAL search_path = {path}"))
    oids = connection.execute(
        text("SELECT oid FROM pg_namespace WHERE nspname = ANY (:names)"), {"names": list(schemas.values())}
    )
    arguments = {"schemas": [row.oid for row in oids]}
    definitions: dict[Item, str] = {}
    for query in QUERIES:
        for kind, *names, definition in connection.execute(text(query), arguments):
            table, name = (_unqualified(each, schemas) for each in names)
            if not ALEMBIC & {table, name}:
                definitions[Item(kind, table, name)] = _unqualified(definition, schemas)
    return definitions


def _unqualified(definition: str, schemas: Mapping[str, str]) -> str:
    """Return a definition with the target names of schemas, and without the default one."""
    default = next(iter(schemas))
    for target, current in schemas.items():
        definition = re.sub(rf"(?<![\w\"$.]){re.escape(current)}\.", f"{target}.", definition)
    return re.sub(rf"(?<![\w\"$.]){re.escape(default)}\.", "", definition)
