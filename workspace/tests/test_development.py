"""The development database: opened, migrated, seeded, compared with the models."""

import pytest
from invoke.context import Context

from workspace import databases, development, postgres, project
from workspace.errors import WorkspaceError
from workspace.postgres import Server
from workspace.tasks import data


def test_opening_it_starts_the_server_and_makes_the_database(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "development_server", lambda: server)
    found = development.open_database()
    assert (found.server, found.started) == (server, True)
    assert databases.database_of(found.url) == project.name()
    assert databases.is_empty(found.url)
    assert not development.open_database().started


def test_an_address_of_another_server_starts_none(database: str) -> None:
    found = development.open_database()
    assert (found.url, found.server, found.started) == (database, None, False)


def test_seeding_migrates_first_and_twice_is_once(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    data.seed(Context())
    assert not databases.is_empty(database)
    assert databases.revision(database) == databases.newest_revision()
    first = capsys.readouterr().out
    assert first.count("\n") == 1
    data.seed(Context())
    assert capsys.readouterr().out.count("\n") == 1


def test_a_database_at_head_stays_there(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(databases, "migrate", lambda _url, _to: None)
    data.migrate(Context())
    assert capsys.readouterr().out == f"{databases.database_of(database)} is at no revision already\n"


@pytest.mark.usefixtures("database")
def test_a_migration_is_refused_where_the_database_is_behind() -> None:
    with pytest.raises(WorkspaceError, match="behind the newest migration: run `inv migrate`"):
        development.make_migration(development.open_database().url, "more")


def test_models_that_cannot_be_compared_are_explained(database: str) -> None:
    with pytest.raises(WorkspaceError, match="the models could not be compared with the database: .*no_such"):
        development.make_migration(databases.with_database(database, "no_such"), "more")
