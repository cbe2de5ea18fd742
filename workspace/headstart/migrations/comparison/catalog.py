"""The definitions in a database's catalogue, as the server prints them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text


class Item(NamedTuple):
    """A part of a schema with a definition of its own: its kind, its table if it has one, its name."""

    kind: str
    table: str
    name: str

    def __str__(self) -> str:
        """Return it in words, for a sentence."""
        return f"{self.kind} {self.name}" + (f" of {self.table}" if self.table else "")


Definitions = Mapping[Item, str]

QUERIES = Path(__file__).with_name("definitions.sql").read_text("utf-8").split(";\n")
# Alembic's own: a table and its primary key.
ALEMBIC = {"alembic_version", "alembic_version_pkc"}


def read(connection: Connection, schemas: Mapping[str, str]) -> dict[Item, str]:
    """Return every definition in some schemas.

    Args:
        connection: inside a transaction; its search path is changed for the rest of that.
        schemas: the names that they have here, by the names that are wanted; the default one first.
    """
    default, here = next(iter(schemas.items()))
    path = ", ".join(dict.fromkeys((here, default)))
    connection.execute(text(f"SET LOCAL search_path = {path}"))
    oids = connection.execute(
        text("SELECT oid FROM pg_namespace WHERE nspname = ANY (:names)"), {"names": list(schemas.values())}
    )
    arguments = {"schemas": [row.oid for row in oids]}
    found: dict[Item, str] = {}
    for query in QUERIES:
        for kind, *names, definition in connection.execute(text(query), arguments):
            table, name = (_unqualified(each, schemas) for each in names)
            if not ALEMBIC & {table, name}:
                found[Item(kind, table, name)] = _unqualified(definition, schemas)
    return found


def _unqualified(definition: str, schemas: Mapping[str, str]) -> str:
    """Return a definition with the wanted names of schemas, and without that of the default one."""
    default = next(iter(schemas))
    for wanted, here in schemas.items():
        definition = re.sub(rf"(?<![\w\"$.]){re.escape(here)}\.", f"{wanted}.", definition)
    return re.sub(rf"(?<![\w\"$.]){re.escape(default)}\.", "", definition)
