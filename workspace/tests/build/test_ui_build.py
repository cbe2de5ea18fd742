"""The front-end build for the browser tests, rebuilt if its sources changed."""

from pathlib import Path

import pytest

from headstart.build import ui_build
from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import toolchain

# Logs its first argument, and writes a file to the output folder.
VITE = """#!/bin/sh
echo "$1" >> calls
[ -e broken ] && echo "broken on purpose" && exit 1
mkdir -p "$3" && echo built > "$3/index.html"
"""


@pytest.fixture
def sources(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a front end of its own, whose Vite is a script."""
    home = folder / "frontend"
    for name in ui_build.INPUTS:
        path = home / name / "file.ts" if "." not in name else home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    vite = home / "vite.sh"
    vite.write_text(VITE, "utf-8")
    vite.chmod(0o755)
    monkeypatch.setattr(project, "FRONTEND", home)
    monkeypatch.setattr(toolchain, "frontend_program", lambda _name: [str(vite)])
    monkeypatch.setattr(toolchain, "node_environment", lambda: {"PATH": "/usr/bin:/bin"})
    return home


def builds(sources: Path) -> int:
    return len((sources / "calls").read_text("utf-8").splitlines())


def test_it_is_built_once(sources: Path) -> None:
    folder = ui_build.current()
    assert (folder / "index.html").read_text("utf-8") == "built\n"
    assert ui_build.current() == folder
    assert builds(sources) == 1


@pytest.mark.parametrize("changed", ["src/new.tsx", "public/favicon.svg", "index.html", "yarn.lock"])
def test_a_changed_source_causes_a_new_build(changed: str, sources: Path) -> None:
    ui_build.current()
    (sources / changed).write_text("changed", "utf-8")
    ui_build.current()
    assert builds(sources) == 2


def test_a_failed_build_is_explained_and_tried_again(sources: Path) -> None:
    (sources / "broken").touch()
    with pytest.raises(WorkspaceError, match="vite does not build the front end: broken on purpose"):
        ui_build.current()
    (sources / "broken").unlink()
    assert (ui_build.current() / "index.html").exists()
