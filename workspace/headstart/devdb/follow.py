"""The databases of branches: made when first used, listed, dropped when their branch is gone."""

from dataclasses import dataclass, replace
from pathlib import Path

from headstart.core import git
from headstart.devdb import branches, lineage, snapshots
from headstart.devdb.addresses import of_branch
from headstart.migrations import revisions
from headstart.postgres import databases, labels, swap
from headstart.postgres.labels import BRANCH, Label
from headstart.postgres.swap import Turn
from headstart.postgres.urls import database_of, default_url, with_database

UNRELATED = "no branch's database is at a migration that this one has"


@dataclass(frozen=True)
class Owned:
    """A branch's database as it is shown; one that is not made yet has no size, and may have no name."""

    branch: str
    database: str
    size: int | None
    is_here: bool
    is_gone: bool  # the branch


def open_database(branch: str | None, default: str) -> tuple[str, str]:
    """Make the database of a branch, or of a detached HEAD, unless it is there.

    Returns:
        Its address, and a line that says which one it is and how it was made.
    """
    url = of_branch(branch, default)
    name, note = database_of(url), f"{branches.label(branch)}: database {database_of(url)}"
    with databases.maintenance(url) as server:
        is_there, label = databases.exists(server, name), labels.of(server, name)
        if branch and label and label.branch != branch:  # it was renamed
            server.execute(labels.statement(name, replace(label, branch=branch)))
    if not is_there:
        return url, note + _make(url, branch, default)
    if branch is None and not revisions.is_known(revisions.revision(url)):
        return url, note + _make_anew(url, default)
    return url, note


def owned() -> list[Owned]:
    """Return the databases of this repository's branches."""
    default, branch = database_of(default_url()), git.branch()
    with databases.maintenance(default_url()) as server:
        found = labels.all_of(server, branches.prefix())
        made = {each.database: each for each in found if each.label.repository == branches.repository()}
        sizes = {name: each.size for name, each in made.items()} | {default: databases.size(server, default)}
    existing, key = {*git.branches(), branch}, branches.key(branch)
    noted = {branches.name_of(key, default): branch for branch, key in branches.noted().items()}
    current = branches.name_of(key, default) if key else ""
    noted.setdefault(current, branch or branches.DETACHED)
    rows = [
        Owned(branch, name, sizes.get(name), name == current, name != current and branch not in existing)
        for name, branch in noted.items()
    ]
    rows += [
        Owned(each.label.branch, name, each.size, is_here=False, is_gone=_is_gone(each.label))
        for name, each in made.items()
        if name not in noted
    ]
    return [row for row in rows if row.size is not None or not row.is_gone]


def drop(rows: list[Owned]) -> None:
    """Drop databases of branches."""
    with swap.turn(default_url()) as turn:
        for row in rows:
            databases.drop(turn.server, row.database)


def _make(url: str, branch: str | None, default: str) -> str:
    name = database_of(url)
    with swap.turn(url) as turn:
        if databases.exists(turn.server, name):  # another command was quicker
            return ""
        if name == database_of(default):
            databases.create(turn.server, name)
            return ", new"
        source, how = _source(turn, branch, default)
        turn.keep(turn.copy(source) if source else turn.empty(), name, _label(branch))
    return f", {how}"


def _make_anew(url: str, default: str) -> str:
    """Replace the database of a detached HEAD, which is at a migration that this commit does not have."""
    with swap.turn(url) as turn:
        source, how = _source(turn, None, default)
        with snapshots.replacing(turn, "before checkout", source=source) as replacement:
            pass
    return f", {how}; the former one is the snapshot {replacement.kept.name}"


def _source(turn: Turn, branch: str | None, default: str) -> tuple[str | None, str]:
    """Return the database to copy for a branch, if there is one that its migrations fit, and why that one."""
    noted = branches.noted()
    names = {
        branches.name_of(noted[parent], database_of(default)): f"new, a copy of {parent}'s"
        for parent in lineage.parents(branch, noted, branches.DEFAULT)
    }
    names.setdefault(database_of(default), f"new, a copy of {database_of(default)}")
    there = [name for name in names if databases.exists(turn.server, name)]
    for name in there:
        if revisions.is_known(revisions.revision(with_database(default, name))):
            return name, names[name]
    return None, f"new and empty: {UNRELATED}" if there else "new and empty"


def _label(branch: str | None) -> Label:
    # A detached HEAD is known by the folder of its worktree.
    folders = git.folders()
    note = str(folders[0]) if folders and branch is None else ""
    name, repository = branch or branches.DETACHED, branches.repository()
    return Label(BRANCH, branch=name, repository=repository, date=labels.now(), note=note)


def _is_gone(label: Label) -> bool:
    return not (label.note and Path(label.note).exists())
