"""A git repository of a test's own, which is the checkout meanwhile."""

import os
import shutil
import subprocess
from pathlib import Path

AUTHOR = ("-c", "user.name=A developer", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")


class Repository:
    """A repository with one commit on ``main``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("the first")

    def git(self, *words: str) -> str:
        """Run git in it, without the settings of whoever runs the tests; return what it prints."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        nobodys = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
        return subprocess.run(
            [str(shutil.which("git")), *AUTHOR, *words], cwd=self.root, env=inherited | nobodys,
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    def commit(self, message: str, **files: str) -> None:
        """Write files and commit them; a commit without any is one too."""
        for name, text in files.items():
            (self.root / name).write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def worktree(self, path: Path, *words: str) -> Path:
        """Add a worktree."""
        self.git("worktree", "add", "--quiet", str(path), *words)
        return path
