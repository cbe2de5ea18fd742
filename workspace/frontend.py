"""The front end's packages, installed with the pinned Yarn when its lock file changed."""

import hashlib
import subprocess
import sys

from workspace import project, toolchain
from workspace.errors import WorkspaceError
from workspace.locks import file_lock

STAMP = project.FRONTEND / "node_modules" / ".made-from"
SHAPING = ("package.json", "yarn.lock", ".yarnrc.yml")


def is_installed() -> bool:
    return STAMP.exists() and STAMP.read_text("utf-8") == _fingerprint()


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
        done = subprocess.run(
            [*toolchain.yarn(), "install", "--immutable"],
            cwd=project.FRONTEND, env={**toolchain.node_environment(), **toolchain.registry_environment()},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        output = done.stdout + done.stderr
        (project.STATE / "yarn.log").write_text(output, "utf-8")
        if done.returncode != 0:
            raise WorkspaceError(_reason(output))
        STAMP.write_text(_fingerprint(), "utf-8")
    return True


def _fingerprint() -> str:
    content = hashlib.sha256(toolchain.node().version.encode())
    for name in SHAPING:
        content.update((project.FRONTEND / name).read_bytes())
    return content.hexdigest()


def _reason(output: str) -> str:
    errors = [line for line in output.splitlines() if "YN0" in line or "Error" in line] or ["no output"]
    telling = next((line for line in errors if "Failed" not in line), errors[-1]).strip("➤ │└")
    return f"the front end's packages could not be installed: {telling} (all of it in .workspace/yarn.log); `./inv setup` tries again"


def main() -> None:
    try:
        install()
    except WorkspaceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
