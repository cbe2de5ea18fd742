"""Dumps are written atomically, and loaded exactly on another server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from headstart.core.errors import WorkspaceError
from headstart.devdb import dumps, snapshots
from headstart.postgres import databases, urls
from headstart.postgres.servers import Server
from headstart.setup import toolchain
from tests.support.checksums import checksums
from tests.support.statements import execute
from tests.support.tables import make_tables


@pytest.fixture
def url(migrated: str) -> Iterator[str]:
    """Return the address of a database with two authors, on a server that has no snapshot afterwards."""
    make_tables(migrated, authors=2)
    execute(migrated, "SELECT nextval('own_books_id_seq')")
    yield migrated
    for each in snapshots.list_snapshots(migrated):
        snapshots.remove(migrated, each)


def test_a_dump_is_the_same_on_another_server(
    url: str, folder: Path, new_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dumps.dump(url, folder / "shop.dump")
    other = new_server()
    other.start()
    monkeypatch.delenv("DATABASE_URL")
    other_url = other.url("shop")
    databases.ensure(other_url)
    execute(other_url, "CREATE TABLE before ()")
    backup = dumps.load(other_url, path)
    assert checksums(other_url) == checksums(url)
    assert snapshots.find(other_url).label == backup
    assert backup.note == "shop.dump"
    snapshots.restore(other_url, snapshots.find(other_url))
    assert list(checksums(other_url)) == ["before"]


def test_a_dump_is_named_after_the_database_and_the_time(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    path = dumps.dump(url)
    assert path.name.startswith(f"{urls.database_name(url)}-2")
    assert path.exists()


def test_a_file_that_is_there_is_not_written_over(url: str, folder: Path) -> None:
    (folder / "mine").write_text("mine", "utf-8")
    with pytest.raises(WorkspaceError, match="mine already exists: choose another name"):
        dumps.dump(url, folder / "mine")
    assert (folder / "mine").read_text("utf-8") == "mine"


def test_a_dump_that_fails_leaves_no_file(url: str, folder: Path) -> None:
    role = urls.database_name(url)
    execute(url, f"CREATE ROLE {role} LOGIN")
    (folder / "here").mkdir()
    with pytest.raises(WorkspaceError, match=r"the database could not be dumped \(.*permission denied"):
        dumps.dump(urls.address({**urls.parts(url), "user": role}), folder / "here" / "file")
    assert list((folder / "here").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"-- a script\nSELECT 1;\n", b"PGDMP"])
def test_a_file_that_is_no_dump_changes_nothing(content: bytes, url: str, folder: Path) -> None:
    before = checksums(url)
    (folder / "file").write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"file could not be loaded \(.+\): the database is unchanged"):
        dumps.load(url, folder / "file")
    assert checksums(url) == before
    assert snapshots.list_snapshots(url) == []


def test_a_damaged_dump_changes_nothing(url: str, folder: Path) -> None:
    path = dumps.dump(url, folder / "whole")
    (folder / "half").write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    before = checksums(url)
    with pytest.raises(WorkspaceError, match=r"half could not be loaded \(.+\): the database is unchanged"):
        dumps.load(url, folder / "half")
    assert checksums(url) == before


def test_a_missing_file_is_reported(url: str, folder: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no file .*nothing: run `inv db.dump`"):
        dumps.load(url, folder / "nothing")


def test_a_missing_folder_is_reported(url: str, folder: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no folder .*nowhere: create it with `mkdir -p`"):
        dumps.dump(url, folder / "nowhere" / "file")


def test_a_program_older_than_the_server_is_reported(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = folder / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.3'\n", "utf-8")
    old.chmod(0o755)
    monkeypatch.setattr(toolchain, "client", lambda _name: old)
    with pytest.raises(WorkspaceError, match=r"pg_dump has version 15\.3, but the server 18"):
        dumps.dump(url, folder / "file")
