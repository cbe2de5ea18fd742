"""Copies the result of a merge into the checkout and its index, and restores them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from headstart.core import git
from headstart.core.errors import WorkspaceError
from headstart.scaffold.upgrade.repository import Repository, join_paths
from headstart.scaffold.upgrade.sandbox import Sandbox

RESTORE_FAILED = "the files could not be restored"


def refuse_obstacles(repository: Repository, paths: Iterable[str]) -> None:
    """Refuse to overwrite files that git does not know, such as ignored ones.

    Raises:
        WorkspaceError: the new version has files with the same names.
    """
    tracked = _tracked(repository, "HEAD")
    obstacles = [path for path in paths if path not in tracked and _exists(repository.top / path)]
    if obstacles:
        msg = f"not in git, but in the new version: {join_paths(obstacles)}; move these files, then try again"
        raise WorkspaceError(msg)


def copy_from(sandbox: Sandbox, paths: Iterable[str]) -> None:
    """Copy files and the index from a sandbox."""
    repository = sandbox.repository
    for path in paths:
        _remove(repository.top, path)
    for path in paths:
        source, target = sandbox.tree / path, repository.top / path
        if _exists(source):
            if target.is_dir():
                msg = f"{path} is a folder here but a file in the new version: move it, then try again"
                raise WorkspaceError(msg)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    _replace_index(repository, sandbox.index)


def restore(repository: Repository, paths: Iterable[str]) -> None:
    """Restore files and the index from HEAD; other files are not touched."""
    index = repository.new_index("restore", copied=True)
    environment = {"GIT_INDEX_FILE": str(index)}
    git.output("read-tree", "--reset", "HEAD", failure=RESTORE_FAILED, **environment)
    tracked = _tracked(repository, "HEAD")
    for path in paths:
        if path not in tracked:
            _remove(repository.top, path)
    tracked_paths = [path for path in paths if path in tracked]
    git.output(
        "-C",
        str(repository.top),
        "checkout-index",
        "--force",
        "--",
        *tracked_paths,
        failure=RESTORE_FAILED,
        **environment,
    )
    _replace_index(repository, index)


def stage(repository: Repository, paths: Iterable[str]) -> None:
    """Add the current state of files to the index, including deletions."""
    index = repository.new_index("stage", copied=True)
    args = ("-C", str(repository.top), "add", "--all", "--force", "--", *paths)
    git.output(*args, failure="git could not add the generated files", GIT_INDEX_FILE=str(index))
    _replace_index(repository, index)


def unmerged(repository: Repository) -> list[str]:
    """Return the files with unresolved conflicts."""
    args = ("-C", str(repository.top), "diff", "--name-only", "--diff-filter=U", "-z")
    return [path for path in git.output(*args, failure="git diff failed").split("\0") if path]


def _replace_index(repository: Repository, index: Path) -> None:
    # The timestamps in the index are those of another folder. Exits with 1 if there are conflicts.
    # A daemon started here would keep the journal locked.
    args = ("-C", str(repository.top), "-c", "core.fsmonitor=false", "update-index", "-q", "--refresh")
    git.run(*args, GIT_INDEX_FILE=str(index))
    index.replace(repository.index)


def _tracked(repository: Repository, commit: str) -> set[str]:
    args = ("-C", str(repository.top), "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    return set(git.output(*args, failure="git cannot read HEAD").split("\0"))


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _remove(top: Path, path: str) -> None:
    """Delete a file together with folders that become empty."""
    (top / path).unlink(missing_ok=True)
    for folder in (top / path).parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
