"""A copy of the project, with tests, front end and a database, in which commands run."""

import shutil
import subprocess
import sys
from pathlib import Path

from headstart.core import project
from headstart.core.file_lock import file_lock
from headstart.migrations import revisions
from headstart.setup import toolchain
from tests.support.checkouts import Checkout

# mypy's cache is shared by all copies, also of later runs, and starts as a copy of the cache of `inv check`.
COPIES_CACHE, CHECK_CACHE = project.STATE / "types-of-copies", project.ROOT / ".workspace" / "mypy"
GENERATED = {"__pycache__", "node_modules", ".venv", ".workspace", ".mypy_cache", ".ruff_cache"}


class Project:
    """A copy of the project with a development database of its own."""

    def __init__(self, checkout: Checkout, url: str) -> None:
        self.checkout, self.root, self.url = checkout, checkout.root, url
        checkout.add_front_end()
        with file_lock(project.STATE / "types-of-copies.lock"):  # another worker may be first
            if CHECK_CACHE.exists() and not COPIES_CACHE.exists():
                shutil.copytree(CHECK_CACHE, COPIES_CACHE)
        shutil.copy(project.FRONTEND / ".prettierrc.json", self.root / "frontend")
        for folder in ("backend/tests", "workspace/tests"):
            shutil.copytree(project.ROOT / folder, self.root / folder)
        # A copy of the checkout has no tests, and thus not all templates.
        templates = "workspace/headstart/scaffold/templates"
        shutil.copytree(project.ROOT / templates, self.root / templates, dirs_exist_ok=True)

    def inv(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run a task."""
        return self.checkout.run(*args, DATABASE_URL=self.url)

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start a task in a process group of its own."""
        return subprocess.Popen(
            [self.checkout.venv / "bin" / "python", "-P", "-m", "headstart.tasks", *args],
            cwd=self.root, env=self.checkout.environment({"DATABASE_URL": self.url}),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    def revision(self) -> str | None:
        """Return the migration that the database is at."""
        return revisions.revision(self.url)

    def python(self, *args: object, code: int = 0, given: str = "") -> str:
        """Run Python with arguments and a standard input; return its output."""
        environment = self.checkout.environment(
            {"DATABASE_URL": self.url, "PYTHONPATH": "backend:workspace", "MYPY_CACHE_DIR": str(COPIES_CACHE)}
        )
        result = subprocess.run(
            [self.checkout.venv / "bin" / "python", *map(str, args)],
            cwd=self.root, env=environment, input=given,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == code, result.stdout + result.stderr
        return result.stdout + result.stderr

    def program(self, name: str, *args: str) -> None:
        """Run a program of the environment that has to succeed."""
        environment = self.checkout.environment({"PYTHONPATH": "backend:workspace"})
        result = subprocess.run(
            [Path(sys.executable).parent / name, *args],
            cwd=self.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr

    def node(self, name: str, *args: str) -> None:
        """Run a program of the front end that has to succeed."""
        result = subprocess.run(
            [*toolchain.frontend_program(name), *args],
            cwd=self.root / "frontend", env=toolchain.node_environment(), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr

    def tree(self) -> dict[str, bytes]:
        """Return the contents of all files except generated ones."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not GENERATED & set(path.relative_to(self.root).parts)
        }

    def schema(self) -> str:
        """Return the schema of the database, as pg_dump writes it."""
        program = toolchain.postgres().folder / "pg_dump"
        args = [str(program), "--schema-only", "--no-owner", "--restrict-key=same", self.url]
        return subprocess.run(args, capture_output=True, text=True, check=True).stdout
