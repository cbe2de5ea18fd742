"""The test suites, each with the runner of its language."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headstart.build import ui_build
from headstart.core import project
from headstart.setup import browser, node_packages, toolchain
from headstart.testing import shards
from headstart.testing.affected import record, ui

COVERAGE = ("--cov", "--cov-report=term:skip-covered")
CHANGED = ("-p", record.PLUGIN)
WORKSPACE = ("-c", "workspace/pyproject.toml", "--rootdir", ".")
NO_TESTS = 5  # pytest's exit code for a run without tests


@dataclass(frozen=True)
class Result:
    """The result of a suite, or the reason why it was not run."""

    suite: str
    exit_code: int = 0
    seconds: float = 0.0
    not_run: str = ""


def python(
    suite: str, folders: Sequence[str], args: Sequence[str], *, coverage: bool = False, shard: str = ""
) -> Result:
    """Run pytest on folders of tests, with its output in the terminal."""
    options = (
        *(COVERAGE if coverage else ()),
        *(shards.pytest_options(shard) if shard else ()),
    )
    result = _pytest(suite, [*folders, *options, *args])
    return _allow_no_tests(result) if shard else result


def workspace(folders: Sequence[str], args: Sequence[str]) -> Result:
    """Run the tests of the tooling, with its own settings."""
    return _pytest("tooling", [*WORKSPACE, *folders, *args])


def changed_python(suite: str, folders: Sequence[str], args: Sequence[str]) -> Result:
    """Run the tests that may be affected by changes, and record the dependencies of each."""
    paths = record.affected_paths(folders)
    if not paths:
        return Result(suite, not_run="no changes affect it")
    result = _pytest(suite, [*paths, *CHANGED, *args])
    return _allow_no_tests(result)


def front_end(args: Sequence[str], *, changed: bool = False, shard: str = "") -> Result:
    """Run Vitest once."""
    args = [*args, *_shard(shard)]
    node_packages.install()
    files = ui.component_files()
    selection: Sequence[str] | None = ui.vitest_args(files) if changed else ["run"]
    if selection is None:
        return Result("front end", not_run="no changes affect it")
    command = [*toolchain.frontend_program("vitest"), *selection, *args]
    result = _run("front end", command, project.FRONTEND, toolchain.node_environment() | _colors())
    if result.exit_code == 0 and not args:
        files.save()
    return result


def end_to_end(args: Sequence[str], *, changed: bool = False, shard: str = "") -> Result:
    """Run Playwright's tests in a browser; each worker runs an instance of the application.

    Raises:
        NoBrowser: no browser was found.
        WorkspaceError: the front end cannot be built.
    """
    args = [*args, *_shard(shard)]
    files = ui.end_to_end_files()
    selection: Sequence[str] | None = ui.playwright_args(files) if changed else []
    if selection is None:
        return Result("end to end", not_run="its own files have not changed; `inv test.e2e` runs it")
    node_packages.install()
    chromium = browser.ensure()
    ui_build.current()
    command = [*toolchain.frontend_program("playwright"), "test", *selection, *args]
    environment = {**toolchain.node_environment(), browser.VARIABLE: str(chromium.program)}
    result = _run("end to end", command, project.FRONTEND, environment)
    if result.exit_code == 0 and not args:
        files.save()
    return result


def _shard(shard: str) -> list[str]:
    return [f"--shard={shard}"] if shard else []


def _allow_no_tests(result: Result) -> Result:
    return replace(result, exit_code=0) if result.exit_code == NO_TESTS else result


def _pytest(suite: str, args: Sequence[str]) -> Result:
    command = [sys.executable, "-m", "pytest", *args]
    return _run(suite, command, project.ROOT, {**os.environ, **_colors()})


def _run(suite: str, command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Result:
    """Run a program to its end, even after Ctrl-C, so that it can stop its own children."""
    start = time.monotonic()
    interrupts: list[int] = []
    previous_handler = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))
    try:
        process = subprocess.run(command, cwd=cwd, env=environment, check=False)
    finally:
        signal.signal(signal.SIGINT, previous_handler)
    if interrupts:
        raise KeyboardInterrupt
    return Result(suite, process.returncode, time.monotonic() - start)


def _colors() -> dict[str, str]:
    """Return the variables that disable colors in a pipe or a file, unless the user wants them.

    Playwright checks for a terminal itself, and its workers warn about ``NO_COLOR``.
    """
    return {} if sys.stdout.isatty() or os.environ.get("FORCE_COLOR") else {"NO_COLOR": "1"}
