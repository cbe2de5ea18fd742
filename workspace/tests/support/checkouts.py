"""A copy of the checkout that tests may run and change; it shares this checkout's packages."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.file_lock import file_lock
from headstart.setup import node_packages
from tests.support.polling import DEADLINE

FILES = ("inv", "tasks.py", "pyproject.toml", "poetry.lock", ".squawk.toml", "workspace/pyproject.toml")
FOLDERS = ("workspace/headstart", "workspace/docs", "backend")
IGNORED = shutil.ignore_patterns("__pycache__", "node_modules", "tests", ".*")
FRONT_END = node_packages.INPUTS


class Checkout:
    """A copy of the project with a ``.venv`` of links, and nothing in ``.workspace``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = root / ".workspace"
        self.venv = root / ".venv"
        root.mkdir()
        for name in FOLDERS:
            shutil.copytree(project.ROOT / name, root / name, ignore=IGNORED)
        for name in FILES:
            shutil.copy(project.ROOT / name, root / name)
        (root / "frontend").mkdir()
        for name in FRONT_END:
            shutil.copy(project.FRONTEND / name, root / "frontend" / name)
        link_environment(Path(sys.prefix), self.venv)

    def run(self, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``inv`` at the top of the copy."""
        return subprocess.run(
            [self.venv / "bin" / "python", "-P", "-m", "headstart.tasks", *args],
            cwd=self.root, env=self.environment(environment), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return this process's environment with the copy's tooling, no database, and ``more``."""
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return {**inherited, "PYTHONPATH": str(self.root / "workspace"), **more}

    def become_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make it the checkout of this process and its children."""
        monkeypatch.setattr(project, "ROOT", self.root)
        monkeypatch.setattr(project, "BACKEND", self.root / "backend")
        monkeypatch.setenv("PYTHONPATH", str(self.root / "workspace"))

    def development_url(self) -> str:
        """Return the address of the development database."""
        code = "from headstart.devdb import branch_urls; print(branch_urls.development_url())"
        return subprocess.run(
            [self.venv / "bin" / "python", "-c", code],
            cwd=self.root, env=self.environment({}), capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip

    def stop_servers(self) -> None:
        """Stop the servers that a test started in the copy."""
        if self.state.exists():
            self.run("db.stop")

    def add_front_end(self) -> None:
        """Copy the front end too; its packages are links to this checkout's."""
        copy, packages = self.root / "frontend", self.root / "frontend" / "node_modules"
        shutil.copytree(project.FRONTEND, copy, ignore=IGNORED, dirs_exist_ok=True)
        packages.mkdir()
        for entry in (project.FRONTEND / "node_modules").iterdir():
            if entry.name == ".bin" or not entry.name.startswith("."):
                (packages / entry.name).symlink_to(entry)
        (packages / ".made-from").write_text(node_packages.fingerprint(), "utf-8")


class UpProcess:
    """``inv up`` in a copy of the checkout, ready for requests."""

    def __init__(self, checkout: Checkout, **environment: str) -> None:
        self.checkout = checkout
        self.output: list[str] = []
        self._listener: threading.Thread | None = None
        # One at a time: otherwise, two of them may choose the same free port.
        with file_lock(Path(tempfile.gettempdir()) / "headstart-tests-up.lock"):
            self.process = subprocess.Popen(
                [checkout.venv / "bin" / "python", "-P", "-m", "headstart.tasks", "up"],
                cwd=checkout.root, env=checkout.environment(environment), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            self.ready = self._wait_until_ready()

    def _wait_until_ready(self) -> str:
        assert self.process.stdout is not None
        timeout = threading.Timer(DEADLINE, self.process.terminate)
        timeout.start()
        try:
            for line in self.process.stdout:
                self.output.append(line)
                if line.startswith("ready  "):
                    return line.strip()
        finally:
            timeout.cancel()
        self.process.communicate()
        msg = "`inv up` did not become ready: " + "".join(self.output)
        raise AssertionError(msg)

    def listen(self) -> None:
        """Continue to append the output to ``output``."""
        assert self.process.stdout is not None
        self._listener = threading.Thread(target=self.output.extend, args=[self.process.stdout], daemon=True)
        self._listener.start()

    def sessions(self) -> list[int]:
        """Return the IDs of the processes that it started."""
        state = json.loads((self.checkout.state / "up.json").read_text("utf-8"))
        return [pid for pid, _started_at in state["sessions"]]

    def stop(self) -> None:
        """Stop it, whether or not the test passed."""
        if self.process.poll() is None:
            self.process.terminate()
            if self._listener:
                self._listener.join()  # two readers would interfere
            self.process.communicate()


def link_environment(venv: Path, copy: Path) -> None:
    """Create a virtual environment of links to the programs and packages of another one.

    Files that a set-up writes are not linked, so that nothing is written through the links.
    """
    (copy / "bin").mkdir(parents=True)
    for program in (venv / "bin").iterdir():
        if program.name != "poetry":
            (copy / "bin" / program.name).symlink_to(program)
    shutil.copy(venv / "pyvenv.cfg", copy / "pyvenv.cfg")
    (copy / "lib").symlink_to(venv / "lib")
