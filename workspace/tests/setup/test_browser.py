"""Which browser drives the end-to-end tests: Playwright's own, the system's, or none."""

from pathlib import Path

import pytest

from headstart.setup import browser, node_packages


@pytest.fixture(autouse=True)
def _a_machine_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(browser, "playwrights_own", lambda: folder / "own")
    monkeypatch.setattr(browser, "ON_A_MAC", folder / "no mac")


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_machine_may_have_none() -> None:
    assert browser.find() is None


@pytest.mark.parametrize("name", browser.NAMES)
def test_the_systems_own_is_found_on_the_path(name: str, folder: Path) -> None:
    installed = program(folder / name, "echo Chromium 156.0.1 built on a test")
    assert browser.find() == installed


@pytest.mark.parametrize("script", ["exit 1", "echo 'install it with: snap install chromium'"])
def test_one_that_only_says_what_to_install_is_none(script: str, folder: Path) -> None:
    program(folder / "chromium-browser", script)
    assert browser.find() is None


def test_the_one_that_playwright_fetched_goes_first(folder: Path) -> None:
    program(folder / "chromium", "echo Chromium 156.0.1")
    fetched = program(folder / "own", "echo Chromium 157.0.1")
    assert browser.find() == fetched


def test_playwright_tells_where_its_own_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    if not node_packages.is_installed():
        pytest.skip("the front end's packages are not installed")
    assert browser.playwrights_own().is_absolute()
