"""Which browser drives the browser tests: the named one, Playwright's own, the pinned one or the system's."""

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
def _a_machine_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setattr(browser, "playwrights_own", lambda: own(folder))
    monkeypatch.setattr(browser, "ON_A_MAC", folder / "no mac")
    monkeypatch.setattr(chromium, "has_build", lambda: False)


def own(folder: Path) -> Path:
    return folder / "chromium-1255" / "chrome-linux64" / "chrome"


def executable(path: Path, script: str = "echo Chromium 156.0.1 built on a test") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def found() -> Path | None:
    chosen = browser.find()
    return chosen.program if chosen else None


def test_a_machine_may_have_none() -> None:
    assert found() is None


@pytest.mark.parametrize("name", browser.NAMES)
def test_the_systems_own_is_found_on_the_path(name: str, folder: Path) -> None:
    program = executable(folder / name)
    assert browser.find() == browser.Browser(program, "156.0.1", "the system")


@pytest.mark.parametrize("script", ["exit 1", "echo 'install it with: snap install chromium'"])
def test_one_that_only_says_what_to_install_is_none(script: str, folder: Path) -> None:
    executable(folder / "chromium-browser", script)
    assert found() is None


def test_the_first_of_the_named_playwrights_the_pinned_and_the_systems_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = executable(folder / "chromium")
    assert found() == system
    pinned = executable(chromium.program())
    assert found() == pinned
    whole = executable(own(folder))
    assert found() == whole
    shell = executable(folder / "chromium_headless_shell-1255" / "chrome-linux64" / "chrome-headless-shell")
    assert found() == shell
    named = executable(folder / "named")
    monkeypatch.setenv(browser.VARIABLE, str(named))
    assert found() == named


def test_a_named_one_that_does_not_run_is_not_replaced_by_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(folder / "chromium")
    monkeypatch.setenv(browser.VARIABLE, "/no/such/chrome")
    with pytest.raises(
        browser.NoBrowser, match="E2E_BROWSER is /no/such/chrome, which does not run: correct"
    ):
        browser.ensure()


def test_the_pinned_one_is_installed_before_the_systems_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(folder / "chromium")
    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda: executable(chromium.program()))
    assert browser.ensure().program == chromium.program()


def test_nothing_is_fetched_where_playwright_has_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(own(folder))
    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda: pytest.fail("fetched"))
    assert browser.ensure().program == own(folder)


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        msg = "npm could not fetch it: no network"
        raise WorkspaceError(msg)

    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", refuse)


@pytest.mark.usefixtures("_offline")
def test_offline_the_systems_does(folder: Path) -> None:
    system = executable(folder / "chromium")
    assert browser.ensure().program == system


@pytest.mark.usefixtures("_offline")
def test_offline_and_without_any_the_sentence_tells_what_to_do() -> None:
    with pytest.raises(
        browser.NoBrowser, match=r"no network; check .* run `./inv setup`; or install Google Ch"
    ):
        browser.ensure()


def test_a_system_without_a_build_is_told_so() -> None:
    with pytest.raises(
        browser.NoBrowser, match="no pinned one exists for this system: install Google Chrome"
    ):
        browser.ensure()


def test_a_pinned_one_that_does_not_run_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "has_build", lambda: True)
    monkeypatch.setattr(chromium, "install", lambda: executable(chromium.program(), "exit 127"))
    with pytest.raises(browser.NoBrowser, match="the pinned Chromium does not run on this system"):
        browser.ensure()


def test_playwright_tells_where_its_own_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    program = browser.playwrights_own()
    assert program.is_absolute()
    assert any(folder.name.startswith("chromium-") for folder in program.parents)


def test_the_pinned_one_draws_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    program = CHECKOUT_STATE / f"chromium-{project.pins().chromium}" / "chromium"
    if not program.exists():
        pytest.skip("the pinned Chromium is not installed")
    node = toolchain.node().folder / "node"
    output = commands.output([node, "--eval", DRAW, program], cwd=project.FRONTEND, doing="nothing was drawn")
    assert output.strip() == '{"drawn":true,"letters":true}'
