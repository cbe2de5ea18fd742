"""Migrations and whoever else uses the database: each waits for the other no longer than it must."""

import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from psycopg2.extensions import cursor

ROOT = Path(__file__).parents[3]
DEADLINE = 60  # seconds; only a test that fails waits this long
TURN = 7_301_294_412  # that of env.py
MIGRATION = """
from alembic import op

revision = "later"
down_revision = "{head}"


def upgrade():
    op.execute("SET lock_timeout = '1ms'")
    op.execute("ALTER TABLE shelves ADD COLUMN more text")


def downgrade():
    op.execute("{downgrade}")
"""


def until(condition: Callable[[], object]) -> None:
    """Return as soon as the condition holds."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def config(own_database: str, tmp_path: Path) -> Config:
    """Return Alembic's settings, with a database and one more migration of its own."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = own_database
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{ROOT / 'backend/migrations/versions'}\n{tmp_path}")
    return config


@pytest.fixture
def add_migration(own_database: str, tmp_path: Path) -> Callable[[str], None]:
    """Return a function that adds a table and a migration, with the statement of its downgrade."""

    def add(downgrade: str) -> None:
        with closing(psycopg2.connect(own_database)) as session, session.cursor() as rows:
            rows.execute("CREATE TABLE shelves (number int)")
            session.commit()
            rows.execute("SELECT version_num FROM alembic_version")
            (head,) = rows.fetchone() or ("",)
        (tmp_path / "later.py").write_text(MIGRATION.format(head=head, downgrade=downgrade), "utf-8")

    return add


def test_a_lock_that_is_not_to_be_had_ends_the_migration_with_a_sentence(
    config: Config, own_database: str, add_migration: Callable[[str], None]
) -> None:
    add_migration("SELECT 1")
    with closing(psycopg2.connect(own_database)) as session, session.cursor() as other:
        other.execute("LOCK TABLE shelves IN ACCESS SHARE MODE")
        with pytest.raises(
            CommandError, match=r"another session kept a lock for .* `ALTER TABLE shelves ADD"
        ):
            command.upgrade(config, "head")
        session.rollback()  # a server notices only later that a connection was closed

    command.upgrade(config, "head")


def test_what_the_database_refuses_is_a_sentence_with_the_statement(
    config: Config, add_migration: Callable[[str], None]
) -> None:
    add_migration("DROP TABLE nothing")
    command.upgrade(config, "head")

    with pytest.raises(CommandError, match=r'^table "nothing" does not exist, at `DROP TABLE nothing`$'):
        command.downgrade(config, "-1")


def test_two_migrations_take_turns_and_the_one_that_waits_does_not_hold_up_an_index(
    config: Config, own_database: str, add_migration: Callable[[str], None]
) -> None:
    add_migration("SELECT 1")
    second = threading.Thread(target=command.upgrade, args=(config, "head"))
    with closing(psycopg2.connect(own_database)) as session:
        session.autocommit = True
        with session.cursor() as first:
            first.execute("SELECT pg_advisory_lock(%s)", [TURN])
            second.start()
            until(lambda: somebody_waits(first))
            # Waits for every snapshot: the second migration must keep none.
            first.execute("CREATE INDEX CONCURRENTLY ix_shelves_later ON shelves (number)")
            assert second.is_alive()
            first.execute("SELECT pg_advisory_unlock(%s)", [TURN])
            second.join()
            first.execute("SELECT version_num FROM alembic_version")
            assert first.fetchone() == ("later",)


def somebody_waits(rows: cursor) -> bool:
    rows.execute(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND query LIKE '%%advisory_lock(%%'"
    )
    return rows.rowcount > 0


def test_a_migration_runs_in_utc_whatever_the_environment_says(
    config: Config,
    own_database: str,
    add_migration: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Apia")
    add_migration("CREATE TABLE zones AS SELECT current_setting('timezone') AS name")
    command.upgrade(config, "later")

    command.downgrade(config, "later@-1")

    with closing(psycopg2.connect(own_database)) as session, session.cursor() as rows:
        rows.execute("SELECT name FROM zones")
        assert rows.fetchone() == ("UTC",)
