"""Runs the migrations, for the command line and the tests."""

import time
import warnings

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, pool, text
from sqlalchemy.exc import DBAPIError, OperationalError, SAWarning

import app.models  # noqa: F401 -- loads every model into the metadata
from app.config import DatabaseSettings, SettingsError, load_settings
from app.models.base import Base
from app.repositories.engine import plain_engine

# A migration that waits for a lock blocks everybody behind it: give up instead.
LOCK_TIMEOUT = "5s"
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for it
SESSION = f"SET lock_timeout = '{LOCK_TIMEOUT}'; SET timezone = 'UTC'"  # as in the API
# An advisory lock: two migrations at once take turns. The number is arbitrary, but must be the same everywhere.
LOCK_KEY = 7_301_294_412


def make_engine() -> Engine:
    """Make an engine for the URL in ``config.attributes["url"]``, or else in the environment."""
    given = context.config.attributes.get("url")
    try:
        settings = DatabaseSettings(database_url=given) if given else load_settings(DatabaseSettings)
        return plain_engine(settings, poolclass=pool.NullPool)
    except SettingsError as error:
        raise CommandError(str(error)) from None


def take_turn(connection: Connection) -> None:
    """Wait until no other migration runs.

    It polls: a statement that waits holds a snapshot, and the other migration's CREATE INDEX CONCURRENTLY waits
    for all snapshots to end.
    """
    while not connection.scalar(text(f"SELECT pg_try_advisory_lock({LOCK_KEY})")):
        connection.rollback()
        time.sleep(0.1)


def explain(error: DBAPIError) -> str:
    """Return one sentence that says why a migration stopped."""
    statement = " ".join((error.statement or "").split())[:120]
    if getattr(error.orig, "pgcode", None) == LOCK_NOT_AVAILABLE:
        return (
            f"another session kept a lock for {LOCK_TIMEOUT} that `{statement}` needs: "
            "run the migrations again when it has ended"
        )
    return f"{str(error.orig).splitlines()[0]}, at `{statement}`"


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether autogenerate compares an object: only in the schemas of models."""
    return kind != "schema" or name in {None, *(table.schema for table in Base.metadata.tables.values())}


def migrate(connection: Connection) -> None:
    """Migrate the database of an open connection to the requested revision."""
    take_turn(connection)
    connection.execute(text(SESSION))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # The tooling's plugin compares what Alembic does not: checks, defaults, options of indexes, …
        autogenerate_plugins=["alembic.autogenerate.*", "headstart.*"],
        include_schemas=True,
        include_name=is_ours,
        # If one fails, the migrations before it stay.
        transaction_per_migration=True,
    )
    # PostgreSQL types that SQLAlchemy does not know are compared anyway.
    warnings.filterwarnings("ignore", "Did not recognize type", SAWarning)
    with context.begin_transaction():
        context.run_migrations()


def write_statements() -> None:
    """Write the statements for ``alembic upgrade --sql``, without a connection."""
    context.configure(
        dialect_name="postgresql",
        target_metadata=Base.metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},  # otherwise, each % is doubled
        transaction_per_migration=True,
    )
    context.execute(SESSION)
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Connect and migrate, or write the statements."""
    if context.is_offline_mode():
        write_statements()
        return
    engine = make_engine()
    try:
        connection = engine.connect()
    except OperationalError as error:
        msg = f"the database does not answer: {str(error.orig).splitlines()[0]}"
        raise CommandError(msg) from None
    with connection:
        try:
            migrate(connection)
        except DBAPIError as error:
            raise CommandError(explain(error)) from error


main()
