"""The databases of git branches, recorded in the repository's settings.

git moves a branch's settings when the branch is renamed, and deletes them with the branch. All worktrees, and
containers that mount the checkout, share the settings.
"""

import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock

SETTING = "workspaceDatabase"
DEFAULT = "default"  # the key of the branch that keeps the original database
DETACHED = "detached HEAD"
MAX_NAME_BYTES = 63  # in PostgreSQL

Stamp = tuple[tuple[int, int] | None, ...]


def is_on() -> bool:
    """Return whether each branch has its own database."""
    return _setting("follow") == ["true"]


def is_default_name(default: str) -> bool:
    """Return whether this is the default name, which the name of the branch's database replaces.

    Any other name in DATABASE_URL is used literally, such as that of a test's database.
    """
    return default in {project.name(), *_setting("default")}


def turn_on(default: str) -> None:
    """Give each branch its own database; the current branch keeps the default one.

    Raises:
        WorkspaceError: there is no repository.
    """
    if git.folders() is None:
        msg = "there are no branches, as this folder is not in a git repository: run `git init`"
        raise WorkspaceError(msg)
    if default not in _setting("default"):
        git.change_setting("--add", _name("default"), default)
    if not _setting("repository"):
        git.change_setting(_name("repository"), secrets.token_hex(4))
    branch = git.branch()
    if branch and branch not in branch_keys() and DEFAULT not in branch_keys().values():
        _save_key(branch, DEFAULT)
    git.change_setting(_name("follow"), "true")


def turn_off() -> None:
    """Let all branches use the default database again; the keys are kept."""
    git.change_setting(_name("follow"), "false")


def database(branch: str | None, default: str) -> str:
    """Return the name of the database of a branch, or of a detached HEAD; which may not exist yet."""
    return database_for_key(key(branch) or _new_key(branch), default)


def database_for_key(key: str, default: str) -> str:
    """Return the name of the database with a key."""
    return default if key == DEFAULT else f"{prefix()}{key}"


def key(branch: str | None) -> str | None:
    """Return the key of a branch, if it has a database; each worktree's detached HEAD has a key."""
    if branch is not None:
        return branch_keys().get(branch)
    folders = git.folders()
    return f"detached_{project.digest(str(folders[0]))}" if folders else None


def label(branch: str | None) -> str:
    """Return a description of a branch or a detached HEAD."""
    return f"branch {branch}" if branch else DETACHED


def current() -> str:
    """Return the current branch for a label; empty if git cannot determine it."""
    with suppress(WorkspaceError):
        return (git.branch() or DETACHED) if git.folders() else ""
    return ""


def branch_keys() -> dict[str, str]:
    """Return the branches that have a database, with the key in its name.

    ``git branch --copy`` copies the key, too: it belongs to the first branch, which is the original.
    """
    before, after = "branch.", f".{SETTING.lower()}"
    owners: dict[str, str] = {}
    for name, key in git.settings(rf"^branch\..*\.{SETTING.lower()}$"):
        owners.setdefault(key, name.removeprefix(before).removesuffix(after))
    return {branch: key for key, branch in owners.items()}


def repository() -> str:
    """Return an identifier of this repository, for databases on a shared server."""
    return next(iter(_setting("repository")), "")


def prefix() -> str:
    """Return the prefix of the names of branches' databases."""
    return f"{project.name()}_branch_"


def stamp() -> Stamp:
    """Return a value that changes with HEAD and with the keys; it is fast to compute."""
    folders = git.folders()
    if folders is None:
        return ()
    own, shared = folders
    names = ("HEAD", "reftable/tables.list", "rebase-merge", "rebase-apply")
    return tuple(_stamp(path) for path in (*(own / name for name in names), shared / "config"))


def _new_key(branch: str | None) -> str:
    """Create a key for the branch, unless another command has done so."""
    folders = git.folders()
    if folders is None or branch is None:
        return DEFAULT
    with file_lock(folders[1] / "workspace-database.lock"):
        if branch not in branch_keys():
            _save_key(branch, f"{_slug(branch)}_{secrets.token_hex(3)}")
        return branch_keys()[branch]


def _slug(branch: str) -> str:
    """Return a branch's name in a form that is valid in a database's name."""
    plain = unicodedata.normalize("NFKD", branch).encode("ascii", "ignore").decode().lower()
    max_length = MAX_NAME_BYTES - len(prefix()) - 7
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:max_length].strip("_") or "x"


def _save_key(branch: str, key: str) -> None:
    git.change_setting(f"branch.{branch}.{SETTING}", key)


def _name(setting: str) -> str:
    return f"workspace.{project.name()}.{setting}"


def _setting(name: str) -> list[str]:
    folders = git.folders()
    # If it was never turned on, git is not needed.
    if folders is None or '[workspace "' not in _text(folders[1] / "config"):
        return []
    return [value for _name_, value in git.settings(rf"^{re.escape(_name(name))}$")]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino
