"""What of the front end's tests is run after a change."""

from pathlib import Path

import pytest

from headstart.testing.affected import files, ui

FILES = (
    "frontend/src/app/app.tsx",
    "frontend/src/testing/setup.ts",
    "frontend/package.json",
    "frontend/e2e/list.spec.ts",
    "frontend/e2e/support/browser.ts",
)


@pytest.fixture(autouse=True)
def root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "ROOT", folder)
    for path in FILES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", "utf-8")
    return folder


def test_the_first_time_all_are_run() -> None:
    assert ui.for_vitest(ui.components()) == ["run"]
    assert ui.for_playwright(ui.journeys()) == []


def test_after_they_passed_none_is() -> None:
    ui.components().passed()
    ui.journeys().passed()
    assert ui.for_vitest(ui.components()) is None
    assert ui.for_playwright(ui.journeys()) is None


@pytest.mark.parametrize(
    ("path", "vitest", "playwright"),
    [
        ("src/app/app.tsx", ["related", "--run", "--passWithNoTests", "src/app/app.tsx"], None),
        ("src/testing/setup.ts", ["run"], None),
        ("package.json", ["run"], None),
        ("e2e/list.spec.ts", None, ["e2e/list.spec.ts"]),
        ("e2e/support/browser.ts", None, []),
    ],
)
def test_a_change_runs(path: str, vitest: list[str] | None, playwright: list[str] | None, root: Path) -> None:
    ui.components().passed()
    ui.journeys().passed()
    (root / "frontend" / path).write_text("changed", "utf-8")
    assert ui.for_vitest(ui.components()) == vitest
    assert ui.for_playwright(ui.journeys()) == playwright


def test_who_imported_a_file_that_is_gone_cannot_be_asked(root: Path) -> None:
    ui.components().passed()
    (root / "frontend/src/app/app.tsx").unlink()
    assert ui.for_vitest(ui.components()) == ["run"]
