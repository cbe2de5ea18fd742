"""The development database: opening, migrating, seeding and comparing it."""

import sys
from pathlib import Path

import pytest
from invoke.context import Context

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.devdb import development
from headstart.migrations import revisions
from headstart.postgres import databases, servers, urls
from headstart.postgres.servers import Server
from headstart.tasks import data


def test_opening_it_starts_the_server_and_makes_the_database(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "development_server", lambda: server)
    database = development.open_database()
    assert (database.server, database.was_started) == (server, True)
    assert urls.database_name(database.url) == project.name()
    assert databases.is_empty(database.url)
    assert not development.open_database().was_started


def test_an_address_of_another_server_starts_none(database: str) -> None:
    opened = development.open_database()
    assert (opened.url, opened.server, opened.was_started) == (database, None, False)


def test_seeding_migrates_first(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    data.seed(Context())
    assert revisions.revision(database) == revisions.newest_revision()
    assert capsys.readouterr().out.count("\n") == 1


def test_an_interrupted_bulk_seeding_is_an_interruption(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexit 130\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(KeyboardInterrupt):
        development.seed_in_bulk(database, 5)


def test_a_killed_bulk_seeding_is_reported(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nkill -9 $$\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(WorkspaceError, match="the seeding was killed, and nothing was written"):
        development.seed_in_bulk(database, 5)


def test_more_rows_than_the_disk_has_room_for_are_refused(database: str) -> None:
    with pytest.raises(WorkspaceError, match=r"^adding 1,000,000,000,000 rows may need .* or add fewer$"):
        development.seed_in_bulk(database, 10**12)


def test_a_database_at_head_stays_there(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(revisions, "migrate", lambda _url, _to: None)
    data.migrate(Context())
    assert capsys.readouterr().out == f"{urls.database_name(database)} is already at no revision\n"


@pytest.mark.usefixtures("database")
def test_a_migration_is_refused_where_the_database_is_behind() -> None:
    with pytest.raises(WorkspaceError, match="behind the newest migration: run `inv migrate`"):
        development.create_migration(development.open_database().url, "more")
    with pytest.raises(WorkspaceError, match="behind the newest migration: run `inv migrate`"):
        development.write_migration(development.open_database().url, "more")


def test_a_migration_is_refused_where_models_and_database_agree(migrated: str) -> None:
    with pytest.raises(
        WorkspaceError, match="are equal, so there is nothing to migrate: change a model first"
    ):
        development.create_migration(migrated, "more")


def alembic(monkeypatch: pytest.MonkeyPatch, *cases: str) -> None:
    """Replace Alembic by a script."""
    args = ("/bin/sh", "-c", f"case $1 in {' '.join(cases)} esac", "alembic")
    monkeypatch.setattr(development, "ALEMBIC", args)


def test_models_that_cannot_be_compared_are_explained(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alembic(monkeypatch, "check) echo a traceback; echo ImportError: no module; exit 1;;")
    with pytest.raises(
        WorkspaceError, match="could not be compared with the database: ImportError: no module"
    ):
        development.create_migration(database, "more")


def test_a_migration_is_written_and_its_path_is_returned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str
) -> None:
    alembic(
        monkeypatch,
        "check) echo FAILED: New upgrade operations detected; exit 255;;",
        'revision) echo "Generating"; echo "  /a/path/2026_${3#--message=}.py ...  done";;',
    )
    data.migration(Context(), "add_notes")
    assert capsys.readouterr().out == "wrote /a/path/2026_add_notes.py: read it, then run `inv migrate`\n"
    assert databases.is_empty(database)
