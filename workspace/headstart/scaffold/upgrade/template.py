"""A temporary clone of a template's repository."""

from pathlib import Path

from headstart.core import git
from headstart.core.errors import WorkspaceError
from headstart.scaffold.answers import Answers

# The user's settings must not change the contents of files.
AS_STORED = ("-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null")


class Template:
    """A bare clone of a template."""

    def __init__(self, source: str, folder: Path) -> None:
        self.source, self.folder = source, folder
        args = (*AS_STORED, "clone", "--bare", "--quiet", "--", source, str(folder))
        git.output(*args, failure=f"{source} could not be cloned", GIT_TERMINAL_PROMPT="0")

    def release(self, version: str) -> str:
        """Return the commit of a release."""
        return self._run("rev-parse", "--verify", f"refs/tags/v{version}^{{commit}}").strip()

    def origin(self, answers: Answers) -> str:
        """Return the commit that a product was made from: the recorded one, or that of its version.

        The recorded commit may be unknown here, if the product was made from a copy of the template's files
        with a history of its own.

        Raises:
            WorkspaceError: this repository has neither.
        """
        for name in (answers.commit, f"refs/tags/v{answers.version}"):
            commit = self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") if name else None
            if commit:
                return commit.strip()
        msg = (
            f"{self.source} has neither the commit {answers.commit or '(none recorded)'} nor the release "
            f"{answers.version}, which this product was made from: pass the repository that has them with "
            "`inv upgrade --from URL`"
        )
        raise WorkspaceError(msg)

    def read(self, commit: str, path: str) -> str:
        """Return a file's text; empty if there is none."""
        return self._try("show", f"{commit}:{path}") or ""

    def export(self, commit: str, folder: Path) -> Path:
        """Write the files of a commit into a folder, and return the folder."""
        folder.mkdir()
        self._run("--work-tree", str(folder), "checkout", "--force", "--quiet", commit, "--", ".")
        return folder

    def _run(self, *args: str) -> str:
        failure = f"git could not read {self.source}"
        return git.output(*AS_STORED, "--git-dir", str(self.folder), *args, failure=failure)

    def _try(self, *args: str) -> str | None:
        result = git.run(*AS_STORED, "--git-dir", str(self.folder), *args)
        return result.stdout if result.exit_code == 0 else None
