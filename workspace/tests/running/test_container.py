"""The API in a container: the database is prepared, and its errors do not stop the server."""

import os
import sys
from collections.abc import Mapping

import pytest

from headstart.core import project
from headstart.devdb.prepare import prepare
from headstart.migrations import revisions
from headstart.postgres import databases, urls
from headstart.running import container

SEEDED = ("seeded ", "nothing to seed: ")  # where no resource has demo data


def test_a_new_database_is_migrated_and_seeded_once(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prepare() == urls.database_name(database)
    first = capsys.readouterr().out
    assert first.startswith(SEEDED)
    assert revisions.revision(database) == revisions.newest_revision()
    prepare()
    again = first if databases.is_empty(database) else "the database is ready\n"
    assert capsys.readouterr().out == again


def test_an_unreachable_database_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert not prepare()
    assert capsys.readouterr().out.startswith("inv: PostgreSQL does not answer")


def test_the_server_replaces_the_process(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[str, str, str]] = []

    def execve(program: str, args: list[str], environment: Mapping[str, str]) -> None:
        address = args[args.index("headstart.running.dev_server") + 1]
        calls.append((program, address, environment["DATABASE_URL"]))

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.chdir(project.ROOT)
    container.main()
    assert calls == [(sys.executable, "0.0.0.0", database)]  # noqa: S104 - a container's own addresses
    assert capsys.readouterr().out.startswith(SEEDED)


def test_the_worker_replaces_the_process_and_leaves_the_database_to_the_api(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(os, "execve", lambda _program, args, _environment: calls.append(args))
    monkeypatch.chdir(project.ROOT)

    container.main("worker")

    assert calls == [[sys.executable, "-m", "headstart.running.dev_worker"]]
    assert databases.is_empty(database)
