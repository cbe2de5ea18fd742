"""The branch that another one was created from."""

import pytest

from headstart.core import git
from headstart.devdb import lineage
from tests.support.repositories import Repository

KEYS = {"side": "side_1", "main": "default", "other": "other_1"}


@pytest.fixture
def repo(repository: Repository) -> Repository:
    """Return a repository with three branches: main, and side and other, each a commit further."""
    for branch in ("side", "other"):
        repository.git("switch", "--quiet", "--create", branch, "main")
        repository.commit(branch)
    return repository


def parents() -> list[str]:
    return lineage.parents(git.branch(), KEYS, "default")


@pytest.mark.parametrize(
    "commands",
    [
        ["switch --quiet side", "switch --quiet --create new"],
        ["switch --quiet --create new side"],
        ["branch new side", "switch --quiet new"],
        ["switch --quiet side", "branch new", "switch --quiet other", "switch --quiet new"],
        ["switch --quiet side", "switch --quiet --create new", "switch --quiet main", "switch --quiet new"],
        ["branch --copy side new", "switch --quiet new"],
        ["switch --quiet --detach side"],
        ["update-ref refs/remotes/origin/side side", "switch --quiet --create new origin/side"],
    ],
)
def test_the_origin_of_a_branch_is_the_branch_it_was_created_from(
    commands: list[str], repo: Repository
) -> None:
    for command in commands:
        repo.git(*command.split())
    assert parents()[0] == "side"


def test_of_two_branches_at_the_same_commit_git_remembers_the_right_one(repo: Repository) -> None:
    repo.git("branch", "--force", "side", "main")
    repo.git("switch", "--quiet", "side")
    repo.git("switch", "--quiet", "--create", "new")
    assert parents() == ["side", "main", "other"]
    repo.git("switch", "--quiet", "main")
    repo.git("switch", "--quiet", "--create", "newer")
    assert parents() == ["main", "other", "side"]


def test_without_a_reflog_the_commits_decide(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--create", "new", "other")
    repo.commit("more")
    repo.git("reflog", "expire", "--expire=now", "--all")
    assert parents() == ["other", "main", "side"]


def test_a_branch_without_a_commit_has_no_origin(repo: Repository) -> None:
    repo.git("switch", "--quiet", "--orphan", "new")
    assert parents() == []


def test_the_origin_of_a_detached_head_is_a_branch_with_its_commits(repo: Repository) -> None:
    repo.git("switch", "--quiet", "main")
    repo.git("switch", "--quiet", "--detach", "other")
    assert parents()[0] == "other"
    repo.git("switch", "--quiet", "side")
    repo.git("switch", "--quiet", "--detach", "main")
    assert parents() == ["side", "main", "other"]
