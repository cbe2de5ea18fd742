"""A release: tag, version and CHANGELOG agree, and the wheel is the same wherever it is built."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.scaffold import release
from headstart.scaffold.upgrade import changelog

SETTINGS = '[project]\nname = "headstart-workspace"\nversion = "1.2.3"\n'


@pytest.fixture
def root(folder: Path) -> Path:
    """Return a folder with the version 1.2.3 and a CHANGELOG about 1.2.2."""
    (folder / "workspace").mkdir()
    (folder / "workspace" / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.2\n\n- Before.\n", "utf-8")
    return folder


def test_a_tag_that_is_not_the_version_is_refused(root: Path) -> None:
    with pytest.raises(
        WorkspaceError, match=r"the tag is v1\.2\.4, but the version in workspace/pyproject\.toml is 1\.2\.3"
    ):
        release.prepare("v1.2.4", root / "dist", root)


def test_a_version_without_a_section_is_refused(root: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"has no section `## 1\.2\.3`"):
        release.prepare("v1.2.3", root / "dist", root)


@pytest.mark.slow
@pytest.mark.sample
def test_this_version_can_be_released(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "STATE", project.ROOT / ".workspace")  # for uv
    settings = tomllib.loads((project.ROOT / "workspace" / "pyproject.toml").read_text("utf-8"))
    version = settings["project"]["version"]
    first, notes = release.prepare(f"v{version}", folder / "first")
    second, _notes = release.prepare(f"v{version}", folder / "second")
    assert first.read_bytes() == second.read_bytes()
    text = notes.read_text("utf-8")
    assert hashlib.sha256(first.read_bytes()).hexdigest() in text
    assert text.startswith(changelog.section((project.ROOT / "CHANGELOG.md").read_text("utf-8"), version))
