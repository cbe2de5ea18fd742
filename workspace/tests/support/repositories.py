"""A git repository for one test, used as the checkout."""

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
        self.commit("initial commit")

    def git(self, *args: str) -> str:
        """Run git in the repository, without the user's settings; return its output."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        overrides = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
        return subprocess.run(
            [str(shutil.which("git")), *AUTHOR, *args], cwd=self.root, env=inherited | overrides,
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    def commit(self, message: str, **files: str) -> None:
        """Write and commit files, or make an empty commit."""
        for name, text in files.items():
            (self.root / name).write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def worktree(self, path: Path, *args: str) -> Path:
        """Add a worktree."""
        self.git("worktree", "add", "--quiet", str(path), *args)
        return path
