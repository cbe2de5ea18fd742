"""The test suites, each in the runner of its language."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headstart.build import ui_build
from headstart.core import project
from headstart.setup import browser, node_packages, toolchain
from headstart.testing.affected import record, ui

COVERAGE = ("--cov", "--cov-report=term:skip-covered")
WATCHED = ("-p", record.PLUGIN)
WORKSPACE = ("-c", "workspace/pyproject.toml", "--rootdir", ".")
NO_TESTS = 5  # pytest's exit code


@dataclass(frozen=True)
class Result:
    """How a suite ended, and after how many seconds; or why it was not run."""

    suite: str
    exit_code: int = 0
    seconds: float = 0.0
    not_run: str = ""


def python(
    suite: str, folders: Sequence[str], words: Sequence[str], *, coverage: bool = False, shard: str = ""
) -> Result:
    """Run pytest on folders of tests; its output goes straight to the terminal."""
    options = (
        *(COVERAGE if coverage else ()),
        *(("-p", "headstart.testing.shard_plugin", f"--shard={shard}") if shard else ()),
    )
    done = _pytest(suite, [*folders, *options, *words])
    return _passed_without_tests(done) if shard else done


def workspace(folders: Sequence[str], args: Sequence[str]) -> Result:
    """Run the tests of the tooling, with the settings that are beside them."""
    return _pytest("tooling", [*WORKSPACE, *folders, *args])


def changed_python(suite: str, folders: Sequence[str], words: Sequence[str]) -> Result:
    """Run the tests that a change can affect, and write down what each one uses."""
    chosen = record.choose(folders)
    if not chosen:
        return Result(suite, not_run="nothing changed that its tests use")
    done = _pytest(suite, [*chosen, *WATCHED, *words])
    return _passed_without_tests(done)


def front_end(words: Sequence[str], *, changed: bool = False, shard: str = "") -> Result:
    """Run Vitest once."""
    words = [*words, *_shard(shard)]
    node_packages.install()
    now = ui.components()
    asked: Sequence[str] | None = ui.for_vitest(now) if changed else ["run"]
    if asked is None:
        return Result("front end", not_run="nothing changed that its tests use")
    command = [*toolchain.frontend_program("vitest"), *asked, *words]
    done = _run("front end", command, project.FRONTEND, toolchain.node_environment() | _colors())
    if done.exit_code == 0 and not words:
        now.passed()
    return done


def end_to_end(words: Sequence[str], *, changed: bool = False, shard: str = "") -> Result:
    """Run Playwright's tests in a browser; each of its workers runs an instance of the application.

    Raises:
        NoBrowser: there is no browser.
        WorkspaceError: the front end cannot be built.
    """
    words = [*words, *_shard(shard)]
    now = ui.journeys()
    asked: Sequence[str] | None = ui.for_playwright(now) if changed else []
    if asked is None:
        return Result("end to end", not_run="none of its own files changed; `inv test.e2e` runs it")
    node_packages.install()
    chosen = browser.ensure()
    ui_build.current()
    command = [*toolchain.frontend_program("playwright"), "test", *asked, *words]
    environment = {**toolchain.node_environment(), browser.VARIABLE: str(chosen.program)}
    done = _run("end to end", command, project.FRONTEND, environment)
    if done.exit_code == 0 and not words:
        now.passed()
    return done


def _shard(shard: str) -> list[str]:
    return [f"--shard={shard}"] if shard else []


def _passed_without_tests(done: Result) -> Result:
    return Result(done.suite, 0 if done.exit_code == NO_TESTS else done.exit_code, done.seconds)


def _pytest(suite: str, words: Sequence[str]) -> Result:
    command = [sys.executable, "-m", "pytest", *words]
    return _run(suite, command, project.ROOT, {**os.environ, **_colors()})


def _run(suite: str, command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Result:
    """Run a program to its end: Ctrl-C reaches it too, and what it started has to be ended by it."""
    began = time.monotonic()
    interrupts: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, check=False)
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupts:
        raise KeyboardInterrupt
    return Result(suite, done.returncode, time.monotonic() - began)


def _colors() -> dict[str, str]:
    """Return the variables that keep colors out of a pipe or a file, unless the user asks for them.

    Playwright looks for a terminal itself, and its workers warn about ``NO_COLOR``.
    """
    return {} if sys.stdout.isatty() or os.environ.get("FORCE_COLOR") else {"NO_COLOR": "1"}
