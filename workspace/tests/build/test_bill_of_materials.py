"""The bill of materials lists what ships, with its dependencies, and nothing else."""

import json
from pathlib import Path

import pytest

from headstart.build import bill_of_materials
from headstart.core import project

YARN_LOCK = """
__metadata:
  version: 10

"@scope/one@npm:1.0.0":
  version: 1.0.0
  resolution: "@scope/one@npm:1.0.0"
  dependencies:
    "@scope/two": "npm:^2.0.0"
    three: "npm:1 || 2"
  peerDependencies:
    react: "*"
  checksum: 10c0/ab
  languageName: node
  linkType: hard

"@scope/two@npm:^2.0.0, @scope/two@npm:^2.1.0":
  version: 2.1.5
  resolution: "@scope/two@npm:2.1.5"
  languageName: node
  linkType: hard

"four@npm:4.0.0":
  version: 4.0.0
  resolution: "four@npm:4.0.0"
  languageName: node
  linkType: hard

"product@workspace:.":
  version: 0.0.0-use.local
  resolution: "product@workspace:."
  dependencies:
    "@scope/one": "npm:1.0.0"
  languageName: unknown
  linkType: soft

"three@npm:1 || 2":
  version: 2.0.0
  resolution: "three@npm:2.0.0"
  dependencies:
    "@scope/two": "npm:^2.1.0"
  languageName: node
  linkType: hard
"""
POETRY_LOCK = """
[[package]]
name = "flask"
version = "3.1.3"
groups = ["main", "dev"]

[[package]]
name = "pytest"
version = "9.2.0"
groups = ["dev"]
"""


@pytest.fixture
def locks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the project these lock files."""
    project.pyproject()
    monkeypatch.setattr(project, "ROOT", folder)
    monkeypatch.setattr(project, "FRONTEND", folder)
    monkeypatch.setattr(bill_of_materials, "FILE", folder / "bom.cdx.json")
    (folder / "yarn.lock").write_text(YARN_LOCK.lstrip(), "utf-8")
    (folder / "poetry.lock").write_text(POETRY_LOCK, "utf-8")
    manifest = {
        "dependencies": {"@scope/one": "1.0.0", "own": "link:../own"},
        "devDependencies": {"four": "4.0.0"},
    }
    (folder / "package.json").write_text(json.dumps(manifest), "utf-8")


@pytest.mark.usefixtures("locks")
def test_packages_that_ship_are_listed_with_their_dependencies() -> None:
    bill = json.loads(bill_of_materials.write().read_text("utf-8"))

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert [each["purl"] for each in bill["components"]] == [
        "pkg:pypi/flask@3.1.3",
        "pkg:npm/%40scope/one@1.0.0",
        "pkg:npm/%40scope/two@2.1.5",
        "pkg:npm/three@2.0.0",
    ]


def test_every_dependency_of_this_front_end_is_found() -> None:
    manifest = json.loads((project.FRONTEND / "package.json").read_text("utf-8"))
    assert manifest["dependencies"].keys() <= {name for name, _version in bill_of_materials.node_packages()}
