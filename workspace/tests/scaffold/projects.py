"""A copy of the project with its tests, front end and a database of its own, in which commands are typed."""

import shutil
import subprocess
import sys
from pathlib import Path

from headstart.core import project
from headstart.core.file_lock import file_lock
from headstart.migrations import revisions
from headstart.setup import toolchain
from tests.support.checkouts import Checkout

# It tells what is known of a module by its contents: the next copy, of whatever run, need not find it out.
# It begins with what `inv check` has found out.
TYPES, FOUND = project.STATE / "types-of-copies", project.ROOT / ".workspace" / "mypy"
MADE_BY_TOOLS = {"__pycache__", "node_modules", ".venv", ".workspace", ".mypy_cache", ".ruff_cache"}


class Project:
    """A copy of the project whose development database is another one."""

    def __init__(self, checkout: Checkout, url: str) -> None:
        self.checkout, self.root, self.url = checkout, checkout.root, url
        checkout.add_front_end()
        with file_lock(project.STATE / "types-of-copies.lock"):  # another worker may be first
            if FOUND.exists() and not TYPES.exists():
                shutil.copytree(FOUND, TYPES)
        shutil.copy(project.FRONTEND / ".prettierrc.json", self.root / "frontend")
        for folder in ("backend/tests", "workspace/tests"):
            shutil.copytree(project.ROOT / folder, self.root / folder)
        # A copy of the checkout is without tests, and so without the templates of some.
        templates = "workspace/headstart/scaffold/templates"
        shutil.copytree(project.ROOT / templates, self.root / templates, dirs_exist_ok=True)

    def inv(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a task."""
        return self.checkout.run(*words, DATABASE_URL=self.url)

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a task in a process group of its own."""
        return subprocess.Popen(
            [self.checkout.venv / "bin" / "python", "-P", "-m", "invoke", *args],
            cwd=self.root, env=self.checkout.environment({"DATABASE_URL": self.url}),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    def revision(self) -> str | None:
        """Return the migration that the database is at."""
        return revisions.revision(self.url)

    def python(self, *words: object, code: int = 0, given: str = "") -> str:
        """Run Python with some words and a standard input; return what it printed."""
        environment = self.checkout.environment(
            {"DATABASE_URL": self.url, "PYTHONPATH": "backend:workspace", "MYPY_CACHE_DIR": str(TYPES)}
        )
        ended = subprocess.run(
            [self.checkout.venv / "bin" / "python", *map(str, words)],
            cwd=self.root, env=environment, input=given,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def program(self, name: str, *words: str) -> None:
        """Run a program of the environment that has to succeed."""
        environment = self.checkout.environment({"PYTHONPATH": "backend:workspace"})
        ended = subprocess.run(
            [Path(sys.executable).parent / name, *words],
            cwd=self.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def node(self, name: str, *words: str) -> None:
        """Run a program of the front end that has to succeed."""
        ended = subprocess.run(
            [*toolchain.frontend_program(name), *words],
            cwd=self.root / "frontend", env=toolchain.node_environment(), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def tree(self) -> dict[str, bytes]:
        """Return the contents of all files but those that tools make."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not MADE_BY_TOOLS & set(path.relative_to(self.root).parts)
        }

    def schema(self) -> str:
        """Return the schema of the database, as pg_dump writes it."""
        program = toolchain.postgres().folder / "pg_dump"
        words = [str(program), "--schema-only", "--no-owner", "--restrict-key=same", self.url]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout
