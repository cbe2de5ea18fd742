"""The API in a container: the database is prepared, and what is wrong with it does not stop the server."""

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


def test_a_database_that_is_away_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert not prepare()
    assert capsys.readouterr().out.startswith("inv: PostgreSQL does not answer")


def test_the_server_takes_the_place_of_the_process(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    became: list[tuple[str, str, str]] = []

    def become(program: str, words: list[str], environment: Mapping[str, str]) -> None:
        became.append(
            (program, words[words.index("headstart.running.dev_server") + 1], environment["DATABASE_URL"])
        )

    monkeypatch.setattr(os, "execve", become)
    monkeypatch.chdir(project.ROOT)
    container.main()
    assert became == [(sys.executable, "0.0.0.0", database)]  # noqa: S104 - a container's own addresses
    assert capsys.readouterr().out.startswith(SEEDED)
