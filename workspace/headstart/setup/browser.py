"""Finds the Chromium for the browser tests: the first of these that runs.

1. The program in the environment variable ``E2E_BROWSER``.
2. Playwright's own, if it is installed.
3. The pinned one, which is the same on every machine, and is downloaded on demand.
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
# The headless shell is the fastest.
NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
MACOS_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FIX = (
    "install Google Chrome or your system's package `chromium`, "
    "or run `.venv/bin/yarn playwright install chromium`"
)
NO_BUILD = f"no Chromium found, and there is no pinned one for this system: {FIX}"


@dataclass(frozen=True)
class Browser:
    """A browser: its program, its version and a description of its source."""

    program: Path
    version: str
    source: str


class NoBrowser(WorkspaceError):
    """No browser runs on this machine, or the requested one does not."""


def find() -> Browser | None:
    """Return the installed browser; None if there is none.

    Raises:
        NoBrowser: the program in ``E2E_BROWSER`` does not run.
    """
    return _requested() or _from_playwright() or _pinned() or _system()


def ensure() -> Browser:
    """Return the browser; download the pinned one if necessary.

    Raises:
        NoBrowser: there is none, or the program in ``E2E_BROWSER`` does not run.
    """
    preferred = _requested() or _from_playwright()
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


def _requested() -> Browser | None:
    name = os.environ.get(VARIABLE)
    if not name:
        return None
    browser = _browser(Path(name), VARIABLE)
    if browser is None:
        msg = f"{VARIABLE} is {name}, which does not run: correct or unset it"
        raise NoBrowser(msg)
    return browser


def _from_playwright() -> Browser | None:
    """Return Playwright's own browser: its headless shell, or else the full browser."""
    program = playwright_path()
    revision = next((folder for folder in program.parents if folder.name.startswith("chromium-")), program)
    shells = revision.with_name(revision.name.replace("chromium-", "chromium_headless_shell-"))
    return _first([*shells.glob("*/*headless*shell"), program], "Playwright")


def playwright_path() -> Path:
    """Return the path at which Playwright installs its own browser."""
    script = "import('playwright-core').then(({ chromium }) => console.log(chromium.executablePath()))"
    args = [toolchain.node().folder / "node", "--eval", script]
    failure = "Playwright did not report the path of its browser"
    return Path(
        commands.output(args, toolchain.node_environment(), cwd=project.FRONTEND, failure=failure).strip()
    )


def _pinned() -> Browser | None:
    return _first([chromium.program()], f"npm's {chromium.PACKAGE}")


def _system() -> Browser | None:
    programs = [Path(program) for name in NAMES if (program := shutil.which(name))]
    return _first([*programs, MACOS_CHROME], "the system")


def _first(programs: Sequence[Path], source: str) -> Browser | None:
    return next((browser for program in programs if (browser := _browser(program, source))), None)


def _browser(program: Path, source: str) -> Browser | None:
    """Return a browser that prints its version; a stub that explains how to install one does not."""
    if not program.is_file():
        return None
    result = commands.run([program, "--version"])
    version = re.search(r"\d+(\.\d+)+", result.stdout)
    return Browser(program, version[0], source) if result.exit_code == 0 and version else None
