"""The tests of the front end that run after a change."""

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


def test_without_a_record_all_tests_run() -> None:
    assert ui.vitest_args(ui.component_files()) == ["run"]
    assert ui.playwright_args(ui.end_to_end_files()) == []


def test_after_success_no_tests_run() -> None:
    ui.component_files().save()
    ui.end_to_end_files().save()
    assert ui.vitest_args(ui.component_files()) is None
    assert ui.playwright_args(ui.end_to_end_files()) is None


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
    ui.component_files().save()
    ui.end_to_end_files().save()
    (root / "frontend" / path).write_text("changed", "utf-8")
    assert ui.vitest_args(ui.component_files()) == vitest
    assert ui.playwright_args(ui.end_to_end_files()) == playwright


def test_a_deleted_file_runs_all_tests(root: Path) -> None:
    ui.component_files().save()
    (root / "frontend/src/app/app.tsx").unlink()
    assert ui.vitest_args(ui.component_files()) == ["run"]
