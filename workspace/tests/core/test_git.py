"""Information from git and from its files."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from tests.support.repositories import Repository


def test_git_keeps_its_files_in_the_checkout_or_above_it(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = repository.root / "a" / "project"
    below.mkdir(parents=True)
    monkeypatch.setattr(project, "ROOT", below)
    assert git.folders() == (repository.root / ".git", repository.root / ".git")
    assert git.branch() == "main"


def test_a_worktree_has_a_folder_of_its_own_and_shares_one(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "ROOT", repository.worktree(folder / "side", "-b", "side"))
    assert git.folders() == (repository.root / ".git" / "worktrees" / "side", repository.root / ".git")
    assert git.branch() == "side"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository away")
def test_a_checkout_of_another_user_is_explained_until_git_trusts_it(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (repository.root, repository.root / ".git"):
        os.chown(path, 1234, 1234)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
    with pytest.raises(WorkspaceError, match="belongs to another user: run `git config ") as error:
        git.branch()
    subprocess.run(str(error.value).split("`")[1], shell=True, check=True)  # noqa: S602 -- the advised command
    assert git.branch() == "main"


def test_a_submodule_shares_nothing(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "outer").mkdir()
    outer = Repository(folder / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", str(repository.root), "inner")
    monkeypatch.setattr(project, "ROOT", outer.root / "inner")
    own = outer.root / ".git" / "modules" / "inner"
    folders = git.folders()
    assert folders is not None
    assert [path.resolve() for path in folders] == [own, own]


def test_outside_of_a_repository_there_is_no_folder(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "ROOT", folder)
    assert git.folders() is None


def test_a_detached_head_is_on_no_branch(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--detach")
    assert git.branch() is None


@pytest.mark.parametrize("backend", ["--merge", "--apply"])
def test_during_a_rebase_the_rebased_branch_is_current(backend: str, repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("here", file="here")
    repository.git("switch", "--quiet", "main")
    repository.commit("there", file="there")
    repository.git("switch", "--quiet", "side")
    with suppress(CalledProcessError):  # a conflict is intended
        repository.git("rebase", backend, "main")
    assert repository.git("branch", "--show-current").strip() == ""
    assert git.branch() == "side"
    repository.git("rebase", "--abort")
    assert git.branch() == "side"


def test_a_branch_without_a_commit(folder: Path, repository: Repository) -> None:
    repository.git("switch", "--quiet", "--orphan", "new")
    assert git.branch() == "new"
    assert git.branches() == ["main"]
    assert git.commits_missing_in("main", "new") is None


def test_variables_of_a_hook_are_ignored(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "other").mkdir()
    other = Repository(folder / "other")
    other.git("switch", "--quiet", "--create", "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert git.branch() == "main"


def test_a_setting_is_written_and_read(repository: Repository) -> None:
    git.change_setting("workspace.a project.one", "1")
    git.change_setting("--add", "workspace.a project.one", "two\nlines")
    settings = git.settings(r"^workspace\.a project\.one$")
    assert settings == [("workspace.a project.one", "1"), ("workspace.a project.one", "two\nlines")]
    assert git.settings("nothing") == []


def test_settings_that_git_cannot_read_are_explained(repository: Repository) -> None:
    (repository.root / ".git" / "config").write_text("[damaged\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"git cannot read the repository's settings: .*config"):
        git.settings("x")


def test_settings_that_git_cannot_write_are_explained(repository: Repository) -> None:
    (repository.root / ".git" / "config.lock").touch()
    with pytest.raises(WorkspaceError, match=r"git cannot write its settings \(.*could not lock"):
        git.change_setting("workspace.a.b", "1")


def test_a_machine_without_git_is_explained(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(WorkspaceError, match="git is not installed: install it"):
        git.branch()
