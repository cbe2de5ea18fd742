"""A checkout on a machine that has only Python, with scripts instead of downloaded programs.

The scripts replace uv, Poetry and pip. They log their calls, and behave as tests require.
"""

import os
import runpy
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

from headstart.core import project
from headstart.setup import node_packages
from tests.support.checkouts import Checkout, link_environment

UV = """#!/bin/sh
echo "uv $*" >> "{root}/calls"
[ "$*" != "${{*%/.venv}}" ] && [ -e "{root}/gate" ] && echo here > "{root}/gate" && : < "{root}/gate"
[ "$1" = "$FAILS_AT" ] && {{ sh -c "$FAILS_WITH"; exit 2; }}
case "$*" in
venv*/.venv) rm -rf "{root}/.venv" && cp -R -P "{root}/packages" "{root}/.venv" ;;
venv*) mkdir -p "{poetry}/bin" && ln -sf "{python}" "{poetry}/bin/python" ;;
*/poetry.txt) mv "{root}/poetry" "{poetry}/bin/poetry" ;;
*) [ -e "{root}/.venv/lib" ] || cp -R -P "{root}/packages/lib" "{root}/.venv/lib" ;;
esac
"""
RECORDER = """#!/bin/sh
echo "{name} $*" >> "{root}/calls"
"""
NODE = (
    RECORDER
    + """
[ "$*" = --version ] && echo v{version}.0.0
exit 0
"""
)
PIP = "print('--index-url <url> Base URL (default https://pypi.example.com/simple)')\n"


class BareMachine(Checkout):
    """A checkout without ``.venv``; uv can be made to wait at ``gate``, a pipe, before it creates one."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.gate = root / "gate"
        self.process_ids: list[int] = []
        self.venv.rename(root / "packages")
        self.poetry = self.state / f"poetry-{project.pins().poetry}"
        uv = self.state / f"uv-{project.pins().uv}" / "bin" / "uv"
        self._write(uv, UV, poetry=self.poetry, python=sys.executable)
        self._write(root / "poetry", RECORDER, name="poetry")
        (root / "pip.py").write_text(PIP, "utf-8")
        (root / "frontend" / "node_modules").mkdir()
        (root / "frontend" / "node_modules" / ".made-from").write_text(node_packages.fingerprint(), "utf-8")

    def set_up(self) -> None:
        """Create the result of a set-up."""
        (self.root / "packages").rename(self.venv)
        link_environment(Path(sys.prefix), self.root / "packages")
        fingerprint = runpy.run_path(str(self.root / "inv"))["fingerprint"]
        (self.venv / "made-from").write_text(fingerprint(), "utf-8")

    def start(self, *args: str, **environment: str) -> subprocess.Popen[str]:
        """Start ``inv``."""
        process = subprocess.Popen(
            [sys.executable, self.root / "inv", *args],
            env=self.environment(environment), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self.process_ids.append(process.pid)
        return process

    def stop(self) -> None:
        """Kill processes that still wait at the gate."""
        for session in self.process_ids:
            with suppress(ProcessLookupError):
                os.killpg(session, signal.SIGKILL)

    def inv(self, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``inv``."""
        process = self.start(*args, **environment)
        out, err = process.communicate()
        return subprocess.CompletedProcess(args, process.returncode, out, err)

    def calls(self, program: str) -> list[str]:
        """Return the calls of a program since the last time."""
        path = self.root / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return [line.removeprefix(f"{program} ") for line in lines if line.startswith(f"{program} ")]

    def path_with_node(self) -> str:
        """Return a PATH with a Node of the pinned major, which logs its calls."""
        node = self.root / "node"
        corepack = node / "lib" / "node_modules" / "corepack" / "dist" / "corepack.js"
        corepack.parent.mkdir(parents=True)
        corepack.touch()
        self._write(node / "bin" / "npm", RECORDER, name="npm")
        self._write(node / "bin" / "node", NODE, name="node", version=project.pins().node)
        return f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"

    def use_wheel(self) -> Path:
        """Turn the tooling's source into a wheel in ``vendor/``, as a product has it; return the wheel."""
        name = "vendor/headstart_workspace-1.2.3-py3-none-any.whl"
        wheel = self.root / name
        wheel.parent.mkdir()
        with ZipFile(wheel, "w") as archive:
            for path in sorted((self.root / "workspace").rglob("*.py")):
                archive.write(path, path.relative_to(self.root / "workspace"))
        shutil.rmtree(self.root / "workspace")
        settings = self.root / "pyproject.toml"
        settings.write_text(settings.read_text("utf-8").replace('path = "workspace"', f'path = "{name}"'))
        lock = self.root / "poetry.lock"
        source = 'type = "directory"\nurl = "workspace"'
        lock.write_text(lock.read_text("utf-8").replace(source, f'type = "file"\nurl = "{name}"'), "utf-8")
        return wheel

    def close_gate(self) -> None:
        """Make uv wait."""
        os.mkfifo(self.gate)

    def await_arrival(self) -> None:
        """Wait until uv waits at the gate."""
        self.gate.read_text("utf-8")

    def open_gate(self) -> None:
        """Let uv continue."""
        with self.gate.open("w"):
            self.gate.unlink()

    def _write(self, path: Path, script: str, **values: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script.format(root=self.root, **values), "utf-8")
        path.chmod(0o755)
