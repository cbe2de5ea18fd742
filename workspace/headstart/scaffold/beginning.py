"""What a new product begins with: a secret of its own, and a history of its own."""

import secrets
import shutil
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError

SECRET = Path("infra", "secrets", "secret_key")


def write_secret() -> Path | None:
    """Write a fresh secret for production; None where one is there already."""
    path = project.ROOT / SECRET
    if path.exists():
        return None
    # The folder keeps others out. The file is read by the container's user, who is another one.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    path.write_text(secrets.token_hex(32) + "\n", "utf-8")
    path.chmod(0o644)
    return path


def refuse_history() -> None:
    """Refuse where the history is not this folder's alone, or where its first commit would have no author.

    Raises:
        WorkspaceError: it is a worktree, a submodule or part of a larger repository; or git knows no name and
            address.
    """
    if not has_history() and ((project.ROOT / ".git").exists() or git.folders()):
        msg = "the history of this folder is kept elsewhere: use --history in a clone of its own"
        raise WorkspaceError(msg)
    if git.run("var", "GIT_COMMITTER_IDENT").exit_code:
        msg = (
            "git does not know who you are, and a history begins with a commit: "
            '`git config --global user.name "Your Name"` and '
            "`git config --global user.email you@example.com`, then the same command again"
        )
        raise WorkspaceError(msg)


def has_history() -> bool:
    """Return whether this folder has a history of its own; a downloaded archive has none."""
    return (project.ROOT / ".git").is_dir()


def begin_history(title: str) -> None:
    """Let the history be one commit of what is there; the author stays who it was."""
    replaces = has_history()
    author = git.settings(r"^user\.") if replaces else []
    old, new = project.ROOT / ".git", project.STATE / "git-before"
    new.parent.mkdir(exist_ok=True)
    if replaces:
        old.rename(new)
    try:
        for words in (
            ("init", "--quiet"),
            *(("config", "--local", *setting) for setting in author),
            ("add", "--all"),
            ("commit", "--quiet", f"--message=Begin {title}"),
        ):
            ended = git.run(*words)
            if ended.exit_code:
                msg = f"git could not begin a new history: {ended.last_line}"
                raise WorkspaceError(msg)  # noqa: TRY301 -- what was there comes back first
    except BaseException:
        shutil.rmtree(old, ignore_errors=True)
        if replaces:
            new.rename(old)
        raise
    shutil.rmtree(new, ignore_errors=True)
