"""The task that gives each branch its own database: its output, questions and errors."""

from collections.abc import Iterator

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from headstart.checks import doctor
from headstart.core import project
from headstart.devdb import branch_urls, branches
from headstart.postgres import databases, urls
from headstart.tasks import data, db
from headstart.tasks.follow import follow
from tests.support.repositories import Repository


@pytest.fixture
def repo(repository: Repository, database: str) -> Iterator[Repository]:
    """Return a repository whose default database is a new one."""
    yield repository
    with databases.maintenance(database) as server:
        server.execute("SELECT datname FROM pg_database WHERE datname ~ '_branch_'")
        for (name,) in server.fetchall():
            databases.drop(server, name)


def test_it_is_turned_on_and_off(repo: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    default = urls.database_name(urls.default_url())
    follow(Context())
    assert capsys.readouterr().out.startswith(f"off: all branches use the database {default}; `inv db.fo")

    follow(Context(), "on")
    assert capsys.readouterr().out.startswith(f"branch main: database {default}\neach branch has its own")
    follow(Context(), "status")
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["on:", "each", "branch", "has", "its", "own", "database"],
        ["branch", "database", "size"],
        ["main", default, "7", "MB", "checked", "out"],
    ]

    follow(Context(), "off")
    follow(Context(), "off")
    assert (
        capsys.readouterr().out.count(f"off: all branches use the database {default}; the databases of") == 2
    )
    assert not branches.is_on()


def test_the_tasks_say_which_database_they_use(
    repo: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(Context(), "on")
    repo.git("switch", "--quiet", "--create", "side")
    capsys.readouterr()
    db.status(Context())
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "follows      branch side",
        "database     none yet: the next task creates it",
    ]
    assert "none yet for branch side: the next task creates it" in {each.found for each in doctor.examine()}

    monkeypatch.setattr("headstart.migrations.revisions.migrate", lambda _url, _to: None)
    data.migrate(Context())
    name = urls.database_name(branch_urls.development_url())
    assert capsys.readouterr().out.startswith(f"branch side: database {name}, new, a copy of main's\n")
    db.status(Context())
    assert (
        f"follows      branch side\ndatabase     {branch_urls.development_url()}" in capsys.readouterr().out
    )


def test_the_databases_of_deleted_branches_are_dropped_after_a_yes(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(Context(), "on")
    follow(Context(), "prune")
    assert capsys.readouterr().out.endswith("no database belongs to a deleted branch\n")
    repo.git("switch", "--quiet", "--create", "gone")
    follow(Context(), "on")
    name = urls.database_name(branch_urls.development_url())
    repo.git("switch", "--quiet", "main")
    repo.git("branch", "--delete", "gone")

    follow(Context())
    assert capsys.readouterr().out.endswith("`inv db.follow prune` drops the databases of deleted branches\n")
    with pytest.raises(
        Exit, match=rf"All data of {name} \(gone\) will be lost. Continue\? This needs confirmation"
    ):
        follow(Context(), "prune")
    follow(Context(), "prune", yes=True)
    assert capsys.readouterr().out == f"dropped {name} (gone)\n"


def test_a_database_that_does_not_follow_the_branch_is_reported(
    repo: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(Context(), "on")
    repo.git("config", "--unset-all", f"workspace.{project.name()}.default")
    capsys.readouterr()
    follow(Context())
    default = urls.database_name(urls.default_url())
    assert capsys.readouterr().out.startswith(
        f"DATABASE_URL names {default}, which does not follow the branch: run"
    )


def test_an_unknown_action_is_refused(repo: Repository) -> None:
    with pytest.raises(Exit, match=r"unknown action upside: use on, off, status or prune"):
        follow(Context(), "upside")


@pytest.mark.usefixtures("database")
def test_without_a_repository_following_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(
        Exit, match="there are no branches, as this folder is not in a git repository: run `git init`"
    ):
        follow(Context(), "on")
    follow(Context())
    assert capsys.readouterr().out.startswith("off: ")


def test_a_server_on_another_machine_is_not_filled_with_databases(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.com/shop")
    for action in ("on", "prune"):
        with pytest.raises(
            Exit, match=r"not on this machine: `inv db\.follow` only works on local databases"
        ):
            follow(Context(), action)
    assert not branches.is_on()
