"""Temporary schemas, rolled back afterwards: of the models, and of the database after a migration."""

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
from headstart.migrations.comparison.operations import flatten

PREFIX = "scratch_of_models_"


def model_definitions(
    connection: Connection, metadata: MetaData, reprint: Mapping[Item, str] = MappingProxyType({})
) -> dict[Item, str]:
    """Return the definitions of a schema created from the models.

    Args:
        connection: to a database with the extensions that the models need.
        metadata: of the models.
        reprint: definitions to create again from the server's output, as it may print an expression
            differently after it was parsed again.

    Raises:
        CommandError: PostgreSQL rejects the models; the message has its reason.
    """
    names = schemas_of(connection, metadata)
    scratch = {name: f"{PREFIX}{name}" for name in names}
    default = names[0]
    with _rolled_back(connection), _in_a_transaction(metadata):
        for name in scratch.values():
            connection.execute(text(f"CREATE SCHEMA {name}"))
        connection.execute(text(f"SET LOCAL search_path = {scratch[default]}, {default}"))
        schema_map = {
            None if name == default else name: scratch_name for name, scratch_name in scratch.items()
        }
        try:
            metadata.create_all(
                connection.execution_options(schema_translate_map=schema_map), checkfirst=False
            )
        except DBAPIError as error:
            msg = (
                f"PostgreSQL rejects the models ({_reason(error)}): correct them, or first write a migration "
                "that creates what they need, such as an extension"
            )
            raise CommandError(msg) from error
        finally:
            connection.execution_options(schema_translate_map=None)
        for item, definition in reprint.items():
            for statement in statements.change(item, definition, definition):
                run(connection, statement)
        return catalog.read(connection, scratch)


def database_definitions(
    connection: Connection, metadata: MetaData, operations: Iterable[ops.MigrateOperation] = ()
) -> dict[Item, str]:
    """Return the definitions of the database's schema, after some operations.

    Raises:
        DBAPIError: PostgreSQL rejects an operation.
    """
    names = {name: name for name in schemas_of(connection, metadata)}
    with _rolled_back(connection):
        # As in env.py: the naming convention of the models gives names to unnamed constraints.
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        runner = Operations(context)
        for operation in flatten(operations):
            runner.invoke(operation)
        return catalog.read(connection, names)


def run(connection: Connection, statement: str) -> None:
    """Run a statement literally, without parameters."""
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
    existing = set(connection.scalars(text("SELECT nspname FROM pg_namespace")))
    return [name for name in schemas_of(connection, metadata) if name not in existing]


@contextmanager
def _rolled_back(connection: Connection) -> Iterator[None]:
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


@contextmanager
def _in_a_transaction(metadata: MetaData) -> Iterator[None]:
    """Create all indexes in a transaction, also those that migrations create concurrently."""
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
