"""Runs git in the checkout, and finds its folders without git."""

import os
from pathlib import Path
from shlex import quote

from headstart.core import commands, project
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError

HEADS = "refs/heads/"
ALLOWED_VARIABLES = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
)


def folders() -> tuple[Path, Path] | None:
    """Return the git folder of this checkout, and the one shared by its worktrees; None without git."""
    for folder in (project.ROOT, *project.ROOT.parents):
        entry = folder / ".git"
        if entry.is_dir():
            return entry, entry
        if entry.is_file():
            own = folder / entry.read_text("utf-8").partition("gitdir:")[2].strip()
            shared = own / "commondir"  # a submodule has none
            return own, (own / shared.read_text("utf-8").strip() if shared.exists() else own).resolve()
    return None


def run(*args: str, **variables: str) -> Completed:
    """Run git in the checkout, with environment variables such as ``GIT_INDEX_FILE``.

    Raises:
        WorkspaceError: git is not installed, or refuses a checkout of another user.
    """
    # In a hook, git sets variables for its repository, which may be another one than this checkout's.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(ALLOWED_VARIABLES)
    }
    try:
        result = commands.run(["git", *args], environment | {"LC_ALL": "C"} | variables, cwd=project.ROOT)
    except FileNotFoundError as error:
        msg = "git is not installed: install it, then run the same command again"
        raise WorkspaceError(msg) from error
    if "dubious ownership" in result.stderr:
        msg = (
            "git refuses this checkout because it belongs to another user: "
            f"run `git config --global --add safe.directory {quote(str(project.ROOT))}` to trust it"
        )
        raise WorkspaceError(msg)
    return result


def output(*args: str, failure: str, **variables: str) -> str:
    """Run git, which has to succeed, and return its standard output.

    Raises:
        WorkspaceError: git failed; the message is ``failure`` and git's reason.
    """
    result = run(*args, **variables)
    if result.exit_code != 0:
        msg = f"{failure}: {result.last_line}"
        raise WorkspaceError(msg)
    return result.stdout


def branch() -> str | None:
    """Return the current branch; None if HEAD is detached.

    During a rebase, which detaches HEAD, return the branch that is being rebased.
    """
    head = run("symbolic-ref", "--quiet", "HEAD").stdout.strip()
    if not head and (git_folders := folders()):
        names = (git_folders[0] / rebase / "head-name" for rebase in ("rebase-merge", "rebase-apply"))
        head = next((name.read_text("utf-8").strip() for name in names if name.exists()), "")
    return head.removeprefix(HEADS) if head.startswith(HEADS) else None


def settings(pattern: str) -> list[tuple[str, str]]:
    """Return the repository's settings whose names match a pattern, in the order of the file.

    Raises:
        WorkspaceError: git cannot read the settings.
    """
    result = run("config", "--local", "--null", "--get-regexp", pattern)
    if result.exit_code > 1:
        msg = f"git cannot read the repository's settings: {result.last_line}"
        raise WorkspaceError(msg)
    pairs = (entry.partition("\n") for entry in result.stdout.split("\0") if entry)
    return [(name, value) for name, _newline, value in pairs]


def change_setting(*args: str) -> None:
    """Write a setting of the repository, with the arguments of ``git config``.

    Raises:
        WorkspaceError: git cannot write the setting.
    """
    result = run("config", "--local", *args)
    if result.exit_code != 0:
        msg = f"git cannot write its settings ({result.last_line}): fix this, then run the same command again"
        raise WorkspaceError(msg)


def branches() -> list[str]:
    """Return all branches."""
    names = run("for-each-ref", "--format=%(refname)", HEADS).stdout.splitlines()
    return [name.removeprefix(HEADS) for name in names]


def commits_missing_in(other: str, branch: str | None) -> int | None:
    """Return the number of commits of a branch, or of HEAD, that another lacks; None without any commit."""
    reference = f"{HEADS}{branch}" if branch else "HEAD"
    count = run("rev-list", "--count", reference, f"^{HEADS}{other}", "--").stdout.strip()
    return int(count) if count else None


def reflog(reference: str) -> list[str]:
    """Return the reflog of a reference, newest entry first."""
    return run("reflog", "show", "--format=%gs", reference, "--").stdout.splitlines()


def commit() -> str:
    """Return the current commit; empty without git or before the first commit."""
    result = run("rev-parse", "--verify", "--quiet", "HEAD") if folders() else None
    return result.stdout.strip() if result else ""


def remote_address() -> str:
    """Return the address that this repository was cloned from; empty if there is none."""
    result = run("remote", "get-url", "origin") if folders() else None
    return result.stdout.strip() if result and result.exit_code == 0 else ""
