"""Schemas made for a moment, and taken back: of the models, and of the database after a migration."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from alembic.operations import Operations, ops
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, Index, MetaData, text
from sqlalchemy.exc import DBAPIError

from headstart.migrations.comparison import catalog, statements
from headstart.migrations.comparison.catalog import Item
from headstart.migrations.comparison.operations import flattened

PREFIX = "scratch_of_models_"


def of_models(
    connection: Connection, metadata: MetaData, again: Mapping[Item, str] = MappingProxyType({})
) -> dict[Item, str]:
    """Return the definitions of a schema that is made from the models alone.

    Args:
        connection: to a database with the extensions that the models need.
        metadata: the models'.
        again: definitions to create once more from what the server printed. It may print the same meaning in
            two ways: as it was first given, and as it was read back.

    Raises:
        CommandError: PostgreSQL refuses the models, with its reason.
    """
    names = schemas_of(connection, metadata)
    scratch = {name: f"{PREFIX}{name}" for name in names}
    default = names[0]
    with _taken_back(connection), _in_a_transaction(metadata):
        for name in scratch.values():
            connection.execute(text(f"CREATE SCHEMA {name}"))
        connection.execute(text(f"SET LOCAL search_path = {scratch[default]}, {default}"))
        translated = {None if name == default else name: made for name, made in scratch.items()}
        try:
            metadata.create_all(
                connection.execution_options(schema_translate_map=translated), checkfirst=False
            )
        except DBAPIError as error:
            msg = (
                f"PostgreSQL refuses the models ({_reason(error)}): correct them, or write a migration first "
                "that creates what they need, such as an extension"
            )
            raise CommandError(msg) from error
        finally:
            connection.execution_options(schema_translate_map=None)
        for item, definition in again.items():
            for statement in statements.change(item, definition, definition):
                run(connection, statement)
        return catalog.read(connection, scratch)


def of_database(
    connection: Connection, metadata: MetaData, operations: Iterable[ops.MigrateOperation] = ()
) -> dict[Item, str]:
    """Return the definitions of the database's schema, as they would be after some operations.

    Raises:
        DBAPIError: PostgreSQL refuses one of them.
    """
    names = {name: name for name in schemas_of(connection, metadata)}
    with _taken_back(connection):
        # As env.py has it: the models' naming convention gives names to what has none.
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        to_run = Operations(context)
        for operation in flattened(operations):
            to_run.invoke(operation)
        return catalog.read(connection, names)


def run(connection: Connection, statement: str) -> None:
    """Run a statement as it is, whatever signs are in it."""
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    cursor.close()


def schemas_of(connection: Connection, metadata: MetaData) -> list[str]:
    """Return the schemas of the models, the default one first."""
    default = connection.dialect.default_schema_name or "public"
    others = {table.schema for table in metadata.tables.values() if table.schema} - {default}
    return [default, *sorted(others)]


def missing_schemas(connection: Connection, metadata: MetaData) -> list[str]:
    """Return the schemas of the models that the database does not have."""
    there = set(connection.scalars(text("SELECT nspname FROM pg_namespace")))
    return [name for name in schemas_of(connection, metadata) if name not in there]


@contextmanager
def _taken_back(connection: Connection) -> Iterator[None]:
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


@contextmanager
def _in_a_transaction(metadata: MetaData) -> Iterator[None]:
    """Let indexes be created in a transaction, also those that migrations create concurrently."""
    indexes = [index for table in metadata.tables.values() for index in table.indexes]
    options: Mapping[Index, object] = {
        index: index.dialect_options["postgresql"]["concurrently"] for index in indexes
    }
    try:
        for index in indexes:
            index.dialect_options["postgresql"]["concurrently"] = False
        yield
    finally:
        for index, option in options.items():
            index.dialect_options["postgresql"]["concurrently"] = option


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]
