"""The databases of branches."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.devdb import branch_urls, branches
from tests.support.repositories import Repository

ODD = "feature/ü'\"(}$&;-" + "x" * 180


@pytest.fixture
def repo(repository: Repository) -> Repository:
    """Return a repository in which each branch has its own database."""
    branches.turn_on("headstart")
    return repository


def name() -> str:
    return branches.database(git.branch(), "headstart")


def test_it_is_off_until_it_is_turned_on_and_again_when_it_is_turned_off(repository: Repository) -> None:
    assert not branches.is_on()
    branches.turn_on("headstart")
    assert branches.is_on()
    branches.turn_off()
    assert not branches.is_on()


def test_git_is_not_needed_if_it_was_never_turned_on(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert not branches.is_on()
    assert branches.current() == ""


def test_a_missing_git_is_reported_if_it_is_on(
    repo: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(WorkspaceError, match="git is not installed"):
        branch_urls.development_url()


def test_outside_of_a_repository_it_cannot_be_turned_on() -> None:
    with pytest.raises(
        WorkspaceError, match="there are no branches, as this folder is not in a git repository"
    ):
        branches.turn_on("headstart")
    assert branches.current() == ""


def test_the_branch_on_which_it_is_turned_on_keeps_the_database(repo: Repository) -> None:
    assert name() == "headstart"
    repo.git("switch", "--quiet", "--create", "side")
    branches.turn_on("headstart")
    assert name() != "headstart"


def test_each_branch_has_a_database_and_keeps_it(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "feature/Login")
    own_name = name()
    assert re.fullmatch(rf"{project.name()}_branch_feature_login_[0-9a-f]{{6}}", own_name)
    repo.git("switch", "--quiet", "main")
    assert name() == "headstart"
    repo.git("switch", "--quiet", "feature/Login")
    assert name() == own_name


def test_a_renamed_branch_keeps_its_database(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "before")
    own_name = name()
    repo.git("branch", "--move", "after")
    assert name() == own_name
    repo.git("switch", "--quiet", "--create", "before")
    assert name() != own_name


def test_a_branch_with_the_name_of_a_deleted_one_has_a_database_of_its_own(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "again")
    first = name()
    repo.git("switch", "--quiet", "main")
    repo.git("branch", "--delete", "again")
    repo.git("switch", "--quiet", "--create", "again")
    assert name() != first


def test_a_copied_branch_has_a_database_of_its_own(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "original")
    first = name()
    repo.git("branch", "--copy", "original", "another")
    repo.git("switch", "--quiet", "another")
    assert name() != first
    repo.git("switch", "--quiet", "original")
    assert name() == first


@pytest.mark.parametrize("branch", [ODD, "日本語", "a.lock-", "UPPER", "1", "test_template"])
def test_any_name_of_a_branch_makes_a_name_that_postgresql_takes(branch: str, repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", branch)
    assert re.fullmatch(r"[a-z0-9_]{1,63}", name())
    assert branches.branch_keys() == {"main": "default", branch: name().removeprefix(branches.prefix())}


def test_a_detached_head_has_a_database_of_its_own(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--detach")
    assert name().startswith(f"{branches.prefix()}detached_")
    assert branches.current() == "detached HEAD"


def test_two_worktrees_have_different_databases(
    repo: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = repo.worktree(folder / "side", "-b", "side")
    detached = repo.worktree(folder / "detached", "--detach")
    names = {name()}
    repo.git("switch", "--quiet", "--detach")
    names.add(name())
    for root in (side, detached):
        monkeypatch.setattr(project, "ROOT", root)
        assert branches.is_on()
        names.add(name())
    assert len(names) == 4


def test_of_two_commands_at_once_both_find_the_same_database(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    with ThreadPoolExecutor(4) as pool:
        assert len({future.result() for future in [pool.submit(name) for _ in range(4)]}) == 1


def test_the_address_is_that_of_the_branch(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db:5432/headstart")
    assert branch_urls.development_url() == "postgresql://me@db:5432/headstart"
    repo.git("switch", "--quiet", "--create", "side")
    assert branch_urls.development_url() == f"postgresql://me@db:5432/{name()}"


def test_an_address_with_another_database_is_used_literally(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    for url in (f"postgresql://db/{name()}", "postgresql://db/clone"):
        monkeypatch.setenv("DATABASE_URL", url)
        assert branch_urls.development_url() == url
    branches.turn_on("clone")
    assert branch_urls.development_url() == f"postgresql://db/{name()}"


def test_the_stamp_changes_with_the_branch_and_with_the_settings(repository: Repository) -> None:
    stamps = [branches.stamp()]
    for args in (
        ("switch", "--quiet", "--create", "side"),
        ("switch", "--quiet", "main"),
        ("config", "workspace.any.thing", "1"),
    ):
        repository.git(*args)
        assert branches.stamp() not in stamps
        stamps.append(branches.stamp())
    assert branches.stamp() == stamps[-1]


def test_without_a_repository_the_default_database_is_used() -> None:
    assert branches.stamp() == ()
