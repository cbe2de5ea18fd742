"""What git knows of the checkout. Where it keeps that is read from files; the rest it is asked for."""

import os
from pathlib import Path
from shlex import quote

from headstart.core import commands, project
from headstart.core.commands import Ended
from headstart.core.errors import WorkspaceError

HEADS = "refs/heads/"
KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")


def folders() -> tuple[Path, Path] | None:
    """Return git's folder of this checkout, and the one that all its worktrees share; None without git."""
    for folder in (project.ROOT, *project.ROOT.parents):
        entry = folder / ".git"
        if entry.is_dir():
            return entry, entry
        if entry.is_file():
            own = folder / entry.read_text("utf-8").partition("gitdir:")[2].strip()
            shared = own / "commondir"  # a submodule has none
            return own, (own / shared.read_text("utf-8").strip() if shared.exists() else own).resolve()
    return None


def run(*words: str, **variables: str) -> Ended:
    """Run git in the checkout, with variables of its environment such as ``GIT_INDEX_FILE``.

    Raises:
        WorkspaceError: git is not installed, or refuses a checkout of another user.
    """
    # In a hook git says of which repository it speaks; that need not be the one of this checkout.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(KEPT)
    }
    try:
        ended = commands.run(["git", *words], environment | {"LC_ALL": "C"} | variables, cwd=project.ROOT)
    except FileNotFoundError as error:
        msg = "git is not installed: install it, then run the same command again"
        raise WorkspaceError(msg) from error
    if "dubious ownership" in ended.stderr:
        msg = (
            "git refuses this checkout because it belongs to another user: "
            f"run `git config --global --add safe.directory {quote(str(project.ROOT))}` to trust it"
        )
        raise WorkspaceError(msg)
    return ended


def output(*words: str, doing: str, **variables: str) -> str:
    """Run git, which has to succeed; return what it printed on standard output.

    Raises:
        WorkspaceError: it failed; the sentence holds ``doing`` and git's reason.
    """
    ended = run(*words, **variables)
    if ended.exit_code != 0:
        msg = f"{doing}: {ended.last_line}"
        raise WorkspaceError(msg)
    return ended.stdout


def branch() -> str | None:
    """Return the branch that is checked out; None where HEAD is detached.

    A rebase detaches HEAD for a while: the branch is then the one that it will come back to.
    """
    head = run("symbolic-ref", "--quiet", "HEAD").stdout.strip()
    if not head and (found := folders()):
        names = (found[0] / rebase / "head-name" for rebase in ("rebase-merge", "rebase-apply"))
        head = next((name.read_text("utf-8").strip() for name in names if name.exists()), "")
    return head.removeprefix(HEADS) if head.startswith(HEADS) else None


def settings(pattern: str) -> list[tuple[str, str]]:
    """Return the repository's settings whose names match, in the order of its file.

    Raises:
        WorkspaceError: git refuses to read them, with its reason.
    """
    listed = run("config", "--local", "--null", "--get-regexp", pattern)
    if listed.exit_code > 1:
        msg = f"git refuses to read the repository's settings: {listed.last_line}"
        raise WorkspaceError(msg)
    pairs = (entry.partition("\n") for entry in listed.stdout.split("\0") if entry)
    return [(name, value) for name, _newline, value in pairs]


def change_setting(*words: str) -> None:
    """Write one of the repository's settings, in the words of ``git config``.

    Raises:
        WorkspaceError: git refuses, with its reason.
    """
    ended = run("config", "--local", *words)
    if ended.exit_code != 0:
        msg = f"git could not note it ({ended.last_line}): fix that, then run the same command again"
        raise WorkspaceError(msg)


def branches() -> list[str]:
    """Return the branches that there are."""
    listed = run("for-each-ref", "--format=%(refname)", HEADS).stdout.splitlines()
    return [name.removeprefix(HEADS) for name in listed]


def commits_missing_in(other: str, branch: str | None) -> int | None:
    """Return how many commits of a branch, or of HEAD, another does not have; None for unborn ones."""
    mine = f"{HEADS}{branch}" if branch else "HEAD"
    counted = run("rev-list", "--count", mine, f"^{HEADS}{other}", "--").stdout.strip()
    return int(counted) if counted else None


def reflog(reference: str) -> list[str]:
    """Return what happened to a reference, the newest first."""
    return run("reflog", "show", "--format=%gs", reference, "--").stdout.splitlines()


def commit() -> str:
    """Return the commit that is checked out; nothing without git, or before the first one."""
    found = run("rev-parse", "--verify", "--quiet", "HEAD") if folders() else None
    return found.stdout.strip() if found else ""


def remote_address() -> str:
    """Return the address that this repository was cloned from; nothing where there is none."""
    found = run("remote", "get-url", "origin") if folders() else None
    return found.stdout.strip() if found and found.exit_code == 0 else ""
