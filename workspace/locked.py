"""What ``poetry.lock`` holds, in the words of pip: for the first set-up, before Poetry is there."""

import tomllib
from pathlib import Path
from typing import Any

from workspace import project


def write_requirements(path: Path, groups: set[str]) -> int:
    """Write the locked packages of some groups, with their hashes; return how many there are."""
    lock = tomllib.loads((project.ROOT / "poetry.lock").read_text("utf-8"))
    packages = [package for package in lock["package"] if groups.intersection(package["groups"])]
    path.write_text("".join(_requirement(package, groups) for package in packages), "utf-8")
    return len(packages)


def _requirement(package: dict[str, Any], groups: set[str]) -> str:
    hashes = " ".join(f"--hash={file['hash']}" for file in package["files"])
    return f"{package['name']}=={package['version']}{_marker(package, groups)} {hashes}\n"


def _marker(package: dict[str, Any], groups: set[str]) -> str:
    """Return the environment marker; where groups differ, Poetry keeps one for each that has one."""
    marker = package.get("markers", "")
    if isinstance(marker, dict):
        markers = [marker.get(group, "") for group in sorted(groups.intersection(package["groups"]))]
        marker = " or ".join(f"({each})" for each in markers) if all(markers) else ""
    return f" ; {marker}" if marker else ""
