"""Installs the front end's packages with the pinned Yarn if the lock file changed."""

import hashlib
import sys

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.setup import platform_packages, toolchain

STAMP = project.FRONTEND / "node_modules" / ".made-from"
LOG = project.STATE / "yarn.log"
INPUTS = ("package.json", "yarn.lock", ".yarnrc.yml", platform_packages.SUMS)


def is_installed() -> bool:
    """Return whether the installed packages match ``yarn.lock``."""
    return STAMP.exists() and STAMP.read_text("utf-8") == fingerprint()


def install(*, again: bool = False) -> bool:
    """Install the packages in ``yarn.lock``; return whether anything was installed.

    Raises:
        WorkspaceError: Yarn failed, or a package is not the locked one; the message has the reason.
    """
    if is_installed() and not again:
        return False
    with file_lock(project.STATE / "frontend.lock"):
        if is_installed() and not again:
            return False
        result = toolchain.run_yarn("install", "--immutable")
        LOG.write_text(result.output, "utf-8")
        if result.exit_code != 0:
            raise WorkspaceError(_reason(result.output))
        platform_packages.verify()
        STAMP.write_text(fingerprint(), "utf-8")
    return True


def write_lock() -> None:
    """Update ``yarn.lock`` from ``package.json``, and record the checksums that are missing then.

    Raises:
        WorkspaceError: Yarn failed; the message has its reason.
    """
    result = toolchain.run_yarn("install", "--mode=update-lockfile")
    if result.exit_code != 0:
        raise WorkspaceError(_reason(result.output))
    if output := platform_packages.record():
        raise WorkspaceError(_reason(output))


def fingerprint() -> str:
    """Return a hash of the Node version and of all files that determine what is installed."""
    content = hashlib.sha256(toolchain.node().version.encode())
    for name in INPUTS:
        path = project.FRONTEND / name
        content.update(path.read_bytes() if path.exists() else b"")
    return content.hexdigest()


def _reason(output: str) -> str:
    """Return Yarn's most specific error message."""
    lines = [line.strip("➤ │└") for line in output.splitlines() if "YN0" in line or "Error" in line]
    specific = [line for line in lines if "Failed" not in line and "Completed" not in line]
    reason = (specific or lines or ["it printed nothing"])[-1]
    return f"Yarn could not install the packages: {reason} (more in {LOG}); run `./inv setup` to try again"


def main() -> None:
    """Install the packages as a step of the set-up."""
    try:
        install(again="--again" in sys.argv)
    except WorkspaceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
