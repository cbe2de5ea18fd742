"""The test suites, each in the runner of its language."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from workspace import browser, frontend, project, toolchain, ui_build
from workspace.errors import WorkspaceError

COVERAGE = ("--cov", "--cov-report=term:skip-covered")


@dataclass(frozen=True)
class Result:
    """How a suite ended, and after how many seconds."""

    suite: str
    exit_code: int
    seconds: float


def python(suite: str, folders: list[str], words: list[str], *, coverage: bool) -> Result:
    """Run pytest on folders of tests; its output goes straight to the terminal."""
    measured = COVERAGE if coverage else ()
    return _run(
        suite, [sys.executable, "-m", "pytest", *folders, *measured, *words], project.ROOT, dict(os.environ)
    )


def front_end(words: list[str]) -> Result:
    """Run Vitest once."""
    frontend.install()
    command = [*toolchain.frontend_program("vitest"), "run", *words]
    return _run("front end", command, project.FRONTEND, toolchain.node_environment())


def end_to_end(words: list[str]) -> Result:
    """Run Playwright's tests in a browser; each of its workers runs an instance of the application.

    Raises:
        WorkspaceError: there is no browser, or the front end cannot be built.
    """
    frontend.install()
    program = browser.find()
    if program is None:
        raise WorkspaceError(browser.MISSING)
    ui_build.current()
    command = [*toolchain.frontend_program("playwright"), "test", *words]
    environment = {**toolchain.node_environment(), "E2E_BROWSER": str(program)}
    return _run("end to end", command, project.FRONTEND, environment)


def _run(suite: str, command: list[str], cwd: object, environment: dict[str, str]) -> Result:
    began = time.monotonic()
    done = subprocess.run(command, cwd=str(cwd), env=environment, check=False)
    return Result(suite, done.returncode, time.monotonic() - began)
