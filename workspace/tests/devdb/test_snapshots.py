"""Snapshots are taken, listed, restored exactly and deleted."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from headstart.core import commands
from headstart.core.errors import WorkspaceError
from headstart.devdb import snapshots
from headstart.postgres import databases, labels, swap, urls
from headstart.postgres.servers import Server
from tests.support.checksums import checksums
from tests.support.polling import until
from tests.support.statements import execute
from tests.support.tables import make_tables

WRECK = """
DELETE FROM own_books WHERE id % 3 = 0;
UPDATE own_authors SET name = 'nobody';
ALTER TABLE own_books DROP COLUMN price;
DROP TABLE alembic_version;
CREATE TABLE more ();
"""


@pytest.fixture
def url(migrated: str) -> Iterator[str]:
    """Return the address of a database with own_books, on a server that has no snapshot afterwards."""
    make_tables(migrated, authors=10, books=100)
    yield migrated
    for each in snapshots.list_snapshots(migrated):
        snapshots.remove(migrated, each)


def names(url: str) -> list[str]:
    return [each.label.name for each in snapshots.list_snapshots(url)]


def test_a_restored_database_is_identical(url: str) -> None:
    before = checksums(url)
    snapshot = snapshots.take(url, "good")
    execute(url, WRECK)
    wrecked = checksums(url)
    backup = snapshots.restore(url, snapshot)
    assert checksums(url) == before
    snapshots.restore(url, snapshots.find(url, backup.name))
    assert checksums(url) == wrecked
    snapshots.restore(url, snapshot)
    assert checksums(url) == before


def test_sequences_of_a_restored_database_continue(url: str) -> None:
    snapshot = snapshots.take(url)
    insert = "INSERT INTO own_authors (name) VALUES ('new')"
    execute(url, insert)
    after = checksums(url)
    snapshots.restore(url, snapshot)
    execute(url, insert)
    assert checksums(url).keys() == after.keys()
    assert checksums(url)["own_authors_id_seq"] == after["own_authors_id_seq"]


def test_a_snapshot_records_its_origin(url: str) -> None:
    snapshot = snapshots.take(url, note="before the demo")
    label = snapshot.label
    assert label.database == urls.database_name(url)
    assert (label.kind, label.note, bool(label.revision)) == ("by hand", "before the demo", True)
    assert label.name.startswith(f"{label.database}-2")
    assert snapshot.size > 1024**2


@pytest.mark.parametrize(
    "name", ["a \"name\" with 'quotes'", "x" * 200, "日本 % {} \\ ;", "$(rm -rf /)", "[bold]"]
)
def test_any_line_of_text_is_a_name(name: str, url: str) -> None:
    snapshots.take(url, name)
    assert names(url) == [name]
    assert snapshots.find(url, name).label.name == name


def test_two_ways_to_write_the_same_name_are_one(url: str) -> None:
    snapshots.take(url, "caf\u00e9")
    with pytest.raises(WorkspaceError, match="the snapshot café already exists"):
        snapshots.take(url, "cafe\u0301")
    assert snapshots.find(url, "cafe\u0301").label.name == "caf\u00e9"


@pytest.mark.parametrize("name", ["-x", "--", "two\nlines", "x" * 201, " ", "a\x00b"])
def test_an_invalid_name_is_refused(name: str, url: str) -> None:
    with pytest.raises(WorkspaceError, match="a snapshot's name is one line of 1 to 200 characters"):
        snapshots.take(url, name)
    assert names(url) == []


def test_a_name_is_given_once(url: str) -> None:
    snapshots.take(url, "mine")
    with pytest.raises(WorkspaceError, match="the snapshot mine already exists: choose another name"):
        snapshots.take(url, "mine")


def test_two_simultaneous_snapshots_are_both_kept(url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(snapshots.take, url) for _ in range(2)]:
            future.result()
    assert len(set(names(url))) == 2


def test_a_missing_snapshot_is_reported(url: str) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no snapshot mine: `inv db.list` lists all"):
        snapshots.find(url, "mine")
    with pytest.raises(WorkspaceError, match=f"there is no snapshot of {urls.database_name(url)}"):
        snapshots.find(url)


def test_the_default_is_the_last_one_not_created_by_a_restore(url: str) -> None:
    snapshot = [snapshots.take(url, name) for name in ("first", "second")]
    snapshots.restore(url, snapshot[0])
    assert snapshots.find(url).label.name == "second"
    with swap.turn(url) as turn, snapshots.replace_database(turn, "before reset") as new:
        pass
    assert snapshots.find(url).label.name == new.backup.name


def test_three_automatic_backups_are_kept(url: str) -> None:
    snapshot = snapshots.take(url, "mine")
    backup = [snapshots.restore(url, snapshot).name for _ in range(5)]
    assert sorted(names(url)) == sorted([*backup[-3:], "mine"])


def test_snapshots_of_another_database_stay(url: str) -> None:
    other = urls.with_database(url, f"{urls.database_name(url)}_b")
    databases.ensure(other)
    snapshot = snapshots.take(other, "other")
    backup = snapshots.restore(other, snapshot)
    for _ in range(4):
        snapshots.restore(url, snapshot)
    assert {"other", backup.name} < set(names(url))
    assert len(names(url)) == 5
    with databases.maintenance(url) as server:
        databases.drop(server, urls.database_name(other))


def test_a_database_that_only_looks_like_a_snapshot_is_passed_over(url: str) -> None:
    databases.ensure(urls.with_database(url, "headstart_snapshot_x"))
    with databases.maintenance(url) as server:
        for comment in (None, "", "text", "[]", '{"headstart": 1}', '{"headstart": {}}'):
            server.execute(labels.comment("headstart_snapshot_x", comment))
            assert names(url) == []
        databases.drop(server, "headstart_snapshot_x")


def test_a_server_killed_during_a_restore_loses_nothing(server: Server) -> None:
    server.start()
    url = server.url("shop")
    databases.ensure(url)
    execute(url, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('one')")
    snapshot = snapshots.take(url, "mine")
    execute(url, "INSERT INTO notes VALUES ('two')")
    before = checksums(url)

    with ThreadPoolExecutor() as pool:
        blocker = psycopg2.connect(server.url("postgres"))
        blocker.cursor().execute("COMMENT ON DATABASE shop IS 'held'")
        restoring = pool.submit(snapshots.restore, url, snapshot)
        until(lambda: has_waiting_session(server))
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGQUIT)
        with pytest.raises(
            WorkspaceError, match="PostgreSQL closed the connection and undid unfinished changes"
        ):
            restoring.result()
        until(lambda: server.pid() is None)

    server.start()
    assert checksums(url) == before
    assert names(url) == ["mine"]
    snapshots.restore(url, snapshot)
    assert len(checksums(url)) == 1
    assert checksums(url) != before


def test_a_full_disk_is_reported_and_loses_nothing(
    small_disk: Path,  # requested before the server, so that it is removed last
    new_server: Callable[..., Server],
) -> None:
    server = new_server(small_disk / "data")
    server.start()
    url = server.url("shop")
    databases.ensure(url)
    execute(url, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('one')")
    execute(url, "CHECKPOINT")  # writes at a checkpoint need space, too
    before = checksums(url)
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free - 1024**2))
    with pytest.raises(WorkspaceError, match="the disk of the database server is full: free some space"):
        snapshots.take(url, "mine")
    assert names(url) == []
    assert checksums(url) == before


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """Return a file system of 96 MB, where one may be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    args = ["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk]
    if shutil.which("mount") is None or commands.run(args).exit_code != 0:
        pytest.skip("no file system can be mounted here")
    yield disk
    commands.run(["umount", "--lazy", disk])


def has_waiting_session(server: Server) -> bool:
    with closing(databases.connect(server.url("postgres"))) as session, session.cursor() as rows:
        rows.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')")
        return rows.fetchone() == (True,)
