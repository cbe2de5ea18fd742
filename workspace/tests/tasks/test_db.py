"""The tasks of the checkout's own server and its development database."""

import os
import sys
from collections.abc import Callable
from contextlib import closing

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.core.journal import Record
from headstart.devdb import development, snapshots
from headstart.migrations import revisions
from headstart.postgres import databases, servers, urls
from headstart.postgres.servers import Server
from headstart.scaffold import undo
from headstart.setup import toolchain
from headstart.tasks import db
from tests.support.statements import execute
from tests.support.terminals import Terminal


@pytest.fixture(autouse=True)
def both_servers(new_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> tuple[Server, Server]:
    """Give the checkout new servers."""
    development_server, test_server = new_server(label="development"), new_server(label="test")
    monkeypatch.setattr(servers, "development_server", lambda: development_server)
    monkeypatch.setattr(servers, "test_server", lambda: test_server)
    return development_server, test_server


def test_the_server_is_started_once(
    both_servers: tuple[Server, Server], capsys: pytest.CaptureFixture[str]
) -> None:
    url = urls.with_database(both_servers[0].url("postgres"), project.name())
    db.start(Context())
    db.start(Context())
    assert capsys.readouterr().out == f"started: {url}\nalready running: {url}\n"


def test_both_servers_are_stopped(
    both_servers: tuple[Server, Server], capsys: pytest.CaptureFixture[str]
) -> None:
    for server in both_servers:
        server.start()
    db.stop(Context())
    db.stop(Context())
    assert capsys.readouterr().out == "stopped: development, test\nno server of this checkout is running\n"
    assert both_servers[0].data.exists()
    assert not both_servers[1].data.exists()


def test_the_status_shows_the_servers(
    both_servers: tuple[Server, Server], capsys: pytest.CaptureFixture[str]
) -> None:
    db.status(Context())
    assert capsys.readouterr().out.split("\n")[0].split() == [
        "development",
        "stopped",
        str(both_servers[0].data),
    ]
    db.start(Context())
    capsys.readouterr()
    db.status(Context())
    output = capsys.readouterr().out
    assert f"process {both_servers[0].pid()}" in output
    assert "none: run `inv migrate` to create the tables" in output


def test_the_status_names_a_killed_command_until_it_is_undone(capsys: pytest.CaptureFixture[str]) -> None:
    undo.journal().write(Record("`inv new` (process 7)", database={"url": "postgresql:///mine"}))
    db.status(Context())
    output = capsys.readouterr().out
    assert "killed       `inv new` (process 7), and still to be undone: run `inv migrate`\n" in output


@pytest.mark.parametrize(("answer", "lost"), [("y\n", True), ("n\n", False)])
def test_a_reset_asks_in_a_terminal(answer: str, *, lost: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    url = development.open_database().url
    execute(url, "CREATE TABLE mine ()")
    monkeypatch.setattr(revisions, "migrate", lambda _url: None)
    monkeypatch.setattr(development, "seed", lambda _url: "30 authors")
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    if lost:
        db.reset(Context())
    else:
        with pytest.raises(Exit, match="nothing was changed"):
            db.reset(Context())
    with closing(databases.connect(url)) as session, session.cursor() as rows:
        rows.execute("SELECT to_regclass('mine') IS NULL")
        assert rows.fetchone() == (lost,)
    backups = snapshots.list_snapshots(url)
    assert [each.label.kind for each in backups] == (["before reset"] if lost else [])


def test_a_reset_that_fails_leaves_the_database_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    url = development.open_database().url
    execute(url, "CREATE TABLE mine ()")

    def fail(_url: str) -> None:
        msg = "a migration failed"
        raise WorkspaceError(msg)

    monkeypatch.setattr(revisions, "migrate", fail)
    with pytest.raises(Exit, match="a migration failed"):
        db.reset(Context(), yes=True)
    execute(url, "DROP TABLE mine")
    assert snapshots.list_snapshots(url) == []


def test_the_shell_runs_psql_in_the_development_database(
    both_servers: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _path, args: calls.append(args))
    monkeypatch.setattr(sys, "argv", ["inv", "db.shell", "--", "-c", "SELECT 1"])
    db.shell(Context())
    psql = str(toolchain.postgres().folder / "psql")
    assert calls == [[psql, "-c", "SELECT 1", both_servers[0].url(project.name())]]
