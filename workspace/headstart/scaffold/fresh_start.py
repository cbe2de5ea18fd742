"""The secret and the git history that a new product starts with."""

import secrets
import shutil
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.scaffold.undo import undo_on_failure

SECRET_FILE = Path("infra", "secrets", "secret_key")


def write_secret() -> Path | None:
    """Write a new secret for production and return its path; None if there already is one."""
    path = project.ROOT / SECRET_FILE
    if path.exists():
        return None
    # The folder keeps other users out. The file is readable because the container runs as a different user.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    temporary = path.with_name("secret_key.new")  # a killed command must not leave an empty secret
    temporary.write_text(secrets.token_hex(32) + "\n", "utf-8")
    temporary.chmod(0o644)
    return temporary.rename(path)


def refuse_shared_history() -> None:
    """Refuse to replace a history that this folder shares, or to start one without an author.

    Raises:
        WorkspaceError: the folder is a worktree, a submodule or part of a larger repository; or git has no
            name and email address for the first commit.
    """
    if not has_history() and ((project.ROOT / ".git").exists() or git.folders()):
        msg = "this folder is part of another git repository: use --history in a separate clone"
        raise WorkspaceError(msg)
    if git.run("var", "GIT_COMMITTER_IDENT").exit_code:
        msg = (
            "git needs your name and email address for the first commit: run "
            '`git config --global user.name "Your Name"` and '
            "`git config --global user.email you@example.com`, then run this command again"
        )
        raise WorkspaceError(msg)


def has_history() -> bool:
    """Return whether this folder has a history of its own; a downloaded archive has none."""
    return (project.ROOT / ".git").is_dir()


def start_history(title: str) -> None:
    """Replace the history by one commit of all files; the configured author stays."""
    had_history = has_history()
    author = git.settings(r"^user\.") if had_history else []
    current, kept = project.ROOT / ".git", project.STATE / "git-before"
    shutil.rmtree(kept, ignore_errors=True)
    kept.parent.mkdir(exist_ok=True)
    with undo_on_failure(moved={".git": str(kept) if had_history else ""}):
        if had_history:
            current.rename(kept)
        for args in (
            ("init", "--quiet"),
            *(("config", "--local", *setting) for setting in author),
            ("add", "--all"),
            ("commit", "--quiet", f"--message=Start {title}"),
        ):
            git.output(*args, failure="git could not start a new history")
    shutil.rmtree(kept, ignore_errors=True)
