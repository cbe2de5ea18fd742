"""Observations of a database: locks, waits, schema and contents."""

from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest
from psycopg2.extensions import connection, cursor

from headstart.migrations.rehearsal import contents, schema
from headstart.migrations.rehearsal.client import Client
from headstart.migrations.rehearsal.locks import Lock, LockWatch
from headstart.migrations.rehearsal.phase import Progress, Watch
from tests.support.polling import until
from tests.support.statements import execute

TABLES = """
CREATE TABLE shops (id bigint PRIMARY KEY, name text NOT NULL, city text, UNIQUE (name));
CREATE TABLE plain (note text);
INSERT INTO shops VALUES (1, 'One', 'Rome'), (2, 'Two', NULL);
"""


@pytest.fixture
def shops(database: str) -> str:
    execute(database, TABLES)
    return database


@pytest.fixture
def rows(shops: str) -> Iterator[cursor]:
    with closing(psycopg2.connect(shops)) as session:
        session.autocommit = True
        with session.cursor() as rows:
            yield rows


@pytest.fixture
def session(shops: str) -> Iterator[connection]:
    with closing(psycopg2.connect(shops)) as session:
        yield session


def test_a_lock_is_counted_from_its_statement_to_its_end(rows: cursor, session: connection) -> None:
    with session.cursor() as holder:
        watch, pid = LockWatch(rows), session.info.backend_pid
        watch.look(pid, 10.0, 9.0, "BEGIN")
        holder.execute("LOCK TABLE shops IN SHARE MODE")
        watch.look(pid, 12.0, 11.0, "LOCK shops")
        holder.execute(
            "CREATE TABLE born (id bigint); DROP INDEX IF EXISTS nothing; ALTER TABLE plain ADD n int"
        )
        watch.look(pid, 15.0, 14.0, "ALTER plain")
        session.commit()
        watch.look(pid, 20.0, 14.0, "ALTER plain")
        assert watch.close(30.0) == [
            Lock("plain", "AccessExclusiveLock", 6.0, "ALTER plain"),
            Lock("shops", "ShareLock", 9.0, "LOCK shops"),
        ]
        assert [lock.blocks for lock in watch.close(30.0)] == ["reads and writes", "writes"]


def test_locks_on_an_index_are_reported_unless_its_table_is_locked(rows: cursor, session: connection) -> None:
    with session.cursor() as holder:
        watch, pid = LockWatch(rows), session.info.backend_pid
        holder.execute("REINDEX INDEX shops_name_key")
        watch.look(pid, 2.0, 1.0, "REINDEX")
        session.rollback()
        watch.look(pid, 3.0, 1.0, "REINDEX")
        holder.execute("DROP TABLE shops")
        watch.look(pid, 5.0, 4.0, "DROP")
        assert set(watch.close(7.0)) == {
            Lock("shops", "AccessExclusiveLock", 3.0, "DROP"),
            Lock("shops_name_key", "AccessExclusiveLock", 2.0, "REINDEX"),
            Lock("shops", "ShareLock", 2.0, "REINDEX"),
        }


def has_session(rows: cursor, condition: str) -> bool:
    """Return whether a session of the database meets a condition."""
    rows.execute(f"SELECT FROM pg_stat_activity WHERE datname = current_database() AND {condition}")
    return rows.rowcount > 0


@pytest.mark.parametrize(
    ("statement", "activity"),
    [
        ("LOCK TABLE shops IN SHARE MODE", "writing to"),
        ("LOCK TABLE shops IN ACCESS EXCLUSIVE MODE", "reading"),
        ("UPDATE shops SET city = 'Oslo'", "writing to"),
    ],
)
def test_a_client_that_waits_for_the_migration_is_noticed(
    statement: str, activity: str, shops: str, session: connection, rows: cursor
) -> None:
    with session.cursor() as holder, Client(shops) as client:
        watch = Watch(rows, LockWatch(rows), client)
        holder.execute(statement)
        # The other one may wait too, and sooner.
        who = client.pids[0 if activity == "reading" else 1]
        until(lambda: has_session(rows, f"wait_event_type = 'Lock' AND pid = {who}"))
        watch.look(Progress(pid=session.info.backend_pid), 1.0)
        session.rollback()
        until(lambda: ("shops", activity) in {(wait.table, wait.activity) for wait in client.waits})
    assert {wait.table for wait in client.waits} == {"shops"}
    assert client.broken == []


def test_waits_for_other_sessions_are_not_counted(shops: str, session: connection, rows: cursor) -> None:
    with session.cursor() as holder, Client(shops) as client:
        watch = Watch(rows, LockWatch(rows), client)
        holder.execute("LOCK TABLE shops IN SHARE MODE")
        until(lambda: has_session(rows, "wait_event_type = 'Lock'"))
        watch.look(Progress(pid=rows.connection.info.backend_pid), 1.0)
        session.rollback()
        until(lambda: not has_session(rows, "wait_event_type = 'Lock'"))
    assert client.waits == []


def test_a_client_leaves_no_trace(shops: str, rows: cursor) -> None:
    before = contents.contents(shops)
    with Client(shops) as client:
        until(lambda: has_session(rows, "query LIKE 'UPDATE %shops%'"))
        until(lambda: has_session(rows, "query LIKE 'INSERT %shops%'"))
    assert contents.contents(shops) == before
    assert client.is_uncounted
    rows.execute("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'shops'")
    assert rows.fetchone() == (0,)


REQUIRED = """
ALTER TABLE shops ADD COLUMN owner text NOT NULL DEFAULT '';
ALTER TABLE shops ALTER COLUMN owner DROP DEFAULT;
"""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("ALTER TABLE shops DROP COLUMN city", 'column "city"'),
        (REQUIRED, 'null value in column "owner"'),
    ],
)
def test_failures_of_code_with_the_old_schema_are_noticed(change: str, reason: str, shops: str) -> None:
    with Client(shops) as client:
        execute(shops, change)
    assert any(broken.reason.startswith(reason) for broken in client.broken)


def test_differences_of_two_schemas_are_described(shops: str) -> None:
    before = schema.schema(shops)
    execute(shops, "ALTER TABLE shops DROP COLUMN city; ALTER TABLE shops ADD COLUMN city text")
    assert schema.differences(before, schema.schema(shops)) == []
    execute(shops, "ALTER TABLE shops ALTER city TYPE varchar(9); DROP TABLE plain")
    execute(shops, "CREATE INDEX ix_city ON shops (city)")
    assert schema.differences(before, schema.schema(shops)) == [
        "index ix_city is left over",
        "table plain is missing",
        "table shops was `city text` and is `city character varying(9)`",
    ]


def test_changed_values_are_noticed_and_moved_rows_are_not(shops: str) -> None:
    before = contents.contents(shops)
    assert before["shops", "city"].count == 1
    execute(shops, "UPDATE shops SET name = name")
    assert contents.changed_columns(before, contents.contents(shops)) == []
    execute(shops, "UPDATE shops SET city = CASE id WHEN 2 THEN 'Rome' END")
    execute(shops, "ALTER TABLE shops DROP COLUMN name; ALTER TABLE plain DROP COLUMN note")
    after = contents.contents(shops)
    assert contents.changed_columns(before, after) == ["shops.city"]
    assert contents.dropped_columns(before, after) == [("shops.name", 2)]
