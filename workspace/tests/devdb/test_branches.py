"""Which database belongs to which branch, whatever becomes of the branch."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.devdb import addresses, branches
from tests.support.repositories import Repository

ODD = "feature/ü'\"(}$&;-" + "x" * 180


@pytest.fixture
def following(repository: Repository) -> Repository:
    """Return a repository in which the database follows the branch."""
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


def test_where_it_was_never_on_no_git_is_needed(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert not branches.is_on()
    assert branches.checked_out() == ""


def test_where_it_is_on_a_missing_git_is_told(
    following: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(WorkspaceError, match="git is not installed"):
        addresses.development_url()


def test_outside_of_a_repository_it_cannot_be_turned_on() -> None:
    with pytest.raises(WorkspaceError, match="not in a git repository, there is no branch to follow"):
        branches.turn_on("headstart")
    assert branches.checked_out() == ""


def test_the_branch_on_which_it_is_turned_on_keeps_the_database(following: Repository) -> None:
    assert name() == "headstart"
    following.git("switch", "--quiet", "--create", "side")
    branches.turn_on("headstart")
    assert name() != "headstart"


def test_each_branch_has_a_database_and_keeps_it(following: Repository) -> None:
    following.git("switch", "--quiet", "--create", "feature/Login")
    mine = name()
    assert re.fullmatch(rf"{project.name()}_branch_feature_login_[0-9a-f]{{6}}", mine)
    following.git("switch", "--quiet", "main")
    assert name() == "headstart"
    following.git("switch", "--quiet", "feature/Login")
    assert name() == mine


def test_a_renamed_branch_keeps_its_database(following: Repository) -> None:
    following.git("switch", "--quiet", "--create", "before")
    mine = name()
    following.git("branch", "--move", "after")
    assert name() == mine
    following.git("switch", "--quiet", "--create", "before")
    assert name() != mine


def test_a_branch_with_the_name_of_a_deleted_one_has_a_database_of_its_own(following: Repository) -> None:
    following.git("switch", "--quiet", "--create", "again")
    first = name()
    following.git("switch", "--quiet", "main")
    following.git("branch", "--delete", "again")
    following.git("switch", "--quiet", "--create", "again")
    assert name() != first


def test_a_copied_branch_has_a_database_of_its_own(following: Repository) -> None:
    following.git("switch", "--quiet", "--create", "original")
    first = name()
    following.git("branch", "--copy", "original", "another")
    following.git("switch", "--quiet", "another")
    assert name() != first
    following.git("switch", "--quiet", "original")
    assert name() == first


@pytest.mark.parametrize("branch", [ODD, "日本語", "a.lock-", "UPPER", "1", "test_template"])
def test_any_name_of_a_branch_makes_a_name_that_postgresql_takes(branch: str, following: Repository) -> None:
    following.git("switch", "--quiet", "--create", branch)
    assert re.fullmatch(r"[a-z0-9_]{1,63}", name())
    assert branches.noted() == {"main": "default", branch: name().removeprefix(branches.prefix())}


def test_a_detached_head_has_a_database_of_its_own(following: Repository) -> None:
    following.git("switch", "--quiet", "--detach")
    assert name().startswith(f"{branches.prefix()}detached_")
    assert branches.checked_out() == "detached HEAD"


def test_two_worktrees_have_different_databases(
    following: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = following.worktree(folder / "side", "-b", "side")
    detached = following.worktree(folder / "detached", "--detach")
    names = {name()}
    following.git("switch", "--quiet", "--detach")
    names.add(name())
    for root in (side, detached):
        monkeypatch.setattr(project, "ROOT", root)
        assert branches.is_on()
        names.add(name())
    assert len(names) == 4


def test_of_two_commands_at_once_both_find_the_same_database(following: Repository) -> None:
    following.git("switch", "--quiet", "--create", "side")
    with ThreadPoolExecutor(4) as pool:
        assert len({future.result() for future in [pool.submit(name) for _ in range(4)]}) == 1


def test_the_address_is_that_of_the_branch(following: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db:5432/headstart")
    assert addresses.development_url() == "postgresql://me@db:5432/headstart"
    following.git("switch", "--quiet", "--create", "side")
    assert addresses.development_url() == f"postgresql://me@db:5432/{name()}"


def test_an_address_with_another_database_is_meant_as_it_is(
    following: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    following.git("switch", "--quiet", "--create", "side")
    for meant in (f"postgresql://db/{name()}", "postgresql://db/clone"):
        monkeypatch.setenv("DATABASE_URL", meant)
        assert addresses.development_url() == meant
    branches.turn_on("clone")
    assert addresses.development_url() == f"postgresql://db/{name()}"


def test_what_is_looked_at_changes_with_the_branch_and_with_the_notes(repository: Repository) -> None:
    seen = [branches.stamp()]
    for words in (
        ("switch", "--quiet", "--create", "side"),
        ("switch", "--quiet", "main"),
        ("config", "workspace.any.thing", "1"),
    ):
        repository.git(*words)
        assert branches.stamp() not in seen
        seen.append(branches.stamp())
    assert branches.stamp() == seen[-1]


def test_without_a_repository_nothing_changes() -> None:
    assert branches.stamp() == ()
