"""The built front end that the end-to-end tests open: built again when what shapes it changed."""

import hashlib
from pathlib import Path

from headstart.core import commands, project
from headstart.core.file_lock import file_lock
from headstart.setup import node_packages, toolchain

SHAPING = ("src", "public", "index.html", "vite.config.ts", "tsconfig.json", *node_packages.SHAPING)


def current() -> Path:
    """Return the folder with the files that the sources give, built unless they are there.

    Raises:
        WorkspaceError: Vite failed.
    """
    folder = project.STATE / "ui"
    stamp, shape = folder / ".made-from", fingerprint()
    with file_lock(project.STATE / "ui.lock"):
        if not (stamp.exists() and stamp.read_text("utf-8") == shape):
            build(folder)
            stamp.write_text(shape, "utf-8")
    return folder


def build(folder: Path) -> None:
    """Write the built files, and nothing else, to a folder.

    Raises:
        WorkspaceError: Vite failed.
    """
    words = [*toolchain.frontend_program("vite"), "build", "--outDir", folder, "--emptyOutDir"]
    environment = toolchain.node_environment()
    commands.output(words, environment, cwd=project.FRONTEND, doing="vite does not build the front end")


def fingerprint() -> str:
    """Return what changes with every file that the built ones are made from."""
    content = hashlib.sha256()
    for path in sorted(path for name in SHAPING for path in _files(project.FRONTEND / name)):
        content.update(str(path.relative_to(project.FRONTEND)).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def _files(path: Path) -> list[Path]:
    return [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
