"""Locking between migrations and other users of the database."""

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
DEADLINE = 60  # seconds; only a failing test waits this long
LOCK_KEY = 7_301_294_412  # as in env.py
MIGRATION = """
from alembic import op

revision = "later"
down_revision = "{head}"


def upgrade():
    op.execute("SET lock_timeout = '1ms'")
    op.execute("ALTER TABLE test_shelves ADD COLUMN more text")


def downgrade():
    op.execute("{downgrade}")
"""


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until the condition is true."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def config(own_database: str, tmp_path: Path) -> Config:
    """Return an Alembic configuration with its own database and an additional folder for migrations."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = own_database
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{ROOT / 'backend/migrations/versions'}\n{tmp_path}")
    return config


@pytest.fixture
def add_migration(own_database: str, tmp_path: Path) -> Callable[[str], None]:
    """Return a function that creates a table and adds a migration with the given downgrade statement."""

    def add(downgrade: str) -> None:
        with closing(psycopg2.connect(own_database)) as session, session.cursor() as rows:
            rows.execute("CREATE TABLE test_shelves (number int)")
            session.commit()
            rows.execute("SELECT version_num FROM alembic_version")
            (head,) = rows.fetchone() or ("",)
        (tmp_path / "later.py").write_text(MIGRATION.format(head=head, downgrade=downgrade), "utf-8")

    return add


def test_a_lock_timeout_ends_the_migration_with_a_short_error(
    config: Config, own_database: str, add_migration: Callable[[str], None]
) -> None:
    add_migration("SELECT 1")
    with closing(psycopg2.connect(own_database)) as session, session.cursor() as other:
        other.execute("LOCK TABLE test_shelves IN ACCESS SHARE MODE")
        with pytest.raises(
            CommandError, match=r"another session kept a lock for .* `ALTER TABLE test_shelves ADD"
        ):
            command.upgrade(config, "head")
        session.rollback()  # the server may notice a closed connection only later

    command.upgrade(config, "head")


def test_a_database_error_names_the_failed_statement(
    config: Config, add_migration: Callable[[str], None]
) -> None:
    add_migration("DROP TABLE nothing")
    command.upgrade(config, "head")

    with pytest.raises(CommandError, match=r'^table "nothing" does not exist, at `DROP TABLE nothing`$'):
        command.downgrade(config, "-1")


def test_a_waiting_migration_does_not_block_concurrent_index_creation(
    config: Config, own_database: str, add_migration: Callable[[str], None]
) -> None:
    add_migration("SELECT 1")
    second = threading.Thread(target=command.upgrade, args=(config, "head"))
    with closing(psycopg2.connect(own_database)) as session:
        session.autocommit = True
        with session.cursor() as first:
            first.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
            second.start()
            wait_until(lambda: another_session_waits(first))
            # This waits for all snapshots, so the second migration must not hold one.
            first.execute("CREATE INDEX CONCURRENTLY ix_test_shelves_later ON test_shelves (number)")
            assert second.is_alive()
            first.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
            second.join()
            first.execute("SELECT version_num FROM alembic_version")
            assert first.fetchone() == ("later",)


def another_session_waits(rows: cursor) -> bool:
    rows.execute(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND query LIKE '%%advisory_lock(%%'"
    )
    return rows.rowcount > 0


def test_a_migration_runs_in_utc_regardless_of_the_environment(
    config: Config,
    own_database: str,
    add_migration: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Apia")
    add_migration("CREATE TABLE test_zones AS SELECT current_setting('timezone') AS name")
    command.upgrade(config, "later")

    command.downgrade(config, "later@-1")

    with closing(psycopg2.connect(own_database)) as session, session.cursor() as rows:
        rows.execute("SELECT name FROM test_zones")
        assert rows.fetchone() == ("UTC",)
