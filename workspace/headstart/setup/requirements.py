"""Converts ``poetry.lock`` to a requirements file, so that the set-up does not need Poetry."""

import tomllib
from pathlib import Path
from typing import Any

from headstart.core import project


def write_requirements(path: Path, groups: set[str]) -> int:
    """Write the locked packages of some groups, with their hashes; return their number.

    Packages that are folders of this project have no hash, and are left out.
    """
    lock = tomllib.loads((project.ROOT / "poetry.lock").read_text("utf-8"))
    packages = [
        package
        for package in lock["package"]
        if groups.intersection(package["groups"]) and package.get("source", {}).get("type") != "directory"
    ]
    path.write_text("".join(_requirement(package, groups) for package in packages), "utf-8")
    return len(packages)


def _requirement(package: dict[str, Any], groups: set[str]) -> str:
    hashes = " ".join(f"--hash={file['hash']}" for file in package["files"])
    source = package.get("source", {})
    if source.get("type") == "file":
        requirement = f"{package['name']} @ {(project.ROOT / source['url']).as_uri()}"
    else:
        requirement = f"{package['name']}=={package['version']}"
    return f"{requirement}{_marker(package, groups)} {hashes}\n"


def _marker(package: dict[str, Any], groups: set[str]) -> str:
    """Return the environment marker; if groups differ, Poetry has a marker for each group."""
    marker = package.get("markers", "")
    if isinstance(marker, dict):
        markers = [marker.get(group, "") for group in sorted(groups.intersection(package["groups"]))]
        marker = " or ".join(f"({each})" for each in markers) if all(markers) else ""
    return f" ; {marker}" if marker else ""
