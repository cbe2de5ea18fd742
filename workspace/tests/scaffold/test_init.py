"""``inv init``: the old name stands nowhere, and the new one wherever it has to."""

import re
import shutil
from pathlib import Path

import pytest

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import beginning
from headstart.scaffold.execution import rewrite
from headstart.scaffold.renaming import name_of, plan_renaming

OLD = project.name()


@pytest.fixture
def clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone with all that is in this checkout, as the project that commands work on."""
    if shutil.which("git") is None or not (project.ROOT / ".git").exists():
        pytest.skip("this is no git repository, or git is not installed")
    root = folder / "clone"
    listed = git.run("ls-files", "--cached", "--others", "--exclude-standard", "-z").stdout.split("\0")
    for path in (path for path in listed if path and (project.ROOT / path).is_file()):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project.ROOT / path, root / path)
    monkeypatch.setattr(project, "ROOT", root)
    git.run("init", "--quiet")
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.com")):
        git.run("config", name, value)
    git.run("add", "--all")
    git.run("commit", "--quiet", "--message=one")
    git.run("commit", "--quiet", "--allow-empty", "--message=two")
    return root


def text(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


def test_the_old_name_stands_nowhere(clone: Path) -> None:
    rewrite(plan_renaming("Zephyr Works", clone))

    found = git.run("grep", "--ignore-case", "--files-with-matches", "--untracked", OLD).stdout
    assert found == ""
    assert 'TITLE = "Zephyr Works"' in text(clone, "backend/app/config.py")
    assert 'product = "Zephyr Works"' in text(clone, "frontend/src/lib/product.ts")
    assert "<title>Zephyr Works</title>" in text(clone, "frontend/index.html")
    assert '"name": "zephyr-works-frontend"' in text(clone, "frontend/package.json")
    assert "POSTGRES_DB: zephyr_works" in text(clone, "docker-compose.yml")
    assert "postgresql://zephyr_works@db:5432/zephyr_works" in text(clone, "docker-compose.yml")
    assert re.search(r'\[tool.scaffold\]\ntemplate = "\d+\.\d+\.\d+"', text(clone, "pyproject.toml"))


def test_twice_is_fine_and_another_name_later_too(clone: Path) -> None:
    rewrite(plan_renaming("Zephyr Works", clone))
    assert plan_renaming("Zephyr Works", clone).changes == ()

    rewrite(plan_renaming("Bolt", clone))

    found = git.run("grep", "--ignore-case", "--files-with-matches", "--untracked", "zephyr").stdout.split()
    assert [path for path in found if not path.startswith(("workspace/", "README", "docs/"))] == []
    assert "postgresql://bolt@db:5432/bolt" in text(clone, "docker-compose.yml")
    assert text(clone, "pyproject.toml").count("[tool.scaffold]") == 1


def test_without_a_repository_nothing_is_renamed(clone: Path) -> None:
    shutil.rmtree(clone / ".git")

    with pytest.raises(WorkspaceError, match="`git init` makes a repository"):
        plan_renaming("Zephyr Works", clone)


@pytest.mark.parametrize("title", ["", "1st", "Acme/Shop", 'Acme"; evil()', "Acme\nShop", "A" * 31, " Acme"])
def test_what_can_be_no_title_is_answered_with_an_example(title: str) -> None:
    with pytest.raises(WorkspaceError, match=r'write for example `inv init "Acme Shop"`'):
        plan_renaming(title)


def test_a_name_follows_from_the_title() -> None:
    assert name_of("Zephyr Works 24") == "zephyr-works-24"


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
