"""The front end's packages, installed with the pinned Yarn when its lock file changed."""

import hashlib
import sys

from headstart.core import commands, project
from headstart.core.commands import Ended
from headstart.core.errors import WorkspaceError
from headstart.core.file_lock import file_lock
from headstart.setup import habits, toolchain

STAMP = project.FRONTEND / "node_modules" / ".made-from"
LOG = project.STATE / "yarn.log"
SHAPING = ("package.json", "yarn.lock", ".yarnrc.yml")


def is_installed() -> bool:
    """Say whether the packages are the ones that ``yarn.lock`` names."""
    return STAMP.exists() and STAMP.read_text("utf-8") == fingerprint()


def install(*, again: bool = False) -> bool:
    """Install what ``yarn.lock`` names; return whether there was anything to do.

    Raises:
        WorkspaceError: Yarn failed; the sentence holds its own reason.
    """
    if is_installed() and not again:
        return False
    with file_lock(project.STATE / "frontend.lock"):
        if is_installed() and not again:
            return False
        ended = _yarn("install", "--immutable")
        LOG.write_text(ended.output, "utf-8")
        if ended.exit_code != 0:
            raise WorkspaceError(_reason(ended.output))
        STAMP.write_text(fingerprint(), "utf-8")
    return True


def write_lock() -> None:
    """Bring ``yarn.lock`` into line with ``package.json``.

    Raises:
        WorkspaceError: Yarn failed; the sentence holds its own reason.
    """
    ended = _yarn("install", "--mode=update-lockfile")
    if ended.exit_code != 0:
        raise WorkspaceError(_reason(ended.output))


def _yarn(*args: str) -> Ended:
    environment = {**habits.without_habits(toolchain.node_environment()), **toolchain.registry_environment()}
    return commands.run([*toolchain.yarn(), *args], environment, cwd=project.FRONTEND)


def fingerprint() -> str:
    """Return what changes with the Node and with every file that decides what is installed."""
    content = hashlib.sha256(toolchain.node().version.encode())
    for name in SHAPING:
        content.update((project.FRONTEND / name).read_bytes())
    return content.hexdigest()


def _reason(output: str) -> str:
    """Return Yarn's first complaint that says more than that it failed."""
    lines = [line.strip("➤ │└") for line in output.splitlines() if "YN0" in line or "Error" in line]
    telling = [line for line in lines if "Failed" not in line and "Completed" not in line]
    reason = (telling or lines or ["it printed nothing"])[-1]
    return f"Yarn could not install the packages: {reason} (more in {LOG}); `./inv setup` tries again"


def main() -> None:
    """Install, as a step of the first set-up."""
    try:
        install(again="--again" in sys.argv)
    except WorkspaceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
