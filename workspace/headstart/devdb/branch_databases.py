"""Creates, lists and drops the databases of branches."""

from dataclasses import dataclass, replace
from pathlib import Path

from headstart.core import git
from headstart.devdb import branches, lineage, snapshots
from headstart.devdb.branch_urls import branch_url
from headstart.migrations import revisions
from headstart.postgres import databases, labels, swap
from headstart.postgres.labels import BRANCH, Label
from headstart.postgres.swap import Turn
from headstart.postgres.urls import database_name, default_url, with_database

UNRELATED = "no other database is at a migration that this branch has"


@dataclass(frozen=True)
class BranchDatabase:
    """A branch's database; one that does not exist yet has no size, and may have no name."""

    branch: str
    database: str
    size: int | None
    is_here: bool
    is_gone: bool  # the branch


def open_database(branch: str | None, default: str) -> tuple[str, str]:
    """Create the database of a branch, or of a detached HEAD, if it does not exist.

    Returns:
        Its address, and a message that names it and says how it was created.
    """
    url = branch_url(branch, default)
    name, note = database_name(url), f"{branches.label(branch)}: database {database_name(url)}"
    with databases.maintenance(url) as server:
        is_there, label = databases.exists(server, name), labels.read(server, name)
        if branch and label and label.branch != branch:  # the branch was renamed
            server.execute(labels.statement(name, replace(label, branch=branch)))
    if not is_there:
        return url, note + _create(url, branch, default)
    if branch is None and not revisions.is_known(revisions.revision(url)):
        return url, note + _recreate(url, default)
    return url, note


def list_databases() -> list[BranchDatabase]:
    """Return the databases of this repository's branches."""
    default, branch = database_name(default_url()), git.branch()
    with databases.maintenance(default_url()) as server:
        all_databases = labels.list_databases(server, branches.prefix())
        own = {
            each.database: each for each in all_databases if each.label.repository == branches.repository()
        }
        sizes = {name: each.size for name, each in own.items()} | {default: databases.size(server, default)}
    existing, key = {*git.branches(), branch}, branches.key(branch)
    owners = {
        branches.database_for_key(key, default): branch for branch, key in branches.branch_keys().items()
    }
    current = branches.database_for_key(key, default) if key else ""
    owners.setdefault(current, branch or branches.DETACHED)
    rows = [
        BranchDatabase(
            branch, name, sizes.get(name), name == current, name != current and branch not in existing
        )
        for name, branch in owners.items()
    ]
    rows += [
        BranchDatabase(each.label.branch, name, each.size, is_here=False, is_gone=_is_gone(each.label))
        for name, each in own.items()
        if name not in owners
    ]
    return [row for row in rows if row.size is not None or not row.is_gone]


def drop(rows: list[BranchDatabase]) -> None:
    """Drop databases of branches."""
    with swap.turn(default_url()) as turn:
        for row in rows:
            databases.drop(turn.server, row.database)


def _create(url: str, branch: str | None, default: str) -> str:
    name = database_name(url)
    with swap.turn(url) as turn:
        if databases.exists(turn.server, name):  # another command has created it
            return ""
        if name == database_name(default):
            databases.create(turn.server, name)
            return ", new"
        source, note = _source(turn, branch, default)
        turn.keep(turn.copy(source) if source else turn.empty(), name, _label(branch))
    return f", {note}"


def _recreate(url: str, default: str) -> str:
    """Replace the database of a detached HEAD if this commit does not have its migration."""
    with swap.turn(url) as turn:
        source, note = _source(turn, None, default)
        with snapshots.replace_database(turn, "before checkout", source=source) as replacement:
            pass
    return f", {note}; the old one is the snapshot {replacement.backup.name}"


def _source(turn: Turn, branch: str | None, default: str) -> tuple[str | None, str]:
    """Return the database to copy for a branch, if one has a suitable migration, and a description."""
    keys = branches.branch_keys()
    names = {
        branches.database_for_key(keys[parent], database_name(default)): f"new, a copy of {parent}'s"
        for parent in lineage.parents(branch, keys, branches.DEFAULT)
    }
    names.setdefault(database_name(default), f"new, a copy of {database_name(default)}")
    existing = [name for name in names if databases.exists(turn.server, name)]
    for name in existing:
        if revisions.is_known(revisions.revision(with_database(default, name))):
            return name, names[name]
    return None, f"new and empty: {UNRELATED}" if existing else "new and empty"


def _label(branch: str | None) -> Label:
    # A detached HEAD is identified by the folder of its worktree.
    folders = git.folders()
    note = str(folders[0]) if folders and branch is None else ""
    name, repository = branch or branches.DETACHED, branches.repository()
    return Label(BRANCH, branch=name, repository=repository, date=labels.now(), note=note)


def _is_gone(label: Label) -> bool:
    return not (label.note and Path(label.note).exists())
