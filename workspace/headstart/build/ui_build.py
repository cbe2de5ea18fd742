"""The front-end build for the browser tests, rebuilt if its sources changed."""

import hashlib
from pathlib import Path

from headstart.core import commands, project
from headstart.core.file_lock import file_lock
from headstart.setup import node_packages, toolchain

INPUTS = ("src", "public", "index.html", "vite.config.ts", "tsconfig.json", *node_packages.INPUTS)


def current() -> Path:
    """Return the folder with an up-to-date build.

    Raises:
        WorkspaceError: Vite failed.
    """
    folder = project.STATE / "ui"
    stamp, current_fingerprint = folder / ".made-from", fingerprint()
    with file_lock(project.STATE / "ui.lock"):
        if not (stamp.exists() and stamp.read_text("utf-8") == current_fingerprint):
            build(folder)
            stamp.write_text(current_fingerprint, "utf-8")
    return folder


def build(folder: Path) -> None:
    """Build into a folder, which is emptied first.

    Raises:
        WorkspaceError: Vite failed.
    """
    args = [*toolchain.frontend_program("vite"), "build", "--outDir", folder, "--emptyOutDir"]
    environment = toolchain.node_environment()
    commands.output(args, environment, cwd=project.FRONTEND, failure="vite does not build the front end")


def fingerprint() -> str:
    """Return a hash of all source files of the build."""
    content = hashlib.sha256()
    for path in sorted(path for name in INPUTS for path in _files(project.FRONTEND / name)):
        content.update(str(path.relative_to(project.FRONTEND)).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def _files(path: Path) -> list[Path]:
    return [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
