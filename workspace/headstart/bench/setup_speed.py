"""The first set-up of a checkout, compared with uv and Yarn alone, which install the same packages."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.bench.measurement import Measurement, measure_seconds
from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import requirements, toolchain

INSTALLED = (".venv", ".workspace", "frontend/node_modules")
# The settings for the caches of pip, uv, Poetry, Yarn and Corepack.
CACHES = (
    *("PIP_CACHE_DIR", "UV_CACHE_DIR", "POETRY_CACHE_DIR"),
    *("YARN_GLOBAL_FOLDER", "COREPACK_HOME", "npm_config_cache"),
)
MAX_RUNS = 3  # each downloads everything twice


def measure(runs: int) -> list[Measurement]:
    """Measure set-ups with empty and with full caches.

    Raises:
        WorkspaceError: a set-up failed, or this checkout was not set up by `./inv` itself.
    """
    cold, warm = zip(*(_measure_once() for _ in range(min(runs, MAX_RUNS))), strict=True)
    return [
        Measurement(f"set-up, {caches} caches", "s", *_columns(seconds), 1.4)
        for caches, seconds in (("empty", cold), ("full", warm))
    ]


def _measure_once() -> tuple[tuple[float, float], tuple[float, float]]:
    with _checkout() as ours, _checkout() as peer:
        cold = measure_seconds(ours.set_up), measure_seconds(peer.install)
        for each in (ours, peer):
            each.uninstall()
        return cold, (measure_seconds(ours.set_up), measure_seconds(peer.install))


def _columns(seconds: tuple[tuple[float, float], ...]) -> tuple[tuple[float, ...], str, tuple[float, ...]]:
    values, peer_values = zip(*seconds, strict=True)
    return values, "uv and Yarn alone", peer_values


@dataclass(frozen=True)
class _Checkout:
    """A copy of the project with caches of its own."""

    root: Path
    environment: dict[str, str]

    def set_up(self) -> None:
        """Run `inv setup`."""
        self._run(sys.executable, self.root / "inv", "setup")

    def install(self) -> None:
        """Install the same packages, without verifying the lock files."""
        uv = project.STATE / f"uv-{project.pins().uv}" / "bin" / "uv"
        if not uv.exists():
            msg = "a set-up can only be measured in a checkout that `./inv` set up, not in a container"
            raise WorkspaceError(msg)
        venv, locked = self.root / ".venv", self.root / "locked.txt"
        requirements.write_requirements(locked, {"main", "dev", *toolchain.groups_needed()})
        self._run(uv, "venv", "--quiet", "--python", sys.executable, venv)
        args = ("--no-deps", "--require-hashes", "--compile-bytecode", "-r", locked)
        self._run(uv, "pip", "install", "--quiet", "--python", venv / "bin" / "python", *args)
        self._run(*toolchain.yarn(), "install", "--immutable", cwd=self.root / "frontend")

    def uninstall(self) -> None:
        """Remove installed packages, but keep the caches."""
        for name in INSTALLED:
            shutil.rmtree(self.root / name, ignore_errors=True)

    def _run(self, *args: object, cwd: Path | None = None) -> None:
        commands.output(args, self.environment, cwd=cwd or self.root, failure="a set-up failed")


@contextmanager
def _checkout() -> Iterator[_Checkout]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder, "checkout")
        ignored = shutil.ignore_patterns(".git", *(Path(name).name for name in INSTALLED), "dist", ".*_cache")
        shutil.copytree(project.ROOT, root, ignore=ignored)
        caches = {name: str(Path(folder, name)) for name in CACHES}
        environment = {**os.environ, **toolchain.node_environment(), **toolchain.registry_environment()}
        environment.pop("WORKSPACE_STATE", None)
        yield _Checkout(root, {**environment, **caches})
