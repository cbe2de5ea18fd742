"""The Chromium that the end-to-end tests drive: Playwright's own where it is installed, else the system's."""

import re
import shutil
from pathlib import Path

from headstart.core import commands, project
from headstart.setup import toolchain

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
MISSING = (
    "there is no Chromium here: `.venv/bin/yarn playwright install chromium` fetches one, "
    "and the system's package `chromium` or Google Chrome does too"
)


def find() -> Path | None:
    """Return the program of a Chromium that runs here, or None."""
    named = (shutil.which(name) for name in NAMES)
    candidates = [playwrights_own(), *(Path(found) for found in named if found), ON_A_MAC]
    return next((candidate for candidate in candidates if _runs(candidate)), None)


def playwrights_own() -> Path:
    """Return where Playwright would have put its own; it need not be there."""
    question = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))"
    words = [toolchain.node().folder / "node", "--eval", question]
    doing = "Playwright does not tell where its browser is"
    return Path(
        commands.output(words, toolchain.node_environment(), cwd=project.FRONTEND, doing=doing).strip()
    )


def _runs(program: Path) -> bool:
    """Say whether a program states its version: some systems have one that only says what to install."""
    if not program.exists():
        return False
    said = commands.run([program, "--version"])
    return said.exit_code == 0 and re.search(r"\d+\.\d+", said.stdout) is not None
