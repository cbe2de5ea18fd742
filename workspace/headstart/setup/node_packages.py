"""Installs the front end's packages with the pinned Yarn if the lock file changed."""

import hashlib
import sys

from headstart.core import commands, project
from headstart.core.commands import Completed
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.setup import package_settings, toolchain

STAMP = project.FRONTEND / "node_modules" / ".made-from"
LOG = project.STATE / "yarn.log"
INPUTS = ("package.json", "yarn.lock", ".yarnrc.yml")


def is_installed() -> bool:
    """Return whether the installed packages match ``yarn.lock``."""
    return STAMP.exists() and STAMP.read_text("utf-8") == fingerprint()


def install(*, again: bool = False) -> bool:
    """Install the packages in ``yarn.lock``; return whether anything was installed.

    Raises:
        WorkspaceError: Yarn failed; the message has its reason.
    """
    if is_installed() and not again:
        return False
    with file_lock(project.STATE / "frontend.lock"):
        if is_installed() and not again:
            return False
        result = _yarn("install", "--immutable")
        LOG.write_text(result.output, "utf-8")
        if result.exit_code != 0:
            raise WorkspaceError(_reason(result.output))
        STAMP.write_text(fingerprint(), "utf-8")
    return True


def write_lock() -> None:
    """Update ``yarn.lock`` from ``package.json``.

    Raises:
        WorkspaceError: Yarn failed; the message has its reason.
    """
    result = _yarn("install", "--mode=update-lockfile")
    if result.exit_code != 0:
        raise WorkspaceError(_reason(result.output))


def _yarn(*args: str) -> Completed:
    environment = {
        **package_settings.without_personal_settings(toolchain.node_environment()),
        **toolchain.registry_environment(),
    }
    return commands.run([*toolchain.yarn(), *args], environment, cwd=project.FRONTEND)


def fingerprint() -> str:
    """Return a hash of the Node version and of all files that determine what is installed."""
    content = hashlib.sha256(toolchain.node().version.encode())
    for name in INPUTS:
        content.update((project.FRONTEND / name).read_bytes())
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
