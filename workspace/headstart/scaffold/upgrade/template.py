"""A template's repository, cloned into a folder for one upgrade."""

from pathlib import Path

from headstart.core import git
from headstart.core.errors import WorkspaceError
from headstart.scaffold.answers import Answers

# A setting of the user's must not change what a file holds.
AS_STORED = ("-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null")


class Template:
    """A bare clone."""

    def __init__(self, source: str, folder: Path) -> None:
        self.source, self.folder = source, folder
        args = (*AS_STORED, "clone", "--bare", "--quiet", "--", source, str(folder))
        git.output(*args, doing=f"{source} could not be cloned", GIT_TERMINAL_PROMPT="0")

    def release(self, version: str) -> str:
        """Return the commit of a release."""
        return self._run("rev-parse", "--verify", f"refs/tags/v{version}^{{commit}}").strip()

    def origin(self, answers: Answers) -> str:
        """Return the commit that a product was made from: the recorded one, or that of its version.

        A repository that was created from a copy of the template's files has a history of its own: its
        commits are not the template's.

        Raises:
            WorkspaceError: this repository has neither.
        """
        for name in (answers.commit, f"refs/tags/v{answers.version}"):
            found = self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") if name else None
            if found:
                return found.strip()
        msg = (
            f"{self.source} has neither the commit {answers.commit or '(none recorded)'} nor the release "
            f"{answers.version}, which this product was made from: name the repository that has them with "
            "`inv upgrade --from URL`"
        )
        raise WorkspaceError(msg)

    def read(self, commit: str, path: str) -> str:
        """Return a file's text; empty if there is none."""
        return self._try("show", f"{commit}:{path}") or ""

    def export(self, commit: str, folder: Path) -> Path:
        """Write the files of a commit into a folder, which is returned."""
        folder.mkdir()
        self._run("--work-tree", str(folder), "checkout", "--force", "--quiet", commit, "--", ".")
        return folder

    def _run(self, *args: str) -> str:
        doing = f"git could not read {self.source}"
        return git.output(*AS_STORED, "--git-dir", str(self.folder), *args, doing=doing)

    def _try(self, *args: str) -> str | None:
        ended = git.run(*AS_STORED, "--git-dir", str(self.folder), *args)
        return ended.stdout if ended.exit_code == 0 else None
