"""A copy of the checkout in which git merges, so that the checkout only changes after the merge."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from headstart.core import git
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.scaffold.upgrade.repository import Repository

SETTINGS = (
    "merge.renames=true",
    "merge.directoryRenames=false",  # the user's files must not move with a folder that the template renames
    "core.fsmonitor=false",
    "core.sparseCheckout=false",
)
# The stages of an unmerged entry of the index: the old version, HEAD and the new version.
OLD, OURS, NEW = "1", "2", "3"


@dataclass(frozen=True)
class Outcome:
    """The result of a merge, as paths in the repository.

    ``deleted`` are files that the user deleted and the new version changed: they stay deleted.
    """

    changed: tuple[str, ...]
    conflicts: tuple[str, ...]
    deleted: tuple[str, ...]


class Sandbox:
    """The files of HEAD in a folder, with an index of their own."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        self.repository, self.tree = repository, folder
        self.index = repository.new_index("merge", copied=True)
        folder.mkdir()
        self._run("checkout-index", "--all", "--force", "--index")

    @property
    def project(self) -> Path:
        """The project's folder in the copy."""
        return self.tree / self.repository.prefix

    def merge(self, commit: str, generated: Collection[str]) -> Outcome:
        """Apply the changes of a commit; conflicts are marked in the files and in the index.

        Generated files with conflicts stay as they are: they are generated again later.

        Raises:
            WorkspaceError: git failed for a reason other than a conflict.
        """
        result = self._try("cherry-pick", "--no-commit", commit)
        for leftover in ("MERGE_MSG", "AUTO_MERGE"):
            (self.repository.git_dir / leftover).unlink(missing_ok=True)
        deleted = tuple(path for path, stages in self._unmerged().items() if stages == {OLD, NEW})
        for path in deleted:
            self._run("rm", "--cached", "--quiet", "--force", "--", path)
            (self.tree / path).unlink(missing_ok=True)
        unmerged = self._unmerged()
        kept = [path for path, stages in unmerged.items() if path in generated and OURS in stages]
        if kept:
            self._run("checkout", "--quiet", "HEAD", "--", *kept)
        conflicts = tuple(path for path in unmerged if path not in kept)
        if result.exit_code != 0 and not (deleted or unmerged):
            msg = f"git could not merge: {result.last_line}"
            raise WorkspaceError(msg)
        return Outcome(self.changed(), conflicts, deleted)

    def add(self, file: Path) -> None:
        """Add a file of the copy to its index, whether or not it is ignored."""
        self._run("add", "--force", "--", str(file))

    def changed(self) -> tuple[str, ...]:
        """Return the paths that differ from HEAD."""
        return tuple(self._list("diff", "--cached", "--no-renames", "--name-only", "-z", "HEAD"))

    def _unmerged(self) -> dict[str, set[str]]:
        """Return the stages of each path in conflict."""
        stages: dict[str, set[str]] = {}
        for entry in self._list("ls-files", "--unmerged", "-z"):
            details, _tab, path = entry.partition("\t")
            stages.setdefault(path, set()).add(details.rpartition(" ")[2])
        return stages

    def _list(self, *args: str) -> list[str]:
        return [entry for entry in self._run(*args).split("\0") if entry]

    def _run(self, *args: str) -> str:
        result = self._try(*args)
        if result.exit_code != 0:
            msg = f"git failed in a copy of the checkout: {result.last_line}"
            raise WorkspaceError(msg)
        return result.stdout

    def _try(self, *args: str) -> Completed:
        settings = [argument for setting in SETTINGS for argument in ("-c", setting)]
        return git.run(
            "-C",
            str(self.tree),
            *settings,
            *args,
            GIT_DIR=str(self.repository.git_dir),
            GIT_WORK_TREE=str(self.tree),
            GIT_INDEX_FILE=str(self.index),
        )
