"""The sample's own files, packages and texts, besides the files that ``inv new`` writes."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from headstart.core import project
from headstart.scaffold import records
from headstart.scaffold.plan import Change, read

SAMPLE_FILE = Path(__file__).with_name("sample.toml")
PACKAGES = "frontend/package.json"
SAMPLE_SECTION = re.compile(r"<!-- sample -->\n.*?<!-- end of the sample -->\n+", re.DOTALL)


@dataclass(frozen=True)
class Belongings:
    """The entry of a resource in ``sample.toml``, which explains each key."""

    files: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    regenerated: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def paths(self, root: Path) -> Iterator[str]:
        """Yield the files, including those in folders."""
        for name in self.files:
            path = root / name
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                if file.is_file() and "__pycache__" not in file.parts:
                    yield str(file.relative_to(root))


def resources(root: Path = project.ROOT) -> list[str]:
    """Return the remaining resources of the sample, in the order in which they can be dropped."""
    if records.is_bare(root):
        return []
    existing, dropped = records.resources(root), records.dropped_resources(root)
    return [name for name in _resources() if name in existing and name not in dropped]


def migrations() -> list[str]:
    """Return the migrations that create the tables of the sample."""
    return list(contents()["migrations"])


def machinery() -> list[str]:
    """Return the migrations that follow those of the sample, but do not depend on its tables."""
    return list(contents().get("machinery", []))


def belongings(name: str, root: Path = project.ROOT) -> Belongings:
    """Return what belongs to a resource; nothing if it is not part of the sample."""
    return _resources()[name] if name in resources(root) else Belongings()


def without(names: Collection[str], root: Path = project.ROOT) -> Iterator[Change]:
    """Yield the changes that remove packages and texts of the sample from files that stay."""
    packages = {package for name in names for package in belongings(name, root).packages}
    texts = {text for name in names for text in belongings(name, root).texts}
    if packages:
        yield _without_packages(packages, root)
    for path in sorted(texts):
        if before := read(root, path):
            yield Change(path, before, SAMPLE_SECTION.sub("", before))


def _without_packages(packages: Collection[str], root: Path) -> Change:
    before = read(root, PACKAGES) or ""
    return Change(PACKAGES, before, package_settings_without(packages, before))


def package_settings_without(packages: Collection[str], text: str) -> str:
    """Return the text of ``package.json`` without some packages."""
    settings = json.loads(text)
    dependencies = {
        name: version for name, version in settings["dependencies"].items() if name not in packages
    }
    return json.dumps({**settings, "dependencies": dependencies}, indent=2) + "\n"


@cache
def contents() -> dict[str, Any]:
    """Return ``sample.toml``: a table for each resource, those that refer to others first."""
    return tomllib.loads(SAMPLE_FILE.read_text("utf-8"))


def _resources() -> dict[str, Belongings]:
    return {
        name: Belongings(**{key: tuple(values) for key, values in table.items()})
        for name, table in contents().items()
        if isinstance(table, dict)
    }
