"""The databases of branches: made from the right one, told apart, dropped when their branch is gone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from headstart.core import project
from headstart.devdb import addresses, branches, development, follow, snapshots
from headstart.devdb.follow import Owned
from headstart.postgres import databases, labels, urls
from headstart.postgres.servers import Server
from tests.support.repositories import Repository
from tests.support.statements import execute


@pytest.fixture
def repo(repository: Repository, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """Return a repository whose database, with the migration ``first``, follows the branch."""
    monkeypatch.setattr(project, "BACKEND", repository.root)
    (repository.root / "migrations" / "versions").mkdir(parents=True)
    migrate(repository, "first")
    branches.turn_on(urls.database_of(database))
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


def switch(repo: Repository, *words: str) -> str:
    """Check something out; return how its database was made."""
    repo.git("switch", "--quiet", *words)
    return development.open_database().note


def write(text: str) -> None:
    execute(addresses.development_url(), "INSERT INTO notes VALUES (%s)", text)


def notes() -> list[str]:
    with closing(psycopg2.connect(addresses.development_url())) as session, session.cursor() as rows:
        rows.execute("SELECT text FROM notes ORDER BY 1")
        return [text for (text,) in rows.fetchall()]


def owned(branch: str) -> Owned:
    return next(each for each in follow.owned() if each.branch == branch)


def test_a_new_branch_begins_with_a_copy_of_the_one_that_it_was_made_from(repo: Repository) -> None:
    write("main")
    assert switch(repo, "--create", "side").endswith(", new, a copy of main's")
    write("side")
    assert switch(repo, "--create", "further").endswith(", new, a copy of side's")
    assert notes() == ["main", "side"]


def test_branches_have_nothing_of_one_another(repo: Repository) -> None:
    switch(repo, "--create", "side")
    write("side")
    note = switch(repo, "main")
    assert notes() == []
    write("main")
    assert note == f"branch main: database {urls.database_of(addresses.development_url())}"
    switch(repo, "side")
    assert notes() == ["side"]


def test_the_database_of_a_parent_that_went_further_is_not_taken(repo: Repository) -> None:
    repo.git("branch", "side")
    migrate(repo, "second")
    assert switch(repo, "side").endswith(
        "new and empty: no branch's database is at a migration that this one has"
    )
    repo.git("branch", "further")
    migrate(repo, "third")
    switch(repo, "main")
    assert switch(repo, "--create", "new").endswith("new, a copy of main's")


def test_another_branch_whose_migrations_fit_stands_in_for_the_parent(repo: Repository) -> None:
    switch(repo, "--create", "sister")
    switch(repo, "main")
    repo.git("branch", "side")
    migrate(repo, "second")
    assert switch(repo, "side").endswith("new, a copy of sister's")


def test_of_two_commands_at_once_one_makes_it(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    with ThreadPoolExecutor(2) as pool:
        opened = [future.result() for future in [pool.submit(development.open_database) for _ in range(2)]]
    assert opened[0].url == opened[1].url
    assert sorted(found.note.count("a copy of main's") for found in opened) == [0, 1]


def test_a_renamed_branch_takes_its_database_along(repo: Repository) -> None:
    switch(repo, "--create", "before")
    write("mine")
    repo.git("branch", "--move", "after")
    assert development.open_database().note.startswith("branch after: database ")
    assert notes() == ["mine"]
    with databases.maintenance(urls.default_url()) as server:
        found = labels.all_of(server, branches.prefix())
    assert [each.label.branch for each in found] == ["after"]


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
    assert "new and empty: no branch's database is at a migration that this one has" in note
    kept = snapshots.find(addresses.development_url())
    assert note.endswith(f"; the former one is the snapshot {kept.label.name}")
    assert (kept.label.kind, kept.label.revision) == ("before checkout", "second")
    assert [each.branch for each in follow.owned() if each.is_here] == ["detached HEAD"]


def test_the_databases_of_deleted_branches_are_told_and_dropped(repo: Repository) -> None:
    switch(repo, "--create", "side")
    switch(repo, "--create", "gone")
    switch(repo, "main")
    repo.git("branch", "--delete", "gone")
    assert [each.branch for each in follow.owned() if each.is_gone] == ["gone"]
    follow.drop([owned("gone")])
    assert [each.branch for each in follow.owned()] == ["main", "side"]
    assert owned("main").is_here
    assert not owned("side").is_here


def test_a_branch_that_was_deleted_behind_the_back_of_git_is_gone_too(repo: Repository) -> None:
    switch(repo, "--create", "side")
    switch(repo, "main")
    repo.git("update-ref", "-d", "refs/heads/side")
    assert owned("side").is_gone
    follow.drop([owned("side")])
    assert [each.branch for each in follow.owned()] == ["main"]


def test_a_branch_whose_database_is_not_made_yet_is_shown(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    assert owned("side") == Owned("side", "", None, is_here=True, is_gone=False)


def test_the_databases_of_another_repository_are_none_of_ours(repo: Repository) -> None:
    switch(repo, "--create", "side")
    switch(repo, "main")
    repo.git("branch", "--delete", "side")
    repo.git("config", f"workspace.{project.name()}.repository", "another")
    assert [each.branch for each in follow.owned()] == ["main"]


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
    assert [each.branch for each in follow.owned() if each.is_gone] == ["detached HEAD"]


def test_on_a_new_server_every_database_is_made_anew(
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
    taken = snapshots.take(addresses.development_url(), "mine")
    assert taken.label.branch == "side"
    write("bad")
    snapshots.restore(addresses.development_url(), taken)
    assert notes() == ["good"]
    assert owned("side").size
    assert not owned("side").is_gone
