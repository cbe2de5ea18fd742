"""The software bill of materials (SBOM) in CycloneDX format: the packages that ship, from the lock files.

It does not list what is only used in development, nor the packages of the base images.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from headstart.core import project

FILE = project.STATE / "bom.cdx.json"
DESCRIPTORS = re.compile(r'^"?([^\n]*?)"?:$', re.MULTILINE)
VERSION = re.compile(r"^  version: (\S+)$", re.MULTILINE)
NAME = re.compile(r'^  resolution: "(@?[^@]+)@', re.MULTILINE)
DEPENDENCIES = re.compile(r"^  dependencies:\n((?:    .*\n?)*)", re.MULTILINE)
DEPENDENCY = re.compile(r'^    "?([^":]+)"?: "?([^"\n]+)"?$', re.MULTILINE)


def write() -> Path:
    """Write the bill of materials; the same locks always give the same file."""
    about = project.pyproject()["project"]
    components = [
        *(_component("pypi", *package) for package in python_packages()),
        *(_component("npm", *package) for package in node_packages()),
    ]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": about["name"], "version": about["version"]}
        },
        "components": components,
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(bill, indent=2) + "\n", "utf-8")
    return FILE


def python_packages() -> list[tuple[str, str]]:
    """Return names and versions of the API's packages."""
    lock = tomllib.loads((project.ROOT / "poetry.lock").read_text("utf-8"))
    return [(each["name"], each["version"]) for each in lock["package"] if "main" in each["groups"]]


def node_packages() -> list[tuple[str, str]]:
    """Return names and versions of the UI's packages: its dependencies and theirs."""
    entries = dict(_entries((project.FRONTEND / "yarn.lock").read_text("utf-8")))
    manifest = json.loads((project.FRONTEND / "package.json").read_text("utf-8"))
    found: set[tuple[str, str]] = set()
    pending = [
        f"{name}@{range_ if ':' in range_ else f'npm:{range_}'}"
        for name, range_ in manifest["dependencies"].items()
    ]
    while pending:
        descriptor = pending.pop()
        if descriptor in entries:  # a folder of the project is not
            package, dependencies = entries[descriptor]
            if package not in found:
                found.add(package)
                pending += dependencies
    return sorted(found)


def _entries(lock: str) -> Iterator[tuple[str, tuple[tuple[str, str], list[str]]]]:
    """Yield each descriptor with the name and version of its package, and the descriptors of dependencies."""
    for block in lock.split("\n\n"):
        version, name, descriptors = VERSION.search(block), NAME.search(block), DESCRIPTORS.search(block)
        if version and name and descriptors:
            listed = DEPENDENCIES.search(block)
            dependencies = [
                f"{each}@{range_}" for each, range_ in DEPENDENCY.findall(listed[1] if listed else "")
            ]
            for descriptor in descriptors[1].split(", "):
                yield descriptor, ((name[1], version[1]), dependencies)


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    address = f"pkg:{kind}/{quote(name)}@{quote(version)}"
    return {"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address}
