"""The browser for the browser tests: the requested one, Playwright's own, the pinned one or the system's."""

from pathlib import Path

import pytest

from headstart.core import commands, project
from headstart.core.errors import WorkspaceError
from headstart.setup import browser, chromium, node_packages, toolchain

CHECKOUT_STATE = project.STATE  # before a fixture replaces it
DRAW = """
const { chromium } = require("playwright-core");
const [, executablePath] = process.argv;
(async () => {
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  const page = await browser.newPage();
  await page.setContent("<h1 style='font-size: 50px; display: inline'>MMMM</h1>");
  const { width } = await page.locator("h1").boundingBox();
  const { length } = await page.screenshot();
  console.log(JSON.stringify({ drawn: length > 1000, letters: width > 100 }));
  await browser.close();
})();
"""


@pytest.fixture(autouse=True)
def _machine_without_browsers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "playwright_path", lambda: own(folder))
    monkeypatch.setattr(browser, "MACOS_CHROME", folder / "no mac")
    monkeypatch.setattr(chromium, "has_build", lambda: False)


def own(folder: Path) -> Path:
    return folder / "chromium-1255" / "chrome-linux64" / "chrome"


def executable(path: Path, script: str = "echo Chromium 156.0.1 built on a test") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def find_program() -> Path | None:
    result = browser.find()
    return result.program if result else None


def test_a_machine_may_have_no_browser() -> None:
    assert find_program() is None


@pytest.mark.parametrize("name", browser.NAMES)
def test_the_systems_own_is_found_on_the_path(name: str, folder: Path) -> None:
    program = executable(folder / name)
    assert browser.find() == browser.Browser(program, "156.0.1", "the system")


@pytest.mark.parametrize("script", ["exit 1", "echo 'install it with: snap install chromium'"])
def test_a_stub_is_not_a_browser(script: str, folder: Path) -> None:
    executable(folder / "chromium-browser", script)
    assert find_program() is None


def test_the_browser_with_the_highest_priority_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = executable(folder / "chromium")
    assert find_program() == system
    pinned = executable(chromium.program())
    assert find_program() == pinned
    whole = executable(own(folder))
    assert find_program() == whole
    shell = executable(folder / "chromium_headless_shell-1255" / "chrome-linux64" / "chrome-headless-shell")
    assert find_program() == shell
    named = executable(folder / "named")
    monkeypatch.setenv(browser.VARIABLE, str(named))
    assert find_program() == named


def test_a_requested_browser_that_does_not_run_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(folder / "chromium")
    monkeypatch.setenv(browser.VARIABLE, "/no/such/chrome")
    with pytest.raises(
        browser.NoBrowser, match="E2E_BROWSER is /no/such/chrome, which does not run: correct"
    ):
        browser.ensure()


def test_the_pinned_browser_is_preferred_to_the_systems(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(folder / "chromium")
    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda: executable(chromium.program()))
    assert browser.ensure().program == chromium.program()


def test_nothing_is_downloaded_if_playwright_has_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(own(folder))
    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda: pytest.fail("downloaded"))
    assert browser.ensure().program == own(folder)


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        msg = "npm could not download it: no network"
        raise WorkspaceError(msg)

    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", refuse)


@pytest.mark.usefixtures("_offline")
def test_offline_the_systems_browser_is_used(folder: Path) -> None:
    system = executable(folder / "chromium")
    assert browser.ensure().program == system


@pytest.mark.usefixtures("_offline")
def test_offline_and_without_a_browser_the_error_explains_what_to_do() -> None:
    with pytest.raises(
        browser.NoBrowser, match=r"no network; check .* run `./inv setup`; or install Google Ch"
    ):
        browser.ensure()


def test_a_system_without_a_build_is_explained() -> None:
    with pytest.raises(
        browser.NoBrowser, match="there is no pinned one for this system: install Google Chrome"
    ):
        browser.ensure()


def test_a_pinned_browser_that_does_not_run_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda: executable(chromium.program(), "exit 127"))
    with pytest.raises(browser.NoBrowser, match="the pinned Chromium does not run on this system"):
        browser.ensure()


def test_playwright_reports_the_path_of_its_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    program = browser.playwright_path()
    assert program.is_absolute()
    assert any(folder.name.startswith("chromium-") for folder in program.parents)


def test_the_pinned_browser_renders_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    program = CHECKOUT_STATE / f"chromium-{project.pins().chromium}" / "chromium"
    if not program.exists():
        pytest.skip("the pinned Chromium is not installed")
    node = toolchain.node().folder / "node"
    output = commands.output(
        [node, "--eval", DRAW, program], cwd=project.FRONTEND, failure="nothing was drawn"
    )
    assert output.strip() == '{"drawn":true,"letters":true}'
