"""Which database belongs to which git branch: noted in the repository's own settings.

git carries a branch's note along when the branch is renamed, and deletes it with the branch. All
worktrees read the same notes, and so do the containers that mount the checkout.
"""

import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

from headstart.core import git, project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock

NOTE = "workspaceDatabase"
DEFAULT = "default"  # the note of the branch that keeps the database that was there before
DETACHED = "detached HEAD"
LONGEST = 63  # bytes of a name in PostgreSQL

Stamp = tuple[tuple[int, int] | None, ...]


def is_on() -> bool:
    """Say whether the database follows the branch."""
    return _setting("follow") == ["true"]


def stands_for_all(default: str) -> bool:
    """Say whether the database of this name stands for the one of whichever branch is checked out.

    Any other name in DATABASE_URL is meant as it is written: a test's database, a clone.
    """
    return default in {project.name(), *_setting("default")}


def turn_on(default: str) -> None:
    """Let the database follow the branch; the branch that is checked out keeps the default one.

    Raises:
        WorkspaceError: there is no repository.
    """
    if git.folders() is None:
        msg = "this folder is not in a git repository, there is no branch to follow: `git init` makes one"
        raise WorkspaceError(msg)
    if default not in _setting("default"):
        git.change_setting("--add", _name("default"), default)
    if not _setting("repository"):
        git.change_setting(_name("repository"), secrets.token_hex(4))
    branch = git.branch()
    if branch and branch not in noted() and DEFAULT not in noted().values():
        _note(branch, DEFAULT)
    git.change_setting(_name("follow"), "true")


def turn_off() -> None:
    """Let every branch use the default database again; the notes stay for another time."""
    git.change_setting(_name("follow"), "false")


def database(branch: str | None, default: str) -> str:
    """Return the name of the database of a branch, or of a detached HEAD; it need not exist yet."""
    return name_of(key(branch) or _new_key(branch), default)


def name_of(key: str, default: str) -> str:
    """Return the name of the database of a key."""
    return default if key == DEFAULT else f"{prefix()}{key}"


def key(branch: str | None) -> str | None:
    """Return the key of a branch, if it was ever given a database; each worktree's detached HEAD has one."""
    if branch is not None:
        return noted().get(branch)
    found = git.folders()
    return f"detached_{project.digest(str(found[0]))}" if found else None


def label(branch: str | None) -> str:
    """Return how it is shown what is checked out."""
    return f"branch {branch}" if branch else DETACHED


def checked_out() -> str:
    """Return what is checked out, for a note; nothing where git cannot say."""
    with suppress(WorkspaceError):
        return (git.branch() or DETACHED) if git.folders() else ""
    return ""


def noted() -> dict[str, str]:
    """Return the branches that were given a database, each with the key in that database's name.

    ``git branch --copy`` copies the note too: it stays the note of the first, which is the original.
    """
    before, after = "branch.", f".{NOTE.lower()}"
    owners: dict[str, str] = {}
    for name, key in git.settings(rf"^branch\..*\.{NOTE.lower()}$"):
        owners.setdefault(key, name.removeprefix(before).removesuffix(after))
    return {branch: key for key, branch in owners.items()}


def repository() -> str:
    """Return what tells this repository's databases from another's on the same server."""
    return next(iter(_setting("repository")), "")


def prefix() -> str:
    """Return what the names of branches' databases begin with."""
    return f"{project.name()}_branch_"


def stamp() -> Stamp:
    """Return what changes with HEAD and with the notes; it costs a few looks at files."""
    found = git.folders()
    if found is None:
        return ()
    own, shared = found
    names = ("HEAD", "reftable/tables.list", "rebase-merge", "rebase-apply")
    return tuple(_stamp(path) for path in (*(own / name for name in names), shared / "config"))


def _new_key(branch: str | None) -> str:
    """Note a key for the branch; of two commands at once, one reads what the other noted."""
    found = git.folders()
    if found is None or branch is None:
        return DEFAULT
    with file_lock(found[1] / "workspace-database.lock"):
        if branch not in noted():
            _note(branch, f"{_slug(branch)}_{secrets.token_hex(3)}")
        return noted()[branch]


def _slug(branch: str) -> str:
    """Return what can be read of a branch's name in a database's."""
    plain = unicodedata.normalize("NFKD", branch).encode("ascii", "ignore").decode().lower()
    room = LONGEST - len(prefix()) - 7
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:room].strip("_") or "x"


def _note(branch: str, key: str) -> None:
    git.change_setting(f"branch.{branch}.{NOTE}", key)


def _name(setting: str) -> str:
    return f"workspace.{project.name()}.{setting}"


def _setting(name: str) -> list[str]:
    found = git.folders()
    # Where it was never on, no program is started, and git need not be there.
    if found is None or '[workspace "' not in _text(found[1] / "config"):
        return []
    return [value for _name_, value in git.settings(rf"^{re.escape(_name(name))}$")]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
