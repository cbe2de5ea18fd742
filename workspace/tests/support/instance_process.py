"""An instance of the application in a process of its own, as each worker of the end-to-end tests has one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from headstart.build import ui_build
from headstart.core import project


class InstanceProcess:
    """An instance in a process of its own, which serves a front end of one page."""

    def __init__(self, url: str, state: Path) -> None:
        ui = state / "ui"
        ui.mkdir(parents=True)
        (ui / "index.html").write_text("<title>built</title>", "utf-8")
        (ui / ".made-from").write_text(ui_build.fingerprint(), "utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "headstart.testing.instance"],
            cwd=project.ROOT, env={**os.environ, "DATABASE_URL": url, "WORKSPACE_STATE": str(state)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        addresses = self._answer()
        self.ui, self.api = addresses["ui"], addresses["api"]
        self.database = addresses["database"]

    def _answer(self) -> dict[str, Any]:
        """Return the next answer."""
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def send(self, command: str) -> dict[str, Any]:
        """Send a command and return the answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        return self._answer()

    def stop(self) -> int:
        """Stop it by closing its input; return its exit code."""
        self.process.communicate()
        return self.process.returncode
