"""Revisions of databases, and migrations."""

from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.migrations import revisions
from tests.support.statements import execute


@pytest.fixture
def versions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for a test's own migrations."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    monkeypatch.setattr(project, "BACKEND", folder)
    return versions


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
        (
            {
                "1.py": "revision = 'a'\ndown_revision = None\n",
                "2.py": 'revision = "b"\ndown_revision = None\n',
                "3.py": 'revision = "c"\ndown_revision: Sequence[str] | None = ("a", "b")\n',
            },
            "c",
        ),
    ],
)
def test_the_newest_revision_is_read_from_the_files(
    files: dict[str, str], newest: str | None, versions: Path
) -> None:
    for name, text in files.items():
        (versions / name).write_text(text, "utf-8")
    assert revisions.newest_revision() == newest


def test_a_database_at_head_is_not_changed(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "_alembic", lambda *_args: pytest.fail("Alembic was started"))
    revisions.migrate(migrated)


def test_a_database_at_an_unknown_migration_is_not_changed(migrated: str) -> None:
    execute(migrated, "UPDATE alembic_version SET version_num = 'elsewhere'")
    with pytest.raises(
        WorkspaceError, match="is at the migration elsewhere, which this checkout does not have"
    ):
        revisions.migrate(migrated)
    assert revisions.revision(migrated) == "elsewhere"


def test_several_newest_migrations_are_explained(database: str, versions: Path) -> None:
    for name in ("mine", "theirs"):
        (versions / f"{name}.py").write_text(f'revision = "{name}"\ndown_revision = None\n', "utf-8")
    with pytest.raises(
        WorkspaceError, match=r"mine and theirs are both the newest, .*: run `.venv/bin/alembic"
    ):
        revisions.migrate(database)


@pytest.mark.parametrize("text", ["revision = 'a'", 'revision: str = "a"', "revision: str = 'a'  # \"b\""])
def test_all_ways_to_write_a_revision_are_parsed(text: str, versions: Path) -> None:
    (versions / "1.py").write_text(text, "utf-8")
    assert revisions.is_known("a")
    assert revisions.is_known(None)
    assert not revisions.is_known("b")


@pytest.mark.parametrize("older", ["base", "-1"])
def test_relative_and_base_targets_are_downgrades(
    older: str, migrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(revisions, "_alembic", lambda _url, *args: calls.extend(args))
    revisions.migrate(migrated, older)
    assert calls == ["downgrade", older]
