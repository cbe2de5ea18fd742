"""The product's git repository, and the commits that an upgrade stores in it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from headstart.core import git
from headstart.core.errors import WorkspaceError

# Commits for the merge have a fixed author and date, so that the same files give the same commit.
AUTHOR = {"NAME": "Headstart", "EMAIL": "headstart@localhost", "DATE": "2000-01-01T00:00Z"}
COMMIT_ENVIRONMENT = {
    f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in AUTHOR.items()
}
COMMIT_FAILED = "git could not store the files of a version"


@dataclass(frozen=True)
class Repository:
    """The git folder of this checkout, the top of the checkout, and the project's folder below it."""

    git_dir: Path
    top: Path
    prefix: str

    def head(self) -> str:
        """Return the commit that is checked out."""
        return git.output("rev-parse", "HEAD", failure="git cannot read HEAD").strip()

    def commit(self, folder: Path, message: str, *parents: str) -> str:
        """Store a folder's files as a commit without a branch, and return it."""
        index = self.new_index("tree")
        environment = {"GIT_DIR": str(self.git_dir), "GIT_INDEX_FILE": str(index)}
        options = ("-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "-C", str(folder))
        git.output(
            *options,
            "add",
            "--all",
            "--force",
            ".",
            failure=COMMIT_FAILED,
            GIT_WORK_TREE=str(folder),
            **environment,
        )
        tree = git.output("write-tree", failure=COMMIT_FAILED, **environment).strip()
        if self.prefix:
            index.unlink()
            git.output("read-tree", f"--prefix={self.prefix}", tree, failure=COMMIT_FAILED, **environment)
            tree = git.output("write-tree", failure=COMMIT_FAILED, **environment).strip()
        index.unlink()
        args = [argument for parent in parents for argument in ("-p", parent)]
        return git.output(
            "commit-tree", tree, "-m", message, *args, failure=COMMIT_FAILED, **COMMIT_ENVIRONMENT
        ).strip()

    @property
    def index(self) -> Path:
        """The index of the checkout."""
        return self.git_dir / "index"

    def new_index(self, name: str, *, copied: bool = False) -> Path:
        """Return the path of an index for this upgrade: an empty one, or a copy of the checkout's.

        It is in the same folder as the checkout's, so that it can replace it atomically. One left by a killed
        run is deleted.
        """
        path = self.git_dir / f"index.headstart-{name}"
        for leftover in (path, path.with_name(f"{path.name}.lock")):
            leftover.unlink(missing_ok=True)
        if copied:
            shutil.copy(self.index, path)
        return path


def find() -> Repository:
    """Return the repository of this checkout.

    Raises:
        WorkspaceError: there is none, or it has no commit yet.
    """
    result = git.run(
        "rev-parse", "--absolute-git-dir", "--show-toplevel", "--show-prefix", "--verify", "HEAD"
    )
    if result.exit_code != 0:
        msg = (
            "an upgrade is a git merge, and this project has no commit yet: run "
            '`git init && git add --all && git commit -m "Start"`, then `inv upgrade` again'
        )
        raise WorkspaceError(msg)
    git_dir, top, prefix, _head = result.stdout.splitlines()
    return Repository(Path(git_dir), Path(top), prefix)


def refuse_changes(repository: Repository) -> None:
    """Refuse to start with uncommitted changes.

    Raises:
        WorkspaceError: files are changed or new; the message lists them.
    """
    if (repository.git_dir / "index.lock").exists():
        lock = repository.git_dir / "index.lock"
        msg = f"another git command is running: wait for it, or delete {lock} if it was killed"
        raise WorkspaceError(msg)
    args = ("--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "--no-renames")
    changed = [line[3:] for line in git.output(*args, failure="git status failed").splitlines()]
    if changed:
        msg = (
            f"these files are not committed: {join_paths(changed)}; run `git stash --include-untracked` "
            "or commit them, then run `inv upgrade` again"
        )
        raise WorkspaceError(msg)


def join_paths(paths: list[str], max_count: int = 5) -> str:
    """Return some paths, and the number of the others, for a message."""
    more = f" and {len(paths) - max_count} more" if len(paths) > max_count else ""
    return ", ".join(paths[:max_count]) + more
