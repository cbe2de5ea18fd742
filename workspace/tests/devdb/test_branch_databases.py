"""The databases of branches: creation, listing and deletion."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from headstart.core import project
from headstart.devdb import branch_databases, branch_urls, branches, development, snapshots
from headstart.devdb.branch_databases import BranchDatabase
from headstart.postgres import databases, labels, urls
from headstart.postgres.servers import Server
from tests.support.repositories import Repository
from tests.support.statements import execute


@pytest.fixture
def repo(repository: Repository, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """Return a repository in which each branch has its own database, with the migration ``first``."""
    monkeypatch.setattr(project, "BACKEND", repository.root)
    (repository.root / "migrations" / "versions").mkdir(parents=True)
    migrate(repository, "first")
    branches.turn_on(urls.database_name(database))
    execute(database, "CREATE TABLE notes (text text)")
    yield repository
    with databases.maintenance(database) as server:
        server.execute("SELECT datname FROM pg_database WHERE datname ~ '_(branch|snapshot)_'")
        for (name,) in server.fetchall():
            databases.drop(server, name)


def migrate(repo: Repository, revision: str) -> None:
    """Commit a migration on this branch, and run it."""
    name = f"migrations/versions/{revision}.py"
    repo.commit(revision, **{name: f'revision = "{revision}"\n'})
    url = development.open_database().url
    execute(url, "CREATE TABLE IF NOT EXISTS alembic_version (version_num text)")
    execute(url, "DELETE FROM alembic_version; INSERT INTO alembic_version VALUES (%s)", revision)


def switch(repo: Repository, *args: str) -> str:
    """Check something out; return the message about its database."""
    repo.git("switch", "--quiet", *args)
    return development.open_database().note


def write(text: str) -> None:
    execute(branch_urls.development_url(), "INSERT INTO notes VALUES (%s)", text)


def notes() -> list[str]:
    with closing(psycopg2.connect(branch_urls.development_url())) as session, session.cursor() as rows:
        rows.execute("SELECT text FROM notes ORDER BY 1")
        return [text for (text,) in rows.fetchall()]


def database_of(branch: str) -> BranchDatabase:
    return next(each for each in branch_databases.list_databases() if each.branch == branch)


def test_a_new_branch_starts_with_a_copy_of_its_origins_database(repo: Repository) -> None:
    write("main")
    assert switch(repo, "--create", "side").endswith(", new, a copy of main's")
    write("side")
    assert switch(repo, "--create", "further").endswith(", new, a copy of side's")
    assert notes() == ["main", "side"]


def test_branches_do_not_share_data(repo: Repository) -> None:
    switch(repo, "--create", "side")
    write("side")
    note = switch(repo, "main")
    assert notes() == []
    write("main")
    assert note == f"branch main: database {urls.database_name(branch_urls.development_url())}"
    switch(repo, "side")
    assert notes() == ["side"]


def test_the_database_of_a_newer_parent_is_not_copied(repo: Repository) -> None:
    repo.git("branch", "side")
    migrate(repo, "second")
    assert switch(repo, "side").endswith(
        "new and empty: no other database is at a migration that this branch has"
    )
    repo.git("branch", "further")
    migrate(repo, "third")
    switch(repo, "main")
    assert switch(repo, "--create", "new").endswith("new, a copy of main's")


def test_another_branch_with_suitable_migrations_is_copied_instead(repo: Repository) -> None:
    switch(repo, "--create", "sister")
    switch(repo, "main")
    repo.git("branch", "side")
    migrate(repo, "second")
    assert switch(repo, "side").endswith("new, a copy of sister's")


def test_two_commands_at_once_create_one_database(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    with ThreadPoolExecutor(2) as pool:
        results = [future.result() for future in [pool.submit(development.open_database) for _ in range(2)]]
    assert results[0].url == results[1].url
    assert sorted(database.note.count("a copy of main's") for database in results) == [0, 1]


def test_a_renamed_branch_takes_its_database_along(repo: Repository) -> None:
    switch(repo, "--create", "before")
    write("mine")
    repo.git("branch", "--move", "after")
    assert development.open_database().note.startswith("branch after: database ")
    assert notes() == ["mine"]
    with databases.maintenance(urls.default_url()) as server:
        labelled = labels.list_databases(server, branches.prefix())
    assert [each.label.branch for each in labelled] == ["after"]


def test_a_detached_head_has_a_copy_of_the_branch_that_has_its_commit(repo: Repository) -> None:
    write("main")
    assert switch(repo, "--detach").endswith(", new, a copy of main's")
    write("detached")
    switch(repo, "main")
    assert notes() == ["main"]
    switch(repo, "--detach")
    assert notes() == ["detached", "main"]


def test_a_detached_head_without_the_migration_of_its_database_gets_another_one(repo: Repository) -> None:
    repo.git("tag", "old")
    migrate(repo, "second")
    switch(repo, "--detach")
    write("kept")
    note = switch(repo, "--detach", "old")
    assert "new and empty: no other database is at a migration that this branch has" in note
    backup = snapshots.find(branch_urls.development_url())
    assert note.endswith(f"; the old one is the snapshot {backup.label.name}")
    assert (backup.label.kind, backup.label.revision) == ("before checkout", "second")
    assert [each.branch for each in branch_databases.list_databases() if each.is_here] == ["detached HEAD"]


def test_the_databases_of_deleted_branches_are_listed_and_dropped(repo: Repository) -> None:
    switch(repo, "--create", "side")
    switch(repo, "--create", "gone")
    switch(repo, "main")
    repo.git("branch", "--delete", "gone")
    assert [each.branch for each in branch_databases.list_databases() if each.is_gone] == ["gone"]
    branch_databases.drop([database_of("gone")])
    assert [each.branch for each in branch_databases.list_databases()] == ["main", "side"]
    assert database_of("main").is_here
    assert not database_of("side").is_here


def test_a_branch_whose_reference_file_was_deleted_is_deleted(repo: Repository) -> None:
    switch(repo, "--create", "side")
    switch(repo, "main")
    repo.git("update-ref", "-d", "refs/heads/side")
    assert database_of("side").is_gone
    branch_databases.drop([database_of("side")])
    assert [each.branch for each in branch_databases.list_databases()] == ["main"]


def test_a_branch_without_a_database_is_listed(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    assert database_of("side") == BranchDatabase("side", "", None, is_here=True, is_gone=False)


def test_the_databases_of_another_repository_are_ignored(repo: Repository) -> None:
    switch(repo, "--create", "side")
    switch(repo, "main")
    repo.git("branch", "--delete", "side")
    repo.git("config", f"workspace.{project.name()}.repository", "another")
    assert [each.branch for each in branch_databases.list_databases()] == ["main"]


def test_a_worktree_on_the_same_server_has_a_database_of_its_own(
    repo: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main")
    monkeypatch.setattr(project, "ROOT", repo.worktree(folder / "tree", "-b", "tree"))
    assert development.open_database().note.endswith(", new, a copy of main's")
    write("tree")
    monkeypatch.setattr(project, "ROOT", repo.worktree(folder / "detached", "--detach"))
    assert development.open_database().note.startswith("detached HEAD: database ")
    monkeypatch.setattr(project, "ROOT", repo.root)
    repo.git("worktree", "remove", str(folder / "detached"))
    assert notes() == ["main"]
    assert [each.branch for each in branch_databases.list_databases() if each.is_gone] == ["detached HEAD"]


def test_on_a_new_server_all_databases_are_recreated(
    repo: Repository, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(repo, "--create", "side")
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr("headstart.postgres.servers.development_server", lambda: server)
    assert development.open_database().note.endswith(", new and empty")
    repo.git("switch", "--quiet", "main")
    assert development.open_database().note.endswith(f": database {project.name()}, new")


def test_a_snapshot_of_a_branch_is_put_back_on_that_branch(repo: Repository) -> None:
    switch(repo, "--create", "side")
    write("good")
    snapshot = snapshots.take(branch_urls.development_url(), "mine")
    assert snapshot.label.branch == "side"
    write("bad")
    snapshots.restore(branch_urls.development_url(), snapshot)
    assert notes() == ["good"]
    assert database_of("side").size
    assert not database_of("side").is_gone
