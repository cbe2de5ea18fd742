"""The lock file as requirements of pip: the requested groups, with markers and hashes."""

from pathlib import Path

import pytest

from headstart.core import project
from headstart.setup import requirements

LOCK = """
[[package]]
name = "everywhere"
version = "1.2"
groups = ["main"]
files = [{file = "a.whl", hash = "sha256:aa"}, {file = "a.tar.gz", hash = "sha256:bb"}]

[[package]]
name = "somewhere"
version = "2.0"
groups = ["dev"]
markers = "sys_platform == \\"win32\\""
files = [{file = "b.whl", hash = "sha256:cc"}]

[[package]]
name = "differing"
version = "3.0"
groups = ["main", "dev", "bare"]
files = [{file = "c.whl", hash = "sha256:dd"}]

[package.markers]
dev = "python_version < \\"3.12\\""
bare = "sys_platform == \\"linux\\""
"""


@pytest.fixture
def path(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "poetry.lock").write_text(LOCK, "utf-8")
    monkeypatch.setattr(project, "ROOT", folder)
    return folder / "requirements.txt"


def test_a_package_is_written_with_version_and_every_hash(path: Path) -> None:
    assert requirements.write_requirements(path, {"main"}) == 2
    assert "everywhere==1.2 --hash=sha256:aa --hash=sha256:bb\n" in path.read_text("utf-8")


def test_a_package_of_another_group_is_left_out(path: Path) -> None:
    requirements.write_requirements(path, {"main"})
    assert "somewhere" not in path.read_text("utf-8")


def test_a_marker_is_kept(path: Path) -> None:
    requirements.write_requirements(path, {"dev"})
    assert 'somewhere==2.0 ; sys_platform == "win32" --hash=sha256:cc\n' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("groups", "marker"),
    [
        ({"main"}, ""),
        ({"main", "dev"}, ""),
        ({"dev"}, ' ; (python_version < "3.12")'),
        ({"dev", "bare"}, ' ; (sys_platform == "linux") or (python_version < "3.12")'),
    ],
)
def test_the_markers_of_several_groups_are_combined(groups: set[str], marker: str, path: Path) -> None:
    requirements.write_requirements(path, groups)
    assert f"differing==3.0{marker} --hash" in path.read_text("utf-8")


def test_the_real_lock_names_what_bare_machines_need(folder: Path) -> None:
    path = folder / "requirements.txt"
    few = requirements.write_requirements(path, {"main"})
    assert requirements.write_requirements(path, {"main", "dev", "node", "postgres"}) > few
    text = path.read_text("utf-8")
    assert "\nembedded-postgres==" in text
    assert all(" --hash=sha256:" in line for line in text.splitlines())
