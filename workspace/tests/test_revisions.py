"""Which migration a database is at, and the way to another."""

from pathlib import Path

import pytest

from workspace import project, revisions
from workspace.tests.statements import execute


def test_a_database_without_migrations_is_at_no_revision(database: str) -> None:
    assert revisions.revision(database) is None
    execute(database, "CREATE TABLE alembic_version (version_num text)")
    assert revisions.revision(database) is None


def test_the_revision_of_a_database_is_read_from_it(database: str) -> None:
    execute(database, "CREATE TABLE alembic_version (version_num text)")
    execute(database, "INSERT INTO alembic_version VALUES ('abc123')")
    assert revisions.revision(database) == "abc123"


@pytest.mark.parametrize(
    ("files", "newest"),
    [
        ({}, None),
        ({"1.py": 'revision = "a"\ndown_revision = None\n'}, "a"),
        (
            {
                "1.py": 'revision: str = "a"\ndown_revision: str | None = None\n',
                "2.py": 'revision: str = "b"\ndown_revision: str | None = "a"\n',
            },
            "b",
        ),
        (
            {
                "1.py": 'revision = "a"\ndown_revision = None\n',
                "2.py": 'revision = "b"\ndown_revision = None\n',
            },
            None,
        ),
    ],
)
def test_the_newest_revision_is_read_from_the_files(
    files: dict[str, str], newest: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    for name, text in files.items():
        (versions / name).write_text(text, "utf-8")
    monkeypatch.setattr(project, "BACKEND", folder)
    assert revisions.newest_revision() == newest


def test_a_database_at_head_is_left_alone(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "_alembic", lambda *_words: pytest.fail("Alembic was started"))
    revisions.migrate(migrated)


@pytest.mark.parametrize("older", ["base", "-1"])
def test_what_is_named_as_older_is_gone_back_to(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(revisions, "_alembic", lambda _url, *words: asked.extend(words))
    revisions.migrate("postgresql:///a", older)
    assert asked == ["downgrade", older]
