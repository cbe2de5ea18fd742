"""Runs the migrations, for the command line and for the tests."""

from importlib import import_module

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, pool, text
from sqlalchemy.exc import OperationalError

import app.models  # noqa: F401 -- loads every model into the metadata
from app.config import DatabaseSettings, SettingsError, load_settings
from app.models.base import Base

# A migration that waits for a lock keeps everybody else waiting behind it: rather give up.
LOCK_TIMEOUT = "5s"
# Two migrations at once take turns. The number means nothing, it only has to be the same everywhere.
TURN = 7_301_294_412


def database_url() -> str:
    """Return the address from the caller's ``config.attributes["url"]``, or from the environment.

    ``alembic`` typed in a checkout means the development database: started, and the branch's own if it
    follows the branch.
    """
    given = context.config.attributes.get("url") or _development_url()
    try:
        settings = DatabaseSettings(database_url=given) if given else load_settings(DatabaseSettings)
    except SettingsError as error:
        raise CommandError(str(error)) from None
    return settings.sqlalchemy_url


def _development_url() -> str | None:
    try:
        workspace = import_module("workspace.development")
    except ImportError:  # what ships has no workspace
        return None
    try:
        url: str | None = workspace.url_for_alembic()
    except workspace.WorkspaceError as error:
        raise CommandError(str(error)) from None
    return url


def migrate(connection: Connection) -> None:
    """Bring an open connection's database to the revision that was asked for."""
    connection.execute(text(f"SELECT pg_advisory_lock({TURN})"))
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
        # Check constraints too, which Alembic leaves out unless it is asked to compare their names.
        autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
        # What a failed migration leaves behind is where the one before it ended.
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Connect, or write the statements down for ``alembic upgrade --sql``."""
    if context.is_offline_mode():
        context.configure(url=database_url(), target_metadata=Base.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(database_url(), poolclass=pool.NullPool)
    try:
        connection = engine.connect()
    except OperationalError as error:
        msg = f"the database does not answer: {str(error.orig).splitlines()[0]}"
        raise CommandError(msg) from None
    with connection:
        migrate(connection)


main()
