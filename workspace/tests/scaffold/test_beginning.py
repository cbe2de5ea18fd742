"""What a new product begins with: a secret and a history of its own."""

import shutil
from pathlib import Path

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import beginning


@pytest.fixture
def clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a file and two commits, as the project that commands work on."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    root = folder / "clone"
    (root / "infra").mkdir(parents=True)
    (root / ".gitignore").write_text("/infra/secrets/\n", "utf-8")
    monkeypatch.setattr(project, "ROOT", root)
    git.run("init", "--quiet")
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.com")):
        git.run("config", name, value)
    git.run("add", "--all")
    git.run("commit", "--quiet", "--message=one")
    git.run("commit", "--quiet", "--allow-empty", "--message=two")
    return root


def test_a_secret_is_written_once_and_only_its_owner_and_containers_can_read_it(clone: Path) -> None:
    (clone / "infra" / "secrets").mkdir()
    path = beginning.write_secret()

    assert path is not None
    assert len(path.read_text("utf-8").strip()) >= 32
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o777 == 0o644
    assert git.run("check-ignore", str(path)).exit_code == 0
    assert beginning.write_secret() is None


@pytest.fixture
def stranger(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nobody, but for what the repository itself says."""
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("stranger")
def test_a_new_history_has_one_commit_of_all_that_is_there(clone: Path) -> None:
    (clone / "mine.txt").write_text("mine", "utf-8")

    beginning.begin_history("Zephyr Works")

    assert git.run("log", "--format=%an <%ae>").stdout == "Ada <ada@example.com>\n"
    assert git.run("log", "--format=%s").stdout == "Begin Zephyr Works\n"
    assert git.run("status", "--porcelain").stdout == ""
    assert "mine.txt" in git.run("ls-files").stdout


def test_a_history_that_cannot_begin_leaves_the_old_one(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(clone / "nobody"))
    before = git.run("rev-parse", "HEAD").stdout
    run = git.run
    monkeypatch.setattr(
        git, "run", lambda *words: run("no-such-command") if words[0] == "commit" else run(*words)
    )

    with pytest.raises(WorkspaceError, match="git could not begin a new history"):
        beginning.begin_history("Zephyr Works")

    assert run("rev-parse", "HEAD").stdout == before


@pytest.mark.usefixtures("stranger")
def test_a_history_without_an_author_is_refused_before_anything_changes(clone: Path) -> None:
    git.run("config", "--unset", "user.name")
    git.run("config", "--unset", "user.email")
    git.run("config", "user.useConfigOnly", "true")  # otherwise git may make one up from the machine's name

    with pytest.raises(WorkspaceError, match=r"user\.email you@example.com"):
        beginning.refuse_history()


def test_an_author_from_the_environment_counts(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Grace")

    assert git.run("var", "GIT_COMMITTER_IDENT").stdout.startswith("Grace <")


def test_a_worktree_keeps_its_history(clone: Path) -> None:
    shutil.rmtree(clone / ".git")
    (clone / ".git").write_text("gitdir: elsewhere", "utf-8")

    with pytest.raises(WorkspaceError, match="use --history in a clone of its own"):
        beginning.refuse_history()


@pytest.mark.usefixtures("stranger")
def test_a_downloaded_archive_gets_a_history(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(clone / ".git")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ada")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ada@example.com")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Ada")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "ada@example.com")

    beginning.refuse_history()
    beginning.begin_history("Zephyr Works")

    assert git.run("log", "--format=%an: %s").stdout == "Ada: Begin Zephyr Works\n"
