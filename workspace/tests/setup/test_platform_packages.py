"""Packages for one platform are installed only as they were recorded, with the real Yarn and its cache."""

import json
import shutil
from pathlib import Path

import pytest

from headstart.core import project
from headstart.core.errors import WorkspaceError
from headstart.setup import node_packages, platform_packages


@pytest.fixture
def front_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a front end with this one's locks, and a cache of its own with the archives of one library."""
    node_packages.install()
    archives = [*platform_packages._cache().glob("lightningcss-*")]
    home = folder / "frontend"
    home.mkdir()
    for name in node_packages.INPUTS:
        shutil.copy(project.FRONTEND / name, home)
    monkeypatch.setattr(project, "FRONTEND", home)
    monkeypatch.setenv("YARN_GLOBAL_FOLDER", str(folder))
    platform_packages._cache().mkdir()
    for archive in archives:
        shutil.copy(archive, platform_packages._cache())
    return home


@pytest.mark.usefixtures("front_end")
def test_archives_have_the_names_of_yarns_cache() -> None:
    in_cache = {path.name for path in platform_packages._cache().iterdir()}
    assert in_cache & platform_packages._locked().keys()


@pytest.mark.parametrize(
    ("package", "slug"),
    [
        (
            "@rolldown/binding-linux-x64-gnu@npm:1.2.19",
            "@rolldown-binding-linux-x64-gnu-npm-1.2.19-f59520272b",
        ),
        ("lightningcss-linux-x64-gnu@npm:1.33.0", "lightningcss-linux-x64-gnu-npm-1.33.0-222ef84ed1"),
        (
            "fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>::version=2.3.3&hash=df0bf1",
            "fsevents-patch-6b67494872",
        ),
    ],
)
def test_a_slug_is_that_of_yarn(package: str, slug: str) -> None:
    assert platform_packages._slug(package) == slug


def test_another_archive_than_the_recorded_one_is_refused_and_deleted(front_end: Path) -> None:
    platform_packages.verify()
    cache = platform_packages._cache()
    archive = next(cache / name for name in platform_packages._locked() if (cache / name).exists())
    with archive.open("ab") as file:
        file.write(b"worm")
    (front_end / "node_modules").mkdir()
    with pytest.raises(WorkspaceError, match=r"the registry sent another lightningcss-.*inv setup"):
        platform_packages.verify()
    assert not archive.exists()
    assert not (front_end / "node_modules").exists()


def test_packages_without_a_checksum_are_named(front_end: Path) -> None:
    assert not platform_packages.missing()
    sums = front_end / platform_packages.SUMS
    lines = sums.read_text("utf-8").splitlines(keepends=True)
    sums.write_text("".join(line for line in lines if "  fsevents-npm" not in line), "utf-8")
    assert platform_packages.missing() == (
        "frontend/platform-packages.sha512 lacks the checksums of fsevents@npm:2.3.3: run `inv format`"
    )


def test_a_project_without_the_file_lacks_all_of_them(front_end: Path) -> None:
    (front_end / platform_packages.SUMS).unlink()
    platform_packages.verify()
    assert "@rolldown/binding-darwin-arm64@npm:" in platform_packages.missing()


def test_missing_checksums_are_recorded_for_all_platforms_and_known_ones_kept(front_end: Path) -> None:
    package = {**json.loads((front_end / "package.json").read_text("utf-8")), "devDependencies": {}}
    package |= {"dependencies": {}, "optionalDependencies": {"fsevents": "2.3.3"}}
    (front_end / "package.json").write_text(json.dumps(package), "utf-8")
    complete = (front_end / platform_packages.SUMS).read_text("utf-8")
    (front_end / platform_packages.SUMS).write_text("", "utf-8")

    node_packages.write_lock()

    lines = [line for line in complete.splitlines(keepends=True) if "  fsevents-" in line]
    assert (front_end / platform_packages.SUMS).read_text("utf-8") == "".join(lines)
    (front_end / platform_packages.SUMS).write_text(
        "".join(["0" * 128 + lines[0][128:], *lines[2:]]), "utf-8"
    )
    node_packages.write_lock()
    assert (front_end / platform_packages.SUMS).read_text("utf-8") == "0" * 128 + lines[0][128:] + lines[1]
