"""The output of the runners in a pipe: no colors, even in CI, unless the user wants them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headstart.core import project
from headstart.setup import browser, node_packages

ESCAPE = "\x1b["
RUN = "import os; from headstart.testing import suites; suites.{suite}"


def smallest(folder: Path, pattern: str) -> str:
    """Return the path of a short test of the product, relative to where its runner starts."""
    start = project.FRONTEND if folder.is_relative_to(project.FRONTEND) else project.ROOT
    return str(min(folder.rglob(pattern), key=lambda path: path.stat().st_size).relative_to(start))


PYTHON = smallest(project.BACKEND / "tests", "test_*.py")
SUITES = {
    "pytest": (f"python('back end', [], ['-n0', '--no-cov', {PYTHON!r}])", "passed"),
    "Vitest": (f"front_end([{smallest(project.FRONTEND / 'src', '*.test.ts')!r}])", "passed"),
    "Playwright": ("end_to_end(['--config=' + os.environ['FAILING_TEST']])", "1 failed"),
}
FAILING = """
const { expect, test } = require("{packages}/@playwright/test");
test("fails", () => expect(1).toBe(2));
"""


@pytest.fixture(autouse=True)
def _tools(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    packages = str(project.FRONTEND / "node_modules")
    (folder / "failing.spec.js").write_text(FAILING.replace("{packages}", packages), "utf-8")
    (folder / "config.js").write_text("module.exports = { outputDir: `${__dirname}/results` };\n", "utf-8")
    monkeypatch.setenv("FAILING_TEST", str(folder / "config.js"))
    program = folder / "chromium"  # never started here
    program.write_text("#!/bin/sh\necho Chromium 156.0.1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv(browser.VARIABLE, str(program))
    for name in ("CI", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def output(suite: str) -> str:
    """Run a suite in a process of its own, whose output is a pipe."""
    command = [sys.executable, "-P", "-c", RUN.format(suite=suite)]
    process = subprocess.run(
        command, cwd=project.ROOT, env=os.environ, capture_output=True, text=True, check=True
    )
    return process.stdout + process.stderr


@pytest.mark.parametrize(("suite", "summary"), SUITES.values(), ids=SUITES)
def test_no_runner_prints_colors(suite: str, summary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    text = output(suite)
    assert summary in text
    assert ESCAPE not in text


@pytest.mark.slow
@pytest.mark.parametrize(("suite", "_summary"), SUITES.values(), ids=SUITES)
def test_colors_can_be_forced(suite: str, _summary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE in output(suite)
