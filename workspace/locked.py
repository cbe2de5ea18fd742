"""What ``poetry.lock`` holds, in the words of pip: for the first set-up, before Poetry is there."""

import tomllib
from pathlib import Path
from typing import Any

from workspace import project


def write_requirements(path: Path, groups: set[str]) -> int:
    """Write the locked packages of some groups, with their hashes; return how many there are."""
    lock = tomllib.loads((project.ROOT / "poetry.lock").read_text("utf-8"))
    packages = [package for package in lock["package"] if groups.intersection(package["groups"])]
    path.write_text("".join(map(_requirement, packages)), "utf-8")
    return len(packages)


def _requirement(package: dict[str, Any]) -> str:
    hashes = " ".join(f"--hash={file['hash']}" for file in package["files"])
    return f"{package['name']}=={package['version']}{_marker(package)} {hashes}\n"


def _marker(package: dict[str, Any]) -> str:
    """Return the environment marker; Poetry keeps one for each group where they differ."""
    marker = package.get("markers", "")
    if isinstance(marker, dict):
        marker = " or ".join(f"({each})" for each in marker.values())
    return f" ; {marker}" if marker else ""
