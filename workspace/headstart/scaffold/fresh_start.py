"""The secret and the git history that a new product starts with."""

import secrets
import shutil
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError

SECRET_FILE = Path("infra", "secrets", "secret_key")


def write_secret() -> Path | None:
    """Write a new secret for production and return its path; None if there already is one."""
    path = project.ROOT / SECRET_FILE
    if path.exists():
        return None
    # The folder keeps other users out. The file is readable because the container runs as a different user.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    path.write_text(secrets.token_hex(32) + "\n", "utf-8")
    path.chmod(0o644)
    return path


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
    current, backup = project.ROOT / ".git", project.STATE / "git-before"
    backup.parent.mkdir(exist_ok=True)
    if had_history:
        current.rename(backup)
    try:
        for args in (
            ("init", "--quiet"),
            *(("config", "--local", *setting) for setting in author),
            ("add", "--all"),
            ("commit", "--quiet", f"--message=Start {title}"),
        ):
            result = git.run(*args)
            if result.exit_code:
                msg = f"git could not start a new history: {result.last_line}"
                raise WorkspaceError(msg)  # noqa: TRY301 -- the old history is restored first
    except BaseException:
        shutil.rmtree(current, ignore_errors=True)
        if had_history:
            backup.rename(current)
        raise
    shutil.rmtree(backup, ignore_errors=True)
