"""The Chromium that the browser tests drive: the first of these that runs here.

1. The program that the environment variable ``E2E_BROWSER`` names.
2. Playwright's own, where somebody has installed it.
3. The pinned one, which is the same on every machine and fetched when it is missing.
4. The system's.
"""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import chromium, toolchain

VARIABLE = "E2E_BROWSER"
# A headless shell takes two thirds of the time of a browser with windows.
NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FIX = (
    "install Google Chrome or your system's package `chromium`, "
    "or run `.venv/bin/yarn playwright install chromium`"
)
NO_BUILD = f"no Chromium found, and no pinned one exists for this system: {FIX}"


@dataclass(frozen=True)
class Browser:
    """A browser's program, its version and where it comes from, in words."""

    program: Path
    version: str
    source: str


class NoBrowser(WorkspaceError):
    """No browser runs on this machine, or the one that was asked for does not."""


def find() -> Browser | None:
    """Return the browser that is there, or None; nothing is fetched.

    Raises:
        NoBrowser: the program that ``E2E_BROWSER`` names does not run.
    """
    return _named() or _playwrights() or _pinned() or _system()


def ensure() -> Browser:
    """Return the browser; fetch the pinned one first if nothing comes before it.

    Raises:
        NoBrowser: there is none, or the program that ``E2E_BROWSER`` names does not run.
    """
    preferred = _named() or _playwrights()
    if preferred:
        return preferred
    problem = NO_BUILD
    if chromium.has_build():
        try:
            chromium.install()
            problem = f"the pinned Chromium does not run on this system: {FIX}"
        except WorkspaceError as error:
            problem = f"{error}; check the network and npm's settings, then run `./inv setup`; or {FIX}"
    browser = _pinned() or _system()
    if browser is None:
        raise NoBrowser(problem)
    return browser


def _named() -> Browser | None:
    name = os.environ.get(VARIABLE)
    if not name:
        return None
    browser = _browser(Path(name), VARIABLE)
    if browser is None:
        msg = f"{VARIABLE} is {name}, which does not run: correct it or unset it"
        raise NoBrowser(msg)
    return browser


def _playwrights() -> Browser | None:
    """Return Playwright's own: its headless shell, or else the whole browser."""
    program = playwrights_own()
    revision = next((folder for folder in program.parents if folder.name.startswith("chromium-")), program)
    shells = revision.with_name(revision.name.replace("chromium-", "chromium_headless_shell-"))
    return _first([*shells.glob("*/*headless*shell"), program], "Playwright")


def playwrights_own() -> Path:
    """Return where Playwright would have put its own browser; it need not be there."""
    question = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))"
    args = [toolchain.node().folder / "node", "--eval", question]
    doing = "Playwright does not tell where its browser is"
    return Path(
        commands.output(args, toolchain.node_environment(), cwd=project.FRONTEND, doing=doing).strip()
    )


def _pinned() -> Browser | None:
    return _first([chromium.program()], f"npm's {chromium.PACKAGE}")


def _system() -> Browser | None:
    programs = [Path(program) for name in NAMES if (program := shutil.which(name))]
    return _first([*programs, ON_A_MAC], "the system")


def _first(programs: Sequence[Path], source: str) -> Browser | None:
    return next((browser for program in programs if (browser := _browser(program, source))), None)


def _browser(program: Path, source: str) -> Browser | None:
    """Return a browser that states its version: a system may have a stub that says how to install one."""
    if not program.is_file():
        return None
    ended = commands.run([program, "--version"])
    version = re.search(r"\d+(\.\d+)+", ended.stdout)
    return Browser(program, version[0], source) if ended.exit_code == 0 and version else None
