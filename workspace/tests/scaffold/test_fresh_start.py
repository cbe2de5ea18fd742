"""The secret and the git history that a new product starts with."""

import shutil
from pathlib import Path

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import fresh_start
from tests.support.repositories import Repository


@pytest.fixture
def clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a file and two commits, as the project that commands work on."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    root = folder / "clone"
    (root / "infra").mkdir(parents=True)
    (root / ".gitignore").write_text("/infra/secrets/\n", "utf-8")
    monkeypatch.setattr(project, "ROOT", root)
    repository = Repository(root)
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.com")):
        repository.git("config", name, value)
    repository.commit("a second commit")
    return root


def test_a_secret_is_written_once_and_only_its_owner_and_containers_can_read_it(clone: Path) -> None:
    (clone / "infra" / "secrets").mkdir()
    path = fresh_start.write_secret()

    assert path is not None
    assert len(path.read_text("utf-8").strip()) >= 32
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o777 == 0o644
    assert git.run("check-ignore", str(path)).exit_code == 0
    assert fresh_start.write_secret() is None


@pytest.fixture
def stranger(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave git without an author, except for the repository's own settings."""
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("stranger")
def test_a_new_history_has_one_commit_with_all_files(clone: Path) -> None:
    (clone / "mine.txt").write_text("mine", "utf-8")

    fresh_start.start_history("Zephyr Works")

    assert git.run("log", "--format=%an <%ae>").stdout == "Ada <ada@example.com>\n"
    assert git.run("log", "--format=%s").stdout == "Start Zephyr Works\n"
    assert git.run("status", "--porcelain").stdout == ""
    assert "mine.txt" in git.run("ls-files").stdout


def test_the_old_history_is_restored_if_the_new_one_cannot_start(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(clone / "nobody"))
    before = git.run("rev-parse", "HEAD").stdout
    run = git.run
    monkeypatch.setattr(
        git, "run", lambda *args: run("no-such-command") if args[0] == "commit" else run(*args)
    )

    with pytest.raises(WorkspaceError, match="git could not start a new history"):
        fresh_start.start_history("Zephyr Works")

    assert run("rev-parse", "HEAD").stdout == before


@pytest.mark.usefixtures("stranger")
def test_a_history_without_an_author_is_refused_before_anything_changes(clone: Path) -> None:
    git.run("config", "--unset", "user.name")
    git.run("config", "--unset", "user.email")
    git.run("config", "user.useConfigOnly", "true")  # otherwise git may make one up from the machine's name

    with pytest.raises(WorkspaceError, match=r"user\.email you@example.com"):
        fresh_start.refuse_shared_history()


def test_an_author_from_the_environment_counts(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Grace")

    assert git.run("var", "GIT_COMMITTER_IDENT").stdout.startswith("Grace <")


def test_a_worktree_keeps_its_history(clone: Path) -> None:
    shutil.rmtree(clone / ".git")
    (clone / ".git").write_text("gitdir: elsewhere", "utf-8")

    with pytest.raises(WorkspaceError, match="use --history in a separate clone"):
        fresh_start.refuse_shared_history()


@pytest.mark.usefixtures("stranger")
def test_a_downloaded_archive_gets_a_history(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(clone / ".git")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ada")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ada@example.com")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Ada")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "ada@example.com")

    fresh_start.refuse_shared_history()
    fresh_start.start_history("Zephyr Works")

    assert git.run("log", "--format=%an: %s").stdout == "Ada: Start Zephyr Works\n"
