"""The product's repository: where git keeps it, and what it stores for an upgrade."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from headstart.core import git
from headstart.core.errors import WorkspaceError

# Commits that only exist for the merge: nobody is their author, and the same files give the same commit.
WHO = {"NAME": "Headstart", "EMAIL": "headstart@localhost", "DATE": "2000-01-01T00:00Z"}
NOBODY = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in WHO.items()}
DOING = "git could not store the files of a version"


@dataclass(frozen=True)
class Repository:
    """Git's folder for this checkout, the top of the checkout, and the project's folder below it."""

    git_dir: Path
    top: Path
    prefix: str

    def head(self) -> str:
        """Return the commit that is checked out."""
        return git.output("rev-parse", "HEAD", doing="git cannot read HEAD").strip()

    def commit(self, folder: Path, message: str, *parents: str) -> str:
        """Store a folder's files as a commit that no branch holds; return it."""
        index = self.new_index("tree")
        here = {"GIT_DIR": str(self.git_dir), "GIT_INDEX_FILE": str(index)}
        whole = ("-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "-C", str(folder))
        git.output(*whole, "add", "--all", "--force", ".", doing=DOING, GIT_WORK_TREE=str(folder), **here)
        tree = git.output("write-tree", doing=DOING, **here).strip()
        if self.prefix:
            index.unlink()
            git.output("read-tree", f"--prefix={self.prefix}", tree, doing=DOING, **here)
            tree = git.output("write-tree", doing=DOING, **here).strip()
        index.unlink()
        args = [argument for parent in parents for argument in ("-p", parent)]
        return git.output("commit-tree", tree, "-m", message, *args, doing=DOING, **NOBODY).strip()

    @property
    def index(self) -> Path:
        """The index of the checkout."""
        return self.git_dir / "index"

    def new_index(self, name: str, *, copied: bool = False) -> Path:
        """Return the path of an index that only this upgrade uses: an empty one, or a copy of the checkout's.

        It lies beside the checkout's, to take its place in one step. One that a killed run left is deleted.
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
    asked = git.run("rev-parse", "--absolute-git-dir", "--show-toplevel", "--show-prefix", "--verify", "HEAD")
    if asked.exit_code != 0:
        msg = (
            "an upgrade is a git merge, and this project is not in a repository with a commit: run "
            '`git init && git add --all && git commit -m "Start"`, then `inv upgrade` again'
        )
        raise WorkspaceError(msg)
    git_dir, top, prefix, _head = asked.stdout.splitlines()
    return Repository(Path(git_dir), Path(top), prefix)


def refuse_changes(repository: Repository) -> None:
    """Refuse to begin where something is not committed.

    Raises:
        WorkspaceError: the sentence names files that are changed or new.
    """
    if (repository.git_dir / "index.lock").exists():
        lock = repository.git_dir / "index.lock"
        msg = f"another git command is running: wait until it has ended, or delete {lock} if it was killed"
        raise WorkspaceError(msg)
    args = ("--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "--no-renames")
    changed = [line[3:] for line in git.output(*args, doing="git status failed").splitlines()]
    if changed:
        msg = (
            f"these files are not committed: {listed(changed)}; run `git stash --include-untracked` "
            "or commit them, then run `inv upgrade` again"
        )
        raise WorkspaceError(msg)


def listed(paths: list[str], most: int = 5) -> str:
    """Return a few paths for a sentence, and how many more there are."""
    more = f" and {len(paths) - most} more" if len(paths) > most else ""
    return ", ".join(paths[:most]) + more
