"""The files and the index of the checkout: the result of a merge copied into it, and taken back."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from headstart.core import git
from headstart.core.errors import WorkspaceError
from headstart.scaffold.upgrade.repository import Repository, listed
from headstart.scaffold.upgrade.sandbox import Sandbox

DOING = "the files could not be restored"


def refuse_obstacles(repository: Repository, paths: Iterable[str]) -> None:
    """Refuse to overwrite files that git does not know, such as ignored ones.

    Raises:
        WorkspaceError: the new version has files of the same names.
    """
    known = _known(repository, "HEAD")
    obstacles = [path for path in paths if path not in known and _is_there(repository.top / path)]
    if obstacles:
        msg = f"not in git, but files of the new version: {listed(obstacles)}; move them, then try again"
        raise WorkspaceError(msg)


def bring(sandbox: Sandbox, paths: Iterable[str]) -> None:
    """Make files as they are in a sandbox, and the index the sandbox's."""
    repository = sandbox.repository
    for path in paths:
        _remove(repository.top, path)
    for path in paths:
        source, target = sandbox.tree / path, repository.top / path
        if _is_there(source):
            if target.is_dir():
                msg = f"{path} is a folder here, and a file in the new version: move it, then try again"
                raise WorkspaceError(msg)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    _replace_index(repository, sandbox.index)


def restore(repository: Repository, paths: Iterable[str]) -> None:
    """Make files as they are in HEAD, and the index too; other files stay as they are."""
    index = repository.new_index("restore", copied=True)
    here = {"GIT_INDEX_FILE": str(index)}
    git.output("read-tree", "--reset", "HEAD", doing=DOING, **here)
    known = _known(repository, "HEAD")
    for path in paths:
        if path not in known:
            _remove(repository.top, path)
    back = [path for path in paths if path in known]
    git.output("-C", str(repository.top), "checkout-index", "--force", "--", *back, doing=DOING, **here)
    _replace_index(repository, index)


def stage(repository: Repository, paths: Iterable[str]) -> None:
    """Add files to the index as they are, or as they are gone."""
    index = repository.new_index("stage", copied=True)
    args = ("-C", str(repository.top), "add", "--all", "--force", "--", *paths)
    git.output(*args, doing="git could not add the generated files", GIT_INDEX_FILE=str(index))
    _replace_index(repository, index)


def unmerged(repository: Repository) -> list[str]:
    """Return the files with conflicts that nobody has resolved yet."""
    args = ("-C", str(repository.top), "diff", "--name-only", "--diff-filter=U", "-z")
    return [path for path in git.output(*args, doing="git diff failed").split("\0") if path]


def _replace_index(repository: Repository, index: Path) -> None:
    # What it knows of the files' times is of another folder. It ends with 1 if there are conflicts.
    git.run("-C", str(repository.top), "update-index", "-q", "--refresh", GIT_INDEX_FILE=str(index))
    index.replace(repository.index)


def _known(repository: Repository, commit: str) -> set[str]:
    args = ("-C", str(repository.top), "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    return set(git.output(*args, doing="git cannot read HEAD").split("\0"))


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _remove(top: Path, path: str) -> None:
    """Delete a file and the folders that it leaves empty."""
    (top / path).unlink(missing_ok=True)
    for folder in (top / path).parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
